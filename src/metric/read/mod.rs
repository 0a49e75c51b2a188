//! Readers: one file per format; each turns bytes into rows, and rows into tallies.

mod accumulate;
mod counter;
mod csv;
mod dedupe;
mod findings;
mod format;
mod input;
mod json;
mod jsonl;
mod log;
mod predicate;
mod railway;
mod recent;
mod records;
mod row;
mod sample;
mod scalar;
mod segments;
mod sums;
mod time;
mod utf16;

use std::io::Read;

use super::export::{ArmRule, Dedupe, Export, Format, Metric, Packing};
use super::tally::{Assignment, Grid, Series};
use accumulate::Accumulator;
use findings::Findings;
pub use findings::{CODES, Weight};
use format::{Outcome, Reading};
use input::{Bomb, Disk, Input};
use records::{End, Records};
use row::{Row, TIME};
use time::{Clock, Trouble};
use utf16::{Order, Utf16};

/// One metric to compute, split by one field.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// The field whose values are segments.
    pub by: Option<&'a str>,
}

/// What is to be read from one export, and what for.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Where the rows come from and how they are written.
    pub export: &'a Export,
    /// How rows tell their arm and their unit; none: all are the candidate's.
    pub arms: Option<&'a ArmRule>,
    /// What undoes overlapping exports.
    pub dedupe: &'a Dedupe,
    /// What to compute.
    pub measures: &'a [Measure<'a>],
    /// The number of the measure whose rows are counted for the traffic split.
    pub split: Option<usize>,
    /// The buckets of time; rows outside of them are read and left out.
    pub grid: &'a Grid,
}

/// Something doubtful in an export, as data. Words for it are in the catalogue, by code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the rollout's folder.
    pub path: String,
    /// A stable code, one of [`CODES`].
    pub code: &'static str,
    /// Whether gates that need the export hold because of it.
    pub holds: bool,
    /// The first line it was seen at, from 1, where lines are known.
    pub line: Option<u64>,
    /// How often.
    pub count: u64,
    /// The offending text or the system's words, shortened.
    pub detail: String,
}

/// One file as read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileRead {
    /// Relative to the rollout's folder.
    pub path: String,
    /// Of the bytes as they lie on disk.
    pub sha256: String,
    /// On disk.
    pub bytes: u64,
    /// Rows parsed, used or not.
    pub rows: u64,
}

/// What one export came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportTally {
    /// One for each measure of the job, in its order.
    pub series: Vec<Series>,
    /// Who and how many were sent to each arm, if the job asks.
    pub assignment: Assignment,
    /// Rows dropped as duplicates.
    pub dropped: u64,
    /// The files, by path.
    pub files: Vec<FileRead>,
    /// What was doubtful, by path and code.
    pub findings: Vec<Finding>,
}

impl ExportTally {
    /// Adds what other files of the same job came to.
    ///
    /// Duplicates are found only among files that one reader has read.
    pub fn merge(&mut self, other: ExportTally) {
        let missing = other.series.len().saturating_sub(self.series.len());
        self.series.extend(std::iter::repeat_n(Series::default(), missing));
        for (mine, theirs) in self.series.iter_mut().zip(&other.series) {
            mine.merge(theirs);
        }
        self.assignment.merge(&other.assignment);
        self.dropped += other.dropped;
        self.files.extend(other.files);
        self.files.sort();
        self.findings.extend(other.findings);
        self.findings.sort();
    }
}

/// Reads the files of one export, one after the other.
#[derive(Debug)]
pub struct Reader<'a> {
    export: &'a Export,
    sums: Accumulator<'a>,
    files: Vec<FileRead>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// Returns a reader that has read nothing.
    pub fn new(job: Job<'a>) -> Reader<'a> {
        let sums = Accumulator::new(job);
        Reader { export: job.export, sums, files: Vec::new(), findings: Vec::new() }
    }

    /// Reads one file to its end. Whatever is wrong becomes a finding; nothing is thrown.
    ///
    /// The path is relative to the rollout's folder; `.gz` and `.zst` at its end are undone. Files are to be read in the
    /// order of their paths: of overlapping ones, the first is kept.
    pub fn file(&mut self, path: &str, bytes: impl Read) {
        let mut disk = Disk::new(bytes);
        let mut findings = Findings::new(path);
        let (packing, name) = Packing::of(path);
        let rows = match self.export.format.or_else(|| Format::of(name)) {
            Some(format) => self.rows(format, Input::new(packing, &mut disk), &mut findings),
            None => {
                findings.note("unknown-format", None, name.as_bytes());
                0
            }
        };
        let (sha256, bytes, rest) = disk.finish();
        if let Err(error) = rest {
            findings.note("unreadable", None, error.to_string().as_bytes());
        }
        self.files.push(FileRead { path: path.to_owned(), sha256, bytes, rows });
        self.findings.extend(findings.finish(rows));
    }

    /// Returns what was read.
    pub fn finish(self) -> ExportTally {
        let mut tally = self.sums.finish();
        tally.files = self.files;
        tally.files.sort();
        tally.findings = self.findings;
        tally.findings.sort();
        tally
    }

    /// Reads the rows of one file, in whatever encoding; returns how many there were.
    fn rows(&mut self, format: Format, input: Input<'_, impl Read>, findings: &mut Findings<'_>) -> u64 {
        let records = Records::new(input);
        self.sums.begin_file();
        match Order::of(records.head()) {
            None => self.formatted(format, records, findings),
            Some(order) => {
                let text = Records::new(Utf16::new(records.into_stream(), order));
                self.formatted(format, text, findings)
            }
        }
    }

    /// Reads the rows of one file in UTF-8; returns how many there were.
    fn formatted(&mut self, format: Format, mut records: Records<impl Read>, findings: &mut Findings<'_>) -> u64 {
        let fields = self.sums.fields.clone();
        let rows = match format {
            Format::Csv => self.drive(&mut records, csv::Csv::new(&fields), findings),
            Format::Jsonl => {
                let jsonl = jsonl::Jsonl::new(&fields, records.head());
                self.drive(&mut records, jsonl, findings)
            }
            Format::Log => self.drive(&mut records, log::Log::new(self.export, &fields), findings),
        };
        if let Some(error) = records.error() {
            let bomb = error.get_ref().is_some_and(|cause| cause.is::<Bomb>());
            let code = if bomb { "bomb" } else { "unreadable" };
            findings.note(code, None, error.to_string().as_bytes());
        }
        if self.sums.overflowed() {
            findings.note("many-segments", None, b"");
        }
        rows
    }

    /// Reads records with one format's reader until they end.
    fn drive(
        &mut self,
        records: &mut Records<impl Read>,
        mut format: impl Reading,
        findings: &mut Findings<'_>,
    ) -> u64 {
        let mut clock = Clock::new(self.export.timezone.as_ref());
        let mut row = Row::new(self.sums.fields.names.len());
        let (mut rows, mut any) = (0, false);
        while let Some(record) = records.next(&mut format) {
            any = true;
            row.clear();
            let line = Some(record.line);
            if record.end == End::TooLong {
                findings.note("too-long-line", line, record.bytes);
            }
            let whole = match format.read(record, &mut row, findings) {
                Outcome::Row => true,
                Outcome::Nothing => continue,
                Outcome::Broken => false,
                Outcome::Stop { code, detail } => {
                    findings.note(code, line, detail.as_bytes());
                    break;
                }
            };
            if whole {
                rows += 1;
            } else if record.end != End::TooLong {
                let code = if record.end == End::File { "cut-line" } else { "bad-row" };
                findings.note(code, line, record.bytes);
            }
            let cells = row.cells(record.bytes);
            let moment = cells.get(TIME).map(|text| clock.read(text));
            match moment {
                Some(Ok(moment)) => self.sums.row(moment, record.bytes, cells, whole),
                Some(Err(_)) | None if !whole => {}
                Some(Err(Trouble::NoZone)) => {
                    findings.note("no-zone", line, cells.get(TIME).unwrap_or_default());
                }
                Some(Err(Trouble::Unreadable)) => {
                    findings.note("bad-time", line, cells.get(TIME).unwrap_or_default());
                }
                None => findings.note("no-time", line, record.bytes),
            }
        }
        if !any {
            findings.note("empty", None, b"");
        }
        format.finish(rows, findings);
        rows
    }
}
