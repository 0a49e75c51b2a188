//! Lines of text, and JSON lines that hold text.

use gonogo::metric::Arm;
use gonogo::metric::export::Format;
use gonogo::metric::read::ExportTally;
use gonogo::metric::value::{Comparison, Literal, Predicate, Value};
use regex::Regex;

use super::kit::*;

const METRICS: &str = "BC_METRICS: facts_used=12, confidence=0.83, stopped_early=True";

fn case(predicate: Predicate) -> Case {
    Case::new(Format::Log, metric(Value::Share(predicate)))
}

fn share(predicate: Predicate, text: &str) -> (u64, u64) {
    tries(&case(predicate).text(text))
}

#[test]
fn the_line_of_the_seed_is_read() {
    for text in [
        format!("2026-01-05T03:00:00Z 📊 {METRICS}\n"),
        format!("2026-01-05 03:00:00,019+00:00 WARNING [app.query] 📊 {METRICS}\n"),
        format!("[2026-01-05 03:00:00 +0000] {METRICS}"),
        format!("web_1  | 2026-01-05T03:00:00.5Z {METRICS}\r\n"),
        format!("\x1b[2m2026-01-05T03:00:00Z\x1b[0m \x1b[33mWARNING\x1b[0m {METRICS}\x1b[0m\n"),
        format!("{{\"message\":\"📊 {METRICS}\",\"timestamp\":\"2026-01-05T03:00:00Z\",\"level\":\"error\"}}\n"),
        format!("  {{\"timestamp\":\"2026-01-05T03:00:00.019778123Z\",\"message\":\"\\ud83d\\udcca {METRICS}\"}}\n"),
        format!("{{\"log\":\"{{\\\"msg\\\":\\\"{METRICS}\\\"}}\\n\",\"time\":\"2026-01-05T03:00:00Z\"}}\n"),
    ] {
        let mut case = case(at_least("confidence", 0.8));
        case.export.contains = Some("BC_METRICS".into());
        for predicate in [at_least("facts_used", 12.0), Predicate::Truth(field("stopped_early"))] {
            case.metrics.push((metric(Value::Share(predicate)), None));
        }
        let tally = case.text(&text);
        for measure in 0..3 {
            let sum = total(&tally, measure, Arm::Candidate, None).and_then(|cell| cell.tries());
            assert_eq!(sum, Some((1, 1)), "{measure}: {text} {:?}", tally.findings);
        }
        assert!(tally.findings.is_empty());
    }
}

#[test]
fn pairs_are_found_wherever_they_stand() {
    let cases = [
        ("a=1,b=2", "1", "2"),
        ("(a=1) [b=2]", "1", "2"),
        ("x a=\"say \\\"hi\\\", b=9\" b='2'", "say \"hi\", b=9", "2"),
        ("a=x,y b=2,", "x,y", "2"),
        ("GET /q?a=9&b=8 a=1 b=2;", "1", "2"),
        ("a=[1, 2] b=2", "[1, 2]", "2"),
        ("a=1 b=2 a=3", "1", "2"),
        ("a==9 a=1 b=\"2\"", "1", "2"),
        ("a=1|b=2", "1|b=2", "2"),
    ];
    for (line, a, b) in &cases[..8] {
        let text = format!("2026-01-05T03:00:00Z {line}\n");
        assert_eq!(share(and(is("a", a), is("b", b)), &text), (1, 1), "{line}");
    }
    let empty = "2026-01-05T03:00:00Z dyno= connect= service=30001ms\n";
    assert_eq!(share(not(Predicate::Has(field("connect"))), empty), (1, 1));
    assert_eq!(share(is("service", "30001ms"), empty), (1, 1));
}

#[test]
fn a_long_line_of_opening_brackets_is_read_in_time() {
    let text = format!("2026-01-05T03:00:00Z {} b=2\n", "a=[ c=\"".repeat(50_000));
    assert_eq!(share(is("b", "2"), &text), (1, 1));
}

#[test]
fn the_level_comes_from_the_text_first() {
    let level = |level: &str, line: &str| share(is("level", level), &format!("{line}\n"));
    assert_eq!(level("error", "2026-01-05T03:00:00Z ERROR boom"), (1, 1));
    assert_eq!(level("ERROR", "2026-01-05T03:00:00Z [error] 12#12: boom"), (1, 1));
    assert_eq!(level("INFO", "2026-01-05T03:00:00Z app - INFO - got ERROR"), (1, 1));
    assert_eq!(level("warn", "2026-01-05T03:00:00Z level=warn msg=\"ERROR\""), (1, 1));
    let hosted = |message: &str, more: &str| {
        format!("{{\"message\":\"{message}\",\"timestamp\":\"2026-01-05T03:00:00Z\",\"level\":\"error\"{more}}}")
    };
    assert_eq!(level("INFO", &hosted("INFO:app.query:fine", "")), (1, 1));
    assert_eq!(level("ERROR", &hosted("query_done", ",\"status\":500")), (1, 1));
    assert_eq!(level("ERROR", &hosted("a bare text by way of stderr", "")), (0, 0));
    let not_error = Predicate::Compare(field("level"), Comparison::NotEqual, Literal::Text("error".into()));
    assert_eq!(share(not_error, "2026-01-05T03:00:00Z ERROR boom\n"), (0, 1));
    let among = Predicate::In(field("level"), vec![Literal::Text("error".into())]);
    assert_eq!(share(among, "2026-01-05T03:00:00Z ERROR boom\n"), (1, 1));
}

#[test]
fn lines_without_a_time_continue_the_one_before() {
    let text = "2026-01-05T03:00:00Z ERROR boom\nTraceback (most recent call last):\n  File \"x.py\", line 1\n\
                2026-01-05T03:00:01Z INFO fine\n";
    let tally = case(is("level", "ERROR")).text(text);
    assert_eq!(tries(&tally), (1, 2));
    assert!(tally.findings.is_empty());
}

#[test]
fn rows_without_any_time_hold() {
    let text = format!("INFO:app.query:{METRICS}\n");
    let mut case = case(at_least("confidence", 0.7));
    assert_eq!(codes(&case.text(&text)), [("no-time", 1, true)]);
    case.export.contains = Some("BC_METRICS".into());
    assert_eq!(codes(&case.text(&text)), [("no-time", 1, true)]);
}

#[test]
fn the_time_may_be_a_pair() {
    let text = "level=info ts=1767582000.25 status=500\nstatus=200 time=\"2026-01-05T03:00:00Z\"\n";
    assert_eq!(share(at_least("status", 500.0), text), (1, 2));
    let mut named = case(at_least("status", 500.0));
    named.export.time = Some("done".into());
    let tally = named.text("2020-01-01T00:00:00Z status=500 done=2026-01-05T03:00:00Z\n");
    assert_eq!(tries(&tally), (1, 1));
}

#[test]
fn named_groups_are_fields() {
    let mut case = case(at_least("status", 500.0));
    case.export.pattern = Regex::new(r"^(?<time>\S+) (?<status>\d{3}) (?<note>.*)$").ok();
    let tally = case.text("2026-01-05T03:00:00Z 503 x\n2026-01-05T03:00:01Z 200 \u{fffd}\nnothing\n");
    assert_eq!(tries(&tally), (1, 2));
    assert_eq!(codes(&tally), [("unmatched", 1, false)]);
    assert_eq!(tally.findings[0].line, Some(3));
}

#[test]
fn a_cut_json_line_is_told() {
    let text =
        format!("{{\"timestamp\":\"2026-01-05T03:00:00Z\",\"message\":\"{METRICS}\"}}\n{{\"message\":\"x\",\"timest");
    let tally = case(at_least("confidence", 0.7)).text(&text);
    assert_eq!(tries(&tally), (1, 1));
    assert_eq!(codes(&tally), [("cut-line", 1, false)]);
}

/// The pattern of the combined format that users copy from the documentation.
const COMBINED: &str = r#"^(?<host>\S+) \S+ \S+ \[(?<time>[^\]]+)\] "(?<request>[^"]*)" (?<status>\d{3}) (?<bytes>\S+) "(?<referer>[^"]*)" "(?<agent>[^"]*)""#;

fn access(bytes: &[u8]) -> ExportTally {
    let mut case = case(at_least("status", 500.0));
    case.export.pattern = Regex::new(COMBINED).ok();
    case.export.time = Some("time".into());
    case.grid = hours("2015-05-17T00:00:00Z", "2015-05-21T00:00:00Z");
    case.dedupe = gonogo::metric::Dedupe::Row;
    case.read(&[("metrics/access.log", bytes)])
}

#[test]
fn an_access_log_keeps_its_genuine_repetitions() {
    let Some(bytes) = shared("data/access-logs/apache_logs") else { return };
    let tally = access(&bytes);
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() as u64;
    assert_eq!(lines, 10_000);
    let (errors, rows) = tries(&tally);
    assert_eq!((errors, rows, tally.dropped), (3, 9_999, 0), "19 lines are repetitions, and one is cut");
    assert_eq!(codes(&tally), [("unmatched", 1, false)]);
    let twice = {
        let mut case = case(at_least("status", 500.0));
        case.export.pattern = Regex::new(COMBINED).ok();
        case.grid = hours("2015-05-17T00:00:00Z", "2015-05-21T00:00:00Z");
        case.dedupe = gonogo::metric::Dedupe::Row;
        case.read(&[("metrics/1.log", &bytes), ("metrics/2.log", &bytes)])
    };
    assert_eq!((tries(&twice), twice.dropped), ((3, rows), rows));
}
