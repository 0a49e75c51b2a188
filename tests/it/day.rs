//! `docs/day.md` is typed again: what it shows is what the program says.
//!
//! `GONOGO_BLESS=1 cargo test day` writes the answers into the document.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENT: &str = "docs/day.md";
/// Monday of the document, 5 January 2026, in seconds.
const MONDAY: i64 = 1_767_571_200;

#[test]
fn the_day_of_a_release_captain_is_as_written() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let written = fs::read_to_string(&path).unwrap();
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("gitconfig"), "[user]\n\tname = priya\n").unwrap();
    let actual = retyped(&written, home.path());
    if std::env::var_os("GONOGO_BLESS").is_some() {
        fs::write(&path, actual).unwrap();
        return;
    }
    let differs = written.lines().zip(actual.lines()).position(|(written, actual)| written != actual);
    let shown = |text: &str| text.lines().skip(differs.unwrap_or(0)).take(12).collect::<Vec<_>>().join("\n");
    assert!(
        written == actual,
        "{DOCUMENT}:{} says\n{}\nbut it is\n{}",
        differs.unwrap_or(0) + 1,
        shown(&written),
        shown(&actual)
    );
}

/// Returns the document with the answers as they are now; its files are written, its commands run, in order.
fn retyped(document: &str, home: &Path) -> String {
    let mut actual = String::new();
    let mut block: Option<(&str, Vec<&str>)> = None;
    for line in document.lines() {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(kind)) => block = Some((kind, Vec::new())),
            (Some((kind, lines)), Some(_)) => {
                match *kind {
                    "toml" => write(lines, home),
                    "console" => actual.push_str(&typed(lines, home)),
                    other => panic!("no block of kind `{other}` is known"),
                }
                block = None;
            }
            (Some((kind, lines)), None) => {
                lines.push(line);
                if *kind == "console" {
                    continue;
                }
            }
            (None, None) => {}
        }
        actual.push_str(line);
        actual.push('\n');
    }
    actual
}

/// Writes a file that names itself in its first line.
fn write(lines: &[&str], home: &Path) {
    let path = home.join(lines[0].trim_start_matches("# "));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, lines[1..].join("\n") + "\n").unwrap();
}

/// Runs the commands of a block: each with the answer that comes.
fn typed(lines: &[&str], home: &Path) -> String {
    let prompts = lines.iter().filter_map(|line| Some((line, line.split_once(" $ ")?)));
    let prompts = prompts.filter_map(|(line, (time, command))| Some((line, seconds(time)?, command)));
    prompts.map(|(line, at, command)| format!("{line}\n{}", answer(command, at, home))).collect()
}

/// Returns the moment of a prompt such as `Tue 09:30`.
fn seconds(time: &str) -> Option<i64> {
    let (day, clock) = time.split_once(' ')?;
    let day = ["Mon", "Tue", "Wed"].iter().position(|name| *name == day)?;
    let (hour, minute) = clock.split_once(':')?;
    Some(MONDAY + day as i64 * 86_400 + hour.parse::<i64>().ok()? * 3600 + minute.parse::<i64>().ok()? * 60)
}

/// Returns what a shell shows: results and messages as they come.
fn answer(command: &str, at: i64, home: &Path) -> String {
    let screen = home.join("screen");
    let file = File::create(&screen).unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_gonogo")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(home).env("PATH", path).env("SOURCE_DATE_EPOCH", at.to_string());
    shell.env("GIT_CONFIG_GLOBAL", home.join("gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1").env("GONOGO_LANG", "en");
    shell.stdout(file.try_clone().unwrap()).stderr(file).status().unwrap();
    fs::read_to_string(screen).unwrap()
}
