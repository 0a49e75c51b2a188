//! One rollout's folder: its three files as checked values, its exports as tallies.

use super::{Found, export};
use crate::checklist::Checklist;
use crate::journal::Journal;
use crate::plan::{self, Plan};
use crate::report::Input;
use crate::source::{Diagnostic, Diagnostics, Moment, Source, sha256_hex};
use crate::verdict::{Data, Survey};

/// A rollout as read: its files, and their values if they are free of mistakes.
#[derive(Clone, Debug)]
pub struct Rollout {
    /// Where it was found.
    pub found: Found,
    /// plan.toml, checklist.toml, log.toml, as far as they exist.
    pub sources: Vec<Source>,
    /// The checked values; none if any file has a mistake.
    pub files: Option<Files>,
    /// Mistakes and warnings of all files.
    pub diagnostics: Vec<Diagnostic>,
    /// The three files as inputs.
    pub inputs: Vec<Input>,
}

/// The checked values of a rollout's three files.
#[derive(Clone, Debug)]
pub struct Files {
    /// plan.toml.
    pub plan: Plan,
    /// checklist.toml.
    pub checklist: Checklist,
    /// log.toml.
    pub journal: Journal,
}

/// Reads the three files of a rollout and checks them; mistakes are told, not thrown, a file that cannot be read among them.
pub fn read(found: &Found) -> Rollout {
    let mut sources = Vec::new();
    let mut inputs = Vec::new();
    let mut diagnostics = Vec::new();
    let mut read = |name: &str| -> Option<Source> {
        let shown = if found.shown == "." { name.to_string() } else { format!("{}/{name}", found.shown) };
        let bytes = match std::fs::read(found.folder.join(name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => {
                let source = Source::new(shown, "");
                let mut unreadable = Diagnostics::new(&source);
                unreadable.whole("file::unreadable", format!("the file cannot be read: {error}"));
                diagnostics.extend(unreadable.found);
                return None;
            }
        };
        inputs.push(Input {
            path: name.to_string(),
            sha256: sha256_hex(&bytes),
            bytes: bytes.len() as u64,
            rows: None,
        });
        let source = match String::from_utf8(bytes) {
            Ok(text) => Source::new(shown, text),
            Err(error) => {
                let source = Source::new(shown, String::from_utf8_lossy(error.as_bytes()));
                diagnostics.extend(not_utf8(&source));
                source
            }
        };
        sources.push(source.clone());
        Some(source)
    };
    let plan_source = read("plan.toml");
    let checklist_source = read("checklist.toml");
    let journal_source = read("log.toml");
    let Some(plan_source) = plan_source else {
        return Rollout { found: found.clone(), sources, files: None, diagnostics, inputs };
    };
    let read = plan::read_rollout(&found.id, &plan_source, checklist_source.as_ref(), journal_source.as_ref());
    let files = match read {
        Ok(plan::Rollout { plan, checklist, journal, warnings }) => {
            let usable = diagnostics.is_empty();
            diagnostics.extend(warnings);
            usable.then_some(Files { plan, checklist, journal })
        }
        Err(mistakes) => {
            diagnostics.extend(mistakes);
            None
        }
    };
    Rollout { found: found.clone(), sources, files, diagnostics, inputs }
}

fn not_utf8(source: &Source) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new(source);
    let at = source.text.find('\u{fffd}').unwrap_or(0);
    diagnostics.error("file::utf8", at..at + 3, "the file is not UTF-8").label("not UTF-8").help("save it as UTF-8");
    diagnostics.found
}

impl Rollout {
    /// Reads the exports for judging at these moments. Whatever is wrong with them is a finding of the gates that need them.
    pub fn tally(&self, files: &Files, ats: &[Moment]) -> Data {
        let survey = Survey::new(&files.plan, &files.journal, ats);
        export::tally(&self.found.folder, &files.plan, survey)
    }
}
