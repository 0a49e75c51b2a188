//! The command line: one file per command, its arguments and its work. `show` alone prints; `now` alone asks the time.

mod append;
mod build;
mod check;
mod choose;
mod decide;
mod exclude;
mod exit;
mod finish;
mod force;
mod history;
mod load;
mod note;
mod now;
mod poll;
mod record;
mod rehearse;
mod replay;
mod rollback;
mod root;
mod show;
mod start;
mod status;
mod tick;
mod time;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use exit::Exit;
use root::Global;
use show::Show;

/// Judge a rollout in phases: go, hold, no-go or roll back
///
/// gonogo reads plans/<rollout>/plan.toml, checklist.toml, log.toml and the exported metrics beside them. It never
/// uses the network and never runs a command.
#[derive(Debug, Parser)]
#[command(name = "gonogo", version, arg_required_else_help = false, after_help = exit::HELP, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Status(status::Arguments),
    Check(check::Arguments),
    Build(build::Arguments),
    Replay(replay::Arguments),
    Tick(tick::Tick),
    Untick(tick::Untick),
    Na(tick::Na),
    Start(start::Arguments),
    Finish(finish::Arguments),
    Poll(poll::Arguments),
    Decide(decide::Arguments),
    Record(record::Arguments),
    Rehearse(rehearse::Arguments),
    Exclude(exclude::Arguments),
    Note(note::Arguments),
    Rollback(rollback::Arguments),
    History(history::Arguments),
}

/// Parses the command line, does what it says, and returns the exit code.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not failures; clap prints each where it belongs.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let show = Show::new(&arguments.global);
    match run(arguments, &show) {
        Ok(exit) => exit.code(),
        Err(error) => {
            show.failure(&error);
            error.exit().code()
        }
    }
}

fn run(mut arguments: Arguments, show: &Show) -> Result<Exit, exit::Failure> {
    arguments.global.settle()?;
    let global = &arguments.global;
    match arguments.command {
        Some(Command::Status(arguments)) => status::run(&arguments, global, show),
        Some(Command::Build(arguments)) => build::run(&arguments, global, show),
        Some(Command::Check(arguments)) => check::run(&arguments, global, show),
        Some(Command::Replay(arguments)) => replay::run(&arguments, global, show),
        Some(Command::Tick(arguments)) => tick::tick(&arguments, global, show),
        Some(Command::Untick(arguments)) => tick::untick(&arguments, global, show),
        Some(Command::Na(arguments)) => tick::na(&arguments, global, show),
        Some(Command::Start(arguments)) => start::run(&arguments, global, show),
        Some(Command::Finish(arguments)) => finish::run(&arguments, global, show),
        Some(Command::Poll(arguments)) => poll::run(&arguments, global, show),
        Some(Command::Decide(arguments)) => decide::run(&arguments, global, show),
        Some(Command::Record(arguments)) => record::run(&arguments, global, show),
        Some(Command::Rehearse(arguments)) => rehearse::run(&arguments, global, show),
        Some(Command::Exclude(arguments)) => exclude::run(&arguments, global, show),
        Some(Command::Note(arguments)) => note::run(&arguments, global, show),
        Some(Command::Rollback(arguments)) => rollback::run(&arguments, global, show),
        Some(Command::History(arguments)) => history::run(&arguments, global, show),
        None if crate::disk::home(&global.folder()).is_some() => {
            status::run(&status::Arguments::default(), global, show)
        }
        None => {
            show.out(&Arguments::command().render_help().ansi().to_string());
            Ok(Exit::Done)
        }
    }
}
