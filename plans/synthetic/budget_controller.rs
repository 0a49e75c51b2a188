//! The metrics of `plans/budget-controller`: request lines, and the log lines of the seed's monitoring code.
//!
//! The change is sound: as many errors as before, a little faster, confident enough. What a report of it
//! should say after a day is that most gates are met and that the P95 needs more samples.

use std::collections::BTreeMap;

use crate::clock::{self, SECOND, january};
use crate::random::Random;
use crate::traffic::{Request, Traffic, is_chosen};

const SHADOW: i64 = january(4, 0, 0);
const SHADOW_END: i64 = january(5, 2, 0);
const CANARY: i64 = january(5, 3, 0);
const EXPORTED: i64 = january(6, 9, 0);

/// A change of variables takes this long to serve requests.
const DEPLOY: i64 = 130 * SECOND;

/// One in so many requests is also answered in the shadow and compared.
const SHADOW_EVERY: usize = 30;

/// By day in Shanghai, eight hours ahead of UTC.
const HOURS: [f64; 24] = [
    40., 50., 58., 60., 54., 50., 58., 62., 62., 56., 50., 54., 62., 64., 58., 46., 32., 20., 14., 12., 12., 14., 20.,
    30.,
];

/// A query type: its name, the median duration of its answers, and how often they fail.
struct Kind {
    name: &'static str,
    median: f64,
    errors: f64,
}

const SHARES: [f64; 3] = [0.5, 0.3, 0.2];
const KINDS: [Kind; 3] = [
    Kind { name: "stats", median: 700.0, errors: 0.010 },
    Kind { name: "compare", median: 900.0, errors: 0.014 },
    Kind { name: "detail", median: 1100.0, errors: 0.018 },
];

/// What fewer facts save of a request's duration.
const FASTER: f64 = 0.94;

/// Returns the text of every export by its path in the rollout's folder.
pub fn exports() -> BTreeMap<String, String> {
    let mut random = Random::new(20_260_105);
    let traffic = Traffic { from: SHADOW, to: EXPORTED, per_day: 6000.0, hours: HOURS, kinds: &SHARES, prefix: "s-" };
    // What is compared in the shadow has its own chance: it changes nothing of what people get.
    let mut exports = Exports { requests: BTreeMap::new(), log: BTreeMap::new(), shadow: Random::new(20_260_104) };
    exports.started(SHADOW + DEPLOY, "SHADOW_MODE=true, BUDGET_CONTROLLER_ENABLED=true");
    exports.started(
        CANARY + DEPLOY,
        "SHADOW_MODE=disabled, BUDGET_CONTROLLER_ENABLED=true, BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE=10",
    );
    for (number, request) in traffic.requests(&mut random).iter().enumerate() {
        exports.answer(number, request, &mut random);
    }
    exports.files()
}

/// Lines by their time, so that they can be written in order although requests overlap.
struct Exports {
    requests: BTreeMap<(i64, usize), String>,
    log: BTreeMap<(i64, usize), String>,
    shadow: Random,
}

impl Exports {
    fn started(&mut self, at: i64, settings: &str) {
        self.say(at, "INFO boot", &format!("settings: {settings}"));
    }

    fn answer(&mut self, number: usize, request: &Request, random: &mut Random) {
        let answer = Answer::new(request, random);
        self.requests.insert((answer.done, number), answer.line());
        if answer.status >= 500 {
            self.say(answer.done, "ERROR intent_handlers", &answer.failure());
            return;
        }
        if answer.duration > 3 * SECOND {
            let slow = format!("slow answer: {}, duration_ms={}", answer.about(), answer.duration);
            self.say(answer.done, "WARNING retriever", &slow);
        }
        if answer.arm == "candidate" {
            self.say(answer.done, "WARNING intent_handlers", &measured(random));
        } else if number.is_multiple_of(SHADOW_EVERY) && answer.is_shadowed() {
            let line = compared(&mut self.shadow);
            self.say(answer.done, "WARNING intent_handlers", &line);
        }
    }

    fn say(&mut self, at: i64, from: &str, message: &str) {
        let line = format!("{} {from} {message}", clock::python(at));
        self.log.insert((at, self.log.len()), line);
    }

    /// A file a day, as daily exports are; the first day's are compressed.
    fn files(self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (lines, name, extension) in [(self.requests, "requests", "jsonl"), (self.log, "app", "log")] {
            for ((at, _), line) in lines.into_iter().filter(|((at, _), _)| *at < EXPORTED) {
                let packed = if clock::day(at) == clock::day(SHADOW) { ".gz" } else { "" };
                let path = format!("metrics/{name}-{}.{extension}{packed}", clock::date(at));
                let text = files.entry(path).or_default();
                text.push_str(&line);
                text.push('\n');
            }
        }
        files
    }
}

/// A request as it was answered.
struct Answer<'a> {
    request: &'a Request,
    arm: &'static str,
    status: i64,
    duration: i64,
    done: i64,
}

impl Answer<'_> {
    fn new<'a>(request: &'a Request, random: &mut Random) -> Answer<'a> {
        let kind = &KINDS[request.kind];
        let candidate = request.at >= CANARY + DEPLOY && is_chosen("budget-controller", &request.session, 10);
        let status = status(kind, random);
        let duration = match status {
            504 => 10_000 + random.between(0, 40),
            _ if candidate => random.duration(kind.median * FASTER),
            _ => random.duration(kind.median),
        };
        let arm = if candidate { "candidate" } else { "baseline" };
        Answer { request, arm, status, duration, done: request.at + duration }
    }

    /// The structured line of the request.
    fn line(&self) -> String {
        let timestamp = clock::rfc3339(self.done);
        let Answer { arm, status, duration, .. } = self;
        let (session, kind) = (&self.request.session, KINDS[self.request.kind].name);
        format!(
            r#"{{"timestamp":"{timestamp}","arm":"{arm}","session_id":"{session}","query_type":"{kind}","status":{status},"duration_ms":{duration}}}"#
        )
    }

    fn about(&self) -> String {
        let (session, kind) = (&self.request.session, KINDS[self.request.kind].name);
        format!("arm={}, session_id={session}, query_type={kind}", self.arm)
    }

    fn failure(&self) -> String {
        let error = if self.status == 504 { "UpstreamTimeout" } else { "SynthesisError" };
        format!("answer failed: {}, status={}, error={error}", self.about(), self.status)
    }

    fn is_shadowed(&self) -> bool {
        (SHADOW + DEPLOY..SHADOW_END).contains(&self.done)
    }
}

fn status(kind: &Kind, random: &mut Random) -> i64 {
    if random.chance(kind.errors) {
        return if random.chance(0.3) { 504 } else { 500 };
    }
    if random.chance(0.004) { 404 } else { 200 }
}

/// The line that the seed's monitoring code writes when the budget controller has answered.
fn measured(random: &mut Random) -> String {
    let facts = random.between(5, 11) + random.between(0, 7);
    let confidence = confidence(random, 0.045);
    let stopped = if random.chance(0.6) { "True" } else { "False" };
    format!("📊 BC_METRICS: facts_used={facts}, confidence=0.{confidence:02}, stopped_early={stopped}")
}

/// The line of the shadow: what both ways of answering needed.
fn compared(random: &mut Random) -> String {
    let without = random.between(22, 38);
    let saved = without * random.between(52, 68) / 100;
    let confidence = confidence(random, 0.03);
    format!(
        "📊 SHADOW_METRICS: facts_without={without}, facts_with={}, facts_saved={saved}, \
         confidence=0.{confidence:02}, stable=True",
        without - saved,
    )
}

/// Returns hundredths; this share of them is below 70.
fn confidence(random: &mut Random, low: f64) -> i64 {
    if random.chance(low) { random.between(48, 69) } else { 70 + random.between(0, 14) + random.between(0, 13) }
}
