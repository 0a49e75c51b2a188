//! A metric over time against its limits.

mod events;
mod paint;
mod scene;
mod strip;

use super::axis::Tick;
use super::limit::{Judged, Limit};
use super::scale::Scale;
use super::series::{Series, Span, Stretch};
use super::{Downsampled, Drawing};

/// A metric over time against its limits. All values are in the unit shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What the picture shows.
    pub title: String,
    /// The reading in one sentence, with its numbers.
    pub description: String,
    /// The x axis.
    pub span: Span,
    /// The marks under the x axis, at most twelve; those that would touch are left out.
    pub ticks: Vec<Tick>,
    /// The y axis.
    pub scale: Scale,
    /// The value to reach for a go.
    pub target: Option<Limit>,
    /// The value at which to roll back.
    pub rollback: Option<Limit>,
    /// The arm that is judged.
    pub candidate: Series,
    /// The arm it is compared with.
    pub baseline: Option<Series>,
    /// The value that was judged, where it is not the last point's.
    pub judged: Option<Judged>,
    /// Where there is no data; `gaps` finds them.
    pub gaps: Vec<Span>,
    /// The words on a gap, such as `no data`.
    pub no_data: String,
    /// How many samples each bucket has.
    pub samples: Option<Samples>,
    /// Moments to mark: phase starts, deployments, roll-backs.
    pub events: Vec<Event>,
    /// Stretches cut from the window on purpose.
    pub exclusions: Vec<Stretch>,
    /// The stretch that was judged, where the picture shows more or it needs saying.
    pub window: Option<Stretch>,
}

/// How many samples there are, bucket by bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// What is counted, written beside the bars, such as `samples an hour`.
    pub label: String,
    /// The length of a bucket in seconds.
    pub step: f64,
    /// The counts; a bucket without samples may be left out.
    pub counts: Vec<Count>,
    /// The least count that is enough, drawn as a line.
    pub needed: Option<f64>,
    /// The label of that line, such as `needed 500`.
    pub needed_label: String,
}

/// The samples of one bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// The middle of the bucket, in seconds since 1970.
    pub at: f64,
    /// Its samples.
    pub count: u64,
}

/// A moment to mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, in seconds since 1970.
    pub at: f64,
    /// What happened.
    pub label: String,
}

/// Draws a line figure with at most `most` points of each series.
pub(super) fn draw(line: &Line, id: &str, most: usize) -> Drawing {
    let scene = scene::Scene::new(line, most);
    let downsampled = (scene.drawn < scene.known).then_some(Downsampled { from: scene.known, to: scene.drawn });
    Drawing { svg: paint::paint(line, &scene).svg(&line.title, &line.description, id), downsampled }
}
