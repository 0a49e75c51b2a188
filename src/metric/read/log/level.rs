//! The level that a line of text names.

/// Levels as programs write them.
const WORDS: [&str; 15] = [
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERR", "ERROR", "CRITICAL", "CRIT", "ALERT", "FATAL",
    "PANIC", "EMERG", "SEVERE",
];

/// How far into the line a level may stand, in bytes.
const REACH: usize = 128;

/// Returns the first level named near the start of a line: in capitals anywhere, in any case within brackets.
pub(super) fn find(text: &[u8]) -> Option<&'static str> {
    let mut at = 0;
    while at < text.len().min(REACH) {
        if !is_letter(text[at]) {
            at += 1;
            continue;
        }
        let length = text[at..].iter().take_while(|byte| is_letter(**byte)).count();
        let before = at.checked_sub(1).map(|before| text[before]);
        let behind = text.get(at + length);
        let word = &text[at..at + length];
        let bracketed = before == Some(b'[') && behind == Some(&b']');
        let alone = !before.is_some_and(|byte| is_part(byte) || byte == b'=')
            && !behind.is_some_and(|byte| is_part(*byte) || *byte == b'=');
        let known = WORDS.into_iter().find(|known| match (alone, bracketed) {
            (false, _) => false,
            (true, true) => known.as_bytes().eq_ignore_ascii_case(word),
            (true, false) => known.as_bytes() == word,
        });
        if known.is_some() {
            return known;
        }
        at += length;
    }
    None
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
}

/// Returns whether a byte next to a word makes it part of a longer one.
fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'.')
}
