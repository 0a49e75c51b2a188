//! `gonogo decide`: a person's decision, beside the verdict that was computed.

use clap::{Args, ValueEnum};

use super::append::{Log, Said, Signed, not_blank};
use super::exit::{Exit, Failure};
use super::force::list;
use super::root::Global;
use super::show::Show;
use crate::journal::{Decided, Entry, Event};
use crate::report::reason::{self, verdict_word};
use crate::verdict::Verdict;

/// Write a person's decision into log.toml; it is shown beside the verdict and never changes it
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo decide go --note \"all gates met for two days\"")]
pub struct Arguments {
    /// What was decided
    #[arg(value_enum, value_name = "VERDICT")]
    verdict: Word,
    /// Why
    #[arg(long, value_name = "TEXT", required = true, value_parser = not_blank)]
    note: String,
    #[command(flatten)]
    signed: Signed,
}

/// A verdict on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Advance
    Go,
    /// Wait
    Hold,
    /// Do not advance
    NoGo,
    /// Go back to the safe state
    Rollback,
}

impl Word {
    fn both(self) -> (Decided, Verdict) {
        match self {
            Word::Go => (Decided::Go, Verdict::Go),
            Word::Hold => (Decided::Hold, Verdict::Hold),
            Word::NoGo => (Decided::NoGo, Verdict::NoGo),
            Word::Rollback => (Decided::Rollback, Verdict::Rollback),
        }
    }
}

/// Appends a decision.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let log = Log::open(&arguments.signed, global, show, None)?;
    let (decided, decision) = arguments.verdict.both();
    log.append_judged(|_, report| {
        let entry = log.agreed(log.entry(Event::Decide(decided)));
        let mut said = Said::new(Entry { note: Some(arguments.note.clone()), ..entry });
        let verdict = report.judgement.verdict;
        said.verdict = Some(verdict);
        let values =
            [("decision", verdict_word(decision, show.locale)), ("verdict", verdict_word(verdict, show.locale))];
        let words = &log.words().command;
        if decision == verdict {
            said.lines.push(words.agrees.fill(&values));
            return Ok(said);
        }
        let loud = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Yellow.into()));
        said.lines.push(format!("{loud}! {}{loud:#}", words.overrules.fill(&values)));
        let reasons = report.judgement.reasons.iter().map(|reason| reason::text(report, reason, show.locale));
        let reasons: Vec<String> = reasons.collect();
        said.lines.extend((!reasons.is_empty()).then(|| list(&reasons)));
        Ok(said)
    })
}
