//! A point in time.

use jiff::Timestamp;

/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, from 1677 to 2262.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// Nanoseconds in a second.
const SECOND: i64 = 1_000_000_000;

impl Moment {
    /// Earlier than every other.
    pub const MIN: Moment = Moment(i64::MIN);
    /// Later than every other.
    pub const MAX: Moment = Moment(i64::MAX);

    /// Returns the moment of a timestamp, `None` outside 1677 to 2262.
    pub fn new(timestamp: Timestamp) -> Option<Moment> {
        i64::try_from(timestamp.as_nanosecond()).ok().map(Moment)
    }

    /// Returns the moment this many seconds after 1970; saturates.
    pub fn from_seconds(seconds: i64) -> Moment {
        Moment(seconds.saturating_mul(SECOND))
    }

    /// Returns the whole seconds since 1970, rounded down.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// Returns the moment this many seconds later, or earlier when negative; saturates.
    pub fn plus(self, seconds: i64) -> Moment {
        Moment(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// Returns the whole seconds from an earlier moment to this one, rounded down.
    pub fn since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(SECOND)
    }

    /// Returns the last multiple of `step` seconds since 1970 at or before this moment.
    pub fn floor(self, step: i64) -> Moment {
        Moment::from_seconds(self.seconds().div_euclid(step) * step)
    }

    /// Returns the first multiple of `step` seconds since 1970 at or after this moment.
    pub fn ceil(self, step: i64) -> Moment {
        let down = self.floor(step);
        if down == self { down } else { down.plus(step) }
    }

    /// Returns the timestamp.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_nanosecond(i128::from(self.0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// RFC 3339 in UTC: `2026-01-06T09:00:00Z`.
impl std::fmt::Display for Moment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.timestamp().fmt(formatter)
    }
}

impl std::str::FromStr for Moment {
    type Err = String;

    /// Reads RFC 3339 with an offset; a time without one is refused.
    fn from_str(text: &str) -> Result<Moment, String> {
        let timestamp: Timestamp = text
            .trim()
            .parse()
            .map_err(|_| format!("`{text}` is not a time such as 2026-01-06T09:00:00Z, with an offset"))?;
        Moment::new(timestamp).ok_or_else(|| format!("`{text}` is outside the years 1677 to 2262"))
    }
}

impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
