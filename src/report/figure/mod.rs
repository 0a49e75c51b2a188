//! What is drawn of a report: a line for each gate, small panels by segment, distributions.

mod distribution;
mod line;
mod segments;
mod window;

pub(crate) use segments::verdict_level;
pub(crate) use window::time_ticks;

use crate::chart::{Figure, Side};
use crate::metric::Metric;
use crate::metric::value::Comparison;
use crate::plan::{Bound, Gate};
use crate::report::format::{Format, is_percent};
use crate::report::model::{Report, Trace};
use crate::source::Locale;
use crate::verdict::GateFinding;

/// What a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A gate over time.
    Line,
    /// The same by segment.
    Segments,
    /// How the values are distributed.
    Distribution,
}

/// A picture to draw of a report.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Unique on the page and stable: `m-p95`, `m-p95-segments`, `m-p95-distribution`.
    pub id: String,
    /// What it is of.
    pub kind: Kind,
    /// The number of its gate's finding in `Judgement::gates`.
    pub finding: usize,
    /// What it shows.
    pub figure: Figure,
    /// What must be said beside it.
    pub notes: Vec<String>,
}

/// Returns every picture of a report, in the order of its gates.
pub fn pictures(report: &Report, locale: Locale) -> Vec<Picture> {
    let findings = report.judgement.gates.iter().enumerate();
    let whole = findings.filter(|(_, finding)| finding.segment.is_none());
    whole.flat_map(|(number, _)| of_gate(report, locale, number)).collect()
}

/// Returns every picture as a file of its own, by name, in the plan's language.
pub fn standalone(report: &Report) -> Vec<(String, String)> {
    let file = |picture: Picture| {
        let svg = crate::chart::svg(&picture.figure, &picture.id);
        (picture.id.trim_start_matches("m-").to_owned(), crate::chart::standalone(&svg))
    };
    pictures(report, report.plan.locale).into_iter().map(file).collect()
}

/// Returns the pictures of the gate whose finding for all traffic has this number.
pub fn of_gate(report: &Report, locale: Locale, number: usize) -> Vec<Picture> {
    let Some(scene) = Scene::new(report, locale, number) else { return Vec::new() };
    let id = &scene.gate.id;
    let picture = |kind, suffix: &str, (figure, notes): (Figure, Vec<String>)| Picture {
        id: format!("m-{id}{suffix}"),
        kind,
        finding: number,
        figure,
        notes,
    };
    let line = line::line(&scene).map(|drawn| picture(Kind::Line, "", drawn));
    let segments = segments::segments(&scene).map(|drawn| picture(Kind::Segments, "-segments", drawn));
    let distribution =
        distribution::distribution(&scene).map(|drawn| picture(Kind::Distribution, "-distribution", drawn));
    [line, segments, distribution].into_iter().flatten().collect()
}

/// One gate with everything that its pictures need.
struct Scene<'a> {
    report: &'a Report,
    format: Format<'a>,
    finding: &'a GateFinding,
    trace: &'a Trace,
    gate: &'a Gate,
    metric: &'a Metric,
}

impl<'a> Scene<'a> {
    fn new(report: &'a Report, locale: Locale, number: usize) -> Option<Scene<'a>> {
        let finding = report.judgement.gates.get(number)?;
        let gate = report.plan.gates.get(finding.gate)?;
        Some(Scene {
            report,
            format: Format::new(&report.plan, report.judgement.at, locale),
            finding,
            trace: report.traces.get(number)?,
            gate,
            metric: report.plan.metrics.get(gate.metric)?,
        })
    }

    /// A value in the unit shown: fractions as percent.
    fn shown(&self, value: f64) -> f64 {
        if is_percent(self.metric) { value * 100.0 } else { value }
    }

    /// The reading in one sentence.
    fn reading(&self) -> String {
        super::reason::gate_text(self.report, self.finding, self.format.locale)
    }

    fn name(&self) -> String {
        super::reason::gate_name(&self.report.plan, self.gate, self.format.locale)
    }

    /// A limit with its label at the right of a line.
    fn limit(&self, bound: &Bound, value: Option<f64>, label: &str) -> Option<crate::chart::Limit> {
        let value = value.filter(|value| value.is_finite())?;
        let side = match bound.op {
            Comparison::Less | Comparison::LessEqual => Side::Below,
            Comparison::Greater | Comparison::GreaterEqual => Side::Above,
            Comparison::Equal => Side::At,
            Comparison::NotEqual => return None,
        };
        let number = if bound.limit.is_relative() {
            self.format.plain_measured(self.metric, value)
        } else {
            self.format.plain(self.metric, value)
        };
        let label = format!("{label} {number}");
        Some(crate::chart::Limit { value: self.shown(value), side, label })
    }

    /// What the y axis must know: rates and counts start at zero, what should be high does not.
    fn scale(&self) -> crate::chart::Scale {
        use crate::metric::value::Value;
        let low_is_good = matches!(self.gate.target.op, Comparison::Less | Comparison::LessEqual | Comparison::Equal);
        let counts = self.metric.value.is_proportion()
            || matches!(self.metric.value, Value::Rate(_) | Value::Count(_) | Value::Reading);
        let percent = self.metric.value.is_proportion();
        crate::chart::Scale {
            unit: self.format.unit(self.metric),
            zero: counts && low_is_good,
            least: (counts || matches!(self.metric.value, Value::Quantile(..))).then_some(0.0),
            most: percent.then_some(100.0),
        }
    }
}
