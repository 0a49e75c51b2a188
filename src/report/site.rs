//! The site: from a report and the versions already there to paths and bytes. Nothing is written here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::json::TOOL;
use super::{Input, Report, Version, json};
use crate::source::{Moment, hex, sha256_hex};
use crate::verdict::Verdict;

/// Paths relative to the site's root, with `/`, and their bytes.
pub type Site = BTreeMap<String, Vec<u8>>;

/// A row of `versions.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The version's id.
    pub id: String,
    /// Its verdict, as a word.
    pub verdict: String,
    /// The id of the phase that it judged.
    pub phase: String,
    /// When it was evaluated, RFC 3339.
    pub evaluated_at: String,
    /// Where it lies, relative to the rollout's folder.
    pub path: String,
    /// SHA-256 of its report.json, hex.
    pub sha256: String,
    /// The codes of its reasons, in order, without repeats.
    pub codes: Vec<String>,
    /// Hash of its inputs and of the program's version, hex.
    pub inputs: String,
}

impl Row {
    /// Returns the row as a version; none for words that this program does not know.
    pub fn version(&self) -> Option<Version> {
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == self.verdict)?;
        let evaluated_at: Moment = self.evaluated_at.parse().ok()?;
        Some(Version {
            id: self.id.clone(),
            evaluated_at,
            verdict,
            codes: self.codes.clone(),
            phase: self.phase.clone(),
            sha256: self.sha256.clone(),
            inputs: self.inputs.clone(),
            values: Vec::new(),
        })
    }

    /// Returns the row of a report with an id.
    pub fn new(report: &Report, id: &str, report_json: &str) -> Row {
        Row {
            id: id.to_string(),
            verdict: report.judgement.verdict.word().to_string(),
            phase: report.plan.phases[report.judgement.phase].id.clone(),
            evaluated_at: report.judgement.at.to_string(),
            path: format!("r/{id}/"),
            sha256: sha256_hex(report_json.as_bytes()),
            codes: codes(report),
            inputs: inputs_hash(&report.inputs),
        }
    }
}

/// Returns the codes of a report's reasons, in order, without repeats.
pub fn codes(report: &Report) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for reason in &report.judgement.reasons {
        let word = reason.code.word().to_string();
        if !codes.contains(&word) {
            codes.push(word);
        }
    }
    codes
}

/// Returns the hash of a version's inputs and of the program's version: what has to differ for a new version.
pub fn inputs_hash(inputs: &[Input]) -> String {
    hex(&inputs_digest(inputs).finalize())
}

/// Path and SHA-256 of the bytes of every input, a line each, in path order, then the program's version.
fn inputs_digest(inputs: &[Input]) -> Sha256 {
    let mut digest = Sha256::new();
    for input in inputs {
        digest.update(format!("{}\0{}\n", input.path, input.sha256));
    }
    digest.update(format!("gonogo\0{}\n", TOOL.version()));
    digest
}

/// Returns a version's id: the evaluation's time in UTC and 8 hex digits over all that it rests on.
pub fn version_id(report: &Report) -> String {
    let mut digest = inputs_digest(&report.inputs);
    let previous = report.previous.as_ref().map_or("", |previous| previous.sha256.as_str());
    digest.update(format!("previous\0{previous}\n"));
    let stamp = report.judgement.at.timestamp().strftime("%Y-%m-%dT%H%M%SZ");
    format!("{stamp}-{}", &hex(&digest.finalize())[..8])
}

/// Returns whether a report says anything that the newest earlier version does not.
pub fn is_news(report: &Report) -> bool {
    report.previous.as_ref().is_none_or(|previous| {
        previous.inputs != inputs_hash(&report.inputs)
            || previous.verdict != report.judgement.verdict
            || previous.codes != codes(report)
    })
}

/// Returns the checksums of a version's files, as `sha256sum -c` reads them.
pub fn checksums(files: &Site) -> String {
    files.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256_hex(bytes))).collect()
}

/// Returns the CSS that tells old pages that a newer version exists, without touching them.
pub fn state_css(newest: &str) -> String {
    format!("body:not([data-version=\"{newest}\"]) .newer{{display:block}}\n")
}

/// Returns the text of `versions.json`, newest first.
pub fn versions_json(rows: &[Row]) -> String {
    let mut text = serde_json::to_string_pretty(rows).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns `report.json` of a version.
pub fn report_json(report: &Report) -> String {
    json::report(report)
}
