//! Looks into markup as text.
#![allow(clippy::unwrap_used)]

/// What stands between a marker and the next quotation mark, for each marker.
pub fn values<'a>(text: &'a str, marker: &str) -> Vec<&'a str> {
    text.split(marker).skip(1).filter_map(|rest| rest.split_once('"').map(|(value, _)| value)).collect()
}

/// The words of a page without its head, its pictures' marks, its code and its tags.
pub fn visible(html: &str) -> String {
    let mut text = html.split_once("<body").unwrap().1.to_owned();
    for (open, close) in [("<code", "</code>"), ("<svg width=\"0\"", "</svg>")] {
        while let Some(start) = text.find(open) {
            let end = text[start..].find(close).unwrap() + start + close.len();
            text.replace_range(start..end, " ");
        }
    }
    let mut plain = String::new();
    let mut inside = true;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                plain.push(' ');
            }
            _ if !inside => plain.push(letter),
            _ => {}
        }
    }
    for (entity, letter) in [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&#38;", "&"),
        ("&nbsp;", " "),
    ] {
        plain = plain.replace(entity, letter);
    }
    plain
}

/// Every element that must be closed is closed as often as it is opened.
pub fn assert_balanced(name: &str, text: &str) {
    for tag in [
        "section", "table", "tbody", "th", "ol", "ul", "li", "p", "div", "figure", "details", "span", "a", "svg",
        "code", "pre", "main",
    ] {
        let opened = text.matches(&format!("<{tag}>")).count() + text.matches(&format!("<{tag} ")).count();
        let closed = text.matches(&format!("</{tag}>")).count();
        assert_eq!(opened, closed, "<{tag}> in {name}");
    }
}
