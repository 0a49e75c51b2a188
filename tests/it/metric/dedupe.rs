//! Overlapping exports are undone by count, not by set.

use gonogo::metric::export::{Dedupe, Format};
use gonogo::metric::read::ExportTally;

use super::kit::*;

fn case(dedupe: Dedupe) -> Case {
    Case { dedupe, ..Case::csv(error_rate()) }
}

/// A file of rows at minutes after three o'clock, in this order.
fn file(minutes: &[u32]) -> String {
    let mut text = String::from("time,status\n");
    minutes.iter().for_each(|minute| text.push_str(&format!("2026-01-05T03:{minute:02}:00Z,500\n")));
    text
}

fn read(files: &[String]) -> ExportTally {
    let names = ["metrics/1.csv", "metrics/2.csv", "metrics/3.csv"];
    let files: Vec<(&str, &[u8])> = names.into_iter().zip(files.iter().map(String::as_bytes)).collect();
    case(Dedupe::Row).read(&files)
}

/// Rows kept and dropped.
fn kept(files: &[&[u32]]) -> (u64, u64) {
    let files: Vec<String> = files.iter().map(|minutes| file(minutes)).collect();
    let tally = read(&files);
    (tries(&tally).1, tally.dropped)
}

#[test]
fn genuine_equal_lines_stay() {
    assert_eq!(kept(&[&[1, 2, 2, 2, 3]]), (5, 0));
    assert_eq!(kept(&[&[1, 2, 2, 2], &[2, 2, 3]]), (5, 2));
    assert_eq!(kept(&[&[1, 2], &[2, 2, 2, 3]]), (5, 1));
}

#[test]
fn overlapping_files_count_once() {
    assert_eq!(kept(&[&[1, 2, 3, 4], &[3, 4, 5, 6]]), (6, 2));
    assert_eq!(kept(&[&[1, 2], &[1, 2], &[1, 2]]), (2, 4));
    assert_eq!(kept(&[&[1, 2, 3], &[4, 5]]), (5, 0));
}

#[test]
fn a_jump_back_within_a_file_begins_another_pass() {
    assert_eq!(kept(&[&[1, 2, 3, 4, 5, 3, 4, 5, 6]]), (6, 3));
    assert_eq!(kept(&[&[1, 2, 3, 4, 5, 4, 5, 6]]), (8, 0), "a minute back is no jump");
}

#[test]
fn files_may_run_newest_first() {
    assert_eq!(kept(&[&[9, 7, 5, 3, 3, 1]]), (6, 0));
    assert_eq!(kept(&[&[9, 7, 5, 3, 7, 5, 3, 1]]), (5, 3));
    assert_eq!(kept(&[&[1, 3, 5], &[5, 3, 3, 1]]), (4, 3));
}

#[test]
fn without_dedupe_every_row_counts() {
    let text = file(&[1, 1, 2]);
    let tally = case(Dedupe::Off).read(&[("a", text.as_bytes()), ("b", text.as_bytes())]);
    assert_eq!((tries(&tally).1, tally.dropped), (6, 0));
}

#[test]
fn the_first_row_of_each_id_counts_over_all_files() {
    let first = "time,id,status\n2026-01-05T03:00:00Z,a,500\n2026-01-05T03:00:01Z,b,500\n\
                 2026-01-05T03:00:02Z,a,200\n2026-01-05T03:00:02Z,,200\n2026-01-05T03:00:02Z,,200\n";
    let second = "time,id,status\n2026-01-05T03:00:03Z,b,200\n2026-01-05T03:00:03Z,c,500\n";
    let case = case(Dedupe::Field("id".into()));
    let tally = case.read(&[("a", first.as_bytes()), ("b", second.as_bytes())]);
    assert_eq!((tries(&tally), tally.dropped), ((3, 5), 2));
}

#[test]
fn rows_outside_the_window_are_not_missed() {
    let text = "time,status\n2026-01-04T03:00:00Z,500\n2026-01-05T03:00:00Z,500\n";
    let tally = case(Dedupe::Row).read(&[("a", text.as_bytes()), ("b", text.as_bytes())]);
    assert_eq!((tries(&tally).1, tally.dropped), (1, 1));
}

#[test]
fn elements_of_an_array_are_compared_without_what_separates_them() {
    let row = "{\"time\":\"2026-01-05T03:00:00Z\",\"status\":500}";
    let other = "{\"time\":\"2026-01-05T03:00:01Z\",\"status\":500}";
    let case = Case { dedupe: Dedupe::Row, ..Case::new(Format::Jsonl, error_rate()) };
    let array = format!("[\n  {other},\n  {row}\n]\n");
    let lines = format!("{row}\n");
    let tally = case.read(&[("a", array.as_bytes()), ("b", lines.as_bytes())]);
    assert_eq!((tries(&tally).1, tally.dropped), (2, 1));
    assert!(tally.findings.is_empty());
}
