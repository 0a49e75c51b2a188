//! The steps as one POSIX shell script.

use askama::Template;

use crate::plan::Plan;
use crate::source::Locale;

use super::shell::quote;
use super::step::Kind;
use super::words::{self, ScriptWords, Words};
use super::{Instructions, Stage};

/// The script, as `templates/rollback.sh` writes it.
#[derive(Template)]
#[template(path = "rollback.sh", escape = "none")]
struct RollbackScript<'a> {
    words: &'a ScriptWords,
    headline: String,
    summary: Vec<String>,
    tools: &'a [&'static str],
    variables: &'a [String],
    functions: &'a str,
    before: &'a str,
    steps: Vec<ScriptStep>,
    settle: Option<String>,
    record: Vec<String>,
    done: String,
    rehearse: Option<String>,
}

/// A step that the script does.
struct ScriptStep {
    number: usize,
    title: String,
    script: String,
}

/// Returns a POSIX shell script that does the instructions.
///
/// It stops on the first error, asks before the first change unless `--yes` is given, changes nothing with
/// `DRY_RUN=1`, names secrets without showing them, and says how long it took and what to record.
pub fn script(plan: &Plan, instructions: &Instructions, locale: Locale) -> String {
    let words = words::of(locale);
    let done = instructions.steps.iter().filter(|step| !step.script.is_empty());
    let steps = done.zip(1..).map(|(step, number)| ScriptStep {
        number,
        title: quote(&step.say.text(locale)),
        script: step.script.trim_end_matches('\n').to_owned(),
    });
    let of_kind = |kind: Kind| instructions.steps.iter().filter(move |step| step.kind == kind);
    let page = RollbackScript {
        words: &words.script,
        headline: headline(plan, instructions, words),
        summary: summary(instructions, words),
        tools: &instructions.tools,
        variables: &instructions.variables,
        functions: instructions.functions.trim_end_matches('\n'),
        before: &instructions.before,
        steps: steps.collect(),
        settle: of_kind(Kind::Settle).next().map(|step| step.text(locale)),
        record: of_kind(Kind::Record).filter_map(|step| step.command.clone()).collect(),
        done: words::fill(&quote(&words.script.done), &[("seconds", "'\"$took\"'")]),
        rehearse: (instructions.to == Stage::Safe).then(|| quote(&plan.id)),
    };
    // Writing to a string cannot fail, and an empty script would be worse than none.
    page.render().unwrap_or_else(|error| format!("#!/bin/sh\nexit 1 # {error}\n"))
}

/// Returns what the script is for, on one line.
fn headline(plan: &Plan, instructions: &Instructions, words: &Words) -> String {
    let title = one_line(&plan.title);
    let sentence = match instructions.to {
        Stage::Safe => words::fill(&words.script.to_safe, &[("title", &title)]),
        Stage::Phase(index) => {
            let phase = plan.phases.get(index).map_or("", |phase| phase.id.as_str());
            words::fill(&words.script.to_phase, &[("title", &title), ("phase", phase)])
        }
    };
    let place: Vec<String> = [
        Some(words.host(instructions.platform).name.clone()),
        plan.switch.service.clone(),
        plan.switch.environment.clone(),
    ]
    .into_iter()
    .flatten()
    .map(|name| one_line(&name))
    .collect();
    format!("{sentence} ({})", place.join(" / "))
}

/// Returns what is set, removed and left, and how long that should take.
fn summary(instructions: &Instructions, words: &Words) -> Vec<String> {
    let say = &words.script;
    let change = &instructions.change;
    let mut lines = Vec::new();
    let mut add = |sentence: &str, names: Vec<&String>| {
        if !names.is_empty() {
            let names = names.into_iter().map(|name| one_line(name)).collect::<Vec<_>>().join(" ");
            lines.push(words::fill(sentence, &[("names", &names)]));
        }
    };
    add(&say.sets, change.set.keys().collect());
    add(&say.removes, change.unset.iter().collect());
    add(&say.leaves, change.left.iter().collect());
    if change.is_empty() {
        lines.push(say.nothing.clone());
    }
    if let Some(expected) = instructions.expected {
        lines.push(words::fill(&say.expected, &[("time", &words.duration(expected))]));
    }
    lines
}

/// Returns a text without line breaks and other signs that could end a comment.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl RollbackScript<'_> {
    /// Returns a sentence as a word of the shell.
    fn word(&self, sentence: &str) -> String {
        quote(sentence)
    }

    /// Returns whether a function is used, so that no script carries one in vain.
    fn uses(&self, function: &str) -> bool {
        let starts = ["|| ", "&& ", "| ", "; ", "if ", "then ", "until ", "do ", "! ", "{ ", ") ", "$("];
        let call = |text: &str| {
            let text = starts.iter().fold(text.to_owned(), |text, start| text.replace(start, "\n"));
            text.lines().any(|line| line.split_whitespace().next() == Some(function))
        };
        call(self.functions) || call(self.before) || self.steps.iter().any(|step| call(&step.script))
    }
}
