//! The checked plan: what cannot be wrong any more. Indices are checked; references never dangle.

use std::collections::BTreeMap;

use crate::metric::value::Comparison;
pub use crate::metric::{Arm, ArmRule, Dedupe, Export, Format, Metric};
use crate::source::Locale;

/// A rollout's plan, checked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder's name.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Markdown.
    pub summary: Option<String>,
    /// The team or person that owns the rollout.
    pub owner: Option<String>,
    /// The page's first language.
    pub locale: Locale,
    /// For display.
    pub timezone: jiff::tz::TimeZone,
    /// The name of `timezone` as written.
    pub timezone_name: String,
    /// Which code served a row; none: every row is the candidate's.
    pub arms: Option<Arms>,
    /// How evidence is judged.
    pub decision: Decision,
    /// `[traffic] per_day`, requests a day over all arms.
    pub traffic_per_day: Option<f64>,
    /// How a change of variables takes effect.
    pub switch: Switch,
    /// The safe state; none only if no phase touches a variable.
    pub rollback: Option<Rollback>,
    /// Options considered.
    pub options: Vec<Choice>,
    /// Where data comes from.
    pub exports: Vec<Export>,
    /// Named numbers.
    pub metrics: Vec<Metric>,
    /// Metrics with targets.
    pub gates: Vec<Gate>,
    /// In the order of the file; at least one.
    pub phases: Vec<Phase>,
    /// The go/no-go poll.
    pub roles: Vec<Role>,
    /// The runbook.
    pub watches: Vec<Watch>,
}

/// `[arms]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Arms {
    /// How rows tell their arm and their unit.
    pub rule: ArmRule,
    /// Index of the phase to compare with where there is no concurrent baseline.
    pub baseline_phase: Option<usize>,
}

/// How evidence is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Valid however often one looks.
    Anytime,
    /// One look at the end of the least soak.
    Fixed,
    /// Plain comparison; no evidence rule.
    Point,
}

/// `[decision]`; durations in seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// How evidence is judged.
    pub method: Method,
    /// In (0, 0.5].
    pub alpha: f64,
    /// How old the newest data may be; none: 2 h, at most half the least soak.
    pub freshness: Option<i64>,
    /// The last stretch that must look good; none: 12 h, at most half the least soak.
    pub recent: Option<i64>,
    /// Least share of the window that must have data, in 0 to 1.
    pub coverage: f64,
    /// What undoes overlapping exports.
    pub dedupe: Dedupe,
    /// How long a verdict is valid.
    pub max_age: i64,
}

/// Where the service runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Platform {
    /// Railway.
    Railway,
    /// Heroku.
    Heroku,
    /// Fly.io.
    Fly,
    /// Render.
    Render,
    /// Vercel.
    Vercel,
    /// Google Cloud Run.
    CloudRun,
    /// Kubernetes.
    Kubernetes,
    /// Docker Compose.
    Compose,
    /// systemd.
    Systemd,
    /// A `.env` file.
    EnvFile,
    /// Anything else: plain steps.
    #[default]
    Other,
}

impl Platform {
    /// Every platform with the word that plans use for it.
    pub const ALL: [(Platform, &'static str); 11] = [
        (Platform::Railway, "railway"),
        (Platform::Heroku, "heroku"),
        (Platform::Fly, "fly"),
        (Platform::Render, "render"),
        (Platform::Vercel, "vercel"),
        (Platform::CloudRun, "cloud-run"),
        (Platform::Kubernetes, "kubernetes"),
        (Platform::Compose, "compose"),
        (Platform::Systemd, "systemd"),
        (Platform::EnvFile, "env-file"),
        (Platform::Other, "other"),
    ];
}

/// `[switch]`; durations in seconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Switch {
    /// Where the service runs.
    pub platform: Platform,
    /// The service's name there.
    pub service: Option<String>,
    /// The environment's name there.
    pub environment: Option<String>,
    /// Cut from the judged window after each start.
    pub settle: i64,
    /// How long a roll-back takes.
    pub expected: Option<i64>,
    /// How long the host keeps the old deployment.
    pub expires: Option<i64>,
}

/// What a variable is set to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// This text.
    Value(String),
    /// The secret of this name in the host's or the person's keeping: never printed.
    Secret(String),
}

/// `[rollback]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rollback {
    /// Variables that the safe state sets.
    pub set: BTreeMap<String, Setting>,
    /// Variables that the safe state removes.
    pub unset: Vec<String>,
    /// Variables that phases touch and roll-back leaves as they are.
    pub keep: Vec<String>,
    /// Markdown, one step each; a step that is one code span is a command.
    pub steps: Vec<String>,
    /// A command that shows whether it worked.
    pub verify: Option<String>,
    /// What `verify` should show.
    pub expect: Option<String>,
    /// Who may start it.
    pub who: Option<String>,
    /// A rehearsal must be this recent, in seconds.
    pub rehearse_within: Option<i64>,
    /// Markdown: what cannot be undone.
    pub note: Option<String>,
    /// Line of `[rollback]` in plan.toml, from 1.
    pub line: usize,
}

/// `[[option]]`: an option considered.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What people call it; the id without one.
    pub title: String,
    /// What speaks for it; Markdown.
    pub pros: Vec<String>,
    /// What speaks against it; Markdown.
    pub cons: Vec<String>,
    /// Its risk; Markdown.
    pub risk: Option<String>,
    /// Whether it is the one.
    pub chosen: bool,
    /// Why; Markdown.
    pub why: Option<String>,
}

/// What a bound compares with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// A number in the metric's unit; shares and percentages as fractions.
    Fixed(f64),
    /// This many times the baseline.
    Times(f64),
    /// The baseline plus this, in the metric's unit; points as fractions.
    Plus(f64),
}

impl Limit {
    /// Returns whether the limit names the baseline.
    pub fn is_relative(self) -> bool {
        !matches!(self, Limit::Fixed(_))
    }
}

/// `"< 5%"`: an operator and a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The operator.
    pub op: Comparison,
    /// What it compares with.
    pub limit: Limit,
    /// As the plan writes it, spaces tidied.
    pub text: String,
}

/// What a gate without any data does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMissing {
    /// It holds.
    Hold,
    /// It becomes information.
    Ignore,
}

/// `[[gate]]`: a metric with a target.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Its id.
    pub id: String,
    /// Index of `Plan::metrics`.
    pub metric: usize,
    /// Indices of `Plan::phases` that it applies to, in plan order.
    pub phases: Vec<usize>,
    /// The field whose values are segments.
    pub by: Option<String>,
    /// The segments that are judged, in the order written.
    pub segments: Vec<String>,
    /// `go`.
    pub target: Bound,
    /// `rollback`.
    pub rollback: Option<Bound>,
    /// `for`, in seconds.
    pub stretch: Option<i64>,
    /// Whether it decides.
    pub required: bool,
    /// What it does without any data.
    pub on_missing: OnMissing,
    /// Line of `[[gate]]` in plan.toml, from 1.
    pub line: usize,
}

impl Gate {
    /// Returns whether the target or the roll-back line names the baseline.
    pub fn is_relative(&self) -> bool {
        self.target.limit.is_relative() || self.rollback.as_ref().is_some_and(|line| line.limit.is_relative())
    }
}

/// `[[phase]]`: one step of the rollout.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its id.
    pub id: String,
    /// What people call it; the id without one.
    pub title: String,
    /// Markdown.
    pub goal: Option<String>,
    /// The candidate's share of the traffic, in 0 to 1; none: not known.
    pub traffic: Option<f64>,
    /// The least soak, in seconds.
    pub soak_least: i64,
    /// The most, in seconds.
    pub soak_most: Option<i64>,
    /// Variables that it sets.
    pub set: BTreeMap<String, Setting>,
    /// Variables that it removes.
    pub unset: Vec<String>,
    /// Indices of the phases that must be over before it.
    pub after: Vec<usize>,
    /// Markdown, one step each.
    pub steps: Vec<String>,
    /// Line of `[[phase]]` in plan.toml, from 1.
    pub line: usize,
}

/// `[[role]]`: whose answer is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Its id.
    pub id: String,
    /// What people call it; the id without one.
    pub title: String,
    /// Indices of the phases that cannot be left without the answer.
    pub phases: Vec<usize>,
}

/// `[[watch]]`: what to look at daily.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// What people call it.
    pub title: String,
    /// A command to type.
    pub command: Option<String>,
    /// Markdown: what to look for.
    pub look: Option<String>,
}
