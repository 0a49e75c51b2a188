//! Windows, looks and the grid of cuts that makes every one of them exact.

use super::Attempt;
use crate::journal::{Event, Journal, Run};
use crate::metric::value::Value;
use crate::metric::{Grid, Metric};
use crate::plan::{Gate, Plan};
use crate::source::Moment;

/// Seconds in an hour.
pub const HOUR: i64 = 3600;
/// Full hours looked at before they thin out too: more than a year of them.
const MOST_HOURS: usize = 10_000;
/// So many looks or restarts are taken at one spacing; then the spacing doubles, so that their number stays small.
const CLOSED_FORM: usize = 1000;
/// The same, for evidence that costs more than a formula to compute.
const COSTLY: usize = 100;

/// Returns the attempt of a run as judged at a moment.
pub fn attempt(plan: &Plan, run: &Run, number: usize, at: Moment) -> Attempt {
    let end = run.end.map(|(end, _)| end).filter(|end| *end <= at);
    let to = end.unwrap_or(at);
    let from = run.start.plus(plan.switch.settle).min(to);
    Attempt { start: run.start, end, window: (from, to), number }
}

/// Returns the spans that the journal excludes, as seen at a moment.
pub fn exclusions(journal: &Journal, at: Moment) -> Vec<(Moment, Moment)> {
    let seen = journal.entries.iter().take_while(|entry| entry.at <= at);
    seen.filter_map(|entry| match entry.event {
        Event::Exclude { from, to } => Some((from, to)),
        _ => None,
    })
    .collect()
}

/// Returns how far apart looks are: an hour, or with a least soak under a day a 24th of it, rounded down to 15, 5 or 1 minutes.
pub fn look_step(soak_least: i64) -> i64 {
    if soak_least >= 24 * HOUR {
        return HOUR;
    }
    [900, 300, 60].into_iter().find(|step| *step <= soak_least / 24).unwrap_or(60)
}

/// Returns when the roll-back evidence of a gate is gathered anew, strictly inside a window: at the multiples of `for`, else hourly.
///
/// What comes first does not depend on the window's end, so that evidence that was reached at a look stays.
pub fn restarts(gate: &Gate, metric: &Metric, window: (Moment, Moment)) -> Vec<Moment> {
    let is_costly = matches!(metric.value, Value::Mean(_) | Value::Rate(_)) || gate.is_relative();
    thinning(gate.stretch.unwrap_or(HOUR), if is_costly { COSTLY } else { CLOSED_FORM }, window)
}

/// Returns the moments strictly inside a window that are multiples of a step, of which the spacing doubles after every `most`.
fn thinning(step: i64, most: usize, window: (Moment, Moment)) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let mut step = step.max(1);
    loop {
        let after = moments.last().copied().unwrap_or(window.0);
        let before = moments.len();
        moments.extend(multiples(step, (after, window.1)).take(most));
        if moments.len() < before + most {
            return moments;
        }
        step = step.saturating_mul(2);
    }
}

/// At most so many stretches in a picture of a window.
const MOST_PICTURED: i64 = 50;
/// How long a stretch in a picture may be, in seconds.
const PICTURE_STEPS: [i64; 11] = [60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800];

/// Returns how long the stretches are in which a window is drawn, in seconds: as short as a picture allows.
pub fn picture_step(window: (Moment, Moment)) -> i64 {
    let length = window.1.since(window.0);
    PICTURE_STEPS.into_iter().find(|step| length / step < MOST_PICTURED).unwrap_or(604_800)
}

/// Returns the moments strictly inside a window that are multiples of a step.
pub fn multiples(step: i64, window: (Moment, Moment)) -> impl Iterator<Item = Moment> {
    let first = window.0.plus(1).ceil(step);
    (0..).map(move |number| first.plus(number * step)).take_while(move |moment| *moment < window.1)
}

/// Returns the looks of a window for these gates: full hours, the finer steps that soak and `for` ask for, and the window's end.
pub fn looks(plan: &Plan, phase: usize, gates: &[&Gate], window: (Moment, Moment)) -> Vec<Moment> {
    let mut looks = thinning(HOUR, MOST_HOURS, window);
    looks.extend(thinning(look_step(plan.phases[phase].soak_least), CLOSED_FORM, window));
    for gate in gates.iter().filter(|gate| gate.rollback.is_some()) {
        looks.extend(restarts(gate, &plan.metrics[gate.metric], window));
    }
    looks.push(window.1);
    looks.sort_unstable();
    looks.dedup();
    looks
}

/// Returns how long the `recent` stretch of a phase is, and how old its data may be: at most half the least soak unless given.
pub fn recent_and_freshness(plan: &Plan, phase: usize) -> (i64, i64) {
    let least = plan.phases[phase].soak_least;
    // A phase that asks for no soak leaves nothing to halve.
    let half = if least > 0 { (least / 2).max(1) } else { i64::MAX };
    let recent = plan.decision.recent.unwrap_or((12 * HOUR).min(half));
    let freshness = plan.decision.freshness.unwrap_or((2 * HOUR).min(half));
    (recent, freshness)
}

/// Returns the grid for judging at each of these moments: every hour, look, stretch, edge of a window and of an exclusion is a cut.
pub fn grid(plan: &Plan, journal: &Journal, ats: &[Moment]) -> Grid {
    let Some(last) = ats.iter().copied().max() else { return Grid::default() };
    let timeline = journal.timeline(last);
    let mut cuts: Vec<Moment> = ats.to_vec();
    let mut windows = Vec::new();
    for run in &timeline.runs {
        let Some(phase) = plan.phases.iter().position(|phase| phase.id == run.phase) else { continue };
        let window = attempt(plan, run, 1, last).window;
        let gates: Vec<&Gate> = plan.gates.iter().filter(|gate| gate.phases.contains(&phase)).collect();
        cuts.extend(looks(plan, phase, &gates, window));
        // Exact stretches of a literal count need their own cuts where evidence is gathered over wider ones.
        cuts.extend(
            gates.iter().filter_map(|gate| gate.stretch).flat_map(|step| multiples(step.max(1), window).take(200_000)),
        );
        let (recent, _) = recent_and_freshness(plan, phase);
        let soaked = run.start.plus(plan.phases[phase].soak_least).clamp(window.0, window.1);
        let ends = ats.iter().copied().filter(|at| (window.0..window.1).contains(at)).chain([soaked, window.1]);
        cuts.extend(ends.map(|end| end.plus(-recent)).filter(|cut| (window.0..window.1).contains(cut)));
        cuts.extend([run.start, soaked]);
        cuts.extend(multiples(picture_step(window), window));
        windows.push(window);
    }
    let excluded = exclusions(journal, last);
    cuts.extend(excluded.iter().flat_map(|(from, to)| [*from, *to]));
    let first = windows.iter().map(|window| window.0).min().unwrap_or(last);
    cuts.retain(|cut| (first..=last).contains(cut));
    cuts.extend(multiples(HOUR, (first, last)));
    Grid::new(cuts, pieces(windows, &excluded))
}

/// Cuts windows where exclusions begin and end: units are counted by piece, so that those of an exclusion can be left out.
fn pieces(windows: Vec<(Moment, Moment)>, excluded: &[(Moment, Moment)]) -> Vec<(Moment, Moment)> {
    let cut = |window: (Moment, Moment)| {
        let inside = |edge: &Moment| window.0 < *edge && *edge < window.1;
        let mut edges: Vec<Moment> = excluded.iter().flat_map(|(from, to)| [*from, *to]).filter(inside).collect();
        edges.extend([window.0, window.1]);
        edges.sort_unstable();
        edges.dedup();
        edges.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    windows.into_iter().flat_map(cut).collect()
}

/// Returns the buckets of the grid that lie in a window and in no exclusion.
pub fn buckets(grid: &Grid, window: (Moment, Moment), excluded: &[(Moment, Moment)]) -> Vec<usize> {
    let first = grid.cuts.partition_point(|cut| *cut < window.0);
    let last = grid.cuts.partition_point(|cut| *cut < window.1);
    let free = |moment: Moment| !excluded.iter().any(|(from, to)| (*from..*to).contains(&moment));
    (first..last).filter(|bucket| *bucket + 1 < grid.cuts.len() && free(grid.cuts[*bucket])).collect()
}
