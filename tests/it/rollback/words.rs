//! The catalogues of sentences.

use std::collections::BTreeSet;

use gonogo::plan::Platform;
use gonogo::rollback::{Stage, instructions, script, warnings};
use gonogo::source::Locale;

use super::plans::{budget_controller, hostile};

const EN: &str = include_str!("../../../templates/words/rollback.en.toml");
const ZH_CN: &str = include_str!("../../../templates/words/rollback.zh-CN.toml");

/// Returns every sentence with the path of its key.
fn sentences(text: &str) -> Vec<(String, String)> {
    let table: toml::Table = toml::from_str(text).unwrap();
    let mut sentences = Vec::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => {
                for (name, value) in inner {
                    sentences.push((format!("{key}.{name}"), value.as_str().unwrap().to_owned()));
                }
            }
            value => sentences.push((key, value.as_str().unwrap().to_owned())),
        }
    }
    sentences
}

fn placeholders(sentence: &str) -> BTreeSet<String> {
    let names = regex::Regex::new(r"\{[a-z]+\}").unwrap();
    names.find_iter(sentence).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_placeholders() {
    let english = sentences(EN);
    let chinese = sentences(ZH_CN);
    let keys = |of: &[(String, String)]| of.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&english), keys(&chinese));
    for ((key, english), (_, chinese)) in english.iter().zip(&chinese) {
        assert_eq!(placeholders(english), placeholders(chinese), "{key}");
        assert!(key == "space" || !english.trim().is_empty() && !chinese.trim().is_empty(), "{key}");
    }
}

#[test]
fn chinese_sentences_hold_no_other_latin_words_than_names() {
    let names = [
        "Argo CD",
        "Cloud Run",
        "Docker Compose",
        "Flux",
        "Fly.io",
        "Git",
        "Google",
        "Heroku",
        "Kubernetes",
        "POSIX",
        "Railway",
        "Render",
        "Vercel",
        "systemd",
        "y/N",
        "--yes",
    ];
    let hidden = regex::Regex::new(r"`[^`]*`|\{[a-z]+\}").unwrap();
    for (key, sentence) in sentences(ZH_CN) {
        let mut rest = hidden.replace_all(&sentence, "").into_owned();
        for name in names {
            rest = rest.replace(name, "");
        }
        assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()), "{key}: {rest}");
        assert!(!rest.contains([',', ';', '?']), "{key} has half-width punctuation: {rest}");
    }
}

#[test]
fn every_text_of_every_platform_is_there_in_both_languages() {
    let unfilled = regex::Regex::new(r"\{(n|names?|value|secret|expect|time|phase|platform)\}").unwrap();
    for (platform, word) in Platform::ALL {
        for plan in [budget_controller(platform), hostile(platform)] {
            for to in [Stage::Safe, Stage::Phase(0)] {
                let instructions = instructions(&plan, None, to);
                for locale in Locale::ALL {
                    let mut texts = instructions.notes(locale);
                    texts.extend(instructions.steps.iter().map(|step| step.text(locale)));
                    texts.extend(warnings(&plan).iter().map(|warning| warning.text(locale)));
                    for text in &texts {
                        assert!(!text.trim().is_empty(), "{word} {locale:?}: {instructions:?}");
                        assert!(!unfilled.is_match(text), "{word}: {text}");
                    }
                    assert!(script(&plan, &instructions, locale).starts_with("#!/bin/sh\n"), "{word}");
                }
            }
        }
    }
}
