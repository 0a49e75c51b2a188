//! Figures to look at and to test with.

use gonogo::chart::*;

pub const HOUR: f64 = 3600.0;
/// 2026-01-05T00:00:00Z, a Monday.
pub const START: f64 = 1_767_571_200.0;

/// The words of a figure in one language.
pub struct Words {
    pub candidate: &'static str,
    pub baseline: &'static str,
    pub target: &'static str,
    pub rollback: &'static str,
    pub no_data: &'static str,
    pub samples: &'static str,
    pub needed: &'static str,
    pub window: &'static str,
    pub start: &'static str,
    pub deploy: &'static str,
    pub excluded: &'static str,
    pub ms: &'static str,
}

pub const ENGLISH: Words = Words {
    candidate: "candidate",
    baseline: "baseline",
    target: "target",
    rollback: "roll back",
    no_data: "no data",
    samples: "samples/h",
    needed: "needed 500",
    window: "judged window",
    start: "canary starts",
    deploy: "deploy",
    excluded: "DNS outage",
    ms: "ms",
};

pub const CHINESE: Words = Words {
    candidate: "候选",
    baseline: "基线",
    target: "目标",
    rollback: "回滚线",
    no_data: "无数据",
    samples: "样本/小时",
    needed: "要求 500",
    window: "判定窗口",
    start: "灰度开始",
    deploy: "部署",
    excluded: "DNS 故障",
    ms: "毫秒",
};

/// A number between 0 and 1 that looks random and is always the same.
pub fn noise(index: usize) -> f64 {
    let hash = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((hash >> 40) as f64) / f64::from(1 << 24)
}

pub fn limit(value: f64, side: Side, name: &str) -> Option<Limit> {
    Some(Limit { value, side, label: format!("{name} {value}") })
}

/// Hourly points with a value and the half width of its interval.
pub fn hourly(hours: usize, value: impl Fn(usize) -> Option<(f64, f64)>) -> Vec<Point> {
    let point = |hour: usize| {
        let at = START + (hour as f64 + 0.5) * HOUR;
        let value = value(hour);
        let end = |sign: f64| value.filter(|(_, half)| *half > 0.0).map(|(v, half)| v + sign * half);
        Point { at, value: value.map(|(v, _)| v), low: end(-1.0), high: end(1.0) }
    };
    (0..hours).map(point).collect()
}

pub fn ticks(span: Span) -> Vec<Tick> {
    let label = |at: i64| match at.rem_euclid(86_400) / 3600 {
        0 => format!("01-{:02}", 5 + (at - START as i64) / 86_400),
        hour => format!("{hour:02}:00"),
    };
    let moments = nice_time_ticks(span.from as i64, span.to as i64, 0, 6);
    moments.into_iter().map(|at| Tick { at: at as f64, label: label(at) }).collect()
}

/// A latency that drifts above its target, with everything a line figure can show.
pub fn latency(hours: usize, words: &Words) -> Line {
    let span = Span { from: START, to: START + hours as f64 * HOUR };
    let silent = |hour: usize| (hour * 24 / hours) >= 9 && (hour * 24 / hours) < 12;
    let drift = |hour: usize| 115.0 + 45.0 * hour as f64 / hours as f64 + 6.0 * noise(hour);
    let candidate = hourly(hours, |hour| (!silent(hour)).then(|| (drift(hour), 5.0 + 3.0 * noise(hour + 99))));
    let baseline = hourly(hours, |hour| (!silent(hour)).then(|| (110.0 + 5.0 * noise(hour + 500), 0.0)));
    let gaps = gaps(&candidate, HOUR, span);
    let counts = (0..hours).filter(|hour| !silent(*hour)).map(|hour| Count {
        at: START + (hour as f64 + 0.5) * HOUR,
        count: if hour % 7 == 3 { 420 } else { 800 + (250.0 * noise(hour + 7)) as u64 },
    });
    Line {
        title: "API latency p95".into(),
        description:
            "p95 is 158 ms, above the 150 ms target since hour 18; the roll-back limit of 170 ms is not reached.".into(),
        span,
        ticks: ticks(span),
        scale: Scale { unit: words.ms.into(), least: Some(0.0), ..Scale::default() },
        target: limit(150.0, Side::Below, words.target),
        rollback: limit(170.0, Side::Above, words.rollback),
        candidate: Series { label: format!("{} 158", words.candidate), step: Some(HOUR), points: candidate },
        baseline: Some(Series { label: format!("{} 112", words.baseline), step: Some(HOUR), points: baseline }),
        judged: Some(Judged { value: 158.0, low: Some(153.5), high: Some(162.2) }),
        gaps,
        no_data: words.no_data.into(),
        samples: Some(Samples {
            label: words.samples.into(),
            step: HOUR,
            counts: counts.collect(),
            needed: Some(500.0),
            needed_label: words.needed.into(),
        }),
        events: vec![
            Event { at: START + 2.0 * HOUR, label: words.start.into() },
            Event { at: START + hours as f64 * 0.7 * HOUR, label: words.deploy.into() },
        ],
        exclusions: vec![Stretch {
            span: Span { from: START + hours as f64 * 0.58 * HOUR, to: START + hours as f64 * 0.66 * HOUR },
            label: words.excluded.into(),
        }],
        window: Some(Stretch { span: Span { from: START + 2.0 * HOUR, to: span.to }, label: words.window.into() }),
    }
}

/// A share with few samples: wide intervals, bars under the needed count.
pub fn success(words: &Words) -> Line {
    let points = hourly(24, |hour| Some((98.3 + 0.8 * noise(hour), 1.0 + 0.6 * noise(hour + 3))));
    let counts = points.iter().map(|p| Count { at: p.at, count: 40 + (40.0 * noise(p.at as usize)) as u64 });
    let samples = Samples {
        label: words.samples.into(),
        step: HOUR,
        counts: counts.collect(),
        needed: Some(100.0),
        needed_label: words.needed.replace("500", "100"),
    };
    Line {
        title: "Payment success rate".into(),
        scale: Scale { unit: "%".into(), zero: false, least: Some(0.0), most: Some(100.0) },
        target: limit(98.0, Side::Above, words.target),
        rollback: limit(96.0, Side::Below, words.rollback),
        baseline: Some(Series {
            label: format!("{} 98.6", words.baseline),
            step: Some(HOUR),
            points: hourly(24, |hour| Some((98.5 + 0.3 * noise(hour + 40), 0.0))),
        }),
        candidate: Series { label: format!("{} 98.5", words.candidate), step: Some(HOUR), points },
        judged: Some(Judged { value: 98.5, low: Some(97.5), high: Some(99.3) }),
        samples: Some(samples),
        gaps: vec![],
        events: vec![],
        exclusions: vec![],
        window: None,
        ..latency(24, words)
    }
}

/// An error rate far inside its target.
pub fn errors(words: &Words) -> Line {
    Line {
        title: "Error rate".into(),
        scale: Scale { unit: "%".into(), zero: true, least: Some(0.0), most: Some(100.0) },
        target: limit(0.5, Side::Below, words.target),
        rollback: limit(1.0, Side::Above, words.rollback),
        candidate: Series {
            label: format!("{} 0.24", words.candidate),
            step: Some(HOUR),
            points: hourly(24, |hour| Some((0.2 + 0.08 * noise(hour), 0.05))),
        },
        baseline: Some(Series {
            label: format!("{} 0.21", words.baseline),
            step: Some(HOUR),
            points: hourly(24, |hour| Some((0.19 + 0.04 * noise(hour + 70), 0.0))),
        }),
        judged: None,
        gaps: vec![],
        events: vec![Event { at: START, label: words.start.into() }],
        exclusions: vec![],
        ..latency(24, words)
    }
}

/// Nothing was measured.
pub fn empty(words: &Words) -> Line {
    let mut line = latency(24, words);
    line.candidate.points.clear();
    line.baseline = None;
    line.judged = None;
    line.samples = None;
    line.gaps = gaps(&[], HOUR, line.span);
    line.exclusions.clear();
    line.window = None;
    line
}

/// Text that tries to get out.
pub const HOSTILE: &str = "</text><script>alert('x')</script>]]>\"&\u{202e}gnp.\u{7}\n\u{feff}مرحبا";

/// Every word is hostile, and most are long.
pub fn hostile() -> Line {
    let long = HOSTILE.repeat(12);
    let mut line = latency(24, &ENGLISH);
    line.title = long.clone();
    line.description = long.clone();
    line.scale.unit = long.clone();
    line.candidate.label = long.clone();
    line.no_data = long.clone();
    line.ticks.iter_mut().for_each(|tick| tick.label = HOSTILE.into());
    line.events.iter_mut().for_each(|event| event.label = long.clone());
    line.exclusions.iter_mut().for_each(|cut| cut.label = long.clone());
    for limit in [&mut line.target, &mut line.rollback].into_iter().flatten() {
        limit.label = "很长的名字".repeat(100);
    }
    if let Some(samples) = &mut line.samples {
        samples.label = long.clone();
        samples.needed_label = long;
    }
    line
}

/// A year of raw points: far more than can be drawn.
pub fn dense(words: &Words) -> Line {
    let mut line = latency(24, words);
    let point = |index: usize| Point {
        at: START + index as f64,
        value: Some(112.0 + 20.0 * noise(index) + if index % 9000 == 77 { 60.0 } else { 0.0 }),
        low: None,
        high: None,
    };
    line.candidate = Series { label: line.candidate.label, step: None, points: (0..86_400).map(point).collect() };
    line.baseline = None;
    line.gaps.clear();
    line.exclusions.clear();
    line
}
