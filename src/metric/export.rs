//! What is asked of an export: where it lies, how it is written, and what to compute from it.

use super::tally::Arm;
use super::value::{Predicate, Unit, Value};

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma, semicolon or tab separated, with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Lines of text with `key=value` pairs.
    Log,
}

impl Format {
    /// Every format with the word that plans use for it.
    pub const ALL: [(Format, &'static str); 3] = [(Format::Csv, "csv"), (Format::Jsonl, "jsonl"), (Format::Log, "log")];

    /// Returns the format that a file's name tells, `.gz` and `.zst` left aside; `None` for an unknown extension.
    pub fn of(path: &str) -> Option<Format> {
        let path = Packing::of(path).1;
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" | "tsv" => Some(Format::Csv),
            "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
            "log" | "txt" => Some(Format::Log),
            _ => None,
        }
    }
}

/// How the bytes of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Plain,
    /// `.gz`, any number of members.
    Gzip,
    /// `.zst`, any number of frames.
    Zstd,
}

impl Packing {
    /// Returns what a file's name tells, and the name without it.
    pub fn of(path: &str) -> (Packing, &str) {
        let endings = [(".gz", Packing::Gzip), (".zst", Packing::Zstd)];
        for (ending, packing) in endings {
            let start = path.len().saturating_sub(ending.len());
            if let (Some(stem), Some(end)) = (path.get(..start), path.get(start..))
                && end.eq_ignore_ascii_case(ending)
            {
                return (packing, stem);
            }
        }
        (Packing::Plain, path)
    }
}

/// `[[source]]`: where data comes from.
#[derive(Clone, Debug)]
pub struct Export {
    /// Its id.
    pub id: String,
    /// Globs relative to the rollout's folder; they do not leave it.
    pub files: Vec<String>,
    /// Its format; none: told by each file's extension.
    pub format: Option<Format>,
    /// The field that holds the time; none: found by name.
    pub time: Option<String>,
    /// The zone of times without an offset.
    pub timezone: Option<jiff::tz::TimeZone>,
    /// The arm of every row of these files.
    pub arm: Option<Arm>,
    /// Format `log`: only lines that contain this are rows.
    pub contains: Option<String>,
    /// Format `log`: only lines that match are rows; named groups are fields.
    pub pattern: Option<regex::Regex>,
    /// Line of `[[source]]` in plan.toml, from 1.
    pub line: usize,
}

/// How the rows of a rollout tell which arm served them, and whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArmRule {
    /// The field that says which arm served the row.
    pub field: Option<String>,
    /// Its value for the candidate.
    pub candidate: String,
    /// Its value for the baseline.
    pub baseline: String,
    /// The field that says who is assigned.
    pub unit: Option<String>,
}

/// What undoes overlapping exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dedupe {
    /// Equal lines, by count over passes.
    Row,
    /// Nothing.
    Off,
    /// The first row of each value of this field.
    Field(String),
}

/// `[[metric]]`: a named number.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its id.
    pub id: String,
    /// What people call it; the id without one.
    pub title: String,
    /// Indices of the plan's exports; empty for readings.
    pub exports: Vec<usize>,
    /// What it computes.
    pub value: Value,
    /// `value` as the plan writes it.
    pub value_text: String,
    /// Which rows count.
    pub filter: Option<Predicate>,
    /// `where` as the plan writes it.
    pub filter_text: Option<String>,
    /// What the field holds; for a proportion, how to show it.
    pub unit: Unit,
    /// Line of `[[metric]]` in plan.toml, from 1.
    pub line: usize,
}
