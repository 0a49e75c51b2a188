//! `gonogo exclude`: a span is cut from the window, because of an incident that has nothing to do with the rollout.

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::exit::{Exit, Failure};
use super::root::Global;
use super::show::Show;
use super::time::Time;
use crate::journal::{Entry, Event};
use crate::source::Moment;
use crate::verdict::{Detail, Judgement};

/// Cut a span from the judged window because of an unrelated incident; it is shown, and must be explained
///
/// More than a tenth of the window cut out holds, so that nobody can cut a bad night away.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: gonogo exclude --from 2026-01-05T22:10:00Z --to 2026-01-05T22:45:00Z --note \"provider down\""
)]
pub struct Arguments {
    /// Its start
    #[arg(long, value_name = "TIME")]
    from: Time,
    /// Its end, exclusive
    #[arg(long, value_name = "TIME")]
    to: Time,
    /// What happened, and why it has nothing to do with the rollout
    #[arg(long, value_name = "TEXT", required = true, value_parser = not_blank)]
    note: String,
    #[command(flatten)]
    signed: Signed,
}

/// Appends an exclusion.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let log = Log::open(&arguments.signed, global, show, None)?;
    let (from, to) = (arguments.from.moment([log.plan()])?, arguments.to.moment([log.plan()])?);
    if to <= from {
        let hint = Some(format!("--from is {from}"));
        return Err(Failure::Usage { message: format!("--to, {to}, is not after --from"), hint });
    }
    log.append(|files| {
        let entry = Entry { note: Some(arguments.note.clone()), ..log.entry(Event::Exclude { from, to }) };
        let judgement = log.stands(&files.journal, &entry);
        let mut said = Said::new(entry);
        said.lines.push(log.words().log.exclude.fill(&[("span", &log.format().span(from, to))]));
        said.warnings.extend(doubt(&log, &judgement, (from, to)));
        Ok(said)
    })
}

/// An exclusion that cuts nothing yet, or too much.
fn doubt(log: &Log, judgement: &Judgement, (from, to): (Moment, Moment)) -> Option<String> {
    let words = &log.words().command;
    let touches = judgement.attempt.is_some_and(|attempt| from < attempt.window.1 && to > attempt.window.0);
    if !touches {
        return Some(words.cuts_nothing.fill(&[("phase", &log.plan().phases[judgement.phase].title)]));
    }
    let share = judgement.reasons.iter().find_map(|reason| match reason.detail {
        Detail::Excluded { share } => Some(log.format().percent(share)),
        _ => None,
    });
    share.map(|share| words.cuts_much.fill(&[("share", &share)]))
}
