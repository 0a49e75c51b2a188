//! What becomes of each row: arms, segments, conditions, values.

use gonogo::metric::value::{Amount, Comparison, Literal, Predicate, Unit, Value};
use gonogo::metric::{Arm, Cell, Metric};

use super::kit::*;

/// How the rows `x,y` fared under `share(PRED)`: hits, tries, lacking, rejected.
fn share(predicate: Predicate, rows: &[&str]) -> (u64, u64, u64, u64) {
    let mut text = String::from("time,x,y\n");
    rows.iter().for_each(|row| text.push_str(&format!("2026-01-05T03:00:00Z,{row}\n")));
    let tally = Case::csv(metric(Value::Share(predicate))).text(&text);
    let rows = tally.series[0].rows(0..24);
    let (hits, tries) = tries(&tally);
    (hits, tries, rows.lacking, rows.rejected)
}

/// The only number of a cell.
fn number(metric: Metric, text: &str) -> (Option<f64>, u64, u64) {
    let tally = Case::csv(metric).text(text);
    let rows = tally.series[0].rows(0..24);
    let sum = total(&tally, 0, Arm::Candidate, None);
    (sum.and_then(|cell| cell.moments().map(|moments| moments.sum())), rows.lacking, rows.rejected)
}

#[test]
fn a_row_that_lacks_a_field_is_left_out() {
    let rows = ["1,", ",1", "1,1", ","];
    let either = or(at_least("x", 1.0), at_least("y", 1.0));
    assert_eq!(share(either, &rows), (1, 1, 3, 0));
    let both = and(at_least("x", 2.0), at_least("y", 1.0));
    assert_eq!(share(both, &rows), (0, 1, 3, 0));
}

#[test]
fn what_has_alone_decides_is_decided() {
    let has = || Predicate::Has(field("x"));
    let rows = ["2,", ",1", "1,1"];
    assert_eq!(share(has(), &rows), (2, 3, 0, 0));
    assert_eq!(share(and(has(), at_least("x", 2.0)), &rows), (1, 3, 0, 0));
    assert_eq!(share(or(not(has()), at_least("x", 2.0)), &rows), (2, 3, 0, 0));
    assert_eq!(share(not(and(has(), at_least("x", 2.0))), &rows), (2, 3, 0, 0));
    assert_eq!(share(and(at_least("x", 2.0), has()), &rows), (1, 3, 0, 0));
}

#[test]
fn a_word_held_against_a_number_is_rejected() {
    assert_eq!(share(at_least("x", 1.0), &["one,", "2,", " 3 ,", "\"1,5\",", "4ms,"]), (2, 2, 0, 3));
}

#[test]
fn numbers_are_compared_as_numbers_and_text_as_text() {
    assert_eq!(share(at_least("x", 0.7), &["0.70,", "0.7,", "7e-1,", "0.69999,"]), (3, 4, 0, 0));
    assert_eq!(share(is("x", "0.7"), &["0.70,", "0.7,"]), (1, 2, 0, 0));
    let later = Predicate::Compare(field("x"), Comparison::Greater, Literal::Text("b".into()));
    assert_eq!(share(later, &["a,", "b,", "c,"]), (1, 3, 0, 0));
}

#[test]
fn truths_are_read_in_the_ways_they_are_written() {
    let rows = ["true,", "True,", "TRUE,", "t,", "1,", "false,", "False,", "0,", "maybe,", ","];
    assert_eq!(share(Predicate::Truth(field("x")), &rows), (5, 8, 1, 1));
    let no = Predicate::Compare(field("x"), Comparison::Equal, Literal::Bool(false));
    assert_eq!(share(no, &rows), (3, 8, 1, 1));
}

#[test]
fn fields_are_compared_with_fields() {
    let less = Predicate::CompareFields(field("x"), Comparison::Less, field("y"));
    assert_eq!(share(less, &["9,10", "10,9", "a,b", "1,b", "1,", "nan,1"]), (2, 3, 1, 2));
    let same = Predicate::CompareFields(field("x"), Comparison::Equal, field("y"));
    assert_eq!(share(same, &["1.0,1", "a,a", "1,a"]), (2, 3, 0, 0));
}

#[test]
fn lists_and_parts_of_text_match() {
    let numbers = Predicate::In(field("x"), vec![Literal::Number(502.0), Literal::Number(503.0)]);
    assert_eq!(share(numbers, &["503,", "503.0,", "500,", "ok,", ","]), (2, 3, 1, 1));
    let words = Predicate::In(field("x"), vec![Literal::Text("a".into()), Literal::Number(1.0)]);
    assert_eq!(share(words, &["a,", "1,", "b,"]), (2, 3, 0, 0));
    let part = Predicate::Contains(field("x"), "time".into());
    assert_eq!(share(part, &["a timeout,", "fine,"]), (1, 2, 0, 0));
}

#[test]
fn numbers_that_are_none_are_rejected() {
    let spellings = [
        "nan",
        "NaN",
        "NAN",
        "inf",
        "-inf",
        "+Inf",
        "Infinity",
        "-Infinity",
        "N/A",
        "null",
        "None",
        "-",
        "1e999",
        "0x10",
        "1_000",
        "12 ms",
    ];
    for spelling in spellings {
        let text = format!("time,x\n2026-01-05T03:00:00Z,{spelling}\n2026-01-05T03:00:00Z,4\n");
        for value in [Value::Sum(field("x")), Value::Mean(field("x"))] {
            assert_eq!(number(metric(value), &text), (Some(4.0), 0, 1), "{spelling}");
        }
    }
}

#[test]
fn empty_cells_are_absent() {
    let text = "time,x\n2026-01-05T03:00:00Z,\n2026-01-05T03:00:00Z,\"\"\n2026-01-05T03:00:00Z,\\N\n";
    assert_eq!(number(metric(Value::Sum(field("x"))), text), (None, 3, 0));
}

#[test]
fn percentages_are_kept_as_fractions() {
    let text = "time,x\n2026-01-05T03:00:00Z,99.5\n";
    let mut availability = metric(Value::Mean(field("x")));
    availability.unit = percent();
    assert_eq!(number(availability, text).0, Some(0.995));
    let mut low = metric(Value::Share(at_least("x", 99.0)));
    low.unit = percent();
    assert_eq!(tries(&Case::csv(low).text(text)), (1, 1));
}

#[test]
fn numbers_written_with_their_unit_are_read_in_the_metrics() {
    let read = |unit: &str, cell: &str| {
        let mut metric = metric(Value::Sum(field("x")));
        metric.unit = Unit::of(unit);
        number(metric, &format!("time,x\n2026-01-05T03:00:00Z,{cell}\n")).0
    };
    assert_eq!(read("ms", "31 ms"), Some(31.0));
    assert_eq!(read("ms", "30001ms"), Some(30_001.0));
    assert_eq!(read("ms", "1.02 s"), Some(1020.0));
    assert_eq!(read("ms", "900 µs"), Some(0.9));
    assert_eq!(read("%", "4.20%"), Some(0.042));
    assert_eq!(read("MB", "1 GiB"), Some(1073.741824));
    assert_eq!(read("tokens", "12 tokens"), Some(12.0));
    for (unit, cell) in [("", "31 ms"), ("ms", "31 MB"), ("ms", "ms"), ("s", "-"), ("tokens", "12 words")] {
        assert_eq!(read(unit, cell), None, "{cell}");
    }
}

#[test]
fn a_ratio_takes_whole_counts_that_fit() {
    let ratio = Value::Ratio(Amount::Sum(field("x")), Amount::Sum(field("y")));
    let rows = ["1,10", "3.0,3", "0,0", "4,3", "-1,3", "0.5,3", "1,1.5", "nan,3", ",3", "1,"];
    let mut text = String::from("time,x,y\n");
    rows.iter().for_each(|row| text.push_str(&format!("2026-01-05T03:00:00Z,{row}\n")));
    let tally = Case::csv(metric(ratio)).text(&text);
    assert_eq!(tries(&tally), (4, 13));
    let rows = tally.series[0].rows(0..24);
    assert_eq!((rows.used, rows.rejected, rows.lacking), (3, 5, 2));
}

#[test]
fn a_ratio_of_two_kinds_of_rows_counts_each() {
    let kind = |name: &str| Amount::Count(is("kind", name));
    let case = Case::csv(metric(Value::Ratio(kind("error"), kind("request"))));
    let text = "time,kind\n2026-01-05T03:00:00Z,request\n2026-01-05T03:00:00Z,request\n\
                2026-01-05T03:00:01Z,error\n2026-01-05T03:00:02Z,other\n2026-01-05T03:00:02Z,\n";
    let tally = case.text(text);
    assert_eq!(tries(&tally), (1, 2));
    assert_eq!(tally.series[0].rows(0..24).lacking, 1);
    let fields = Value::Ratio(Amount::Count(at_least("x", 1.0)), Amount::Count(at_least("y", 1.0)));
    let tally = Case::csv(metric(fields)).text("time,x,y\n2026-01-05T03:00:00Z,1,\n2026-01-05T03:00:00Z,,1\n");
    assert_eq!(tries(&tally), (1, 1));
    assert_eq!(tally.series[0].rows(0..24).lacking, 0);
}

#[test]
fn a_filter_leaves_rows_out_in_silence_and_lacking_ones_aloud() {
    let healthy = not(is("path", "/health"));
    let metric = filtered(Value::Count(None), healthy);
    let text = "time,path\n2026-01-05T03:00:00Z,/health\n2026-01-05T03:00:00Z,/a\n2026-01-05T03:00:00Z,\n";
    let tally = Case::csv(metric).text(text);
    let rows = tally.series[0].rows(0..24);
    assert_eq!((rows.used, rows.lacking, rows.all()), (1, 1, 2));
}

#[test]
fn arms_are_told_by_their_field_and_strays_are_skipped() {
    let mut case = Case::csv(error_rate());
    case.arms = Some(rule());
    let text = "time,arm,status\n2026-01-05T03:00:00Z,candidate,500\n2026-01-05T03:00:00Z,baseline,200\n\
                2026-01-05T03:00:00Z,Candidate,500\n2026-01-05T03:00:00Z,,500\n";
    let tally = case.text(text);
    assert_eq!(tries(&tally), (1, 1));
    let baseline = total(&tally, 0, Arm::Baseline, None);
    assert_eq!(baseline, Some(Cell::Tries { hits: 0, tries: 1 }));
    assert_eq!(tally.series[0].rows(0..24).stray, 2);
}

#[test]
fn a_constant_arm_comes_before_the_field() {
    let mut case = Case::csv(error_rate());
    case.arms = Some(rule());
    case.export.arm = Some(Arm::Baseline);
    let tally = case.text("time,arm,status\n2026-01-05T03:00:00Z,candidate,500\n");
    assert_eq!(total(&tally, 0, Arm::Candidate, None), None);
    assert!(total(&tally, 0, Arm::Baseline, None).is_some());
}

#[test]
fn segments_sum_to_the_whole() {
    let mut case = Case::csv(error_rate());
    case.metrics[0].1 = Some("kind");
    let text = "time,kind,status\n2026-01-05T03:00:00Z,stats,500\n2026-01-05T04:00:00Z,compare,200\n\
                2026-01-05T05:00:00Z,stats,200\n2026-01-05T05:00:00Z,,200\n";
    let series = &case.text(text).series[0];
    let names: Vec<String> = series.segments().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["compare", "stats"]);
    let of = |segment| series.total(Arm::Candidate, segment, 0..24).and_then(|cell| cell.tries());
    assert_eq!(of(Some("stats")), Some((1, 2)));
    assert_eq!(of(None), Some((1, 4)));
    assert_eq!(of(Some("other")), None);
    assert_eq!(series.total(Arm::Candidate, None, 4..5).and_then(|cell| cell.tries()), Some((0, 1)));
    assert_eq!(series.by_bucket(Arm::Candidate, None, 0..24).len(), 3);
}

#[test]
fn names_that_cannot_be_told_apart_are_one_segment() {
    let mut case = Case::csv(error_rate());
    case.metrics[0].1 = Some("kind");
    let text = b"time,kind,status\n2026-01-05T03:00:00Z,\xff,500\n2026-01-05T03:00:00Z,\xfe,200\n";
    let tally = case.read(&[("a", text)]);
    let sum = total(&tally, 0, Arm::Candidate, Some("\u{fffd}")).and_then(|cell| cell.tries());
    assert_eq!(sum, Some((1, 2)));
}

#[test]
fn too_many_segments_hold_and_still_count_as_a_whole() {
    let mut case = Case::csv(error_rate());
    case.metrics[0].1 = Some("id");
    let mut text = String::from("time,id,status\n");
    (0..10_005).for_each(|id| text.push_str(&format!("2026-01-05T03:00:00Z,{id},500\n")));
    let tally = case.text(&text);
    assert_eq!(codes(&tally), [("many-segments", 1, true)]);
    assert_eq!(tries(&tally), (10_005, 10_005));
    assert_eq!(tally.series[0].segments().len(), 10_000);
}

#[test]
fn the_split_counts_requests_and_units() {
    let mut case = Case::csv(error_rate());
    case.arms = Some(rule());
    case.split = Some(0);
    let text = "time,arm,session_id,status\n\
                2026-01-05T03:00:00Z,candidate,a,200\n2026-01-05T03:00:30Z,candidate,a,200\n\
                2026-01-05T03:01:00Z,baseline,b,200\n2026-01-05T05:00:00Z,baseline,a,200\n\
                2026-01-05T05:00:00Z,baseline,,200\n2026-01-05T06:00:00Z,neither,c,200\n";
    let assignment = case.text(text).assignment;
    let minute = at("2026-01-05T03:00:00Z").seconds() / 60;
    assert_eq!(assignment.minutes[&minute], [2, 0]);
    assert_eq!(assignment.minutes[&(minute + 1)], [0, 1]);
    assert_eq!(assignment.requests(0..24), [2, 3]);
    let steps = assignment.unit_steps(0);
    assert_eq!((steps[&3].arms, steps[&3].twice, steps[&3].both), ([1, 1], 1, 0));
    assert_eq!((steps[&5].arms, steps[&5].twice, steps[&5].both), ([0, 1], 0, 1));
}

#[test]
fn metrics_that_sum_alike_agree() {
    let mut case = Case::csv(metric(Value::Quantile(field("x"), 0.5)));
    case.metrics.push((metric(Value::Quantile(field("x"), 0.95)), None));
    case.metrics.push((metric(Value::Reading), None));
    case.metrics.push((metric(Value::Max(field("x"))), None));
    let tally = case.text("time,x\n2026-01-05T03:00:00Z,4\n");
    assert_eq!(tally.series[0], tally.series[1]);
    assert!(tally.series[0].cells.len() == 1 && tally.series[2].cells.is_empty());
    let max = total(&tally, 3, Arm::Candidate, None).unwrap();
    assert_eq!(max.moments().unwrap().max, Some(4.0));
}
