//! The page for an address that has none. It cannot know how deep it is served, so it has no links.

use askama::Template;

use super::page::{Head, PROGRAM, favicon, style};
use super::words::{Words, words};
use crate::source::Locale;

#[derive(Template)]
#[template(path = "404.html", whitespace = "minimize")]
struct MissingPage {
    head: Head,
    texts: Vec<(&'static str, &'static str, &'static str)>,
}

/// Returns `404.html`, in every language, `first` at the top.
pub fn html(first: Locale) -> String {
    let others = Locale::ALL.into_iter().filter(|locale| *locale != first);
    let own: &'static Words = words(first);
    let page = MissingPage {
        head: Head {
            lang: first.tag(),
            title: own.index.missing.to_string(),
            description: own.index.missing.to_string(),
            program: PROGRAM,
            links: Vec::new(),
            icon: favicon(None),
            style: style(),
            state: None,
            version: None,
            skip: own.index.missing.text(),
            skip_to: "missing",
        },
        texts: [first]
            .into_iter()
            .chain(others)
            .map(|locale| {
                let words = &words(locale).index;
                (locale.tag(), words.missing.text(), words.missing_text.text())
            })
            .collect(),
    };
    page.to_string()
}
