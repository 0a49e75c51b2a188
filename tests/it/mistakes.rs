//! Every mistake in the three files, with its exact words and place.
//!
//! Each file under `tests/cases/{plan,checklist,log}` is a case: TOML with a mistake or more, and behind it, as comments
//! that start with `#>`, everything that is told about it, in order. With `BLESS=1` these comments are written anew.

use std::fs;
use std::path::{Path, PathBuf};

use gonogo::source::{Diagnostic, Severity, Source};
use gonogo::{checklist, journal, plan};

/// Returns diagnostics as lines: `line:column: error[code]: message / label / help`.
pub fn plainly(diagnostics: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Diagnostic { line, column, code, message, label, help, .. } = diagnostic;
        let help = help.as_ref().map_or_else(String::new, |help| format!(" / {help}"));
        format!("{line}:{column}: {severity}[{code}]: {message} / {label}{help}\n")
    };
    diagnostics.iter().map(line).collect()
}

/// The plan that checklists and logs of the cases belong to.
pub const WHOLE_PLAN: &str = include_str!("../cases/whole-plan.toml");

fn told<T>(read: Result<(T, Vec<Diagnostic>), Vec<Diagnostic>>) -> Vec<Diagnostic> {
    match read {
        Ok((_, warnings)) => warnings,
        Err(mistakes) => mistakes,
    }
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Holds every case of a folder against what is told about it.
fn hold(folder: &str, read: impl Fn(&Source) -> Vec<Diagnostic>) {
    let mut wrong = String::new();
    for path in cases(folder) {
        let text = fs::read_to_string(&path).unwrap();
        let (toml, expected) = match text.find("#> ") {
            Some(at) => text.split_at(at),
            None => (text.as_str(), ""),
        };
        let found = plainly(&read(&Source::new("x.toml", toml)));
        let actual: String = found.lines().map(|line| format!("#> {line}\n")).collect();
        if actual == expected {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, format!("{toml}{actual}")).unwrap();
        } else {
            wrong += &format!("{}\nexpected:\n{expected}actual:\n{actual}\n", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_mistake_in_a_plan_is_told_with_its_place() {
    hold("plan", |source| told(plan::read("checkout", source)));
}

#[test]
fn every_mistake_in_a_checklist_is_told_with_its_place() {
    let (plan, _) = plan::read("checkout", &Source::new("plan.toml", WHOLE_PLAN)).unwrap();
    hold("checklist", |source| told(checklist::read(source, Some(&plan.phase_ids()))));
}

#[test]
fn every_mistake_in_a_log_is_told_with_its_place() {
    let (plan, _) = plan::read("checkout", &Source::new("plan.toml", WHOLE_PLAN)).unwrap();
    hold("log", |source| told(journal::read(source, Some(&plan.subjects()))));
}
