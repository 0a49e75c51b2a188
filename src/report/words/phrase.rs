//! A phrase with holes, `{name}`, and how they are filled.

use serde::Deserialize;

/// A phrase of a catalogue; `{name}` is a hole.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Phrase(String);

/// A phrase that depends on a number, its hole `{n}`; a language without plurals has `other` alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plural {
    one: Option<Phrase>,
    other: Phrase,
}

impl Phrase {
    /// Returns the phrase as it stands, for those without holes.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Returns the phrase with its holes filled, in one pass: what is put in is never searched for holes.
    ///
    /// Where Chinese and Latin letters or digits meet at a hole, a space is put between them.
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        let mut text = String::with_capacity(self.0.len() + 32);
        let mut rest = self.0.as_str();
        while let Some((before, hole, after)) = next_hole(rest) {
            text = spaced(text, before);
            let value = values.iter().find(|(name, _)| *name == hole).map(|(_, value)| *value);
            debug_assert!(value.is_some(), "nothing fills `{hole}` of `{}`", self.0);
            text = spaced(text, value.unwrap_or_default());
            rest = after;
        }
        spaced(text, rest)
    }
}

impl Plural {
    /// Returns the phrase for `count`, `{n}` filled with it, and the other holes with `values`.
    pub fn fill(&self, count: u64, values: &[(&str, &str)]) -> String {
        let phrase = match &self.one {
            Some(one) if count == 1 => one,
            _ => &self.other,
        };
        let number = crate::report::format::integer(count);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(values);
        phrase.fill(&all)
    }

    /// Returns the phrase for `count`, whose only hole is `{n}`.
    pub fn of(&self, count: u64) -> String {
        self.fill(count, &[])
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Splits at the first `{name}`: what stands before, the name, what stands after.
fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Returns `left` followed by `right`, with a space where an ideograph meets a Latin letter or a digit.
fn spaced(mut left: String, right: &str) -> String {
    if let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next())
        && ((is_ideograph(last) && first.is_ascii_alphanumeric())
            || ((last.is_ascii_alphanumeric() || last == '%') && is_ideograph(first)))
    {
        left.push(' ');
    }
    left.push_str(right);
    left
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
