//! The traffic split: is the declared share what was sent, and does everyone stay in one arm?

use super::data::Data;
use super::{Code, Detail, Split, Status, Verdict};
use crate::metric::tally::Assignment;
use crate::plan::Plan;
use crate::source::Moment;
use crate::stats::mixture::CONCENTRATION;
use crate::stats::split::{self as evidence, ALPHA, TOLERANCE};

/// More than this share of the units seen at least twice in both arms: assignment does not stick.
const MOST_IN_BOTH: f64 = 0.01;
/// A unit that was never seen in an arm, or never twice.
const NEVER: u32 = u32::MAX;

/// Returns how the split of a phase stands over a window's buckets; none where arms are not known or the traffic is 0, all or unknown.
pub fn judge(
    plan: &Plan,
    data: &Data,
    phase: usize,
    window: (Moment, Moment),
    buckets: &[usize],
    looks: &[Moment],
) -> Option<(Split, Option<(Code, Detail)>)> {
    let declared = plan.phases[phase].traffic.filter(|share| *share > 0.0 && *share < 1.0)?;
    let knows_arms = plan.arms.as_ref().is_some_and(|arms| arms.rule.field.is_some())
        || plan.exports.iter().any(|export| export.arm.is_some());
    if !knows_arms {
        return None;
    }
    let by_unit = plan.arms.as_ref().is_some_and(|arms| arms.rule.unit.is_some());
    let counted = if by_unit { units(data, window, looks) } else { rows(data, buckets, looks) };
    let [candidate, baseline] = counted.samples;
    let total = candidate + baseline;
    let observed = (total > 0).then(|| candidate as f64 / total as f64);
    let off = observed.is_some_and(|share| (share - declared).abs() > TOLERANCE * declared);
    let mismatch = off && mismatched(&counted, declared);
    let loose = counted.repeated > 0 && counted.both as f64 > MOST_IN_BOTH * counted.repeated as f64;
    let trouble = if mismatch {
        let observed = observed.unwrap_or(0.0);
        Some((Code::SplitMismatch, Detail::Split { declared, observed, rows: !by_unit }))
    } else if by_unit && loose {
        Some((Code::NotSticky, Detail::Sticky { both: counted.both, of: counted.repeated }))
    } else {
        None
    };
    let status = Status::Decides(if trouble.is_some() || total == 0 { Verdict::Hold } else { Verdict::Go });
    let split = Split {
        declared,
        observed,
        samples: counted.samples,
        status,
        both: by_unit.then_some(counted.both),
        repeated: by_unit.then_some(counted.repeated),
        design_effect: (!by_unit).then_some(counted.effect),
    };
    Some((split, trouble))
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

fn rows(data: &Data, buckets: &[usize], looks: &[Moment]) -> Counted {
    let grid = &data.survey.grid;
    let mut at_looks = vec![[0_u64; 2]; looks.len()];
    for bucket in buckets {
        let Some(counts) = data.assignment.buckets.get(bucket) else { continue };
        let look = looks.partition_point(|look| *look < grid.cuts[bucket + 1]);
        if let Some(sum) = at_looks.get_mut(look) {
            *sum = [sum[0] + counts[0], sum[1] + counts[1]];
        }
    }
    let mut running = [0; 2];
    for sum in &mut at_looks {
        running = [running[0] + sum[0], running[1] + sum[1]];
        *sum = running;
    }
    let spans: Vec<(Moment, Moment)> =
        buckets.iter().map(|bucket| (grid.cuts[*bucket], grid.cuts[bucket + 1])).collect();
    let effect = design_effect(&data.assignment, &spans);
    Counted { at_looks, samples: running, both: 0, repeated: 0, effect }
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

fn units(data: &Data, window: (Moment, Moment), looks: &[Moment]) -> Counted {
    let grid = &data.survey.grid;
    let number = grid.window(window.0).unwrap_or(usize::MAX);
    let ends: Vec<u32> = looks.iter().map(|look| grid.cuts.partition_point(|cut| *cut < *look) as u32).collect();
    let mut at_looks = vec![[0_u64; 2]; looks.len()];
    let (mut both, mut repeated) = (0, 0);
    let last = ends.last().copied().unwrap_or(0);
    let seen = |bucket: u32| bucket != NEVER && bucket < last;
    for ((_, _), unit) in data.assignment.units.iter().filter(|((window, _), _)| *window as usize == number) {
        for arm in [0, 1] {
            let look = ends.partition_point(|end| *end <= unit.first[arm]);
            if unit.first[arm] != NEVER && look < looks.len() {
                at_looks[look][arm] += 1;
            }
        }
        repeated += u64::from(seen(unit.second));
        both += u64::from(seen(unit.first[0]) && seen(unit.first[1]));
    }
    let mut running = [0; 2];
    for sum in &mut at_looks {
        running = [running[0] + sum[0], running[1] + sum[1]];
        *sum = running;
    }
    Counted { at_looks, samples: running, both, repeated, effect: 1.0 }
}
