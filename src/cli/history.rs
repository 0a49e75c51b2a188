//! `gonogo history`: what happened, in the order of time.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::exit::{Exit, Failure};
use super::root::{Format as Output, Global};
use super::show::Show;
use crate::disk::{self, Files};
use crate::report::Version;
use crate::report::chronicle::{self, Happening, chronicle};
use crate::report::format::Format;
use crate::report::site::Row;
use crate::source::{Locale, Moment};

/// Show what happened: phases, ticks, answers, decisions, and when the published verdict changed
///
/// From log.toml, checklist.toml, and the versions in the output site. With -v every version, not only those that changed
/// the verdict.
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo history budget-controller --at 2026-01-06T09:00:00Z")]
pub struct Arguments {
    /// A folder that holds plan.toml, or an id under plans/ [default: all under plans/]
    #[arg(value_name = "ROLLOUT")]
    rollout: Option<String>,
    /// The folder that `gonogo build` writes to
    #[arg(short, long, value_name = "DIR", default_value = "site")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Printed {
    schema: u32,
    rollouts: Vec<PrintedRollout>,
}

#[derive(Serialize)]
struct PrintedRollout {
    id: String,
    events: Vec<PrintedEvent>,
}

#[derive(Serialize)]
struct PrintedEvent {
    at: Option<Moment>,
    what: &'static str,
    id: Option<String>,
    verdict: Option<&'static str>,
    by: Option<String>,
    note: Option<String>,
    text: Texts,
}

#[derive(Serialize)]
struct Texts {
    en: String,
    #[serde(rename = "zh-CN")]
    zh_cn: String,
}

/// Prints the history of one rollout, or of all.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let output = global.home()?.join(&arguments.output);
    let at = global.moment();
    let names: Vec<String> = arguments.rollout.iter().cloned().collect();
    let mut exit = Exit::Done;
    let mut printed = Printed { schema: 1, rollouts: Vec::new() };
    let mut texts = Vec::new();
    for found in global.rollouts(&names)? {
        let rollout = disk::read(&found);
        show.diagnostics(&rollout.sources, &rollout.diagnostics);
        let Some(files) = &rollout.files else {
            exit = Exit::Invalid;
            continue;
        };
        let rows = disk::site::known(&output, &found.id)?;
        let versions: Vec<Version> = rows.iter().filter_map(Row::version).collect();
        let happenings = chronicle(&files.checklist, &files.journal, &versions, at, global.verbose);
        texts.push(chronicle::terminal(&files.plan, &happenings, &Format::new(&files.plan, at, show.locale)));
        let events = happenings.iter().map(|happening| event(files, happening, at)).collect();
        printed.rollouts.push(PrintedRollout { id: found.id, events });
    }
    match show.format {
        Output::Json => show.out(&(serde_json::to_string_pretty(&printed).unwrap_or_default() + "\n")),
        Output::Human => show.out(&texts.join("\n")),
    }
    Ok(exit)
}

fn event(files: &Files, happening: &Happening, at: Moment) -> PrintedEvent {
    let text = |locale| happening.text(&files.plan, &Format::new(&files.plan, at, locale));
    PrintedEvent {
        at: happening.at,
        what: happening.word(),
        id: happening.id().map(str::to_string),
        verdict: happening.verdict(),
        by: happening.by().map(str::to_string),
        note: happening.note(),
        text: Texts { en: text(Locale::En), zh_cn: text(Locale::ZhCn) },
    }
}
