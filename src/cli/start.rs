//! `gonogo start`: a phase begins, and every unfinished one ends.

use std::collections::BTreeMap;

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::choose::Named;
use super::exit::{Exit, Failure};
use super::force::{Force, list};
use super::root::Global;
use super::show::Show;
use crate::disk::Files;
use crate::journal::{Entry, Event};
use crate::plan::{Plan, Setting};
use crate::report::{Report, reason};
use crate::rollback::{Stage, environment};
use crate::verdict::against_start;

/// Write into log.toml that a phase started; refused while the phase before it is not go or a list is open
///
/// The entry holds the hashes of the plan and of its gates, and the variables that took effect, secrets by name only.
/// gonogo sets no variable: what to set is in the plan, and under `gonogo rollback --to PHASE`.
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo start canary --note \"deployed as 4f2a91c\"")]
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

/// Appends the start of a phase.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let named = Named { kind: "phase", id: &arguments.phase, ids: Plan::phase_ids };
    let log = Log::open(&arguments.signed, global, show, Some(named))?;
    let number = log.plan().phases.iter().position(|phase| phase.id == arguments.phase).unwrap_or(0);
    log.append_judged(|files, report| {
        let against = against_start(&files.plan, &files.checklist, &files.journal, &report.judgement, number);
        let told = |objection| reason::objection(report, number, objection, show.locale);
        let objections: Vec<String> = against.iter().map(told).collect();
        let words = &log.words().command;
        let refusal = words.start_refused.fill(&[("phase", &arguments.phase)]);
        let reason = arguments.force.against(&log, &refusal, &objections)?;
        let entry = log.agreed(log.entry(Event::Start(arguments.phase.clone())));
        let entry = Entry {
            note: arguments.note.clone(),
            set: Some(variables(&files.plan, number)),
            forced: reason.is_some(),
            reason,
            ..entry
        };
        let mut said = Said::new(entry);
        said.verdict = report.judgement.attempt.map(|_| report.judgement.verdict);
        if !objections.is_empty() {
            said.lines.push(format!("{}\n{}", words.forced, list(&objections)));
        } else if arguments.force.was_not_needed(&objections) {
            said.warnings.push(words.not_needed.to_string());
        }
        said.lines.extend(expected(&log, files, report, number));
        Ok(said)
    })
}

/// The variables of a phase; of a secret only its name. One that is removed has no value to write.
fn variables(plan: &Plan, phase: usize) -> BTreeMap<String, String> {
    let known = environment(plan, Stage::Phase(phase)).known;
    let written = |(name, setting): (String, Option<Setting>)| match setting? {
        Setting::Value(value) => Some((name, value)),
        Setting::Secret(secret) => Some((name, format!("secret {secret}"))),
    };
    known.into_iter().filter_map(written).collect()
}

/// From when the phase is judged, and when its least soak is served.
fn expected(log: &Log, files: &Files, report: &Report, number: usize) -> Vec<String> {
    let (words, format) = (&log.words().command, log.format());
    let phase = &files.plan.phases[number];
    let (from, until) = (log.at.plus(files.plan.switch.settle), log.at.plus(phase.soak_least));
    let zone = format.zone(None);
    let judged = [("phase", phase.title.as_str()), ("at", &format.short(from)), ("zone", &zone)];
    let check = format!("`gonogo check {}`", report.plan.id);
    let soak = [("time", format.duration(phase.soak_least)), ("until", format.short(until)), ("command", check)];
    let soak: Vec<(&str, &str)> = soak.iter().map(|(name, value)| (*name, value.as_str())).collect();
    vec![words.started.fill(&judged), words.soak.fill(&soak)]
}
