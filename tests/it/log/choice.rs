//! Which rollout is meant.

use super::kit::{PLAN, Scratch};

/// Two rollouts: both have `canary`, only one has `everybody`.
fn two() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("plans/other/plan.toml", "schema = 1\ntitle = \"Other\"\n\n[[phase]]\nid = \"canary\"\n");
    scratch
}

#[test]
fn an_id_that_only_one_rollout_has_names_it() {
    let scratch = two();
    scratch.do_at("01:00", "start canary -r search");
    scratch.do_at("02:00", "poll on-call go");
    assert_eq!((scratch.entries().len(), scratch.read("plans/other/log.toml").as_str()), (2, ""));
}

#[test]
fn what_several_rollouts_have_must_be_told_apart() {
    let scratch = two();
    let ran = scratch.at("01:00", "start canary");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("canary (other), canary (search)"), "{}", ran.err);
    let ran = scratch.at("01:00", "note hello");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("name one with -r: other, search"), "{}", ran.err);
}

#[test]
fn a_misspelt_id_is_answered_with_the_nearest() {
    let scratch = two();
    for (line, near) in [
        ("start canry", "did you mean `canary`?"),
        ("finish everbody", "did you mean `everybody`?"),
        ("poll oncall go", "did you mean `on-call`?"),
        ("record complaint 0", "did you mean `complaints`?"),
        ("note x -r serach", "did you mean `search`?"),
    ] {
        let ran = scratch.at("01:00", line);
        assert_eq!(ran.code, 2, "{line}");
        assert!(ran.err.contains(near), "{line}: {}", ran.err);
    }
    assert_eq!(scratch.run("poll on-call maybe").code, 2);
    assert_eq!(scratch.run("decide goo --note x").code, 2);
}

#[test]
fn the_folder_we_stand_in_is_meant_and_so_is_one_below_it() {
    let scratch = two();
    scratch.write("plans/search/metrics/empty.csv", "");
    for (folder, shown) in [("plans/search", "log.toml:"), ("plans/search/metrics", "../log.toml:")] {
        let words = ["-C", folder, "note", "hello", "--at", "2026-01-05T01:00:00Z"];
        let ran = scratch.run_words(&words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.starts_with(shown), "{}", ran.out);
    }
    assert_eq!(scratch.entries().len(), 2);
    let ran = scratch.run_words(&["-C", "plans", "note", "hello", "-r", "search"]);
    assert!(ran.out.starts_with("search/log.toml:"), "{}", ran.out);
}

#[test]
fn an_item_is_looked_for_in_every_rollout_too() {
    let scratch = two();
    scratch.do_at("01:00", "tick support");
    let list = "schema = 1\n[[list]]\nid = \"l\"\n[[list.item]]\nid = \"support\"\ntext = \"Support\"\n";
    scratch.write("plans/other/checklist.toml", list);
    let ran = scratch.at("01:00", "tick support");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("support (other), support (search)"), "{}", ran.err);
}

#[test]
fn a_neighbour_with_mistakes_stops_only_those_who_do_not_name_theirs() {
    let scratch = two();
    scratch.write("plans/other/plan.toml", "schema = 1\n");
    assert_eq!(scratch.at("01:00", "start canary").code, 3);
    assert_eq!(scratch.at("01:00", "start canary -r search").code, 0);
}

#[test]
fn without_a_rollout_there_is_nothing_to_write_to() {
    let scratch = Scratch::empty();
    assert_eq!(scratch.run("note x").code, 3);
    scratch.write("folder/file", "");
    assert_eq!(scratch.run("note x -r folder").code, 3);
    scratch.write("plans/search/plan.toml", PLAN);
    assert_eq!(scratch.run("note x").code, 0);
}
