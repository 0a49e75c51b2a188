//! Labels of moments, above the plot.

use super::Line;
use crate::chart::canvas::Anchor;
use crate::chart::gap::{Room, widest};
use crate::chart::series::Span;
use crate::chart::text;

/// The most lanes of labels above the plot.
const LANES: usize = 3;
/// The most moments that are marked.
const MOST: usize = 40;
/// The room between a line and its label, and between two labels.
const AIR: f64 = 4.0;
/// The widest label, and the narrowest that is worth cutting one to.
const WIDEST: f64 = 170.0;
const NARROWEST: f64 = 40.0;

/// A moment with a place for its label.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// Where the line stands.
    pub(super) x: f64,
    /// Whether the line goes down through the plot, or only to its top.
    pub(super) through: bool,
    /// The lane of the label, counted upward from the plot; `None` where none is free.
    pub(super) lane: Option<usize>,
    pub(super) anchor: Anchor,
    pub(super) text: String,
    left: f64,
    right: f64,
}

impl Flag {
    /// Returns where the text is anchored.
    pub(super) fn text_x(&self) -> f64 {
        if self.anchor == Anchor::End { self.x - AIR } else { self.x + AIR }
    }

    fn covers(&self, x: f64) -> bool {
        self.left - AIR < x && x < self.right + AIR
    }
}

/// Something to be named above the plot.
struct Mark<'a> {
    at: f64,
    label: &'a str,
    through: bool,
}

/// Returns the moments inside the span, each with a lane in which its label touches nothing.
///
/// Placed from right to left and from the plot upward: a label may pass over a line that begins
/// below it.
pub(super) fn flags(line: &Line, span: Span, (left, right): (f64, f64), canvas_width: f64) -> Vec<Flag> {
    let length = span.to - span.from;
    let mut marks = marks(line, span, length / (right - left));
    marks.retain(|mark| span.from <= mark.at && mark.at <= span.to);
    marks.sort_by(|a, b| b.at.total_cmp(&a.at));
    let mut placed: Vec<Flag> = Vec::new();
    for mark in marks.into_iter().take(MOST) {
        let x = left + (right - left) * (mark.at - span.from) / length;
        placed.push(flag(x, &mark, &placed, (left, canvas_width)));
    }
    placed
}

/// Returns what is to be named: every event, every stretch that was cut, and the widest gap where
/// it has no room for its words.
fn marks<'a>(line: &'a Line, span: Span, unit: f64) -> Vec<Mark<'a>> {
    let events = line.events.iter();
    let events = events.map(|event| Mark { at: event.at, label: &event.label, through: true });
    let range = span.from..span.to;
    let cuts = line.exclusions.iter().filter_map(|cut| {
        let seen = cut.span.within(&range)?;
        Some(Mark { at: seen.from, label: &cut.label, through: false })
    });
    let gap = widest(&line.gaps, span).filter(|gap| Room::of(&line.no_data, (gap.to - gap.from) / unit) == Room::None);
    let gap = gap.map(|gap| Mark { at: gap.from, label: &line.no_data, through: false });
    events.chain(cuts).chain(gap).collect()
}

/// Returns a flag in the lowest lane that is free, cut to fit where none is.
fn flag(x: f64, mark: &Mark<'_>, placed: &[Flag], (left, right): (f64, f64)) -> Flag {
    let room_after = right - x - AIR;
    let room_before = x - left - AIR;
    for room in [WIDEST, NARROWEST] {
        for anchor in [Anchor::Start, Anchor::End] {
            let side = if anchor == Anchor::End { room_before } else { room_after };
            let text = text::elide(mark.label, false, room);
            let width = text::width(&text, false);
            if width > side || text.is_empty() {
                continue;
            }
            let start = if anchor == Anchor::End { x - AIR - width } else { x + AIR };
            let flag = |lane| Flag {
                x,
                through: mark.through,
                lane,
                anchor,
                text: text.clone(),
                left: start,
                right: start + width,
            };
            let lane = (0..LANES).find(|lane| is_free(&flag(Some(*lane)), *lane, placed));
            if lane.is_some() {
                return flag(lane);
            }
        }
    }
    Flag { x, through: mark.through, lane: None, anchor: Anchor::Start, text: String::new(), left: x, right: x }
}

/// Says whether a flag touches no label, crosses no line, and its own line crosses no label.
fn is_free(flag: &Flag, lane: usize, placed: &[Flag]) -> bool {
    placed.iter().all(|other| {
        let Some(other_lane) = other.lane else { return true };
        let labels = lane == other_lane && flag.left - AIR < other.right && other.left - AIR < flag.right;
        let crosses = lane <= other_lane && flag.covers(other.x) && flag.x != other.x;
        let crossed = other_lane <= lane && other.covers(flag.x) && flag.x != other.x;
        !(labels || crosses || crossed)
    })
}
