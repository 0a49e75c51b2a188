//! The words of each language: one catalogue a language, compiled in, parsed once.
//!
//! A key that the program lacks fails a test, one that it never reads is a compiler's warning.

mod command;
mod page;
mod phrase;
mod tables;

use std::sync::LazyLock;

pub use phrase::{Phrase, Plural};
pub use tables::Words;

use crate::source::Locale;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| parse(include_str!("../../../templates/words/en.toml")));
static CHINESE: LazyLock<Words> = LazyLock::new(|| parse(include_str!("../../../templates/words/zh-CN.toml")));

/// Returns the catalogue of a language.
pub fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::En => &ENGLISH,
        Locale::ZhCn => &CHINESE,
    }
}

/// A catalogue that does not parse is a bug, which the tests of every language find.
fn parse(text: &str) -> Words {
    match toml::from_str(text) {
        Ok(words) => words,
        Err(error) => panic!("a catalogue of words does not parse: {error}"),
    }
}
