//! The four verdicts as shapes that can be told apart without colour.

use super::canvas::{Canvas, Place};
use super::class::Class;

/// A verdict as a picture shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// There was none yet: a dashed square.
    None,
    /// A disc with a tick.
    Go,
    /// A square with two bars.
    Hold,
    /// An octagon with a cross.
    NoGo,
    /// A triangle with an arrow that turns back.
    Rollback,
}

/// From the middle of a shape to its edge, in units of the view box.
pub(super) const RADIUS: f64 = 7.0;

impl Level {
    /// Returns the class of the level's filled areas.
    pub(super) fn class(self) -> Class {
        match self {
            Level::None => Class::NoVerdict,
            Level::Go => Class::Go,
            Level::Hold => Class::Hold,
            Level::NoGo => Class::NoGo,
            Level::Rollback => Class::RollBack,
        }
    }

    /// Returns the class of a word in the level's colour.
    pub(super) fn text_class(self) -> Class {
        match self {
            Level::None => Class::TextTick,
            Level::Go => Class::TextGo,
            Level::Hold => Class::TextHoldWord,
            Level::NoGo => Class::TextNoGo,
            Level::Rollback => Class::TextRollBack,
        }
    }

    /// Draws the level's shape around a place.
    pub(super) fn paint(self, canvas: &Canvas, (x, y): Place) {
        let at =
            |points: &[Place]| -> Vec<Place> { points.iter().map(|(right, down)| (x + right, y + down)).collect() };
        match self {
            Level::None => canvas.polygon(Class::NoVerdict, &at(&SQUARE)),
            Level::Go => {
                canvas.disc(Class::Go, (x, y), RADIUS);
                canvas.stroke(Class::Ink, &at(&[(-3.2, 0.2), (-0.9, 2.6), (3.4, -2.4)]));
            }
            Level::Hold => {
                canvas.polygon(Class::HoldFrame, &at(&SQUARE));
                canvas.stroke(Class::HoldFrame, &at(&[(-1.8, -3.0), (-1.8, 3.0)]));
                canvas.stroke(Class::HoldFrame, &at(&[(1.8, -3.0), (1.8, 3.0)]));
            }
            Level::NoGo => {
                canvas.polygon(Class::NoGo, &at(&OCTAGON));
                canvas.stroke(Class::Ink, &at(&[(-2.6, -2.6), (2.6, 2.6)]));
                canvas.stroke(Class::Ink, &at(&[(2.6, -2.6), (-2.6, 2.6)]));
            }
            Level::Rollback => {
                canvas.polygon(Class::RollBack, &at(&[(0.0, -7.6), (8.0, 6.8), (-8.0, 6.8)]));
                canvas.stroke(Class::Ink, &at(&[(3.6, 3.2), (-3.0, 3.2)]));
                canvas.stroke(Class::Ink, &at(&[(-0.6, 0.8), (-3.0, 3.2), (-0.6, 5.6)]));
            }
        }
    }
}

const SQUARE: [Place; 4] = [(-6.0, -6.0), (6.0, -6.0), (6.0, 6.0), (-6.0, 6.0)];

const OCTAGON: [Place; 8] =
    [(-2.9, -7.0), (2.9, -7.0), (7.0, -2.9), (7.0, 2.9), (2.9, 7.0), (-2.9, 7.0), (-7.0, 2.9), (-7.0, -2.9)];
