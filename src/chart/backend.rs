//! The drawing backend: plotters' shapes become compact SVG with classes instead of colours.
//!
//! plotters draws on whole pixels, so the sheet is ten times as large as the view box and every
//! coordinate is printed in tenths. Neighbouring shapes of one class share one `<path>`.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};

use super::class::Class;
use super::text;

/// Sheet units to a unit of the view box.
pub(super) const TENTHS: f64 = 10.0;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// What the end of the sheet is still inside of.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Path(Class),
    Texts(Class, &'static str),
}

/// SVG as it is being written.
pub(super) struct Sheet {
    size: (u32, u32),
    svg: String,
    open: Open,
    /// Where the path's pen stands, and whether its last command takes further pairs.
    pen: BackendCoord,
    pairs: bool,
}

impl Sheet {
    fn path(&mut self, class: Class) {
        if self.open != Open::Path(class) {
            self.close();
            let _ = write!(self.svg, "<path class=\"{}\" d=\"", class.name());
            self.open = Open::Path(class);
            self.pen = (0, 0);
        }
    }

    fn texts(&mut self, class: Class, anchor: &'static str) {
        if self.open != Open::Texts(class, anchor) {
            self.close();
            let _ = write!(self.svg, "<g class=\"{}{anchor}\">", class.name());
            self.open = Open::Texts(class, anchor);
        }
    }

    fn close(&mut self) {
        match self.open {
            Open::Nothing => {}
            Open::Path(_) => self.svg.push_str("\"/>"),
            Open::Texts(..) => self.svg.push_str("</g>"),
        }
        self.open = Open::Nothing;
    }

    /// Adds markup of the caller's between two shapes.
    pub(super) fn raw(&mut self, markup: &str) {
        self.close();
        self.svg.push_str(markup);
    }

    /// Returns all that was drawn.
    pub(super) fn finish(&mut self) -> String {
        self.close();
        std::mem::take(&mut self.svg)
    }

    fn move_to(&mut self, to: BackendCoord) {
        let first = self.svg.ends_with('"');
        let (x, y) = if first { to } else { (to.0 - self.pen.0, to.1 - self.pen.1) };
        self.svg.push(if first { 'M' } else { 'm' });
        self.svg.push_str(&tenths(x));
        self.push_next(y);
        self.pen = to;
        self.pairs = !first;
    }

    fn line_to(&mut self, to: BackendCoord) {
        let (x, y) = (to.0 - self.pen.0, to.1 - self.pen.1);
        match (x, y) {
            (0, 0) => return,
            (x, 0) => self.push_command('h', x),
            (0, y) => self.push_command('v', y),
            (x, y) => {
                if self.pairs {
                    self.push_next(x);
                } else {
                    self.svg.push('l');
                    self.svg.push_str(&tenths(x));
                }
                self.push_next(y);
                self.pairs = true;
            }
        }
        self.pen = to;
    }

    fn push_command(&mut self, command: char, length: i32) {
        self.svg.push(command);
        self.svg.push_str(&tenths(length));
        self.pairs = false;
    }

    fn push_next(&mut self, value: i32) {
        if value >= 0 {
            self.svg.push(' ');
        }
        self.svg.push_str(&tenths(value));
    }

    /// Draws straight lines through points; a line without length is a dot.
    fn lines(&mut self, points: impl IntoIterator<Item = BackendCoord>, closed: bool) {
        let mut points = points.into_iter();
        let Some(start) = points.next() else { return };
        self.move_to(start);
        let mut moved = false;
        for point in points {
            moved |= point != self.pen;
            self.line_to(point);
        }
        if closed {
            self.svg.push('z');
            self.pen = start;
            self.pairs = false;
        } else if !moved {
            self.push_command('h', 0);
        }
    }
}

/// Returns a number of sheet units in units of the view box: `12`, `.5`, `-3.2`.
fn tenths(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, tenth) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    match (whole, tenth) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// plotters' way to the sheet; the sheet is shared, since plotters keeps the backend to itself.
pub(super) struct Backend(pub(super) Rc<RefCell<Sheet>>);

impl Backend {
    /// Returns a backend for an empty sheet of this size, in sheet units.
    pub(super) fn new(size: (u32, u32)) -> Backend {
        let sheet = Sheet { size, svg: String::new(), open: Open::Nothing, pen: (0, 0), pairs: false };
        Backend(Rc::new(RefCell::new(sheet)))
    }
}

impl DrawingBackend for Backend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.0.borrow().size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_path([point, point], &color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let ((left, top), (right, bottom)) = (upper_left, bottom_right);
        self.fill_polygon([(left, top), (right, top), (right, bottom), (left, bottom)], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let mut sheet = self.0.borrow_mut();
        sheet.path(Class::of(style.color()));
        sheet.lines(path, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let radius = i32::try_from(radius).unwrap_or(i32::MAX / 2);
        let mut sheet = self.0.borrow_mut();
        sheet.path(Class::of(style.color()));
        sheet.move_to((x - radius, y));
        let (side, across) = (tenths(radius), tenths(radius * 2));
        let _ = write!(sheet.svg, "a{side} {side} 0 1 0 {across} 0a{side} {side} 0 1 0-{across} 0z");
        sheet.pairs = false;
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        let mut sheet = self.0.borrow_mut();
        sheet.path(Class::of(style.color()));
        sheet.lines(vert, true);
        Ok(())
    }

    /// Writes text whose vertical middle is at the position, whatever the anchor says of it; turned
    /// by 90 degrees it runs down and ends there.
    fn draw_text<TStyle: BackendTextStyle>(&mut self, text: &str, style: &TStyle, (x, y): BackendCoord) -> Drawn {
        let down = matches!(style.transform(), FontTransform::Rotate90);
        let anchor = match (style.anchor().h_pos, down) {
            (HPos::Left, false) => "",
            (HPos::Center, false) => " c-m",
            (HPos::Right, false) => " c-e",
            (_, true) => " c-e c-down",
        };
        let mut sheet = self.0.borrow_mut();
        sheet.texts(Class::of(style.color()), anchor);
        let baseline = if down { y } else { y + (text::SIZE * 0.35 * TENTHS) as i32 };
        let text = text::escape(&text::clean(text));
        let (x, y) = (tenths(x), tenths(baseline));
        let _ = write!(sheet.svg, "<text x=\"{x}\" y=\"{y}\">{text}</text>");
        Ok(())
    }

    fn estimate_text_size<TStyle: BackendTextStyle>(
        &self,
        text: &str,
        style: &TStyle,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = Class::of(style.color()).is_bold();
        let width = text::width(&text::clean(text), bold) * TENTHS;
        Ok((width as u32, (text::SIZE * TENTHS) as u32))
    }
}
