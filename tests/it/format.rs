//! How numbers, units, times and durations are written.
#![allow(clippy::unwrap_used)]

use gonogo::metric::Metric;
use gonogo::metric::value::{Comparison, Field, Unit, UnitKind, Value};
use gonogo::plan::{Bound, Limit};
use gonogo::report::format::{Format, bytes, exact, integer, number};
use gonogo::source::Locale;

use super::sample::{self, Scene, at};

fn metric(value: Value, unit: &str, kind: UnitKind) -> Metric {
    Metric {
        id: "m".to_owned(),
        title: "M".to_owned(),
        exports: Vec::new(),
        value,
        value_text: String::new(),
        filter: None,
        filter_text: None,
        unit: Unit { text: unit.to_owned(), kind },
        line: 1,
    }
}

fn latency() -> Metric {
    metric(Value::Quantile(Field("l".to_owned()), 0.95), "ms", UnitKind::Time(0.001))
}

fn share() -> Metric {
    metric(Value::Mean(Field("c".to_owned())), "%", UnitKind::Percent)
}

/// Runs a check with the page of the sample in one language.
fn with(locale: Locale, check: impl Fn(Format)) {
    let report = sample::report(Scene::Go, locale);
    check(Format::new(&report.plan, report.judgement.at, locale));
}

#[test]
fn counts_have_their_digits_in_groups() {
    let written = [0, 999, 1_000, 21_600, 1_234_567].map(integer);
    assert_eq!(written, ["0", "999", "1,000", "21,600", "1,234,567"]);
}

#[test]
fn numbers_have_three_significant_digits_and_are_whole_from_a_hundred_on() {
    let written = [0.0, -0.0, 2.0, 0.012345, 5.118, 51.18, 511.8, 12_345.6, -4.5678].map(number);
    assert_eq!(written, ["0", "0", "2", "0.0123", "5.12", "51.2", "512", "12,346", "-4.57"]);
}

#[test]
fn what_is_not_a_number_is_a_dash_and_what_is_huge_is_short() {
    let written = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1.5e300].map(number);
    assert_eq!(written, ["–", "–", "–", "1.50e300"]);
    assert_eq!([f64::NAN, 0.07 * 100.0, 1e21, -0.0].map(exact), ["–", "7", "1.00e21", "0"]);
}

#[test]
fn percentages_never_round_to_nothing_or_to_all() {
    with(Locale::En, |format| {
        let written = [0.0, 1.0, 0.0123, 0.1231, 0.95, 0.0003, 0.000_001_2, 0.99961, 0.999_999_7]
            .map(|fraction| format.percent(fraction));
        assert_eq!(
            written,
            ["0 %", "100 %", "1.23 %", "12.3 %", "95.0 %", "0.030 %", "0.00012 %", "99.96 %", "99.99997 %"]
        );
        assert_eq!(format.percent_exact(0.05), "5 %");
        assert_eq!(format.percent_exact(0.07), "7 %");
    });
    with(Locale::ZhCn, |format| assert_eq!(format.percent(0.0123), "1.23%"));
}

#[test]
fn a_value_beside_a_limit_has_the_digits_that_tell_them_apart() {
    with(Locale::En, |format| {
        assert_eq!(format.value_against(&share(), 0.050_004, Some(0.05)), "5.0004 %");
        assert_eq!(format.value_against(&share(), 0.05, Some(0.05)), "5.00 %");
        assert_eq!(format.value_against(&latency(), 800.2, Some(800.0)), "800.2 ms");
    });
}

#[test]
fn units_are_those_of_the_language() {
    with(Locale::En, |format| {
        assert_eq!(format.value(&latency(), 511.8), "512 ms");
        assert_eq!(format.exactly(&latency(), 150.0), "150 ms");
        let rate = metric(Value::Rate(None), "", UnitKind::None);
        assert_eq!(format.value(&rate, 2.5), "2.50/h");
    });
    with(Locale::ZhCn, |format| {
        assert_eq!(format.value(&latency(), 511.8), "512 毫秒");
        let tokens = metric(Value::Points(Field("t".to_owned())), "tokens", UnitKind::Other);
        assert_eq!(format.value(&tokens, 3_127.4), "3,127 tokens");
    });
}

#[test]
fn bounds_are_written_by_sign_and_in_words() {
    let bound = |op, limit| Bound { op, limit, text: String::new() };
    with(Locale::En, |format| {
        let write = |op, limit| format.bound(&latency(), &bound(op, limit));
        assert_eq!(write(Comparison::LessEqual, Limit::Times(1.1)), "≤ 1.10 × baseline");
        assert_eq!(write(Comparison::Less, Limit::Times(1.125)), "< 1.125 × baseline");
        assert_eq!(write(Comparison::LessEqual, Limit::Times(1.0)), "≤ baseline");
        assert_eq!(write(Comparison::LessEqual, Limit::Plus(20.0)), "≤ baseline + 20 ms");
        let points = bound(Comparison::GreaterEqual, Limit::Plus(-0.01));
        assert_eq!(format.bound(&share(), &points), "≥ baseline − 1 pp");
        let relative = bound(Comparison::LessEqual, Limit::Times(1.1));
        assert_eq!(format.bound_words(&latency(), &relative, Some(559.9)), "at most 1.10 × baseline (560 ms)");
    });
    with(Locale::ZhCn, |format| {
        let relative = bound(Comparison::LessEqual, Limit::Plus(0.01));
        assert_eq!(format.bound_words(&share(), &relative, Some(0.029)), "不高于基线 + 1 个百分点（2.90%）");
    });
}

#[test]
fn intervals_have_their_unit_once_and_open_ends() {
    with(Locale::En, |format| {
        assert_eq!(format.interval(&share(), Some(0.008), Some(0.061)), "0.8 to 6.1 %");
        assert_eq!(format.interval(&share(), Some(0.000_004_4), Some(0.0095)), "0.00 to 0.95 %");
        assert_eq!(format.interval(&share(), Some(0.0), Some(0.0258)), "0 to 2.6 %");
        assert_eq!(format.interval(&latency(), Some(1_550.2), Some(2_000.0)), "1,550 to 2,000 ms");
        assert_eq!(format.interval(&share(), None, Some(0.061)), "≤ 6.10 %");
        assert_eq!(format.interval(&latency(), Some(510.0), None), "≥ 510 ms");
        assert_eq!(format.interval(&latency(), None, None), "–");
    });
}

#[test]
fn times_are_those_of_the_plan_s_clock() {
    let moment = at("2026-11-22T22:05:00Z");
    let earlier = at("2025-12-31T15:59:00Z");
    with(Locale::En, |format| {
        assert_eq!(format.moment(moment), "23 Nov 2026 06:05");
        assert_eq!(format.short(moment), "23 Nov 06:05");
        assert_eq!(format.short(earlier), "31 Dec 2025 23:59");
        assert_eq!(format.zone(None), "UTC+8");
    });
    with(Locale::ZhCn, |format| {
        assert_eq!(format.moment(moment), "2026-11-23 06:05");
        assert_eq!(format.short(moment), "11-23 06:05");
        assert_eq!(format.span(moment, moment.plus(3600)), "11-23 06:05 至 11-23 07:05");
    });
}

#[test]
fn a_zone_whose_offset_changed_is_called_by_its_name() {
    let mut report = sample::report(Scene::Go, Locale::En);
    report.plan.timezone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    let format = Format::new(&report.plan, report.judgement.at, Locale::En);
    assert_eq!(format.zone(Some(at("2026-01-01T00:00:00Z"))), "UTC+1");
    assert_eq!(format.zone(Some(at("2025-08-01T00:00:00Z"))), "Europe/Berlin");
    report.plan.timezone = jiff::tz::TimeZone::get("Asia/Kolkata").unwrap();
    let format = Format::new(&report.plan, report.judgement.at, Locale::En);
    assert_eq!(format.zone(None), "UTC+5:30");
}

#[test]
fn durations_have_their_two_greatest_units() {
    let lengths = [0, 45, 60, 119, 3_600, 5_400, 86_400, 187_200, 90_061];
    with(Locale::En, |format| {
        assert_eq!(
            lengths.map(|seconds| format.duration(seconds)),
            ["0 s", "45 s", "1 min", "1 min 59 s", "1 h", "1 h 30 min", "1 d", "2 d 4 h", "1 d 1 h"]
        );
    });
    with(Locale::ZhCn, |format| assert_eq!(format.duration(187_200), "2 天 4 小时"));
}

#[test]
fn sizes_have_two_digits() {
    let sizes = [0, 999, 1_000, 4_113, 18_211, 999_499, 1_182_110, u64::MAX];
    assert_eq!(sizes.map(bytes), ["0 B", "999 B", "1.0 KB", "4.1 KB", "18 KB", "999 KB", "1.2 MB", "18446744 TB"]);
}
