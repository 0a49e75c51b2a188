//! Text to text with one entry more at its end.

use super::model::{Entry, Event, Journal};
use super::read::read;
use crate::source::edit::{newline, quote};
use crate::source::{Diagnostic, Moment, Source};

/// A log with one entry more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The whole new text.
    pub text: String,
    /// The lines that are new, without line ends.
    pub lines: Vec<String>,
    /// The line of the new `[[entry]]`, from 1.
    pub line: usize,
}

/// Why an entry was not added.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The log has mistakes: nothing is written into a file that is not understood.
    #[error("the log has mistakes")]
    Unreadable(Vec<Diagnostic>),
    /// The log, or the entry, is such that the result would not read back as meant.
    #[error("an entry cannot be added at the end of the log; is `entry` a list there?")]
    Unsafe,
}

/// Returns a log with one entry more; every byte before it stays. An empty text becomes a whole file.
///
/// A reading's value is written as it stands: in the metric's unit, percent as percent.
///
/// # Errors
/// See [`AppendError`].
pub fn append(source: &Source, entry: &Entry) -> Result<Appended, AppendError> {
    let (mut expected, _) = read(source, None).map_err(AppendError::Unreadable)?;
    expected.entries.push(entry.clone());
    expected.entries.sort_by_key(|entry| entry.at);

    let lines = lines(entry);
    let end = newline(&source.text);
    let bare = source.text.trim_start_matches('\u{feff}');
    let mut text = source.text.clone();
    if bare.is_empty() {
        text.push_str("schema = 1\n\n");
    } else {
        let ends = text.ends_with('\n');
        let blank = text.ends_with("\n\n") || text.ends_with("\n\r\n");
        text.push_str(&end.repeat(usize::from(!ends) + usize::from(!blank)));
    }
    let line = text.matches('\n').count() + 1;
    text.push_str(&lines.join(end));
    if bare.is_empty() || source.text.ends_with('\n') {
        text.push_str(end);
    }

    let result = Source::new(source.path.clone(), text);
    let (actual, _) = read(&result, None).map_err(|_| AppendError::Unsafe)?;
    if without_lines(actual) != without_lines(expected) {
        return Err(AppendError::Unsafe);
    }
    Ok(Appended { text: result.text, lines, line })
}

fn without_lines(mut journal: Journal) -> Journal {
    journal.entries.iter_mut().for_each(|entry| entry.line = 0);
    journal
}

/// Returns an entry as TOML.
fn lines(entry: &Entry) -> Vec<String> {
    let mut lines = vec!["[[entry]]".to_owned()];
    let mut write = |key: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{key} = {value}")));
    };
    let text = |text: &Option<String>| text.as_deref().map(quote);
    let time = |moment: &Moment| Some(moment.to_string());
    write("at", time(&entry.at));
    write("what", Some(quote(entry.event.word())));
    match &entry.event {
        Event::Start(phase) => write("phase", Some(quote(phase))),
        Event::Finish(phase) | Event::Rollback(phase) => write("phase", text(phase)),
        Event::Answer { role, go } => {
            write("role", Some(quote(role)));
            write("answer", Some(quote(if *go { "go" } else { "no-go" })));
        }
        Event::Decide(decision) => write("decision", Some(quote(decision.word()))),
        Event::Reading { metric, value } => {
            write("metric", Some(quote(metric)));
            write("value", Some(number(*value)));
        }
        Event::Rehearse(minutes) => write("minutes", minutes.map(number)),
        Event::Exclude { from, to } => {
            write("from", time(from));
            write("to", time(to));
        }
        Event::Note => {}
    }
    write("by", text(&entry.by));
    write("note", text(&entry.note));
    write("plan", text(&entry.plan));
    write("gates", text(&entry.gates));
    write(
        "set",
        entry.set.as_ref().map(|set| {
            let pairs = set.iter().map(|(name, value)| format!("{} = {}", key(name), quote(value)));
            let pairs = pairs.collect::<Vec<_>>().join(", ");
            if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {pairs} }}") }
        }),
    );
    write("forced", entry.forced.then(|| "true".to_owned()));
    write("reason", text(&entry.reason));
    lines
}

/// Returns a number as TOML; large ones with an exponent, which no integer of TOML could hold.
fn number(number: f64) -> String {
    if number.is_nan() {
        "nan".to_owned()
    } else if number.abs() < 1e15 {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quote(name) }
}
