//! Times as programs write them.

use gonogo::metric::Arm;
use gonogo::metric::value::Value;
use jiff::tz::TimeZone;

use super::kit::*;

/// The moment that a cell was read as; else the code of what was found.
fn read(cell: &str, zone: Option<&str>) -> Result<String, &'static str> {
    let mut case = Case::csv(metric(Value::Points(field("x"))));
    case.export.timezone = zone.map(|zone| TimeZone::get(zone).unwrap());
    case.grid = hours("2026-01-04T00:00:00Z", "2026-12-31T00:00:00Z");
    let tally = case.text(&format!("when,x\n\"{cell}\",1\n"));
    match total(&tally, 0, Arm::Candidate, None) {
        Some(cell) => Ok(cell.points().unwrap()[0].0.to_string()),
        None => Err(tally.findings.first().map_or("outside", |found| found.code)),
    }
}

#[test]
fn a_time_with_an_offset_is_read_in_every_spelling() {
    let spellings = [
        "2026-01-05T03:00:00Z",
        "2026-01-05t03:00:00z",
        "2026-01-05 03:00:00Z",
        "2026-01-05T03:00:00.000000000Z",
        "2026-01-05T03:00Z",
        "2026-01-05T03:00:00+00:00",
        "2026-01-05 03:00:00+00",
        "2026-01-05 03:00:00 UTC",
        "2026-01-05T11:00:00+08:00",
        "2026-01-05T11:00:00+0800",
        "2026-01-04T22:30:00-04:30",
        "2026.01.05 4:00:00 +0100",
        "2026/01/05 03:00:00 GMT",
        "05/Jan/2026:03:00:00 +0000",
        "[05/Jan/2026:04:00:00 +0100]",
        " 2026-01-05T03:00:00Z ",
        "1767582000",
        "1767582000.0",
        "1767582000000",
        "1767582000000.0",
        "1767582000000000",
        "1767582000000000000",
    ];
    for spelling in spellings {
        assert_eq!(read(spelling, None).as_deref(), Ok("2026-01-05T03:00:00Z"), "{spelling}");
    }
}

#[test]
fn fractions_are_kept_to_the_nanosecond() {
    for (spelling, moment) in [
        ("2026-01-05T03:00:00.5Z", "2026-01-05T03:00:00.5Z"),
        ("2026-01-05T03:00:00,019Z", "2026-01-05T03:00:00.019Z"),
        ("2026-01-05 03:00:00.02545+00", "2026-01-05T03:00:00.02545Z"),
        ("2026-01-05T03:00:00.123456789Z", "2026-01-05T03:00:00.123456789Z"),
        ("2026-01-05T03:00:00.1234567891Z", "2026-01-05T03:00:00.123456789Z"),
        ("1767582000.25", "2026-01-05T03:00:00.25Z"),
        ("1767582000250.5", "2026-01-05T03:00:00.2505Z"),
        ("2026-06-30T23:59:60Z", "2026-06-30T23:59:59Z"),
    ] {
        assert_eq!(read(spelling, None).as_deref(), Ok(moment), "{spelling}");
    }
}

#[test]
fn a_time_without_an_offset_is_in_the_zone_of_its_source() {
    let berlin = Some("Europe/Berlin");
    for (spelling, moment) in [
        ("2026-01-05 03:00:00", "2026-01-05T02:00:00Z"),
        ("2026-07-05 03:00:00,250", "2026-07-05T01:00:00.25Z"),
        ("2026-07-05", "2026-07-04T22:00:00Z"),
        ("2026-01-05T03:00:00Z", "2026-01-05T03:00:00Z"),
        ("2026-10-25 02:30:00", "2026-10-25T00:30:00Z"),
        ("2026-03-29 02:30:00", "2026-03-29T01:30:00Z"),
    ] {
        assert_eq!(read(spelling, berlin).as_deref(), Ok(moment), "{spelling}");
        if !spelling.ends_with('Z') {
            assert_eq!(read(spelling, None), Err("no-zone"), "{spelling}");
        }
    }
}

#[test]
fn what_is_not_a_time_is_told() {
    for spelling in [
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-05T25:00:00Z",
        "2026-01-05T03:61:00Z",
        "2026-01-05T03:00:00Zulu",
        "2026-01-05T03:00:00+99:00",
        "0",
        "12345",
        "-1767582000",
        "20260105",
        "99999999999999999999",
        "NaN",
        "31/Foo/2026:03:00:00 +0000",
    ] {
        assert_eq!(read(spelling, Some("UTC")), Err("bad-time"), "{spelling}");
    }
    assert_eq!(read("", None), Err("no-time"));
    assert_eq!(read("2025-01-05T03:00:00Z", None), Err("outside"));
}
