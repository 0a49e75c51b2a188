//! Exports of real tools, read as their users would have them read.

use gonogo::metric::Arm;
use gonogo::metric::export::Format;
use gonogo::metric::value::{Predicate, Unit, Value};
use jiff::tz::TimeZone;

use super::kit::*;

fn november(format: Format, predicate: Predicate) -> Case {
    let mut case = Case::new(format, metric(Value::Share(predicate)));
    case.grid = hours("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z");
    case
}

#[test]
fn python_logs_with_a_time_need_a_zone() {
    let Some(bytes) = shared("data/samples/python-logging/asctime_format.log") else { return };
    let mut case = november(Format::Log, at_least("confidence", 0.7));
    case.export.contains = Some("BC_METRICS".into());
    let refused = case.read(&[("a.log", &bytes)]);
    assert_eq!(tries(&refused), (0, 0));
    assert!(refused.findings.iter().any(|found| found.code == "no-zone" && found.holds));
    case.export.timezone = Some(TimeZone::UTC);
    let tally = case.read(&[("a.log", &bytes)]);
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("BC_METRICS")).collect();
    let confident = lines.iter().filter(|line| {
        let value = line.split("confidence=").nth(1).and_then(|rest| rest.split(',').next());
        value.and_then(|value| value.parse::<f64>().ok()).is_some_and(|value| value >= 0.7)
    });
    assert_eq!(tries(&tally), (confident.count() as u64, lines.len() as u64));
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn python_logs_without_a_time_hold() {
    let Some(bytes) = shared("data/samples/python-logging/default_basicConfig.log") else { return };
    let mut case = november(Format::Log, at_least("confidence", 0.7));
    case.export.contains = Some("BC_METRICS".into());
    case.export.timezone = Some(TimeZone::UTC);
    let tally = case.read(&[("a.log", &bytes)]);
    assert_eq!(tries(&tally), (0, 0));
    assert!(tally.findings.iter().any(|found| found.code == "no-time" && found.holds));
}

#[test]
fn railway_logs_are_read() {
    let Some(bytes) = shared("data/samples/railway/RECONSTRUCTED_deploy_logs.jsonl") else {
        return;
    };
    let mut case = november(Format::Log, at_least("confidence", 0.83));
    case.metrics.push((metric(Value::Share(Predicate::Truth(field("stopped_early")))), None));
    case.metrics.push((metric(Value::Max(field("bc_ms"))), None));
    case.metrics.push((metric(Value::Count(Some(is("level", "error")))), None));
    let tally = case.read(&[("a.jsonl", &bytes)]);
    assert_eq!(tries(&tally), (2, 3));
    let stopped = total(&tally, 1, Arm::Candidate, None).and_then(|cell| cell.tries());
    assert_eq!(stopped, Some((2, 3)));
    let slowest = total(&tally, 2, Arm::Candidate, None).unwrap();
    assert_eq!(slowest.moments().unwrap().max, Some(412.0));
    let errors = total(&tally, 3, Arm::Candidate, None).and_then(|cell| cell.tries());
    assert_eq!(errors.map(|(hits, _)| hits), Some(0));
    assert_eq!(codes(&tally), [("dropped-messages", 1, false)]);
}

#[test]
fn request_logs_of_railway_are_read() {
    let Some(bytes) = shared("data/samples/railway/docs_http_log_example.jsonl") else { return };
    let mut case = Case::new(Format::Jsonl, metric(Value::Share(at_least("httpStatus", 500.0))));
    case.grid = hours("2026-06-16T00:00:00Z", "2026-06-17T00:00:00Z");
    let tally = case.read(&[("a.jsonl", &bytes)]);
    assert_eq!(tries(&tally), (0, 1));
}

#[test]
fn router_logs_of_heroku_are_read() {
    let Some(bytes) = shared("data/samples/heroku/SHAPE_heroku_cli_logs.txt") else { return };
    let mut case = november(Format::Log, at_least("status", 500.0));
    case.export.contains = Some("heroku[router]".into());
    assert_eq!(tries(&case.read(&[("a.txt", &bytes)])), (2, 3));
}

#[test]
fn tables_of_databases_and_dashboards_are_read() {
    let files: [(&str, &str, Option<&str>); 8] = [
        ("data/samples/postgres/pg_copy.csv", "n", None),
        ("data/samples/postgres/pg_copy_warsaw.csv", "n", None),
        ("data/samples/postgres/duckdb_copy.csv", "status", None),
        ("data/samples/clickhouse/ch_TSVWithNames.tsv", "n", Some("UTC")),
        ("data/samples/grafana-csv/joined_by_time_raw.csv", "err {code=\"5xx, \"bad\"\", job=\"app\"}", None),
        ("data/samples/grafana-csv/joined_excel_sep.csv", "err {code=\"5xx, \"bad\"\", job=\"app\"}", Some("UTC")),
        ("data/samples/grafana-csv/joined_excel_compat_utf16le.csv", "err {code=\"5xx, \"bad\"\", job=\"app\"}", None),
        ("data/samples/access-logs/nginx_json.jsonl", "status", None),
    ];
    for (path, name, zone) in files {
        let Some(bytes) = shared(path) else { return };
        let mut case = november(Format::Csv, at_least(name, 0.0));
        case.export.format = None;
        case.export.timezone = zone.map(|zone| TimeZone::get(zone).unwrap());
        let tally = case.read(&[(path, &bytes)]);
        assert!(tally.findings.is_empty(), "{path}: {:?}", tally.findings);
        let rows = tally.series[0].rows(0..24);
        assert!(rows.all() > 0 && rows.all() == tally.files[0].rows, "{path}: {rows:?}");
        // Dashboards format their numbers: a share cannot be told from `0.210%`, and no other file has such cells.
        assert_eq!(rows.rejected > 0, path.ends_with("excel_sep.csv"), "{path}: {rows:?}");
    }
}

#[test]
fn formatted_dashboards_are_read_with_their_units() {
    let Some(bytes) = shared("data/samples/grafana-csv/long_single_series_formatted.csv") else { return };
    let mut slow = metric(Value::Points(field("{job=\"app\", quantile=\"0.95\"}")));
    slow.unit = Unit::of("ms");
    let mut case = Case::csv(slow);
    case.grid = hours("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z");
    case.export.timezone = Some(TimeZone::get("Europe/Warsaw").unwrap());
    let tally = case.read(&[("a.csv", &bytes)]);
    let points = total(&tally, 0, Arm::Candidate, None).unwrap();
    let points = points.points().unwrap();
    assert_eq!(points[0], (at("2026-11-23T14:07:30Z"), 31.0));
    assert!(points.iter().any(|(_, value)| *value == 4610.0));
    assert_eq!(tally.series[0].rows(0..24).rejected, 0);
}
