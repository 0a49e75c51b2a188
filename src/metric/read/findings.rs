//! Collects what is doubtful in one file.

use std::collections::BTreeMap;

use super::Finding;

/// Codes that make the gates that need the export hold, however seldom they were met.
const HOLDING: [&str; 6] = ["unreadable", "unknown-format", "no-zone", "bomb", "open-quote", "many-segments"];

/// Codes of rows that are lost: gates hold when they are more than a hundredth of the file's.
const LOSSES: [&str; 4] = ["bad-row", "bad-time", "no-time", "too-long-line"];

/// How much of an offending text is kept, in characters.
const DETAIL: usize = 160;

/// What was doubtful in one file so far.
pub(super) struct Findings<'a> {
    path: &'a str,
    found: BTreeMap<&'static str, Finding>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(path: &'a str) -> Findings<'a> {
        Findings { path, found: BTreeMap::new() }
    }

    /// Counts one more of a kind; the first of a kind gives the line and the detail.
    pub(super) fn note(&mut self, code: &'static str, line: Option<u64>, detail: &[u8]) {
        let finding = self.found.entry(code).or_insert_with(|| Finding {
            code,
            holds: false,
            path: self.path.to_owned(),
            line,
            count: 0,
            detail: shorten(detail),
        });
        finding.count += 1;
    }

    /// Returns how many were counted of a kind.
    pub(super) fn count(&self, code: &str) -> u64 {
        self.found.get(code).map_or(0, |finding| finding.count)
    }

    /// Returns what was found in a file of so many rows, those lost left aside.
    pub(super) fn finish(self, rows: u64) -> impl Iterator<Item = Finding> {
        let lost: u64 = LOSSES.iter().map(|code| self.count(code)).sum();
        let too_many = lost.saturating_mul(100) > rows.saturating_add(lost);
        self.found.into_values().map(move |mut finding| {
            finding.holds = HOLDING.contains(&finding.code) || (too_many && LOSSES.contains(&finding.code));
            finding
        })
    }
}

fn shorten(text: &[u8]) -> String {
    let text = text.get(..DETAIL * 4).unwrap_or(text);
    let text = String::from_utf8_lossy(text);
    let mut short: String = text.chars().take(DETAIL).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
