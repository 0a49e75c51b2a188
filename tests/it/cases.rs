//! Verdicts as folders: every folder of `tests/cases/verdicts` is judged by the real program.
//!
//! A folder holds `plans/` as a user would write it, and `case.toml`: which exports to write (`[[export]]`), and what
//! must be said (`[[check]]`). README.md there tells the keys.

mod expect;
mod export;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;
use toml::{Table, Value};

/// The keys of `[[check]]` that are not about the first rollout's JSON.
const OWN: [&str; 10] = ["why", "at", "args", "rollout", "exit", "verdict", "codes", "says", "stderr", "rollouts"];

#[test]
fn every_case_gets_its_verdict() {
    let only = std::env::var("GONOGO_CASE").unwrap_or_default();
    let mut wrong = Vec::new();
    let mut checks = 0;
    for folder in folders() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains(&only) {
            checks += case(&folder, &name, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} wrong of {checks} checks:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checks > 0, "no case was found");
}

#[test]
fn every_reason_code_and_every_exit_code_has_a_case() {
    let specs: Vec<Table> = folders().iter().map(|folder| spec(folder)).collect();
    let checks: Vec<&Table> = specs.iter().flat_map(|spec| tables(spec, "check")).collect();
    let told: String = checks.iter().map(|check| check.to_string()).collect();
    let codes = gonogo::verdict::Code::ALL.iter().map(|code| code.word()).filter(|word| !told.contains(*word));
    let exits: Vec<i64> = checks.iter().filter_map(|check| check.get("exit")?.as_integer()).collect();
    let missing = [0, 2, 3, 10, 11, 12].into_iter().filter(|exit| !exits.contains(exit)).map(|exit| exit.to_string());
    let without: Vec<String> = codes.map(str::to_owned).chain(missing).collect();
    assert!(without.is_empty(), "no case for {without:?}");
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/verdicts");
    let entries = fs::read_dir(root).expect("the folder of cases");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn spec(folder: &Path) -> Table {
    let path = folder.join("case.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs the checks of one case on a copy of its folder; returns how many there are.
fn case(folder: &Path, name: &str, wrong: &mut Vec<String>) -> usize {
    let spec = spec(folder);
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let copy = temporary.path();
    copy_folder(folder, copy);
    let (first, later): (Vec<_>, Vec<_>) =
        tables(&spec, "export").into_iter().partition(|export| export::path(export).starts_with("plans/r/"));
    first.into_iter().for_each(|export| export::write(copy, export));
    tables(&spec, "variant").into_iter().for_each(|variant| make_variant(copy, variant));
    later.into_iter().for_each(|export| export::write(copy, export));
    let checks = tables(&spec, "check");
    for check in &checks {
        let mut found = Vec::new();
        run(copy, check, &mut found);
        let place = [name, text(check, "rollout").unwrap_or_default(), text(check, "at").unwrap_or_default()].join(" ");
        let why = text(check, "why").unwrap_or_default();
        wrong.extend(found.into_iter().map(|what| format!("- {place} ({why}): {what}")));
    }
    checks.len()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else if !path.ends_with("case.toml") {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Copies `plans/r` under another id, with pieces of one of its files replaced.
fn make_variant(folder: &Path, variant: &Table) {
    let id = text(variant, "id").expect("a variant has an id");
    let copy = folder.join("plans").join(id);
    copy_folder(&folder.join("plans/r"), &copy);
    let path = copy.join(text(variant, "file").unwrap_or("plan.toml"));
    let mut content = fs::read_to_string(&path).expect("a file to change");
    for (from, to) in variant.get("replace").and_then(Value::as_table).into_iter().flatten() {
        assert!(content.contains(from), "{id}: {} lacks `{from}`", path.display());
        content = content.replace(from, to.as_str().expect("a text"));
    }
    fs::write(&path, content).expect("a changed file");
}

fn tables<'t>(spec: &'t Table, key: &str) -> Vec<&'t Table> {
    let list = spec.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_table).collect()
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

/// Runs the program once and holds what it says against what the check expects.
fn run(folder: &Path, check: &Table, wrong: &mut Vec<String>) {
    let output = program(folder, check);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let exit = output.status.code().map(i64::from);
    if exit != check.get("exit").and_then(Value::as_integer) {
        wrong.push(format!("exit {exit:?}, expected {:?}\n{stderr}", check.get("exit")));
    }
    if let Some(words) = text(check, "stderr")
        && !stderr.contains(words)
    {
        wrong.push(format!("stderr lacks `{words}`: {stderr}"));
    }
    let Ok(printed) = serde_json::from_slice::<Json>(&output.stdout) else {
        if check.keys().any(|key| !["why", "at", "args", "rollout", "exit", "stderr"].contains(&key.as_str())) {
            wrong.push(format!("no JSON was printed\n{stderr}"));
        }
        return;
    };
    if let Some(verdict) = check.get("verdict") {
        expect::subset(verdict, &printed["verdict"], "verdict", wrong);
    }
    let rollouts = printed["rollouts"].as_array().cloned().unwrap_or_default();
    let first = rollouts.first().cloned().unwrap_or_default();
    if let Some(codes) = check.get("codes") {
        expect::subset(codes, &expect::codes(&first), "codes", wrong);
    }
    if let Some(words) = text(check, "says") {
        expect::says(&first, words, wrong);
    }
    for rollout in rollouts.iter().filter(|rollout| !rollout["verdict"].is_null()) {
        expect::sound(rollout, wrong);
    }
    let about_first = check.iter().filter(|(key, _)| !OWN.contains(&key.as_str()));
    let keyed = expect::keyed(&first);
    for (key, value) in about_first {
        expect::subset(value, &keyed[key.as_str()], key, wrong);
    }
    let others = check.get("rollouts").and_then(Value::as_table);
    for (id, value) in others.into_iter().flatten() {
        let found = rollouts.iter().find(|rollout| rollout["id"] == id.as_str());
        let keyed = found.map(expect::keyed).unwrap_or_default();
        expect::subset(value, &keyed, id, wrong);
    }
}

fn program(folder: &Path, check: &Table) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env("LC_ALL", "C");
    match check.get("args").and_then(Value::as_array) {
        Some(words) => command.args(words.iter().filter_map(Value::as_str)),
        None => command.arg("check").args(text(check, "rollout")),
    };
    if let Some(at) = text(check, "at") {
        command.args(["--at", at]);
    }
    command.args(["--format", "json"]).output().expect("the program runs")
}
