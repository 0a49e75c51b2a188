//! What the verdict rests on, and how to compute it again.

use super::{Mark, PROGRAM, Source};
use crate::report::format::{bytes, integer};
use crate::report::reason;
use crate::verdict::Verdict;

/// The files, what was doubtful in them, and the command that computes the verdict again.
pub(super) struct EvidenceBox {
    pub(super) computed: String,
    pub(super) command: String,
    pub(super) inputs: Vec<InputRow>,
    pub(super) dropped: Option<String>,
    pub(super) findings: Vec<FindingRow>,
}

/// One file.
pub(super) struct InputRow {
    pub(super) path: String,
    pub(super) size: String,
    pub(super) rows: String,
    pub(super) sha256: String,
}

/// One thing that was doubtful in a file.
pub(super) struct FindingRow {
    pub(super) mark: Mark,
    pub(super) text: String,
}

/// Returns what the verdict rests on.
pub(super) fn evidence(source: &Source) -> EvidenceBox {
    let report = source.report;
    let words = &source.words.page;
    let inputs = report.inputs.iter().map(|input| InputRow {
        path: input.path.clone(),
        size: bytes(input.bytes),
        rows: input.rows.map_or_else(|| source.words.format.dash.text().to_owned(), integer),
        sha256: input.sha256.clone(),
    });
    let mut findings: Vec<_> = report.findings.iter().collect();
    findings.sort_by_key(|finding| !finding.holds);
    let findings = findings.into_iter().map(|finding| FindingRow {
        mark: if finding.holds {
            Mark::verdict(Verdict::Hold, source.locale)
        } else {
            Mark::plain("info", source.words.verdict.info.text())
        },
        text: reason::finding_text(report, finding, source.locale),
    });
    EvidenceBox {
        computed: words.computed_by.fill(&[("program", PROGRAM)]),
        command: format!("gonogo check {} --at {}", report.plan.id, report.judgement.at),
        inputs: inputs.collect(),
        dropped: (report.dropped > 0).then(|| words.dropped.of(report.dropped)),
        findings: findings.collect(),
    }
}
