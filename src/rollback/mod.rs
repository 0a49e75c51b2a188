//! Roll-back instructions: derived from the plan, exact for its platform, and provable as a script.
//!
//! [`instructions`] gives the numbered steps to the safe state or into a phase, [`script`] the same as a POSIX shell
//! script, [`warnings`] the traps that this plan runs into. Nothing here runs anything.

mod environment;
mod platform;
mod script;
mod shell;
mod step;
mod warning;
mod words;

use crate::plan::{Plan, Platform, Setting};
use crate::source::Locale;

pub use environment::{Change, Environment, Stage, change, environment};
pub use script::script;
pub use shell::{command, quote};
pub use step::{Kind, Part, Say, Step};
pub use warning::{Warning, warnings};

use shell::Secrets;

/// What to do to reach a stage.
#[derive(Clone, Debug)]
pub struct Instructions {
    /// The stage that is left, if it is known.
    pub from: Option<Stage>,
    /// The stage that is reached.
    pub to: Stage,
    /// What is set, removed and left.
    pub change: Change,
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// How long it should take, in seconds, as the plan says.
    pub expected: Option<i64>,
    /// The platform whose way is taken: `other` where the plan does not name a service that its own needs.
    pub platform: Platform,
    /// Programs that the script needs.
    tools: Vec<&'static str>,
    /// Variables that the person's shell must have for the script.
    variables: Vec<String>,
    /// Functions of the script.
    functions: String,
    /// What the script notes before the first change.
    before: String,
    /// Who may start a roll-back.
    who: Option<String>,
    /// What the plan says cannot be undone; Markdown.
    note: Option<String>,
}

/// Returns what to do to reach the safe state, or to enter a phase.
///
/// The safe state is restored whole, whatever was before: setting what is already set is harmless, and a half-made
/// change is repaired. A phase is entered by the difference from the stage before it, or whole where that is not known.
/// A phase that the plan does not have is entered as its last one.
pub fn instructions(plan: &Plan, from: Option<Stage>, to: Stage) -> Instructions {
    let to = within(plan, to);
    let from = from.map(|from| within(plan, from));
    let change = needed(plan, from, to);
    let secrets = Secrets::new(change.set.values().filter_map(|setting| match setting {
        Setting::Secret(name) => Some(name.as_str()),
        Setting::Value(_) => None,
    }));
    let recipe = platform::recipe(&plan.switch, &change, &secrets, to == Stage::Safe);
    let mut steps = recipe.steps;
    let mut functions = recipe.functions;
    if change.is_empty() {
        steps.push(plain("nothing", Kind::Variables, Say::Nothing, None));
    }
    steps.extend(own(plan, to));
    steps.extend(recipe.checks);
    let rollback = plan.rollback.as_ref().filter(|_| to == Stage::Safe);
    if let Some(verify) = rollback.and_then(|rollback| rollback.verify.as_ref()) {
        let expect = rollback.and_then(|rollback| rollback.expect.clone());
        functions.push_str(&verified(verify, expect.as_deref(), !functions.is_empty()));
        steps.push(verification(verify, expect));
    }
    steps.extend(last(plan, to));
    Instructions {
        from,
        to,
        change,
        steps,
        expected: plan.switch.expected,
        platform: platform::way(&plan.switch),
        tools: recipe.tools,
        variables: recipe.variables,
        functions,
        before: recipe.before,
        who: rollback.and_then(|rollback| rollback.who.clone()),
        note: rollback.and_then(|rollback| rollback.note.clone()),
    }
}

impl Instructions {
    /// Returns remarks under the steps, as Markdown: who may start it, how long it takes, what is left as it is, what
    /// needs a restart, what happens later, what cannot be undone.
    pub fn notes(&self, locale: Locale) -> Vec<String> {
        let words = words::of(locale);
        let host = words.host(self.platform);
        let mut notes = Vec::new();
        notes.extend(self.who.as_ref().map(|who| words::fill(&words.note.who, &[("who", who)])));
        if !self.variables.is_empty() {
            let names = words.names(&self.variables);
            notes.push(words::fill(&words.note.secrets, &[("names", &names)]));
        }
        if !self.change.left.is_empty() {
            let sentence = if self.to == Stage::Safe { &words.note.kept } else { &words.note.left };
            notes.push(words::fill(sentence, &[("names", &words.names(&self.change.left))]));
        }
        if !self.change.is_empty() {
            notes.extend([&host.restart, &host.later].map(String::clone));
            if let Some((least, most)) = platform::typical(self.platform) {
                let (least, most) = (words.duration(least), words.duration(most));
                notes.push(words::fill(&words.note.time, &[("least", &least), ("most", &most)]));
            }
            notes.push(host.lasting.clone());
        }
        notes.extend(self.note.clone());
        notes
    }
}

/// Returns the stage, or the last phase for one that the plan does not have.
fn within(plan: &Plan, stage: Stage) -> Stage {
    match stage {
        Stage::Safe => Stage::Safe,
        Stage::Phase(index) => Stage::Phase(index.min(plan.phases.len().saturating_sub(1))),
    }
}

/// Returns what to set and to remove.
fn needed(plan: &Plan, from: Option<Stage>, to: Stage) -> Change {
    let target = environment(plan, to);
    // After the last phase every variable of the plan is known, so what the target does not know is left.
    let all = environment(plan, Stage::Phase(plan.phases.len()));
    let known = from.map_or(all, |from| environment(plan, from));
    let mut needed = match (from, to) {
        (Some(from), Stage::Phase(_)) => change(&environment(plan, from), &target),
        (None, _) | (_, Stage::Safe) => change(&Environment::default(), &target),
    };
    needed.left = change(&known, &target).left;
    needed
}

/// Returns the plan's own steps.
fn own(plan: &Plan, to: Stage) -> Vec<Step> {
    let steps = match to {
        Stage::Safe => plan.rollback.as_ref().map(|rollback| &rollback.steps),
        Stage::Phase(index) => plan.phases.get(index).map(|phase| &phase.steps),
    };
    let step = |(index, markdown): (usize, &String)| {
        let command = code_span(markdown);
        let script = match &command {
            Some(command) => format!("run_line {}\n", quote(command)),
            None => "by_hand\n".to_owned(),
        };
        let id = format!("own-{}", index + 1);
        Step { script, ..plain(&id, Kind::Own, Say::Own(markdown.clone()), command) }
    };
    steps.into_iter().flatten().enumerate().map(step).collect()
}

/// Returns the command of a step that is one code span and nothing else.
fn code_span(markdown: &str) -> Option<String> {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let events: Vec<Event> = Parser::new(markdown.trim()).collect();
    match events.as_slice() {
        [Event::Start(Tag::Paragraph), Event::Code(command), Event::End(TagEnd::Paragraph)] => {
            Some(command.trim().to_owned()).filter(|command| !command.is_empty())
        }
        _ => None,
    }
}

/// Returns the step that runs the plan's own check.
fn verification(verify: &str, expect: Option<String>) -> Step {
    let script = format!("show {}\nturns=24\nuntil dry || verified; do again || unverified; done\n", quote(verify));
    let say = Say::Verify(expect.clone());
    Step { expect, script, ..plain("verify", Kind::Check, say, Some(verify.to_owned())) }
}

/// Returns the function of the script that runs the plan's own check.
fn verified(verify: &str, expect: Option<&str>, follows: bool) -> String {
    let gap = if follows { "\n" } else { "" };
    let run = format!("output=$(within sh -c {} </dev/null 2>&1)", quote(verify));
    match expect {
        Some(expect) => format!(
            "{gap}# True once the plan's check shows what it should.\nverified() {{\n  {run} || true\n  \
             case $output in *{}*) return 0 ;; esac\n  return 1\n}}\n",
            literal(expect)
        ),
        None => {
            format!("{gap}# True once the plan's check succeeds.\nverified() {{\n  {run}\n}}\n")
        }
    }
}

/// Returns a text in single quotes, as a pattern of the shell needs it.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Returns the steps that come after the change is live.
fn last(plan: &Plan, to: Stage) -> Vec<Step> {
    let Stage::Phase(index) = to else {
        let command = command(["gonogo", "rollback", &plan.id, "--record"]);
        return vec![plain("record", Kind::Record, Say::RecordRollback, Some(command))];
    };
    let Some(phase) = plan.phases.get(index) else { return Vec::new() };
    let start = command(["gonogo", "start", &phase.id, "-r", &plan.id]);
    let mut steps = vec![plain("record", Kind::Record, Say::RecordStart(phase.id.clone()), Some(start))];
    if plan.switch.settle > 0 {
        steps.push(plain("settle", Kind::Settle, Say::Settle(plan.switch.settle), None));
    }
    steps
}

/// Returns a step for which the script does nothing.
fn plain(id: &str, kind: Kind, say: Say, command: Option<String>) -> Step {
    Step { id: id.to_owned(), kind, say, command, expect: None, script: String::new() }
}
