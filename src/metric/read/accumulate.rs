//! Sorts rows into buckets, arms and measures.

use super::counter::{Counter, Place};
use super::dedupe::{Duplicates, RowDuplicates};
use super::recent::Recent;
use super::row::{Cells, Fields};
use super::sample::equivalent;
use super::{ExportTally, Job};
use crate::metric::export::{Dedupe, Format};
use crate::metric::hash::hash;
use crate::metric::tally::{Arm, Assignment, Series, UnitSeen};
use crate::source::Moment;

/// The sums of one export so far.
#[derive(Debug)]
pub(super) struct Accumulator<'a> {
    job: Job<'a>,
    pub(super) fields: Fields,
    arms: ArmOf,
    counters: Vec<Counter>,
    /// For each measure the number of its counter; equal measures share one, readings have none.
    counter_of: Vec<Option<usize>>,
    split: Option<Split>,
    duplicates: Duplicates,
    dropped: u64,
    /// The bucket of the last row, with its boundaries.
    bucket: Option<(Moment, Moment, usize)>,
}

/// How a row tells its arm.
#[derive(Debug)]
enum ArmOf {
    Always(Arm),
    Field { slot: usize, candidate: Vec<u8>, baseline: Vec<u8> },
}

/// The counts for the traffic split.
#[derive(Debug)]
struct Split {
    counter: usize,
    unit: Option<usize>,
    minutes: Recent<i64, [u64; 2]>,
    buckets: Recent<usize, [u64; 2]>,
    /// The units alone.
    assignment: Assignment,
}

impl<'a> Accumulator<'a> {
    pub(super) fn new(job: Job<'a>) -> Accumulator<'a> {
        let mut fields = Fields::new(job.export.time.as_deref());
        let (counters, counter_of) = counters(job, &mut fields);
        let arms = ArmOf::new(job, &mut fields);
        let counter = job.split.and_then(|split| counter_of.get(split).copied().flatten());
        let unit = job.arms.and_then(|rule| rule.unit.as_deref());
        let split = counter.map(|counter| Split {
            counter,
            unit: unit.map(|unit| fields.slot(unit)),
            minutes: Recent::default(),
            buckets: Recent::default(),
            assignment: Assignment::default(),
        });
        let duplicates = match job.dedupe {
            Dedupe::Off => Duplicates::Off,
            Dedupe::Row => Duplicates::Rows(Box::default()),
            Dedupe::Field(field) => Duplicates::Ids(fields.slot(field), Default::default()),
        };
        Accumulator { job, fields, arms, counters, counter_of, split, duplicates, dropped: 0, bucket: None }
    }

    /// Begins a file.
    pub(super) fn begin_file(&mut self) {
        if let Duplicates::Rows(duplicates) = &mut self.duplicates {
            RowDuplicates::begin_file(duplicates);
        }
    }

    /// Counts a row: its time, the bytes it was read from, and its fields; `whole`: whether all of them could be read.
    pub(super) fn row(&mut self, moment: Moment, raw: &[u8], cells: Cells<'_>, whole: bool) {
        if let Duplicates::Rows(duplicates) = &mut self.duplicates {
            duplicates.step(moment);
        }
        let Some(bucket) = self.bucket(moment) else { return };
        if self.duplicates.is_duplicate(moment, raw, cells) {
            self.dropped += 1;
            return;
        }
        if !whole {
            self.counters.iter_mut().for_each(|counter| counter.reject(bucket));
            return;
        }
        let place = Place { moment, bucket, arm: self.arms.of(cells) };
        for (number, counter) in self.counters.iter_mut().enumerate() {
            let requests = counter.add(place, cells);
            if let Some(split) = &mut self.split
                && let Some(arm) = place.arm
                && split.counter == number
                && requests > 0
            {
                split.add(self.job, place, arm, requests, cells);
            }
        }
    }

    /// Returns whether a metric had more segments than are told apart.
    pub(super) fn overflowed(&self) -> bool {
        self.counters.iter().any(Counter::overflowed)
    }

    /// Returns the sums, without files and findings.
    pub(super) fn finish(self) -> ExportTally {
        let series: Vec<Series> = self.counters.into_iter().map(Counter::finish).collect();
        let of_measure = |number: &Option<usize>| number.map(|number| series[number].clone());
        ExportTally {
            series: self.counter_of.iter().map(|number| of_measure(number).unwrap_or_default()).collect(),
            assignment: self.split.map(Split::finish).unwrap_or_default(),
            dropped: self.dropped,
            ..ExportTally::default()
        }
    }

    fn bucket(&mut self, moment: Moment) -> Option<usize> {
        if let Some((from, to, bucket)) = self.bucket
            && from <= moment
            && moment < to
        {
            return Some(bucket);
        }
        let bucket = self.job.grid.bucket(moment)?;
        let cuts = &self.job.grid.cuts;
        self.bucket = Some((cuts[bucket], cuts[bucket + 1], bucket));
        Some(bucket)
    }
}

/// Returns a counter for each kind of measure, and which of them each measure reads.
fn counters(job: Job<'_>, fields: &mut Fields) -> (Vec<Counter>, Vec<Option<usize>>) {
    let is_log = match job.export.format {
        Some(format) => format == Format::Log,
        // A glob such as `metrics/*` may match logs too.
        None => job.export.files.iter().any(|file| !matches!(Format::of(file), Some(Format::Csv | Format::Jsonl))),
    };
    let mut counters = Vec::new();
    let mut counter_of: Vec<Option<usize>> = Vec::new();
    for (number, measure) in job.measures.iter().enumerate() {
        let twin = job.measures[..number].iter().position(|other| equivalent(measure, other));
        let counter = match twin {
            Some(twin) => counter_of[twin],
            None => Counter::new(measure, fields, is_log).map(|counter| {
                counters.push(counter);
                counters.len() - 1
            }),
        };
        counter_of.push(counter);
    }
    (counters, counter_of)
}

impl ArmOf {
    fn new(job: Job<'_>, fields: &mut Fields) -> ArmOf {
        let field = job.arms.and_then(|rule| Some((rule, rule.field.as_deref()?)));
        match (job.export.arm, field) {
            (Some(arm), _) => ArmOf::Always(arm),
            (None, None) => ArmOf::Always(Arm::Candidate),
            (None, Some((rule, field))) => ArmOf::Field {
                slot: fields.slot(field),
                candidate: rule.candidate.clone().into_bytes(),
                baseline: rule.baseline.clone().into_bytes(),
            },
        }
    }

    fn of(&self, cells: Cells<'_>) -> Option<Arm> {
        match self {
            ArmOf::Always(arm) => Some(*arm),
            ArmOf::Field { slot, candidate, baseline } => match cells.get(*slot)? {
                value if value == candidate => Some(Arm::Candidate),
                value if value == baseline => Some(Arm::Baseline),
                _ => None,
            },
        }
    }
}

impl Duplicates {
    fn is_duplicate(&mut self, moment: Moment, raw: &[u8], cells: Cells<'_>) -> bool {
        match self {
            Duplicates::Off => false,
            Duplicates::Rows(duplicates) => duplicates.is_duplicate(moment, hash(raw)),
            // A row without an id cannot be told to be a duplicate.
            Duplicates::Ids(slot, seen) => cells.get(*slot).is_some_and(|id| !seen.insert(hash(id))),
        }
    }
}

impl Split {
    fn add(&mut self, job: Job<'_>, place: Place, arm: Arm, requests: u64, cells: Cells<'_>) {
        let minute = place.moment.seconds().div_euclid(60);
        self.minutes.entry(minute, Default::default)[arm.index()] += requests;
        self.buckets.entry(place.bucket, Default::default)[arm.index()] += requests;
        if let Some(unit) = self.unit.and_then(|slot| cells.get(slot))
            && let Some(window) = job.grid.window(place.moment)
        {
            let seen = UnitSeen::new(arm, place.bucket as u32, requests);
            self.assignment.add_unit(window as u32, hash(unit), seen);
        }
    }

    fn finish(self) -> Assignment {
        Assignment { minutes: self.minutes.into_map(), buckets: self.buckets.into_map(), ..self.assignment }
    }
}
