//! What exports of Railway's logs leave out without a word.

use memchr::memmem;

use super::findings::Findings;
use super::records::Record;

/// How many lines the command line of Railway gives when its output is not a terminal and none are asked for.
const LIMIT: u64 = 500;

/// Watches the records of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Railway {
    records: u64,
    /// Whether the first record is one of Railway's: a JSON object with a message and a timestamp.
    is_railway: bool,
}

impl Railway {
    /// Sees a record, be it a row or not.
    pub(super) fn see(&mut self, record: Record<'_>, findings: &mut Findings<'_>) {
        self.records += 1;
        let has = |text: &str| memmem::find(record.bytes, text.as_bytes()).is_some();
        if self.records == 1 {
            self.is_railway = record.bytes.starts_with(b"{") && has("\"message\":") && has("\"timestamp\":");
        }
        if self.is_railway && has("Messages dropped:") {
            findings.note("dropped-messages", Some(record.line), record.bytes);
        }
    }

    /// Notes a file that ends where the limit would have cut it.
    pub(super) fn finish(&self, findings: &mut Findings<'_>) {
        if self.is_railway && self.records == LIMIT {
            findings.note("truncated-export", None, b"");
        }
    }
}
