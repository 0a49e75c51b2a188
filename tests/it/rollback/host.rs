//! A host made of stand-ins: small shell scripts that record their arguments and keep a store of variables.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gonogo::plan::{Plan, Platform, Setting};
use gonogo::rollback::{Environment, Stage, environment, instructions, script};
use gonogo::source::Locale;

use super::plans::SECRET;

/// Where the stand-ins lie.
pub(super) fn stand_ins() -> PathBuf {
    cases().join("stand-ins")
}

/// Where the expected scripts lie.
pub(super) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/rollback")
}

/// Returns whether a program is on this machine.
pub(super) fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", "command -v \"$1\"", "sh", program]).output();
    found.is_ok_and(|output| output.status.success())
}

/// Returns the shells that scripts are run under.
pub(super) fn shells() -> Vec<&'static str> {
    let shells: Vec<&str> = ["dash", "bash"].into_iter().filter(|shell| has(shell)).collect();
    if shells.len() < 2 {
        eprintln!("note: only {shells:?} of dash and bash are here");
    }
    shells
}

/// Returns whether a platform's scripts can be run here; its own or the stand-in's tools may be missing.
pub(super) fn can_run(platform: Platform) -> bool {
    let needs_jq = matches!(platform, Platform::Heroku | Platform::Render | Platform::CloudRun);
    let can = !needs_jq || has("jq");
    if !can {
        eprintln!("note: jq is not here, so the scripts of {platform:?} are not run");
    }
    can
}

/// The platforms whose scripts can be run here.
pub(super) fn platforms() -> impl Iterator<Item = (Platform, &'static str)> {
    Platform::ALL.into_iter().filter(|(platform, _)| can_run(*platform))
}

/// Returns the English script to the safe state.
pub(super) fn to_safe(plan: &Plan) -> String {
    script(plan, &instructions(plan, None, Stage::Safe), Locale::En)
}

/// What the program must see at a stage, of the variables that the plan knows.
pub(super) fn expected(plan: &Plan, stage: Stage) -> BTreeMap<String, Option<String>> {
    let value = |setting: Setting| match setting {
        Setting::Value(value) => value,
        Setting::Secret(name) => match plan.switch.platform {
            Platform::CloudRun | Platform::Kubernetes => format!("secret {name}"),
            _ => SECRET.to_owned(),
        },
    };
    let Environment { known } = environment(plan, stage);
    known.into_iter().map(|(name, setting)| (name, setting.map(value))).collect()
}

/// Holds the host against the plan.
pub(super) fn assert_reached(host: &Host, plan: &Plan, stage: Stage, said: &str) {
    let live = host.live();
    for (name, value) in expected(plan, stage) {
        assert_eq!(live.get(&name), value.as_ref(), "{name} at {stage:?}\n{said}");
    }
    assert_eq!(live.get("UNTOUCHED").map(String::as_str), Some("as it was"), "{said}");
}

/// One host, in a folder of its own.
pub(super) struct Host {
    folder: tempfile::TempDir,
    platform: Platform,
    shell: &'static str,
}

/// What a script said and how it ended.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) text: String,
}

impl Host {
    /// Returns a host with one variable that no plan touches.
    pub(super) fn new(platform: Platform, shell: &'static str) -> Host {
        let host = Host { folder: tempfile::tempdir().unwrap(), platform, shell };
        for folder in ["stored", "live", "base", "work"] {
            fs::create_dir(host.path(folder)).unwrap();
        }
        for folder in ["stored", "live", "base"] {
            fs::write(host.path(folder).join("UNTOUCHED"), "as it was").unwrap();
        }
        fs::write(host.path("deployment"), "1\n").unwrap();
        fs::write(host.path("building"), "0\n").unwrap();
        fs::write(host.path("calls"), "").unwrap();
        fs::write(host.path("work/.env"), "# the service\nUNTOUCHED='as it was'\n").unwrap();
        host
    }

    /// Returns a path of the store.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a script as a person would, who answers with `input`.
    pub(super) fn run(&self, text: &str, arguments: &[&str], input: &str) -> Run {
        self.run_with(text, arguments, input, &[])
    }

    /// Runs a script with further variables in its environment.
    pub(super) fn run_with(&self, text: &str, arguments: &[&str], input: &str, more: &[(&str, &str)]) -> Run {
        let file = self.path("script.sh");
        fs::write(&file, text).unwrap();
        let path = format!("{}:{}", stand_ins().display(), std::env::var("PATH").unwrap_or_default());
        let mut child = Command::new(self.shell)
            .arg(&file)
            .args(arguments)
            .current_dir(self.path("work"))
            .env("PATH", path)
            .env("STORE", self.folder.path())
            .env("DB_PASSWORD", SECRET)
            .env("API_TOKEN", SECRET)
            .env("RENDER_API_KEY", "rnd_key")
            .env_remove("DRY_RUN")
            .envs(more.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A script that does not ask never reads, so a closed pipe is no trouble.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(!self.path("work/pwned").exists(), "a value was executed:\n{}", text.concat());
        Run { code: output.status.code(), text: text.concat() }
    }

    /// Brings the host to a stage by its script.
    pub(super) fn reach(&self, plan: &Plan, from: Option<Stage>, to: Stage) -> Run {
        let text = script(plan, &instructions(plan, from, to), Locale::En);
        // One line for every variable that only a person can set.
        self.run(&text, &["--yes"], &"\n".repeat(50))
    }

    /// Returns the variables that the program sees.
    pub(super) fn live(&self) -> BTreeMap<String, String> {
        if self.platform == Platform::EnvFile {
            return self.sourced();
        }
        let entries = fs::read_dir(self.path("live")).unwrap().map(|entry| entry.unwrap());
        let pair = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().unwrap();
            let bytes = fs::read(entry.path()).unwrap();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        };
        entries.map(pair).collect()
    }

    /// Returns the calls so far, one a line.
    pub(super) fn calls(&self) -> String {
        fs::read_to_string(self.path("calls")).unwrap()
    }

    /// Returns the variables of the `.env` file as a shell reads them.
    fn sourced(&self) -> BTreeMap<String, String> {
        let print = "set -a; . ./.env; unset PWD OLDPWD SHLVL _; env -0";
        let output = Command::new("/usr/bin/env")
            .args(["-i", "/bin/sh", "-c", print])
            .current_dir(self.path("work"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let pair = |line: &str| line.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        text.split('\0').filter_map(pair).filter(|(name, _)| name != "PWD").collect()
    }
}
