//! No input makes a reader panic or lose count.

use gonogo::metric::export::{Dedupe, Format};
use gonogo::metric::read::CODES;
use gonogo::metric::value::{Amount, Predicate, Value};
use proptest::prelude::*;
use regex::Regex;

use super::kit::*;

/// Bytes that mean something to some format.
const PIECES: [&[u8]; 25] = [
    b"time,arm,session_id,x,y\n",
    b"2026-01-05T03:00:00Z",
    b"{\"time\":\"2026-01-05T03:00:00Z\",\"x\":1,\"y\":{\"z\":[2]}}",
    b"{\"message\":\"ERROR x=1, y='2'\",\"timestamp\":1767582000}",
    b"candidate",
    b"x=\"1\" y=[2",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b[31m",
    b"\\u00e9\\ud83d",
    b"\r\n",
    b"\n",
    b"\"",
    b",",
    b";",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"\\",
    b"nan",
    b"1e999",
    b"-0",
    b"9007199254740993",
];

/// Such bytes strung together, and any others.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(PIECES.to_vec());
    let any = prop::collection::vec(any::<u8>(), 0..6);
    let part = prop_oneof![6 => piece.prop_map(<[u8]>::to_vec), 1 => any];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn case(format: Format, pattern: bool) -> Case {
    let mut case = Case::new(format, metric(Value::Share(at_least("x", 1.0))));
    for value in [
        Value::Quantile(field("x"), 0.95),
        Value::Mean(field("x")),
        Value::Points(field("y.z")),
        Value::Ratio(Amount::Sum(field("x")), Amount::Sum(field("y"))),
        Value::Ratio(Amount::Count(is("level", "ERROR")), Amount::Count(Predicate::Has(field("x")))),
    ] {
        case.metrics.push((metric(value), Some("y")));
    }
    case.arms = Some(rule());
    case.split = Some(0);
    case.dedupe = Dedupe::Row;
    case.export.pattern = pattern.then(|| Regex::new("(?<time>[0-9TZ:-]{4,}).*(?<x>.)").unwrap());
    case
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(
        bytes in pieces(),
        format in prop_oneof![Just(Format::Csv), Just(Format::Jsonl), Just(Format::Log)],
        pattern in any::<bool>(),
        name in prop_oneof![Just("a"), Just("a.gz"), Just("a.zst")],
    ) {
        let tally = case(format, pattern).read(&[(name, &bytes), ("again", &bytes)]);
        prop_assert_eq!(tally.files.len(), 2);
        prop_assert!(tally.files.iter().all(|file| file.sha256 == gonogo::source::sha256_hex(&bytes)));
        prop_assert!(tally.findings.iter().all(|found| CODES.iter().any(|(code, _)| *code == found.code)));
        let rows = tally.series[0].rows(0..usize::MAX);
        let cells: u64 = tally.series[0].cells.values().flat_map(|cells| cells.values()).map(|cell| cell.samples()).sum();
        prop_assert_eq!(rows.used, cells);
    }
}
