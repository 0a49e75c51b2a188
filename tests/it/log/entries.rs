//! What each command writes and says.

use gonogo::journal::{Decided, Event};

use super::kit::{PLAN, Scratch};

#[test]
fn what_is_printed_is_exactly_what_was_added() {
    let scratch = Scratch::new();
    let added = |out: &str| -> String {
        out.lines()
            .filter_map(|line| line.strip_prefix("  +"))
            .map(|line| line.trim_start().to_owned() + "\n")
            .collect()
    };
    let first = scratch.do_at("01:00", "note one --by lin");
    assert!(first.starts_with("plans/search/log.toml:1\n"), "{first}");
    assert_eq!(added(&first), scratch.log());
    let before = scratch.log();
    let second = scratch.do_at("02:00", "rehearse --minutes 2.5 --by lin");
    assert!(second.starts_with("plans/search/log.toml:9\n"), "{second}");
    assert_eq!(format!("{before}\n{}", added(&second)), scratch.log());
}

#[test]
fn a_dry_run_prints_a_diff_that_git_applies_and_writes_nothing() {
    let scratch = Scratch::new();
    for line in ["note one --by lin", "start canary --by lin"] {
        let before = scratch.log();
        let diff = scratch.do_at("01:00", &format!("{line} --dry-run"));
        assert_eq!(scratch.log(), before);
        scratch.write("change.diff", &diff);
        let mut git = std::process::Command::new("git");
        let applies = git.args(["apply", "change.diff"]).current_dir(scratch.path("")).status().unwrap();
        assert!(applies.success(), "{diff}");
        let applied = scratch.log();
        scratch.write("plans/search/log.toml", &before);
        scratch.do_at("01:00", line);
        assert_eq!(scratch.log(), applied);
    }
}

#[test]
fn the_name_is_gits_unless_it_is_given() {
    let scratch = Scratch::new();
    scratch.write("gitconfig", "[user]\n\tname = Priya K\n");
    scratch.do_at("01:00", "note one");
    assert_eq!(scratch.newest().by.as_deref(), Some("Priya K"));
    scratch.do_at("02:00", "note two --by lin");
    assert_eq!(scratch.newest().by.as_deref(), Some("lin"));
}

#[test]
fn an_answer_belongs_to_the_phase_that_runs_or_has_ended() {
    let scratch = Scratch::new();
    let ran = scratch.at("00:30", "poll on-call go");
    assert_eq!((ran.code, ran.err.contains("no phase was started")), (4, true), "{}", ran.err);
    scratch.canary_is_go();
    let out = scratch.do_at("03:20", "poll on-call no-go --by tomas");
    assert!(out.contains("On call answers NO-GO for leaving A tenth"), "{out}");
    let entry = scratch.newest();
    assert_eq!(entry.event, Event::Answer { role: "on-call".into(), go: false });
    assert!(entry.plan.is_some() && entry.gates.is_some());
    scratch.do_at("03:21", "poll on-call go");
    scratch.do_at("03:30", "finish canary");
    scratch.do_at("03:40", "poll on-call go");
}

#[test]
fn an_answer_that_nobody_asked_for_is_told_to_decide_nothing() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "start canary");
    let ran = scratch.at("02:00", "poll dba no-go");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("dba is not asked for leaving A tenth"), "{}", ran.err);
    assert!(ran.out.contains("No answer yet: On call"), "{}", ran.out);
}

#[test]
fn a_decision_stands_beside_the_verdict_and_says_loudly_when_it_overrules() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    let decide =
        |clock: &str, verdict: &str| scratch.do_at(clock, &format!("decide {verdict} --note because --by lin"));
    assert!(decide("03:30", "go").contains("Decided GO, as computed: GO"));
    let out = decide("01:30", "go");
    assert!(out.contains("! OVERRULES the verdict: decided GO, computed HOLD\n  - Soak time"), "{out}");
    assert!(decide("03:31", "rollback").contains("decided ROLL BACK, computed GO"));
    let entry = scratch.newest();
    assert_eq!((entry.event, entry.note.as_deref()), (Event::Decide(Decided::Rollback), Some("because")));
    assert!(entry.plan.is_some() && entry.gates.is_some());
}

#[test]
fn a_decision_and_an_exclusion_must_be_explained() {
    let scratch = Scratch::new();
    let spans = ["--from", "2026-01-05T01:00:00Z", "--to", "2026-01-05T02:00:00Z"];
    for blank in [&[][..], &["--note", " "]] {
        assert_eq!(scratch.run_words(&[&["decide", "go"], blank].concat()).code, 2);
        assert_eq!(scratch.run_words(&[&["exclude"], &spans[..], blank].concat()).code, 2);
    }
    assert_eq!(scratch.run_words(&["note", " "]).code, 2);
    assert_eq!(scratch.log(), "");
}

#[test]
fn a_reading_is_in_the_unit_of_its_metric() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "start canary");
    for (text, value) in [("300", 300.0), ("300ms", 300.0), ("0.3s", 300.0), ("-1.5", -1.5)] {
        scratch.do_at("02:00", &format!("record delay {text}"));
        assert_eq!(scratch.newest().event, Event::Reading { metric: "delay".into(), value }, "{text}");
    }
    for text in ["5%", "fast", "nan", "1e999", "1,5", ""] {
        let ran = scratch.at("02:00", &format!("record delay {text}"));
        assert_eq!(ran.code, 2, "{text}: {}", ran.err);
    }
    let ran = scratch.at("02:00", "record complaints 5ms");
    assert!(ran.err.contains("`5ms` does not fit `complaints`"), "{}", ran.err);
}

#[test]
fn a_metric_that_is_computed_is_not_recorded() {
    let scratch = Scratch::new();
    let ran = scratch.at("01:00", "record errors 0");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`errors` is computed from data"), "{}", ran.err);
    assert!(ran.err.contains("`complaints`, `delay`"), "{}", ran.err);
}

#[test]
fn a_reading_outside_of_every_window_is_told_to_count_for_none() {
    let scratch = Scratch::new();
    let warns = |clock: &str| scratch.at(clock, "record complaints 0").err.contains("counts for none");
    assert!(warns("00:30"));
    scratch.do_at("01:00", "start canary");
    assert!(warns("01:02"), "the five minutes to settle are cut from the window");
    assert!(!warns("01:10"));
}

#[test]
fn a_rehearsal_slower_than_the_plan_expects_is_told() {
    let scratch = Scratch::new();
    let ran = scratch.at("01:00", "rehearse --minutes 3");
    assert_eq!((ran.code, ran.err.contains("the plan expects 2 min")), (0, true), "{}", ran.err);
    assert_eq!(scratch.newest().event, Event::Rehearse(Some(3.0)));
    assert_eq!(scratch.run("rehearse --minutes -1").code, 2);
    assert_eq!(scratch.run("rehearse").code, 2);
}

#[test]
fn an_exclusion_that_cuts_nothing_or_too_much_is_told() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "start canary");
    let exclude = |from: &str, to: &str| {
        let span = format!("--from 2026-01-05T{from}:00Z --to 2026-01-05T{to}:00Z");
        scratch.at("03:00", &format!("exclude {span} --note provider --by lin"))
    };
    assert_eq!(exclude("02:00", "02:00").code, 2);
    assert!(exclude("00:10", "00:20").err.contains("outside of the judged window"));
    assert_eq!(exclude("02:00", "02:05").err, "");
    assert!(exclude("02:00", "02:30").err.contains("of the window is cut out"));
    assert_eq!(scratch.entries().len(), 4);
}

#[test]
fn a_time_without_an_offset_is_refused_with_the_plans_timezone() {
    let scratch = Scratch::new();
    for line in ["note x --at 2026-01-05T09:00", "exclude --from 2026-01-05T09:00 --to 2026-01-05T09:00Z --note x"] {
        let ran = scratch.run(line);
        assert_eq!(ran.code, 2, "{line}");
        assert!(
            ran.err.contains("in the plan's timezone, Asia/Shanghai, it is 2026-01-05T09:00:00+08:00"),
            "{}",
            ran.err
        );
    }
    assert_eq!(scratch.run("note x --at tomorrow").code, 2);
}

#[test]
fn an_entry_of_the_future_is_told_to_be_unseen() {
    let scratch = Scratch::new();
    let ran = scratch.run("note x --at 2150-01-01T00:00:00Z");
    assert!(ran.err.contains("1 Jan 2150 08:00 lies ahead"), "{}", ran.err);
}

#[test]
fn programs_get_the_entry_as_json() {
    let scratch = Scratch::new();
    let out = scratch.do_at("01:00", "start canary --by lin --format json");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((value["rollout"].as_str(), value["line"].as_u64()), (Some("search"), Some(3)));
    assert_eq!(value["lines"][2], "what = \"start\"");
    let out = scratch.do_at("01:00", "decide go --note x --format json --dry-run");
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((value["verdict"].as_str(), value["dry_run"].as_bool()), (Some("hold"), Some(true)));
    assert_eq!(scratch.entries().len(), 1);
}

#[test]
fn commands_speak_chinese_too() {
    let scratch = Scratch::new();
    let ran = scratch.at("01:00", "poll on-call go --lang zh-CN");
    assert!(ran.err.contains("还没有阶段开始"), "{}", ran.err);
    scratch.do_at("01:00", "start canary");
    let out = scratch.do_at("01:30", "decide go --note x --lang zh-CN");
    assert!(out.contains("与结论不符"), "{out}");
}

#[test]
fn a_log_or_a_plan_with_mistakes_is_left_alone() {
    let scratch = Scratch::new();
    scratch.write("plans/search/log.toml", "[[entry]]\nwhat = \"note\"\n");
    let before = scratch.log();
    let ran = scratch.at("01:00", "note x");
    assert_eq!((ran.code, scratch.log()), (3, before), "{}", ran.err);
    scratch.write("plans/search/log.toml", "");
    scratch.write("plans/search/plan.toml", &PLAN.replace("go       =", "goo      ="));
    assert_eq!(scratch.at("01:00", "note x").code, 3);
    assert_eq!(scratch.log(), "");
}

#[test]
fn a_file_of_windows_keeps_its_line_ends_and_its_mark() {
    let scratch = Scratch::new();
    let before = "\u{feff}schema = 1\r\n\r\n# ours\r\n";
    scratch.write("plans/search/log.toml", before);
    scratch.do_at("01:00", "note x --by lin");
    let after = scratch.log();
    assert!(after.starts_with(before), "{after:?}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
}
