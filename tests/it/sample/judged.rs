//! What was found in each scene, written by hand.

use gonogo::checklist::ItemState;
use gonogo::verdict::{
    About, Answer, Attempt, Code, Detail, Evidence, Excluded, GateFinding, ItemFinding, Judgement, Needed,
    PhaseFinding, PhaseState, Reason, RoleFinding, Split, Stage, Status, Unplanned, Verdict,
};

use super::{Scene, at};

pub fn judgement(scene: Scene) -> Judgement {
    let gates = gates(scene);
    let (stage, phase) = match scene {
        Scene::NotStarted => (Stage::NotStarted, 0),
        Scene::Go | Scene::Hold | Scene::NoGo | Scene::Rollback => (Stage::Running, 1),
        Scene::RolledBack => (Stage::RolledBack, 1),
        Scene::Finished => (Stage::Finished, 3),
    };
    let evaluated = at("2026-01-06T09:00:00Z");
    let end = match scene {
        Scene::RolledBack => Some(at("2026-01-06T06:40:00Z")),
        Scene::Finished => Some(evaluated),
        _ => None,
    };
    let attempt = (scene != Scene::NotStarted).then(|| Attempt {
        start: at("2026-01-05T03:00:00Z"),
        end,
        window: (at("2026-01-05T03:05:00Z"), end.unwrap_or(evaluated)),
        number: 1,
    });
    let items = items(scene);
    let roles = roles(scene);
    let reasons = reasons(scene, &gates, &items, &roles);
    Judgement {
        at: evaluated,
        verdict: reasons.iter().map(|reason| reason.status).max().unwrap_or(Verdict::Go),
        stage,
        phase,
        attempt,
        next: (phase < 3).then_some(if scene == Scene::NotStarted { 0 } else { phase + 1 }),
        valid_until: at("2026-01-07T09:00:00Z"),
        reasons,
        gates,
        unplanned: vec![Unplanned { gate: 0, segment: "export".to_owned(), value: Some(0.031), samples: 96 }],
        split: (scene != Scene::NotStarted).then_some(Split {
            declared: 0.1,
            observed: Some(0.0998),
            samples: [1_433, 12_926],
            status: Status::Decides(Verdict::Go),
            both: Some(2),
            repeated: Some(3_120),
            design_effect: None,
        }),
        items,
        roles,
        phases: phases(scene),
        excluded: if scene == Scene::Hold {
            vec![Excluded {
                from: at("2026-01-05T10:00:00Z"),
                to: at("2026-01-05T11:00:00Z"),
                note: "the collector was restarted".to_owned(),
                by: Some("lin".to_owned()),
            }]
        } else {
            Vec::new()
        },
        rehearsed: (scene != Scene::NotStarted).then(|| (at("2026-01-04T09:00:00Z"), Some(3.0))),
    }
}

fn gate(index: usize, verdict: Verdict, code: Code, value: f64, samples: u64) -> GateFinding {
    GateFinding {
        gate: index,
        segment: None,
        status: Status::Decides(verdict),
        code,
        detail: Detail::Plain,
        value: Some(value),
        interval: None,
        hits: None,
        samples,
        skipped: 0,
        target: None,
        rollback: None,
        baseline: None,
        needed: None,
        evidence: Evidence::default(),
        before_after: false,
    }
}

fn share(mut finding: GateFinding, limits: (f64, f64), baseline: f64) -> GateFinding {
    let value = finding.value.unwrap_or_default();
    let half = 2.6 * (value * (1.0 - value) / finding.samples.max(1) as f64).sqrt();
    finding.interval = Some((Some((value - half).max(0.0)), Some((value + half).min(1.0))));
    finding.hits = Some((value * finding.samples as f64).round() as u64);
    finding.target = Some(limits.0);
    finding.rollback = Some(limits.1);
    finding.baseline = Some((Some(baseline), 12_926));
    finding
}

fn segment(number: usize, name: &str, finding: GateFinding) -> GateFinding {
    GateFinding { segment: Some((number, name.to_owned())), ..finding }
}

fn gates(scene: Scene) -> Vec<GateFinding> {
    use Code::{FewSamples, NoData, RollbackBreached, TargetMet, TargetMissed};
    use Verdict::{Go, Hold, NoGo};
    let errors = |verdict, code, value, samples| share(gate(0, verdict, code, value, samples), (0.05, 0.1), 0.0192);
    let few = |finding: GateFinding, samples: Option<u64>| GateFinding {
        needed: Some(Needed { samples, at: samples.map(|_| at("2026-01-06T14:00:00Z")) }),
        ..finding
    };
    let latency = |verdict, code, value: f64| GateFinding {
        interval: Some((Some(value - 31.0), Some(value + 44.0))),
        target: Some(559.9),
        rollback: Some(763.5),
        baseline: Some((Some(509.0), 12_926)),
        ..gate(1, verdict, code, value, 1_433)
    };
    let sure = share(gate(2, Go, TargetMet, 0.9511, 1_433), (0.9, 0.8), 0.9498);
    let complaints = GateFinding { target: Some(0.0), ..gate(3, Go, TargetMet, 0.0, 2) };
    let tokens = GateFinding { status: Status::Info, target: Some(4000.0), ..gate(4, Go, TargetMet, 3_127.4, 30) };
    let all_errors = match scene {
        Scene::Rollback | Scene::RolledBack => GateFinding {
            detail: Detail::Breached { since: at("2026-01-06T06:00:00Z"), combined: false },
            ..errors(Verdict::Rollback, RollbackBreached, 0.1231, 1_433)
        },
        Scene::NotStarted => GateFinding {
            value: None,
            hits: None,
            interval: None,
            samples: 0,
            baseline: None,
            ..errors(Go, NoData, 0.0, 0)
        },
        _ => errors(Go, TargetMet, 0.0209, 1_433),
    };
    let slow = match scene {
        Scene::NoGo => latency(NoGo, TargetMissed, 612.0),
        Scene::Hold => few(latency(Hold, FewSamples, 541.0), Some(963)),
        _ => latency(Go, TargetMet, 512.0),
    };
    let listed = match scene {
        Scene::Hold => few(errors(Hold, FewSamples, 0.041, 122), None),
        _ => errors(Go, TargetMet, 0.012, 420),
    };
    let mut gates = vec![
        all_errors,
        segment(1, "stats", errors(Go, TargetMet, 0.018, 611)),
        segment(2, "compare", errors(Go, TargetMet, 0.0211, 402)),
        segment(3, "list", listed),
        slow,
        sure,
        complaints,
        tokens,
    ];
    if scene == Scene::Hold {
        gates[6] = GateFinding { value: None, samples: 0, detail: Detail::NoReading, ..gate(3, Hold, NoData, 0.0, 0) };
    }
    if scene == Scene::NotStarted {
        for finding in &mut gates {
            finding.status = Status::Info;
            finding.code = NoData;
            (finding.value, finding.interval, finding.hits) = (None, None, None);
            (finding.samples, finding.baseline) = (0, None);
        }
    }
    gates
}

fn reasons(scene: Scene, gates: &[GateFinding], items: &[ItemFinding], roles: &[RoleFinding]) -> Vec<Reason> {
    let reason = |code, status, about, detail| Reason { code, status, about, detail };
    let mut reasons = Vec::new();
    if scene == Scene::NotStarted {
        reasons.push(reason(Code::NotStarted, Verdict::Hold, About::Phase, Detail::Plain));
    }
    if scene == Scene::Hold {
        let (served, least, until) = (107_700, 172_800, at("2026-01-07T03:05:00Z"));
        let soak = Detail::Soak { served, least, until };
        reasons.push(reason(Code::SoakTime, Verdict::Hold, About::Phase, soak));
    }
    if scene == Scene::RolledBack {
        reasons.push(reason(Code::RolledBack, Verdict::NoGo, About::Phase, Detail::Plain));
    }
    for (number, finding) in gates.iter().enumerate() {
        if let Some(status) = finding.status.verdict().filter(|status| *status > Verdict::Go) {
            let detail = finding.detail.clone();
            reasons.push(reason(finding.code, status, About::Gate(number), detail));
        }
    }
    for (number, finding) in items.iter().enumerate() {
        if finding.status == Status::Decides(Verdict::Hold) {
            let about = About::Item(number);
            reasons.push(reason(Code::ItemOpen, Verdict::Hold, about, Detail::Plain));
        }
    }
    for (number, finding) in roles.iter().enumerate() {
        if let Some(status) = finding.status.verdict().filter(|status| *status > Verdict::Go) {
            let code = if status == Verdict::Hold { Code::RoleOpen } else { Code::RoleNoGo };
            reasons.push(reason(code, status, About::Role(number), Detail::Plain));
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.status));
    reasons
}

fn items(scene: Scene) -> Vec<ItemFinding> {
    let item = |list, item, state, status| ItemFinding { list, item, state, status };
    let go = Status::Decides(Verdict::Go);
    let open = if scene == Scene::Hold { Status::Decides(Verdict::Hold) } else { Status::Info };
    vec![
        item(0, 0, ItemState::Done, go),
        item(0, 1, ItemState::Done, go),
        item(0, 2, ItemState::Open, open),
        item(0, 3, ItemState::NotApplicable, go),
        item(1, 0, ItemState::Open, Status::Info),
    ]
}

fn roles(scene: Scene) -> Vec<RoleFinding> {
    let answer = |go, by: &str, note: Option<&str>| {
        Some(Answer { go, by: Some(by.to_owned()), at: at("2026-01-06T07:00:00Z"), note: note.map(str::to_owned) })
    };
    let sre = match scene {
        Scene::NoGo => (answer(false, "Wang Fang", Some("latency")), Verdict::NoGo),
        Scene::Hold => (None, Verdict::Hold),
        _ => (answer(true, "Wang Fang", None), Verdict::Go),
    };
    vec![
        RoleFinding { role: 0, answer: sre.0, status: Status::Decides(sre.1) },
        RoleFinding {
            role: 1,
            answer: answer(true, "Li Lei", Some("backup taken")),
            status: Status::Decides(Verdict::Go),
        },
        RoleFinding { role: 2, answer: None, status: Status::Info },
    ]
}

fn phases(scene: Scene) -> Vec<PhaseFinding> {
    let phase = |state, verdict, start: Option<&str>, end: Option<&str>| PhaseFinding {
        state,
        verdict,
        start: start.map(at),
        end: end.map(at),
        attempts: usize::from(start.is_some()),
    };
    let idle = phase(PhaseState::NotStarted, None, None, None);
    let start = Some("2026-01-05T03:00:00Z");
    let done =
        phase(PhaseState::Finished, Some(Verdict::Go), Some("2026-01-03T03:00:00Z"), Some("2026-01-05T03:00:00Z"));
    let current = |verdict| phase(PhaseState::Current, Some(verdict), start, None);
    match scene {
        Scene::NotStarted => vec![idle; 4],
        Scene::Go => vec![done, current(Verdict::Go), idle, idle],
        Scene::Hold => vec![done, current(Verdict::Hold), idle, idle],
        Scene::NoGo => vec![done, current(Verdict::NoGo), idle, idle],
        Scene::Rollback => vec![done, current(Verdict::Rollback), idle, idle],
        Scene::RolledBack => {
            let end = Some("2026-01-06T06:40:00Z");
            let back = phase(PhaseState::RolledBack, Some(Verdict::Rollback), start, end);
            vec![done, back, idle, idle]
        }
        Scene::Finished => vec![done; 4],
    }
}
