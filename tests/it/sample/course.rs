//! How the made-up gates went, hour by hour.

use gonogo::report::{Distribution, Trace, TracePoint};
use gonogo::verdict::GateFinding;

use super::at;

pub fn trace(finding: &GateFinding) -> Trace {
    let Some(value) = finding.value else { return Trace::default() };
    let start = at("2026-01-05T03:00:00Z");
    let points = (0..30)
        .filter(|hour| !(9..12).contains(hour))
        .map(|hour| {
            let wave = (f64::from(hour) * 0.7).sin() * 0.08;
            let drift = (f64::from(hour) - 24.0) * 0.006;
            let now = value * (1.0 + wave + drift);
            let samples = finding.samples / 27 + u64::try_from(hour % 5).unwrap_or(0);
            TracePoint {
                from: start.plus(i64::from(hour) * 3600),
                to: start.plus(i64::from(hour + 1) * 3600),
                value: Some(now),
                band: finding.interval.map(|_| (now * 0.8, (now * 1.2).min(1e9))),
                samples,
                baseline: finding
                    .baseline
                    .and_then(|(baseline, _)| baseline)
                    .map(|baseline| baseline * (1.0 + wave / 2.0)),
            }
        })
        .collect();
    Trace { step: 3600, points, distribution: (finding.gate == 1).then(distribution) }
}

fn distribution() -> Distribution {
    let buckets = (0..24)
        .map(|bucket| {
            let low = 40.0 * 1.15_f64.powi(bucket);
            let height = |middle: f64| {
                let far = (f64::from(bucket) - middle) / 4.0;
                (240.0 * (-far * far).exp()).round() as u64
            };
            (low, low * 1.15, height(12.0), height(11.0) * 9)
        })
        .collect();
    Distribution { buckets }
}
