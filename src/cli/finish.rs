//! `gonogo finish`: the running phase ends.

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::choose::Named;
use super::exit::{Exit, Failure};
use super::force::{Force, list};
use super::root::Global;
use super::show::Show;
use crate::journal::{Entry, Event};
use crate::plan::Plan;
use crate::report::reason;
use crate::verdict::{Judgement, Stage, against_finish};

/// Write into log.toml that the running phase ended; refused while it is not go or a list is open
///
/// The start of the next phase ends it too: finish is for a pause between them, and for the last one.
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo finish canary")]
pub struct Arguments {
    /// The phase's id
    #[arg(value_name = "PHASE")]
    phase: String,
    /// Anything to add
    #[arg(long, value_name = "TEXT", value_parser = not_blank)]
    note: Option<String>,
    #[command(flatten)]
    force: Force,
    #[command(flatten)]
    signed: Signed,
}

/// Appends the end of a phase.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let named = Named { kind: "phase", id: &arguments.phase, ids: Plan::phase_ids };
    let log = Log::open(&arguments.signed, global, show, Some(named))?;
    log.append_judged(|files, report| {
        let judgement = &report.judgement;
        check_running(&log, judgement, &arguments.phase)?;
        let against = against_finish(&files.plan, &files.journal, judgement);
        let told = |objection| reason::objection(report, judgement.phase, objection, show.locale);
        let objections: Vec<String> = against.iter().map(told).collect();
        let words = &log.words().command;
        let refusal = words.finish_refused.fill(&[("phase", &arguments.phase)]);
        let reason = arguments.force.against(&log, &refusal, &objections)?;
        let entry = log.entry(Event::Finish(Some(arguments.phase.clone())));
        let mut said = Said::new(Entry { note: arguments.note.clone(), forced: reason.is_some(), reason, ..entry });
        said.verdict = Some(judgement.verdict);
        if !objections.is_empty() {
            said.lines.push(format!("{}\n{}", words.forced, list(&objections)));
        } else if arguments.force.was_not_needed(&objections) {
            said.warnings.push(words.not_needed.to_string());
        }
        let title = &files.plan.phases[judgement.phase].title;
        said.lines.push(match judgement.next {
            Some(next) => {
                let command = format!("`gonogo start {} -r {}`", files.plan.phases[next].id, files.plan.id);
                words.finished.fill(&[("phase", title), ("command", &command)])
            }
            None => words.finished_last.fill(&[("phase", title)]),
        });
        Ok(said)
    })
}

/// A phase that does not run cannot end: such an entry would be words, and force would not make it more.
fn check_running(log: &Log, judgement: &Judgement, phase: &str) -> Result<(), Failure> {
    let running = (judgement.stage == Stage::Running).then(|| log.plan().phases[judgement.phase].id.as_str());
    if running == Some(phase) {
        return Ok(());
    }
    let words = &log.words().command;
    let hint = match running {
        Some(running) => words.running_is.fill(&[("phase", running)]),
        None => words.running_none.to_string(),
    };
    Err(Failure::Refused { message: words.not_running.fill(&[("phase", phase)]), hint: Some(hint) })
}
