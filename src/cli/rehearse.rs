//! `gonogo rehearse`: the roll-back was tried, and how long it took.

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::exit::{Exit, Failure};
use super::root::Global;
use super::show::Show;
use crate::journal::{Entry, Event};

/// Write into log.toml that the roll-back was rehearsed
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo rehearse --minutes 3 --note \"in staging, with the script\"")]
pub struct Arguments {
    /// How long it took, from the decision to the safe state
    #[arg(long, value_name = "N", value_parser = minutes, allow_negative_numbers = true)]
    minutes: f64,
    /// Where and how
    #[arg(long, value_name = "TEXT", value_parser = not_blank)]
    note: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

fn minutes(text: &str) -> Result<f64, String> {
    let minutes = crate::source::duration::decimal(text.trim());
    minutes.filter(|minutes| *minutes >= 0.0).ok_or_else(|| "expected minutes, such as 3 or 2.5".to_string())
}

/// Appends a rehearsal.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let log = Log::open(&arguments.signed, global, show, None)?;
    log.append(|files| {
        let event = Event::Rehearse(Some(arguments.minutes));
        let mut said = Said::new(Entry { note: arguments.note.clone(), ..log.entry(event) });
        let format = log.format();
        let took = (arguments.minutes * 60.0).round() as i64;
        said.lines.push(log.words().log.rehearse_took.fill(&[("time", &format.duration(took))]));
        if let Some(expected) = files.plan.switch.expected.filter(|expected| took > *expected) {
            let expected = format.duration(expected);
            said.warnings.push(log.words().command.slower.fill(&[("time", &expected)]));
        }
        Ok(said)
    })
}
