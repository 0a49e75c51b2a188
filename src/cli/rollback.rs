//! `gonogo rollback`: print the instructions, or a script; never run them.

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::choose;
use super::exit::{Exit, Failure};
use super::root::{Format, Global};
use super::show::Show;
use crate::journal::{Entry, Event};
use crate::plan::Plan;
use crate::report::{json, terminal};
use crate::rollback::{Stage, instructions, script, warnings};
use crate::source::{Moment, suggestion};
use crate::verdict::newest_phase;

/// Print how to get back: numbered steps, or with --script a POSIX shell script; nothing is run
///
/// The safe state is restored whole from any phase. Another phase is reached by the difference of their variables.
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo rollback budget-controller --script > back.sh && DRY_RUN=1 sh back.sh")]
pub struct Arguments {
    /// A folder that holds plan.toml, or an id under plans/ [default: the only one, or the one we stand in]
    #[arg(value_name = "ROLLOUT")]
    rollout: Option<String>,
    /// The phase to leave [default: the one that runs]
    #[arg(long, value_name = "PHASE")]
    from: Option<String>,
    /// Where to go
    #[arg(long, value_name = "safe|PHASE", default_value = "safe")]
    to: String,
    /// Print a shell script
    #[arg(long, conflicts_with = "record")]
    script: bool,
    /// Write into log.toml that it was done
    #[arg(long)]
    record: bool,
    /// With --record: who; default: git's user name
    #[arg(long, value_name = "NAME", value_parser = not_blank, requires = "record")]
    by: Option<String>,
    /// With --record: anything to add
    #[arg(long, value_name = "TEXT", value_parser = not_blank, requires = "record")]
    note: Option<String>,
    /// With --record: show what would change as a diff, write nothing
    #[arg(short = 'n', long, requires = "record")]
    dry_run: bool,
}

/// Prints the way back, or records that it was gone.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    if arguments.record {
        return record(arguments, global, show);
    }
    let (_, files) = choose::rollout(global, show, arguments.rollout.as_deref(), None)?;
    let plan = &files.plan;
    let to = if arguments.to == "safe" { Stage::Safe } else { Stage::Phase(phase(plan, &arguments.to)?) };
    if to == Stage::Safe && plan.rollback.is_none() {
        let message = format!("`{}` has no [rollback]: no phase of it touches a variable", plan.id);
        return Err(Failure::Refused { message, hint: None });
    }
    let from = match &arguments.from {
        Some(id) => Some(Stage::Phase(phase(plan, id)?)),
        None => running(&files, global.moment()).map(Stage::Phase),
    };
    let way = instructions(plan, from, to);
    match (arguments.script, show.format) {
        (true, _) => show.out(&script(plan, &way, show.locale)),
        (false, Format::Json) => show.out(&json::way(&way, show.locale)),
        (false, Format::Human) => show.out(&terminal::way(&way, &warnings(plan), show.locale)),
    }
    Ok(Exit::Done)
}

/// The newest phase, which is the one to leave.
fn running(files: &crate::disk::Files, at: Moment) -> Option<usize> {
    newest_phase(&files.plan, &files.journal, at)
}

fn phase(plan: &Plan, id: &str) -> Result<usize, Failure> {
    plan.phases.iter().position(|phase| phase.id == id).ok_or_else(|| Failure::Usage {
        message: format!("no phase named `{id}`"),
        hint: suggestion(id, plan.phase_ids()),
    })
}

fn record(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let signed = Signed { by: arguments.by.clone(), rollout: arguments.rollout.clone(), dry_run: arguments.dry_run };
    let log = Log::open(&signed, global, show, None)?;
    if let Some(id) = &arguments.from {
        phase(log.plan(), id)?;
    }
    log.append(|files| {
        let newest = running(files, log.at).map(|phase| files.plan.phases[phase].id.clone());
        let Some(from) = arguments.from.clone().or(newest) else {
            let message = "no phase was started: there is nothing to roll back".to_string();
            return Err(Failure::Refused { message, hint: None });
        };
        let entry = Entry { note: arguments.note.clone(), ..log.entry(Event::Rollback(Some(from))) };
        Ok(Said::new(entry))
    })
}
