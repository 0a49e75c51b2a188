//! `gonogo history`: everything that happened, in the order of time.

use super::kit::Scratch;

const VERSIONS: &str = r#"[
  {"id": "v3", "verdict": "go", "phase": "canary", "evaluated_at": "2026-01-05T03:15:00Z", "path": "r/v3/", "sha256": "", "codes": [], "inputs": ""},
  {"id": "v2", "verdict": "hold", "phase": "canary", "evaluated_at": "2026-01-05T02:30:00Z", "path": "r/v2/", "sha256": "", "codes": [], "inputs": ""},
  {"id": "v1", "verdict": "hold", "phase": "canary", "evaluated_at": "2026-01-05T01:30:00Z", "path": "r/v1/", "sha256": "", "codes": [], "inputs": ""}
]"#;

fn told() -> Scratch {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    scratch.do_at("03:20", "decide go --note fine --by lin");
    scratch.do_at("03:30", "start everybody --by lin");
    scratch.write("site/search/versions.json", VERSIONS);
    scratch
}

/// The lines below the title, without their dates.
fn lines(out: &str) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().skip(4).collect::<Vec<_>>().join(" ");
    out.lines().skip(1).map(words).collect()
}

#[test]
fn phases_ticks_answers_decisions_and_changed_verdicts_stand_in_the_order_of_time() {
    let out = told().do_at("09:00", "history search");
    assert!(out.starts_with("New search | search | UTC+8\n  5 Jan 2026 09:00 "), "{out}");
    let expected = [
        "A tenth started lin",
        "◫ first version: HOLD v1",
        "Complaints read: 0 lin",
        "On call answered GO tomas",
        "Support is briefed: done wu",
        "✔ verdict HOLD → GO v3",
        "Decided GO lin fine",
        "everybody started lin",
    ];
    assert_eq!(lines(&out), expected);
}

#[test]
fn what_is_later_than_the_evaluation_is_not_seen() {
    assert_eq!(lines(&told().do_at("02:00", "history")).len(), 3);
}

#[test]
fn every_version_is_shown_when_asked_for_more() {
    let out = told().do_at("09:00", "history search -v");
    assert!(lines(&out).contains(&"◫ verdict still HOLD v2".to_owned()), "{out}");
}

#[test]
fn a_tick_without_a_date_comes_first() {
    let scratch = Scratch::new();
    let checklist = scratch.read("plans/search/checklist.toml").replace("done = false", "done = true");
    scratch.write("plans/search/checklist.toml", &checklist);
    scratch.do_at("01:00", "start canary");
    let out = scratch.do_at("02:00", "history");
    assert!(out.contains("  no date "), "{out}");
    assert!(out.find("no date") < out.find("A tenth started"), "{out}");
}

#[test]
fn programs_get_it_as_json_in_both_languages() {
    let out = told().do_at("09:00", "history search --format json");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    let events = value["rollouts"][0]["events"].as_array().unwrap();
    let words: Vec<_> = events.iter().filter_map(|event| event["what"].as_str()).collect();
    assert_eq!(words, ["start", "version", "reading", "answer", "tick", "version", "decide", "start"]);
    assert_eq!((events[5]["id"].as_str(), events[5]["verdict"].as_str()), (Some("v3"), Some("go")));
    assert_eq!(events[0]["text"]["zh-CN"], "A tenth 开始");
    assert_eq!(events[0]["at"], "2026-01-05T01:00:00Z");
}

#[test]
fn a_rollout_to_which_nothing_happened_says_so() {
    assert!(Scratch::new().do_at("01:00", "history").contains("nothing has happened yet"));
}
