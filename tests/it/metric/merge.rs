//! Merging tallies in any order gives the same tally.

use gonogo::metric::export::Dedupe;
use gonogo::metric::read::ExportTally;
use gonogo::metric::value::{Amount, Value};
use proptest::prelude::*;

use super::kit::*;

/// A row as text: second of the day, arm, unit, segment, two numbers.
fn row() -> impl Strategy<Value = String> {
    let arm = prop_oneof![Just("candidate"), Just("baseline"), Just("other"), Just("")];
    let cell = prop_oneof![
        4 => (0_u32..50).prop_map(|number| number.to_string()),
        1 => (0.0_f64..1e6).prop_map(|number| number.to_string()),
        1 => Just("nan".to_owned()),
        1 => Just(String::new()),
    ];
    (0_u32..86_400, arm, 0_u8..4, 0_u8..3, cell.clone(), cell).prop_map(|(second, arm, unit, segment, x, y)| {
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        format!("2026-01-05T{hour:02}:{minute:02}:{second:02}Z,{arm},u{unit},s{segment},{x},{y}\n")
    })
}

fn case() -> Case {
    let mut case = Case::csv(metric(Value::Share(at_least("x", 10.0))));
    case.metrics[0].1 = Some("segment");
    for value in [
        Value::Quantile(field("x"), 0.95),
        Value::Mean(field("y")),
        Value::Points(field("x")),
        Value::Ratio(Amount::Sum(field("x")), Amount::Sum(field("y"))),
    ] {
        case.metrics.push((metric(value), Some("segment")));
    }
    case.arms = Some(rule());
    case.split = Some(0);
    case.dedupe = Dedupe::Off;
    case
}

fn read(path: &str, rows: &[String]) -> ExportTally {
    let text = format!("time,arm,session_id,segment,x,y\n{}", rows.concat());
    case().read(&[(path, text.as_bytes())])
}

fn merged(parts: &[&ExportTally]) -> ExportTally {
    let mut sum = ExportTally::default();
    parts.iter().for_each(|part| sum.merge((*part).clone()));
    sum
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn merging_is_commutative_and_associative(
        a in prop::collection::vec(row(), 0..20),
        b in prop::collection::vec(row(), 0..20),
        c in prop::collection::vec(row(), 0..20),
    ) {
        let (a, b, c) = (read("a", &a), read("b", &b), read("c", &c));
        let whole = merged(&[&a, &b, &c]);
        prop_assert_eq!(&whole, &merged(&[&c, &a, &b]));
        let nested = merged(&[&a, &merged(&[&b, &c])]);
        prop_assert_eq!(&whole, &nested);
    }

    #[test]
    fn files_read_together_come_to_what_their_tallies_merge_to(
        a in prop::collection::vec(row(), 0..20),
        b in prop::collection::vec(row(), 0..20),
    ) {
        let parts = merged(&[&read("a", &a), &read("b", &b)]);
        let all: Vec<String> = a.into_iter().chain(b).collect();
        let mut backwards = all.clone();
        backwards.reverse();
        for rows in [all, backwards] {
            let together = read("a", &rows);
            prop_assert_eq!(&together.series, &parts.series);
            prop_assert_eq!(&together.assignment, &parts.assignment);
        }
    }
}

#[test]
fn presence_tells_the_seconds_that_had_rows() {
    let rows = ["2026-01-05T03:00:00.2Z", "2026-01-05T03:00:00.9Z", "2026-01-05T03:00:10Z", "2026-01-05T04:00:00Z"];
    let rows: Vec<String> = rows.iter().map(|time| format!("{time},candidate,u,s,1,1\n")).collect();
    let tally = read("a", &rows);
    let presence = &tally.series[0].presence[&gonogo::metric::Arm::Candidate];
    let three = at("2026-01-05T03:00:00Z").seconds();
    let seconds: Vec<i64> = presence.seconds(three, three + 3601).map(|second| second - three).collect();
    assert_eq!(seconds, [0, 10, 3600]);
    assert!(presence.any(three + 10, three + 11) && !presence.any(three + 11, three + 3600));
    assert_eq!(presence.median_gap(three, three + 3601), Some(1800.0));
    assert_eq!(presence.median_gap(three, three + 1), None);
    assert_eq!(presence.last(0..4), Some(at("2026-01-05T03:00:10Z")));
}
