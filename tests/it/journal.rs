//! log.toml: entries in the order of their time, and one more at the end without touching the rest.

use std::collections::BTreeMap;

use gonogo::journal::{self, AppendError, Decided, Entry, Event, Journal, Recorded, Subjects, append};
use gonogo::source::{Moment, Source};
use proptest::prelude::*;

fn source(text: &str) -> Source {
    Source::new("plans/checkout/log.toml", text)
}

fn read(text: &str) -> Journal {
    journal::read(&source(text), None).expect("a log").0
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn entry(event: Event) -> Entry {
    Entry {
        at: at("2026-01-05T03:00:00Z"),
        by: None,
        note: None,
        event,
        plan: None,
        gates: None,
        set: None,
        forced: false,
        reason: None,
        line: 0,
    }
}

const CONTRACT: &str = r#"schema = 1

[[entry]]
at    = 2026-01-05T03:00:00Z
what  = "start"
phase = "canary"
by    = "lin"
note  = "…"
plan = "aa"
gates = "bb"
set = { A = "1" }
forced = true
reason = "now"

[[entry]]
at = 2026-01-04T03:00:00Z
what = "answer"
role = "dba"
answer = "no-go"

[[entry]]
at = 2026-01-04T11:00:00+08:00
what = "decide"
decision = "rollback"
"#;

#[test]
fn entries_count_in_the_order_of_their_time_and_ties_in_that_of_the_file() {
    let journal = read(CONTRACT);
    let events: Vec<&Event> = journal.entries.iter().map(|entry| &entry.event).collect();
    let answer = Event::Answer { role: "dba".into(), go: false };
    let start = Event::Start("canary".into());
    assert_eq!(events, [&answer, &Event::Decide(Decided::Rollback), &start]);
    let start = &journal.entries[2];
    assert_eq!((start.line, start.by.as_deref(), start.forced), (3, Some("lin"), true));
    assert_eq!(start.set, Some(BTreeMap::from([("A".to_owned(), "1".to_owned())])));
}

#[test]
fn a_reading_in_percent_is_kept_as_a_fraction() {
    let subjects = Subjects::new([], [], [("nps", Recorded::Percent), ("complaints", Recorded::Plain)]);
    let reading = |metric: &str| {
        let text =
            format!("[[entry]]\nat = 2026-01-05T03:00:00Z\nwhat = \"reading\"\nmetric = \"{metric}\"\nvalue = 5\n");
        let (journal, _) = journal::read(&source(&text), Some(&subjects)).expect("a log");
        journal.entries[0].event.clone()
    };
    assert_eq!(reading("nps"), Event::Reading { metric: "nps".into(), value: 0.05 });
    assert_eq!(reading("complaints"), Event::Reading { metric: "complaints".into(), value: 5.0 });
}

#[test]
fn the_first_entry_makes_a_whole_file() {
    let first = Entry { by: Some("林".into()), ..entry(Event::Start("canary".into())) };
    let appended = append(&source(""), &first).unwrap();
    assert_eq!(
        appended.text,
        "schema = 1\n\n[[entry]]\nat = 2026-01-05T03:00:00Z\nwhat = \"start\"\nphase = \"canary\"\nby = \"林\"\n"
    );
    assert_eq!((appended.line, appended.lines.len()), (3, 5));
}

#[test]
fn an_entry_goes_to_the_end_and_every_byte_before_it_stays() {
    let note = Entry { note: Some("a \"b\"\n".into()), ..entry(Event::Note) };
    let written = "[[entry]]\nat = 2026-01-05T03:00:00Z\nwhat = \"note\"\nnote = \"a \\\"b\\\"\\n\"";
    let cases = [
        (CONTRACT.to_owned(), format!("{CONTRACT}\n{written}\n")),
        (format!("{CONTRACT}\n"), format!("{CONTRACT}\n{written}\n")),
        (CONTRACT.trim_end().to_owned(), format!("{CONTRACT}\n{written}")),
        (format!("{CONTRACT}# end"), format!("{CONTRACT}# end\n\n{written}")),
    ];
    for (text, expected) in cases {
        assert_eq!(append(&source(&text), &note).unwrap().text, expected);
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let expected = format!("\u{feff}{}", expected.replace('\n', "\r\n"));
        assert_eq!(append(&source(&windows), &note).unwrap().text, expected);
    }
}

#[test]
fn a_log_that_cannot_take_an_entry_is_left_alone() {
    let mistaken = source("[[entry]]\nwhat = \"note\"\n");
    assert!(matches!(append(&mistaken, &entry(Event::Note)), Err(AppendError::Unreadable(_))));
    let inline = source("entry = [{ at = 2026-01-05T03:00:00Z, what = \"note\" }]\n");
    assert!(matches!(append(&inline, &entry(Event::Note)), Err(AppendError::Unsafe)));
    let reading = Event::Reading { metric: "m".into(), value: f64::NAN };
    assert!(matches!(append(&source(""), &entry(reading)), Err(AppendError::Unsafe)));
    let excluded = Event::Exclude { from: at("2026-01-05T03:00:00Z"), to: at("2026-01-05T03:00:00Z") };
    assert!(matches!(append(&source(""), &entry(excluded)), Err(AppendError::Unsafe)));
}

/// Text that is not blank, with whatever TOML has to escape.
fn words() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| format!("x{text}"))
}

fn moments() -> impl Strategy<Value = Moment> {
    (-9_000_000_000_i64..9_000_000_000).prop_map(Moment::from_seconds)
}

fn events() -> impl Strategy<Value = Event> {
    let decided = vec![Decided::Go, Decided::Hold, Decided::NoGo, Decided::Rollback];
    let numbers = || any::<f64>().prop_filter("finite", |number| number.is_finite());
    prop_oneof![
        words().prop_map(Event::Start),
        proptest::option::of(words()).prop_map(Event::Finish),
        proptest::option::of(words()).prop_map(Event::Rollback),
        (words(), any::<bool>()).prop_map(|(role, go)| Event::Answer { role, go }),
        proptest::sample::select(decided).prop_map(Event::Decide),
        (words(), numbers()).prop_map(|(metric, value)| Event::Reading { metric, value }),
        proptest::option::of(numbers().prop_map(f64::abs)).prop_map(Event::Rehearse),
        (moments(), 1_i64..1_000_000).prop_map(|(from, length)| Event::Exclude { from, to: from.plus(length) }),
        Just(Event::Note),
    ]
}

prop_compose! {
    fn entries()(
        event in events(),
        at in moments(),
        note in words(),
        by in proptest::option::of(words()),
        set in proptest::option::of(proptest::collection::btree_map(any::<String>(), any::<String>(), 0..3)),
        forced in any::<bool>(),
        reason in proptest::option::of(words()),
    ) -> Entry {
        Entry { at, by, note: Some(note), set, forced, reason, ..entry(event) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_appended_reads_back_the_same(entries in proptest::collection::vec(entries(), 1..4), windows in any::<bool>()) {
        let mut text = if windows { "schema = 1\r\n".to_owned() } else { String::new() };
        for entry in &entries {
            let appended = append(&source(&text), entry).expect("appended").text;
            prop_assert!(appended.starts_with(&text));
            text = appended;
        }
        let mut expected = entries;
        expected.sort_by_key(|entry| entry.at);
        let actual = read(&text).entries.into_iter().map(|entry| Entry { line: 0, ..entry });
        prop_assert_eq!(actual.collect::<Vec<_>>(), expected);
    }
}
