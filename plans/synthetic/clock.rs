//! Times of January 2026, in milliseconds since 1970, and how they are written.

/// Milliseconds in a second.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// 2026-01-01T00:00:00Z.
const NEW_YEAR: i64 = 1_767_225_600 * SECOND;

/// Returns the moment of this day of January 2026, at this hour and minute, UTC.
pub const fn january(day: i64, hour: i64, minute: i64) -> i64 {
    NEW_YEAR + (day - 1) * DAY + hour * HOUR + minute * MINUTE
}

/// Returns the day of January 2026.
pub fn day(moment: i64) -> i64 {
    (moment - NEW_YEAR).div_euclid(DAY) + 1
}

/// Returns the hour of the day, UTC.
pub fn hour(moment: i64) -> usize {
    (moment.rem_euclid(DAY) / HOUR) as usize
}

/// Returns `2026-01-05`.
pub fn date(moment: i64) -> String {
    format!("2026-01-{:02}", day(moment))
}

/// Returns `2026-01-05T03:12:45.019Z`.
pub fn rfc3339(moment: i64) -> String {
    let (time, milliseconds) = time(moment);
    format!("{}T{time}.{milliseconds:03}Z", date(moment))
}

/// Returns `2026-01-05 03:12:45,019`, as Python's logging writes it.
pub fn python(moment: i64) -> String {
    let (time, milliseconds) = time(moment);
    format!("{} {time},{milliseconds:03}", date(moment))
}

fn time(moment: i64) -> (String, i64) {
    let within = moment.rem_euclid(DAY);
    let (hours, minutes) = (within / HOUR, within % HOUR / MINUTE);
    let (seconds, milliseconds) = (within % MINUTE / SECOND, within % SECOND);
    (format!("{hours:02}:{minutes:02}:{seconds:02}"), milliseconds)
}
