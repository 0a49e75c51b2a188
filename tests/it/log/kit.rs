//! A scratch folder with rollouts, and the binary run in it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use gonogo::journal::{self, Entry};
use gonogo::source::Source;

/// Two phases judged by a reading, a role, a list, a variable and a secret.
pub const PLAN: &str = r#"schema   = 1
title    = "New search"
timezone = "Asia/Shanghai"

[switch]
settle   = "5m"
expected = "2m"

[rollback]
set  = { SEARCH = "off" }
keep = ["TOKEN"]

[[source]]
id    = "requests"
files = "metrics/*.csv"

[[metric]]
id    = "complaints"
title = "Complaints"
value = "reading"

[[metric]]
id    = "delay"
value = "reading"
unit  = "ms"

[[metric]]
id     = "errors"
source = "requests"
value  = "share(status >= 500)"

[[gate]]
metric   = "complaints"
go       = "== 0"
rollback = ">= 5"

[[phase]]
id      = "canary"
title   = "A tenth"
traffic = "10%"
soak    = "2h"
set     = { SEARCH = "10", TOKEN = { secret = "SEARCH_TOKEN" } }

[[phase]]
id      = "everybody"
traffic = "100%"
soak    = "4h"
set     = { SEARCH = "100" }

[[role]]
id    = "on-call"
title = "On call"

[[role]]
id     = "dba"
phases = ["everybody"]
"#;

const CHECKLIST: &str = r#"schema = 1

[[list]]
id     = "before-everybody"
before = "everybody"

[[list.item]]
id   = "support"
text = "Support is briefed"
done = false
"#;

/// What a run of the binary came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder with `plans/`.
pub struct Scratch {
    home: tempfile::TempDir,
}

impl Scratch {
    /// Returns a folder with the one rollout `search`.
    pub fn new() -> Scratch {
        let scratch = Scratch::empty();
        scratch.write("plans/search/plan.toml", PLAN);
        scratch.write("plans/search/checklist.toml", CHECKLIST);
        scratch
    }

    pub fn empty() -> Scratch {
        Scratch { home: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    pub fn log(&self) -> String {
        self.read("plans/search/log.toml")
    }

    /// Returns the entries of the log in the order of their time.
    pub fn entries(&self) -> Vec<Entry> {
        journal::read(&Source::new("log.toml", self.log()), None).expect("a log without mistakes").0.entries
    }

    pub fn newest(&self) -> Entry {
        self.entries().pop().expect("an entry")
    }

    /// The binary, in this folder, in English, at no particular person's.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.current_dir(self.home.path()).args(arguments);
        for name in ["GONOGO_LANG", "LC_ALL", "LANG", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", self.path("gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1");
        command
    }

    /// Runs a command line, split at spaces.
    pub fn run(&self, line: &str) -> Ran {
        self.run_words(&line.split(' ').collect::<Vec<_>>())
    }

    pub fn run_words(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Runs a command line on 5 January 2026 at this time, UTC.
    pub fn at(&self, clock: &str, line: &str) -> Ran {
        let time = format!("2026-01-05T{clock}:00Z");
        let words = line.split(' ').chain(["--at", &time]);
        self.run_words(&words.collect::<Vec<_>>())
    }

    /// Runs a command line that has to succeed.
    pub fn do_at(&self, clock: &str, line: &str) -> String {
        let ran = self.at(clock, line);
        assert_eq!(ran.code, 0, "{line}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// Brings the canary to go at 03:30: started at 01:00, read, answered; the list before everybody is done.
    pub fn canary_is_go(&self) {
        self.do_at("01:00", "start canary --by lin");
        self.do_at("02:00", "record complaints 0 --by lin");
        self.do_at("03:00", "poll on-call go --by tomas");
        self.do_at("03:10", "tick support --by wu");
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}
