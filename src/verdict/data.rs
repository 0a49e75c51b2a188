//! The facts: what was tallied for a plan, and how the judge asks for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::window;
use crate::checklist::Checklist;
use crate::journal::Journal;
use crate::metric::read::{ExportTally, FileRead, Finding, Job, Measure};
use crate::metric::tally::{Assignment, Cell, Presence, Rows};
use crate::metric::value::Value;
use crate::metric::{Arm, Grid, Metric, Series};
use crate::plan::Plan;
use crate::source::Moment;

/// What has to be computed from the exports to judge a plan at some moments.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The buckets of time.
    pub grid: Grid,
    /// Index of the metric and the field that splits it.
    pub measures: Vec<(usize, Option<String>)>,
    /// By export of the plan: the measure whose rows are counted for the traffic split.
    pub split: Vec<Option<usize>>,
}

impl Survey {
    /// Returns what judging this plan at these moments needs.
    pub fn new(plan: &Plan, journal: &Journal, ats: &[Moment]) -> Survey {
        let counted: Vec<Option<usize>> = (0..plan.exports.len())
            .map(|export| counting_metrics(plan).find(|metric| rests_on(plan, *metric, export)))
            .collect();
        let mut measures: Vec<(usize, Option<String>)> = Vec::new();
        let gates = plan.gates.iter().map(|gate| (gate.metric, gate.by.clone()));
        for measure in gates.chain(counted.iter().flatten().map(|metric| (*metric, None))) {
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        let measure_of = |metric: &usize| measures.iter().position(|measure| measure.0 == *metric);
        let split = counted.iter().map(|metric| metric.as_ref().and_then(measure_of)).collect();
        Survey { grid: window::grid(plan, journal, ats), measures, split }
    }

    /// Returns the numbers of the measures that rest on an export.
    pub fn measures_of(&self, plan: &Plan, export: usize) -> Vec<usize> {
        (0..self.measures.len())
            .filter(|measure| plan.metrics[self.measures[*measure].0].exports.contains(&export))
            .collect()
    }

    /// Returns what a reader has to do for one export, for the measures given.
    pub fn job<'a>(&'a self, plan: &'a Plan, export: usize, numbers: &[usize], measures: &'a [Measure<'a>]) -> Job<'a> {
        Job {
            export: &plan.exports[export],
            arms: plan.arms.as_ref().map(|arms| &arms.rule),
            dedupe: &plan.decision.dedupe,
            measures,
            split: self.split[export].and_then(|split| numbers.iter().position(|number| *number == split)),
            grid: &self.grid,
        }
    }

    /// Returns the measures of these numbers as a reader takes them.
    pub fn list<'a>(&'a self, plan: &'a Plan, numbers: &[usize]) -> Vec<Measure<'a>> {
        let measure = |number: &usize| {
            let (metric, by) = &self.measures[*number];
            Measure { metric: &plan.metrics[*metric], by: by.as_deref() }
        };
        numbers.iter().map(measure).collect()
    }
}

/// Returns the metrics whose rows can tell how traffic was split: they carry an arm and a count.
pub fn counting_metrics(plan: &Plan) -> impl Iterator<Item = usize> + '_ {
    let has_field = plan.arms.as_ref().is_some_and(|arms| arms.rule.field.is_some());
    let counts = |metric: &Metric| !matches!(metric.value, Value::Points(_) | Value::Reading);
    let has_arms = move |metric: &Metric| {
        let arms: Vec<Option<Arm>> = metric.exports.iter().map(|export| plan.exports[*export].arm).collect();
        let several = [Arm::Candidate, Arm::Baseline].iter().all(|arm| arms.contains(&Some(*arm)));
        several || (has_field && arms.contains(&None))
    };
    let metrics = plan.metrics.iter().enumerate();
    metrics.filter(move |(_, metric)| counts(metric) && has_arms(metric)).map(|(number, _)| number)
}

fn rests_on(plan: &Plan, metric: usize, export: usize) -> bool {
    plan.metrics[metric].exports.contains(&export)
}

/// What was tallied, over all exports.
#[derive(Clone, Debug)]
pub struct Data {
    /// What was asked for.
    pub survey: Survey,
    /// One for each measure of the survey.
    pub series: Vec<Series>,
    /// By export of the plan: who and how many were sent to each arm.
    pub assignments: Vec<Assignment>,
    /// The findings of each export of the plan.
    pub findings: Vec<Vec<Finding>>,
    /// The files of each export of the plan.
    pub files: Vec<Vec<FileRead>>,
    /// Rows dropped as duplicates.
    pub dropped: u64,
}

impl Data {
    /// Returns data without any rows.
    pub fn new(plan: &Plan, survey: Survey) -> Data {
        let exports = plan.exports.len();
        Data {
            series: vec![Series::default(); survey.measures.len()],
            survey,
            assignments: vec![Assignment::default(); exports],
            findings: vec![Vec::new(); exports],
            files: vec![Vec::new(); exports],
            dropped: 0,
        }
    }

    /// Adds what one export came to, for the measures of these numbers.
    pub fn absorb(&mut self, export: usize, numbers: &[usize], tally: ExportTally) {
        for (number, series) in numbers.iter().zip(&tally.series) {
            self.series[*number].merge(series);
        }
        self.assignments[export].merge(&tally.assignment);
        self.findings[export].extend(tally.findings);
        self.files[export].extend(tally.files);
        self.dropped += tally.dropped;
    }
}

/// Everything that a judgement rests on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The checklist.
    pub checklist: &'a Checklist,
    /// The journal.
    pub journal: &'a Journal,
    /// What was tallied.
    pub data: &'a Data,
}

/// The rows of one gate's metric in one window.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The series.
    pub series: &'a Series,
    /// The grid.
    pub grid: &'a Grid,
    /// The window's buckets, ascending.
    pub buckets: Vec<usize>,
    /// The window.
    pub window: (Moment, Moment),
    /// Spans cut from it.
    pub excluded: Vec<(Moment, Moment)>,
}

impl<'a> View<'a> {
    /// Returns the view of a gate's data in a window, exclusions cut out.
    pub fn new(facts: &Facts<'a>, measure: usize, window: (Moment, Moment), at: Moment) -> View<'a> {
        let grid = &facts.data.survey.grid;
        let excluded = window::exclusions(facts.journal, at);
        let buckets = window::buckets(grid, window, &excluded);
        View { series: &facts.data.series[measure], grid, buckets, window, excluded }
    }

    /// Returns the view cut to the buckets that lie in a narrower window.
    pub fn within(&self, window: (Moment, Moment)) -> View<'a> {
        let inside = |bucket: &usize| self.grid.cuts[*bucket] >= window.0 && self.grid.cuts[*bucket + 1] <= window.1;
        View { buckets: self.buckets.iter().copied().filter(inside).collect(), window, ..self.clone() }
    }

    /// Returns the cells of an arm, one for each bucket of the view that has rows: all segments pooled, or one.
    pub fn cells(&self, arm: Arm, segment: Option<&str>) -> BTreeMap<usize, Cell> {
        let mut cells: BTreeMap<usize, Cell> = BTreeMap::new();
        let (Some(first), Some(last)) = (self.buckets.first(), self.buckets.last()) else { return cells };
        for ((_, name), series) in self.series.cells.iter().filter(|((of, _), _)| *of == arm) {
            if segment.is_some() && name.as_deref() != segment {
                continue;
            }
            for (bucket, cell) in series.range(*first..=*last) {
                if self.buckets.binary_search(bucket).is_ok() {
                    cells.entry(*bucket).and_modify(|sum| sum.merge(cell)).or_insert_with(|| cell.clone());
                }
            }
        }
        cells
    }

    /// Returns the names of the segments that have rows of an arm in the view.
    pub fn segments(&self, arm: Arm) -> Vec<Arc<str>> {
        let named = self.series.cells.iter().filter(|((of, name), cells)| {
            *of == arm && name.is_some() && self.buckets.iter().any(|bucket| cells.contains_key(bucket))
        });
        named.filter_map(|((_, name), _)| name.clone()).collect()
    }

    /// Returns how the rows of the view fared.
    pub fn rows(&self) -> Rows {
        let rows = self.buckets.iter().filter_map(|bucket| self.series.rows.get(bucket));
        rows.fold(Rows::default(), |sum, rows| Rows {
            used: sum.used + rows.used,
            lacking: sum.lacking + rows.lacking,
            rejected: sum.rejected + rows.rejected,
            stray: sum.stray + rows.stray,
        })
    }

    /// Returns when there were rows of an arm.
    pub fn presence(&self, arm: Arm) -> Option<&'a Presence> {
        self.series.presence.get(&arm)
    }

    /// Returns the newest row of an arm in the view's window, excluded or not.
    pub fn newest(&self, arm: Arm) -> Option<Moment> {
        self.presence(arm)?.last(self.grid.buckets(self.window.0, self.window.1))
    }

    /// Returns the moment at which a bucket ends.
    pub fn end(&self, bucket: usize) -> Moment {
        self.grid.cuts[bucket + 1]
    }
}
