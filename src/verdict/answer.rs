//! From what is weighed to a finding: harm first, then a missed target, then every doubt, and only then go.

use super::combine::Breaches;
use super::doubt::{self, Demands};
use super::evidence::literal::could_be_loss;
use super::evidence::{Plain, Proof, bad_side, breach_side, resolve};
use super::gate::{Item, Scene};
use super::{Code, Detail, Evidence, GateFinding, Needed, Status, Verdict, needed, window};
use crate::metric::Arm;
use crate::metric::value::Value;
use crate::plan::{Method, OnMissing};
use crate::source::Moment;

/// A verdict with its code and what its sentence needs.
type Answer = (Verdict, Code, Detail);

impl Scene<'_, '_> {
    /// Returns how a case stands; `trouble` is what is wrong with the traffic split.
    pub fn finding(
        &self,
        number: usize,
        item: &Item,
        breaches: &Breaches,
        trouble: Option<&(Code, Detail)>,
    ) -> GateFinding {
        let (verdict, code, detail) = self.answer(number, item, breaches, trouble);
        let weighed = &item.weighed;
        let baseline = weighed.baseline.and_then(|(value, _)| value);
        let missing = item.gate.on_missing == OnMissing::Ignore && code == Code::NoData && weighed.samples == 0;
        let decides = item.gate.required && !missing && self.attempt.is_some();
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
            target: resolve(item.gate.target.limit, baseline),
            rollback: item.gate.rollback.as_ref().and_then(|line| resolve(line.limit, baseline)),
            baseline: weighed.baseline,
            needed: (code == Code::FewSamples).then(|| self.needed(item)),
            evidence: self.evidence(number, item, breaches),
            before_after: item.is_before_after(),
        }
    }

    fn skipped(&self, item: &Item) -> u64 {
        let rows = item.case.view.rows();
        rows.lacking + rows.rejected + rows.stray
    }

    fn needed(&self, item: &Item) -> Needed {
        let most = self.facts.plan.phases[self.phase].soak_most;
        let horizon = most.and_then(|most| Some(self.attempt?.start.plus(most)));
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

    fn answer(&self, number: usize, item: &Item, breaches: &Breaches, trouble: Option<&(Code, Detail)>) -> Answer {
        if self.attempt.is_none() {
            return (Verdict::Hold, Code::NotStarted, Detail::Plain);
        }
        let shown = self.shown(number, item, breaches, trouble.is_some());
        let verdict = shown.as_ref().map(|(verdict, _, _)| *verdict);
        if let Some(answer) = &shown
            && verdict > Some(Verdict::Hold)
        {
            return answer.clone();
        }
        if item.gate.is_relative()
            && let Some((code, detail)) = trouble
        {
            return (Verdict::Hold, *code, detail.clone());
        }
        if let Some((code, detail)) = self.doubt(item, verdict == Some(Verdict::Go)) {
            return (Verdict::Hold, code, detail);
        }
        shown.unwrap_or((Verdict::Hold, Code::FewSamples, Detail::Plain))
    }

    /// What is shown: a breach, a missed target, or a met one. Without trust in the split, nothing of a bound that names the baseline.
    fn shown(&self, number: usize, item: &Item, breaches: &Breaches, distrust: bool) -> Option<Answer> {
        let line_counts = !(distrust && item.is_line_relative());
        let target_counts = !(distrust && item.gate.target.limit.is_relative());
        let breach = |since, combined| {
            let verdict = if item.is_line_before_after() { Verdict::NoGo } else { Verdict::Rollback };
            Some((verdict, Code::RollbackBreached, Detail::Breached { since, combined }))
        };
        match &item.weighed.proof {
            Proof::Evidence { .. } if self.facts.plan.decision.method == Method::Fixed && !item.case.soaked => None,
            Proof::Evidence { go, no_go, breach: looks } => {
                if let Some((since, combined)) =
                    breaches.of(number).filter(|_| line_counts && !self.is_loss(item, true))
                {
                    return breach(since, combined);
                }
                if let Some(since) = self.breached_alone(item, looks).filter(|_| line_counts) {
                    return breach(since, false);
                }
                if !target_counts {
                    return None;
                }
                if *no_go >= item.case.no_go_level() && !self.is_loss(item, false) {
                    return Some((Verdict::NoGo, Code::TargetMissed, Detail::Plain));
                }
                (*go >= item.case.go_level()).then_some((Verdict::Go, Code::TargetMet, Detail::Plain))
            }
            Proof::Plain(plain) => {
                if let Some(since) = plain.breached.filter(|_| line_counts && !self.is_loss(item, true)) {
                    return breach(since, false);
                }
                let met = plain.met.filter(|met| target_counts && (*met || !self.is_loss(item, false)))?;
                Some(if met { (Verdict::Go, Code::TargetMet, Detail::Plain) } else { missed(plain) })
            }
            Proof::Nothing | Proof::Unjudged(_) => None,
        }
    }

    /// When a line that has no part in the combined evidence was breached: one of an earlier phase, or of a gate that does not decide.
    fn breached_alone(&self, item: &Item, looks: &[f64]) -> Option<Moment> {
        let alone = item.is_line_before_after() || !item.gate.required;
        let look = looks.iter().position(|evidence| alone && *evidence >= item.case.no_go_level())?;
        self.looks.get(look).copied()
    }

    /// Whether rows that are known to be missing could be all that a bad value rests on.
    fn is_loss(&self, item: &Item, of_line: bool) -> bool {
        let side = match &item.gate.rollback {
            Some(line) if of_line => breach_side(line),
            _ => bad_side(&item.gate.target),
        };
        could_be_loss(&item.case.metric.value, side) && self.data_doubt(item).is_some()
    }

    /// The first doubt about a case that shows no harm, most basic first.
    fn doubt(&self, item: &Item, is_go: bool) -> Option<(Code, Detail)> {
        if let Proof::Unjudged(why) = item.weighed.proof {
            return Some((Code::Error, Detail::Unjudged(why)));
        }
        let is_reading = matches!(item.case.metric.value, Value::Reading);
        if is_reading && item.case.readings.is_empty() {
            return Some((Code::NoData, Detail::NoReading));
        }
        if let Some(doubt) = self.data_doubt(item).filter(|_| !is_reading) {
            return Some(doubt);
        }
        let by_evidence = matches!(item.weighed.proof, Proof::Evidence { .. });
        let one_look = self.facts.plan.decision.method == Method::Fixed && by_evidence;
        let waits = one_look || (item.case.metric.value.is_literal() && is_go);
        if waits && !item.case.soaked {
            return Some((Code::SoakTime, Detail::Plain));
        }
        if !is_go {
            return None;
        }
        let (recent, _) = window::recent_and_freshness(self.facts.plan, self.phase);
        item.case.recent_looks_bad(recent).map(|value| (Code::Recent, Detail::Recent { value, length: recent }))
    }

    /// What is doubtful about the rows of a case: none, broken, old, or with gaps.
    fn data_doubt(&self, item: &Item) -> Option<(Code, Detail)> {
        let plan = self.facts.plan;
        let (_, freshness) = window::recent_and_freshness(plan, self.phase);
        let least = plan.phases[self.phase].soak_least;
        let demands = Demands { freshness, coverage: plan.decision.coverage, soak_least: least };
        let concurrent = item.gate.is_relative() && !item.is_before_after();
        let arms: &[Arm] = if concurrent { &[Arm::Candidate, Arm::Baseline] } else { &[Arm::Candidate] };
        self.export_trouble(item)
            .or_else(|| self.missing_rows(item))
            .or_else(|| doubt::rejected(&item.case.view))
            .or_else(|| doubt::silence(&item.whole, arms, &demands))
    }

    /// What the readers found that holds the gate; a source without files is no data.
    fn export_trouble(&self, item: &Item) -> Option<(Code, Detail)> {
        let data = self.facts.data;
        let exports = &item.case.metric.exports;
        let is_empty = |export: &&usize| data.files[**export].is_empty() && data.findings[**export].is_empty();
        if let Some(export) = exports.iter().find(is_empty) {
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
            let newest = || item.whole.presence(Arm::Candidate)?.last.values().max().copied();
            let nothing = || (Code::NoData, Detail::NoRows { arm: Arm::Candidate, newest: newest() });
            return doubt::rejected(&item.case.view).or_else(|| Some(nothing()));
        }
        let baseline = item.weighed.baseline.map_or(0, |(_, samples)| samples);
        (item.gate.is_relative() && baseline == 0)
            .then_some((Code::NoData, Detail::NoRows { arm: Arm::Baseline, newest: None }))
    }
}

fn missed(plain: &Plain) -> Answer {
    let detail = plain.points.map_or(Detail::Plain, |(beyond, of)| Detail::Points { beyond, of });
    (Verdict::NoGo, Code::TargetMissed, detail)
}
