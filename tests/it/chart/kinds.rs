//! One figure of every kind but lines.

use gonogo::chart::*;

use super::samples::{HOUR, START, Words, hourly, limit, noise, ticks};

pub fn confidence() -> Distribution {
    let counts = [2_u64, 3, 4, 8, 11, 20, 42, 118, 330, 275];
    let base = [4_u64, 6, 9, 14, 25, 61, 120, 210, 240, 130];
    let bins = |counts: &[u64]| {
        let bin = |(i, count): (usize, &u64)| Bin { from: i as f64 / 10.0, to: (i + 1) as f64 / 10.0, count: *count };
        counts.iter().enumerate().map(bin).collect::<Vec<_>>()
    };
    Distribution {
        title: "Confidence".into(),
        description: "89 % of answers have a confidence of at least 0.7; 90 % are needed.".into(),
        unit: String::new(),
        bins: bins(&counts),
        baseline: bins(&base),
        cut: Some(Cut { value: 0.7, side: Side::Above, label: "good: at least 0.7".into() }),
        needed: Some(ShareMark { share: 0.9, label: "90 % needed".into() }),
        seen: Some(ShareMark { share: 0.889, label: "88.9 % seen".into() }),
        baseline_seen: Some(ShareMark { share: 0.708, label: "baseline 70.8 %".into() }),
        rollback: Some(ShareMark { share: 0.8, label: "80 % roll back".into() }),
        total: "n 813".into(),
    }
}

pub fn latencies(words: &Words) -> Quantiles {
    let estimate = |value: f64, half: f64| {
        let (low, high) = (Some(value - half), Some(value + half));
        Some(Estimate { value, low, high, label: format!("{value} {}", words.ms) })
    };
    let row = |name: &str, candidate, baseline, bounds: Option<(f64, f64)>| QuantileRow {
        name: name.into(),
        candidate,
        baseline,
        target: bounds.map(|(value, _)| Bound { value, side: Side::Below, label: format!("≤ {value}") }),
        rollback: bounds.map(|(_, value)| Bound { value, side: Side::Above, label: format!("> {value}") }),
    };
    Quantiles {
        title: "Latency by quantile".into(),
        description: "p95 is 158 ms against 112 ms on the baseline.".into(),
        unit: words.ms.into(),
        candidate: words.candidate.into(),
        baseline: words.baseline.into(),
        rows: vec![
            row("p50", estimate(62.0, 2.0), estimate(58.0, 1.0), None),
            row("p90", estimate(121.0, 5.0), estimate(98.0, 3.0), None),
            row("p95", estimate(158.0, 9.0), estimate(112.0, 4.0), Some((150.0, 170.0))),
            row("p99", estimate(231.0, 32.0), estimate(187.0, 14.0), Some((260.0, 400.0))),
        ],
    }
}

pub fn segments(words: &Words) -> Multiples {
    let span = Span { from: START, to: START + 24.0 * HOUR };
    let panel = |index: usize, name: &str, level, rate: f64| Panel {
        level,
        name: name.into(),
        series: Series {
            label: format!("{rate} %"),
            step: Some(HOUR),
            points: hourly(24, |hour| {
                let known = rate > 0.0 && !(index == 2 && (10..14).contains(&hour));
                let drift = if index == 1 { 3.0 * hour as f64 / 24.0 } else { 0.0 };
                known.then(|| (rate - 0.6 + drift + 1.2 * noise(hour + 31 * index), 0.7))
            }),
        },
    };
    Multiples {
        title: "Error rate by query type".into(),
        description: "compare is above its target.".into(),
        span,
        ticks: nice_time_ticks(span.from as i64, span.to as i64, 0, 3)
            .into_iter()
            .map(|at| Tick { at: at as f64, label: format!("{:02}:00", at.rem_euclid(86_400) / 3600) })
            .collect(),
        scale: Scale { unit: "%".into(), zero: true, least: Some(0.0), most: Some(100.0) },
        target: limit(5.0, Side::Below, words.target),
        rollback: limit(10.0, Side::Above, words.rollback),
        panels: vec![
            panel(0, "stats", Some(Level::Go), 2.1),
            panel(1, "compare", Some(Level::NoGo), 6.2),
            panel(2, "summary of long documents", Some(Level::Hold), 3.0),
            panel(3, "查询", None, 1.4),
            panel(4, "empty", Some(Level::Hold), 0.0),
        ],
        no_data: words.no_data.into(),
    }
}

fn days(from: f64, to: f64) -> Span {
    Span { from: START + from * 24.0 * HOUR, to: START + to * 24.0 * HOUR }
}

pub fn verdicts(chinese: bool) -> Verdicts {
    let words =
        if chinese { ["放行", "暂缓", "不可放行", "回滚"] } else { ["GO", "HOLD", "NO-GO", "ROLL BACK"] };
    let step = |day: f64, level| Step { at: days(day, day).from, level };
    let phase = |from, to, label: &str| Stretch { span: days(from, to), label: label.into() };
    Verdicts {
        title: "Verdict over time".into(),
        description: "Hold until day 2, go, then no-go.".into(),
        span: days(0.0, 6.0),
        ticks: ticks(days(0.0, 6.0)),
        words: words.map(String::from),
        steps: vec![
            step(0.0, Level::Hold),
            step(1.0, Level::Go),
            step(1.2, Level::Hold),
            step(2.2, Level::NoGo),
            step(2.6, Level::Hold),
            step(3.3, Level::Go),
            step(4.0, Level::Hold),
            step(4.9, Level::Rollback),
        ],
        phases: vec![phase(0.0, 1.2, "shadow"), phase(1.2, 4.0, "canary 10 %"), phase(4.0, 6.0, "half 50 %")],
    }
}

pub fn phases() -> Phases {
    let row = |name: &str, note: &str, level, ran: Vec<Span>, soak| PhaseRow {
        name: name.into(),
        note: note.into(),
        level,
        ran,
        soak,
    };
    Phases {
        title: "Phases".into(),
        description: "Canary is in its second day of two.".into(),
        span: days(0.0, 8.0),
        ticks: ticks(days(0.0, 8.0)),
        rows: vec![
            row("准备阶段", "finished", Level::Go, vec![days(0.0, 1.2)], None),
            row("灰度 10%", "day 2 of 2", Level::NoGo, vec![days(1.2, 1.9), days(2.4, 3.8)], Some(days(3.4, 4.4))),
            row("half 50 %", "not started", Level::None, vec![], Some(days(6.4, 7.4))),
            row("full", "not started", Level::None, vec![], None),
        ],
        now: Some(Tick { at: days(3.8, 3.8).from, label: "evaluated 01-08 19:12".into() }),
    }
}

pub fn strip() -> Strip {
    use Level::{Go, Hold, NoGo, Rollback};
    let levels = [Level::None, Hold, Hold, Go, Go, Hold, NoGo, NoGo, Hold, Go, Rollback, NoGo, Hold, Go];
    let cell = |(index, level): (usize, &Level)| Cell { level: *level, title: format!("{index}: {level:?}") };
    Strip {
        title: "Past verdicts".into(),
        description: "The last twelve verdicts.".into(),
        cells: levels.iter().enumerate().map(cell).collect(),
    }
}

/// Every kind, with numbers of the caller's in place of sound ones.
pub fn of_any_values(values: &[f64], span: Span) -> Vec<Figure> {
    let value = |index: usize| values[index % values.len()];
    let mut distribution = confidence();
    for (index, bin) in distribution.bins.iter_mut().enumerate() {
        (bin.from, bin.to, bin.count) = (value(index), value(index + 1), (index as u64).saturating_mul(u64::MAX / 9));
    }
    distribution.cut.as_mut().unwrap().value = value(3);
    distribution.seen.as_mut().unwrap().share = value(4);
    let mut quantiles = latencies(&super::samples::ENGLISH);
    for (index, row) in quantiles.rows.iter_mut().enumerate() {
        let estimate = row.candidate.as_mut().unwrap();
        (estimate.value, estimate.low, estimate.high) = (value(index), Some(value(index + 5)), None);
        row.target = Some(Bound { value: value(index + 2), side: Side::Above, label: "x".repeat(50) });
    }
    let mut multiples = segments(&super::samples::ENGLISH);
    multiples.span = span;
    multiples.scale = Scale { unit: "%".into(), zero: false, least: Some(value(1)), most: Some(value(2)) };
    multiples.target.as_mut().unwrap().value = value(0);
    for panel in &mut multiples.panels {
        panel.series.points.iter_mut().zip(values).for_each(|(point, value)| point.value = Some(*value));
        panel.series.step = Some(value(6));
    }
    let mut verdicts = verdicts(true);
    verdicts.span = span;
    verdicts.steps.iter_mut().zip(values).for_each(|(step, value)| step.at = *value);
    let mut phases = phases();
    phases.span = span;
    phases.rows[1].soak = Some(Span { from: value(7), to: value(8) });
    phases.now = Some(Tick { at: value(9), label: "now".into() });
    vec![
        Figure::Distribution(distribution),
        Figure::Quantiles(quantiles),
        Figure::Multiples(multiples),
        Figure::Verdicts(verdicts),
        Figure::Phases(phases),
    ]
}
