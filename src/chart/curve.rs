//! Lines and bands over time, stopped wherever a run of points ends.

use super::canvas::Plot;
use super::class::Class;
use super::series::{Dot, runs};

/// Fills the intervals of each run; that of a lone point is a bar.
pub(super) fn band(plot: &Plot, class: Class, dots: &[Dot]) {
    let ends = |dot: &Dot| {
        let (low, high) = dot.interval?;
        Some((dot.at, low.max(plot.y.start), high.min(plot.y.end)))
    };
    for run in runs(dots) {
        let ends: Vec<_> = run.iter().filter_map(ends).collect();
        if let [(at, low, high)] = ends[..] {
            let half = (plot.x.end - plot.x.start) / plot.frame.width() * 2.0;
            let (from, to) = ((at - half).max(plot.x.start), (at + half).min(plot.x.end));
            plot.rectangle(class, from..to, low..high);
        } else if !ends.is_empty() {
            let upper = ends.iter().map(|(at, _, high)| (*at, *high));
            let lower = ends.iter().rev().map(|(at, low, _)| (*at, *low));
            plot.polygon(class, &upper.chain(lower).collect::<Vec<_>>());
        }
    }
}

/// Draws each run as a line; a lone point is a dot.
pub(super) fn curve(plot: &Plot, (stroke, dot): (Class, Class), dots: &[Dot]) {
    for run in runs(dots).filter(|run| run.len() > 1) {
        plot.stroke(stroke, &run.iter().map(|dot| (dot.at, dot.value)).collect::<Vec<_>>());
    }
    for run in runs(dots).filter(|run| run.len() == 1) {
        for alone in run {
            plot.dot(dot, alone.at, alone.value);
        }
    }
}
