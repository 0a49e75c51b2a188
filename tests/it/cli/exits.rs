//! Every exit code, and what is said with it.

use super::sandbox::{AT, Ran, Sandbox};

const PLAN: &str = r#"
schema = 1
title = "Checkout"

[[metric]]
id = "complaints"
value = "reading"

[[gate]]
metric = "complaints"
go = "== 0"
rollback = "> 3"

[[phase]]
id = "everybody"
traffic = "100%"
soak = "24h"

[[role]]
id = "support"
title = "Support"
"#;

const START: &str = r#"
schema = 1

[[entry]]
at = 2026-01-04T00:00:00Z
what = "start"
phase = "everybody"
"#;

const CALM: &str = r#"
[[entry]]
at = 2026-01-05T12:00:00Z
what = "reading"
metric = "complaints"
value = 0
"#;

const UPROAR: &str = r#"
[[entry]]
at = 2026-01-05T12:00:00Z
what = "reading"
metric = "complaints"
value = 5
"#;

fn answer(word: &str) -> String {
    format!("\n[[entry]]\nat = 2026-01-05T13:00:00Z\nwhat = \"answer\"\nrole = \"support\"\nanswer = \"{word}\"\n")
}

fn check(entries: &[&str]) -> Ran {
    let log = entries.concat();
    Sandbox::checkout(&[("plan.toml", PLAN), ("log.toml", &log)]).run(&["check", "--at", AT])
}

#[test]
fn check_exits_0_on_go() {
    let ran = check(&[START, CALM, &answer("go")]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("GO"), "{}", ran.out);
}

#[test]
fn check_exits_10_on_hold_and_nothing_to_go_by_is_a_hold() {
    assert_eq!(check(&[START, CALM]).code, 10, "a role is silent");
    assert_eq!(check(&[START]).code, 10, "no data");
    assert_eq!(check(&["schema = 1\n"]).code, 10, "not started");
    assert_eq!(Sandbox::checkout(&[("plan.toml", PLAN)]).run(&["check", "--at", AT]).code, 10, "no log at all");
}

#[test]
fn check_exits_11_on_no_go() {
    assert_eq!(check(&[START, CALM, &answer("no-go")]).code, 11);
}

#[test]
fn check_exits_12_on_roll_back_whatever_people_answered() {
    assert_eq!(check(&[START, UPROAR, &answer("go")]).code, 12);
    assert_eq!(check(&[START, UPROAR, &answer("no-go")]).code, 12);
}

#[test]
fn check_of_several_exits_with_the_worst_and_an_invalid_one_does_not_stop_the_others() {
    let sandbox = Sandbox::shipped();
    assert_eq!(sandbox.run(&["check", "--at", AT]).code, 12);
    assert_eq!(sandbox.run(&["check", "budget-controller", "--at", AT]).code, 10);
    sandbox.write("plans/broken/plan.toml", "schema = 1\n");
    let ran = sandbox.run(&["check", "--at", AT, "--format", "json"]);
    assert_eq!(ran.code, 12, "a roll-back is worse than a mistake");
    assert_eq!(ran.json()["rollouts"].as_array().map(Vec::len), Some(3));
    assert_eq!(sandbox.run(&["check", "broken", "budget-controller", "--at", AT]).code, 3);
}

#[test]
fn status_exits_0_whenever_it_could_print() {
    let ran = Sandbox::shipped().run(&["status", "--at", AT]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("ROLL BACK") && ran.out.contains("HOLD"), "{}", ran.out);
}

#[test]
fn an_unknown_rollout_exits_2_and_the_nearest_name_is_told() {
    let ran = Sandbox::shipped().run(&["check", "budget-controler", "--at", AT]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no rollout named `budget-controler`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `budget-controller`?"), "{}", ran.err);
}

#[test]
fn wrong_usage_exits_2() {
    let sandbox = Sandbox::shipped();
    for words in [
        &["chek"][..],
        &["check", "--lang", "fr"],
        &["check", "--at", "yesterday"],
        &["tick"],
        &["replay", "--every", "soon"],
    ] {
        let ran = sandbox.run(words);
        assert_eq!(ran.code, 2, "{words:?}: {}", ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{words:?}");
    }
}

#[test]
fn mistakes_in_a_plan_exit_3_and_are_all_told_at_once_on_the_files_own_lines() {
    let plan = PLAN.replace("metric = \"complaints\"", "metric = \"complaint\"").replace("soak = ", "soke = ");
    let ran = Sandbox::checkout(&[("plan.toml", &plan)]).run(&["check", "--at", AT]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    let line = |words: &str| plan.lines().position(|line| line.contains(words)).map_or(0, |line| line + 1);
    for (words, help) in [("metric = \"complaint\"", "`complaints`"), ("soke = ", "`soak`")] {
        assert!(ran.err.contains(&format!("plans/checkout/plan.toml:{}:", line(words))), "{}", ran.err);
        assert!(ran.err.contains(words) && ran.err.contains(help), "{}", ran.err);
    }
}

#[test]
fn what_is_missing_or_unreadable_exits_3() {
    assert_eq!(Sandbox::empty().run(&["check"]).code, 3, "no rollout anywhere");
    let sandbox = Sandbox::checkout(&[("plan.toml", PLAN)]);
    assert_eq!(sandbox.run(&["check", "plans"]).code, 3, "a folder without a plan");
    assert_eq!(sandbox.run(&["check", "-C", "nowhere"]).code, 3, "a folder that is not there");
    assert_eq!(sandbox.run(&["replay", "--plan", "nowhere.toml"]).code, 3, "a plan that is not there");
    std::fs::create_dir(sandbox.path("plans/checkout/log.toml")).expect("a folder can be made");
    assert_eq!(sandbox.run(&["check"]).code, 3, "a folder where a file should be");
    std::fs::remove_dir(sandbox.path("plans/checkout/log.toml")).expect("an empty folder can be removed");
    std::fs::write(sandbox.path("plans/checkout/log.toml"), b"schema = 1\n# caf\xe9\n").expect("a file can be written");
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.code, 3, "not UTF-8");
    assert!(ran.err.contains("log.toml") && ran.err.contains("UTF-8"), "{}", ran.err);
}

#[test]
fn a_broken_export_is_a_finding_and_no_failure() {
    let sandbox = Sandbox::shipped();
    std::fs::write(sandbox.path("plans/answer-cache/metrics/requests-2026-01-05.csv.gz"), b"no gzip")
        .expect("a file can be written");
    let ran = sandbox.run(&["check", "answer-cache", "--at", AT]);
    assert!([10, 11, 12].contains(&ran.code), "{}: {}", ran.code, ran.err);
}

#[test]
fn json_is_one_object_on_stdout_and_nothing_else() {
    let sandbox = Sandbox::shipped();
    for words in [&["check"][..], &["status"], &["replay"], &["build", "-o", "out"], &["build", "-o", "other", "-n"]] {
        let ran = sandbox.run(&[words, &["--format", "json", "--at", AT]].concat());
        let value = ran.json();
        assert_eq!(value["schema"], 1, "{words:?}");
        assert_eq!(value["rollouts"].as_array().map(Vec::len), Some(2), "{words:?}");
        assert!(ran.err.is_empty(), "{words:?}: {}", ran.err);
    }
}

#[test]
fn an_invalid_rollout_is_told_in_json_too() {
    let ran =
        Sandbox::checkout(&[("plan.toml", "schema = 1\ntitel = \"Checkout\"\n")]).run(&["check", "--format", "json"]);
    let value = ran.json();
    let rollout = &value["rollouts"][0];
    assert_eq!((ran.code, &rollout["id"], &rollout["verdict"]), (3, &"checkout".into(), &serde_json::Value::Null));
    let diagnostics = rollout["diagnostics"].as_array().expect("there are diagnostics");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic["path"] == "plans/checkout/plan.toml"));
    assert!(diagnostics.iter().any(|diagnostic| diagnostic["line"] == 2), "{diagnostics:?}");
    assert!(ran.err.contains("plans/checkout/plan.toml:2:1"), "{}", ran.err);
}

#[test]
fn nobody_at_the_terminal_means_no_colour() {
    let sandbox = Sandbox::shipped();
    let ran = sandbox.run(&["check", "--at", AT]);
    assert!(!ran.out.contains('\x1b') && !ran.err.contains('\x1b'));
    assert!(sandbox.run(&["check", "--at", AT, "--color", "always"]).out.contains('\x1b'));
}

#[test]
fn the_terminal_speaks_both_languages() {
    let sandbox = Sandbox::shipped();
    let chinese = sandbox.run(&["check", "--at", AT, "--lang", "zh-CN"]);
    assert!(chinese.out.contains("回滚") && chinese.out.contains("暂缓"), "{}", chinese.out);
    let mut command = sandbox.command(&["check", "--at", AT]);
    command.env("LANG", "zh_CN.UTF-8");
    assert_eq!(super::sandbox::ran(command), chinese);
}
