//! Charts: what a reader sees, and what must never happen whatever the data.

#![allow(clippy::unwrap_used)]

mod gallery;
mod kinds;
mod reading;
mod samples;

use gonogo::chart::*;
use proptest::prelude::*;
use reading::{elements, faults, labels, paths};
use samples::{CHINESE, ENGLISH, HOUR, START};

fn drawn(line: Line) -> String {
    svg(&Figure::Line(line), "f")
}

/// Returns how many separate strokes the paths of a class have.
fn strokes(svg: &str, class: &str) -> usize {
    paths(svg, class).iter().map(|path| path.matches(['M', 'm']).count()).sum()
}

#[test]
fn no_label_leaves_its_picture_or_touches_another() {
    for (name, figure) in gallery::figures() {
        assert_eq!(faults(&svg(&figure, "f")), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn labels_of_lines_are_fifteen_units_apart_and_in_the_order_of_their_values() {
    let mut line = samples::latency(24, &ENGLISH);
    line.target = samples::limit(158.1, Side::Below, "target");
    line.rollback = samples::limit(158.2, Side::Above, "roll back");
    let svg = drawn(line);
    let names = ["c-trollback", "c-ttarget", "c-tcand", "c-tbase"];
    let find = |name: &&str| labels(&svg).into_iter().find(|l| l.class.ends_with(*name)).unwrap();
    let places: Vec<f64> = names.iter().map(|name| find(name).bottom).collect();
    assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 14.95), "{places:?}");
}

#[test]
fn three_days_with_everything_on_fit_into_eight_kilobytes() {
    for words in [&ENGLISH, &CHINESE] {
        let drawing = draw(&Figure::Line(samples::latency(72, words)), "gate-latency_p95");
        assert!(drawing.svg.len() <= 8 * 1024, "{}", drawing.svg.len());
        assert_eq!(drawing.downsampled, None);
    }
}

#[test]
fn every_picture_is_well_formed_also_as_a_file_of_its_own() {
    for (name, figure) in gallery::figures() {
        let inline = svg(&figure, "f");
        let names = elements(&inline).unwrap_or_else(|wrong| panic!("{name}: {wrong}\n{inline}"));
        assert_eq!(names[..3], ["svg", "title", "desc"], "{name}");
        let file = standalone(&inline);
        assert!(elements(&file).unwrap().contains(&"style".to_owned()), "{name}");
        assert!(file.contains("xmlns=\"http://www.w3.org/2000/svg\""), "{name}");
        assert!(file.contains("prefers-color-scheme:dark"), "{name}");
    }
}

#[test]
fn a_picture_names_itself_to_those_who_cannot_see_it() {
    let svg = svg(&Figure::Line(samples::latency(24, &ENGLISH)), "gate-p95");
    assert!(svg.contains("role=\"img\" aria-labelledby=\"gate-p95-t gate-p95-d\""));
    assert!(svg.contains("<title id=\"gate-p95-t\">API latency p95</title>"));
    assert!(svg.contains("<desc id=\"gate-p95-d\">p95 is 158 ms"));
}

#[test]
fn hostile_text_is_shown_as_text() {
    let svg = svg(&Figure::Line(samples::hostile()), "\"><script>");
    assert!(!svg.contains("<script"));
    assert!(!svg.contains("]]>"));
    assert!(!svg.contains(['\u{202e}', '\u{7}', '\u{feff}', '\n']));
    assert!(svg.contains("&lt;script&gt;"));
    assert!(svg.contains("…"));
}

#[test]
fn a_picture_holds_classes_and_no_colours() {
    for (name, figure) in gallery::figures() {
        let svg = svg(&figure, "f").replace("&#39;", "");
        assert!(!svg.contains("fill=") && !svg.contains("stroke=") && !svg.contains('#'), "{name}");
        assert!(!svg.contains("width=") && !svg.contains("style="), "{name}");
    }
}

#[test]
fn every_class_drawn_has_a_rule() {
    for (name, figure) in gallery::figures() {
        let svg = svg(&figure, "f");
        let classes = svg
            .split("class=\"")
            .skip(1)
            .flat_map(|rest| rest.split('"').next().unwrap_or_default().split(' ').collect::<Vec<_>>());
        for class in classes {
            let rule = format!(".{class}{{");
            assert!(CHART_CSS.contains(&rule) || class == "chart", "{name}: {class}");
        }
    }
}

#[test]
fn every_colour_of_the_style_sheet_is_declared_once() {
    let root = root_css();
    for name in CHART_CSS.split("var(--").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert_eq!(root.matches(&format!("--{name}:")).count(), 2, "{name}: light and dark");
    }
}

#[test]
fn a_gap_breaks_the_line_and_its_band() {
    let mut line = samples::errors(&ENGLISH);
    let whole = drawn(line.clone());
    assert_eq!(strokes(&whole, "c-cand"), 1);
    line.candidate.points[10].value = None;
    let broken = drawn(line.clone());
    assert_eq!(strokes(&broken, "c-cand"), 2);
    assert_eq!(strokes(&broken, "c-band"), 2);
    line.candidate.points.remove(10);
    assert_eq!(strokes(&drawn(line.clone()), "c-cand"), 2, "a missing bucket");
    line.candidate.step = None;
    assert_eq!(strokes(&drawn(line.clone()), "c-cand"), 1, "raw points have no buckets");
    let at = START + 5.0 * HOUR;
    line.gaps = vec![Span { from: at, to: at + 1.0 }];
    assert_eq!(strokes(&drawn(line), "c-cand"), 2, "a gap that was told");
}

#[test]
fn a_point_on_its_own_is_a_dot() {
    let mut line = samples::errors(&ENGLISH);
    line.candidate.points[3].value = None;
    line.candidate.points[5].value = None;
    let svg = drawn(line);
    assert_eq!(strokes(&svg, "c-cand-dot"), 1);
    assert_eq!(strokes(&svg, "c-cand"), 2);
}

#[test]
fn nothing_measured_is_drawn_as_no_data_and_not_as_zero() {
    let svg = drawn(samples::empty(&ENGLISH));
    assert!(svg.contains(">no data<"));
    assert!(paths(&svg, "c-cand").is_empty() && paths(&svg, "c-end").is_empty());
    assert_eq!(strokes(&svg, "c-target"), 1);
}

#[test]
fn limits_are_inside_the_picture_even_far_from_the_data() {
    let mut line = samples::latency(24, &ENGLISH);
    line.rollback = samples::limit(5000.0, Side::Above, "roll back");
    let svg = drawn(line);
    assert_eq!(strokes(&svg, "c-rollback"), 1);
    assert_eq!(strokes(&svg, "c-zone-rollback"), 1);
    assert!(faults(&svg).is_empty());
}

#[test]
fn zones_are_on_the_side_that_the_limit_speaks_of() {
    let top = |svg: &str, class: &str| -> f64 {
        let path = &paths(svg, class)[0][1..];
        path.split(' ').nth(1).unwrap().split('h').next().unwrap().parse().unwrap()
    };
    let lower = drawn(samples::latency(24, &ENGLISH));
    assert!(top(&lower, "c-zone-rollback") < top(&lower, "c-zone-go"));
    let higher = drawn(samples::success(&ENGLISH));
    assert!(top(&higher, "c-zone-go") < top(&higher, "c-zone-rollback"));
}

#[test]
fn a_percentage_never_shows_more_than_a_hundred() {
    let svg = drawn(samples::success(&ENGLISH));
    let ticks = labels(&svg).into_iter().filter(|label| label.class.ends_with("c-tick c-e"));
    let texts: Vec<String> = ticks.map(|label| label.text).collect();
    assert!(texts.contains(&"100 %".to_owned()), "{texts:?}");
    assert!(texts.iter().all(|text| !text.starts_with("101")));
}

#[test]
fn many_points_become_their_outline_and_the_picture_says_so() {
    let line = samples::dense(&ENGLISH);
    let drawing = draw(&Figure::Line(line.clone()), "f");
    let downsampled = drawing.downsampled.unwrap();
    assert_eq!(downsampled.from, 86_400);
    assert!(downsampled.to <= 300);
    assert!(drawing.svg.len() <= 8 * 1024);
    let mut spikes = line;
    let flat = |point: &mut Point| point.value = Some(100.0);
    spikes.candidate.points.iter_mut().for_each(flat);
    let calm = drawn(spikes.clone());
    spikes.candidate.points[40_000].value = Some(400.0);
    assert_ne!(calm, drawn(spikes), "one spike among 86,400 points is seen");
}

#[test]
fn buckets_under_the_needed_count_have_their_own_colour() {
    let svg = drawn(samples::latency(24, &ENGLISH));
    assert_eq!((strokes(&svg, "c-bar"), strokes(&svg, "c-bar-low")), (19, 2));
}

#[test]
fn gaps_are_what_no_bucket_covers() {
    let point = |hour: f64| Point { at: (hour + 0.5) * HOUR, value: Some(1.0), low: None, high: None };
    let span = Span { from: 0.0, to: 6.0 * HOUR };
    let found = gaps(&[point(1.0), point(2.0), point(4.0)], HOUR, span);
    let hours: Vec<(f64, f64)> = found.iter().map(|gap| (gap.from / HOUR, gap.to / HOUR)).collect();
    assert_eq!(hours, [(0.0, 1.0), (3.0, 4.0), (5.0, 6.0)]);
    assert_eq!(gaps(&[], HOUR, span), [span]);
}

#[test]
fn ticks_fall_on_round_local_times() {
    let china = 8 * 3600;
    let start = START as i64;
    let days = nice_time_ticks(start, start + 5 * 86_400, china, 6);
    assert!(days.iter().all(|at| (at + china).rem_euclid(86_400) == 0), "{days:?}");
    assert_eq!(days.len(), 5);
    assert_eq!(nice_time_ticks(0, 7200, 0, 3), [0, 3600, 7200]);
    assert_eq!(nice_time_ticks(5, 4, 0, 6), [0_i64; 0]);
    assert_eq!(nice_time_ticks(0, 100, 0, 0), [0_i64; 0]);
    assert!(nice_time_ticks(i64::MIN, i64::MAX, i64::MAX, 6).len() <= 6);
}

#[test]
fn the_strip_shows_the_last_twelve_verdicts_with_a_title_each() {
    let svg = svg(&Figure::Strip(kinds::strip()), "s");
    assert_eq!(svg.matches("<g><title>").count(), 12);
    assert!(svg.contains("13: Go") && !svg.contains(">1: Hold"));
}

/// Any number at all, often a special one.
fn number() -> impl Strategy<Value = f64> {
    let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 0.0, -0.0, 5e-324];
    prop_oneof![any::<f64>(), -1e3..1e3, proptest::sample::select(special.to_vec())]
}

fn moment() -> impl Strategy<Value = f64> {
    prop_oneof![START..START + 24.0 * HOUR, number()]
}

fn span() -> impl Strategy<Value = Span> {
    (moment(), moment()).prop_map(|(from, to)| Span { from, to })
}

fn point() -> impl Strategy<Value = Point> {
    let maybe = || proptest::option::of(number());
    (moment(), maybe(), maybe(), maybe()).prop_map(|(at, value, low, high)| Point { at, value, low, high })
}

fn a_limit() -> impl Strategy<Value = Option<Limit>> {
    let side = proptest::sample::select(vec![Side::Below, Side::Above, Side::At]);
    proptest::option::of((number(), side, ".{0,40}").prop_map(|(value, side, label)| Limit { value, side, label }))
}

fn series() -> impl Strategy<Value = Series> {
    let points = proptest::collection::vec(point(), 0..60);
    (".{0,30}", proptest::option::of(number()), points).prop_map(|(label, step, points)| Series { label, step, points })
}

fn any_line() -> impl Strategy<Value = Line> {
    let spans = || proptest::collection::vec((span(), ".{0,20}"), 0..6);
    let scale = (".{0,6}", any::<bool>(), proptest::option::of(number()), proptest::option::of(number()));
    let judged = proptest::option::of((number(), number(), number()));
    ((span(), scale, a_limit(), a_limit()), (series(), series(), judged), (spans(), spans(), number())).prop_map(
        |((span, scale, target, rollback), (candidate, baseline, judged), (gaps, cuts, needed))| {
            let (unit, zero, least, most) = scale;
            let mut line = samples::latency(24, &ENGLISH);
            line.span = span;
            line.scale = Scale { unit, zero, least, most };
            line.judged = judged.map(|(value, low, high)| Judged { value, low: Some(low), high: Some(high) });
            (line.target, line.rollback) = (target, rollback);
            (line.candidate, line.baseline) = (candidate, Some(baseline));
            line.gaps = gaps.iter().map(|(span, _)| *span).collect();
            line.events = gaps.into_iter().map(|(span, label)| Event { at: span.from, label }).collect();
            line.window = cuts.first().map(|(span, label)| Stretch { span: *span, label: label.clone() });
            line.exclusions = cuts.into_iter().map(|(span, label)| Stretch { span, label }).collect();
            if let Some(samples) = &mut line.samples {
                (samples.step, samples.needed) = (needed, Some(needed));
            }
            line
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_figure_breaks_its_picture(line in any_line()) {
        let svg = drawn(line.clone());
        prop_assert_eq!(elements(&svg).err(), None);
        prop_assert_eq!(faults(&svg), Vec::<String>::new());
        prop_assert!(svg.len() < 12 * 1024, "{} bytes", svg.len());
        prop_assert_eq!(svg, drawn(line));
    }

    #[test]
    fn no_value_breaks_the_other_pictures(values in proptest::collection::vec(number(), 12), at in span()) {
        for figure in kinds::of_any_values(&values, at) {
            let svg = svg(&figure, "f");
            prop_assert_eq!(elements(&svg).err(), None);
            prop_assert_eq!(faults(&svg), Vec::<String>::new());
        }
    }

    #[test]
    fn no_times_break_the_ticks(from: i64, to: i64, offset: i64, most in 0_usize..20) {
        let ticks = nice_time_ticks(from, to, offset, most);
        prop_assert!(ticks.len() <= most);
        prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
