//! What the tests of the metrics share: plans by hand, jobs, and the shared data.

use gonogo::metric::export::{ArmRule, Dedupe, Export, Format, Metric};
use gonogo::metric::read::{ExportTally, Job, Measure, Reader};
use gonogo::metric::value::{Comparison, Field, Literal, Predicate, Unit, UnitKind, Value};
use gonogo::metric::{Arm, Cell, Grid};
use gonogo::source::Moment;

/// A moment from RFC 3339.
pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Hours from one moment up to another.
pub fn hours(from: &str, to: &str) -> Grid {
    let (from, to) = (at(from), at(to));
    let cuts = (0..=to.since(from) / 3600).map(|hour| from.plus(hour * 3600)).collect();
    Grid::new(cuts, vec![(from, to)])
}

/// The hours of 5 January 2026, which most tests use.
pub fn day() -> Grid {
    hours("2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z")
}

/// An export of a format, all else left to be found.
pub fn export(format: Format) -> Export {
    Export {
        id: "requests".into(),
        files: vec!["metrics/*".into()],
        format: Some(format),
        time: None,
        timezone: None,
        arm: None,
        contains: None,
        pattern: None,
        line: 1,
    }
}

/// A metric of a value, without a filter.
pub fn metric(value: Value) -> Metric {
    Metric {
        id: "metric".into(),
        title: "metric".into(),
        exports: vec![0],
        value,
        value_text: String::new(),
        filter: None,
        filter_text: None,
        unit: Unit::default(),
        line: 1,
    }
}

/// A metric of a value over the rows that meet a condition.
pub fn filtered(value: Value, filter: Predicate) -> Metric {
    Metric { filter: Some(filter), ..metric(value) }
}

/// The unit percent.
pub fn percent() -> Unit {
    Unit { text: "%".into(), kind: UnitKind::Percent }
}

pub fn field(name: &str) -> Field {
    Field(name.into())
}

/// `field OP number`.
pub fn compare(name: &str, op: Comparison, number: f64) -> Predicate {
    Predicate::Compare(field(name), op, Literal::Number(number))
}

/// `field == "text"`.
pub fn is(name: &str, text: &str) -> Predicate {
    Predicate::Compare(field(name), Comparison::Equal, Literal::Text(text.into()))
}

/// `field >= number`.
pub fn at_least(name: &str, number: f64) -> Predicate {
    compare(name, Comparison::GreaterEqual, number)
}

pub fn and(left: Predicate, right: Predicate) -> Predicate {
    Predicate::And(Box::new(left), Box::new(right))
}

pub fn or(left: Predicate, right: Predicate) -> Predicate {
    Predicate::Or(Box::new(left), Box::new(right))
}

pub fn not(inner: Predicate) -> Predicate {
    Predicate::Not(Box::new(inner))
}

/// `share(status >= 500)`.
pub fn error_rate() -> Metric {
    metric(Value::Share(at_least("status", 500.0)))
}

/// The rule with a field `arm` and units in `session_id`.
pub fn rule() -> ArmRule {
    ArmRule {
        field: Some("arm".into()),
        candidate: "candidate".into(),
        baseline: "baseline".into(),
        unit: Some("session_id".into()),
    }
}

/// What to read, with what most tests leave alone.
pub struct Case {
    pub export: Export,
    pub arms: Option<ArmRule>,
    pub dedupe: Dedupe,
    pub metrics: Vec<(Metric, Option<&'static str>)>,
    pub split: Option<usize>,
    pub grid: Grid,
}

impl Case {
    pub fn new(format: Format, metric: Metric) -> Case {
        Case {
            export: export(format),
            arms: None,
            dedupe: Dedupe::Off,
            metrics: vec![(metric, None)],
            split: None,
            grid: day(),
        }
    }

    pub fn csv(metric: Metric) -> Case {
        Case::new(Format::Csv, metric)
    }

    pub fn read(&self, files: &[(&str, &[u8])]) -> ExportTally {
        let measures: Vec<Measure<'_>> = self.metrics.iter().map(|(metric, by)| Measure { metric, by: *by }).collect();
        let mut reader = Reader::new(Job {
            export: &self.export,
            arms: self.arms.as_ref(),
            dedupe: &self.dedupe,
            measures: &measures,
            split: self.split,
            grid: &self.grid,
        });
        for (path, bytes) in files {
            reader.file(path, *bytes);
        }
        reader.finish()
    }

    pub fn text(&self, text: &str) -> ExportTally {
        self.read(&[("metrics/data", text.as_bytes())])
    }
}

/// The whole of one arm of one measure.
pub fn total(tally: &ExportTally, measure: usize, arm: Arm, segment: Option<&str>) -> Option<Cell> {
    tally.series[measure].total(arm, segment, 0..usize::MAX)
}

/// Hits and tries of the candidate in the first measure.
pub fn tries(tally: &ExportTally) -> (u64, u64) {
    total(tally, 0, Arm::Candidate, None).and_then(|cell| cell.tries()).unwrap_or_default()
}

/// The codes of what was found, with their counts and whether they hold.
pub fn codes(tally: &ExportTally) -> Vec<(&'static str, u64, bool)> {
    tally.findings.iter().map(|found| (found.code, found.count, found.holds)).collect()
}

/// A file of the shared data; `None`, told on stderr, where it is not at hand.
pub fn shared(path: &str) -> Option<Vec<u8>> {
    let near = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("GONOGO_SHARED").map_or(near, Into::into);
    let bytes = std::fs::read(root.join(path)).ok();
    if bytes.is_none() {
        eprintln!("skipped: no shared data at {path}");
    }
    bytes
}
