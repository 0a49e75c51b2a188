//! Reads a picture back: is it well formed, and which texts stand where?

use unicode_width::UnicodeWidthChar;

/// Returns the names of all elements, or says what is wrong with the markup.
pub fn elements(svg: &str) -> Result<Vec<String>, String> {
    let mut open: Vec<String> = Vec::new();
    let mut names = Vec::new();
    let mut rest = svg.trim_end();
    while !rest.is_empty() {
        let Some(markup) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            if open.last().is_none_or(|name| name != "style") {
                check_text(&rest[..end])?;
            }
            rest = &rest[end..];
            continue;
        };
        let end = markup.find('>').ok_or("a tag without an end")?;
        let (tag, after) = (&markup[..end], &markup[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let opened = open.pop().ok_or(format!("</{name}> closes nothing"))?;
            if opened != name {
                return Err(format!("</{name}> closes <{opened}>"));
            }
            continue;
        }
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        check_attributes(tag[name.len()..].trim_end_matches('/'))?;
        if !tag.ends_with('/') {
            open.push(name.clone());
        }
        names.push(name);
    }
    if open.is_empty() { Ok(names) } else { Err(format!("not closed: {open:?}")) }
}

fn check_text(text: &str) -> Result<(), String> {
    let forbidden = |c: char| c.is_control() || c == '>' || ('\u{202a}'..='\u{202e}').contains(&c);
    if let Some(bad) = text.chars().find(|c| forbidden(*c)) {
        return Err(format!("{bad:?} in {text:?}"));
    }
    for entity in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        if !known.iter().any(|name| entity.starts_with(name)) {
            return Err(format!("&{entity}"));
        }
    }
    Ok(())
}

fn check_attributes(attributes: &str) -> Result<(), String> {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or(format!("no value: {rest}"))?;
        let (value, after) = after.split_once('"').ok_or(format!("no end: {rest}"))?;
        let named = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !named || name.is_empty() || value.contains('<') {
            return Err(format!("{name}={value}"));
        }
        check_text(value)?;
        rest = after.trim_start();
    }
    Ok(())
}

/// A text with the box it fills, by the rule 0.6 em for narrow, 1 em for wide, 8 % more for bold.
#[derive(Clone, Debug)]
pub struct Label {
    pub class: String,
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Returns every text of a picture.
pub fn labels(svg: &str) -> Vec<Label> {
    let groups = svg.split("<g class=\"").skip(1).filter_map(|group| group.split_once("\">"));
    let groups = groups.map(|(class, rest)| (class, rest.split("</g>").next().unwrap_or(rest)));
    groups.flat_map(|(class, texts)| texts.split("<text ").skip(1).map(move |t| label(class, t))).collect()
}

fn label(class: &str, markup: &str) -> Label {
    let (attributes, rest) = markup.split_once('>').unwrap();
    let number = |name: &str| -> f64 {
        let value = attributes.split_once(&format!("{name}=\"")).unwrap().1;
        value.split('"').next().unwrap().parse().unwrap()
    };
    let escaped = rest.split("</text>").next().unwrap();
    let text = ["&lt;<", "&gt;>", "&quot;\"", "&#39;'", "&amp;&"].iter().fold(escaped.to_owned(), |text, pair| {
        let (from, to) = pair.split_at(pair.len() - 1);
        text.replace(from, to)
    });
    let bold = ["c-strong", "c-tcand", "c-trollback", "c-tgo", "c-tnogo", "c-trb"];
    let bold = class.split(' ').any(|class| bold.contains(&class));
    let em = |c: char| match c.width() {
        Some(0) | None => 0.0,
        Some(_) if c < '\u{2e80}' => 0.6,
        Some(_) => 1.0,
    };
    let em: f64 = text.chars().map(em).sum();
    let width = em * 12.0 * if bold { 1.08 } else { 1.0 };
    let (x, y) = (number("x"), number("y"));
    let class = class.to_owned();
    if class.contains("c-down") {
        return Label { class, text, left: x - 6.0, right: x + 6.0, top: y - width, bottom: y };
    }
    let left = match class.rsplit(' ').next() {
        Some("c-e") => x - width,
        Some("c-m") => x - width / 2.0,
        _ => x,
    };
    Label { class, text, left, right: left + width, top: y - 9.5, bottom: y + 2.0 }
}

/// Returns the width and the height of the view box.
pub fn size(svg: &str) -> (f64, f64) {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ").unwrap();
    let (width, rest) = rest.split_once(' ').unwrap();
    (width.parse().unwrap(), rest.split('"').next().unwrap().parse().unwrap())
}

/// Returns the drawing commands of all paths of a class.
pub fn paths(svg: &str, class: &str) -> Vec<String> {
    let start = format!("<path class=\"{class}\" d=\"");
    let paths = svg.split(start.as_str()).skip(1);
    paths.filter_map(|rest| rest.split('"').next()).map(String::from).collect()
}

/// Says which texts reach out of the picture, and which touch each other.
pub fn faults(svg: &str) -> Vec<String> {
    let (width, height) = size(svg);
    let labels = labels(svg);
    let mut faults = Vec::new();
    for (index, one) in labels.iter().enumerate() {
        let inside = one.left >= -0.2 && one.right <= width + 0.2;
        if !inside || one.top < -0.2 || one.bottom > height + 0.2 {
            faults.push(format!("outside: {one:?}"));
        }
        for other in &labels[index + 1..] {
            let across = one.left < other.right - 0.2 && other.left < one.right - 0.2;
            if across && one.top < other.bottom - 0.2 && other.top < one.bottom - 0.2 {
                faults.push(format!("touching: {one:?} {other:?}"));
            }
        }
    }
    faults
}
