//! Small rollouts that are made up: a plan, some hours of requests, and what the judge says of them.

use std::fs;

use gonogo::disk::{self, Found};
use gonogo::source::Moment;
use gonogo::verdict::{Data, Facts, Judgement, Step, judge, replay};
use proptest::prelude::*;

/// The hours that a world lasts; the least soak is 6.
pub const HOURS: usize = 10;

/// The start of the phase.
pub const START: &str = "2026-01-05T00:00:00Z";

const PLAN: &str = r#"
schema = 1
title  = "made up"

[arms]
field = "arm"
unit  = "session"

[[source]]
id    = "requests"
files = "metrics/*.csv"

[[metric]]
id     = "errors"
source = "requests"
value  = "share(status >= 500)"
[[metric]]
id     = "slow"
source = "requests"
value  = "p95(latency_ms)"
unit   = "ms"
[[metric]]
id     = "leaks"
source = "requests"
value  = "count(status == 599)"
[[metric]]
id     = "rate"
source = "requests"
value  = "rate(status >= 500)"

[[gate]]
metric   = "errors"
by       = "kind"
segments = ["a", "b"]
go       = "< 5%"
rollback = "> 10%"
[[gate]]
id       = "relative"
metric   = "errors"
go       = "<= baseline + 5 pp"
rollback = "> baseline + 15 pp"
[[gate]]
metric   = "slow"
go       = "<= 800 ms"
rollback = "> 900 ms"
[[gate]]
metric   = "leaks"
go       = "<= 3"
rollback = "> 20"
[[gate]]
metric   = "rate"
go       = "<= 20"
rollback = "> 60"

[[phase]]
id      = "canary"
traffic = "50%"
soak    = "6h..12h"
"#;

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub at: Moment,
    pub candidate: bool,
    pub kind: char,
    pub status: u32,
    pub latency: u32,
    pub session: u32,
    pub id: u32,
}

impl Row {
    fn line(&self, extra: &str) -> String {
        let arm = if self.candidate { "candidate" } else { "baseline" };
        let Row { at, kind, status, latency, session, id, .. } = self;
        format!("{at},{arm},{kind},{status},{latency},s{session},{id}{extra}\n")
    }
}

/// The text of an export of these rows, with columns that no metric asks for.
pub fn export(rows: &[Row], extra: bool) -> String {
    let (name, value) = if extra { (",colour,note", ",red,\"a, b\"") } else { ("", "") };
    let header = format!("timestamp,arm,kind,status,latency_ms,session,id{name}\n");
    std::iter::once(header).chain(rows.iter().map(|row| row.line(value))).collect()
}

/// How requests fare in one hour: of a hundred, so many fail and so many are slow.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    pub failing: u32,
    pub slow: u32,
}

/// Some hours of requests: the weather of the candidate, and how many requests an arm gets in an hour.
pub fn worlds() -> impl Strategy<Value = Vec<Row>> {
    let percent = prop_oneof![4 => Just(0_u32), 3 => 1..5_u32, 2 => 5..15_u32, 1 => 15..70_u32];
    let weather = (percent.clone(), percent).prop_map(|(failing, slow)| Weather { failing, slow });
    let hours = proptest::collection::vec(weather, HOURS);
    (hours, prop_oneof![Just(12_u32), Just(40), Just(120)], any::<u32>())
        .prop_map(|(hours, per_hour, seed)| rows(&hours, per_hour, seed))
}

fn rows(hours: &[Weather], per_hour: u32, seed: u32) -> Vec<Row> {
    let start = at(START);
    let mut chance = Chance(u64::from(seed) | 1);
    let mut rows = Vec::new();
    for (hour, weather) in hours.iter().enumerate() {
        for number in 0..2 * per_hour {
            let candidate = number % 2 == 0;
            let Weather { failing, slow } = if candidate { *weather } else { Weather { failing: 1, slow: 2 } };
            let fails = chance.below(100) < failing;
            let leaks = fails && chance.below(20) == 0;
            let id = rows.len() as u32;
            rows.push(Row {
                at: start.plus((hour * 3600) as i64 + i64::from(number * 1800 / per_hour)),
                candidate,
                kind: if chance.below(4) == 0 { 'b' } else { 'a' },
                status: if leaks {
                    599
                } else if fails {
                    500
                } else {
                    200
                },
                latency: if chance.below(100) < slow { 1000 + chance.below(500) } else { 100 + chance.below(600) },
                session: 2 * chance.below(5000) + u32::from(candidate),
                id,
            });
        }
    }
    rows
}

/// A small generator of numbers: the same on every machine.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(limit.max(1))) as u32
    }
}

pub fn at(text: &str) -> Moment {
    text.parse().expect("a time")
}

/// The moment so many minutes after the start.
pub fn after(minutes: i64) -> Moment {
    at(START).plus(minutes * 60)
}

/// A rollout on disk.
pub struct Rollout {
    folder: tempfile::TempDir,
}

impl Rollout {
    /// Writes a rollout with these exports, by name and text, and these entries after its start.
    pub fn new(exports: &[(&str, String)], entries: &str) -> Rollout {
        let folder = tempfile::tempdir().expect("a folder");
        let start = format!("schema = 1\n[[entry]]\nat = {START}\nwhat = \"start\"\nphase = \"canary\"\n{entries}");
        fs::create_dir(folder.path().join("metrics")).expect("a folder");
        fs::write(folder.path().join("plan.toml"), PLAN).expect("a plan");
        fs::write(folder.path().join("log.toml"), start).expect("a log");
        for (name, text) in exports {
            fs::write(folder.path().join("metrics").join(name), text).expect("an export");
        }
        Rollout { folder }
    }

    /// What is said of rows in one file, at a moment.
    pub fn said(rows: &[Row], at: Moment) -> Judgement {
        Rollout::new(&[("requests.csv", export(rows, false))], "").judge(at)
    }

    /// What is said at a moment.
    pub fn judge(&self, at: Moment) -> Judgement {
        self.with(&[at], |facts| judge(facts, at))
    }

    /// What is said at several moments, from one reading.
    pub fn replay(&self, ats: &[Moment]) -> Vec<Step> {
        self.with(ats, |facts| replay(facts, ats))
    }

    fn with<T>(&self, ats: &[Moment], ask: impl Fn(&Facts) -> T) -> T {
        let found = Found { id: "r".to_owned(), folder: self.folder.path().to_owned(), shown: ".".to_owned() };
        let read = disk::read(&found);
        let Some(files) = &read.files else { panic!("the rollout is invalid: {:?}", read.diagnostics) };
        let data: Data = read.tally(files, ats);
        ask(&Facts { plan: &files.plan, checklist: &files.checklist, journal: &files.journal, data: &data })
    }
}

/// What must be the same whatever the rows' order, files and further columns.
pub fn essence(judgement: &Judgement) -> String {
    let gates = judgement.gates.iter().map(|gate| {
        (
            gate.status.word(),
            gate.code.word(),
            gate.value,
            gate.interval,
            gate.hits,
            gate.samples,
            gate.skipped,
            gate.baseline,
            gate.evidence,
        )
    });
    let gates: Vec<_> = gates.collect();
    format!("{:?} {:?} {:?} {:?}", judgement.verdict, judgement.reasons, gates, judgement.split)
}
