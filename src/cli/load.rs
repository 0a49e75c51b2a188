//! From a folder to a report: read, tally, judge. What every command that judges shares.

use std::collections::BTreeMap;

use crate::disk::{Files, Rollout};
use crate::journal::{Event, Journal};
use crate::report::{Decision, Input, Report, Version};
use crate::source::Moment;
use crate::verdict::{Data, Facts, judge};

/// Returns the report of a rollout at a moment, with the newest earlier version if there is one.
pub fn report(rollout: &Rollout, files: &Files, at: Moment, previous: Option<Version>) -> Report {
    let decided = decided(&files.journal, at);
    let ats: Vec<Moment> = decided.iter().map(|(_, at)| *at).chain([at]).collect();
    let data = rollout.tally(files, &ats);
    let facts = Facts { plan: &files.plan, checklist: &files.checklist, journal: &files.journal, data: &data };
    let judgement = judge(&facts, at);
    let decision = |(entry, at): (usize, Moment)| Decision { entry, verdict: Some(judge(&facts, at).verdict) };
    Report {
        traces: crate::report::traces(&facts, &judgement),
        plan: files.plan.clone(),
        checklist: files.checklist.clone(),
        journal: files.journal.until(at),
        decisions: decided.into_iter().map(decision).collect(),
        judgement,
        inputs: inputs(rollout, &data),
        findings: data.findings.concat(),
        dropped: data.dropped,
        version: None,
        previous,
    }
}

/// The entries at which people decided, and when: the page shows what was computed at that time.
fn decided(journal: &Journal, at: Moment) -> Vec<(usize, Moment)> {
    let seen = journal.entries.iter().enumerate().take_while(|(_, entry)| entry.at <= at);
    seen.filter(|(_, entry)| matches!(entry.event, Event::Decide(_)))
        .map(|(number, entry)| (number, entry.at))
        .collect()
}

/// Every file once, in path order, the three TOML files among them.
fn inputs(rollout: &Rollout, data: &Data) -> Vec<Input> {
    let exports = data.files.iter().flatten().map(Input::from);
    let all: BTreeMap<String, Input> =
        rollout.inputs.iter().cloned().chain(exports).map(|input| (input.path.clone(), input)).collect();
    all.into_values().collect()
}
