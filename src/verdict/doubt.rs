//! Doubt about a gate's data: rejected rows, silence, age, gaps and a bad last stretch. Doubt holds, and never more.

use super::data::View;
use super::window::HOUR;
use super::{Code, Detail};
use crate::metric::Arm;
use crate::metric::tally::Presence;

/// More than this share of rejected rows holds.
const MOST_REJECTED: f64 = 0.01;
/// More than this share of rows without the metric's fields holds.
const MOST_LACKING: f64 = 0.5;

/// What is asked of the data of one gate.
#[derive(Clone, Copy, Debug)]
pub struct Demands {
    /// How old the newest row may be, in seconds.
    pub freshness: i64,
    /// The least share of stretches with data.
    pub coverage: f64,
    /// The phase's least soak, in seconds.
    pub soak_least: i64,
}

/// Returns whether too many rows were rejected or lack the metric's fields.
pub fn rejected(view: &View) -> Option<(Code, Detail)> {
    let rows = view.rows();
    let of = rows.used + rows.lacking + rows.rejected + rows.stray;
    let detail = Detail::Rows { rejected: rows.rejected, lacking: rows.lacking, of };
    let too_many = rows.rejected as f64 > MOST_REJECTED * of as f64 || rows.lacking as f64 > MOST_LACKING * of as f64;
    too_many.then_some((Code::Error, detail))
}

/// Returns what the data of these arms lack: age first, then gaps.
pub fn silence(view: &View, arms: &[Arm], demands: &Demands) -> Option<(Code, Detail)> {
    arms.iter()
        .find_map(|arm| stale(view, *arm, demands))
        .or_else(|| arms.iter().find_map(|arm| gaps(view, *arm, demands)))
}

/// Data newer than `freshness` before the window's end is fresh, whether it counts or was excluded.
fn stale(view: &View, arm: Arm, demands: &Demands) -> Option<(Code, Detail)> {
    let newest = view.newest(arm)?;
    let old = view.window.1.0.saturating_sub(newest.0) > demands.freshness.saturating_mul(1_000_000_000);
    old.then_some((Code::Stale, Detail::Age { newest, allowed: demands.freshness, arm }))
}

fn gaps(view: &View, arm: Arm, demands: &Demands) -> Option<(Code, Detail)> {
    let presence = view.presence(arm)?;
    let (covered, stretches, length) = coverage(view, presence, demands.soak_least);
    // A share of a whole number may come out a hair above the whole number that it is meant to be.
    let enough = stretches == 0 || covered as f64 + 1e-9 >= demands.coverage * stretches as f64;
    (!enough).then_some((Code::Coverage, Detail::Coverage { covered, stretches, length, least: demands.coverage }))
}

/// Returns how many stretches wholly inside the window hold a row, of how many, and how long one is in seconds.
///
/// A stretch is an hour, or a 24th of a shorter soak, but at least three times the median gap between the data's times.
pub fn coverage(view: &View, presence: &Presence, soak_least: i64) -> (u64, u64, i64) {
    let short = if soak_least < 24 * HOUR { (soak_least / 24).max(1) } else { HOUR };
    let gap = presence.median_gap(view.window.0.seconds(), view.window.1.seconds()).unwrap_or(0.0);
    let length = short.max((3.0 * gap).ceil() as i64);
    let (from, to) = view.window;
    let first = from.ceil(length);
    let mut counted = (0, 0);
    let mut start = first;
    while start.plus(length) <= to {
        let end = start.plus(length);
        if !view.excluded.iter().any(|(cut, until)| *cut < end && *until > start) {
            counted.1 += 1;
            counted.0 += u64::from(presence.any(start.seconds(), end.seconds()));
        }
        start = end;
    }
    (counted.0, counted.1, length)
}
