//! Collects what is doubtful in one file.

use std::collections::BTreeMap;

use super::Finding;

/// What a kind of finding does to the gates that need the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// They hold, however seldom it was met.
    Holds,
    /// Rows are lost: they hold when more than a hundredth of the file's are.
    Loses,
    /// It is told.
    Told,
}

/// Every code that a finding may have, with what it does.
pub const CODES: [(&str, Weight); 16] = [
    ("unreadable", Weight::Holds),
    ("unknown-format", Weight::Holds),
    ("bomb", Weight::Holds),
    ("no-zone", Weight::Holds),
    ("open-quote", Weight::Holds),
    ("many-segments", Weight::Holds),
    ("no-time", Weight::Loses),
    ("bad-time", Weight::Loses),
    ("bad-row", Weight::Loses),
    ("too-long-line", Weight::Loses),
    ("cut-line", Weight::Told),
    ("empty", Weight::Told),
    ("missing-field", Weight::Told),
    ("unmatched", Weight::Told),
    ("truncated-export", Weight::Told),
    ("dropped-messages", Weight::Told),
];

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

    /// Returns what was found in a file of so many rows, those lost left aside.
    pub(super) fn finish(self, rows: u64) -> impl Iterator<Item = Finding> {
        let lost: u64 =
            self.found.values().filter(|found| weight(found.code) == Weight::Loses).map(|found| found.count).sum();
        let too_many = lost.saturating_mul(100) > rows.saturating_add(lost);
        self.found.into_values().map(move |mut finding| {
            finding.holds = match weight(finding.code) {
                Weight::Holds => true,
                Weight::Loses => too_many,
                Weight::Told => false,
            };
            finding
        })
    }
}

/// Returns what a code does; a code that is not listed holds.
fn weight(code: &str) -> Weight {
    CODES.iter().find(|(known, _)| *known == code).map_or(Weight::Holds, |(_, weight)| *weight)
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
