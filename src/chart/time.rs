//! Round moments for a time axis.

/// Steps between ticks, in seconds, shortest first: those that clocks and calendars have.
const STEPS: [i64; 25] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800,
    345_600, 604_800, 1_209_600, 2_419_200, 4_838_400,
];

/// Returns round moments from `from` to `to`, both inclusive, at most `most` of them.
///
/// Unit: seconds since 1970. Round is meant as a wall clock shows it that is `offset` seconds
/// ahead of UTC: hours on the hour, days at midnight.
pub fn nice_time_ticks(from: i64, to: i64, offset: i64, most: usize) -> Vec<i64> {
    // 4,000 years either way: everything a clock can say, and nothing overflows.
    let (from, to) = (from.clamp(-(1 << 37), 1 << 37), to.clamp(-(1 << 37), 1 << 37));
    let offset = offset.clamp(-86_400, 86_400);
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    if from > to || most == 0 {
        return Vec::new();
    }
    let longest = STEPS[STEPS.len() - 1];
    let years = (1..32).map(|doubling| longest << doubling);
    let count = |step: i64| (to + offset).div_euclid(step) - (from + offset - 1).div_euclid(step);
    let Some(step) = STEPS.into_iter().chain(years).find(|step| count(*step) <= most) else {
        return Vec::new();
    };
    let first = ((from + offset - 1).div_euclid(step) + 1) * step - offset;
    (0..count(step)).map(|index| first + index * step).collect()
}
