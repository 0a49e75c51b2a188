//! The metrics of `plans/answer-cache`: a change that breaks one query type and looks good on average.
//!
//! From three hours into the 25 % phase, cached tool results have gone stale, and every fifth `agent`
//! answer of the candidate fails. `agent` is 15 % of the traffic and the cache makes the rest better,
//! so that the error rate over all traffic stays under its target.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::clock::{self, HOUR, MINUTE, SECOND, january};
use crate::random::Random;
use crate::traffic::{Request, Traffic, is_chosen};

const CANARY: i64 = january(4, 14, 0);
const QUARTER: i64 = january(5, 17, 0);
const STALE: i64 = QUARTER + 3 * HOUR;
const OUTAGE: i64 = january(5, 22, 10);
const OUTAGE_END: i64 = january(5, 22, 40);
const EXPORTED: i64 = january(6, 9, 0);

/// A change of variables takes this long to roll through the pods.
const DEPLOY: i64 = 90 * SECOND;

/// By day in New York, five hours behind UTC.
const HOURS: [f64; 24] = [
    58., 56., 54., 48., 40., 30., 24., 20., 18., 18., 22., 28., 38., 50., 60., 64., 66., 66., 64., 64., 62., 60., 58.,
    58.,
];

/// A query type: its name, the median duration of its answers, and how often they fail; baseline, then candidate.
struct Kind {
    name: &'static str,
    median: [f64; 2],
    errors: [f64; 2],
}

const SHARES: [f64; 3] = [0.5, 0.35, 0.15];
const KINDS: [Kind; 3] = [
    Kind { name: "lookup", median: [420.0, 300.0], errors: [0.006, 0.003] },
    Kind { name: "compare", median: [800.0, 640.0], errors: [0.010, 0.005] },
    Kind { name: "agent", median: [1900.0, 1700.0], errors: [0.020, 0.020] },
];

/// How often `agent` answers fail once the cached tool results are stale.
const STALE_ERRORS: f64 = 0.22;

/// How often any answer fails while the model's provider is down, whoever asks.
const OUTAGE_ERRORS: f64 = 0.55;

/// Returns the text of every export by its path in the rollout's folder.
pub fn exports() -> BTreeMap<String, String> {
    let mut random = Random::new(1);
    let traffic = Traffic { from: CANARY, to: EXPORTED, per_day: 16_000.0, hours: HOURS, kinds: &SHARES, prefix: "u-" };
    let mut rows: BTreeMap<(i64, usize), String> = BTreeMap::new();
    for (number, request) in traffic.requests(&mut random).iter().enumerate() {
        let (done, row) = answer(request, &mut random);
        rows.insert((done, number), row);
    }
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for ((done, _), row) in rows.into_iter().filter(|((done, _), _)| *done < EXPORTED) {
        let packed = if done < january(6, 0, 0) { ".gz" } else { "" };
        let path = format!("metrics/requests-{}.csv{packed}", clock::date(done));
        let header = "timestamp,arm,user_id,query_type,status,duration_ms\n";
        files.entry(path).or_insert_with(|| header.to_owned()).push_str(&row);
    }
    files.insert("metrics/cache.csv".to_owned(), cache(&mut random));
    files
}

/// Returns when a request was answered, and its row.
fn answer(request: &Request, random: &mut Random) -> (i64, String) {
    let percent = if request.at >= QUARTER + DEPLOY {
        25
    } else if request.at >= CANARY + DEPLOY {
        5
    } else {
        0
    };
    let candidate = is_chosen("answer-cache", &request.session, percent);
    let kind = &KINDS[request.kind];
    let failed = random.chance(errors(kind, candidate, request.at));
    let status = if failed { 500 } else { 200 };
    let duration = random.duration(kind.median[usize::from(candidate)]).max(20);
    let done = request.at + duration;
    let arm = if candidate { "cached" } else { "uncached" };
    let (at, user) = (clock::rfc3339(done), &request.session);
    (done, format!("{at},{arm},{user},{},{status},{duration}\n", kind.name))
}

fn errors(kind: &Kind, candidate: bool, at: i64) -> f64 {
    if (OUTAGE..OUTAGE_END).contains(&at) {
        return OUTAGE_ERRORS;
    }
    if candidate && kind.name == "agent" && at >= STALE {
        return STALE_ERRORS;
    }
    kind.errors[usize::from(candidate)]
}

/// Returns what the cache reports of itself every ten minutes: a gauge, and two counts.
fn cache(random: &mut Random) -> String {
    let mut text = "timestamp,memory_mb,hits,lookups\n".to_owned();
    let mut memory = 96;
    let mut at = CANARY + 10 * MINUTE;
    while at < EXPORTED {
        let share = if at < QUARTER { 0.05 } else { 0.25 };
        memory = (memory + random.between(0, 5)).min(540 + random.between(0, 20));
        let of_day = HOURS[clock::hour(at)] / HOURS.iter().sum::<f64>();
        let lookups = (16_000.0 * of_day / 6.0 * share * (0.8 + 0.4 * random.unit())).round() as i64;
        let hits = (0..lookups).filter(|_| random.chance(0.41)).count();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{},{memory},{hits},{lookups}", clock::rfc3339(at));
        at += 10 * MINUTE;
    }
    text
}
