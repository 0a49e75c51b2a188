//! Text to text: a few keys of one table changed, every other byte as it was.
//!
//! Splicing at places keeps comments, order, indentation, line ends, a byte order mark and a missing final newline.

use super::{Span, Table};

/// A key of a table and where it and its value stand.
#[derive(Clone, Debug)]
struct Place {
    name: String,
    key: Span,
    value: Span,
}

/// The changes to one table, collected.
#[derive(Clone, Debug)]
pub struct Editor<'s> {
    text: &'s str,
    /// The keys, in the order of the file.
    places: Vec<Place>,
    inline: bool,
    removed: Vec<String>,
    splices: Vec<(Span, String)>,
}

impl<'s> Editor<'s> {
    /// Returns an editor of a table that was read from this text.
    pub fn new(text: &'s str, table: &Table) -> Editor<'s> {
        let mut places: Vec<Place> =
            (table.places()).map(|(name, key, value)| Place { name: name.to_owned(), key, value }).collect();
        places.sort_by_key(|place| place.key.start);
        let inline = text.as_bytes().get(table.span().start) == Some(&b'{');
        Editor { text, places, inline, removed: Vec::new(), splices: Vec::new() }
    }

    /// Takes a key out, if it is there. Call before [`Editor::set`].
    pub fn remove(&mut self, name: &str) {
        if self.place(name).is_some() {
            self.removed.push(name.to_owned());
        }
    }

    /// Sets a key to a value, written as TOML. A new key goes behind the nearest of those that come before it in `order`.
    pub fn set(&mut self, name: &str, value: &str, order: &[&str]) {
        if let Some(place) = self.place(name) {
            let span = place.value.clone();
            self.splices.push((span, value.to_owned()));
            return;
        }
        let rank = order.iter().position(|key| *key == name).unwrap_or(order.len());
        let mut before = order[..rank].iter().rev();
        let anchor = before.find_map(|key| self.place(key)).or(self.places.last());
        let Some(anchor) = anchor.cloned() else { return };
        if self.inline {
            self.splices.push((empty(anchor.value.end), format!(", {name} = {value}")));
            return;
        }
        let line = format!("{}{}{}{value}", newline(self.text), self.indent(&anchor), self.head(name));
        self.splices.push((empty(self.line_end(anchor.value.end)), line));
    }

    /// Returns the text with the changes.
    pub fn finish(mut self) -> String {
        for index in 0..self.places.len() {
            if self.removed.contains(&self.places[index].name) {
                if self.inline {
                    self.remove_inline(index);
                } else {
                    self.remove_line(index);
                }
            }
        }
        self.splices.sort_by_key(|(span, _)| (span.start, span.end));
        let mut text = String::with_capacity(self.text.len() + 256);
        let mut last = 0;
        for (span, new) in &self.splices {
            text.push_str(self.text.get(last..span.start).unwrap_or(""));
            text.push_str(new);
            last = span.end.max(last);
        }
        text.push_str(self.text.get(last..).unwrap_or(""));
        text
    }

    fn place(&self, name: &str) -> Option<&Place> {
        let stays = !self.removed.iter().any(|removed| removed == name);
        self.places.iter().find(|place| place.name == name && stays)
    }

    /// Takes out the line of a key with the line end before it; a comment behind the value stays.
    fn remove_line(&mut self, index: usize) {
        let place = &self.places[index];
        let end = self.line_end(place.value.end);
        let behind = self.text.get(place.value.end..end).unwrap_or("");
        let span = if behind.trim().is_empty() {
            self.line_start(place.key.start)..end
        } else {
            place.key.start..end - behind.trim_start().len()
        };
        self.splices.push((span, String::new()));
    }

    /// Takes a key out of an inline table with one of the commas beside it; comments stay.
    fn remove_inline(&mut self, index: usize) {
        let place = self.places[index].clone();
        let stays = |place: &&Place| !self.removed.contains(&place.name);
        let follows = self.places[..index].iter().any(|place| stays(&place));
        let (gap, whole) = if follows {
            let gap = self.places[index - 1].value.end..place.key.start;
            (gap.clone(), gap.start..place.value.end)
        } else {
            let next = self.places.get(index + 1).map_or(place.value.end, |next| next.key.start);
            (place.value.end..next, place.key.start..next)
        };
        let between = self.text.get(gap.clone()).unwrap_or("");
        if between.contains('#') {
            let comma = comma(between).map(|comma| gap.start + comma);
            self.splices.extend(comma.map(|comma| (comma..comma + 1, String::new())));
            self.splices.push((place.key.start..place.value.end, String::new()));
        } else {
            self.splices.push((whole, String::new()));
        }
    }

    /// Returns what stands before a key on its line.
    fn indent(&self, place: &Place) -> &'s str {
        let before = self.text.get(..place.key.start).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        before.get(line..).unwrap_or("")
    }

    /// Returns a key and its equals sign, set as the other keys of the table are.
    fn head(&self, name: &str) -> String {
        let gaps = self.places.iter().filter_map(|place| {
            let between = self.text.get(place.key.end..place.value.start)?;
            let gap = between.find('=')?;
            Some((place.key.len() + gap, gap))
        });
        let (mut aligned, mut widest) = (0, 0);
        for (width, gap) in gaps {
            widest = gap.max(widest);
            if gap > 1 {
                aligned = width.max(aligned);
            }
        }
        match widest {
            0 => format!("{name}="),
            _ => format!("{name:<width$}= ", width = aligned.max(name.len() + 1)),
        }
    }

    /// Returns where the line that holds a place ends, before its line end.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Returns where the line before the one that holds a place ends, before its line end.
    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        let Some(end) = before.rfind('\n') else { return 0 };
        if before[..end].ends_with('\r') { end - 1 } else { end }
    }
}

fn empty(at: usize) -> Span {
    at..at
}

/// Returns the place of the comma in what stands between two keys, outside of comments.
fn comma(between: &str) -> Option<usize> {
    let mut in_comment = false;
    between.char_indices().find_map(|(at, c)| {
        in_comment = c != '\n' && (in_comment || c == '#');
        (c == ',' && !in_comment).then_some(at)
    })
}

/// Returns the line end that a text uses: that of its first line.
pub fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns a text as a TOML string on one line.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
