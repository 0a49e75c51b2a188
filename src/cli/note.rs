//! `gonogo note`: words into the log.

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::exit::{Exit, Failure};
use super::root::Global;
use super::show::Show;
use crate::journal::{Entry, Event};

/// Write a note into log.toml
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo note \"marketing mail goes out at noon\"")]
pub struct Arguments {
    /// What to remember
    #[arg(value_name = "TEXT", value_parser = not_blank)]
    text: String,
    #[command(flatten)]
    signed: Signed,
}

/// Appends a note.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let log = Log::open(&arguments.signed, global, show, None)?;
    log.append(|_| Ok(Said::new(Entry { note: Some(arguments.text.clone()), ..log.entry(Event::Note) })))
}
