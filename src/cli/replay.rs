//! `gonogo replay`: the verdict at every step of the past, from one reading of the data.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::exit::{Exit, Failure};
use super::root::{Format, Global};
use super::show::Show;
use crate::disk;
use crate::source::{Moment, Source, duration};
use crate::verdict::{Facts, Step, replay, steps};

/// Show the verdict at every step of the past; with another plan, what it would have said
///
/// Steps are the first start + i x every while before --at, and --at itself.
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo replay budget-controller --every 1h --at 2026-01-06T09:00:00Z")]
pub struct Arguments {
    /// A folder that holds plan.toml, or an id under plans/ [default: all under plans/]
    #[arg(value_name = "ROLLOUT")]
    pub rollout: Option<String>,
    /// How far apart the steps are
    #[arg(long, value_name = "DURATION", default_value = "1h")]
    pub every: String,
    /// Another plan.toml for the same rollout
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
}

#[derive(Serialize)]
struct Printed {
    schema: u32,
    rollouts: Vec<PrintedRollout>,
}

#[derive(Serialize)]
struct PrintedRollout {
    id: String,
    every_s: i64,
    steps: Vec<PrintedStep>,
}

#[derive(Serialize)]
struct PrintedStep {
    at: Moment,
    phase: String,
    verdict: &'static str,
    codes: Vec<&'static str>,
    other: Option<&'static str>,
}

/// Prints every step.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let every = duration::seconds(&arguments.every)
        .map_err(|_| Failure::usage(format!("`{}` is not a duration such as 1h or 15m", arguments.every)))?;
    if every <= 0 {
        return Err(Failure::usage("--every must be longer than nothing"));
    }
    let names: Vec<String> = arguments.rollout.iter().cloned().collect();
    let mut rollouts = Vec::new();
    let mut exit = Exit::Done;
    for found in global.rollouts(&names)? {
        let rollout = disk::read(&found);
        show.diagnostics(&rollout.sources, &rollout.diagnostics);
        let Some(files) = &rollout.files else {
            exit = Exit::Invalid;
            continue;
        };
        let ats = steps(&files.journal, every, global.moment());
        let said = |files: &disk::Files| -> Vec<Step> {
            let data = rollout.tally(files, &ats);
            replay(
                &Facts { plan: &files.plan, checklist: &files.checklist, journal: &files.journal, data: &data },
                &ats,
            )
        };
        let other = match &arguments.plan {
            Some(path) => Some(said(&other_files(path, files, &found.id, show)?)),
            None => None,
        };
        let steps = said(files).into_iter().enumerate().map(|(number, step)| PrintedStep {
            at: step.at,
            phase: files.plan.phases[step.phase].id.clone(),
            verdict: step.verdict.word(),
            codes: step.codes.iter().map(|code| code.word()).collect(),
            other: other.as_ref().and_then(|other| other.get(number)).map(|step| step.verdict.word()),
        });
        rollouts.push(PrintedRollout { id: found.id, every_s: every, steps: steps.collect() });
    }
    let printed = Printed { schema: 1, rollouts };
    match show.format {
        Format::Json => show.out(&(serde_json::to_string_pretty(&printed).unwrap_or_default() + "\n")),
        Format::Human => show.out(&as_text(&printed)),
    }
    Ok(exit)
}

/// The same rollout under another plan.
fn other_files(path: &std::path::Path, files: &disk::Files, id: &str, show: &Show) -> Result<disk::Files, Failure> {
    let text = std::fs::read_to_string(path).map_err(disk::Error::named("read", path))?;
    let source = Source::new(path.to_string_lossy(), text);
    match crate::plan::read(id, &source) {
        Ok((plan, warnings)) => {
            show.diagnostics(std::slice::from_ref(&source), &warnings);
            Ok(disk::Files { plan, ..files.clone() })
        }
        Err(mistakes) => {
            show.diagnostics(std::slice::from_ref(&source), &mistakes);
            Err(Failure::Invalid(format!("`{}` cannot be used", path.display())))
        }
    }
}

fn as_text(printed: &Printed) -> String {
    let mut text = String::new();
    for rollout in &printed.rollouts {
        text.push_str(&format!("{}\n", rollout.id));
        for step in &rollout.steps {
            let other = step.other.map_or(String::new(), |other| {
                if other == step.verdict { "  =".into() } else { format!("  -> {other}") }
            });
            text.push_str(&format!(
                "  {}  {:<12} {:<8}{other}  {}\n",
                step.at,
                step.phase,
                step.verdict,
                step.codes.join(" ")
            ));
        }
    }
    text
}
