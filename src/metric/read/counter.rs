//! Sums the rows of one measure.

use super::Measure;
use super::predicate::{Answer, Test, compile};
use super::recent::Recent;
use super::row::{Cells, Fields};
use super::sample::{Quantity, Sample, Skip};
use super::segments::Segments;
use super::sums::Sums;
use crate::metric::tally::{Arm, Hour, Presence, Rows, Series};
use crate::source::Moment;

/// Where and when a row belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) moment: Moment,
    pub(super) bucket: usize,
    /// `None`: a row of neither arm.
    pub(super) arm: Option<Arm>,
}

/// The sums of one measure so far.
#[derive(Debug)]
pub(super) struct Counter {
    filter: Option<Test>,
    quantity: Quantity,
    /// The slot of the field whose values are segments.
    by: Option<usize>,
    segments: Segments,
    /// By number of the segment and arm: 2 x segment + arm.
    cells: Vec<Recent<usize, Sums>>,
    hours: [Recent<i64, Box<Hour>>; 2],
    last: [Recent<usize, Moment>; 2],
    rows: Recent<usize, Rows>,
}

impl Counter {
    /// Returns a counter that has seen nothing; `None` for readings, which no export holds.
    pub(super) fn new(measure: &Measure<'_>, fields: &mut Fields, is_log: bool) -> Option<Counter> {
        let quantity = Quantity::new(measure.metric, fields, is_log)?;
        let filter = measure.metric.filter.as_ref();
        Some(Counter {
            filter: filter.map(|filter| compile(filter, fields, is_log)),
            quantity,
            by: measure.by.map(|field| fields.slot(field)),
            segments: Segments::default(),
            cells: Vec::new(),
            hours: Default::default(),
            last: Default::default(),
            rows: Recent::default(),
        })
    }

    /// Counts a row, and returns how many requests it stands for: 0 when it does not count.
    pub(super) fn add(&mut self, place: Place, cells: Cells<'_>) -> u64 {
        let filter = self.filter.as_ref().map(|filter| filter.ask(cells));
        if matches!(filter, Some(Answer::Is(false) | Answer::Surely(false))) {
            return 0;
        }
        let rows = self.rows.entry(place.bucket, Rows::default);
        match filter {
            Some(Answer::Lacking) => {
                rows.lacking += 1;
                return 0;
            }
            Some(Answer::Rejected) => {
                rows.rejected += 1;
                return 0;
            }
            Some(Answer::Is(_) | Answer::Surely(_)) | None => {}
        }
        let Some(arm) = place.arm else {
            rows.stray += 1;
            return 0;
        };
        match self.quantity.sample(cells) {
            Ok(sample) => {
                rows.used += 1;
                self.count(place, arm, sample, cells);
                sample.requests()
            }
            Err(Skip::Lacking) => {
                rows.lacking += 1;
                0
            }
            Err(Skip::Rejected) => {
                rows.rejected += 1;
                0
            }
        }
    }

    /// Counts a row that could be given a time but not be read.
    pub(super) fn reject(&mut self, bucket: usize) {
        self.rows.entry(bucket, Rows::default).rejected += 1;
    }

    /// Returns whether there were more segments than are told apart.
    pub(super) fn overflowed(&self) -> bool {
        self.segments.overflowed()
    }

    fn count(&mut self, place: Place, arm: Arm, sample: Sample, cells: Cells<'_>) {
        let segment = self.by.and_then(|slot| cells.get(slot));
        let track = 2 * segment.map_or(0, |name| self.segments.number(name)) + arm.index();
        if self.cells.len() <= track {
            self.cells.resize_with(track + 1, Recent::default);
        }
        let quantity = &self.quantity;
        let sums = self.cells[track].entry(place.bucket, || Sums::new(quantity));
        sums.add(sample, place.moment);

        let (hour, second) = Hour::of(place.moment);
        self.hours[arm.index()].entry(hour, Box::default).mark(second);
        let last = self.last[arm.index()].entry(place.bucket, || place.moment);
        *last = place.moment.max(*last);
    }

    /// Returns the sums.
    pub(super) fn finish(self) -> Series {
        let mut series = Series { rows: self.rows.into_map(), ..Series::default() };
        let names = self.segments.into_names();
        for (track, cells) in self.cells.into_iter().enumerate() {
            let cells = cells.into_map();
            if cells.is_empty() {
                continue;
            }
            let cells = cells.into_iter().map(|(bucket, sums)| (bucket, sums.into_cell())).collect();
            let name = (track / 2).checked_sub(1).and_then(|place| names.get(place)).cloned();
            series.cells.insert((Arm::ALL[track % 2], name), cells);
        }
        for ((arm, hours), last) in Arm::ALL.into_iter().zip(self.hours).zip(self.last) {
            let presence = Presence { hours: hours.into_map(), last: last.into_map() };
            if presence != Presence::default() {
                series.presence.insert(arm, presence);
            }
        }
        series
    }
}
