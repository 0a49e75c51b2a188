//! `gonogo tick`, `untick`, `na`: change exactly one item's lines of checklist.toml.

use clap::Args;

use super::choose::{self, Meant};
use super::exit::{Exit, Failure};
use super::now;
use super::root::Global;
use super::show::Show;
use crate::checklist::edit::{self, Edit, EditError, Mark};
use crate::checklist::{self, Checklist, Lookup};
use crate::disk::{self, Found};
use crate::source::Source;

/// Tick items of a checklist
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo tick rollback-ready --evidence https://example.org/run/42")]
pub struct Tick {
    #[command(flatten)]
    target: Target,
    /// Who; default: git's user name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// A link or a word that proves it
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// Anything to add
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Take ticks back
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo untick rollback-ready")]
pub struct Untick {
    #[command(flatten)]
    target: Target,
}

/// Mark items as not applicable, for a reason
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo na mobile-sdk --reason \"the client is unchanged\"")]
pub struct Na {
    #[command(flatten)]
    target: Target,
    /// Why it does not apply
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who; default: git's user name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Which items of which rollout.
#[derive(Debug, Args)]
struct Target {
    /// Ids of items, or unambiguous parts of their ids or texts
    #[arg(value_name = "ITEM", required = true)]
    items: Vec<String>,
    /// A folder that holds plan.toml, or an id under plans/ [default: the only one that has the item]
    #[arg(short, long, value_name = "ROLLOUT")]
    rollout: Option<String>,
    /// Show what would change, write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Ticks items.
pub fn tick(arguments: &Tick, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let mark = Mark {
        by: arguments.by.clone().or_else(|| now::who(&global.folder())),
        at: global.moment(),
        evidence: arguments.evidence.clone(),
        note: arguments.note.clone(),
    };
    each(&arguments.target, global, show, |source, id| edit::tick(source, id, &mark))
}

/// Takes ticks back.
pub fn untick(arguments: &Untick, global: &Global, show: &Show) -> Result<Exit, Failure> {
    each(&arguments.target, global, show, edit::untick)
}

/// Marks items as not applicable.
pub fn na(arguments: &Na, global: &Global, show: &Show) -> Result<Exit, Failure> {
    if arguments.reason.trim().is_empty() {
        return Err(Failure::usage("--reason must say why the item does not apply"));
    }
    let by = arguments.by.clone().or_else(|| now::who(&global.folder()));
    let mark = Mark { by, at: global.moment(), evidence: None, note: None };
    each(&arguments.target, global, show, |source, id| edit::not_applicable(source, id, &arguments.reason, &mark))
}

/// A rollout's checklist as read before anything is changed.
struct Read {
    found: Found,
    source: Source,
    checklist: Checklist,
}

fn each(
    target: &Target,
    global: &Global,
    show: &Show,
    change: impl Fn(&Source, &str) -> Result<Edit, EditError>,
) -> Result<Exit, Failure> {
    let mut read = Vec::new();
    for found in choose::rollouts(global, target.rollout.as_deref())? {
        read.extend(checklist_of(found, show)?);
    }
    // Every item is looked up before the first is changed: a misspelt one changes nothing.
    let items: Result<Vec<(&Read, String)>, Failure> = target.items.iter().map(|words| locate(&read, words)).collect();
    for (read, id) in items? {
        let path = read.found.folder.join("checklist.toml");
        let edited = disk::edit(&path, target.dry_run, |text| {
            let source = Source::new(read.source.path.clone(), text);
            let edit = change(&source, &id).map_err(|error| refuse(error, &source, show))?;
            Ok::<_, Failure>((edit.text.clone(), edit))
        })?;
        if target.dry_run {
            show.diff(&read.source.path, &edited.before, &edited.after);
        } else {
            show.out(&told(&read.source.path, &id, &edited.answer));
        }
    }
    Ok(Exit::Done)
}

fn checklist_of(found: Found, show: &Show) -> Result<Option<Read>, Failure> {
    let path = found.folder.join("checklist.toml");
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).map_err(disk::Error::io("read", &path))?;
    let source = Source::new(format!("{}/checklist.toml", found.shown).trim_start_matches("./"), text);
    match checklist::read(&source, None) {
        Ok((checklist, _)) => Ok(Some(Read { found, source, checklist })),
        Err(mistakes) => {
            show.diagnostics(std::slice::from_ref(&source), &mistakes);
            Err(Failure::Invalid(format!("`{}` has mistakes; nothing was changed", source.path)))
        }
    }
}

/// Finds the only item that some words mean, over all rollouts.
fn locate<'r>(read: &'r [Read], words: &str) -> Result<(&'r Read, String), Failure> {
    let meant = |read: &Read| match read.checklist.find(words) {
        Lookup::Item(item) if item.id == words => Meant::Exactly(item.id.clone()),
        Lookup::Item(item) => Meant::Perhaps(vec![item.id.clone()]),
        Lookup::Several(items) => Meant::Perhaps(items.into_iter().map(|item| item.id.clone()).collect()),
        Lookup::Nothing(_) => Meant::Nothing,
    };
    let candidates: Vec<(&Found, Meant)> = read.iter().map(|read| (&read.found, meant(read))).collect();
    let known: Vec<&str> = read.iter().flat_map(|read| read.checklist.items().map(|item| item.id.as_str())).collect();
    let (number, id) = choose::only("item", words, &candidates, &known)?;
    Ok((&read[number], id))
}

fn refuse(error: EditError, source: &Source, show: &Show) -> Failure {
    match error {
        EditError::Unreadable(mistakes) => {
            show.diagnostics(std::slice::from_ref(source), &mistakes);
            Failure::Invalid(format!("`{}` has mistakes; nothing was changed", source.path))
        }
        EditError::NoItem(_) | EditError::Unsafe(_) => {
            Failure::Refused { message: error.to_string(), hint: Some("edit the file by hand".to_string()) }
        }
    }
}

/// One line a key that changed: `checklist.toml:31  done = false -> true`.
fn told(path: &str, id: &str, edit: &Edit) -> String {
    let mut text = String::new();
    for change in &edit.changes {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(none)".to_string());
        text.push_str(&format!(
            "{path}:{}  {} = {} -> {}\n",
            change.line,
            change.key,
            value(&change.old),
            value(&change.new)
        ));
    }
    if edit.changes.is_empty() {
        text.push_str(&format!("{path}  `{id}` is so already; nothing changed\n"));
    }
    text
}
