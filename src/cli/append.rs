//! What the commands that append to log.toml share: whose log, the entry under the lock, and what is said of it.

use clap::Args;
use serde::Serialize;

use super::choose::{self, Named};
use super::exit::{Exit, Failure};
use super::root::{Format as Output, Global};
use super::show::Show;
use super::{load, now};
use crate::disk::{self, Files, Rollout};
use crate::journal::{self, AppendError, Appended, Entry, Event, Journal};
use crate::plan::Plan;
use crate::report::Report;
use crate::report::format::Format;
use crate::report::words::{Words, words};
use crate::source::{Moment, Source};
use crate::verdict::{Data, Facts, Judgement, Survey, Verdict, judge};

/// The options that every command that appends takes.
#[derive(Debug, Args)]
pub struct Signed {
    /// Who; default: git's user name
    #[arg(long, value_name = "NAME", value_parser = not_blank)]
    pub by: Option<String>,
    /// A folder that holds plan.toml, or an id under plans/ [default: the only one that fits]
    #[arg(short, long, value_name = "ROLLOUT")]
    pub rollout: Option<String>,
    /// Show what would change as a diff, write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Reads words that must say something.
///
/// # Errors
/// The text is blank.
pub fn not_blank(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("it says nothing".to_string()) } else { Ok(text.to_string()) }
}

/// A log about to get one entry more.
pub struct Log<'a> {
    /// When the entry happened, and the moment to judge at.
    pub at: Moment,
    rollout: Rollout,
    files: Files,
    signed: &'a Signed,
    by: Option<String>,
    quiet: bool,
    show: &'a Show,
}

/// An entry, and what is said of it.
pub struct Said {
    /// The entry.
    pub entry: Entry,
    /// What it means, a line each.
    pub lines: Vec<String>,
    /// What is doubtful about it, a line each.
    pub warnings: Vec<String>,
    /// The verdict that was computed for it, if one was.
    pub verdict: Option<Verdict>,
}

impl Said {
    /// Returns an entry of which nothing is said yet.
    pub fn new(entry: Entry) -> Said {
        Said { entry, lines: Vec::new(), warnings: Vec::new(), verdict: None }
    }
}

/// What is printed with `--format json`.
#[derive(Serialize)]
struct Printed<'a> {
    schema: u32,
    rollout: &'a str,
    path: &'a str,
    line: usize,
    lines: &'a [String],
    verdict: Option<&'static str>,
    warnings: &'a [String],
    dry_run: bool,
}

impl<'a> Log<'a> {
    /// Opens the log of the rollout that is meant, where a thing is named of the one that has it.
    ///
    /// # Errors
    /// It cannot be told which rollout is meant, or one of its files has a mistake.
    pub fn open(signed: &'a Signed, global: &Global, show: &'a Show, named: Option<Named>) -> Result<Log<'a>, Failure> {
        let (rollout, files) = choose::rollout(global, show, signed.rollout.as_deref(), named)?;
        let by = signed.by.clone().or_else(|| now::who(&global.folder()));
        Ok(Log { at: global.moment(), rollout, files, signed, by, quiet: global.quiet, show })
    }

    /// Returns the plan.
    pub fn plan(&self) -> &Plan {
        &self.files.plan
    }

    /// Returns the catalogue of the language.
    pub fn words(&self) -> &'static Words {
        words(self.show.locale)
    }

    /// Returns the way to write numbers and times.
    pub fn format(&self) -> Format<'_> {
        Format::new(&self.files.plan, self.at, self.show.locale)
    }

    /// Returns an entry of now and of who works here.
    pub fn entry(&self, event: Event) -> Entry {
        Entry::new(self.at, event, self.by.clone())
    }

    /// Returns the same entry with the hashes of the plan and of its gates: what was agreed to.
    pub fn agreed(&self, entry: Entry) -> Entry {
        let plan = self.rollout.inputs.iter().find(|input| input.path == "plan.toml");
        Entry { plan: plan.map(|plan| plan.sha256.clone()), gates: Some(self.plan().gates_sha256()), ..entry }
    }

    /// Returns where the rollout stands once an entry is in its log, without a look at any export: its gates lack data.
    pub fn stands(&self, journal: &Journal, entry: &Entry) -> Judgement {
        let mut journal = journal.clone();
        journal.entries.push(entry.clone());
        journal.entries.sort_by_key(|entry| entry.at);
        let plan = self.plan();
        let data = Data::new(plan, Survey::new(plan, &journal, &[self.at]));
        judge(&Facts { plan, checklist: &self.files.checklist, journal: &journal, data: &data }, self.at)
    }

    /// Appends the entry that is made of the log as it stands and of its verdict, and says so.
    ///
    /// Exports are read before the log is locked, and again only if it changed meanwhile.
    ///
    /// # Errors
    /// Those of making the entry, and those of [`Log::append`].
    pub fn append_judged(&self, make: impl Fn(&Files, &Report) -> Result<Said, Failure>) -> Result<Exit, Failure> {
        let report = |files: &Files| load::report(&self.rollout, files, self.at, None);
        let first = report(&self.files);
        self.append(|files| {
            let same = files.journal == self.files.journal;
            if same { make(files, &first) } else { make(files, &report(files)) }
        })
    }

    /// Appends the entry that is made of the log as it stands, and says so.
    ///
    /// # Errors
    /// Those of making the entry; the log has a mistake; the disk refuses.
    pub fn append(&self, make: impl Fn(&Files) -> Result<Said, Failure>) -> Result<Exit, Failure> {
        let found = &self.rollout.found;
        let shown = if found.shown == "." { "log.toml".to_string() } else { format!("{}/log.toml", found.shown) };
        let edited = disk::edit(&found.folder.join("log.toml"), self.signed.dry_run, |text| {
            let source = Source::new(shown.as_str(), text);
            let files = Files { journal: self.read(&source)?, ..self.files.clone() };
            let said = make(&files)?;
            let appended = journal::append(&source, &said.entry).map_err(|error| self.refuse(&source, error))?;
            Ok::<_, Failure>((appended.text.clone(), (appended, said)))
        })?;
        let (appended, mut said) = edited.answer;
        if said.entry.at > now::now() {
            let at = self.format().moment(said.entry.at);
            said.warnings.push(self.words().command.future.fill(&[("at", &at)]));
        }
        self.tell(&shown, &edited.before, &appended, &said);
        Ok(Exit::Done)
    }

    fn read(&self, source: &Source) -> Result<Journal, Failure> {
        let read = journal::read(source, Some(&self.plan().subjects()));
        read.map(|(journal, _)| journal).map_err(|mistakes| self.refuse(source, AppendError::Unreadable(mistakes)))
    }

    fn refuse(&self, source: &Source, error: AppendError) -> Failure {
        match error {
            AppendError::Unreadable(mistakes) => {
                self.show.diagnostics(std::slice::from_ref(source), &mistakes);
                Failure::Invalid(format!("`{}` has mistakes; nothing was changed", source.path))
            }
            AppendError::Unsafe => {
                Failure::Refused { message: error.to_string(), hint: Some("edit the file by hand".to_string()) }
            }
        }
    }

    /// The result on stdout, doubts on stderr; of a dry run the diff alone on stdout.
    fn tell(&self, path: &str, before: &str, appended: &Appended, said: &Said) {
        for warning in &said.warnings {
            self.show.warning(warning);
        }
        let lines: String = said.lines.iter().map(|line| format!("{line}\n")).collect();
        match (self.show.format, self.signed.dry_run) {
            (Output::Json, _) => self.show.out(&self.as_json(path, appended, said)),
            (Output::Human, true) => {
                self.show.diff(path, before, &appended.text);
                self.show.note(&lines);
            }
            (Output::Human, false) if self.quiet => {}
            (Output::Human, false) => self.show.out(&format!("{}{lines}", added(path, before, &appended.text))),
        }
    }

    fn as_json(&self, path: &str, appended: &Appended, said: &Said) -> String {
        let printed = Printed {
            schema: 1,
            rollout: &self.rollout.found.id,
            path,
            line: appended.line,
            lines: &appended.lines,
            verdict: said.verdict.map(Verdict::word),
            warnings: &said.warnings,
            dry_run: self.signed.dry_run,
        };
        serde_json::to_string_pretty(&printed).unwrap_or_default() + "\n"
    }
}

/// The lines that are new, under the place of the first.
fn added(path: &str, before: &str, after: &str) -> String {
    let skipped = after.get(before.len()..).unwrap_or(after).trim_start();
    let first = after.len() - skipped.len();
    let line = after[..first].matches('\n').count() + 1;
    let lines: String = skipped.lines().map(|line| format!("  + {line}").trim_end().to_string() + "\n").collect();
    format!("{path}:{line}\n{lines}")
}
