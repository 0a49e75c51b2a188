//! What the entries say when read in order: which phase runs, since when, and what came before.

use super::{Event, Journal};
use crate::source::Moment;

/// How a run of a phase ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Finished, or ended by the start of the next.
    Finished,
    /// Rolled back.
    RolledBack,
}

/// One run of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The phase's id.
    pub phase: String,
    /// Its start.
    pub start: Moment,
    /// Its end and how it came, once it has.
    pub end: Option<(Moment, Ending)>,
}

/// The runs of all phases, in order of their starts; at most the last one is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The runs.
    pub runs: Vec<Run>,
    /// Whether a roll-back came last.
    pub rolled_back: bool,
}

impl Journal {
    /// Returns the timeline as seen at a moment: later entries are not seen.
    pub fn timeline(&self, at: Moment) -> Timeline {
        let mut timeline = Timeline::default();
        for entry in self.entries.iter().take_while(|entry| entry.at <= at) {
            match &entry.event {
                Event::Start(phase) => {
                    timeline.end(entry.at, Ending::Finished);
                    timeline.runs.push(Run { phase: phase.clone(), start: entry.at, end: None });
                    timeline.rolled_back = false;
                }
                Event::Finish(phase) if timeline.runs_phase(phase.as_deref()) => {
                    timeline.end(entry.at, Ending::Finished)
                }
                Event::Rollback(_) => timeline.roll_back(entry.at),
                _ => {}
            }
        }
        timeline
    }

    /// Returns a journal of the entries seen at a moment.
    pub fn until(&self, at: Moment) -> Journal {
        Journal { entries: self.entries.iter().take_while(|entry| entry.at <= at).cloned().collect() }
    }
}

impl Timeline {
    /// Returns the newest run: the current one, or the one that ended last.
    pub fn newest(&self) -> Option<&Run> {
        self.runs.last()
    }

    /// Returns the newest run of a phase.
    pub fn newest_of(&self, phase: &str) -> Option<&Run> {
        self.runs.iter().rev().find(|run| run.phase == phase)
    }

    /// Returns how many times a phase was started.
    pub fn attempts(&self, phase: &str) -> usize {
        self.runs.iter().filter(|run| run.phase == phase).count()
    }

    /// Returns whether a phase was started and its newest run has ended.
    pub fn has_ended(&self, phase: &str) -> bool {
        self.newest_of(phase).is_some_and(|run| run.end.is_some())
    }

    /// Returns when a run stops being the newest: at the next start, or never.
    pub fn succeeded_at(&self, index: usize) -> Moment {
        self.runs.get(index + 1).map_or(Moment::MAX, |next| next.start)
    }

    /// A finish that names another phase than the one running is words, not an end.
    fn runs_phase(&self, phase: Option<&str>) -> bool {
        self.runs.last().is_some_and(|run| run.end.is_none() && phase.is_none_or(|phase| phase == run.phase))
    }

    fn end(&mut self, at: Moment, ending: Ending) {
        if let Some(run) = self.runs.last_mut()
            && run.end.is_none()
        {
            run.end = Some((at, ending));
        }
    }

    /// A roll-back ends the running phase; after an end it still takes that phase back.
    fn roll_back(&mut self, at: Moment) {
        let Some(run) = self.runs.last_mut() else { return };
        let end = run.end.map_or(at, |(end, _)| end);
        run.end = Some((end, Ending::RolledBack));
        self.rolled_back = true;
    }
}
