//! A picture of numbers: a [`Figure`] becomes SVG text.
//!
//! plotters maps values to places and draws; a backend of ours writes SVG that carries classes
//! instead of colours, so that one style sheet serves both themes. All words arrive translated.

mod axis;
mod backend;
mod canvas;
mod class;
mod curve;
mod distribution;
mod gap;
mod labels;
mod level;
mod limit;
mod line;
mod marks;
mod multiples;
mod palette;
mod phases;
mod quantiles;
mod scale;
mod series;
mod strip;
mod text;
mod time;
mod verdicts;

pub use axis::Tick;
pub use distribution::{Bin, Cut, Distribution, ShareMark};
pub use level::Level;
pub use limit::{Judged, Limit, Side};
pub use line::{Count, Event, Line, Samples};

pub use multiples::{Multiples, Panel};
pub use palette::{Role, TOKENS, Token, root_css};
pub use phases::{PhaseRow, Phases};
pub use quantiles::{Bound, Estimate, QuantileRow, Quantiles};
pub use scale::Scale;
pub use series::{Point, Series, Span, Stretch, gaps};
pub use strip::{Cell, Strip};
pub use time::nice_time_ticks;
pub use verdicts::{Step, Verdicts};

/// The style sheet of every chart; its colours are the variables of [`root_css`].
pub const CHART_CSS: &str = include_str!("../../templates/chart.css");

/// What a picture shows.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a report holds a few dozen figures")]
pub enum Figure {
    /// A metric over time against its limits.
    Line(Line),
    /// How values are distributed around a cut.
    Distribution(Distribution),
    /// Quantiles of two arms side by side.
    Quantiles(Quantiles),
    /// One metric by segment.
    Multiples(Multiples),
    /// The verdict over time.
    Verdicts(Verdicts),
    /// The phases on one time line.
    Phases(Phases),
    /// Past verdicts in a row of small shapes.
    Strip(Strip),
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// One SVG element, to be put into a page.
    pub svg: String,
    /// Set where some points had to be left out.
    pub downsampled: Option<Downsampled>,
}

impl Drawing {
    /// Returns a picture from which nothing was left out.
    fn whole(svg: String) -> Drawing {
        Drawing { svg, downsampled: None }
    }
}

/// How many points a picture was to show, and how many it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Downsampled {
    /// The points that the figure holds inside its span.
    pub from: usize,
    /// The points drawn: the least and the greatest of every column.
    pub to: usize,
}

/// The most points drawn of one series.
const MOST_POINTS: usize = 300;

/// The points below which a line would say too little; its picture may then be larger.
const LEAST_POINTS: usize = 60;

/// The size in bytes that a picture keeps to as long as leaving out points helps.
const MOST_BYTES: usize = 8 * 1024;

/// Returns a figure as one SVG element.
///
/// `id` must be unique on its page. The same figure gives the same bytes.
pub fn svg(figure: &Figure, id: &str) -> String {
    draw(figure, id).svg
}

/// Returns a figure as one SVG element, and tells whether points had to be left out.
pub fn draw(figure: &Figure, id: &str) -> Drawing {
    match figure {
        Figure::Line(figure) => fitted(|most| line::draw(figure, id, most)),
        Figure::Multiples(figure) => fitted(|most| multiples::draw(figure, id, most)),
        Figure::Distribution(figure) => Drawing::whole(distribution::draw(figure, id)),
        Figure::Quantiles(figure) => Drawing::whole(quantiles::draw(figure, id)),
        Figure::Verdicts(figure) => Drawing::whole(verdicts::draw(figure, id)),
        Figure::Phases(figure) => Drawing::whole(phases::draw(figure, id)),
        Figure::Strip(figure) => Drawing::whole(strip::draw(figure, id)),
    }
}

/// Returns the picture with the most points that keeps to its size.
fn fitted(draw: impl Fn(usize) -> Drawing) -> Drawing {
    let mut most = MOST_POINTS;
    loop {
        let drawing = draw(most);
        if drawing.svg.len() <= MOST_BYTES || most <= LEAST_POINTS {
            return drawing;
        }
        most = most * 3 / 4;
    }
}

/// Returns the SVG of a figure as a file of its own: with a name space, a size and its style.
pub fn standalone(svg: &str) -> String {
    let Some((head, body)) = svg.split_once('>') else { return String::new() };
    let size = head.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| {
        let (width, rest) = rest.split_once(' ')?;
        Some((width.parse::<f64>().ok()?, rest.split('"').next()?.parse::<f64>().ok()?))
    });
    let (width, height) = size.unwrap_or((400.0, 260.0));
    format!(
        "{head} xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\">\
         <style>{}{CHART_CSS}.chart{{background:var(--bg)}}</style>{body}\n",
        width * 1.5,
        height * 1.5,
        root_css()
    )
}
