//! The sentences of gates.

use std::cmp::Ordering;

use super::Speech;
use crate::metric::value::Value;
use crate::metric::{Arm, Metric};
use crate::plan::{Bound, Gate};
use crate::report::model::Report;
use crate::report::words::Phrase;
use crate::source::{Locale, Moment};
use crate::verdict::{Code, Detail, GateFinding};

/// Returns the sentence of a gate's finding, also of one that meets its target or does not decide.
pub fn gate_text(report: &Report, finding: &GateFinding, locale: Locale) -> String {
    sentence(&Speech::new(report, locale), finding, finding.code, &finding.detail)
}

/// Every code and detail has a sentence; one that names what the other lacks falls back to the plainer.
pub(super) fn sentence(speech: &Speech, finding: &GateFinding, code: Code, detail: &Detail) -> String {
    let Some((gate, metric)) = speech.gate(finding) else { return code.word().to_owned() };
    let told = Told { speech, finding, gate, metric, name: speech.name(finding) };
    let text = told.detail(code, detail).unwrap_or_else(|| told.code(code, detail));
    if speech.is_point() { speech.words.gate.no_rule.fill(&[("text", &text)]) } else { text }
}

/// One finding on its way to a sentence.
struct Told<'a> {
    speech: &'a Speech<'a>,
    finding: &'a GateFinding,
    gate: &'a Gate,
    metric: &'a Metric,
    name: String,
}

impl Told<'_> {
    /// The sentence of a detail that says all there is to say.
    fn detail(&self, code: Code, detail: &Detail) -> Option<String> {
        let (words, format) = (&self.speech.words.gate, self.speech.format);
        let name = ("name", self.name.as_str());
        Some(match detail {
            Detail::NoFiles { files } => words.no_files.fill(&[name, ("files", files)]),
            Detail::NoRows { arm, newest } => self.no_rows(*arm, *newest),
            Detail::NoReading => words.no_reading.fill(&[name, ("bound", &self.target())]),
            Detail::Age { newest, allowed, arm } => words.stale.fill(&[
                name,
                ("arm", self.arm(*arm)),
                ("newest", &format.short(*newest)),
                ("age", &format.duration(self.speech.report.judgement.at.since(*newest))),
                ("allowed", &format.duration(*allowed)),
            ]),
            Detail::Recent { value, length } => self.ruled(words.recent.fill(&[
                ("head", &self.head()),
                ("recent", &format.value_against(self.metric, *value, self.finding.target)),
                ("length", &format.duration(*length)),
                ("bound", &self.target()),
            ])),
            Detail::Coverage { covered, stretches, length, least } => words.coverage.fill(&[
                name,
                ("covered", &crate::report::format::integer(*covered)),
                ("stretches", &crate::report::format::integer(*stretches)),
                ("length", &format.duration(*length)),
                ("share", &format.percent(*covered as f64 / (*stretches).max(1) as f64)),
                ("least", &format.percent_exact(*least)),
            ]),
            Detail::Excluded { share } => words.excluded.fill(&[name, ("share", &format.percent(*share))]),
            Detail::Soak { least, until, .. } => words.soak.fill(&[
                ("head", &self.head()),
                ("least", &format.duration(*least)),
                ("until", &format.short(*until)),
            ]),
            Detail::Rows { rejected, lacking, of } => words.rows.fill(&[
                name,
                ("rejected", &crate::report::format::integer(*rejected)),
                ("lacking", &crate::report::format::integer(*lacking)),
                ("of", &crate::report::format::integer(*of)),
            ]),
            Detail::Export { code, path, line, detail } => {
                let what = super::other::export(self.speech, code, path, *line, detail);
                words.unjudged.fill(&[name, ("why", &what)])
            }
            Detail::Arms => words.arms.fill(&[name]),
            Detail::Unjudged(word) => {
                let why = self.speech.words.unjudged.get(*word);
                let why = why.or_else(|| self.speech.words.unjudged.get("other"));
                words.unjudged.fill(&[name, ("why", why.map_or("", Phrase::text))])
            }
            Detail::Breached { since, combined } if code == Code::RollbackBreached => {
                self.ruled(self.breached(*since, *combined))
            }
            Detail::Points { beyond, of } if code != Code::FewSamples => {
                let text = self.code(code, &Detail::Plain);
                words.points_beyond.fill(&[
                    ("text", &text),
                    ("beyond", &crate::report::format::integer(*beyond)),
                    ("of", &crate::report::format::integer(*of)),
                ])
            }
            Detail::Plain
            | Detail::Breached { .. }
            | Detail::Points { .. }
            | Detail::Split { .. }
            | Detail::Sticky { .. }
            | Detail::Order { .. }
            | Detail::Rehearsal { .. }
            | Detail::Reworded => return None,
        })
    }

    /// The sentence of a code whose detail says nothing more.
    fn code(&self, code: Code, detail: &Detail) -> String {
        let words = &self.speech.words.gate;
        let name = [("name", self.name.as_str())];
        match code {
            Code::TargetMet => self.ruled(self.met()),
            Code::TargetMissed => self.ruled(self.missed()),
            Code::RollbackBreached => self.ruled(self.beyond()),
            Code::FewSamples => self.ruled(self.few(detail)),
            Code::NoData => words.no_data.fill(&name),
            Code::SplitMismatch | Code::NotSticky => words.split.fill(&name),
            Code::Stale
            | Code::Recent
            | Code::Coverage
            | Code::SoakTime
            | Code::ItemOpen
            | Code::RoleOpen
            | Code::RoleNoGo
            | Code::PhaseOrder
            | Code::NotStarted
            | Code::RolledBack
            | Code::RehearsalDue
            | Code::Error => {
                let why = self.speech.words.rest.get(code.word()).map(|plural| plural.of(1));
                words.unjudged.fill(&[name[0], ("why", why.as_deref().unwrap_or(code.word()))])
            }
        }
    }

    /// "Error rate is 2.10 % (30 of 1,430 in 1 d 6 h)".
    fn head(&self) -> String {
        self.head_against(self.finding.target)
    }

    fn head_against(&self, limit: Option<f64>) -> String {
        let words = &self.speech.words.gate;
        let Some(value) = self.finding.value else {
            return words.no_value.fill(&[("name", &self.name)]);
        };
        words.value.fill(&[
            ("name", &self.name),
            ("value", &self.speech.format.value_against(self.metric, value, limit)),
            ("samples", &self.samples()),
        ])
    }

    /// "45 of 366 in 1 d 6 h".
    fn samples(&self) -> String {
        let words = &self.speech.words.gate;
        let counted = samples(self.speech, self.metric, self.finding);
        match self.speech.report.judgement.attempt {
            Some(attempt) => {
                let (from, to) = attempt.window;
                let window = self.speech.format.duration(to.since(from));
                words.within.fill(&[("samples", &counted), ("window", &window)])
            }
            None => counted,
        }
    }

    fn met(&self) -> String {
        let words = &self.speech.words.gate;
        let phrase = if self.by_evidence() { &words.met } else { &words.meets };
        phrase.fill(&[("head", &self.head()), ("bound", &self.target())])
    }

    fn missed(&self) -> String {
        let words = &self.speech.words.gate;
        let limit = self.limit(&self.gate.target, self.finding.target);
        let phrase = match self.side(self.finding.target) {
            Some(Ordering::Greater) => &words.missed_above,
            Some(Ordering::Less) => &words.missed_below,
            _ => {
                let target = self.target();
                return words.missed.fill(&[("head", &self.head()), ("bound", &target)]);
            }
        };
        let text = phrase.fill(&[("head", &self.head()), ("limit", &limit)]);
        match &self.gate.rollback {
            Some(bound) if self.is_before_rollback(bound) => {
                let limit = self.limit(bound, self.finding.rollback);
                words.not_reached.fill(&[("text", &text), ("limit", &limit)])
            }
            _ => text,
        }
    }

    fn breached(&self, since: Moment, combined: bool) -> String {
        let (words, format) = (&self.speech.words.gate, self.speech.format);
        let since = format.short(since);
        if combined {
            return words.combined.fill(&[("since", &since), ("text", &self.beyond())]);
        }
        let Some(bound) = &self.gate.rollback else { return self.beyond() };
        if let (Some(value), true) = (self.finding.value, self.is_before_rollback(bound)) {
            return words.earlier.fill(&[
                ("name", &self.name),
                ("since", &since),
                ("bound", &format.bound_words(self.metric, bound, self.finding.rollback)),
                ("value", &format.value_against(self.metric, value, self.finding.rollback)),
                ("samples", &self.samples()),
            ]);
        }
        words.since.fill(&[("text", &self.beyond()), ("since", &since)])
    }

    /// The value beside the roll-back line.
    fn beyond(&self) -> String {
        let words = &self.speech.words.gate;
        let head = self.head_against(self.finding.rollback);
        let Some(bound) = &self.gate.rollback else { return head };
        let phrase = match self.side(self.finding.rollback) {
            Some(Ordering::Greater) => &words.breached_above,
            Some(Ordering::Less) => &words.breached_below,
            _ => {
                let bound = self.speech.format.bound_words(self.metric, bound, self.finding.rollback);
                return words.breached.fill(&[("head", &head), ("bound", &bound)]);
            }
        };
        let limit = self.limit(bound, self.finding.rollback);
        phrase.fill(&[("head", &head), ("limit", &limit)])
    }

    fn few(&self, detail: &Detail) -> String {
        let words = &self.speech.words.gate;
        let target = self.target();
        if matches!(detail, Detail::Points { .. }) {
            let values = [("name", self.name.as_str()), ("bound", &target)];
            return words.few_points.fill(self.finding.samples, &values);
        }
        let text = words.few.fill(&[("head", &self.head()), ("bound", &target)]);
        let Some(needed) = self.finding.needed else { return text };
        let Some(more) = needed.samples else {
            return words.few_never.fill(&[("text", &text)]);
        };
        let text = words.few_more.fill(rounded(more), &[("text", &text)]);
        match needed.at {
            Some(at) => words.few_when.fill(&[("text", &text), ("at", &self.speech.format.short(at))]),
            None => text,
        }
    }

    fn no_rows(&self, arm: Arm, newest: Option<Moment>) -> String {
        let words = &self.speech.words.gate;
        let values = [("name", self.name.as_str()), ("arm", self.arm(arm))];
        match newest {
            Some(newest) => {
                let newest = self.speech.format.short(newest);
                words.no_rows_newest.fill(&[values[0], values[1], ("newest", &newest)])
            }
            None => words.no_rows.fill(&values),
        }
    }

    /// Adds what the plan's baseline takes away from the sentence's weight.
    fn ruled(&self, text: String) -> String {
        let words = &self.speech.words.gate;
        let plan = &self.speech.report.plan;
        let earlier = plan.arms.as_ref().and_then(|arms| arms.baseline_phase);
        match earlier {
            Some(phase) if self.finding.before_after => {
                words.before_after.fill(&[("text", &text), ("phase", self.speech.phase(phase))])
            }
            _ => text,
        }
    }

    fn by_evidence(&self) -> bool {
        !self.metric.value.is_literal() && !matches!(self.metric.value, Value::Points(_)) && !self.speech.is_point()
    }

    fn target(&self) -> String {
        self.speech.format.bound_words(self.metric, &self.gate.target, self.finding.target)
    }

    fn limit(&self, bound: &Bound, resolved: Option<f64>) -> String {
        self.speech.format.limit_resolved(self.metric, bound.limit, resolved)
    }

    fn side(&self, limit: Option<f64>) -> Option<Ordering> {
        self.finding.value?.partial_cmp(&limit?)
    }

    /// Whether the value as it stands now is on the good side of the roll-back line.
    fn is_before_rollback(&self, bound: &Bound) -> bool {
        match (self.finding.value, self.finding.rollback) {
            (Some(value), Some(limit)) => !bound.op.holds(value, limit),
            _ => false,
        }
    }

    fn arm(&self, arm: Arm) -> &'static str {
        match arm {
            Arm::Candidate => self.speech.words.gate.candidate.text(),
            Arm::Baseline => self.speech.words.gate.baseline.text(),
        }
    }
}

/// Returns what a value rests on: `45 of 366`, `1,440 samples`.
pub(super) fn samples(speech: &Speech, metric: &Metric, finding: &GateFinding) -> String {
    let words = &speech.words.gate;
    let all = crate::report::format::integer(finding.samples);
    match (&metric.value, finding.hits) {
        (Value::Points(_), _) => words.points.of(finding.samples),
        (Value::Reading, _) => words.readings.of(finding.samples),
        (Value::Count(_), _) => words.of_rows.fill(&[("samples", &all)]),
        (_, Some(hits)) => {
            let hits = crate::report::format::integer(hits);
            words.hits.fill(&[("hits", &hits), ("samples", &all)])
        }
        _ => words.samples.of(finding.samples),
    }
}

/// A projection is an estimate: two significant digits say no more than it knows.
fn rounded(more: u64) -> u64 {
    let step = 10_u64.pow(more.checked_ilog10().unwrap_or(0).saturating_sub(1));
    more.div_ceil(step).saturating_mul(step)
}
