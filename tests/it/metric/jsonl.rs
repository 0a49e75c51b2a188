//! JSON lines, and JSON over several lines.

use gonogo::metric::Arm;
use gonogo::metric::export::Format;
use gonogo::metric::value::{Predicate, Value};

use super::kit::*;

fn case() -> Case {
    Case::new(Format::Jsonl, error_rate())
}

/// `count(PRED)` over lines.
fn count(predicate: Predicate, text: &str) -> (u64, u64) {
    tries(&Case::new(Format::Jsonl, metric(Value::Count(Some(predicate)))).text(text))
}

#[test]
fn members_are_fields() {
    let text = "{\"ts\":\"2026-01-05T03:00:00Z\",\"status\":503,\"other\":{\"status\":1}}\n\
                {\"status\": \"500\" , \"ts\" : 1767582000.5}\r\n\n\
                {\"ts\":\"2026-01-05T03:00:00Z\",\"status\":null}\n\
                {\"ts\":\"2026-01-05T03:00:00Z\"}";
    let tally = case().text(text);
    assert_eq!(tries(&tally), (2, 2));
    assert_eq!(tally.series[0].rows(0..24).lacking, 2);
    assert_eq!(tally.files[0].rows, 4);
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn dotted_paths_step_into_objects_and_name_whole_keys() {
    let text = "{\"t\":1,\"time\":\"2026-01-05T03:00:00Z\",\"a\":{\"b\":{\"c\":7}}}\n\
                {\"time\":\"2026-01-05T03:00:00Z\",\"a.b.c\":7}\n\
                {\"time\":\"2026-01-05T03:00:00Z\",\"a\":{\"b.c\":7,\"x\":[1,{\"b\":2}]}}\n\
                {\"time\":\"2026-01-05T03:00:00Z\",\"a\":{\"b\":7}}\n";
    assert_eq!(count(at_least("a.b.c", 7.0), text), (3, 3));
    let deep = "a.b.c.d.e.f.g.h.i";
    let nested = deep.split('.').rev().fold("7".to_owned(), |inner, key| format!("{{\"{key}\":{inner}}}"));
    let inside = &nested[1..nested.len() - 1];
    let text =
        format!("{{\"time\":\"2026-01-05T03:00:00Z\",{inside}}}\n{{\"time\":\"2026-01-05T03:00:00Z\",\"{deep}\":7}}\n");
    assert_eq!(count(at_least(deep, 7.0), &text), (2, 2));
}

#[test]
fn strings_are_compared_without_their_escapes() {
    let text = r#"{"time":"2026-01-05T03:00:00Z","x":"a\"b\\\/\u00e9\ud83d\udcca\n"}
{"time":"2026-01-05T03:00:00Z","x":"a\"b\\/é📊
"}
{"t\u0069me":"2026-01-05T03:00:00Z","\u0078":"other"}
"#;
    let text = text.replace("📊\n\"", "📊\\n\"");
    assert_eq!(count(is("x", "a\"b\\/é📊\n"), &text), (2, 3));
    assert_eq!(count(Predicate::Contains(field("x"), "é📊".into()), &text), (2, 3));
}

#[test]
fn arrays_and_truths_are_fields_too() {
    let text = "{\"time\":\"2026-01-05T03:00:00Z\",\"roles\":[\"editor\",\"viewer\"],\"ok\":true}\n";
    assert_eq!(count(Predicate::Contains(field("roles"), "\"viewer\"".into()), text), (1, 1));
    assert_eq!(count(Predicate::Truth(field("ok")), text), (1, 1));
    assert_eq!(count(is("ok", "true"), text), (1, 1));
}

#[test]
fn an_empty_string_is_there() {
    let text = "{\"time\":\"2026-01-05T03:00:00Z\",\"x\":\"\"}\n";
    assert_eq!(count(Predicate::Has(field("x")), text), (1, 1));
    assert_eq!(count(is("x", ""), text), (1, 1));
}

#[test]
fn the_bare_nan_of_python_is_rejected_where_it_matters() {
    let text = "{\"time\":\"2026-01-05T03:00:00Z\",\"status\":500,\"x\":NaN}\n\
                {\"time\":\"2026-01-05T03:00:00Z\",\"status\":-Infinity}\n";
    let tally = case().text(text);
    assert_eq!(tries(&tally), (1, 1));
    assert_eq!(tally.series[0].rows(0..24).rejected, 1);
    assert!(tally.findings.is_empty());
}

#[test]
fn arrays_of_objects_and_spread_objects_are_rows() {
    let one = "{\n  \"time\": \"2026-01-05T03:00:00Z\",\n  \"status\": 500,\n  \"note\": \"a } \\\" [ b\"\n}";
    for text in [
        format!("[{one},{one}]"),
        format!("[\n{one},\n{one}\n]\n"),
        format!("{one}\n{one}\n"),
        format!(" [ {} , {} ] ", one.replace('\n', ""), one.replace('\n', "")),
    ] {
        let tally = case().text(&text);
        assert_eq!(tries(&tally), (2, 2), "{text}");
        assert!(tally.findings.is_empty(), "{text}: {:?}", tally.findings);
    }
    assert!(case().text("[]").findings.is_empty());
}

#[test]
fn a_broken_line_is_told_with_its_number() {
    let good = "{\"time\":\"2026-01-05T03:00:00Z\",\"status\":500}\n";
    for bad in [
        "{\"time\":\"2026-01-05T03:00:01Z\",\"status\":500",
        "{\"time\":\"2026-01-05T03:00:01Z\" \"status\":500}",
        "{\"time\":\"2026-01-05T03:00:01Z\",\"status\":[500}}",
        "{\"time\":\"2026-01-05T03:00:01Z\",\"status\":nope}",
        "{\"time\":\"2026-01-05T03:00:01Z\",\"status\":\"\\x\"}",
        "{\"time\":\"2026-01-05T03:00:01Z\",\"status\":500} trailing",
    ] {
        let tally = case().text(&format!("{good}{bad}\n{good}"));
        assert_eq!(codes(&tally), [("bad-row", 1, true)], "{bad}");
        assert_eq!(tally.findings[0].line, Some(2));
        assert_eq!(tries(&tally), (2, 2));
        assert_eq!(tally.series[0].rows(0..24).rejected, 1, "{bad}");
        let cut = case().text(&format!("{good}{bad}"));
        assert_eq!(codes(&cut), [("cut-line", 1, false)], "{bad}");
    }
    assert_eq!(codes(&case().text("hello\nworld\n")), [("bad-row", 2, true)]);
}

#[test]
fn an_array_that_breaks_off_is_cut() {
    let one = "{\"time\":\"2026-01-05T03:00:00Z\",\"status\":500}";
    let tally = case().text(&format!("[{one},\n{one},\n{{\"time\":\"2026"));
    assert_eq!(codes(&tally), [("cut-line", 1, false)]);
    assert_eq!(tally.findings[0].line, Some(3));
    assert_eq!(tries(&tally), (2, 2));
}

#[test]
fn a_document_without_rows_holds() {
    let text = "{\"status\":\"success\",\"data\":{\"result\":[]}}\n";
    assert_eq!(codes(&case().text(text)), [("no-time", 1, true)]);
}

#[test]
fn exports_that_railway_cut_are_told() {
    let line =
        |second: u32| format!("{{\"message\":\"x\",\"timestamp\":\"2026-01-05T03:00:{second:02}Z\",\"status\":200}}\n");
    let text: String = (0..500).map(|row| line(row % 60)).collect();
    assert_eq!(codes(&case().text(&text)), [("truncated-export", 1, false)]);
    let text = text
        + "{\"message\":\"Railway rate limit of 500 logs/sec reached for replica, Messages dropped: 50\",\"timestamp\":\"2026-01-05T03:00:00Z\",\"status\":200}\n";
    assert_eq!(codes(&case().text(&text)), [("dropped-messages", 1, false)]);
}

#[test]
fn structured_logs_of_a_real_program_are_read() {
    let Some(bytes) = shared("data/samples/structlog/structlog_json.jsonl") else { return };
    let mut case = Case::new(Format::Jsonl, metric(Value::Share(at_least("confidence", 0.7))));
    case.metrics.push((error_rate(), Some("path")));
    case.grid = hours("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z");
    let tally = case.read(&[("metrics/structlog.jsonl", &bytes)]);
    let lines: Vec<serde_json::Value> =
        bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let confident = lines.iter().filter(|line| line["confidence"].as_f64().is_some_and(|it| it >= 0.7));
    let with = lines.iter().filter(|line| line["confidence"].is_number());
    assert_eq!(tries(&tally), (confident.count() as u64, with.count() as u64));
    let failed = lines.iter().filter(|line| line["status"].as_i64().is_some_and(|it| it >= 500)).count();
    let errors = total(&tally, 1, Arm::Candidate, None).and_then(|cell| cell.tries());
    assert_eq!(errors.map(|(hits, _)| hits), Some(failed as u64));
    assert_eq!(tally.files[0].rows, lines.len() as u64);
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}
