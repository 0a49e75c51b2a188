//! Roll-back over all lines together: the weighted average of their evidence, at one level.

use crate::source::Moment;
use crate::stats::combine::log_sum;

/// The evidence of one case at each look, and its place in the plan.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Number of the case.
    pub case: usize,
    /// Index of the gate.
    pub gate: usize,
    /// Whether the case is one of the gate's segments.
    pub segment: bool,
    /// Logs of e-values, one a look.
    pub breach: &'a [f64],
}

/// Which cases breached their line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaches {
    /// By case: the level at which its own evidence alone suffices.
    pub levels: Vec<(usize, f64)>,
    /// The cases whose own evidence suffices, and since when.
    pub confirmed: Vec<(usize, Moment)>,
    /// The largest contributor where only all together suffice, and since when.
    pub suspected: Option<(usize, Moment)>,
}

impl Breaches {
    /// Returns the level at which the evidence of a case alone suffices.
    pub fn level_of(&self, case: usize) -> Option<f64> {
        self.levels.iter().find(|level| level.0 == case).map(|level| level.1)
    }

    /// Returns since when a case breaches its line, and whether only together with the others.
    pub fn of(&self, case: usize) -> Option<(Moment, bool)> {
        let confirmed = self.confirmed.iter().find(|breach| breach.0 == case).map(|breach| (breach.1, false));
        confirmed.or_else(|| self.suspected.filter(|breach| breach.0 == case).map(|breach| (breach.1, true)))
    }
}

/// Returns which lines are breached at level alpha over all of them.
///
/// An average of e-processes is one for "no line is breached" (Vovk & Wang 2021). Weights: equal for each gate; in a gate
/// half on all traffic and half spread over its segments. Evidence stays once reached at a look. Without `averaged` each
/// line has to reach its own share of the level.
pub fn breaches(lines: &[Line], looks: &[Moment], alpha: f64, averaged: bool) -> Breaches {
    let weights: Vec<f64> = lines.iter().map(|line| weight(lines, line)).collect();
    let level = -alpha.ln();
    let levels: Vec<f64> = weights.iter().map(|weight| level - weight.ln()).collect();
    let reached = |line: &Line, level: f64| {
        line.breach.iter().position(|evidence| *evidence >= level).and_then(|look| looks.get(look)).copied()
    };
    let confirmed: Vec<(usize, Moment)> =
        lines.iter().zip(&levels).filter_map(|(line, level)| Some((line.case, reached(line, *level)?))).collect();
    let levels = lines.iter().map(|line| line.case).zip(levels).collect();
    let suspected = if averaged && confirmed.is_empty() { together(lines, looks, &weights, level) } else { None };
    Breaches { levels, confirmed, suspected }
}

fn weight(lines: &[Line], line: &Line) -> f64 {
    let mut gates: Vec<usize> = lines.iter().map(|line| line.gate).collect();
    gates.dedup();
    let of_gate =
        |segment: bool| lines.iter().filter(|other| other.gate == line.gate && other.segment == segment).count();
    let (whole, segments) = (of_gate(false), of_gate(true));
    let within = match (whole, segments) {
        (_, 0) => 1.0 / whole as f64,
        (0, _) => 1.0 / segments as f64,
        _ if line.segment => 0.5 / segments as f64,
        _ => 0.5 / whole as f64,
    };
    within / gates.len() as f64
}

fn together(lines: &[Line], looks: &[Moment], weights: &[f64], level: f64) -> Option<(usize, Moment)> {
    let at = |look: usize| {
        lines
            .iter()
            .zip(weights)
            .map(move |(line, weight)| (line.case, weight.ln() + line.breach.get(look).copied().unwrap_or(0.0)))
    };
    let look = (0..looks.len()).find(|look| log_sum(at(*look).map(|term| term.1)) >= level)?;
    // Of equal contributions the first in the plan is named.
    let (case, _) = at(look).reduce(|most, next| if next.1 > most.1 { next } else { most })?;
    Some((case, looks[look]))
}
