//! `gonogo poll`: a role answers go or no-go for the phase of that time.

use clap::{Args, ValueEnum};

use super::append::{Log, Said, Signed, not_blank};
use super::choose::Named;
use super::exit::{Exit, Failure};
use super::root::Global;
use super::show::Show;
use crate::journal::{Entry, Event};
use crate::plan::Plan;
use crate::report::reason::verdict_word;
use crate::verdict::{Judgement, Stage, Status, Verdict};

/// Write a role's answer into log.toml: may we leave this phase? The last answer counts
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo poll dba no-go --note \"replica lags by an hour\"")]
pub struct Arguments {
    /// The role's id
    #[arg(value_name = "ROLE")]
    role: String,
    /// Its answer
    #[arg(value_enum, value_name = "ANSWER")]
    answer: Answer,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = not_blank)]
    note: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

/// What a role may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Answer {
    /// Yes
    Go,
    /// No: the verdict is at least no-go
    NoGo,
}

/// Appends an answer.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let named = Named { kind: "role", id: &arguments.role, ids: role_ids };
    let log = Log::open(&arguments.signed, global, show, Some(named))?;
    log.append(|files| {
        let event = Event::Answer { role: arguments.role.clone(), go: arguments.answer == Answer::Go };
        let entry = log.agreed(Entry { note: arguments.note.clone(), ..log.entry(event) });
        let judgement = log.stands(&files.journal, &entry);
        check_phase(&log, &judgement)?;
        let mut said = Said::new(entry);
        let (words, locale) = (&log.words().command, show.locale);
        let phase = &files.plan.phases[judgement.phase];
        let verdict = if arguments.answer == Answer::Go { Verdict::Go } else { Verdict::NoGo };
        let role = files.plan.roles.iter().position(|role| role.id == arguments.role).unwrap_or(0);
        let title = &files.plan.roles[role].title;
        let values = [("role", title.as_str()), ("phase", &phase.title), ("answer", verdict_word(verdict, locale))];
        said.lines.push(words.answered.fill(&values));
        if !files.plan.roles[role].phases.contains(&judgement.phase) {
            said.warnings.push(words.not_asked.fill(&values[..2]));
        }
        said.lines.extend(silent(&log, &judgement));
        Ok(said)
    })
}

fn role_ids(plan: &Plan) -> Vec<&str> {
    plan.roles.iter().map(|role| role.id.as_str()).collect()
}

/// An answer belongs to the phase that runs or has ended; without one it would be lost.
fn check_phase(log: &Log, judgement: &Judgement) -> Result<(), Failure> {
    let words = &log.words().command;
    let message = match judgement.stage {
        Stage::NotStarted => words.nothing_started.to_string(),
        Stage::RolledBack => words.rolled_back.to_string(),
        Stage::Running | Stage::Between | Stage::Finished => return Ok(()),
    };
    Err(Failure::Refused { message, hint: Some(words.answer_later.to_string()) })
}

/// The roles that have not answered yet.
fn silent(log: &Log, judgement: &Judgement) -> Option<String> {
    let open = judgement.roles.iter().filter(|role| role.status == Status::Decides(Verdict::Hold));
    let titles: Vec<&str> = open.map(|role| log.plan().roles[role.role].title.as_str()).collect();
    let titles = titles.join(log.words().format.comma.text());
    (!titles.is_empty()).then(|| log.words().command.silent.fill(&[("roles", &titles)]))
}
