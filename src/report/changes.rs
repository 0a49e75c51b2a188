//! Which gates' values changed between two versions.

use super::format::Format;
use super::reason::gate_name;
use crate::plan::Plan;

/// The values of a version's gates, by gate id and segment.
pub type Values = [(String, Option<String>, Option<f64>)];

/// At most this many are told.
const MOST: usize = 3;

/// Returns the gates whose printed value for all traffic changed, the greatest relative change first.
pub fn values(plan: &Plan, format: &Format, before: &Values, after: &Values) -> Vec<String> {
    let mut changes: Vec<(f64, String)> = Vec::new();
    for gate in &plan.gates {
        let Some(metric) = plan.metrics.get(gate.metric) else { continue };
        let (Some(old), Some(new)) = (find(before, &gate.id), find(after, &gate.id)) else {
            continue;
        };
        let (from, to) = (format.value(metric, old), format.value(metric, new));
        if from != to {
            let name = gate_name(plan, gate, format.locale);
            let phrase = &format.words().page.changed_value;
            let text = phrase.fill(&[("name", &name), ("from", &from), ("to", &to)]);
            changes.push((((new - old) / old.abs().max(f64::MIN_POSITIVE)).abs(), text));
        }
    }
    changes.sort_by(|left, right| right.0.total_cmp(&left.0));
    changes.into_iter().take(MOST).map(|(_, text)| text).collect()
}

fn find(values: &Values, id: &str) -> Option<f64> {
    let own = values.iter().find(|(gate, segment, _)| gate == id && segment.is_none());
    own.and_then(|(_, _, value)| *value).filter(|value| value.is_finite())
}
