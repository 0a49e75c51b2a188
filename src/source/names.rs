//! Declared ids: each once, found again by name.

use super::{Diagnostics, Placed, Span, Table, suggestion};

/// The ids of one kind, in the order declared: their places are the indices that a plan refers by.
#[derive(Clone, Debug)]
pub struct Names {
    /// How messages call the kind: `metric`.
    kind: &'static str,
    /// Where they are declared, as messages say it: `[[metric]]`.
    home: &'static str,
    /// The code of diagnostics about them.
    code: &'static str,
    names: Vec<String>,
}

impl Names {
    /// Returns an empty set of ids of one kind, declared at `home`; `code` is for its diagnostics.
    pub fn new(kind: &'static str, home: &'static str, code: &'static str) -> Names {
        Names { kind, home, code, names: Vec::new() }
    }

    /// Returns a set of ids that are known to be good.
    pub fn of<'n>(
        kind: &'static str,
        home: &'static str,
        code: &'static str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Names {
        let names = names.into_iter().map(str::to_owned).collect();
        Names { names, ..Names::new(kind, home, code) }
    }

    /// Adds the next id, and an error if it is taken. An empty one stands for one that could not be read.
    pub fn declare(&mut self, id: &str, span: Span, found: &mut Diagnostics) {
        if !id.is_empty() && self.names.iter().any(|name| name == id) {
            found.error(self.code, span, format!("two {}s named `{id}`", self.kind)).label("already taken");
        }
        self.names.push(id.to_owned());
    }

    /// Returns the `id` that a table must have, declared; empty where it could not be read.
    pub fn identify(&mut self, table: &mut Table, found: &mut Diagnostics) -> String {
        let id = table.need("id", found).word(found);
        if let Some(id) = &id {
            check_id(id, found);
        }
        let (id, span) = id.map_or((String::new(), table.span()), |id| (id.value, id.span));
        self.declare(&id, span, found);
        id
    }

    /// Returns the index of the id that is named here, else adds an error with the nearest one.
    pub fn find(&self, name: &Placed<String>, found: &mut Diagnostics) -> Option<usize> {
        let index = self.names.iter().position(|id| *id == name.value && !id.is_empty());
        if index.is_none() {
            let known = self.names.iter().filter(|id| !id.is_empty()).map(String::as_str);
            let help = suggestion(&name.value, known);
            let message = format!("no {} named `{}`", self.kind, name.value);
            let diagnostic = found.error(self.code, name.span.clone(), message);
            diagnostic.label(format!("not declared under {}", self.home));
            diagnostic.help = help;
        }
        index
    }

    /// Returns the indices of the ids that are named in a list, in the order declared, each once.
    pub fn find_all(&self, list: &[Placed<String>], found: &mut Diagnostics) -> Vec<usize> {
        let mut indices = Vec::new();
        for name in list {
            let Some(index) = self.find(name, found) else { continue };
            if indices.contains(&index) {
                let message = format!("`{}` is named twice", name.value);
                found.error(self.code, name.span.clone(), message).label("once is enough");
            } else {
                indices.push(index);
            }
        }
        indices.sort_unstable();
        indices
    }

    /// Returns the id at an index; empty where it could not be read.
    pub fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Returns whether a text can be an id, else adds an error with one that can.
pub fn check_id(id: &Placed<String>, found: &mut Diagnostics) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if id.value.chars().all(good) {
        return true;
    }
    let dashed = |c: char| if c.is_whitespace() || matches!(c, '.' | '/') { '-' } else { c };
    let nearest: String = id.value.to_lowercase().chars().map(dashed).filter(|c| good(*c)).collect();
    let message = format!("`{}` cannot be an id", id.value);
    let diagnostic = found.error("toml::id", id.span.clone(), message);
    diagnostic.label("expected lower-case ASCII letters, digits, `-` and `_`");
    let nearest = nearest.trim_matches('-');
    if !nearest.is_empty() {
        diagnostic.help(format!("write `{nearest}`; a `title` may be in any language"));
    } else {
        diagnostic.help("a `title` may be in any language");
    }
    false
}
