//! The text of a field as a moment.

mod stamp;

use std::ops::{Range, RangeInclusive};

use jiff::tz::TimeZone;

use crate::source::Moment;
use stamp::{Stamp, days_from_civil, scan};

/// The names of fields that hold the time, the likeliest first; case matters not.
const NAMES: [&str; 17] = [
    "timestamp",
    "@timestamp",
    "time",
    "ts",
    "datetime",
    "date_time",
    "date",
    "event_time",
    "created_at",
    "createdat",
    "time_stamp",
    "asctime",
    "bucket",
    "minute",
    "hour",
    "when",
    "t",
];

/// Nanoseconds in a second.
const SECOND: i64 = 1_000_000_000;
/// Epoch seconds of 1990 and of 2100: what lies outside is not a time that anyone exported.
const PLAUSIBLE: RangeInclusive<i64> = 631_152_000..=4_102_444_800;

/// Returns how good a name is for the field of the time, less is better; `None` for others.
pub(super) fn rank(name: &[u8]) -> Option<usize> {
    NAMES.iter().position(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

/// Where in a line the time at its start may begin at the latest: behind an address, a host or a colour.
const REACH: usize = 96;

/// Returns where the time lies that a line of a log starts with, give or take what loggers write before it.
pub(super) fn leading(line: &[u8]) -> Option<Range<usize>> {
    let token = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    if since_1970(&line[..token]).is_some() {
        return Some(0..token);
    }
    let reach = line.len().min(REACH);
    (0..reach)
        .filter(|at| line[*at].is_ascii_digit())
        .filter(|at| *at == 0 || !line[*at - 1].is_ascii_alphanumeric())
        .find_map(|at| {
            let (stamp, length) = scan(&line[at..])?;
            stamp.has_clock.then_some(at..at + length)
        })
}

/// Why a time is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It has no offset, and the source no time zone.
    NoZone,
    /// It is not a time.
    Unreadable,
}

/// Reads times, remembering the date that it read last.
#[derive(Clone, Debug)]
pub(super) struct Clock<'a> {
    zone: Option<&'a TimeZone>,
    date: [u8; 10],
    midnight: i64,
}

impl<'a> Clock<'a> {
    /// Returns a clock for times with an offset, and for those without one if a zone is given.
    pub(super) fn new(zone: Option<&'a TimeZone>) -> Clock<'a> {
        Clock { zone, date: [0; 10], midnight: 0 }
    }

    /// Reads RFC 3339 and its relatives, the time of access logs, and seconds, ms, µs or ns since 1970.
    pub(super) fn read(&mut self, text: &[u8]) -> Result<Moment, Trouble> {
        if let Some(moment) = self.common(text) {
            return Ok(moment);
        }
        let text = text.trim_ascii();
        let text = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or(text);
        if let Some(moment) = since_1970(text) {
            return Ok(moment);
        }
        match scan(text) {
            Some((stamp, length)) if length == text.len() => self.resolve(stamp),
            _ => Err(Trouble::Unreadable),
        }
    }

    /// Reads the shape that nearly every row has: `2026-01-05T03:00:00.123Z`.
    fn common(&mut self, text: &[u8]) -> Option<Moment> {
        let (date, rest) = text.split_first_chunk::<10>()?;
        let (clock, rest) = rest.split_first_chunk::<9>()?;
        let [b'T', h1, h2, b':', m1, m2, b':', s1, s2] = clock else { return None };
        let fraction = match rest {
            b"Z" => 0,
            [b'.', digits @ .., b'Z'] => nanoseconds(digits)?,
            _ => return None,
        };
        let (hour, minute, second) = (two(*h1, *h2)?, two(*m1, *m2)?, two(*s1, *s2)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        if *date != self.date {
            self.midnight = midnight(date)?;
            self.date = *date;
        }
        let seconds = self.midnight + hour * 3600 + minute * 60 + second;
        seconds.checked_mul(SECOND)?.checked_add(fraction).map(Moment)
    }

    /// Gives a time its place on the line: by its own offset, else by the source's zone.
    ///
    /// Of an hour that a clock shows twice, the earlier is meant; a time that a clock skips is read as if it had not.
    pub(super) fn resolve(&self, stamp: Stamp) -> Result<Moment, Trouble> {
        if let Some(offset) = stamp.offset {
            return stamp.in_utc(offset).ok_or(Trouble::Unreadable);
        }
        let zone = self.zone.ok_or(Trouble::NoZone)?;
        let civil = stamp.civil().ok_or(Trouble::Unreadable)?;
        let timestamp = zone.to_ambiguous_timestamp(civil).compatible().ok();
        timestamp.and_then(Moment::new).ok_or(Trouble::Unreadable)
    }
}

/// Reads `2026-01-05` as seconds since 1970.
fn midnight(date: &[u8; 10]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return None };
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    Some(days_from_civil(year, two(m1, m2)?, two(d1, d2)?)? * 86_400)
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

/// Reads the digits behind the point of a second; past the ninth they are dropped.
fn nanoseconds(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() {
        return None;
    }
    let (mut sum, mut unit) = (0, SECOND / 10);
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        sum += i64::from(digit - b'0') * unit;
        unit /= 10;
    }
    Some(sum)
}

/// Reads seconds, milliseconds, microseconds or nanoseconds since 1970: whichever gives a plausible year.
fn since_1970(text: &[u8]) -> Option<Moment> {
    let (whole, fraction) = match memchr::memchr(b'.', text) {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &text[..0]),
    };
    if !(9..=19).contains(&whole.len()) {
        return None;
    }
    let whole: i64 = std::str::from_utf8(whole).ok()?.parse().ok()?;
    let unit = [SECOND, 1_000_000, 1_000, 1].into_iter().find(|unit| PLAUSIBLE.contains(&(whole / (SECOND / unit))))?;
    let fraction = if fraction.is_empty() { 0 } else { nanoseconds(fraction)? / (SECOND / unit) };
    whole.checked_mul(unit)?.checked_add(fraction).map(Moment)
}
