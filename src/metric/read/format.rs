//! What every format's reader does: cut bytes into records, and records into fields.

use super::findings::Findings;
use super::records::{Record, Split};
use super::row::Row;

/// One way of writing rows. A format is one file that implements this, and one line where readers are chosen.
pub(super) trait Reading: Split {
    /// Reads one record into the slots of a row, which come cleared.
    fn read(&mut self, record: Record<'_>, row: &mut Row, findings: &mut Findings<'_>) -> Outcome;

    /// Notes what can only be told at the end of a file with so many rows.
    fn finish(&mut self, _rows: u64, _findings: &mut Findings<'_>) {}
}

/// What a record turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A row.
    Row,
    /// Something else: a header, a blank line, a line that is not looked for.
    Nothing,
    /// A row that cannot be read in full; slots hold what could.
    Broken,
    /// The file is not what it should be, and reading on makes no sense.
    Stop {
        /// The code of the finding.
        code: &'static str,
        /// What was seen.
        detail: String,
    },
}
