//! The last stretch: cumulative evidence of a go is stale when things got worse lately, so a go also needs it to look good.

use super::plain::sum;
use super::relative::{arm_cells, baseline_cells, relation};
use super::{Case, Side, bad_side, rate, resolve};
use crate::metric::histogram::{Histogram, Unsure, lower_edge};
use crate::metric::value::{Comparison, Value};
use crate::metric::{Arm, Cell};
use crate::source::Moment;
use crate::verdict::View;

impl Case<'_> {
    /// Returns the value of the last stretch, of this many seconds, if it is not within the target.
    ///
    /// It can only withhold a go, so validity is kept. One bad row is forgiven (decision.md h).
    pub fn recent_looks_bad(&self, recent: i64) -> Option<f64> {
        let end = self.view.window.1;
        let window = (end.plus(-recent).max(self.view.window.0), end);
        let ours = self.view.within(window).cells(Arm::Candidate, self.segment);
        let theirs = match &self.baseline {
            Some(baseline) if baseline.is_earlier => baseline_cells(self),
            Some(baseline) => arm_cells(&baseline.view.within(window), baseline.arm, self.segment),
            None => Default::default(),
        };
        if matches!(self.metric.value, Value::Rate(_)) {
            return self.recent_rate(window);
        }
        let (ours, theirs) = (sum(ours.into_values())?, sum(theirs.into_values()));
        match &self.metric.value {
            Value::Share(_) | Value::Ratio(..) => self.recent_share(&ours, theirs.as_ref()),
            Value::Quantile(_, level) => self.recent_quantile(ours.histogram()?, theirs.as_ref(), *level),
            Value::Mean(_) => {
                let baseline = theirs.as_ref().and_then(|cell| cell.moments()?.mean());
                let value = ours.moments()?.mean()?;
                let limit = resolve(self.gate.target.limit, baseline)?;
                (!self.gate.target.op.holds(value, limit)).then_some(value)
            }
            _ => None,
        }
    }

    fn recent_share(&self, ours: &Cell, theirs: Option<&Cell>) -> Option<f64> {
        let (hits, tries) = ours.tries()?;
        let baseline = theirs.and_then(Cell::tries).filter(|(_, tries)| *tries > 0);
        let limit = resolve(self.gate.target.limit, baseline.map(|(hits, tries)| hits as f64 / tries as f64))?;
        let (bad, rate) = match bad_side(&self.gate.target) {
            Side::Greater => (hits, limit),
            Side::Less => (tries.saturating_sub(hits), 1.0 - limit),
        };
        (bad as f64 > rate * tries as f64 + 1.0).then(|| hits as f64 / tries.max(1) as f64)
    }

    fn recent_rate(&self, window: (Moment, Moment)) -> Option<f64> {
        let exposed = |view: &View, arm| rate::over(self, view, arm);
        let (events, hours) = exposed(&self.view.within(window), Some(Arm::Candidate));
        let theirs = self.baseline.as_ref().map(|baseline| {
            let view = if baseline.is_earlier { baseline.view.clone() } else { baseline.view.within(window) };
            exposed(&view, baseline.arm)
        });
        let baseline = theirs.filter(|(_, hours)| *hours > 0.0).map(|(events, hours)| events / hours);
        let expected = resolve(self.gate.target.limit, baseline)? * hours;
        let bad = match bad_side(&self.gate.target) {
            Side::Greater => events > expected + 1.0,
            Side::Less => events + 1.0 < expected,
        };
        (bad && hours > 0.0).then(|| events / hours)
    }

    fn recent_quantile(&self, ours: &Histogram, theirs: Option<&Cell>, level: f64) -> Option<f64> {
        let baseline = theirs.and_then(Cell::histogram).and_then(|histogram| histogram.quantile(level)).map(lower_edge);
        if relation(&self.gate.target).is_some() && baseline.is_none() {
            return None;
        }
        let limit = resolve(self.gate.target.limit, baseline)?;
        let (op, rate) = match bad_side(&self.gate.target) {
            Side::Greater => (Comparison::Greater, 1.0 - level),
            Side::Less => (Comparison::Less, level),
        };
        let bad = ours.count_where(op, limit, Unsure::LeftOut);
        let value = ours.quantile(level).map(lower_edge)?;
        (bad as f64 > rate * ours.count() as f64 + 1.0).then_some(value)
    }
}
