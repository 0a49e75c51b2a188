//! Which rollout is meant: the one named, the one we stand in, the only one, or the only one that has what is named.

use super::exit::Failure;
use super::root::Global;
use super::show::Show;
use crate::disk::{self, Files, Found, Rollout};
use crate::plan::Plan;
use crate::source::suggestion;

/// What some words mean in one rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The thing of this id.
    Exactly(String),
    /// One of these, by their ids.
    Perhaps(Vec<String>),
    /// Nothing.
    Nothing,
}

/// A thing that a plan declares, as named on the command line.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// What it is: `phase`.
    pub kind: &'static str,
    /// Its id, as typed.
    pub id: &'a str,
    /// The ids of its kind in a plan.
    pub ids: fn(&Plan) -> Vec<&str>,
}

/// Returns the rollouts that can be meant: the one named, else the one whose folder we stand in, else all.
///
/// # Errors
/// An unknown name, or there is no rollout.
pub fn rollouts(global: &Global, name: Option<&str>) -> Result<Vec<Found>, Failure> {
    if let Some(name) = name {
        return global.rollouts(&[name.to_string()]);
    }
    let home = global.home()?;
    let stood_in = home.ancestors().enumerate().find(|(_, folder)| folder.join("plan.toml").is_file());
    match stood_in {
        Some((0, _)) => Ok(disk::find(&home, &[".".to_string()])?),
        Some((levels, _)) => Ok(disk::find(&home, &[vec![".."; levels].join("/")])?),
        None => global.rollouts(&[]),
    }
}

/// Returns the number of the only rollout in which words mean something, and the id that they mean there.
///
/// # Errors
/// They mean nothing anywhere, with the nearest of the `known` ids; or several things, with all of them.
pub fn only(kind: &str, words: &str, rollouts: &[(&Found, Meant)], known: &[&str]) -> Result<(usize, String), Failure> {
    let mut exact = Vec::new();
    let mut partial = Vec::new();
    for (number, (_, meant)) in rollouts.iter().enumerate() {
        match meant {
            Meant::Exactly(id) => exact.push((number, id.clone())),
            Meant::Perhaps(ids) => partial.extend(ids.iter().map(|id| (number, id.clone()))),
            Meant::Nothing => {}
        }
    }
    let mut found = if exact.is_empty() { partial } else { exact };
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Failure::Usage {
            message: format!("no {kind} named `{words}`"),
            hint: suggestion(words, known.iter().copied()),
        }),
        _ => {
            let names: Vec<String> =
                found.iter().map(|(number, id)| format!("{id} ({})", rollouts[*number].0.id)).collect();
            let hint = format!("name one of them, or its rollout with -r: {}", names.join(", "));
            Err(Failure::Usage { message: format!("`{words}` could mean several {kind}s"), hint: Some(hint) })
        }
    }
}

/// Returns the one rollout that a command is about, read and free of mistakes.
///
/// # Errors
/// It cannot be told which one is meant, or a file has a mistake, which is shown.
pub fn rollout(
    global: &Global,
    show: &Show,
    name: Option<&str>,
    named: Option<Named>,
) -> Result<(Rollout, Files), Failure> {
    let mut found = rollouts(global, name)?;
    let Some(named) = named else {
        if found.len() > 1 {
            let ids: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
            let hint = format!("name one with -r: {}", ids.join(", "));
            return Err(Failure::Usage { message: "several rollouts could be meant".to_string(), hint: Some(hint) });
        }
        return read(&found.remove(0), show).map(|read| warned(read, show));
    };
    let mut read: Vec<(Rollout, Files)> = found.iter().map(|found| read(found, show)).collect::<Result<_, _>>()?;
    let meant = |files: &Files| {
        let has = (named.ids)(&files.plan).contains(&named.id);
        if has { Meant::Exactly(named.id.to_string()) } else { Meant::Nothing }
    };
    let candidates: Vec<(&Found, Meant)> = read.iter().map(|(rollout, files)| (&rollout.found, meant(files))).collect();
    let mut known: Vec<&str> = read.iter().flat_map(|(_, files)| (named.ids)(&files.plan)).collect();
    known.sort_unstable();
    known.dedup();
    let (number, _) = only(named.kind, named.id, &candidates, &known)?;
    Ok(warned(read.swap_remove(number), show))
}

fn read(found: &Found, show: &Show) -> Result<(Rollout, Files), Failure> {
    let rollout = disk::read(found);
    if let Some(files) = rollout.files.clone() {
        return Ok((rollout, files));
    }
    show.diagnostics(&rollout.sources, &rollout.diagnostics);
    Err(Failure::Invalid(format!("`{}` has mistakes; nothing was changed", found.shown)))
}

/// Shows the warnings of the rollout that is meant, and of no other.
fn warned(read: (Rollout, Files), show: &Show) -> (Rollout, Files) {
    show.diagnostics(&read.0.sources, &read.0.diagnostics);
    read
}
