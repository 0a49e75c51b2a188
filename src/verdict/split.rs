//! The traffic split: is the declared share what was sent, and does everyone stay in one arm?

use std::borrow::Cow;
use std::collections::HashMap;

use super::data::{Facts, counting_metrics};
use super::{Code, Detail, Split, Status, Verdict, window};
use crate::metric::Grid;
use crate::metric::tally::{Assignment, UnitSeen};
use crate::source::Moment;
use crate::stats::mixture::CONCENTRATION;
use crate::stats::split::{self as evidence, ALPHA, TOLERANCE};

/// More than this share of the units seen at least twice in both arms: assignment does not stick.
const MOST_IN_BOTH: f64 = 0.01;
/// A unit that was never seen in an arm, or never twice.
const NEVER: u32 = u32::MAX;

/// Returns how the split of a phase stands over a window, and all that is wrong with it.
///
/// None where arms are not known or the traffic is 0, all or unknown.
pub fn judge(
    facts: &Facts,
    phase: usize,
    window: (Moment, Moment),
    at: Moment,
) -> Option<(Split, Vec<(Code, Detail)>)> {
    let plan = facts.plan;
    let declared = plan.phases[phase].traffic.filter(|share| *share > 0.0 && *share < 1.0)?;
    counting_metrics(plan).next()?;
    let sight = Sight::new(facts, phase, window, at);
    let (assignment, requests) = counted(facts, &sight);
    let by_unit = plan.arms.as_ref().is_some_and(|arms| arms.rule.unit.is_some());
    let counted = if by_unit { sight.units(&assignment) } else { sight.rows(&assignment) };
    let [candidate, baseline] = counted.samples;
    let total = candidate + baseline;
    let observed = (total > 0).then(|| candidate as f64 / total as f64);
    let off = observed.is_some_and(|share| (share - declared).abs() > TOLERANCE * declared);
    let told = Detail::Split { declared, observed: observed.unwrap_or(f64::NAN), rows: !by_unit };
    let mut troubles = Vec::new();
    if total == 0 && requests > 0 {
        troubles.push((Code::NoData, told));
    } else if off && mismatched(&counted, declared) {
        troubles.push((Code::SplitMismatch, told));
    }
    if counted.both as f64 > MOST_IN_BOTH * counted.repeated as f64 {
        troubles.push((Code::NotSticky, Detail::Sticky { both: counted.both, of: counted.repeated }));
    }
    let status = match (troubles.is_empty(), total) {
        (false, _) => Status::Decides(Verdict::Hold),
        (true, 0) => Status::Info,
        (true, _) => Status::Decides(Verdict::Go),
    };
    let split = Split {
        declared,
        observed,
        samples: counted.samples,
        status,
        both: by_unit.then_some(counted.both),
        repeated: by_unit.then_some(counted.repeated),
        design_effect: (!by_unit).then_some(counted.effect),
    };
    Some((split, troubles))
}

/// What was counted: running counts at each look, and the units that were seen in both arms.
struct Counted {
    at_looks: Vec<[u64; 2]>,
    samples: [u64; 2],
    both: u64,
    repeated: u64,
    effect: f64,
}

/// Evidence stays once reached at a look: a split that was wrong and is mended still spoiled the window.
fn mismatched(counted: &Counted, declared: f64) -> bool {
    let level = -ALPHA.ln();
    counted.at_looks.iter().any(|[candidate, baseline]| {
        let (candidate, baseline) = (*candidate as f64 / counted.effect, *baseline as f64 / counted.effect);
        evidence::log_e(&[candidate, baseline], &[declared, 1.0 - declared], CONCENTRATION) >= level
    })
}

/// Who was counted for the first metric that has rows in sight, and how many requests those are.
fn counted<'d>(facts: &Facts<'d>, sight: &Sight) -> (Cow<'d, Assignment>, u64) {
    let data = facts.data;
    for metric in counting_metrics(facts.plan) {
        let of_metric = |export: &usize| {
            let measure = data.survey.split[*export].and_then(|measure| data.survey.measures.get(measure));
            measure.is_some_and(|measure| measure.0 == metric)
        };
        let exports: Vec<usize> = (0..facts.plan.exports.len()).filter(of_metric).collect();
        let assignment = match exports.as_slice() {
            [] => continue,
            [only] => Cow::Borrowed(&data.assignments[*only]),
            several => {
                let mut all = Assignment::default();
                several.iter().for_each(|export| all.merge(&data.assignments[*export]));
                Cow::Owned(all)
            }
        };
        let requests = sight.requests(&assignment);
        if requests > 0 {
            return (assignment, requests);
        }
    }
    (Cow::Owned(Assignment::default()), 0)
}

/// The part of the grid that the split is judged by.
struct Sight<'a> {
    grid: &'a Grid,
    buckets: Vec<usize>,
    /// The numbers of the first bucket after each look.
    ends: Vec<usize>,
    /// The numbers of the pieces of the window that were not cut out.
    pieces: Vec<u32>,
}

impl<'a> Sight<'a> {
    fn new(facts: &Facts<'a>, phase: usize, window: (Moment, Moment), at: Moment) -> Sight<'a> {
        let grid = &facts.data.survey.grid;
        let excluded = window::exclusions(facts.journal, at);
        let looks = window::looks(facts.plan, phase, &[], window);
        let pieces = grid.windows.iter().enumerate().filter(|(_, (from, _))| {
            (window.0..window.1).contains(from) && !excluded.iter().any(|(cut, until)| (*cut..*until).contains(from))
        });
        Sight {
            grid,
            buckets: window::buckets(grid, window, &excluded),
            ends: looks.iter().map(|look| grid.cuts.partition_point(|cut| *cut < *look)).collect(),
            pieces: pieces.map(|(number, _)| number as u32).collect(),
        }
    }

    fn requests(&self, assignment: &Assignment) -> u64 {
        let counts = self.buckets.iter().filter_map(|bucket| assignment.buckets.get(bucket));
        counts.map(|[candidate, baseline]| candidate + baseline).sum()
    }

    /// Adds counts of buckets up to running counts at looks.
    fn running(&self, counts: impl Iterator<Item = (usize, [u64; 2])>) -> Vec<[u64; 2]> {
        let mut at_looks = vec![[0_u64; 2]; self.ends.len()];
        for (bucket, [candidate, baseline]) in counts {
            if let Some(sum) = at_looks.get_mut(self.ends.partition_point(|end| *end <= bucket)) {
                *sum = [sum[0] + candidate, sum[1] + baseline];
            }
        }
        let mut running = [0; 2];
        for sum in &mut at_looks {
            running = [running[0] + sum[0], running[1] + sum[1]];
            *sum = running;
        }
        at_looks
    }

    fn rows(&self, assignment: &Assignment) -> Counted {
        let counts = self.buckets.iter().filter_map(|bucket| Some((*bucket, *assignment.buckets.get(bucket)?)));
        let at_looks = self.running(counts);
        let cuts = &self.grid.cuts;
        let spans: Vec<(Moment, Moment)> =
            self.buckets.iter().map(|bucket| (cuts[*bucket], cuts[bucket + 1])).collect();
        let samples = at_looks.last().copied().unwrap_or_default();
        Counted { at_looks, samples, both: 0, repeated: 0, effect: design_effect(assignment, &spans) }
    }

    fn units(&self, assignment: &Assignment) -> Counted {
        let mut units: HashMap<u64, UnitSeen> = HashMap::new();
        for ((_, unit), seen) in assignment.units.iter().filter(|((piece, _), _)| self.pieces.contains(piece)) {
            units.entry(*unit).and_modify(|mine| mine.merge(seen)).or_insert(*seen);
        }
        let last = self.ends.last().copied().unwrap_or(0);
        let seen = |bucket: u32| bucket != NEVER && (bucket as usize) < last;
        let firsts = units.values().flat_map(|unit| {
            let one = |arm: usize| [u64::from(arm == 0), u64::from(arm == 1)];
            [0, 1]
                .into_iter()
                .filter(move |arm| seen(unit.first[*arm]))
                .map(move |arm| (unit.first[arm] as usize, one(arm)))
        });
        let at_looks = self.running(firsts);
        let both = units.values().filter(|unit| seen(unit.first[0]) && seen(unit.first[1])).count() as u64;
        let repeated = units.values().filter(|unit| seen(unit.second)).count() as u64;
        let samples = at_looks.last().copied().unwrap_or_default();
        Counted { at_looks, samples, both, repeated, effect: 1.0 }
    }
}

/// How much wider rows scatter than independent ones would: by minute, or by hour where minutes are too thin.
fn design_effect(assignment: &Assignment, spans: &[(Moment, Moment)]) -> f64 {
    let inside = |minute: i64| {
        let at = Moment::from_seconds(minute * 60);
        let after = spans.partition_point(|span| span.0 <= at);
        after > 0 && at < spans[after - 1].1
    };
    let minutes = assignment.minutes.iter().filter(|(minute, _)| inside(**minute));
    let mut by_minute: Vec<(f64, f64)> = Vec::new();
    let mut by_hour: Vec<(i64, (f64, f64))> = Vec::new();
    for (minute, [candidate, baseline]) in minutes {
        let count = (*candidate as f64, (*candidate + *baseline) as f64);
        by_minute.push(count);
        match by_hour.last_mut() {
            Some((hour, sum)) if *hour == minute.div_euclid(60) => *sum = (sum.0 + count.0, sum.1 + count.1),
            _ => by_hour.push((minute.div_euclid(60), count)),
        }
    }
    let by_hour: Vec<(f64, f64)> = by_hour.into_iter().map(|(_, count)| count).collect();
    evidence::design_effect(by_minute).or_else(|| evidence::design_effect(by_hour)).unwrap_or(1.0)
}
