//! Text in a picture: made harmless, measured without a font, cut to fit.

use unicode_width::UnicodeWidthChar;

/// The one size of text in charts, in units of the view box.
pub(super) const SIZE: f64 = 12.0;

/// Returns text on one line that can do no harm: control characters, marks of direction and
/// characters that XML forbids are gone, runs of white space are one space.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !line.ends_with(' ') && !line.is_empty() {
                line.push(' ');
            }
        } else if !is_hidden(character) {
            line.push(character);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Says whether a character is invisible and could change how its neighbours are shown.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns text with the five characters escaped that XML gives a meaning.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Returns the estimated width of cleaned text, in units of the view box.
///
/// No font is at hand, and the reader's is unknown: a narrow character counts 0.6 em, a wide
/// letter more, a Chinese one 1 em, an emoji 1.4 em; bold is 8 % wider.
pub(super) fn width(text: &str, bold: bool) -> f64 {
    let em: f64 = text.chars().map(character_width).sum();
    em * SIZE * if bold { 1.08 } else { 1.0 }
}

fn character_width(character: char) -> f64 {
    match character {
        'W' | 'M' | 'm' | 'w' | '@' | '%' | '…' | '—' => 0.95,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '≤' | '≥' | '−' => 0.75,
        '\u{1f000}'.. => 1.4,
        other => match other.width() {
            Some(0) | None => 0.0,
            Some(1) if other < '\u{2e80}' => 0.6,
            Some(_) => 1.0,
        },
    }
}

/// Returns cleaned text no wider than `room`, with an ellipsis where it was cut.
pub(super) fn elide(text: &str, bold: bool, room: f64) -> String {
    let text = clean(text);
    if width(&text, bold) <= room {
        return text;
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&kept, bold) + width("…", bold) > room {
            kept.pop();
            break;
        }
    }
    let end = kept.trim_end_matches(|c: char| c == ' ' || c.width() == Some(0)).len();
    kept.truncate(end);
    kept.push('…');
    kept
}

/// Returns cleaned text of at most `most` characters, with an ellipsis where it was cut.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
