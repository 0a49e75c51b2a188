//! How values are distributed, and what share of them is on the good side of a cut.

use super::axis::axis;
use super::canvas::{Anchor, Canvas, Frame, Plot};
use super::class::Class;
use super::labels::spread;
use super::limit::Side;
use super::marks::{grid, ticks};
use super::text;

/// A histogram with a cut, and the share of rows at or beyond each value.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence, with its numbers.
    pub description: String,
    /// The unit of the values, written on the last mark.
    pub unit: String,
    /// The candidate's rows in rising order of value; of equal width, or the bars mislead.
    pub bins: Vec<Bin>,
    /// The baseline's rows; empty where there are none.
    pub baseline: Vec<Bin>,
    /// The value that divides good rows from bad ones.
    pub cut: Option<Cut>,
    /// The share of good rows that is needed for a go.
    pub needed: Option<ShareMark>,
    /// The share of good rows that was seen.
    pub seen: Option<ShareMark>,
    /// The share of good rows that was seen on the baseline.
    pub baseline_seen: Option<ShareMark>,
    /// The share of good rows at which to roll back.
    pub rollback: Option<ShareMark>,
    /// How many rows there are, written at the foot: `n 1,433`.
    pub total: String,
}

/// The rows from one value up to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The least value.
    pub from: f64,
    /// The value it ends before.
    pub to: f64,
    /// The rows in it.
    pub count: u64,
}

/// The value that divides good rows from bad ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// The value itself.
    pub value: f64,
    /// The good side.
    pub side: Side,
    /// Its label: `good: >= 0.7`.
    pub label: String,
}

/// A share of rows with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareMark {
    /// From 0 to 1.
    pub share: f64,
    /// Its label: `90 % needed`.
    pub label: String,
}

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 240.0;
const TICKS: f64 = 20.0;
const GUTTER: f64 = 12.0;
/// The widest label at the right.
const WIDEST: f64 = 150.0;
/// The most bars drawn; neighbours are added where there are more.
const MOST: usize = 60;

/// Draws a distribution.
pub(super) fn draw(distribution: &Distribution, id: &str) -> String {
    let bins = sane(&distribution.bins);
    let baseline = sane(&distribution.baseline);
    let (low, high) = range(&bins, &baseline, distribution.cut.as_ref());
    let values = axis(low, high, &distribution.unit);
    let shares = axis(0.0, 104.0, "%");
    let right = labels(distribution);
    let widths = right.iter().map(|(class, text, _)| text::width(text, class.is_bold()));
    let margin = widths.fold(text::width(&total(distribution), false), f64::max) + GUTTER + 2.0;
    let frame = Frame { left: shares.widest() + 7.0, top: 20.0, right: WIDTH - margin, bottom: HEIGHT - TICKS };
    let canvas = Canvas::new(WIDTH, HEIGHT);
    let plot = canvas.plot(frame, values.low..values.high, 0.0..shares.high);
    good_side(&plot, distribution.cut.as_ref());
    grid(&canvas, &plot, &shares);
    bars(&plot, &bins);
    curve(&plot, Class::Base, &baseline, distribution.cut.as_ref());
    curve(&plot, Class::Candidate, &bins, distribution.cut.as_ref());
    cut(&canvas, &plot, distribution);
    right_labels(&canvas, &plot, right);
    let place = (frame.right + GUTTER, HEIGHT - 8.0);
    canvas.text(Class::TextTick, Anchor::Start, place, &total(distribution));
    let within = (0.0, frame.right + GUTTER - 6.0);
    ticks(&canvas, &plot, &values.ticks, (HEIGHT - 8.0, within));
    canvas.svg(&distribution.title, &distribution.description, id)
}

fn total(distribution: &Distribution) -> String {
    text::elide(&distribution.total, false, WIDEST)
}

/// Returns the bins that have a width, in order, neighbours added until there are few enough.
fn sane(bins: &[Bin]) -> Vec<Bin> {
    let mut bins: Vec<Bin> =
        bins.iter().copied().filter(|bin| bin.from.abs() < 1e15 && bin.to.abs() < 1e15 && bin.from < bin.to).collect();
    bins.sort_by(|a, b| a.from.total_cmp(&b.from));
    let together = bins.len().div_ceil(MOST).max(1);
    let groups = bins.chunks(together);
    groups
        .filter_map(|group| {
            let (first, last) = (group.first()?, group.last()?);
            let count = group.iter().fold(0_u64, |sum, bin| sum.saturating_add(bin.count));
            Some(Bin { from: first.from, to: last.to, count })
        })
        .collect()
}

fn range(bins: &[Bin], baseline: &[Bin], cut: Option<&Cut>) -> (f64, f64) {
    let edges = bins.iter().chain(baseline).flat_map(|bin| [bin.from, bin.to]);
    let cut = cut.map(|cut| cut.value).filter(|value| value.abs() < 1e15);
    let (low, high) =
        edges.chain(cut).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), value| (l.min(value), h.max(value)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

fn sum(bins: &[Bin]) -> f64 {
    bins.iter().map(|bin| bin.count as f64).sum()
}

fn good_side(plot: &Plot, cut: Option<&Cut>) {
    let Some(cut) = cut.filter(|cut| cut.value.is_finite()) else { return };
    let good = match cut.side {
        Side::Below => plot.x.start..cut.value,
        Side::Above => cut.value..plot.x.end,
        Side::At => return,
    };
    plot.rectangle(Class::ZoneGo, good, plot.y.clone());
}

/// Draws the share of all rows that each bin holds.
fn bars(plot: &Plot, bins: &[Bin]) {
    let total = sum(bins);
    let air = (plot.x.end - plot.x.start) / plot.frame.width() * 0.75;
    for bin in bins.iter().filter(|bin| bin.count > 0) {
        let air = air.min((bin.to - bin.from) / 4.0);
        let share = 100.0 * bin.count as f64 / total;
        plot.rectangle(Class::Bar, bin.from + air..bin.to - air, 0.0..share);
    }
}

/// Draws the share of rows on the good side of every value: it falls where high values are good.
fn curve(plot: &Plot, class: Class, bins: &[Bin], cut: Option<&Cut>) {
    let total = sum(bins);
    if total == 0.0 {
        return;
    }
    let falls = cut.is_some_and(|cut| cut.side == Side::Above);
    let share = |below: f64| 100.0 * if falls { total - below } else { below } / total;
    let mut below = 0.0;
    let mut points = Vec::with_capacity(bins.len() * 2);
    for bin in bins {
        points.push((bin.from, share(below)));
        below += bin.count as f64;
        points.push((bin.to, share(below)));
    }
    plot.stroke(class, &points);
}

/// Draws the cut, and at it the shares that are needed and were seen.
fn cut(canvas: &Canvas, plot: &Plot, distribution: &Distribution) {
    let shares = [(&distribution.rollback, Class::Rollback), (&distribution.needed, Class::Target)];
    let cut = distribution.cut.as_ref().filter(|cut| cut.value.is_finite());
    let from = cut.map_or(plot.x.start, |cut| cut.value);
    for (mark, class) in shares {
        if let Some(share) = mark.as_ref().and_then(percent) {
            plot.stroke(class, &[(from, share), (plot.x.end, share)]);
        }
    }
    let Some(cut) = cut else { return };
    let (x, bottom) = plot.place(cut.value, 0.0);
    canvas.stroke(Class::Event, &[(x, plot.frame.top - 4.0), (x, bottom)]);
    let label = text::elide(&cut.label, false, 200.0);
    let half = text::width(&label, false) / 2.0;
    let middle = x.clamp(half, WIDTH - half);
    canvas.text(Class::TextPlain, Anchor::Middle, (middle, plot.frame.top - 11.0), &label);
    if let Some(seen) = distribution.baseline_seen.as_ref().and_then(percent) {
        plot.dot(Class::BaseDot, cut.value, seen);
    }
    if let Some(seen) = distribution.seen.as_ref().and_then(percent) {
        plot.dot(Class::Ring, cut.value, seen);
        plot.dot(Class::End, cut.value, seen);
    }
}

fn percent(mark: &ShareMark) -> Option<f64> {
    (0.0..=1.0).contains(&mark.share).then_some(mark.share * 100.0)
}

/// Returns the labels at the right with the shares, in percent, that they belong to.
fn labels(distribution: &Distribution) -> Vec<(Class, String, f64)> {
    let marks = [
        (Class::TextCandidate, &distribution.seen),
        (Class::TextTarget, &distribution.needed),
        (Class::TextRollback, &distribution.rollback),
        (Class::TextBase, &distribution.baseline_seen),
    ];
    let mut labels: Vec<_> = marks
        .into_iter()
        .filter_map(|(class, mark)| {
            let mark = mark.as_ref()?;
            Some((class, text::elide(&mark.label, class.is_bold(), WIDEST), percent(mark)?))
        })
        .collect();
    labels.retain(|(_, label, _)| !label.is_empty());
    labels
}

fn right_labels(canvas: &Canvas, plot: &Plot, labels: Vec<(Class, String, f64)>) {
    let wanted: Vec<f64> = labels.iter().map(|(_, _, share)| plot.place(plot.x.end, *share).1).collect();
    let places = spread(&wanted, plot.frame.top + 2.0, plot.frame.bottom - 6.0);
    let left = plot.frame.right + GUTTER;
    for ((wanted, y), _) in wanted.iter().zip(&places).zip(&labels) {
        if (wanted - y).abs() > 3.0 {
            canvas.stroke(Class::Lead, &[(plot.frame.right + 2.0, *wanted), (left - 2.0, *y)]);
        }
    }
    for ((class, label, _), y) in labels.into_iter().zip(places) {
        canvas.text(class, Anchor::Start, (left, y), &label);
    }
}
