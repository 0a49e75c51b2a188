//! `gonogo status`: one screen for all rollouts.

use clap::Args;

use super::check::{self, Outcome};
use super::exit::{Exit, Failure};
use super::root::{Format, Global};
use super::show::Show;
use crate::report::{Report, terminal};

/// Show where every rollout stands, worst first; exits 0 whenever it could print
#[derive(Debug, Default, Args)]
#[command(after_help = "Example: gonogo status --lang zh-CN")]
pub struct Arguments {
    /// Folders that hold plan.toml, or ids under plans/ [default: all under plans/]
    #[arg(value_name = "ROLLOUT")]
    pub rollouts: Vec<String>,
}

/// Prints one line a rollout, or what `check --format json` prints.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let outcomes = check::judge(&arguments.rollouts, global, show)?;
    let reports: Vec<Report> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Judged(report) => Some((**report).clone()),
            Outcome::Invalid(_) => None,
        })
        .collect();
    match show.format {
        Format::Json => {
            show.out(&check::as_json(&outcomes, !arguments.rollouts.is_empty(), global));
        }
        Format::Human => show.out(&terminal::status(&reports, show.locale)),
    }
    Ok(Exit::Done)
}
