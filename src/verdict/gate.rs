//! The gates of a phase: each case weighed, then held against the shared levels and the doubts.

use super::combine::{self, Breaches, Line};
use super::data::{Facts, View};
use super::doubt::{self, Demands};
use super::evidence::{Case, Proof, Weighed};
use super::{
    About, Attempt, Code, Detail, Evidence, GateFinding, Needed, Reason, Split, Status, Unplanned, Verdict, needed,
    split, window,
};
use crate::journal::Event;
use crate::metric::Arm;
use crate::metric::value::Value;
use crate::plan::{Gate, Method, OnMissing, Plan};
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
    pub split: Option<(Split, Option<(Code, Detail)>)>,
}

/// One gate or segment on its way to a finding.
struct Item<'a> {
    number: usize,
    gate: &'a Gate,
    segment: Option<(usize, String)>,
    before_after: bool,
    relative: bool,
    case: Case<'a>,
    weighed: Weighed,
}

/// Judges every gate of a phase, and its traffic split.
pub fn judge(facts: &Facts, phase: usize, attempt: Option<&Attempt>, at: Moment) -> Judged {
    let plan = facts.plan;
    let gates: Vec<(usize, &Gate)> =
        plan.gates.iter().enumerate().filter(|(_, gate)| gate.phases.contains(&phase)).collect();
    let window = judged_window(plan, phase, attempt, at);
    let looks = window::looks(plan, phase, &gates.iter().map(|(_, gate)| *gate).collect::<Vec<_>>(), window);
    let shared_by = gates.iter().map(|(_, gate)| 1 + gate.segments.len()).sum::<usize>().max(1) as f64;
    let scene = Scene { facts, phase, attempt, at, window, looks: &looks, shared_by };
    let items: Vec<Item> = gates.iter().flat_map(|(number, gate)| scene.items(*number, gate)).collect();
    let split = attempt.and_then(|_| {
        let buckets = window::buckets(&facts.data.survey.grid, window, &window::exclusions(facts.journal, at));
        split::judge(plan, facts.data, phase, window, &buckets, &looks)
    });
    let split_trouble = split.as_ref().and_then(|(_, trouble)| trouble.clone());
    let breaches = breaches(&items, &looks, plan, split_trouble.is_some());
    let findings: Vec<GateFinding> = items
        .iter()
        .enumerate()
        .map(|(number, item)| scene.finding(number, item, &breaches, split_trouble.as_ref()))
        .collect();
    let reasons = findings.iter().enumerate().filter_map(|(number, finding)| reason(number, finding)).collect();
    let unplanned = gates.iter().flat_map(|(number, gate)| scene.unplanned(*number, gate)).collect();
    Judged { findings, unplanned, reasons, split }
}

/// The window whose rows are judged: with method "fixed" only up to the end of the least soak.
fn judged_window(plan: &Plan, phase: usize, attempt: Option<&Attempt>, at: Moment) -> (Moment, Moment) {
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
    let lines: Vec<Line> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.gate.required && !item.before_after && !(item.relative && split_trouble))
        .filter_map(|(case, item)| match &item.weighed.proof {
            Proof::Evidence { breach, .. } if !breach.is_empty() => {
                Some(Line { case, gate: item.number, segment: item.segment.is_some(), breach })
            }
            _ => None,
        })
        .collect();
    combine::breaches(&lines, looks, plan.decision.alpha)
}

/// The phase in which gates are judged.
struct Scene<'a, 'f> {
    facts: &'f Facts<'a>,
    phase: usize,
    attempt: Option<&'f Attempt>,
    at: Moment,
    window: (Moment, Moment),
    looks: &'f [Moment],
    shared_by: f64,
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
        let measure =
            self.facts.data.survey.measures.iter().position(|measure| *measure == (gate.metric, gate.by.clone()));
        let view = View::new(self.facts, measure.unwrap_or(0), self.window, self.at);
        let (baseline, before_after) = self.baseline(measure.unwrap_or(0), &view);
        let soak = self.attempt.map_or(0, |attempt| attempt.end.unwrap_or(self.at).since(attempt.start));
        let stretch = window::stretch(gate, self.window);
        let planned = plan.phases[self.phase].soak_most.unwrap_or(plan.phases[self.phase].soak_least).max(1);
        let case = Case {
            gate,
            metric,
            segment: segment.map(|(_, name)| name.as_str()),
            baseline,
            readings: self.readings(&metric.id),
            looks: self.looks.to_vec(),
            stretch,
            planned: (planned / stretch).max(1) as usize,
            soaked: soak >= plan.phases[self.phase].soak_least,
            ended: self.attempt.is_some_and(|attempt| attempt.end.is_some()),
            decision: &plan.decision,
            shared_by: self.shared_by,
            view,
        };
        let relative = case.is_relative();
        let weighed = if self.attempt.is_some() { case.weigh() } else { Weighed::default() };
        let segment = segment.map(|(index, name)| (index, name.clone()));
        Item { number, gate, segment, before_after: before_after && relative, relative, case, weighed }
    }

    /// The rows to compare with: the concurrent baseline arm below 100 %, else those of the baseline phase.
    fn baseline(&self, measure: usize, view: &View<'a>) -> (Option<(View<'a>, Option<Arm>)>, bool) {
        let plan = self.facts.plan;
        let has_field = plan.arms.as_ref().is_some_and(|arms| arms.rule.field.is_some());
        let whole = plan.phases[self.phase].traffic.is_some_and(|share| share >= 1.0);
        let earlier = plan.arms.as_ref().and_then(|arms| arms.baseline_phase);
        let Some(earlier) = earlier.filter(|_| whole || !has_field) else {
            return (Some((view.clone(), Some(Arm::Baseline))), false);
        };
        let timeline = self.facts.journal.timeline(self.at);
        let Some(run) = timeline.newest_of(&plan.phases[earlier].id) else { return (None, true) };
        let window = window::attempt(plan, run, 1, self.at).window;
        let view = View::new(self.facts, measure, window, self.at);
        let arm = (!view.cells(Arm::Baseline, None).is_empty()).then_some(Arm::Baseline);
        (Some((view, arm)), true)
    }

    fn readings(&self, metric: &str) -> Vec<(Moment, f64)> {
        let entries = self.facts.journal.entries.iter().filter(|entry| entry.at <= self.at);
        let inside = entries.filter(|entry| (self.window.0..=self.window.1).contains(&entry.at));
        inside
            .filter_map(|entry| match &entry.event {
                Event::Reading { metric: of, value } if of == metric => Some((entry.at, *value)),
                _ => None,
            })
            .collect()
    }

    fn unplanned(&self, number: usize, gate: &'a Gate) -> Vec<Unplanned> {
        let names = if gate.by.is_some() {
            self.item(number, gate, None).case.view.segments(Arm::Candidate)
        } else {
            Vec::new()
        };
        let unnamed = names.into_iter().filter(|name| !gate.segments.iter().any(|segment| **segment == **name));
        let shown = unnamed.map(|name| {
            let name = name.to_string();
            let mut case = self.item(number, gate, None).case;
            case.segment = Some(&name);
            let weighed = case.weigh();
            Unplanned { gate: number, value: weighed.value, samples: weighed.samples, segment: name.clone() }
        });
        shown.collect()
    }

    fn finding(
        &self,
        number: usize,
        item: &Item,
        breaches: &Breaches,
        split_trouble: Option<&(Code, Detail)>,
    ) -> GateFinding {
        let (verdict, code, detail) = self.answer(number, item, breaches, split_trouble);
        let weighed = &item.weighed;
        let baseline = weighed.baseline.and_then(|(value, _)| value);
        let resolve = |limit| super::evidence::resolve(limit, baseline);
        let ignored = item.gate.on_missing == OnMissing::Ignore && code == Code::NoData;
        let decides = item.gate.required && !ignored && self.attempt.is_some();
        let missing = (code == Code::FewSamples).then(|| self.needed(item));
        GateFinding {
            gate: item.number,
            segment: item.segment.clone(),
            status: if decides { Status::Decides(verdict) } else { Status::Info },
            code,
            detail,
            value: weighed.value,
            interval: weighed.interval,
            hits: weighed.hits,
            samples: weighed.samples,
            skipped: self.skipped(item),
            target: resolve(item.gate.target.limit),
            rollback: item.gate.rollback.as_ref().and_then(|line| resolve(line.limit)),
            baseline: weighed.baseline,
            needed: missing,
            evidence: self.evidence(number, item, breaches),
            before_after: item.before_after,
        }
    }

    fn skipped(&self, item: &Item) -> u64 {
        let rows = item.case.view.rows();
        rows.lacking + rows.rejected + rows.stray
    }

    fn needed(&self, item: &Item) -> Needed {
        let horizon =
            self.facts.plan.phases[self.phase].soak_most.and_then(|most| Some(self.attempt?.start.plus(most)));
        needed::needed(&item.case, &item.weighed, horizon)
    }

    fn evidence(&self, number: usize, item: &Item, breaches: &Breaches) -> Evidence {
        let Proof::Evidence { go, no_go, breach } = &item.weighed.proof else { return Evidence::default() };
        let most = breach.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let level = breaches.level_of(number).unwrap_or_else(|| item.case.no_go_level());
        Evidence {
            go: Some((*go, item.case.go_level())),
            no_go: Some((*no_go, item.case.no_go_level())),
            rollback: (!breach.is_empty()).then_some((most, level)),
        }
    }

    /// The answer for one case: harm first, then a missed target, then every doubt, and only then go.
    fn answer(
        &self,
        number: usize,
        item: &Item,
        breaches: &Breaches,
        split_trouble: Option<&(Code, Detail)>,
    ) -> (Verdict, Code, Detail) {
        if self.attempt.is_none() {
            return (Verdict::Hold, Code::NotStarted, Detail::Plain);
        }
        let shown = self.shown(number, item, breaches);
        if item.relative
            && let Some((code, detail)) = split_trouble
        {
            return (Verdict::Hold, *code, detail.clone());
        }
        if let Some((verdict, code, detail)) = &shown
            && *verdict > Verdict::Hold
        {
            return (*verdict, *code, detail.clone());
        }
        if let Some((code, detail)) = self.doubt(item) {
            return (Verdict::Hold, code, detail);
        }
        shown.unwrap_or((Verdict::Hold, Code::FewSamples, Detail::Plain))
    }

    /// What is shown: a breach, a missed target, or a met one.
    fn shown(&self, number: usize, item: &Item, breaches: &Breaches) -> Option<(Verdict, Code, Detail)> {
        let breach = |since, combined| {
            let verdict = if item.before_after { Verdict::NoGo } else { Verdict::Rollback };
            Some((verdict, Code::RollbackBreached, Detail::Breached { since, combined }))
        };
        match &item.weighed.proof {
            Proof::Evidence { .. } if self.facts.plan.decision.method == Method::Fixed && !item.case.soaked => None,
            Proof::Evidence { go, no_go, breach: looks } => {
                if let Some((since, combined)) = breaches.of(number) {
                    return breach(since, combined);
                }
                let alone = looks.iter().position(|evidence| item.before_after && *evidence >= item.case.no_go_level());
                if let Some(look) = alone {
                    return breach(self.looks[look], false);
                }
                if *no_go >= item.case.no_go_level() {
                    return Some((Verdict::NoGo, Code::TargetMissed, Detail::Plain));
                }
                (*go >= item.case.go_level()).then_some((Verdict::Go, Code::TargetMet, Detail::Plain))
            }
            Proof::Plain(plain) => {
                if let Some(since) = plain.breached {
                    return breach(since, false);
                }
                let detail = plain.points.map_or(Detail::Plain, |(beyond, of)| Detail::Points { beyond, of });
                match plain.met? {
                    true => Some((Verdict::Go, Code::TargetMet, Detail::Plain)),
                    false => Some((Verdict::NoGo, Code::TargetMissed, detail)),
                }
            }
            Proof::Nothing | Proof::Unjudged(_) => None,
        }
    }

    /// The first doubt about a case that shows no harm, most basic first.
    fn doubt(&self, item: &Item) -> Option<(Code, Detail)> {
        if let Proof::Unjudged(why) = item.weighed.proof {
            return Some((Code::Error, Detail::Unjudged(why)));
        }
        if matches!(item.case.metric.value, Value::Reading) {
            return item.case.readings.is_empty().then_some((Code::NoData, Detail::NoReading));
        }
        if let Some(trouble) = self.export_trouble(item) {
            return Some(trouble);
        }
        if let Some(missing) = self.missing_rows(item) {
            return Some(missing);
        }
        if let Some(rejected) = doubt::rejected(&item.case.view) {
            return Some(rejected);
        }
        let plan = self.facts.plan;
        let (recent, freshness) = window::recent_and_freshness(plan, self.phase);
        let demands =
            Demands { freshness, coverage: plan.decision.coverage, soak_least: plan.phases[self.phase].soak_least };
        let concurrent = item.relative && !item.before_after;
        let arms: &[Arm] = if concurrent { &[Arm::Candidate, Arm::Baseline] } else { &[Arm::Candidate] };
        if let Some(silence) = doubt::silence(&item.case.view, arms, &demands) {
            return Some(silence);
        }
        let met = matches!(self.shown_plainly(item), Some(true));
        let unsoaked = Detail::Plain;
        let waits = item.case.metric.value.is_literal() || plan.decision.method == Method::Fixed;
        if waits && !item.case.soaked {
            return Some((Code::SoakTime, unsoaked));
        }
        if met {
            item.case.recent_looks_bad(recent).map(|value| (Code::Recent, Detail::Recent { value, length: recent }))
        } else {
            None
        }
    }

    /// Whether the target is shown to be met by the rows alone.
    fn shown_plainly(&self, item: &Item) -> Option<bool> {
        match &item.weighed.proof {
            Proof::Evidence { go, .. } => Some(*go >= item.case.go_level()),
            _ => None,
        }
    }

    /// What the readers found that holds the gate; a source without files is no data.
    fn export_trouble(&self, item: &Item) -> Option<(Code, Detail)> {
        let data = self.facts.data;
        let exports = &item.case.metric.exports;
        if let Some(export) =
            exports.iter().find(|export| data.files[**export].is_empty() && data.findings[**export].is_empty())
        {
            return Some((Code::NoData, Detail::NoFiles { files: self.facts.plan.exports[*export].files.join(", ") }));
        }
        let finding = exports.iter().flat_map(|export| &data.findings[*export]).find(|finding| finding.holds)?;
        let detail = Detail::Export {
            code: finding.code,
            path: finding.path.clone(),
            line: finding.line,
            detail: finding.detail.clone(),
        };
        Some((Code::Error, detail))
    }

    /// Whether an arm that the gate needs has no rows in the window.
    fn missing_rows(&self, item: &Item) -> Option<(Code, Detail)> {
        if item.weighed.samples == 0 {
            let rejected = doubt::rejected(&item.case.view);
            let newest =
                item.case.view.presence(Arm::Candidate).and_then(|presence| presence.last.values().max()).copied();
            return rejected.or(Some((Code::NoData, Detail::NoRows { arm: Arm::Candidate, newest })));
        }
        let baseline = item.weighed.baseline.map_or(0, |(_, samples)| samples);
        (item.relative && baseline == 0).then_some((Code::NoData, Detail::NoRows { arm: Arm::Baseline, newest: None }))
    }
}

/// The reason that a finding gives, if it is worse than go and decides.
fn reason(number: usize, finding: &GateFinding) -> Option<Reason> {
    let status = finding.status.verdict().filter(|verdict| *verdict > Verdict::Go)?;
    Some(Reason { code: finding.code, status, about: About::Gate(number), detail: finding.detail.clone() })
}
