//! The gates of a phase: each case weighed, all of them held against the shared level of the roll-back.

use super::combine::{self, Breaches, Line};
use super::data::{Facts, View};
use super::evidence::{Baseline, Case, Proof, Restart, Weighed, counts};
use super::{About, Attempt, Code, Detail, GateFinding, Reason, Split, Unplanned, Verdict, split, window};
use crate::journal::Event;
use crate::metric::Arm;
use crate::metric::value::Value;
use crate::plan::{Gate, Method, Plan};
use crate::source::Moment;

/// What the gates and the split of a phase came to.
#[derive(Debug, Default)]
pub struct Judged {
    /// In plan order; of each gate all traffic first.
    pub findings: Vec<GateFinding>,
    /// Segments that no gate names.
    pub unplanned: Vec<Unplanned>,
    /// What is worse than go, in plan order.
    pub reasons: Vec<Reason>,
    /// The split, and what is wrong with it.
    pub split: Option<(Split, Vec<(Code, Detail)>)>,
}

/// One gate or segment on its way to a finding.
pub struct Item<'a> {
    /// Index of the gate in the plan.
    pub number: usize,
    /// The gate.
    pub gate: &'a Gate,
    /// The segment, and its number from 1.
    pub segment: Option<(usize, String)>,
    /// The phase's rows, also those that a method with one look does not judge.
    pub whole: View<'a>,
    /// What it is judged by.
    pub case: Case<'a>,
    /// What that says.
    pub weighed: Weighed,
}

impl Item<'_> {
    /// Returns whether a bound of the gate is compared with an earlier phase.
    pub fn is_before_after(&self) -> bool {
        self.gate.is_relative() && self.case.baseline.as_ref().is_some_and(|baseline| baseline.is_earlier)
    }

    /// Returns whether the roll-back line is: then a breach of it is no proof of harm.
    pub fn is_line_before_after(&self) -> bool {
        self.is_line_relative() && self.is_before_after()
    }

    /// Returns whether the roll-back line names the baseline.
    pub fn is_line_relative(&self) -> bool {
        self.gate.rollback.as_ref().is_some_and(|line| line.limit.is_relative())
    }
}

/// Judges every gate of a phase, and its traffic split.
pub fn judge(facts: &Facts, phase: usize, attempt: Option<&Attempt>, at: Moment) -> Judged {
    let plan = facts.plan;
    let gates: Vec<(usize, &Gate)> =
        plan.gates.iter().enumerate().filter(|(_, gate)| gate.phases.contains(&phase)).collect();
    let only: Vec<&Gate> = gates.iter().map(|(_, gate)| *gate).collect();
    let window = attempt.map_or((at, at), |attempt| attempt.window);
    let tried = tried_window(plan, phase, attempt, at);
    let looks = window::looks(plan, phase, &only, tried);
    let shared_by = gates.iter().map(|(_, gate)| 1 + gate.segments.len()).sum::<usize>().max(1) as f64;
    let scene = Scene { facts, phase, attempt, at, window, tried, looks: &looks, shared_by };
    let items: Vec<Item> = gates.iter().flat_map(|(number, gate)| scene.items(*number, gate)).collect();
    let split = attempt.and_then(|_| split::judge(facts, phase, window, at));
    let trouble = split.as_ref().and_then(|(_, troubles)| troubles.first());
    let breaches = breaches(&items, &looks, plan, trouble.is_some());
    let findings: Vec<GateFinding> =
        items.iter().enumerate().map(|(number, item)| scene.finding(number, item, &breaches, trouble)).collect();
    let reasons = findings.iter().enumerate().filter_map(|(number, finding)| reason(number, finding)).collect();
    let unplanned = gates.iter().flat_map(|(number, gate)| scene.unplanned(*number, gate)).collect();
    Judged { findings, unplanned, reasons, split }
}

/// The window whose rows are tried as evidence: with method "fixed" only up to the end of the least soak.
fn tried_window(plan: &Plan, phase: usize, attempt: Option<&Attempt>, at: Moment) -> (Moment, Moment) {
    let Some(attempt) = attempt else { return (at, at) };
    let (from, to) = attempt.window;
    if plan.decision.method == Method::Fixed {
        let planned = attempt.start.plus(plan.phases[phase].soak_least).max(from);
        return (from, to.min(planned));
    }
    (from, to)
}

/// The lines of all cases that can roll back by evidence, combined.
fn breaches(items: &[Item], looks: &[Moment], plan: &Plan, split_trouble: bool) -> Breaches {
    let trusted = |item: &Item| !item.is_line_before_after() && !(item.is_line_relative() && split_trouble);
    let lines: Vec<Line> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.gate.required && trusted(item))
        .filter_map(|(case, item)| match &item.weighed.proof {
            Proof::Evidence { breach, .. } if !breach.is_empty() => {
                Some(Line { case, gate: item.number, segment: item.segment.is_some(), breach })
            }
            _ => None,
        })
        .collect();
    // Evidence for one look is not a bet that could be averaged.
    combine::breaches(&lines, looks, plan.decision.alpha, plan.decision.method != Method::Fixed)
}

/// The phase in which gates are judged.
pub struct Scene<'a, 'f> {
    /// The facts.
    pub facts: &'f Facts<'a>,
    /// Index of the phase.
    pub phase: usize,
    /// Its judged attempt.
    pub attempt: Option<&'f Attempt>,
    /// The evaluation.
    pub at: Moment,
    /// The judged window.
    pub window: (Moment, Moment),
    /// The part of it whose rows are tried as evidence.
    pub tried: (Moment, Moment),
    /// The looks of that part.
    pub looks: &'f [Moment],
    /// How many cases share the level of a no-go.
    pub shared_by: f64,
}

impl<'a> Scene<'a, '_> {
    fn items(&self, number: usize, gate: &'a Gate) -> Vec<Item<'a>> {
        let whole = self.item(number, gate, None);
        let segments =
            gate.segments.iter().enumerate().map(|(index, name)| self.item(number, gate, Some((index + 1, name))));
        std::iter::once(whole).chain(segments).collect()
    }

    fn item(&self, number: usize, gate: &'a Gate, segment: Option<(usize, &'a String)>) -> Item<'a> {
        let plan = self.facts.plan;
        let metric = &plan.metrics[gate.metric];
        let measure = self.measure(gate);
        // Points are compared in pairs where a bound names the baseline, which is evidence too.
        let pairs = matches!(metric.value, Value::Points(_)) && gate.is_relative();
        let by_evidence = metric.value.is_by_evidence() || pairs;
        let window = if by_evidence { self.tried } else { self.window };
        let view = View::new(self.facts, measure, window, self.at);
        let soak = self.attempt.map_or(0, |attempt| attempt.end.unwrap_or(self.at).since(attempt.start));
        let case = Case {
            gate,
            metric,
            segment: segment.map(|(_, name)| name.as_str()),
            baseline: self.baseline(measure, &view),
            readings: self.readings(&metric.id),
            looks: if by_evidence { self.looks.to_vec() } else { window::looks(plan, self.phase, &[gate], window) },
            restarts: if by_evidence { self.restarts(gate) } else { Vec::new() },
            planned: self.planned(),
            soaked: soak >= plan.phases[self.phase].soak_least,
            decision: &plan.decision,
            shared_by: self.shared_by,
            view,
        };
        let weighed = if self.attempt.is_some() { case.weigh() } else { Weighed::default() };
        let whole = View::new(self.facts, measure, self.window, self.at);
        Item { number, gate, segment: segment.map(|(index, name)| (index, name.clone())), whole, case, weighed }
    }

    /// How long the phase is planned to take at most, in seconds.
    fn planned(&self) -> i64 {
        let phase = &self.facts.plan.phases[self.phase];
        phase.soak_most.unwrap_or(phase.soak_least)
    }

    fn measure(&self, gate: &Gate) -> usize {
        let measures = &self.facts.data.survey.measures;
        measures.iter().position(|measure| *measure == (gate.metric, gate.by.clone())).unwrap_or(0)
    }

    /// When roll-back evidence begins anew, with weights that the plan alone decides.
    fn restarts(&self, gate: &Gate) -> Vec<Restart> {
        let plan = self.facts.plan;
        let metric = &plan.metrics[gate.metric];
        let horizon = self.tried.0.plus(self.planned());
        let planned = window::restarts(gate, metric, (self.tried.0, horizon)).len();
        let begun = window::restarts(gate, metric, self.tried);
        let restart = |(number, moment): (usize, Moment)| {
            let look = self.looks.binary_search(&moment).ok()?;
            Some(Restart { look, weight: counts::restart_weight(number, planned) })
        };
        begun.into_iter().enumerate().filter_map(restart).collect()
    }

    /// The rows to compare with: the concurrent baseline arm below 100 %, else those of the baseline phase.
    fn baseline(&self, measure: usize, view: &View<'a>) -> Option<Baseline<'a>> {
        let plan = self.facts.plan;
        let has_field = plan.arms.as_ref().is_some_and(|arms| arms.rule.field.is_some());
        let whole = plan.phases[self.phase].traffic.is_some_and(|share| share >= 1.0);
        let earlier = plan.arms.as_ref().and_then(|arms| arms.baseline_phase);
        let Some(earlier) = earlier.filter(|_| whole || !has_field) else {
            return Some(Baseline { view: view.clone(), arm: Some(Arm::Baseline), is_earlier: false });
        };
        let timeline = self.facts.journal.timeline(self.at);
        let run = timeline.newest_of(&plan.phases[earlier].id);
        // A phase that was never started has no rows.
        let window = run.map_or((self.at, self.at), |run| window::attempt(plan, run, 1, self.at).window);
        let view = View::new(self.facts, measure, window, self.at);
        let arm = (!view.cells(Arm::Baseline, None).is_empty()).then_some(Arm::Baseline);
        Some(Baseline { view, arm, is_earlier: true })
    }

    /// The readings of a metric in the window, exclusions cut out.
    fn readings(&self, metric: &str) -> Vec<(Moment, f64)> {
        let excluded = window::exclusions(self.facts.journal, self.at);
        let cut = |at: Moment| excluded.iter().any(|(from, to)| (*from..*to).contains(&at));
        let entries = self.facts.journal.entries.iter();
        let inside = entries.filter(|entry| (self.window.0..self.window.1).contains(&entry.at) && !cut(entry.at));
        inside
            .filter_map(|entry| match &entry.event {
                Event::Reading { metric: of, value } if of == metric => Some((entry.at, *value)),
                _ => None,
            })
            .collect()
    }

    fn unplanned(&self, number: usize, gate: &'a Gate) -> Vec<Unplanned> {
        if gate.by.is_none() {
            return Vec::new();
        }
        let case = self.item(number, gate, None).case;
        let names = case.view.segments(Arm::Candidate);
        let unnamed = names.into_iter().filter(|name| !gate.segments.iter().any(|segment| **segment == **name));
        let shown = unnamed.map(|name| {
            let weighed = Case { segment: Some(&name), restarts: Vec::new(), ..case.clone() }.weigh();
            Unplanned { gate: number, value: weighed.value, samples: weighed.samples, segment: name.to_string() }
        });
        shown.collect()
    }
}

/// The reason that a finding gives, if it is worse than go and decides.
fn reason(number: usize, finding: &GateFinding) -> Option<Reason> {
    let status = finding.status.verdict().filter(|verdict| *verdict > Verdict::Go)?;
    Some(Reason { code: finding.code, status, about: About::Gate(number), detail: finding.detail.clone() })
}
