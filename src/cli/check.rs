//! `gonogo check`: judge; the exit code is the verdict.

use clap::Args;

use super::exit::{Exit, Failure};
use super::load;
use super::root::{Format, Global};
use super::show::Show;
use crate::disk;
use crate::report::terminal::{self, Length};
use crate::report::{Report, json};
use crate::verdict::Verdict;

/// Judge; the exit code is the verdict: 0 go, 10 hold, 11 no-go, 12 roll back
///
/// Several rollouts: the worst counts. One that is finished or rolled back is shown, but counts only if it is named.
#[derive(Debug, Default, Args)]
#[command(after_help = "Example: gonogo check budget-controller --at 2026-01-06T09:00:00Z --format json")]
pub struct Arguments {
    /// Folders that hold plan.toml, or ids under plans/ [default: all under plans/]
    #[arg(value_name = "ROLLOUT")]
    pub rollouts: Vec<String>,
}

/// What became of one rollout.
pub enum Outcome {
    /// It was judged.
    Judged(Box<Report>),
    /// Its files have mistakes, which were shown.
    Invalid(serde_json::Value),
}

/// Judges the rollouts named, or all.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let outcomes = judge(&arguments.rollouts, global, show)?;
    let named = !arguments.rollouts.is_empty();
    let exit = Exit::worst(outcomes.iter().map(|outcome| exit_of(outcome, named)));
    match show.format {
        Format::Json => show.out(&as_json(&outcomes, named, global)),
        Format::Human => show.out(&as_text(&outcomes, global, show)),
    }
    Ok(exit)
}

/// Judges rollouts one after the other; an invalid one is shown on stderr and does not stop the others.
pub fn judge(names: &[String], global: &Global, show: &Show) -> Result<Vec<Outcome>, Failure> {
    let at = global.moment();
    let mut outcomes = Vec::new();
    for found in global.rollouts(names)? {
        let rollout = disk::read(&found);
        show.diagnostics(&rollout.sources, &rollout.diagnostics);
        outcomes.push(match &rollout.files {
            Some(files) => Outcome::Judged(Box::new(load::report(&rollout, files, at, None))),
            None => Outcome::Invalid(json::invalid(&found.id, &rollout.diagnostics)),
        });
    }
    Ok(outcomes)
}

/// A closed rollout counts only if it is named.
fn exit_of(outcome: &Outcome, named: bool) -> Exit {
    match outcome {
        Outcome::Judged(report) if named || !report.judgement.stage.is_closed() => Exit::of(report.judgement.verdict),
        Outcome::Judged(_) => Exit::Done,
        Outcome::Invalid(_) => Exit::Invalid,
    }
}

/// Returns what `check --format json` prints.
pub fn as_json(outcomes: &[Outcome], named: bool, global: &Global) -> String {
    // No verdict stands for all while one cannot be judged, unless it is the worst there is: as the exit code.
    let counted = match Exit::worst(outcomes.iter().map(|outcome| exit_of(outcome, named))) {
        Exit::Invalid => None,
        exit => Verdict::ALL.into_iter().find(|verdict| Exit::of(*verdict) == exit),
    };
    let values = outcomes.iter().map(|outcome| match outcome {
        Outcome::Judged(report) => json::value(report),
        Outcome::Invalid(value) => value.clone(),
    });
    json::checked(global.moment(), counted, values.collect())
}

fn as_text(outcomes: &[Outcome], global: &Global, show: &Show) -> String {
    let length = match (global.quiet, global.verbose) {
        (true, _) => Length::Quiet,
        (_, true) => Length::Verbose,
        _ => Length::Normal,
    };
    let texts = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Judged(report) => Some(terminal::check(report, show.locale, length)),
        Outcome::Invalid(_) => None,
    });
    texts.collect::<Vec<_>>().join(if length == Length::Quiet { "" } else { "\n" })
}
