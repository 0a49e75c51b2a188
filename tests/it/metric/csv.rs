//! Comma separated values, and what all formats have in common.

use gonogo::metric::Arm;
use gonogo::metric::value::Value;

use super::kit::*;

const HEADER: &str = "timestamp,status\n";

#[test]
fn a_share_counts_hits_and_tries() {
    let text = format!("{HEADER}2026-01-05T03:00:00Z,200\n2026-01-05T03:00:01.5Z,503\n");
    let tally = Case::csv(error_rate()).text(&text);
    assert_eq!(tries(&tally), (1, 2));
    assert_eq!(tally.series[0].rows(0..24).used, 2);
    assert_eq!(tally.series[0].rows(0..3).used, 0);
    assert_eq!(tally.series[0].last(Arm::Candidate, 0..24), Some(at("2026-01-05T03:00:01.5Z")));
    assert!(tally.findings.is_empty());
    assert_eq!(tally.files[0].rows, 2);
    assert_eq!(tally.files[0].bytes, text.len() as u64);
    assert_eq!(tally.files[0].sha256, gonogo::source::sha256_hex(text.as_bytes()));
}

#[test]
fn the_separator_and_the_time_are_found() {
    for text in [
        "status;TIME\n500;2026-01-05T03:00:00Z\n",
        "status\t@timestamp\n500\t2026-01-05T03:00:00Z\n",
        "sep=;\r\nstatus;ts\r\n500;2026-01-05T03:00:00Z\r\n",
        "\u{feff}status,Timestamp\r\n500,2026-01-05T03:00:00Z",
        "\"status\",\"date\",\"a;b;c;d;\"\n500,2026-01-05 03:00:00+00,\n",
    ] {
        assert_eq!(tries(&Case::csv(error_rate()).text(text)), (1, 1), "{text:?}");
    }
}

#[test]
fn a_likelier_name_is_the_time() {
    let text = "date,timestamp,status\n2020-01-01,2026-01-05T03:00:00Z,500\n";
    assert_eq!(tries(&Case::csv(error_rate()).text(text)), (1, 1));
    let mut case = Case::csv(error_rate());
    case.export.time = Some("date".into());
    assert_eq!(tries(&case.text(text)), (0, 0));
}

#[test]
fn quotes_hold_separators_line_ends_and_quotes() {
    let text = "time,note,status\n\
                2026-01-05T03:00:00Z,\"two\nlines, \"\"quoted\"\"\",500\n\
                2026-01-05T03:00:01Z,5\" disk,200\n\
                2026-01-05T03:00:02Z,\"\",\"500\"\n";
    let tally = Case::csv(error_rate()).text(text);
    assert_eq!(tries(&tally), (2, 3));
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn a_record_may_straddle_blocks() {
    let mut text = String::from("time,note,status\n");
    for row in 0..60_000 {
        let second = row % 60;
        text.push_str(&format!("2026-01-05T03:00:{second:02}Z,\"a \"\"{row}\"\"\nb\",500\n"));
    }
    let tally = Case::csv(error_rate()).text(&text);
    assert_eq!(tries(&tally), (60_000, 60_000));
    assert!(tally.findings.is_empty());
}

#[test]
fn a_ragged_row_is_rejected_and_told() {
    let text = "time,status\n2026-01-05T03:00:00Z,500\n2026-01-05T03:00:01Z,500,9\n";
    let tally = Case::csv(error_rate()).text(text);
    assert_eq!(tries(&tally), (1, 1));
    assert_eq!(tally.series[0].rows(0..24).rejected, 1);
    assert_eq!(codes(&tally), [("bad-row", 1, true)]);
    assert_eq!(tally.findings[0].line, Some(3));
}

#[test]
fn a_separator_at_the_end_of_rows_is_no_cell() {
    let tally = Case::csv(error_rate()).text("time,status\n2026-01-05T03:00:00Z,500,\n");
    assert_eq!(tries(&tally), (1, 1));
    assert!(tally.findings.is_empty());
}

#[test]
fn few_bad_rows_do_not_hold() {
    let mut text = String::from(HEADER);
    text.push_str(&"2026-01-05T03:00:00Z,200\n".repeat(200));
    text.push_str("yesterday,500\n");
    let tally = Case::csv(error_rate()).text(&text);
    assert_eq!(codes(&tally), [("bad-time", 1, false)]);
    assert_eq!(tally.findings[0].detail, "yesterday");
}

#[test]
fn a_cut_last_line_is_told_and_does_not_hold() {
    let tally = Case::csv(error_rate()).text("time,a,status\n2026-01-05T03:00:00Z,1,500\n2026-01-05T03");
    assert_eq!(tries(&tally), (1, 1));
    assert_eq!(codes(&tally), [("cut-line", 1, false)]);
}

#[test]
fn an_open_quote_that_swallows_lines_holds() {
    let text = "time,a,status\n2026-01-05T03:00:00Z,1,500\n2026-01-05T03:00:00Z,\"1,500\n2026-01-05T03:00:00Z,1,500\n";
    let tally = Case::csv(error_rate()).text(text);
    assert_eq!(codes(&tally), [("open-quote", 1, true)]);
    assert_eq!(tries(&tally), (1, 1));
}

#[test]
fn a_file_without_a_time_holds_and_names_its_columns() {
    let tally = Case::csv(error_rate()).text("a,status\n1,500\n");
    assert_eq!(codes(&tally), [("no-time", 1, true)]);
    assert_eq!(tally.findings[0].detail, "a,status");
}

#[test]
fn a_time_without_an_offset_needs_a_zone() {
    let text = "time,status\n2026-01-05 03:00:00,500\n";
    let mut case = Case::csv(error_rate());
    let tally = case.text(text);
    assert_eq!(codes(&tally), [("no-zone", 1, true)]);
    assert_eq!(tries(&tally), (0, 0));
    case.export.timezone = Some(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap());
    case.grid = hours("2026-01-04T19:00:00Z", "2026-01-04T20:00:00Z");
    assert_eq!(tries(&case.text(text)), (1, 1));
}

#[test]
fn a_column_that_a_metric_needs_is_missed() {
    let mut case = Case::csv(error_rate());
    case.metrics[0].1 = Some("kind");
    let tally = case.text("time,a\n2026-01-05T03:00:00Z,1\n");
    assert_eq!(codes(&tally), [("missing-field", 1, false)]);
    assert_eq!(tally.findings[0].detail, "status, kind");
    assert_eq!(tally.series[0].rows(0..24).lacking, 1);
}

#[test]
fn empty_files_say_so() {
    assert_eq!(codes(&Case::csv(error_rate()).text("")), [("empty", 1, false)]);
    assert!(Case::csv(error_rate()).text(HEADER).findings.is_empty());
}

#[test]
fn an_unknown_extension_holds() {
    let mut case = Case::csv(error_rate());
    case.export.format = None;
    let tally = case.read(&[("metrics/a.xlsx", b"x"), ("metrics/b.csv", b"time,status\n")]);
    assert_eq!(codes(&tally), [("unknown-format", 1, true)]);
    assert_eq!(tally.files.len(), 2);
    assert_eq!(tally.files[0].bytes, 1);
}

#[test]
fn a_line_longer_than_any_is_left_out_and_told() {
    let mut text = String::from("time,status\n2026-01-05T03:00:00Z,500\n2026-01-05T03:00:00Z,");
    text.push_str(&"9".repeat(40 << 20));
    text.push_str("\n2026-01-05T03:00:01Z,500\n");
    let tally = Case::csv(error_rate()).text(&text);
    assert_eq!(tries(&tally), (2, 2));
    assert_eq!(codes(&tally), [("too-long-line", 1, true)]);
    assert_eq!(tally.findings[0].line, Some(3));
}

#[test]
fn points_keep_their_times() {
    let Some(bytes) = shared("data/petshop/low_traffic__noissue.csv") else { return };
    let mut case = Case::csv(metric(Value::Points(field("latency_avg_s"))));
    let mut availability = metric(Value::Points(field("availability_pct")));
    availability.unit = percent();
    case.metrics.push((availability, None));
    case.grid = hours("2023-08-21T00:00:00Z", "2023-08-24T00:00:00Z");
    let tally = case.read(&[("metrics/petshop.csv", &bytes)]);
    let latency = total(&tally, 0, Arm::Candidate, None).unwrap();
    let first = latency.points().unwrap()[0];
    assert_eq!(first, (at("2023-08-21T09:00:00Z"), 0.1002202551481557));
    assert_eq!(latency.samples(), tally.files[0].rows);
    let availability = total(&tally, 1, Arm::Candidate, None).unwrap();
    assert!(availability.points().unwrap().iter().all(|(_, share)| (0.0..=1.0).contains(share)));
    let presence = &tally.series[0].presence[&Arm::Candidate];
    let span = (at("2023-08-21T09:00:00Z").seconds(), at("2023-08-23T09:00:00Z").seconds());
    assert_eq!(presence.median_gap(span.0, span.1), Some(300.0));
}
