//! Stretches without data: grey blocks with their words.

use super::canvas::{Anchor, Canvas, Plot};
use super::class::Class;
use super::limit::Limit;
use super::series::Span;
use super::text;

/// How words stand in a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    Across,
    Down,
    None,
}

/// The longest words written downward.
const LONGEST_DOWN: f64 = 56.0;

impl Room {
    /// Returns how words have room in a gap of this width.
    pub(super) fn of(words: &str, width: f64) -> Room {
        match text::width(&text::clean(words), false) {
            words if words + 4.0 <= width => Room::Across,
            words if words <= LONGEST_DOWN && text::SIZE + 1.0 <= width => Room::Down,
            _ => Room::None,
        }
    }
}

/// Returns the part inside the span of the gap that is longest there.
pub(super) fn widest(gaps: &[Span], span: Span) -> Option<Span> {
    let range = span.from..span.to;
    let gaps = gaps.iter().filter_map(|gap| gap.within(&range));
    gaps.max_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from)))
}

/// Returns the parts of spans inside the plot, those closer than two units made one.
pub(super) fn merged<'a>(spans: impl IntoIterator<Item = &'a Span>, plot: &Plot) -> Vec<Span> {
    let inside = spans.into_iter().filter_map(|span| span.within(&plot.x));
    let mut inside: Vec<Span> = inside.collect();
    inside.sort_by(|a, b| a.from.total_cmp(&b.from));
    let close = (plot.x.end - plot.x.start) / plot.frame.width() * 2.0;
    let mut merged: Vec<Span> = Vec::new();
    for span in inside {
        match merged.last_mut() {
            Some(last) if span.from - last.to < close => last.to = last.to.max(span.to),
            _ => merged.push(span),
        }
    }
    merged
}

/// Fills the gaps.
pub(super) fn paint_gaps(plot: &Plot, gaps: &[Span]) {
    for gap in merged(gaps, plot) {
        plot.rectangle(Class::Gap, gap.from..gap.to, plot.y.clone());
    }
}

/// Writes what a gap is at its foot, or higher where the line of a limit is there.
pub(super) fn gap_note(canvas: &Canvas, plot: &Plot, gap: Option<Span>, words: &str, limits: [Option<&Limit>; 2]) {
    let Some(gap) = gap else { return };
    let (left, foot) = plot.place(gap.from, plot.y.start);
    let (right, _) = plot.place(gap.to, plot.y.start);
    let words = text::clean(words);
    let room = Room::of(&words, right - left);
    let height = match room {
        Room::Across => text::SIZE,
        Room::Down => text::width(&words, false),
        Room::None => return,
    };
    let limits = limits.into_iter().flatten();
    let lines: Vec<f64> = limits.map(|limit| plot.place(gap.from, limit.value).1).collect();
    let is_free = |end: &f64| lines.iter().all(|y| *y < end - height - 2.0 || end + 2.0 < *y);
    let lowest = foot - 4.0;
    let mut ends = (0..60).map(|row| lowest - 3.0 * f64::from(row));
    let end = ends.find(|end| is_free(end) && plot.frame.top < end - height).unwrap_or(lowest);
    let middle = (left + right) / 2.0;
    if room == Room::Down {
        canvas.text_down(Class::TextGap, (middle, end), &words);
    } else {
        canvas.text(Class::TextGap, Anchor::Middle, (middle, end - height / 2.0), &words);
    }
}
