//! Markdown of the user's files as HTML that is safe to show, and as plain text.
//!
//! Raw HTML is shown as text, images become links, and only links that cannot run anything stay links.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Returns Markdown as HTML: headings start at `<h3>`, raw HTML is text.
pub fn to_html(markdown: &str) -> String {
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, safe(markdown).into_iter());
    page.truncate(page.trim_end().len());
    page
}

/// Returns one line of Markdown as HTML without a paragraph around it.
pub fn to_html_inline(markdown: &str) -> String {
    let page = to_html(markdown);
    let inner = page.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => page,
    }
}

/// Returns Markdown as one line of plain text, its marks dropped.
pub fn to_text(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                text.push_str(&part);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the first paragraph of Markdown and what follows it.
pub fn first_paragraph(markdown: &str) -> (&str, &str) {
    let text = markdown.trim_start();
    let starts_plain = matches!(Parser::new_ext(text, options()).next(), Some(Event::Start(Tag::Paragraph)));
    if !starts_plain {
        return ("", text);
    }
    let end = Parser::new_ext(text, options())
        .into_offset_iter()
        .find(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)))
        .map_or(text.len(), |(_, range)| range.end);
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Rewrites what could run, load or break the page's outline.
fn safe(markdown: &str) -> Vec<Event<'_>> {
    // Whether each open link is kept: one inside of another is not.
    let mut links: Vec<bool> = Vec::new();
    let mut events = Vec::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Heading { level, .. }) => {
                let level = demoted(level);
                events.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
            }
            Event::End(TagEnd::Heading(level)) => {
                events.push(Event::End(TagEnd::Heading(demoted(level))));
            }
            Event::Start(
                Tag::Link { link_type, dest_url, title, id } | Tag::Image { link_type, dest_url, title, id },
            ) => {
                let is_kept = is_safe_link(&dest_url) && !links.contains(&true);
                if is_kept {
                    events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
                links.push(is_kept);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if links.pop() == Some(true) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            other => events.push(other),
        }
    }
    events
}

/// Returns whether a link leads to a page, to a mail, or to a place of the same site.
pub fn is_safe_link(link: &str) -> bool {
    let link = link.trim();
    if link.is_empty() || link.starts_with("//") || link.contains(|c: char| c.is_control() || c == '\\') {
        return false;
    }
    match link.split_once(':') {
        None => true,
        Some((scheme, _)) if scheme.contains(['/', '?', '#']) => true,
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)),
    }
}

fn demoted(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}
