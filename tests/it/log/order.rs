//! `start` and `finish` keep the order that the plan promises.

use gonogo::journal::Event;

use super::kit::{PLAN, Scratch};

#[test]
fn a_start_writes_the_hashes_of_the_plan_and_its_variables_with_secrets_by_name_only() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "start canary --by lin --note deployed");
    let entry = scratch.newest();
    assert_eq!(entry.event, Event::Start("canary".into()));
    assert_eq!((entry.by.as_deref(), entry.note.as_deref()), (Some("lin"), Some("deployed")));
    assert_eq!(entry.plan, Some(gonogo::source::sha256_hex(PLAN.as_bytes())));
    assert_eq!(entry.gates.map(|hash| hash.len()), Some(64));
    let set: Vec<_> = entry.set.unwrap_or_default().into_iter().collect();
    let expected = [("SEARCH", "10"), ("TOKEN", "secret SEARCH_TOKEN")];
    assert_eq!(set, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(!entry.forced);
}

#[test]
fn a_start_carries_over_the_variables_of_the_phases_before_it() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    scratch.do_at("03:30", "start everybody");
    let set = scratch.newest().set.unwrap_or_default();
    assert_eq!(set.get("SEARCH").map(String::as_str), Some("100"));
    assert_eq!(set.get("TOKEN").map(String::as_str), Some("secret SEARCH_TOKEN"));
}

#[test]
fn a_phase_does_not_start_while_the_one_before_it_is_not_go() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "start canary");
    let before = scratch.log();
    let ran = scratch.at("02:00", "start everybody");
    assert_eq!(ran.code, 4);
    for objection in ["Soak time is 1 h", "Complaints has no reading", "Support is briefed", "On call has not answered"]
    {
        assert!(ran.err.contains(objection), "{objection}: {}", ran.err);
    }
    assert!(ran.err.contains("--force --reason"), "{}", ran.err);
    assert_eq!((scratch.log(), ran.out.as_str()), (before, ""));
}

#[test]
fn a_phase_does_not_start_while_a_list_before_it_is_open() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    scratch.do_at("03:20", "untick support");
    let ran = scratch.at("03:30", "start everybody");
    assert_eq!(ran.code, 4);
    assert_eq!(ran.err.matches("  - ").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("Open in before-everybody: Support is briefed"), "{}", ran.err);
}

#[test]
fn the_first_phase_does_not_start_while_a_list_before_it_is_open() {
    let scratch = Scratch::new();
    let checklist =
        scratch.read("plans/search/checklist.toml").replace("before = \"everybody\"", "before = \"canary\"");
    scratch.write("plans/search/checklist.toml", &checklist);
    assert_eq!(scratch.at("01:00", "start canary").code, 4);
    scratch.do_at("01:00", "tick support");
    scratch.do_at("01:00", "start canary");
}

#[test]
fn force_needs_a_reason_and_both_are_written() {
    let scratch = Scratch::new();
    scratch.do_at("01:00", "start canary");
    for line in ["start everybody --force", "start everybody --reason hurry", "start everybody --force --reason="] {
        assert_eq!(scratch.at("02:00", line).code, 4, "{line}");
    }
    let out = scratch.do_at("02:00", "start everybody --force --reason hurry");
    assert!(out.contains("Forced against:\n  - "), "{out}");
    let entry = scratch.newest();
    assert_eq!((entry.forced, entry.reason.as_deref()), (true, Some("hurry")));
}

#[test]
fn force_that_was_not_needed_is_not_recorded_as_such() {
    let scratch = Scratch::new();
    let ran = scratch.at("01:00", "start canary --force --reason hurry");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("nothing spoke against it"), "{}", ran.err);
    assert!(!scratch.newest().forced);
}

#[test]
fn a_phase_that_was_skipped_speaks_against_the_one_after_it() {
    let scratch = Scratch::new();
    scratch.do_at("00:50", "tick support");
    let ran = scratch.at("01:00", "start everybody");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("A tenth comes before everybody and was never run"), "{}", ran.err);
}

#[test]
fn a_variable_that_an_older_plan_set_must_be_restored_by_roll_back() {
    let scratch = Scratch::new();
    scratch.write(
        "plans/search/log.toml",
        "[[entry]]\nat = 2026-01-01T00:00:00Z\nwhat = \"note\"\nset = { OLD_FLAG = \"1\" }\n",
    );
    let ran = scratch.at("01:00", "start canary");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("would not restore `OLD_FLAG`"), "{}", ran.err);
}

#[test]
fn a_phase_is_not_started_twice_by_mistake() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    let ran = scratch.at("03:30", "start canary");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("A tenth was started before, at 5 Jan 09:00"), "{}", ran.err);
    scratch.do_at("03:30", "start canary --force --reason again");
    assert_eq!(scratch.entries().iter().filter(|entry| entry.event == Event::Start("canary".into())).count(), 2);
}

#[test]
fn a_start_is_not_slipped_in_before_what_was_logged_later() {
    let scratch = Scratch::new();
    scratch.do_at("06:00", "start canary");
    let ran = scratch.at("05:00", "start canary");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("after this time, at 5 Jan 14:00"), "{}", ran.err);
}

#[test]
fn after_a_roll_back_a_start_needs_a_reason() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    let rollback = "\n[[entry]]\nat = 2026-01-05T03:20:00Z\nwhat = \"rollback\"\nphase = \"canary\"\n";
    scratch.write("plans/search/log.toml", &(scratch.log() + rollback));
    let ran = scratch.at("03:30", "start canary");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("rolled back"), "{}", ran.err);
    scratch.do_at("03:30", "start canary --force --reason fixed");
}

#[test]
fn a_phase_that_is_go_finishes_and_one_that_is_not_does_not() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    let ran = scratch.at("02:30", "finish canary");
    assert_eq!((ran.code, ran.err.contains("Soak time is 1 h 30 min")), (4, true), "{}", ran.err);
    let out = scratch.do_at("03:30", "finish canary --by lin");
    assert!(out.contains("next `gonogo start everybody -r search`"), "{out}");
    assert_eq!(scratch.newest().event, Event::Finish(Some("canary".into())));
}

#[test]
fn the_last_phase_closes_the_rollout() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    scratch.do_at("03:30", "start everybody");
    scratch.do_at("05:00", "record complaints 0");
    scratch.do_at("07:00", "poll on-call go");
    scratch.do_at("07:00", "poll dba go");
    let out = scratch.do_at("08:00", "finish everybody");
    assert!(out.contains("everybody ended; it was the last phase"), "{out}");
}

#[test]
fn a_phase_that_does_not_run_cannot_finish_even_by_force() {
    let scratch = Scratch::new();
    let ran = scratch.at("01:00", "finish canary --force --reason no");
    assert_eq!((ran.code, ran.err.contains("no phase is")), (4, true), "{}", ran.err);
    scratch.do_at("01:00", "start canary");
    let ran = scratch.at("02:00", "finish everybody --force --reason no");
    assert_eq!((ran.code, ran.err.contains("`canary` is")), (4, true), "{}", ran.err);
    assert_eq!(scratch.entries().len(), 1);
}

#[test]
fn a_gate_that_changed_after_an_approval_voids_it() {
    let scratch = Scratch::new();
    scratch.canary_is_go();
    scratch.run_words(&["decide", "go", "--note", "fine", "--by", "lin", "--at", "2026-01-05T03:20:00Z"]);
    scratch.write("plans/search/plan.toml", &PLAN.replace("go       = \"== 0\"", "go       = \"<= 3\""));
    let ran = scratch.at("03:30", "start everybody");
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("since lin said go at 5 Jan 11:20: that approval is void"), "{}", ran.err);
    assert!(ran.err.contains("since tomas said go"), "{}", ran.err);
    // Said again of the gates as they are now.
    scratch.do_at("03:31", "poll on-call go --by tomas");
    scratch.do_at("03:31", "decide go --note seen --by lin");
    scratch.do_at("03:32", "start everybody");
}

#[test]
fn titles_comments_and_the_way_numbers_are_written_change_no_gate() {
    let hash = |plan: &str| {
        let scratch = Scratch::new();
        scratch.write("plans/search/plan.toml", plan);
        scratch.do_at("01:00", "start canary");
        scratch.newest().gates
    };
    let first = hash(PLAN);
    assert_eq!(hash(&PLAN.replace("title = \"Complaints\"", "title = \"Anger\" # said loud")), first);
    assert_eq!(hash(&PLAN.replace("\"== 0\"", "\"==   0.0\"")), first);
    assert_ne!(hash(&PLAN.replace("\">= 5\"", "\">= 6\"")), first);
    assert_ne!(hash(&PLAN.replace("rollback = \">= 5\"", "rollback = \">= 5\"\nrequired = false")), first);
}
