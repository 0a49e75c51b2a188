//! Where a page lies in the site, and so where its links lead.
//!
//! Links are relative and name the file, so that they work from a disk as from a server.

use crate::report::model::Report;
use crate::report::words::words;
use crate::source::Locale;

/// Which of a rollout's two copies of the report a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/<rollout>/r/<id>/`: it never changes.
    Version,
    /// `/<rollout>/`: the copy of the newest.
    Newest,
}

/// A link: where to, and its words.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// The same page in another language.
#[derive(Clone, Debug)]
pub(crate) struct Language {
    pub(crate) href: String,
    pub(crate) tag: &'static str,
    pub(crate) name: &'static str,
}

/// The links of a report's page.
#[derive(Clone, Debug)]
pub(crate) struct Paths {
    /// The portfolio.
    pub(crate) home: String,
    /// The newest copy; none on that copy itself.
    pub(crate) newest: Option<String>,
    /// The id of the version, if it has one.
    pub(crate) version: Option<String>,
    /// On the newest copy: the version's own address.
    pub(crate) permalink: Option<Link>,
    /// The page in the other languages.
    pub(crate) languages: Vec<Language>,
    /// All versions; none outside of a site.
    pub(crate) history: Option<String>,
    /// The previous version.
    pub(crate) previous: Option<String>,
    /// The style sheet that tells of newer versions.
    pub(crate) state: Option<String>,
    /// The folder of the version, with `/` at its end, or empty.
    pub(crate) folder: String,
    /// The folder of the rollout, with `/` at its end, or empty.
    pub(crate) rollout: &'static str,
    /// The foot of the page.
    pub(crate) foot: Vec<Link>,
}

/// Returns the name of a page's file: `index.html` in the plan's language, else `index.<tag>.html`.
pub fn file_name(first: Locale, locale: Locale) -> String {
    if first == locale { "index.html".to_owned() } else { format!("index.{}.html", locale.tag()) }
}

impl Paths {
    /// Returns the links of a report's page in this language at this place.
    pub(crate) fn new(report: &Report, locale: Locale, place: Place) -> Paths {
        let file = file_name(report.plan.locale, locale);
        let version = report.version.as_deref();
        let folder = match (place, version) {
            (Place::Newest, Some(id)) => format!("r/{id}/"),
            (Place::Version, _) | (Place::Newest, None) => String::new(),
        };
        let (rollout, home, siblings) = match place {
            Place::Version => ("../../", "../../../index.html", "../"),
            Place::Newest => ("", "../index.html", "r/"),
        };
        let previous = report.previous.as_ref().map(|version| &version.id);
        Paths {
            home: home.to_owned(),
            newest: (place == Place::Version && version.is_some()).then(|| format!("{rollout}{file}")),
            version: report.version.clone(),
            permalink: version
                .filter(|_| place == Place::Newest)
                .map(|id| Link { href: format!("{folder}{file}"), text: format!("r/{id}/") }),
            languages: languages(report.plan.locale, locale),
            history: version.map(|_| format!("{rollout}history/index.html")),
            previous: previous.map(|id| format!("{siblings}{id}/{file}")),
            state: (place == Place::Version && version.is_some()).then(|| format!("{rollout}state.css")),
            foot: foot(locale, &folder, rollout, &file, version.is_some(), place),
            folder,
            rollout,
        }
    }
}

/// Returns the other languages of a page whose first language is `first`.
pub(crate) fn languages(first: Locale, locale: Locale) -> Vec<Language> {
    let others = Locale::ALL.into_iter().filter(|other| *other != locale);
    others
        .map(|other| Language {
            href: file_name(first, other),
            tag: other.tag(),
            name: words(other).language.name.text(),
        })
        .collect()
}

fn foot(locale: Locale, folder: &str, rollout: &str, file: &str, in_site: bool, place: Place) -> Vec<Link> {
    if !in_site {
        return Vec::new();
    }
    let words = &words(locale).page;
    let link = |href: String, text: &str| Link { href, text: text.to_owned() };
    let mut links = vec![
        link(format!("{folder}report.json"), "report.json"),
        link(format!("{folder}SHA256SUMS"), "SHA256SUMS"),
        link(format!("{rollout}feed.xml"), words.feed.text()),
        link(format!("{rollout}history/index.html"), words.all_versions.text()),
    ];
    if place == Place::Version {
        links.push(link(format!("{rollout}{file}"), words.newest.text()));
    }
    links
}
