//! What stands in the head of every page.

use std::sync::LazyLock;

use crate::chart;

/// The head of a page.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) lang: &'static str,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) program: &'static str,
    pub(crate) links: Vec<HeadLink>,
    pub(crate) icon: String,
    pub(crate) style: &'static str,
    pub(crate) state: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) skip: &'static str,
    pub(crate) skip_to: &'static str,
}

/// A `<link>`.
#[derive(Clone, Debug)]
pub(crate) struct HeadLink {
    pub(crate) rel: &'static str,
    pub(crate) kind: Option<&'static str>,
    pub(crate) lang: Option<&'static str>,
    pub(crate) href: String,
}

/// The version of this program.
pub(crate) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

static STYLE: LazyLock<String> = LazyLock::new(|| {
    let sheet = include_str!("../../../templates/style.css");
    let mut style = chart::root_css();
    // Indentation and line ends are for those who edit the sheet.
    style.extend(sheet.lines().map(str::trim).filter(|line| !line.starts_with("/*")));
    style.extend(chart::CHART_CSS.lines());
    style
});

/// Returns the style sheet of every page: the colours, the page, the charts.
pub(crate) fn style() -> &'static str {
    &STYLE
}

impl HeadLink {
    /// Returns a link to the same page in another language.
    pub(crate) fn language(lang: &'static str, href: String) -> HeadLink {
        HeadLink { rel: "alternate", kind: None, lang: Some(lang), href }
    }

    /// Returns a link to the same in another format.
    pub(crate) fn format(kind: &'static str, href: String) -> HeadLink {
        HeadLink { rel: "alternate", kind: Some(kind), lang: None, href }
    }

    /// Returns a link to where the page stays.
    pub(crate) fn canonical(href: String) -> HeadLink {
        HeadLink { rel: "canonical", kind: None, lang: None, href }
    }
}
