//! A made-up rollout, judged by hand, for the faces to be drawn from.
#![allow(clippy::unwrap_used)]

mod course;
mod hostile;
mod judged;
mod plan;

pub use hostile::{HOSTILE, poison};

use gonogo::checklist::{Checklist, Due, Item, List};
use gonogo::journal::{Decided, Entry, Event, Journal};
use gonogo::metric::read::Finding;
use gonogo::report::{Decision, Input, Report, Version};
use gonogo::source::{Locale, Moment};
use gonogo::verdict::{Code, Verdict};

/// How the made-up rollout fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    NotStarted,
    Go,
    Hold,
    NoGo,
    Rollback,
    RolledBack,
    Finished,
}

impl Scene {
    pub const ALL: [Scene; 7] =
        [Scene::NotStarted, Scene::Go, Scene::Hold, Scene::NoGo, Scene::Rollback, Scene::RolledBack, Scene::Finished];

    pub fn name(self) -> &'static str {
        match self {
            Scene::NotStarted => "not-started",
            Scene::Go => "go",
            Scene::Hold => "hold",
            Scene::NoGo => "no-go",
            Scene::Rollback => "rollback",
            Scene::RolledBack => "rolled-back",
            Scene::Finished => "finished",
        }
    }
}

/// Returns a moment from `2026-01-05T03:00:00Z`.
pub fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// Returns the report of a scene whose prose is in this language.
pub fn report(scene: Scene, prose: Locale) -> Report {
    let judgement = judged::judgement(scene);
    Report {
        plan: plan::plan(prose),
        checklist: checklist(prose),
        decisions: decisions(scene),
        journal: journal(scene),
        traces: judgement.gates.iter().map(course::trace).collect(),
        judgement,
        inputs: inputs(),
        findings: vec![
            finding("no-time", true, 0, "metrics/notes.csv"),
            finding("cut-line", false, 1, "metrics/requests-02.csv"),
        ],
        dropped: 214,
        version: Some("2026-01-06T090000Z-3f9c1ab2".to_owned()),
        previous: (scene != Scene::NotStarted).then(previous),
    }
}

fn checklist(prose: Locale) -> Checklist {
    let say = |english: &str, chinese: &str| match prose {
        Locale::En => english.to_owned(),
        Locale::ZhCn => chinese.to_owned(),
    };
    let item = |id: &str, text: String, done: bool| Item {
        id: id.to_owned(),
        text,
        done,
        by: done.then(|| "lin".to_owned()),
        at: done.then(|| at("2026-01-04T10:00:00Z")),
        evidence: None,
        note: None,
        owner: None,
        required: true,
        na: None,
        text_sha256: None,
        line: 1,
    };
    let verified = Item {
        evidence: Some("https://ci.example.com/runs/118".to_owned()),
        note: Some(say("100+ samples", "100+ 样本")),
        ..item("shadow-verified", say("Shadow mode verified", "Shadow Mode 验证完成"), true)
    };
    let watching = Item {
        owner: Some("answers".to_owned()),
        ..item("watching", say("Someone watches `ERROR` daily", "每日查看 `ERROR` 日志"), false)
    };
    let client = Item {
        na: Some(say("no client change", "客户端无改动")),
        ..item("client", say("Client version pinned", "锁定客户端版本"), false)
    };
    let before =
        vec![verified, item("rollback-ready", say("Roll-back is ready", "回滚方案准备就绪"), true), watching, client];
    let after = vec![item("feedback", say("Feedback collected", "收集用户反馈"), false)];
    Checklist {
        lists: vec![
            List {
                id: "before-release".to_owned(),
                title: say("Before the release", "发布前"),
                due: Due::Before("half".to_owned()),
                items: before,
            },
            List {
                id: "after-release".to_owned(),
                title: say("After the release", "发布后"),
                due: Due::After("full".to_owned()),
                items: after,
            },
        ],
    }
}

fn journal(scene: Scene) -> Journal {
    let entry = |time: &str, event: Event| Entry {
        at: at(time),
        by: Some("lin".to_owned()),
        note: None,
        event,
        plan: None,
        gates: None,
        set: None,
        forced: false,
        reason: None,
        line: 1,
    };
    if scene == Scene::NotStarted {
        return Journal::default();
    }
    let mut entries = vec![
        entry("2026-01-03T03:00:00Z", Event::Start("shadow".to_owned())),
        entry("2026-01-04T09:00:00Z", Event::Rehearse(Some(3.0))),
        entry("2026-01-05T03:00:00Z", Event::Start("canary".to_owned())),
    ];
    if scene == Scene::NoGo {
        let mut decision = entry("2026-01-06T08:30:00Z", Event::Decide(Decided::Go));
        decision.by = Some("Zhao Jun".to_owned());
        decision.note = Some("the rise is a known partner test".to_owned());
        entries.push(decision);
    }
    if scene == Scene::RolledBack {
        entries.push(entry("2026-01-06T06:40:00Z", Event::Rollback(Some("canary".to_owned()))));
    }
    Journal { entries }
}

fn decisions(scene: Scene) -> Vec<Decision> {
    let decision = Decision { entry: 3, verdict: Some(Verdict::NoGo) };
    if scene == Scene::NoGo { vec![decision] } else { Vec::new() }
}

fn inputs() -> Vec<Input> {
    let input = |path: &str, bytes: u64, rows: Option<u64>| Input {
        path: path.to_owned(),
        sha256: gonogo::source::sha256_hex(path.as_bytes()),
        bytes,
        rows,
    };
    vec![
        input("plan.toml", 4_113, None),
        input("checklist.toml", 812, None),
        input("log.toml", 640, None),
        input("metrics/requests-01.csv", 1_182_110, Some(14_330)),
        input("metrics/requests-02.csv", 18_211, Some(214)),
    ]
}

fn finding(code: &'static str, holds: bool, line: u64, path: &str) -> Finding {
    Finding {
        code,
        holds,
        path: path.to_owned(),
        line: (line > 0).then_some(line),
        count: 1,
        detail: "2026-01-05 03:0".to_owned(),
    }
}

fn previous() -> Version {
    let value = |gate: &str, value: f64| (gate.to_owned(), None, Some(value));
    Version {
        id: "2026-01-05T210000Z-77ab01ce".to_owned(),
        evaluated_at: at("2026-01-05T21:00:00Z"),
        verdict: Verdict::Hold,
        codes: vec![Code::FewSamples.word().to_owned(), Code::SoakTime.word().to_owned()],
        phase: "canary".to_owned(),
        sha256: gonogo::source::sha256_hex(b"previous"),
        values: vec![value("error_rate", 0.0184), value("p95", 498.0), value("confident", 0.948)],
    }
}

/// Returns versions of two phases, newest first.
pub fn versions() -> Vec<Version> {
    let verdicts = [
        ("2026-01-06T090000Z", Verdict::NoGo, &[Code::TargetMissed, Code::RoleNoGo][..], "canary", 0.0209),
        ("2026-01-05T210000Z", Verdict::Hold, &[Code::FewSamples, Code::SoakTime][..], "canary", 0.0184),
        ("2026-01-05T090000Z", Verdict::Hold, &[Code::FewSamples, Code::SoakTime][..], "canary", 0.0184),
        ("2026-01-05T020000Z", Verdict::Go, &[][..], "shadow", 0.011),
        ("2026-01-04T020000Z", Verdict::Hold, &[Code::SoakTime][..], "shadow", 0.012),
    ];
    let version = |(time, verdict, codes, phase, value): (&str, Verdict, &[Code], &str, f64)| {
        let (date, clock) = time.split_at(11);
        let clock = format!("{}:{}:{}", &clock[..2], &clock[2..4], &clock[4..]);
        Version {
            id: format!("{time}-3f9c1ab2"),
            evaluated_at: at(&format!("{date}{clock}")),
            verdict,
            codes: codes.iter().map(|code| code.word().to_owned()).collect(),
            phase: phase.to_owned(),
            sha256: gonogo::source::sha256_hex(time.as_bytes()),
            values: vec![("error_rate".to_owned(), None, Some(value))],
        }
    };
    verdicts.map(version).into()
}
