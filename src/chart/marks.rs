//! The marks of axes: light lines across, numbers at the left, times below.

use super::axis::{Axis, Tick};
use super::canvas::{Anchor, Canvas, Plot};
use super::class::Class;
use super::text;

/// Draws the light lines across, and the numbers at the left.
pub(super) fn grid(canvas: &Canvas, plot: &Plot, axis: &Axis) {
    for tick in &axis.ticks {
        plot.stroke(Class::Grid, &[(plot.x.start, tick.at), (plot.x.end, tick.at)]);
    }
    plot.stroke(Class::Axis, &[(plot.x.start, plot.y.start), (plot.x.end, plot.y.start)]);
    for tick in &axis.ticks {
        let (x, y) = plot.place(plot.x.start, tick.at);
        canvas.text(Class::TextTick, Anchor::End, (x - 5.0, y), &tick.label);
    }
}

/// Writes the marks under the x axis that do not touch each other, their middles at the height `y`
/// and all of them between the places `within`.
pub(super) fn ticks(canvas: &Canvas, plot: &Plot, ticks: &[Tick], (y, within): (f64, (f64, f64))) {
    let (mut free, end) = within;
    let inside = |at: f64| plot.x.start <= at && at <= plot.x.end;
    for tick in ticks.iter().filter(|tick| inside(tick.at)).take(12) {
        let (x, bottom) = plot.place(tick.at, plot.y.start);
        canvas.stroke(Class::Axis, &[(x, bottom), (x, bottom + 3.0)]);
        let label = text::elide(&tick.label, false, 90.0_f64.min(end - within.0));
        let half = text::width(&label, false) / 2.0;
        let middle = x.min(end - half).max(within.0 + half);
        if middle - half >= free - 0.05 {
            canvas.text(Class::TextTick, Anchor::Middle, (middle, y), &label);
            free = middle + half + 6.0;
        }
    }
}
