//! The charts with their captions and, for who cannot see them, their numbers.

use super::{Mark, Source, ended};
use crate::chart;
use crate::metric::Metric;
use crate::report::figure::{self, Kind, Picture};
use crate::report::format::integer;
use crate::report::model::{Trace, TracePoint};
use crate::report::reason::{gate_name, gate_text};
use crate::verdict::GateFinding;

/// One picture.
pub(super) struct ChartBox {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) mark: Mark,
    pub(super) svg: String,
    pub(super) caption: String,
    pub(super) notes: Vec<String>,
    pub(super) table: Option<DataTable>,
}

/// The numbers of a line.
pub(super) struct DataTable {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The most rows of a table; more stretches are put together.
const ROWS: usize = 36;

/// Returns the charts of every gate, in the order of the gates' table.
pub(super) fn boxes(source: &Source) -> Vec<ChartBox> {
    let report = source.report;
    let findings = super::gates::order(source).into_iter();
    let whole = findings.filter(|finding| finding.segment.is_none());
    let numbers = whole.filter_map(|finding| report.judgement.gates.iter().position(|one| std::ptr::eq(one, finding)));
    numbers
        .flat_map(|number| figure::of_gate(report, source.locale, number))
        .filter_map(|picture| chart_box(source, picture))
        .collect()
}

fn chart_box(source: &Source, picture: Picture) -> Option<ChartBox> {
    let words = &source.words.chart;
    let report = source.report;
    let finding = report.judgement.gates.get(picture.finding)?;
    let gate = report.plan.gates.get(finding.gate)?;
    let metric = report.plan.metrics.get(gate.metric)?;
    let name = gate_name(&report.plan, gate, source.locale);
    let drawing = chart::draw(&picture.figure, &picture.id);
    let mut notes = picture.notes;
    if let Some(fewer) = drawing.downsampled {
        let count = |points: usize| integer(u64::try_from(points).unwrap_or(u64::MAX));
        let (from, to) = (count(fewer.from), count(fewer.to));
        notes.push(words.downsampled.fill(&[("from", &from), ("to", &to)]));
    }
    let (title, caption) = match &picture.figure {
        chart::Figure::Multiples(multiples) => (multiples.title.clone(), String::new()),
        chart::Figure::Distribution(shape) => (shape.title.clone(), shape.description.clone()),
        _ => (name, gate_text(report, finding, source.locale)),
    };
    let caption = if caption.is_empty() { caption } else { ended(&caption, source.locale) };
    let trace = report.traces.get(picture.finding).filter(|_| picture.kind == Kind::Line);
    Some(ChartBox {
        title,
        mark: Mark::status(worst(source, finding, picture.kind), source.locale),
        svg: drawing.svg,
        caption,
        notes,
        table: trace.and_then(|trace| table(source, metric, trace)),
        id: picture.id,
    })
}

/// The panels of segments stand as the worst of them does.
fn worst(source: &Source, finding: &GateFinding, kind: Kind) -> crate::verdict::Status {
    if kind != Kind::Segments {
        return finding.status;
    }
    let findings = source.report.judgement.gates.iter();
    let own = findings.filter(|one| one.gate == finding.gate && one.segment.is_some());
    own.map(|one| one.status).max_by_key(|status| status.verdict()).unwrap_or(finding.status)
}

/// Returns the numbers of a trace; stretches are put together, least and greatest, where there are many.
fn table(source: &Source, metric: &Metric, trace: &Trace) -> Option<DataTable> {
    let words = &source.words.chart;
    let together = trace.points.len().div_ceil(ROWS).max(1);
    let has = |some: fn(&TracePoint) -> bool| trace.points.iter().any(some);
    let (band, base, counted) = (
        together == 1 && has(|point| point.band.is_some()),
        has(|point| point.baseline.is_some()),
        has(|point| point.samples > 0),
    );
    let mut columns = vec![words.time.to_string(), words.candidate.to_string()];
    columns.extend(band.then(|| words.interval.to_string()));
    columns.extend(base.then(|| words.baseline.to_string()));
    columns.extend(counted.then(|| source.words.page.samples.to_string()));
    let row = |points: &[TracePoint]| {
        let first = points.first()?;
        let mut row =
            vec![source.format.short(first.from), ends(source, metric, points.iter().filter_map(|point| point.value))];
        if band {
            let ends = first.band.map(|(low, high)| source.format.interval(metric, Some(low), Some(high)));
            row.push(ends.unwrap_or_default());
        }
        if base {
            row.push(ends(source, metric, points.iter().filter_map(|point| point.baseline)));
        }
        if counted {
            row.push(integer(points.iter().map(|point| point.samples).sum()));
        }
        Some(row)
    };
    let rows: Vec<Vec<String>> = trace.points.chunks(together).filter_map(row).collect();
    (!rows.is_empty()).then_some(DataTable { columns, rows })
}

/// One value, or the least and the greatest of several.
fn ends(source: &Source, metric: &Metric, values: impl Iterator<Item = f64>) -> String {
    let finite: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    let low = finite.iter().copied().reduce(f64::min);
    let high = finite.iter().copied().reduce(f64::max);
    match (low, high) {
        (Some(low), Some(high)) if low == high => source.format.value(metric, low),
        (Some(low), Some(high)) => source.format.interval(metric, Some(low), Some(high)),
        _ => source.words.format.dash.to_string(),
    }
}
