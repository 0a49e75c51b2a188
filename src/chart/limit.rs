//! Targets and roll-back limits, and the value that is held against them.

use super::canvas::{Canvas, Plot};
use super::class::Class;

/// A side of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All values below it.
    Below,
    /// All values above it.
    Above,
    /// The value itself.
    At,
}

/// A target or a roll-back limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The limit itself.
    pub value: f64,
    /// Where the target is met, or the roll-back is due: that side is tinted.
    pub side: Side,
    /// The label at the right, such as `target 150`.
    pub label: String,
}

/// The value that was judged, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The value over the whole window.
    pub value: f64,
    /// The lower end of its interval, `None` where it is open.
    pub low: Option<f64>,
    /// The upper end of its interval, `None` where it is open.
    pub high: Option<f64>,
}

/// Tints the side that a limit speaks of.
pub(super) fn paint_zone(plot: &Plot, class: Class, limit: Option<&Limit>) {
    let Some(limit) = limit else { return };
    let y = match limit.side {
        Side::Below => plot.y.start..limit.value,
        Side::Above => limit.value..plot.y.end,
        Side::At => return,
    };
    if y.start < y.end {
        plot.rectangle(class, plot.x.clone(), y);
    }
}

/// Draws the line of a limit.
pub(super) fn paint_limit(plot: &Plot, class: Class, limit: Option<&Limit>) {
    if let Some(limit) = limit {
        plot.stroke(class, &[(plot.x.start, limit.value), (plot.x.end, limit.value)]);
    }
}

/// Draws the judged value and its interval between the plot and the labels.
pub(super) fn paint_judged(canvas: &Canvas, plot: &Plot, judged: Option<Judged>) {
    let Some(judged) = judged.filter(|judged| judged.value.is_finite()) else { return };
    let x = plot.frame.right + 7.0;
    let down = |value: f64| plot.place(plot.x.end, value).1;
    if judged.low.is_some() || judged.high.is_some() {
        let low = judged.low.filter(|low| low.is_finite());
        let high = judged.high.filter(|high| high.is_finite());
        let (bottom, top) = (low.unwrap_or(plot.y.start), high.unwrap_or(plot.y.end));
        canvas.stroke(Class::Whisker, &[(x, down(bottom)), (x, down(top))]);
        let seen = |end: &f64| plot.y.start <= *end && *end <= plot.y.end;
        for end in [low, high].into_iter().flatten().filter(seen) {
            canvas.stroke(Class::Whisker, &[(x - 3.0, down(end)), (x + 3.0, down(end))]);
        }
    }
    canvas.dot(Class::CandidateDot, (x, down(judged.value)));
}
