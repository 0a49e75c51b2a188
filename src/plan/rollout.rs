//! The three files of a rollout, read together so that every mistake is told at once.

use super::model::Plan;
use crate::checklist::{self, Checklist};
use crate::journal::{self, Journal, Recorded, Subjects};
use crate::metric::value::{UnitKind, Value};
use crate::source::{Diagnostic, Source};

/// What people wrote about a rollout: the intention, the ticks, and what happened.
#[derive(Clone, Debug)]
pub struct Rollout {
    /// plan.toml.
    pub plan: Plan,
    /// checklist.toml; empty where there is none.
    pub checklist: Checklist,
    /// log.toml; empty where there is none.
    pub journal: Journal,
    /// What is worth a look in any of them.
    pub warnings: Vec<Diagnostic>,
}

impl Plan {
    /// Returns the ids of the phases, in the order of the file.
    pub fn phase_ids(&self) -> Vec<&str> {
        self.phases.iter().map(|phase| phase.id.as_str()).collect()
    }

    /// Returns what entries of the journal may name.
    pub fn subjects(&self) -> Subjects {
        let roles = self.roles.iter().map(|role| role.id.as_str());
        let metrics = self.metrics.iter().map(|metric| {
            let recorded = match (&metric.value, metric.unit.kind) {
                (Value::Reading, UnitKind::Percent) => Recorded::Percent,
                (Value::Reading, _) => Recorded::Plain,
                _ => Recorded::No,
            };
            (metric.id.as_str(), recorded)
        });
        Subjects::new(self.phase_ids(), roles, metrics)
    }
}

/// Reads the three files of the rollout in the folder of this name.
///
/// # Errors
/// Every mistake of all three, file by file. Where the plan cannot be read, the names that the others use are not looked up.
pub fn read_rollout(
    id: &str,
    plan: &Source,
    checklist: Option<&Source>,
    journal: Option<&Source>,
) -> Result<Rollout, Vec<Diagnostic>> {
    let plan = super::read(id, plan);
    let known = plan.as_ref().ok().map(|(plan, _)| plan);
    let phases = known.map(Plan::phase_ids);
    let subjects = known.map(Plan::subjects);
    let checklist = checklist.map(|source| checklist::read(source, phases.as_deref()));
    let journal = journal.map(|source| journal::read(source, subjects.as_ref()));
    let checklist = checklist.unwrap_or_else(|| Ok(Default::default()));
    let journal = journal.unwrap_or_else(|| Ok(Default::default()));

    let mut told = Vec::new();
    let plan = sift(plan, &mut told);
    let checklist = sift(checklist, &mut told);
    let journal = sift(journal, &mut told);
    match (plan, checklist, journal) {
        (Some(plan), Some(checklist), Some(journal)) => Ok(Rollout { plan, checklist, journal, warnings: told }),
        _ => Err(told),
    }
}

/// Returns the value, and adds what was told with it or in its place.
fn sift<T>(read: Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>, told: &mut Vec<Diagnostic>) -> Option<T> {
    match read {
        Ok((value, warnings)) => {
            told.extend(warnings);
            Some(value)
        }
        Err(mistakes) => {
            told.extend(mistakes);
            None
        }
    }
}
