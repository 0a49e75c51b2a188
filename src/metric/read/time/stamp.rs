//! Calendar times as programs write them, read from the start of a text.

use jiff::civil::DateTime;

use super::nanoseconds;
use crate::source::Moment;

const MONTHS: [&[u8]; 12] =
    [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];

/// A calendar time, with its offset from UTC in seconds if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::metric::read) struct Stamp {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    /// Whether there is more than a date.
    pub(super) has_clock: bool,
    /// Since midnight.
    pub(super) seconds: i64,
    pub(super) nanoseconds: i64,
    pub(super) offset: Option<i64>,
}

impl Stamp {
    pub(super) fn in_utc(&self, offset: i64) -> Option<Moment> {
        let days = days_from_civil(self.year, self.month, self.day)?;
        let seconds = days * 86_400 + self.seconds - offset;
        seconds.checked_mul(1_000_000_000)?.checked_add(self.nanoseconds).map(Moment)
    }

    pub(super) fn civil(&self) -> Option<DateTime> {
        DateTime::new(
            self.year as i16,
            self.month as i8,
            self.day as i8,
            (self.seconds / 3600) as i8,
            (self.seconds / 60 % 60) as i8,
            (self.seconds % 60) as i8,
            self.nanoseconds as i32,
        )
        .ok()
    }
}

/// Reads the time that a text starts with, and how many bytes it takes.
///
/// `2026-01-05T03:00:00.123+08:00`, with a space or a lower-case t between, `/` or `.` within the date, one digit for
/// the hour, no seconds, a comma for the point, `Z`, `+08`, `+0800`, ` UTC`, ` +0800` or nothing behind; a date alone;
/// `05/Jan/2026:03:00:00 +0000` of access logs.
pub(in crate::metric::read) fn scan(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let (year, month, day) = cursor.iso_date().or_else(|| cursor.access_date())?;
    days_from_civil(year, month, day)?;
    let date = Stamp { year, month, day, has_clock: false, seconds: 0, nanoseconds: 0, offset: None };
    let date_end = cursor.at;
    let Some((seconds, nanoseconds)) = cursor.clock() else { return Some((date, date_end)) };
    let offset = cursor.offset();
    Some((Stamp { has_clock: true, seconds, nanoseconds, offset, ..date }, cursor.at))
}

/// Returns the days from 1970-01-01 to a date; `None` for a date that does not exist.
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
pub(in crate::metric::read) fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Reads from the start of a text; a part that does not fit leaves it where it was.
struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn iso_date(&mut self) -> Option<(i64, i64, i64)> {
        self.attempt(|cursor| {
            let year = cursor.digits(4, 4)?;
            let separator = cursor.one_of(b"-/.")?;
            let month = cursor.digits(1, 2)?;
            cursor.one_of(&[separator])?;
            Some((year, month, cursor.digits(1, 2)?))
        })
    }

    fn access_date(&mut self) -> Option<(i64, i64, i64)> {
        self.attempt(|cursor| {
            let day = cursor.digits(1, 2)?;
            cursor.one_of(b"/")?;
            let name = cursor.text.get(cursor.at..cursor.at + 3)?.to_ascii_lowercase();
            let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
            cursor.at += 3;
            cursor.one_of(b"/")?;
            Some((cursor.digits(4, 4)?, month, day))
        })
    }

    /// Reads the time of day with what separates it from the date: seconds and nanoseconds.
    fn clock(&mut self) -> Option<(i64, i64)> {
        self.attempt(|cursor| {
            cursor.one_of(b"Tt _:")?;
            let hour = cursor.digits(1, 2)?;
            cursor.one_of(b":")?;
            let minute = cursor.digits(2, 2)?;
            let (second, fraction) = cursor.attempt(Cursor::second).unwrap_or((0, 0));
            (hour < 24 && minute < 60).then_some((hour * 3600 + minute * 60 + second, fraction))
        })
    }

    /// Reads a second with its fraction; a leap second is the one before it.
    fn second(&mut self) -> Option<(i64, i64)> {
        self.one_of(b":")?;
        let second = self.digits(2, 2).filter(|second| *second <= 60)?.min(59);
        let fraction = self.attempt(|cursor| {
            cursor.one_of(b".,")?;
            let start = cursor.at;
            cursor.at += cursor.text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            nanoseconds(&cursor.text[start..cursor.at])
        });
        Some((second, fraction.unwrap_or(0)))
    }

    fn offset(&mut self) -> Option<i64> {
        self.attempt(|cursor| {
            let spaced = cursor.one_of(b" ").is_some();
            let rest = &cursor.text[cursor.at..];
            let named = [&b"UTC"[..], b"GMT", b"Z", b"z"];
            if let Some(name) = named.into_iter().find(|name| rest.starts_with(name)) {
                cursor.at += name.len();
                let ends = !cursor.text.get(cursor.at).is_some_and(u8::is_ascii_alphanumeric);
                return ends.then_some(0);
            }
            let sign = if cursor.one_of(b"+-")? == b'-' { -1 } else { 1 };
            let hours = cursor.digits(2, 2)?;
            let minutes = cursor.attempt(|cursor| {
                cursor.one_of(b":");
                cursor.digits(2, 2)
            });
            // Behind a space, `+08` alone may be any number.
            let plausible = hours <= 23 && minutes.unwrap_or(0) < 60 && (!spaced || minutes.is_some());
            plausible.then(|| sign * (hours * 3600 + minutes.unwrap_or(0) * 60))
        })
    }

    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let result = read(self);
        if result.is_none() {
            self.at = start;
        }
        result
    }

    fn one_of(&mut self, choices: &[u8]) -> Option<u8> {
        let byte = *self.text.get(self.at)?;
        choices.contains(&byte).then(|| self.at += 1)?;
        Some(byte)
    }

    /// Reads up to `most` digits, of which there must be `least`.
    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let rest = &self.text[self.at..];
        let count = rest.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        let sum = rest[..count].iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        (count >= least).then(|| self.at += count)?;
        Some(sum)
    }
}
