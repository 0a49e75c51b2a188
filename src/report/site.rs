//! The site: from a report and the versions already there to paths and bytes. Nothing is written here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::json::TOOL;
use super::page::{self, Place};
use super::{Input, Report, Version, badge, feed, figure, history, json};
use crate::source::{Locale, Moment, hex, sha256_hex};
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
            values: Vec::new(),
        })
    }

    /// Returns the row of a version from its report.json, as it was published.
    pub fn from_report(report: &serde_json::Value, sha256: &str) -> Option<Row> {
        let word = |value: &serde_json::Value| value.as_str().map(str::to_string);
        let id = word(&report["version"])?;
        let mut codes: Vec<String> = Vec::new();
        for code in report["reasons"].as_array()?.iter().filter_map(|reason| word(&reason["code"])) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let input = |input: &serde_json::Value| {
            Some(Input { path: word(&input["path"])?, sha256: word(&input["sha256"])?, bytes: 0, rows: None })
        };
        let inputs: Vec<Input> = report["inputs"].as_array()?.iter().filter_map(input).collect();
        Some(Row {
            verdict: word(&report["verdict"])?,
            phase: word(&report["phase"]["id"])?,
            evaluated_at: word(&report["evaluated_at"])?,
            path: format!("r/{id}/"),
            sha256: sha256.to_string(),
            codes,
            inputs: inputs_hash(&inputs, report["tool"]["version"].as_str()?),
            id,
        })
    }

    /// Returns the row of a report with an id.
    pub fn new(report: &Report, id: &str) -> Row {
        Row {
            id: id.to_string(),
            verdict: report.judgement.verdict.word().to_string(),
            phase: report.plan.phases[report.judgement.phase].id.clone(),
            evaluated_at: report.judgement.at.to_string(),
            path: format!("r/{id}/"),
            sha256: sha256_hex(json::report(report).as_bytes()),
            codes: codes(report),
            inputs: inputs_hash(&report.inputs, TOOL.version()),
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
pub fn inputs_hash(inputs: &[Input], program: &str) -> String {
    hex(&inputs_digest(inputs, program).finalize())
}

/// Path and SHA-256 of the bytes of every input, a line each, in path order, then the program's version.
fn inputs_digest(inputs: &[Input], program: &str) -> Sha256 {
    let mut digest = Sha256::new();
    for input in inputs {
        digest.update(format!("{}\0{}\n", input.path, input.sha256));
    }
    digest.update(format!("gonogo\0{program}\n"));
    digest
}

/// Returns a version's id: the evaluation's time in UTC and 8 hex digits over all that it rests on.
pub fn version_id(report: &Report) -> String {
    let mut digest = inputs_digest(&report.inputs, TOOL.version());
    let previous = report.previous.as_ref().map_or("", |previous| previous.sha256.as_str());
    digest.update(format!("previous\0{previous}\n"));
    let stamp = report.judgement.at.timestamp().strftime("%Y-%m-%dT%H%M%SZ");
    format!("{stamp}-{}", &hex(&digest.finalize())[..8])
}

/// Returns whether a report says anything that the newest earlier version does not.
pub fn is_news(report: &Report, previous: Option<&Row>) -> bool {
    previous.is_none_or(|previous| {
        previous.inputs != inputs_hash(&report.inputs, TOOL.version())
            || previous.verdict != report.judgement.verdict.word()
            || previous.codes != codes(report)
    })
}

/// Returns the checksums of a version's files, as `sha256sum -c` reads them.
pub fn checksums(files: &Site) -> String {
    files.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256_hex(bytes))).collect()
}

/// Returns the text of `versions.json`, newest first.
pub fn versions_json(rows: &[Row]) -> String {
    let mut text = serde_json::to_string_pretty(rows).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns the files of a version, relative to its folder `r/<id>/`: they never change once written.
pub fn version(report: &Report) -> Site {
    let mut files = pages(report, Place::Version);
    files.insert("report.json".to_string(), json::report(report).into_bytes());
    for (name, svg) in figure::standalone(report) {
        files.insert(format!("charts/{name}.svg"), svg.into_bytes());
    }
    let sums = checksums(&files);
    files.insert("SHA256SUMS".to_string(), sums.into_bytes());
    files
}

/// Returns the files of a rollout that change with every version, relative to its folder; its front page only if the
/// report is the newest version.
pub fn rollout(report: &Report, rows: &[Row], newest: bool) -> Site {
    let versions: Vec<Version> = rows.iter().filter_map(Row::version).collect();
    let mut files = Site::new();
    let mut add = |path: &str, text: String| files.insert(path.to_string(), text.into_bytes());
    add("versions.json", versions_json(rows));
    if newest {
        add("latest.json", json::report(report));
        add("badge.json", badge::json(report));
        add("badge.svg", badge::svg(report));
        add("feed.xml", feed::atom(report, &versions));
        add("state.css", page::state_css(report.version.as_deref().unwrap_or("")));
        add("history/index.html", history::html(report, &versions));
        files.extend(pages(report, Place::Newest));
    }
    files
}

fn pages(report: &Report, place: Place) -> Site {
    let page =
        |locale: Locale| (page::file_name(report.plan.locale, locale), page::html(report, locale, place).into_bytes());
    Locale::ALL.into_iter().map(page).collect()
}

/// Returns the values of a published report's gates, by gate and segment.
pub fn values(report: &serde_json::Value) -> Vec<(String, Option<String>, Option<f64>)> {
    let gates = report["gates"].as_array().map(Vec::as_slice).unwrap_or_default();
    let value = |gate: &serde_json::Value| {
        let segment = gate["segment"].as_str().map(str::to_string);
        Some((gate["id"].as_str()?.to_string(), segment, gate["value"].as_f64()))
    };
    gates.iter().filter_map(value).collect()
}
