//! The bars under the plot: how many samples each bucket has.

use super::{Count, Samples};
use crate::chart::axis::short_count;
use crate::chart::canvas::{Anchor, Canvas, Frame};
use crate::chart::class::Class;
use crate::chart::labels::spread;
use crate::chart::series::Span;
use crate::chart::text;

/// The narrowest bar, in units of the view box.
const NARROWEST: f64 = 1.2;

/// Returns the label at the top of the bars: the greatest count.
pub(super) fn tallest(samples: &Samples) -> String {
    short_count(samples.counts.iter().map(|count| count.count).max().unwrap_or(0))
}

/// Draws bars, those under the needed count in another colour, and the needed count as a line.
///
/// Where there are more buckets than bars have room, neighbours share one bar: the least of them.
pub(super) fn paint(canvas: &Canvas, samples: &Samples, span: Span, frame: Frame, labels: f64) {
    let needed = samples.needed.filter(|needed| needed.is_finite() && *needed > 0.0);
    let greatest = samples.counts.iter().map(|count| count.count).max().unwrap_or(0) as f64;
    let top = needed.unwrap_or(0.0).max(greatest).max(1.0) * 1.04;
    let plot = canvas.plot(frame, span.from..span.to, 0.0..top);
    let step = bar_length(samples.step, span, frame);
    let bars = bars(&samples.counts, span, step);
    let is_low = |count: u64| needed.is_some_and(|needed| (count as f64) < needed);
    for (class, low) in [(Class::Bar, false), (Class::BarLow, true)] {
        for bar in bars.iter().filter(|bar| is_low(bar.count) == low && bar.count > 0) {
            let (from, to) = (bar.at - step * 0.4, bar.at + step * 0.4);
            plot.rectangle(class, from.max(span.from)..to.min(span.to), 0.0..bar.count as f64);
        }
    }
    plot.stroke(Class::Axis, &[(span.from, 0.0), (span.to, 0.0)]);
    if let Some(needed) = needed {
        plot.stroke(Class::Needed, &[(span.from, needed), (span.to, needed)]);
    }
    let needed_y = plot.place(span.from, needed.unwrap_or(0.0)).1;
    paint_labels(canvas, samples, frame, (needed.map(|_| needed_y), labels));
    let left = frame.left - 5.0;
    let greatest_y = plot.place(span.from, greatest).1.min(frame.bottom - 15.0);
    canvas.text(Class::TextTick, Anchor::End, (left, greatest_y), &tallest(samples));
}

fn paint_labels(canvas: &Canvas, samples: &Samples, frame: Frame, (needed, left): (Option<f64>, f64)) {
    let room = canvas.width() - left;
    let mut texts = vec![(Class::TextTick, &samples.label, frame.bottom - 6.0)];
    texts.extend(needed.map(|y| (Class::TextHold, &samples.needed_label, y)));
    let wanted: Vec<f64> = texts.iter().map(|(_, _, y)| *y).collect();
    let places = spread(&wanted, frame.top + 4.0, frame.bottom - 4.0);
    for ((class, label, _), y) in texts.into_iter().zip(places) {
        canvas.text(class, Anchor::Start, (left, y), &text::elide(label, false, room));
    }
}

/// Returns the length of time of one bar: a bucket's, or as many buckets' as are wide enough.
fn bar_length(step: f64, span: Span, frame: Frame) -> f64 {
    let narrowest = (span.to - span.from) / frame.width() * NARROWEST;
    let step = if step.is_finite() && step > 0.0 { step } else { narrowest };
    step * (narrowest / step).ceil().max(1.0)
}

/// Returns one count for each bar, the least of those that fall together.
fn bars(counts: &[Count], span: Span, step: f64) -> Vec<Count> {
    let slot = |count: &Count| ((count.at - span.from) / step).floor();
    let inside = |at: f64| at.is_finite() && span.from <= at && at < span.to;
    let mut counts: Vec<Count> = counts.iter().copied().filter(|count| inside(count.at)).collect();
    counts.sort_by(|a, b| a.at.total_cmp(&b.at));
    let groups = counts.chunk_by(|a, b| slot(a) == slot(b));
    groups
        .filter_map(|group| {
            let least = group.iter().map(|count| count.count).min()?;
            let middle = (group.first()?.at + group.last()?.at) / 2.0;
            Some(Count { at: middle, count: least })
        })
        .collect()
}
