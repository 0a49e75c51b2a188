//! A cursor over a table: every key is asked for, checked, and used; the rest is told as unknown.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Diagnostics, Span, suggestion};

/// The version of the three files that this program reads.
const SCHEMA: f64 = 1.0;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the source, quotes included.
    pub span: Span,
}

/// A table whose keys are read one by one.
#[derive(Debug)]
pub struct Table<'t> {
    name: &'static str,
    keys: &'t DeTable<'t>,
    span: Span,
    asked: Vec<&'static str>,
}

/// What stands at a key, if anything does.
#[derive(Clone, Debug)]
pub struct Slot<'t> {
    pub(super) key: &'t str,
    pub(super) value: Option<&'t Spanned<DeValue<'t>>>,
}

impl<'t> Table<'t> {
    /// Returns a cursor over a table that stands at a span; `name` is how messages call it.
    pub(super) fn new(name: &'static str, keys: &'t DeTable<'t>, span: Span) -> Table<'t> {
        Table { name, keys, span, asked: Vec::new() }
    }

    /// Returns where the table stands: its header, its braces, or its key.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// Returns the line of the table's header, from 1.
    pub fn line(&self, found: &Diagnostics) -> usize {
        found.source.position(self.span.start).0
    }

    /// Returns what stands at an optional key, which is known from now on.
    pub fn get(&mut self, key: &'static str) -> Slot<'t> {
        self.asked.push(key);
        Slot { key, value: self.keys.get(key) }
    }

    /// Returns what stands at a required key; adds an error where there is nothing.
    pub fn need(&mut self, key: &'static str, found: &mut Diagnostics) -> Slot<'t> {
        let slot = self.get(key);
        if slot.value.is_none() {
            let message = format!("{} needs `{key}`", self.name);
            found.error("toml::missing-key", self.span(), message).label(format!("no `{key}` here"));
        }
        slot
    }

    /// Checks the file's `schema`; `required` where it may not be left out.
    pub fn schema(&mut self, required: bool, found: &mut Diagnostics) {
        let slot = if required { self.need("schema", found) } else { self.get("schema") };
        let Some(schema) = slot.number(found) else { return };
        if schema.value != SCHEMA {
            found
                .error("toml::value", schema.span, format!("unknown schema {}", schema.value))
                .label("this version reads schema 1")
                .help("write `schema = 1`, or use a newer gonogo");
        }
    }

    /// Returns where a key stands, known or not.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.keys.get_key_value(key).map(|(key, _)| key.span())
    }

    /// Returns every key with where it and its value stand, in no order that matters.
    pub fn places(&self) -> impl Iterator<Item = (&str, Span, Span)> {
        let keys = self.keys.iter();
        keys.map(|(key, value)| (key.get_ref().as_ref(), key.span(), value.span()))
    }

    /// Adds an error for every key that nobody asked for, with the nearest one that is known.
    pub fn finish(self, found: &mut Diagnostics) {
        for key in self.keys.keys() {
            let name = key.get_ref().as_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let message = format!("unknown key `{name}` in {}", self.name);
            let diagnostic = found.error("toml::unknown-key", key.span(), message);
            diagnostic.label("not a key of this table");
            diagnostic.help = suggestion(name, self.asked.iter().copied());
        }
    }
}

impl<'t> Slot<'t> {
    /// Returns where the value stands.
    pub fn span(&self) -> Option<Span> {
        self.value.map(Spanned::span)
    }

    /// Returns whether there is a value, of whatever type.
    pub fn is_given(&self) -> bool {
        self.value.is_some()
    }

    /// Returns a table.
    pub fn table(self, name: &'static str, found: &mut Diagnostics) -> Option<Table<'t>> {
        let value = self.value?;
        match value.get_ref() {
            DeValue::Table(keys) => Some(Table::new(name, keys, value.span())),
            other => {
                let help = format!("write `[{}]` on a line of its own", self.key);
                self.refuse("a table", other, value.span(), Some(help), found);
                None
            }
        }
    }

    /// Returns the tables of an array of tables, in the order of the file; none without a value.
    pub fn tables(self, name: &'static str, found: &mut Diagnostics) -> Vec<Table<'t>> {
        let Some(value) = self.value else { return Vec::new() };
        let help = || Some(format!("write `{name}` above each"));
        let DeValue::Array(elements) = value.get_ref() else {
            self.refuse("a list of tables", value.get_ref(), value.span(), help(), found);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in elements.iter() {
            match element.get_ref() {
                DeValue::Table(keys) => tables.push(Table::new(name, keys, element.span())),
                other => self.refuse("a list of tables", other, element.span(), help(), found),
            }
        }
        tables
    }

    /// Adds an error about a value of the wrong type.
    pub(super) fn refuse(
        &self,
        expected: &str,
        value: &DeValue,
        span: Span,
        help: Option<String>,
        found: &mut Diagnostics,
    ) {
        let message = format!("`{}` must be {expected}, not {}", self.key, kind(value));
        let diagnostic = found.error("toml::type", span, message);
        diagnostic.label(format!("expected {expected}"));
        diagnostic.help = help;
    }
}

/// Returns what people call the type of a value.
pub(super) fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
