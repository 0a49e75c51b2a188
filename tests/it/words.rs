//! The catalogues: complete, alike, and each in its own language.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

const CATALOGUES: [(&str, &str); 2] = [
    ("en", include_str!("../../templates/words/en.toml")),
    ("zh-CN", include_str!("../../templates/words/zh-CN.toml")),
];

/// What may stand in Latin letters in a Chinese sentence: names, units, and what is typed.
const ALLOWED: &[&str] = &[
    "gonogo",
    "start",
    "finish",
    "verify",
    "rollback",
    "explain",
    "poll",
    "decide",
    "record",
    "JSON",
    "SHA",
    "Atom",
    "TOML",
    "UTC",
    "KB",
    "MB",
    "GB",
    "TB",
    "B",
    "CSV",
    "SVG",
    "report.json",
    "SHA256SUMS",
    "n",
];

#[test]
fn every_language_has_the_same_keys() {
    let [(_, english), (_, chinese)] = CATALOGUES.map(|(tag, text)| (tag, phrases(text)));
    let keys = |phrases: &BTreeMap<String, String>| -> BTreeSet<String> {
        phrases.keys().filter(|key| !key.ends_with(".one")).cloned().collect()
    };
    assert_eq!(keys(&english), keys(&chinese));
}

#[test]
fn a_phrase_has_the_same_holes_in_every_language() {
    let [(_, english), (_, chinese)] = CATALOGUES.map(|(tag, text)| (tag, phrases(text)));
    for (key, phrase) in &english {
        let other = chinese.get(key).or_else(|| chinese.get(&key.replace(".one", ".other")));
        // Dates are put together from the same parts, but each language needs others of them.
        if ["format.moment", "format.short", "format.day"].contains(&key.as_str()) {
            continue;
        }
        assert_eq!(holes(phrase), holes(other.unwrap()), "{key}");
    }
}

#[test]
fn chinese_phrases_have_no_latin_words_beside_names_and_units() {
    for (key, phrase) in phrases(CATALOGUES[1].1) {
        let plain = holes(&phrase).iter().fold(phrase.clone(), |text, hole| text.replace(&format!("{{{hole}}}"), " "));
        let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
        for word in words.filter(|word| word.contains(|letter: char| letter.is_ascii_alphabetic())) {
            assert!(ALLOWED.contains(&word), "`{word}` in {key}: {phrase}");
        }
    }
}

#[test]
fn chinese_phrases_use_full_width_punctuation() {
    for (key, phrase) in phrases(CATALOGUES[1].1) {
        if !phrase.contains(|letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter)) {
            continue;
        }
        for mark in [", ", "; ", ": ", "? ", "! ", " (", ") "] {
            assert!(!phrase.contains(mark), "`{mark}` in {key}: {phrase}");
        }
        assert!(!phrase.ends_with(['.', ',', ':', ';', '?', '!']), "{key}: {phrase}");
    }
}

#[test]
fn chinese_phrases_have_no_plural() {
    assert!(phrases(CATALOGUES[1].1).keys().all(|key| !key.ends_with(".one")));
}

#[test]
fn every_reason_code_is_counted_and_has_a_cure_in_every_language() {
    for (tag, text) in CATALOGUES {
        let phrases = phrases(text);
        for code in gonogo::verdict::Code::ALL {
            let word = code.word();
            assert!(phrases.contains_key(&format!("rest.{word}.other")), "{tag}: rest.{word}");
            assert!(phrases.contains_key(&format!("cure.{word}")), "{tag}: cure.{word}");
        }
    }
}

#[test]
fn every_finding_of_the_readers_has_words_in_every_language() {
    for (tag, text) in CATALOGUES {
        let phrases = phrases(text);
        for (code, _) in gonogo::metric::read::CODES {
            assert!(phrases.contains_key(&format!("export.{code}")), "{tag}: export.{code}");
        }
    }
}

/// Every phrase by its dotted key; the months are no phrases.
fn phrases(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect("", &toml::Value::Table(text.parse().unwrap()), &mut found);
    found
}

fn collect(key: &str, value: &toml::Value, found: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::String(phrase) => {
            found.insert(key.to_owned(), phrase.clone());
        }
        toml::Value::Table(table) => {
            for (name, value) in table {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                collect(&key, value, found);
            }
        }
        _ => {}
    }
}

fn holes(phrase: &str) -> BTreeSet<String> {
    let parts = phrase.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(hole, _)| hole.to_owned()).collect()
}
