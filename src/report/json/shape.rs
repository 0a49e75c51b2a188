//! The shapes of contract 6, key by key.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Tool;
use crate::source::{Locale, Moment};
use crate::verdict::{Code, Status, Verdict};

#[derive(Serialize)]
pub(super) struct Rollout<'a> {
    pub(super) schema: u32,
    pub(super) tool: Tool,
    pub(super) evaluated_at: Moment,
    pub(super) version: Option<&'a str>,
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) locale: Locale,
    pub(super) timezone: &'a str,
    pub(super) owner: Option<&'a str>,
    pub(super) verdict: Verdict,
    pub(super) summary: BTreeMap<&'static str, String>,
    pub(super) closed: bool,
    pub(super) phase: Phase<'a>,
    pub(super) window: Option<Window>,
    pub(super) valid_until: Moment,
    pub(super) reasons: Vec<Reason<'a>>,
    pub(super) gates: Vec<Gate<'a>>,
    pub(super) split: Option<Split>,
    pub(super) items: Vec<Item<'a>>,
    pub(super) roles: Vec<Role<'a>>,
    pub(super) decisions: Vec<Decision<'a>>,
    pub(super) phases: Vec<PhaseState<'a>>,
    pub(super) rollback: Option<Rollback>,
    pub(super) excluded: Vec<Excluded<'a>>,
    pub(super) findings: Vec<Finding<'a>>,
    pub(super) inputs: Vec<Input<'a>>,
    pub(super) previous: Option<Previous<'a>>,
}

#[derive(Serialize)]
pub(super) struct Phase<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) index: usize,
    pub(super) of: usize,
    pub(super) traffic: Option<f64>,
    pub(super) started: Option<Moment>,
    pub(super) elapsed_s: Option<i64>,
    pub(super) soak_s: (i64, Option<i64>),
}

#[derive(Serialize)]
pub(super) struct Window {
    pub(super) from: Moment,
    pub(super) to: Moment,
}

#[derive(Serialize)]
pub(super) struct Reason<'a> {
    pub(super) code: Code,
    pub(super) status: Verdict,
    pub(super) gate: Option<&'a str>,
    pub(super) segment: Option<&'a str>,
    pub(super) text: BTreeMap<&'static str, String>,
    pub(super) href: String,
}

#[derive(Serialize)]
pub(super) struct Gate<'a> {
    pub(super) id: &'a str,
    pub(super) metric: &'a str,
    pub(super) segment: Option<&'a str>,
    pub(super) status: Status,
    pub(super) code: Code,
    pub(super) required: bool,
    pub(super) value: Option<f64>,
    pub(super) interval: Option<(Option<f64>, Option<f64>)>,
    pub(super) hits: Option<u64>,
    pub(super) samples: u64,
    pub(super) skipped: u64,
    pub(super) unit: &'a str,
    pub(super) target: Line<'a>,
    pub(super) rollback: Option<Line<'a>>,
    pub(super) baseline: Option<Baseline>,
    pub(super) before_after: bool,
    pub(super) needed: Option<Needed>,
}

#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub(super) op: &'static str,
    pub(super) value: Option<f64>,
    pub(super) times: Option<f64>,
    pub(super) plus: Option<f64>,
    pub(super) text: &'a str,
}

#[derive(Serialize)]
pub(super) struct Baseline {
    pub(super) value: Option<f64>,
    pub(super) samples: u64,
}

#[derive(Serialize)]
pub(super) struct Needed {
    pub(super) samples: Option<u64>,
    pub(super) at: Option<Moment>,
}

#[derive(Serialize)]
pub(super) struct Split {
    pub(super) declared: f64,
    pub(super) observed: Option<f64>,
    pub(super) samples: [u64; 2],
    pub(super) status: Status,
    pub(super) units_in_both_arms: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct Item<'a> {
    pub(super) id: &'a str,
    pub(super) list: &'a str,
    pub(super) done: bool,
    pub(super) required: bool,
    pub(super) status: Status,
}

#[derive(Serialize)]
pub(super) struct Role<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) answer: Option<&'static str>,
    pub(super) by: Option<&'a str>,
    pub(super) at: Option<Moment>,
    pub(super) status: Status,
}

#[derive(Serialize)]
pub(super) struct Decision<'a> {
    pub(super) at: Moment,
    pub(super) by: Option<&'a str>,
    pub(super) decision: &'static str,
    pub(super) verdict: Option<Verdict>,
    pub(super) note: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct PhaseState<'a> {
    pub(super) id: &'a str,
    pub(super) state: &'static str,
    pub(super) verdict: Option<Verdict>,
}

#[derive(Serialize)]
pub(super) struct Rollback {
    pub(super) trigger: String,
    pub(super) expected_s: Option<i64>,
    pub(super) steps: Vec<Step>,
}

#[derive(Serialize)]
pub(super) struct Step {
    pub(super) text: String,
    pub(super) command: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Excluded<'a> {
    pub(super) from: Moment,
    pub(super) to: Moment,
    pub(super) note: &'a str,
    pub(super) by: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Finding<'a> {
    pub(super) code: &'static str,
    pub(super) path: &'a str,
    pub(super) line: Option<u64>,
    pub(super) count: u64,
    pub(super) detail: &'a str,
    pub(super) holds: bool,
}

#[derive(Serialize)]
pub(super) struct Input<'a> {
    pub(super) path: &'a str,
    pub(super) sha256: &'a str,
    pub(super) bytes: u64,
    pub(super) rows: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct Previous<'a> {
    pub(super) id: &'a str,
    pub(super) verdict: Verdict,
    pub(super) sha256: &'a str,
}
