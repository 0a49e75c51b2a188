//! A canvas in units of the view box, over plotters' drawing areas.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, Circle, DrawingArea, FontTransform, IntoDrawingArea, IntoFont, PathElement, Polygon, Rectangle, Text,
    TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::backend::{Backend, Sheet, TENTHS};
use super::class::Class;
use super::text;

/// A position: to the right and down, in units of the view box.
pub(super) type Place = (f64, f64);

/// Which end of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A rectangle of the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// Returns the distance from the left to the right side.
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }
}

/// The whole picture.
pub(super) struct Canvas {
    sheet: Rc<RefCell<Sheet>>,
    root: DrawingArea<Backend, Shift>,
    width: f64,
    height: f64,
}

impl Canvas {
    /// Returns an empty canvas of this size.
    pub(super) fn new(width: f64, height: f64) -> Canvas {
        let backend = Backend::new(((width * TENTHS) as u32, (height * TENTHS) as u32));
        let sheet = Rc::clone(&backend.0);
        Canvas { sheet, root: backend.into_drawing_area(), width, height }
    }

    /// Returns the width of the view box.
    pub(super) fn width(&self) -> f64 {
        self.width
    }

    /// Writes text, its vertical middle at the place.
    pub(super) fn text(&self, class: Class, anchor: Anchor, place: Place, text: &str) {
        self.write(class, anchor, FontTransform::None, place, text);
    }

    /// Writes text from top to bottom, its end in the middle of a column at the place.
    pub(super) fn text_down(&self, class: Class, place: Place, text: &str) {
        self.write(class, Anchor::End, FontTransform::Rotate90, place, text);
    }

    fn write(&self, class: Class, end: Anchor, turn: FontTransform, place: Place, text: &str) {
        if text.is_empty() {
            return;
        }
        let side = match end {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = ("sans-serif", text::SIZE).into_font().transform(turn);
        let color = class.color();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(side, VPos::Center));
        drawn(self.root.draw(&Text::new(text, on_sheet(place), style)));
    }

    /// Draws straight lines through places.
    pub(super) fn stroke(&self, class: Class, places: &[Place]) {
        let places: Vec<_> = places.iter().copied().map(on_sheet).collect();
        drawn(self.root.draw(&PathElement::new(places, class.style())));
    }

    /// Draws a dot; the style sheet says how large.
    pub(super) fn dot(&self, class: Class, place: Place) {
        self.stroke(class, &[place, place]);
    }

    /// Fills the shape that places enclose.
    pub(super) fn polygon(&self, class: Class, places: &[Place]) {
        let places: Vec<_> = places.iter().copied().map(on_sheet).collect();
        drawn(self.root.draw(&Polygon::new(places, class.style())));
    }

    /// Fills a circle.
    pub(super) fn disc(&self, class: Class, place: Place, radius: f64) {
        let radius = (radius * TENTHS) as i32;
        drawn(self.root.draw(&Circle::new(on_sheet(place), radius, class.style().filled())));
    }

    /// Draws a group that has a title of its own.
    pub(super) fn titled(&self, title: &str, draw: impl FnOnce(&Canvas)) {
        let title = text::escape(&text::shorten(title, 160));
        self.sheet.borrow_mut().raw(&format!("<g><title>{title}</title>"));
        draw(self);
        self.sheet.borrow_mut().raw("</g>");
    }

    /// Returns a part of the canvas with coordinates of its own, the y axis upward.
    pub(super) fn plot(&self, frame: Frame, x: Range<f64>, y: Range<f64>) -> Plot {
        let (left, top) = on_sheet((frame.left, frame.top));
        let (right, bottom) = on_sheet((frame.right, frame.bottom));
        let coordinates = Cartesian2d::new(x.clone(), y.clone(), (left..right, bottom..top));
        Plot { area: self.root.apply_coord_spec(coordinates), frame, x, y }
    }

    /// Returns the finished SVG element.
    pub(super) fn svg(self, title: &str, description: &str, id: &str) -> String {
        let body = self.sheet.borrow_mut().finish();
        let id = identifier(id);
        let title = text::escape(&text::shorten(title, 200));
        let description = text::escape(&text::shorten(description, 600));
        let (width, height) = (self.width, self.height);
        format!(
            "<svg class=\"chart\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" \
             viewBox=\"0 0 {width} {height}\"><title id=\"{id}-t\">{title}</title>\
             <desc id=\"{id}-d\">{description}</desc>{body}</svg>"
        )
    }
}

/// A part of a canvas with coordinates of its own.
pub(super) struct Plot {
    area: DrawingArea<Backend, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    pub(super) frame: Frame,
    pub(super) x: Range<f64>,
    pub(super) y: Range<f64>,
}

impl Plot {
    /// Returns where a value pair is on the canvas; one outside the ranges is put on their edge.
    pub(super) fn place(&self, x: f64, y: f64) -> Place {
        let (x, y) = self.area.map_coordinate(&self.inside((x, y)));
        (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
    }

    /// Draws straight lines through value pairs.
    pub(super) fn stroke(&self, class: Class, pairs: &[(f64, f64)]) {
        drawn(self.area.draw(&PathElement::new(self.all_inside(pairs), class.style())));
    }

    /// Draws a dot at a value pair; the style sheet says how large.
    pub(super) fn dot(&self, class: Class, x: f64, y: f64) {
        self.stroke(class, &[(x, y), (x, y)]);
    }

    /// Fills the shape that value pairs enclose.
    pub(super) fn polygon(&self, class: Class, pairs: &[(f64, f64)]) {
        drawn(self.area.draw(&Polygon::new(self.all_inside(pairs), class.style())));
    }

    /// Fills the rectangle over a range of x and a range of y.
    pub(super) fn rectangle(&self, class: Class, x: Range<f64>, y: Range<f64>) {
        let corners = [self.inside((x.start, y.end)), self.inside((x.end, y.start))];
        drawn(self.area.draw(&Rectangle::new(corners, class.style().filled())));
    }

    fn all_inside(&self, pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
        pairs.iter().map(|pair| self.inside(*pair)).collect()
    }

    fn inside(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x.clamp(self.x.start, self.x.end), y.clamp(self.y.start, self.y.end))
    }
}

/// Returns a place in the sheet's whole units.
fn on_sheet((x, y): Place) -> (i32, i32) {
    ((x * TENTHS).round() as i32, (y * TENTHS).round() as i32)
}

/// Takes note that a shape is drawn: the backend writes to a string, which cannot fail.
fn drawn<T, E>(_: Result<T, E>) {}

/// Returns an id that needs no escaping.
fn identifier(id: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    id.chars().take(120).map(|c| if allowed(c) { c } else { '-' }).collect()
}
