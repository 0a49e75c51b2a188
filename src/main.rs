//! The command `gonogo`: parse, run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    gonogo::cli::main()
}
