//! Plans made by hand, without the reader of plan.toml.

use std::collections::BTreeMap;

use gonogo::plan::{Decision, Dedupe, Method, Phase, Plan, Platform, Rollback, Setting, Switch};
use gonogo::source::Locale;

/// Returns settings of plain values.
pub(super) fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, Setting> {
    let value = |(name, value): &(&str, &str)| (name.to_string(), Setting::Value(value.to_string()));
    pairs.iter().map(value).collect()
}

/// Returns owned names.
pub(super) fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}

/// Returns a phase that lasts a day.
pub(super) fn phase(id: &str, set: BTreeMap<String, Setting>, unset: &[&str]) -> Phase {
    Phase {
        id: id.to_owned(),
        title: id.to_owned(),
        goal: None,
        traffic: None,
        soak_least: 24 * 3600,
        soak_most: None,
        set,
        unset: names(unset),
        after: Vec::new(),
        steps: Vec::new(),
        line: 1,
    }
}

/// Returns a plan of these phases.
pub(super) fn plan(platform: Platform, rollback: Rollback, phases: Vec<Phase>) -> Plan {
    Plan {
        id: "budget-controller".to_owned(),
        title: "Budget controller".to_owned(),
        summary: None,
        owner: None,
        locale: Locale::En,
        timezone: jiff::tz::TimeZone::UTC,
        timezone_name: "UTC".to_owned(),
        arms: None,
        decision: Decision {
            method: Method::Anytime,
            alpha: 0.05,
            freshness: None,
            recent: None,
            coverage: 0.9,
            dedupe: Dedupe::Row,
            max_age: 24 * 3600,
        },
        traffic_per_day: None,
        switch: Switch { platform, ..switch(platform) },
        rollback: Some(rollback),
        options: Vec::new(),
        exports: Vec::new(),
        metrics: Vec::new(),
        gates: Vec::new(),
        phases,
        roles: Vec::new(),
        watches: Vec::new(),
    }
}

/// Returns the switch of a platform with the names that it would have there.
fn switch(platform: Platform) -> Switch {
    let (service, environment) = match platform {
        Platform::Render => (Some("srv-c0ffee"), None),
        Platform::CloudRun => (Some("answers-api"), Some("europe-west1")),
        Platform::Heroku | Platform::Fly | Platform::Systemd => (Some("answers-api"), None),
        Platform::Compose => (Some("api"), None),
        Platform::EnvFile | Platform::Other => (None, None),
        Platform::Railway | Platform::Vercel | Platform::Kubernetes => (Some("answers-api"), Some("production")),
    };
    Switch {
        platform,
        service: service.map(str::to_owned),
        environment: environment.map(str::to_owned),
        settle: 300,
        expected: Some(120),
        expires: None,
    }
}

/// Returns the plan of the first rollout: a switch, a share, a shadow mode.
pub(super) fn budget_controller(platform: Platform) -> Plan {
    let rollback = Rollback {
        set: values(&[("BUDGET_CONTROLLER_ENABLED", "false")]),
        unset: names(&["BUDGET_CONTROLLER_BETA"]),
        keep: names(&["BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE", "SHADOW_MODE"]),
        steps: names(&["Tell #releases"]),
        who: Some("anyone on call".to_owned()),
        ..Rollback::default()
    };
    let shadow = [("SHADOW_MODE", "true"), ("BUDGET_CONTROLLER_ENABLED", "true")];
    let canary = [("BUDGET_CONTROLLER_BETA", "1"), ("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE", "10")];
    let phases = vec![
        phase("shadow", values(&shadow), &[]),
        phase("canary", values(&canary), &["SHADOW_MODE"]),
        phase("half", values(&[("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE", "50")]), &[]),
        phase("full", BTreeMap::new(), &["BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE"]),
    ];
    plan(platform, rollback, phases)
}

/// The first rollout, with a check of its own.
pub(super) fn complete(platform: Platform) -> Plan {
    let mut plan = budget_controller(platform);
    let rollback = plan.rollback.as_mut().unwrap();
    rollback.verify = Some("flagctl show".to_owned());
    rollback.expect = Some("UNTOUCHED=as it was".to_owned());
    plan
}

/// The same plan without a check of its own.
pub(super) fn without_check(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.rollback.as_mut().unwrap().verify = None;
    plan
}

/// A platform that nobody knows, where the plan's own commands do the work.
pub(super) fn by_own_commands() -> Plan {
    let mut plan = complete(Platform::Other);
    let rollback = plan.rollback.as_mut().unwrap();
    rollback.steps = names(&[
        "`flagctl set BUDGET_CONTROLLER_ENABLED false`",
        "`flagctl unset BUDGET_CONTROLLER_BETA`",
        "Tell #releases",
    ]);
    plan
}

/// What the secret of [`hostile`] holds.
pub(super) const SECRET: &str = "hunter2 it's \"$(touch pwned)\" \\ `touch pwned` 密码\nline 2";

/// Values that break a careless shell, in pairs: what the phase sets, what the safe state sets.
const HOSTILE: [(&str, &str, &str); 14] = [
    ("A_QUOTE", "it's", "don't 'do' it"),
    ("A_DOUBLE", "say \"yes\"", "\"no\""),
    ("A_NEWLINE", "one line", "line 1\nline 2\n\nline 4"),
    ("A_COMMAND", "$(touch pwned)", "a $(touch pwned) $HOME ${HOME} $$"),
    ("A_TICK", "`touch pwned`", "x; touch pwned & | > pwned"),
    ("A_CHINESE", "中文", "中文，空 格"),
    ("A_HYPHEN", "-x", "--yes"),
    ("A_DASH", "-x", "-"),
    ("AN_EMPTY", "full", ""),
    ("A_BACKSLASH", "a\\b", "\\a\\\\b\\n\\"),
    ("A_PERCENT", "100%", "%s %n %% %d"),
    ("A_SPACE", "none", "  two  spaces  "),
    ("A_COMMA", "a,b", "a,b@c#d;e:f|g~h!i^j"),
    ("A_MIX", "it's \"$HOME\" \\ `id`\n中 文 'x'", "=it's \"$(touch pwned)\" \\ `id` 中\n'文'!#*?[]{}"),
];

/// Returns a plan whose values break a careless shell, with one variable that the phase sets to a secret.
pub(super) fn hostile(platform: Platform) -> Plan {
    let mut set = BTreeMap::new();
    let mut safe = BTreeMap::new();
    for (name, during, after) in HOSTILE {
        set.insert(name.to_owned(), Setting::Value(during.to_owned()));
        safe.insert(name.to_owned(), Setting::Value(after.to_owned()));
    }
    set.insert("GONE".to_owned(), Setting::Value("it's \"here\"\nstill".to_owned()));
    set.insert("KEPT".to_owned(), Setting::Value("kept 'as' it\nis".to_owned()));
    set.insert("PASSWORD".to_owned(), Setting::Secret("db-password".to_owned()));
    safe.insert("TOKEN".to_owned(), Setting::Secret("api-token".to_owned()));
    let rollback = Rollback {
        set: safe,
        unset: names(&["GONE", "NEVER_THERE", "PASSWORD"]),
        keep: names(&["KEPT"]),
        ..Rollback::default()
    };
    plan(platform, rollback, vec![phase("canary", set, &[])])
}
