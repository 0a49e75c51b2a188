//! How numbers, units, times and durations are written: every figure that is printed passes here.
//!
//! Nothing here prints `NaN`, an infinity or a negative zero: what is not a number is a dash.

mod number;

use jiff::tz::TimeZone;

use number::{at_least_decimals, measured_number, measured_percent, same_number};
pub use number::{bytes, exact, integer, number};

use super::words::{Phrase, Words, words};
use crate::metric::Metric;
use crate::metric::value::{Comparison, UnitKind, Value};
use crate::plan::{Bound, Limit, Plan};
use crate::source::{Locale, Moment};

/// How one page writes: in one language, one time zone, and with the year left out where it is plain.
#[derive(Clone, Copy, Debug)]
pub struct Format<'a> {
    /// The language.
    pub locale: Locale,
    zone: &'a TimeZone,
    at: Moment,
}

impl<'a> Format<'a> {
    /// Returns the way to write about this plan, judged at this moment.
    pub fn new(plan: &'a Plan, at: Moment, locale: Locale) -> Format<'a> {
        Format::in_zone(&plan.timezone, at, locale)
    }

    /// Returns the way to write on this clock about what stands at this moment.
    pub fn in_zone(zone: &'a TimeZone, at: Moment, locale: Locale) -> Format<'a> {
        Format { locale, zone, at }
    }

    /// Returns the catalogue of the language.
    pub(crate) fn words(&self) -> &'static Words {
        words(self.locale)
    }

    /// Returns a day and a time with the year: `23 Nov 2026 06:05`.
    pub fn moment(&self, moment: Moment) -> String {
        self.written(moment, &self.words().format.moment)
    }

    /// Returns a day and a time, with the year only where it is not that of the evaluation.
    pub fn short(&self, moment: Moment) -> String {
        let format = &self.words().format;
        let same = self.local(moment).year() == self.local(self.at).year();
        self.written(moment, if same { &format.short } else { &format.moment })
    }

    /// Returns a day without its year: `23 Nov`.
    pub fn day(&self, moment: Moment) -> String {
        self.written(moment, &self.words().format.day)
    }

    /// Returns how many seconds the page's clock is ahead of UTC at the evaluation.
    pub fn offset(&self) -> i32 {
        self.zone.to_offset(self.at.timestamp()).seconds()
    }

    /// Returns the time of the day: `06:05`.
    pub fn clock(&self, moment: Moment) -> String {
        let local = self.local(moment);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// Returns the name of the time zone: `UTC+8`; the zone's own name where its offset changed since `from`.
    pub fn zone(&self, from: Option<Moment>) -> String {
        let offset = self.zone.to_offset(self.at.timestamp());
        let same = from.is_none_or(|from| self.zone.to_offset(from.timestamp()) == offset);
        match self.zone.iana_name() {
            Some(name) if !same => name.to_owned(),
            _ => offset_name(offset.seconds()),
        }
    }

    /// Returns a stretch of time: `22 Nov 06:00 – 23 Nov 06:00`.
    pub fn span(&self, from: Moment, to: Moment) -> String {
        self.words().format.span.fill(&[("from", &self.short(from)), ("to", &self.short(to))])
    }

    /// Returns a duration by its two greatest units: `2 d 4 h`, `45 min`, `0 s`.
    pub fn duration(&self, seconds: i64) -> String {
        let format = &self.words().format;
        let seconds = seconds.max(0);
        let parts = [
            (seconds / 86_400, &format.days),
            (seconds / 3_600 % 24, &format.hours),
            (seconds / 60 % 60, &format.minutes),
            (seconds % 60, &format.seconds),
        ];
        let first = parts.iter().position(|(count, _)| *count > 0).unwrap_or(parts.len() - 1);
        let written: Vec<String> = parts[first..]
            .iter()
            .take(2)
            .filter(|(count, _)| *count > 0 || seconds == 0)
            .map(|(count, phrase)| phrase.fill(&[("n", &integer(count.unsigned_abs()))]))
            .collect();
        written.join(" ")
    }

    /// Returns a fraction as percent with one or two decimals, more near 0 and 100 %: `2.10 %`.
    pub fn percent(&self, fraction: f64) -> String {
        self.in_percent(&measured_percent(fraction, 0))
    }

    /// Returns a fraction as percent with no more digits than it needs: `5 %`.
    pub fn percent_exact(&self, fraction: f64) -> String {
        self.in_percent(&exact(fraction * 100.0))
    }

    /// Returns a value of a metric as measured, with its unit: `12.3 %`, `512 ms`.
    pub fn value(&self, metric: &Metric, value: f64) -> String {
        self.with_unit(metric, &measured(metric, value, 0))
    }

    /// Returns a measured value with as many digits as tell it from a limit that it differs from.
    pub fn value_against(&self, metric: &Metric, value: f64, limit: Option<f64>) -> String {
        let differs = limit.filter(|limit| *limit != value).map(|limit| number_exact(metric, limit));
        let written = (0..8)
            .map(|more| measured(metric, value, more))
            .find(|text| differs.as_deref().is_none_or(|limit| !same_number(text, limit)));
        self.with_unit(metric, &written.unwrap_or_else(|| measured(metric, value, 8)))
    }

    /// Returns a limit of a metric, with its unit and no more digits than it needs: `5 %`.
    pub fn exactly(&self, metric: &Metric, value: f64) -> String {
        self.with_unit(metric, &number_exact(metric, value))
    }

    /// Returns an interval: `0.8 to 6.1 %`; `≥ 0.8 %` where an end is open; a dash where both are.
    pub fn interval(&self, metric: &Metric, low: Option<f64>, high: Option<f64>) -> String {
        let format = &self.words().format;
        match (low, high) {
            (Some(low), Some(high)) => {
                let (low, high) = number::ends(scaled(metric, low), scaled(metric, high));
                format.range.fill(&[("low", &low), ("high", &self.with_unit(metric, &high))])
            }
            (Some(low), None) => format.at_least.fill(&[("n", &self.value(metric, low))]),
            (None, Some(high)) => format.at_most.fill(&[("n", &self.value(metric, high))]),
            (None, None) => format.dash.text().to_owned(),
        }
    }

    /// Returns a bound by its sign: `≤ 1.10 × baseline`.
    pub fn bound(&self, metric: &Metric, bound: &Bound) -> String {
        format!("{} {}", sign(bound.op), self.limit(metric, bound.limit))
    }

    /// Returns a bound in words: `below 5 %`, `at most 1.10 × baseline (560 ms)`.
    pub fn bound_words(&self, metric: &Metric, bound: &Bound, resolved: Option<f64>) -> String {
        let table = &self.words().bound;
        let phrase = match bound.op {
            Comparison::Less => &table.less,
            Comparison::LessEqual => &table.less_equal,
            Comparison::Greater => &table.greater,
            Comparison::GreaterEqual => &table.greater_equal,
            Comparison::Equal => &table.equal,
            Comparison::NotEqual => &table.not_equal,
        };
        phrase.fill(&[("limit", &self.limit_resolved(metric, bound.limit, resolved))])
    }

    /// Returns a limit, and for a relative one what it comes to: `1.10 × baseline (560 ms)`.
    pub fn limit_resolved(&self, metric: &Metric, limit: Limit, resolved: Option<f64>) -> String {
        let written = self.limit(metric, limit);
        match resolved {
            Some(value) if limit.is_relative() => {
                self.words().bound.resolved.fill(&[("limit", &written), ("value", &self.value(metric, value))])
            }
            _ => written,
        }
    }

    /// Returns a limit of a metric without its unit, for where the unit stands beside it.
    pub fn plain(&self, metric: &Metric, value: f64) -> String {
        number_exact(metric, value)
    }

    /// Returns a measured value of a metric without its unit.
    pub fn plain_measured(&self, metric: &Metric, value: f64) -> String {
        measured(metric, value, 0)
    }

    /// Returns the unit of a metric alone: `ms`, `%`; empty without one.
    pub fn unit(&self, metric: &Metric) -> String {
        self.with_unit(metric, "").trim().to_owned()
    }

    fn limit(&self, metric: &Metric, limit: Limit) -> String {
        let table = &self.words().bound;
        let baseline = table.baseline.text();
        match limit {
            Limit::Fixed(value) => self.exactly(metric, value),
            Limit::Times(1.0) => baseline.to_owned(),
            Limit::Times(factor) => {
                let factor = at_least_decimals(factor, 2);
                table.times.fill(&[("n", &factor), ("baseline", baseline)])
            }
            Limit::Plus(value) => {
                let phrase = if value < 0.0 { &table.minus } else { &table.plus };
                let distance = self.distance(metric, value.abs());
                phrase.fill(&[("n", &distance), ("baseline", baseline)])
            }
        }
    }

    /// Returns how far two values of a metric are apart: percentage points for percentages.
    pub fn distance(&self, metric: &Metric, value: f64) -> String {
        let number = number_exact(metric, value);
        if is_percent(metric) {
            return self.words().format.points.fill(&[("n", &number)]);
        }
        self.with_unit(metric, &number)
    }

    fn with_unit(&self, metric: &Metric, number: &str) -> String {
        let words = self.words();
        if is_percent(metric) {
            return self.in_percent(number);
        }
        let unit = metric.unit.text.as_str();
        let written = match words.unit.get(unit) {
            Some(phrase) => phrase.fill(&[("n", number)]),
            None if unit.is_empty() => number.to_owned(),
            None => format!("{number} {unit}"),
        };
        if matches!(metric.value, Value::Rate(_)) {
            return words.format.per_hour.fill(&[("n", &written)]);
        }
        written
    }

    fn in_percent(&self, number: &str) -> String {
        self.words().format.percent.fill(&[("n", number)])
    }

    fn local(&self, moment: Moment) -> jiff::civil::DateTime {
        self.zone.to_datetime(moment.timestamp())
    }

    fn written(&self, moment: Moment, pattern: &Phrase) -> String {
        let local = self.local(moment);
        let month = usize::try_from(local.month() - 1).unwrap_or_default();
        pattern.fill(&[
            ("day", &local.day().to_string()),
            ("dd", &format!("{:02}", local.day())),
            ("month", self.words().format.months.get(month).map_or("", String::as_str)),
            ("year", &format!("{:04}", local.year())),
            ("time", &self.clock(moment)),
        ])
    }
}

/// Returns the sign of a comparison as pages print it: `≤`.
pub fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => "≥",
    }
}

/// Returns whether values of a metric are fractions that are shown as percent.
pub fn is_percent(metric: &Metric) -> bool {
    metric.unit.kind == UnitKind::Percent || metric.value.is_proportion()
}

fn measured(metric: &Metric, value: f64, more: usize) -> String {
    if is_percent(metric) { measured_percent(value, more) } else { measured_number(value, more) }
}

/// A value in the unit shown: fractions as percent.
fn scaled(metric: &Metric, value: f64) -> f64 {
    if is_percent(metric) { value * 100.0 } else { value }
}

fn number_exact(metric: &Metric, value: f64) -> String {
    exact(scaled(metric, value))
}

fn offset_name(seconds: i32) -> String {
    let (sign, size) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    match (size / 3600, size / 60 % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}
