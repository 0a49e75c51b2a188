//! The traps that a plan's roll-back runs into, as data and as a sentence.

use std::collections::BTreeSet;

use crate::plan::{Phase, Plan, Platform, Rollback, Setting};
use crate::source::Locale;

use super::platform;
use super::words::{self, Words};

/// A trap: a stable code, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A stable code such as `kill-by-deletion`.
    pub code: &'static str,
    /// The phase that it is about, by its index in `Plan::phases`; none: the whole rollout.
    pub phase: Option<usize>,
    trap: Trap,
}

/// What the sentence is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Trap {
    /// What rolling the code back does to variables on this platform.
    Code(Platform),
    /// Variables that the safe state removes.
    KillByDeletion(BTreeSet<String>),
    /// Variables that the safe state sets to nothing.
    EmptyValue(BTreeSet<String>),
    /// Shares that the roll-back leaves.
    KeptShare(BTreeSet<String>),
    /// The phase's id and length, and how long the host keeps the old deployment, in seconds.
    TargetExpires(String, i64, i64),
    /// The phase's id and length.
    TargetMayExpire(String, i64),
    /// The platform; no service is named, and its commands do without.
    NoService(Platform),
    /// The platform; no service is named, and its commands need one.
    ByHand(Platform),
    /// The platform; no environment is named.
    NoEnvironment(Platform),
    /// No region is named.
    NoRegion,
    /// Nothing shows that it worked.
    NoVerify,
    /// Nothing makes the change take effect.
    NoRestart,
    /// Variables whose values are written in a disputed form.
    Quoting(BTreeSet<String>),
}

impl Warning {
    /// Returns the warning as a sentence or two of Markdown.
    pub fn text(&self, locale: Locale) -> String {
        let words = words::of(locale);
        let say = &words.warning;
        match &self.trap {
            Trap::Code(platform) => words.host(*platform).code.clone().unwrap_or_default(),
            Trap::KillByDeletion(names) => with_names(words, &say.kill_by_deletion, names),
            Trap::EmptyValue(names) => with_names(words, &say.empty_value, names),
            Trap::KeptShare(names) => with_names(words, &say.kept_share, names),
            Trap::Quoting(names) => with_names(words, &say.quoting, names),
            Trap::TargetExpires(phase, soak, expires) => words::fill(
                &say.target_expires,
                &[
                    ("phase", &words::code(phase)),
                    ("soak", &words.duration(*soak)),
                    ("expires", &words.duration(*expires)),
                ],
            ),
            Trap::TargetMayExpire(phase, soak) => {
                words::fill(&say.target_may_expire, &[("phase", &words::code(phase)), ("soak", &words.duration(*soak))])
            }
            Trap::NoService(platform) => on(words, &say.no_service, *platform),
            Trap::ByHand(platform) => on(words, &say.by_hand, *platform),
            Trap::NoEnvironment(platform) => on(words, &say.no_environment, *platform),
            Trap::NoRegion => say.no_region.clone(),
            Trap::NoVerify => say.no_verify.clone(),
            Trap::NoRestart => say.no_restart.clone(),
        }
    }
}

fn with_names(words: &Words, sentence: &str, names: &BTreeSet<String>) -> String {
    words::fill(sentence, &[("names", &words.names(names))])
}

fn on(words: &Words, sentence: &str, platform: Platform) -> String {
    words::fill(sentence, &[("platform", &words.host(platform).name)])
}

/// Returns the traps that the plan's roll-back runs into; none for a plan without variables.
pub fn warnings(plan: &Plan) -> Vec<Warning> {
    let touched = |phase: &Phase| !phase.set.is_empty() || !phase.unset.is_empty();
    let Some(rollback) = &plan.rollback else { return Vec::new() };
    if rollback.set.is_empty() && rollback.unset.is_empty() && !plan.phases.iter().any(touched) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut add = |code, trap| found.push(Warning { code, phase: None, trap });
    match plan.switch.platform {
        Platform::Railway | Platform::Heroku | Platform::CloudRun | Platform::Kubernetes => {
            add("restores-variables", Trap::Code(plan.switch.platform));
        }
        Platform::Vercel => add("either-or", Trap::Code(Platform::Vercel)),
        Platform::Fly
        | Platform::Render
        | Platform::Compose
        | Platform::Systemd
        | Platform::EnvFile
        | Platform::Other => {}
    }
    let of_values = [
        ("kill-by-deletion", Trap::KillByDeletion(killed_by_deletion(plan, rollback))),
        ("empty-value", Trap::EmptyValue(values(rollback, str::is_empty))),
        ("kept-share", Trap::KeptShare(kept_shares(plan, rollback))),
    ];
    for (code, trap) in of_values {
        let (Trap::KillByDeletion(names) | Trap::EmptyValue(names) | Trap::KeptShare(names)) = &trap else {
            continue;
        };
        if !names.is_empty() {
            add(code, trap);
        }
    }
    found.extend(expiries(plan));
    found.extend(gaps(plan, rollback));
    found
}

/// Returns the variables that some phase sets and the safe state removes.
fn killed_by_deletion(plan: &Plan, rollback: &Rollback) -> BTreeSet<String> {
    let set = |name: &&String| plan.phases.iter().any(|phase| phase.set.contains_key(*name));
    rollback.unset.iter().filter(set).cloned().collect()
}

/// Returns the variables that the safe state sets to a value of this kind.
fn values(rollback: &Rollback, kind: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let of_kind = |(name, setting): (&String, &Setting)| match setting {
        Setting::Value(value) if kind(value) => Some(name.clone()),
        Setting::Value(_) | Setting::Secret(_) => None,
    };
    rollback.set.iter().filter_map(of_kind).collect()
}

/// Returns the variables of `keep` that some phase sets to a number other than zero.
fn kept_shares(plan: &Plan, rollback: &Rollback) -> BTreeSet<String> {
    let number = |setting: &Setting| match setting {
        Setting::Value(value) => value.trim_end_matches('%').parse::<f64>().is_ok_and(|share| share > 0.0),
        Setting::Secret(_) => false,
    };
    let share = |name: &&String| plan.phases.iter().any(|phase| phase.set.get(*name).is_some_and(number));
    rollback.keep.iter().filter(share).cloned().collect()
}

/// Returns the phases that outlast what the host keeps.
fn expiries(plan: &Plan) -> Vec<Warning> {
    /// Railway keeps an image at least this long after it is removed, in seconds.
    const RAILWAY_LEAST: i64 = 24 * 3600;
    let expiry = |(index, phase): (usize, &Phase)| {
        let soak = phase.soak_most.unwrap_or(phase.soak_least).max(phase.soak_least);
        let id = phase.id.clone();
        let (code, trap) = match plan.switch.expires {
            Some(expires) if soak > expires => ("target-expires", Trap::TargetExpires(id, soak, expires)),
            None if plan.switch.platform == Platform::Railway && soak > RAILWAY_LEAST => {
                ("target-may-expire", Trap::TargetMayExpire(id, soak))
            }
            Some(_) | None => return None,
        };
        Some(Warning { code, phase: Some(index), trap })
    };
    plan.phases.iter().enumerate().filter_map(expiry).collect()
}

/// Returns what the plan leaves out.
fn gaps(plan: &Plan, rollback: &Rollback) -> Vec<Warning> {
    let switch = &plan.switch;
    let mut found = Vec::new();
    let mut add = |code, trap| found.push(Warning { code, phase: None, trap });
    if switch.service.is_none() {
        if platform::way(switch) != switch.platform {
            add("by-hand", Trap::ByHand(switch.platform));
        } else if !matches!(switch.platform, Platform::EnvFile | Platform::Other) {
            add("no-service", Trap::NoService(switch.platform));
        }
    }
    match (switch.platform, &switch.environment) {
        (Platform::Railway | Platform::Kubernetes, None) => {
            add("no-environment", Trap::NoEnvironment(switch.platform));
        }
        (Platform::CloudRun, region) if !region.as_deref().is_some_and(platform::is_region) => {
            add("no-region", Trap::NoRegion);
        }
        _ => {}
    }
    if rollback.verify.is_none() {
        add("no-verify", Trap::NoVerify);
    }
    let restarts = rollback.steps.iter().any(|step| super::code_span(step).is_some());
    if matches!(switch.platform, Platform::EnvFile) && !restarts {
        add("no-restart", Trap::NoRestart);
    }
    let disputed = values(rollback, platform::is_disputed);
    if switch.platform == Platform::EnvFile && !disputed.is_empty() {
        add("quoting", Trap::Quoting(disputed));
    }
    found
}
