//! The shape of the catalogue's table for the commands that write to the log.

use serde::Deserialize;

use super::Phrase;
use super::tables::table;

table! {
    /// What is said of an entry that was appended, or why it was not.
    Commands {
        start_refused, finish_refused, say_why, no_reason, not_needed, forced,
        not_run, not_go, again, outdated, unrestored, later,
        started, soak, finished, finished_last, not_running, running_is, running_none,
        answered, silent, not_asked, nothing_started, rolled_back, answer_later,
        agrees, overrules, uncounted, slower, cuts_nothing, cuts_much, future,
        first_version, changed_version, same_version, ticked, not_applicable, undated, no_history,
    }
}
