//! What people agree to when they say go: the gates, as a text that changes only when their meaning does.

use super::model::{Bound, Gate, Limit, OnMissing, Plan};
use crate::metric::Metric;
use crate::source::edit::quote;
use crate::source::sha256_hex;

impl Plan {
    /// Returns the gates and the metrics that they rest on, a line each, in the order of their ids.
    ///
    /// Titles, comments, the order of the file and the way a number is written leave no trace: `< 5%` and `< 0.05` are
    /// the same.
    pub fn agreed_gates(&self) -> String {
        let mut lines: Vec<String> = self.gates.iter().map(|gate| self.gate_line(gate)).collect();
        lines.sort_unstable();
        lines.concat()
    }

    /// Returns the SHA-256, in hex, of [`Plan::agreed_gates`]: `gates` of an entry of the log.
    pub fn gates_sha256(&self) -> String {
        sha256_hex(self.agreed_gates().as_bytes())
    }

    fn gate_line(&self, gate: &Gate) -> String {
        let mut line = format!("{}: {}", gate.id, self.metric_text(&self.metrics[gate.metric]));
        let mut add = |word: &str, text: String| line.push_str(&format!("; {word} {text}"));
        add("go", bound(&gate.target));
        if let Some(rollback) = &gate.rollback {
            add("rollback", bound(rollback));
        }
        if let Some(stretch) = gate.stretch {
            add("for", format!("{stretch} s"));
        }
        let phases: Vec<&str> = gate.phases.iter().map(|phase| self.phases[*phase].id.as_str()).collect();
        add("phases", phases.join(" "));
        if let Some(by) = &gate.by {
            let mut segments: Vec<String> = gate.segments.iter().map(|segment| quote(segment)).collect();
            segments.sort_unstable();
            add("by", format!("{}: {}", quote(by), segments.join(" ")));
        }
        if !gate.required {
            add("required", "false".to_owned());
        }
        if gate.on_missing == OnMissing::Ignore {
            add("on_missing", "ignore".to_owned());
        }
        line.push('\n');
        line
    }

    fn metric_text(&self, metric: &Metric) -> String {
        let mut text = metric.value.to_string();
        if let Some(filter) = &metric.filter {
            text.push_str(&format!(" where {filter}"));
        }
        let mut sources: Vec<&str> = metric.exports.iter().map(|export| self.exports[*export].id.as_str()).collect();
        sources.sort_unstable();
        if !sources.is_empty() {
            text.push_str(&format!(" of {}", sources.join(" ")));
        }
        if !metric.unit.text.is_empty() {
            text.push_str(&format!(" in {}", quote(&metric.unit.text)));
        }
        text
    }
}

fn bound(bound: &Bound) -> String {
    let sign = bound.op.sign();
    match bound.limit {
        Limit::Fixed(number) => format!("{sign} {number}"),
        Limit::Times(number) => format!("{sign} {number} x baseline"),
        Limit::Plus(number) => format!("{sign} baseline + {number}"),
    }
}
