//! Past verdicts in a row of small shapes.

use super::canvas::Canvas;
use super::level::{Level, RADIUS};

/// Past verdicts, oldest first, each a shape with a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence.
    pub description: String,
    /// The verdicts; only the last twelve are drawn.
    pub cells: Vec<Cell>,
}

/// One past verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The verdict.
    pub level: Level,
    /// When, and which: shown when pointed at, and read aloud.
    pub title: String,
}

/// The most verdicts drawn.
const MOST: usize = 12;
/// From the middle of one shape to that of the next.
const APART: f64 = 18.0;

/// Draws the last verdicts.
pub(super) fn draw(strip: &Strip, id: &str) -> String {
    let cells = &strip.cells[strip.cells.len().saturating_sub(MOST)..];
    let height = 2.0 * RADIUS + 2.0;
    let canvas = Canvas::new(APART * cells.len().max(1) as f64, height);
    for (index, cell) in cells.iter().enumerate() {
        let place = (APART * (index as f64 + 0.5), height / 2.0);
        canvas.titled(&cell.title, |canvas| cell.level.paint(canvas, place));
    }
    let svg = canvas.svg(&strip.title, &strip.description, id);
    svg.replacen("class=\"chart\"", "class=\"chart c-strip\"", 1)
}
