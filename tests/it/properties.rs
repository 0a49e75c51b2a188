//! What must hold of every rollout, whatever its data.

mod world;

use gonogo::verdict::{Code, Judgement, Status, Verdict};
use proptest::prelude::*;
use proptest::test_runner::Config;

use world::{Chance, HOURS, Rollout, Row, after, essence, export, worlds};

/// Few, for each judges a rollout many times; PROPTEST_CASES asks for more.
fn some_cases() -> Config {
    let usual = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { 24 };
    Config { cases, failure_persistence: None, ..usual }
}

/// The minutes that data may be old: the default, as half the least soak is longer.
const FRESHNESS: i64 = 120;

proptest! {
    #![proptest_config(some_cases())]

    /// A candidate's request that fails, or is slower, can only make things worse. (Not so for the baseline's, nor for means.)
    #[test]
    fn worse_data_is_never_a_better_verdict(rows in worlds(), seed in any::<u64>(), share in 1..60_u32) {
        let mut chance = Chance(seed);
        let worse: Vec<Row> = rows.iter().cloned().map(|row| {
            if row.candidate && chance.below(100) < share {
                let status = if row.status < 500 && chance.below(2) == 0 { 500 } else { row.status };
                Row { status, latency: row.latency + chance.below(800), ..row }
            } else {
                row
            }
        }).collect();
        for hour in [3, 7, HOURS as i64] {
            let (before, then) = (Rollout::said(&rows, after(hour * 60)), Rollout::said(&worse, after(hour * 60)));
            prop_assert!(then.verdict >= before.verdict, "{:?} became {:?} at hour {hour}", before.verdict, then.verdict);
            for (one, other) in before.gates.iter().zip(&then.gates) {
                prop_assert!(rank(other.status) >= rank(one.status), "gate {} {:?}: {one:?} became {other:?}", one.gate, one.segment);
            }
        }
    }

    /// Rows that are lost at the end, for longer than data may be old, give no go and no roll-back that was not there.
    #[test]
    fn lost_data_is_never_a_go_and_never_a_new_roll_back(rows in worlds(), lost in 3..HOURS as i64) {
        let end = after(HOURS as i64 * 60);
        let cut = after((HOURS as i64 - lost) * 60);
        let kept: Vec<Row> = rows.iter().filter(|row| row.at < cut).cloned().collect();
        prop_assert!(lost * 60 > FRESHNESS);
        let (all, some) = (Rollout::said(&rows, end), Rollout::said(&kept, end));
        prop_assert!(some.verdict != Verdict::Go);
        prop_assert!(some.verdict != Verdict::Rollback || all.verdict == Verdict::Rollback);
        for gate in &some.gates {
            prop_assert!(rank(gate.status) > 0, "a gate goes on old data: {gate:?}");
        }
    }

    /// A gate without a row holds, whatever the others say; and its silence hides nothing of theirs.
    #[test]
    fn a_segment_that_is_lost_holds_and_hides_nothing(rows in worlds()) {
        let end = after(HOURS as i64 * 60);
        let without: Vec<Row> = rows.iter().filter(|row| row.kind != 'b').cloned().collect();
        let all = Rollout::said(&rows, end);
        let some = Rollout::said(&without, end);
        let segment = |judgement: &Judgement, name: &str| {
            let of = |gate: &&gonogo::verdict::GateFinding| gate.segment.as_ref().is_some_and(|(_, segment)| segment == name);
            judgement.gates.iter().find(of).cloned().expect("a segment")
        };
        prop_assert_eq!(segment(&some, "b").code, Code::NoData);
        prop_assert_eq!(segment(&some, "b").status, Status::Decides(Verdict::Hold));
        prop_assert_eq!(segment(&some, "a").value, segment(&all, "a").value);
        prop_assert!(rank(segment(&some, "a").status) >= rank(segment(&all, "a").status));
    }

    #[test]
    fn the_order_of_rows_and_of_files_does_not_matter(rows in worlds(), seed in any::<u64>()) {
        let end = after(HOURS as i64 * 60 - 17);
        let sorted = essence(&Rollout::said(&rows, end));
        let mut chance = Chance(seed);
        let mut mixed = rows.clone();
        for place in (1..mixed.len()).rev() {
            mixed.swap(place, chance.below(place as u32 + 1) as usize);
        }
        prop_assert_eq!(&essence(&Rollout::said(&mixed, end)), &sorted);
        let (left, right) = mixed.split_at(mixed.len() / 3);
        let one = Rollout::new(&[("a.csv", export(left, false)), ("b.csv", export(right, false))], "");
        let other = Rollout::new(&[("a.csv", export(right, false)), ("b.csv", export(left, false))], "");
        prop_assert_eq!(&essence(&one.judge(end)), &sorted);
        prop_assert_eq!(&essence(&other.judge(end)), &sorted);
    }

    #[test]
    fn neither_splits_nor_overlaps_nor_further_columns_matter(rows in worlds(), cut in 0.0..1.0_f64, overlap in 0.0..0.5_f64) {
        let end = after(HOURS as i64 * 60 - 17);
        let whole = essence(&Rollout::said(&rows, end));
        let cut = (cut * rows.len() as f64) as usize;
        let until = (cut + (overlap * rows.len() as f64) as usize).min(rows.len());
        let split = Rollout::new(&[("a.csv", export(&rows[..cut], false)), ("b.csv", export(&rows[cut..], false))], "");
        prop_assert_eq!(&essence(&split.judge(end)), &whole);
        let over = Rollout::new(&[("a.csv", export(&rows[..until], false)), ("b.csv", export(&rows[cut..], false))], "");
        prop_assert_eq!(&essence(&over.judge(end)), &whole);
        let wide = Rollout::new(&[("a.csv", export(&rows, true))], "");
        prop_assert_eq!(&essence(&wide.judge(end)), &whole);
    }

    /// A replay reads once and says at each step what a check would have said then.
    #[test]
    fn a_replay_says_at_each_step_what_a_check_says(rows in worlds(), step in 13..111_i64, cut in 0..6_i64) {
        let (from, to, told) = (after(60 * cut + 7), after(60 * cut + 31), after(60 * cut + 200));
        let entries = format!(
            "[[entry]]\nat = {told}\nwhat = \"exclude\"\nfrom = {from}\nto = {to}\nnote = \"x\"\n\
             [[entry]]\nat = {}\nwhat = \"start\"\nphase = \"canary\"\n",
            after(8 * 60 + 5)
        );
        let rollout = Rollout::new(&[("requests.csv", export(&rows, false))], &entries);
        let ats: Vec<_> = (1..=HOURS as i64 * 60 / step).map(|number| after(number * step)).collect();
        let steps = rollout.replay(&ats);
        for (at, step) in ats.iter().zip(steps).skip(ats.len() / 2) {
            let judgement = rollout.judge(*at);
            prop_assert_eq!((step.at, step.phase, step.verdict), (*at, judgement.phase, judgement.verdict));
            let mut codes: Vec<Code> = Vec::new();
            for reason in &judgement.reasons {
                if !codes.contains(&reason.code) {
                    codes.push(reason.code);
                }
            }
            prop_assert_eq!(step.codes, codes, "at {}", at);
        }
    }

    /// What was shown at a full hour stays shown until the phase ends.
    #[test]
    fn a_roll_back_that_was_reached_at_a_look_stays(rows in worlds()) {
        let rollout = Rollout::new(&[("requests.csv", export(&rows, false))], "");
        let ats: Vec<_> = (1..=2 * HOURS as i64).map(|half| after(half * 30)).collect();
        let mut reached = false;
        for step in rollout.replay(&ats) {
            prop_assert!(!reached || step.verdict == Verdict::Rollback, "taken back at {}", step.at);
            // Looks are at every 24th of the soak of 6 hours: at each quarter of an hour.
            reached |= step.verdict == Verdict::Rollback;
        }
    }
}

/// How bad a status is; information is nothing.
fn rank(status: Status) -> usize {
    status.verdict().map_or(0, |verdict| Verdict::ALL.iter().position(|other| *other == verdict).unwrap_or(0))
}
