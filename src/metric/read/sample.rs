//! What one row contributes to a metric.

use super::Measure;
use super::predicate::{Answer, Test, compile};
use super::row::{Cells, Fields};
use super::scalar::{count, number};
use super::sums::Kind;
use crate::metric::Metric;
use crate::metric::value::{Amount, Field, Predicate, Unit, UnitKind, Value};

/// What is taken from each row.
#[derive(Debug)]
pub(super) enum Quantity {
    /// One try, a hit if the condition holds or there is none.
    Row(Option<Test>),
    /// Hits and tries counted elsewhere.
    Counts { hits: usize, tries: usize },
    /// A hit or a try or both, by the kind of the row.
    Kinds { hits: Side, tries: Side },
    /// The number in a field.
    Number { slot: usize, unit: Unit, kind: Kind },
}

/// One side of a ratio of two kinds of rows.
#[derive(Debug)]
pub(super) enum Side {
    Count(Test),
    Sum(usize),
}

/// What one row contributes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sample {
    Tries { hits: u64, tries: u64 },
    Number(f64),
}

/// Why a row contributes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skip {
    Lacking,
    Rejected,
}

impl Quantity {
    /// Returns what a metric takes from each row; `None` for readings.
    pub(super) fn new(metric: &Metric, fields: &mut Fields, is_log: bool) -> Option<Quantity> {
        let mut of_number = |field: &Field, kind: Kind| {
            Some(Quantity::Number { slot: fields.slot(&field.0), unit: metric.unit.clone(), kind })
        };
        match &metric.value {
            Value::Share(test) => Some(Quantity::Row(Some(compile(test, fields, is_log)))),
            Value::Rate(test) | Value::Count(test) => {
                let test = test.as_ref().map(|test| compile(test, fields, is_log));
                Some(Quantity::Row(test))
            }
            Value::Ratio(Amount::Sum(hits), Amount::Sum(tries)) => {
                let (hits, tries) = (fields.slot(&hits.0), fields.slot(&tries.0));
                Some(Quantity::Counts { hits, tries })
            }
            Value::Ratio(hits, tries) => {
                let hits = Side::new(hits, fields, is_log);
                Some(Quantity::Kinds { hits, tries: Side::new(tries, fields, is_log) })
            }
            Value::Quantile(field, _) => of_number(field, Kind::Histogram),
            Value::Mean(field) | Value::Sum(field) | Value::Min(field) | Value::Max(field) => {
                of_number(field, Kind::Moments)
            }
            Value::Points(field) => of_number(field, Kind::Points),
            Value::Reading => None,
        }
    }

    /// Takes a row's contribution.
    pub(super) fn sample(&self, cells: Cells<'_>) -> Result<Sample, Skip> {
        match self {
            Quantity::Row(None) => Ok(Sample::Tries { hits: 1, tries: 1 }),
            Quantity::Row(Some(test)) => Ok(Sample::Tries { hits: u64::from(holds(test, cells)?), tries: 1 }),
            Quantity::Counts { hits, tries } => {
                let (hits, tries) = (amount(*hits, cells), amount(*tries, cells));
                if hits == Err(Skip::Lacking) || tries == Err(Skip::Lacking) {
                    return Err(Skip::Lacking);
                }
                let (hits, tries) = (hits?, tries?);
                if hits > tries { Err(Skip::Rejected) } else { Ok(Sample::Tries { hits, tries }) }
            }
            Quantity::Kinds { hits, tries } => {
                // Two kinds of rows need not have the same fields: a row lacks only what neither side can be told from.
                match (hits.amount(cells), tries.amount(cells)) {
                    (Err(Skip::Lacking), Err(Skip::Lacking)) => Err(Skip::Lacking),
                    (Err(Skip::Rejected), _) | (_, Err(Skip::Rejected)) => Err(Skip::Rejected),
                    (hits, tries) => Ok(Sample::Tries { hits: hits.unwrap_or(0), tries: tries.unwrap_or(0) }),
                }
            }
            Quantity::Number { slot, unit, .. } => {
                let text = cells.get(*slot).ok_or(Skip::Lacking)?;
                let number = number(text).or_else(|| with_unit(text, unit)).ok_or(Skip::Rejected)?;
                let percent = matches!(unit.kind, UnitKind::Percent);
                Ok(Sample::Number(if percent { number / 100.0 } else { number }))
            }
        }
    }
}

/// Reads a number that is written with its unit, as dashboards and routers do, in the metric's: `1.02 s` in ms is 1020.
fn with_unit(text: &[u8], unit: &Unit) -> Option<f64> {
    let text = text.trim_ascii();
    let digits = text.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+')).count();
    let (digits, word) = text.split_at(digits);
    let word = std::str::from_utf8(word).ok().filter(|word| !word.is_empty())?;
    unit.convert(number(digits)?, &Unit::of(word)).filter(|number| number.is_finite())
}

impl Side {
    fn new(amount: &Amount, fields: &mut Fields, is_log: bool) -> Side {
        match amount {
            Amount::Sum(field) => Side::Sum(fields.slot(&field.0)),
            Amount::Count(test) => Side::Count(compile(test, fields, is_log)),
        }
    }

    fn amount(&self, cells: Cells<'_>) -> Result<u64, Skip> {
        match self {
            Side::Count(test) => holds(test, cells).map(u64::from),
            Side::Sum(slot) => amount(*slot, cells),
        }
    }
}

fn holds(test: &Test, cells: Cells<'_>) -> Result<bool, Skip> {
    match test.ask(cells) {
        Answer::Is(truth) | Answer::Surely(truth) => Ok(truth),
        Answer::Lacking => Err(Skip::Lacking),
        Answer::Rejected => Err(Skip::Rejected),
    }
}

fn amount(slot: usize, cells: Cells<'_>) -> Result<u64, Skip> {
    count(cells.get(slot).ok_or(Skip::Lacking)?).ok_or(Skip::Rejected)
}

impl Sample {
    /// Returns how many requests the row stands for.
    pub(super) fn requests(self) -> u64 {
        match self {
            Sample::Tries { tries, .. } => tries,
            Sample::Number(_) => 1,
        }
    }
}

/// Returns whether two measures sum up to the same cells: p50 and p95 of one field, `share` and `count` of one condition.
pub(super) fn equivalent(left: &Measure<'_>, right: &Measure<'_>) -> bool {
    left.by == right.by
        && left.metric.filter == right.metric.filter
        && Essence::of(left.metric) == Essence::of(right.metric)
}

/// What of a metric decides its cells.
#[derive(PartialEq)]
enum Essence<'a> {
    Row(Option<&'a Predicate>),
    Ratio(&'a Amount, &'a Amount),
    Number(&'a Field, Kind, &'a Unit),
    Reading,
}

impl<'a> Essence<'a> {
    fn of(metric: &'a Metric) -> Essence<'a> {
        let unit = &metric.unit;
        match &metric.value {
            Value::Share(test) => Essence::Row(Some(test)),
            Value::Rate(test) | Value::Count(test) => Essence::Row(test.as_ref()),
            Value::Ratio(hits, tries) => Essence::Ratio(hits, tries),
            Value::Quantile(field, _) => Essence::Number(field, Kind::Histogram, unit),
            Value::Mean(field) | Value::Sum(field) | Value::Min(field) | Value::Max(field) => {
                Essence::Number(field, Kind::Moments, unit)
            }
            Value::Points(field) => Essence::Number(field, Kind::Points, unit),
            Value::Reading => Essence::Reading,
        }
    }
}
