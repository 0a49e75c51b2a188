//! How a catalogue becomes its struct: field by field, every mistake noted.
//!
//! By hand rather than derived: a derived reader of a struct with some hundred fields takes the compiler minutes.

use std::collections::BTreeMap;

use super::{Phrase, Plural};

/// What a key of a catalogue may hold.
pub trait Word: Sized {
    /// Returns what stands at a place; notes a mistake and returns something empty where it does not fit.
    fn read(value: Option<toml::Value>, place: &str, mistakes: &mut Vec<String>) -> Self;
}

/// The keys of one table, taken one by one.
pub struct Keys<'m> {
    keys: toml::Table,
    place: String,
    mistakes: &'m mut Vec<String>,
}

impl<'m> Keys<'m> {
    /// Returns the keys of the table that should stand at a place.
    pub fn new(value: Option<toml::Value>, place: &str, mistakes: &'m mut Vec<String>) -> Keys<'m> {
        let keys = match value {
            Some(toml::Value::Table(keys)) => keys,
            _ => {
                mistakes.push(format!("`{place}` must be a table"));
                toml::Table::new()
            }
        };
        Keys { keys, place: place.to_owned(), mistakes }
    }

    /// Takes the value of a key.
    #[inline(never)]
    pub fn take<T: Word>(&mut self, key: &str) -> T {
        let value = self.keys.remove(key);
        T::read(value, &format!("{}.{key}", self.place), self.mistakes)
    }

    /// Notes the keys that nobody took.
    pub fn end(self) {
        self.mistakes.extend(self.keys.keys().map(|key| format!("`{}.{key}` is not read", self.place)));
    }
}

impl Word for Phrase {
    fn read(value: Option<toml::Value>, place: &str, mistakes: &mut Vec<String>) -> Phrase {
        Phrase::new(String::read(value, place, mistakes))
    }
}

impl Word for String {
    fn read(value: Option<toml::Value>, place: &str, mistakes: &mut Vec<String>) -> String {
        match value {
            Some(toml::Value::String(text)) => text,
            _ => {
                mistakes.push(format!("`{place}` must be a text"));
                String::new()
            }
        }
    }
}

impl Word for Plural {
    fn read(value: Option<toml::Value>, place: &str, mistakes: &mut Vec<String>) -> Plural {
        let mut keys = Keys::new(value, place, mistakes);
        let one = keys.keys.contains_key("one").then(|| keys.take("one"));
        let plural = Plural::new(one, keys.take("other"));
        keys.end();
        plural
    }
}

impl<T: Word> Word for BTreeMap<String, T> {
    fn read(value: Option<toml::Value>, place: &str, mistakes: &mut Vec<String>) -> BTreeMap<String, T> {
        let mut keys = Keys::new(value, place, mistakes);
        let names: Vec<String> = keys.keys.keys().cloned().collect();
        names.into_iter().map(|name| (name.clone(), keys.take(&name))).collect()
    }
}

impl Word for Vec<String> {
    fn read(value: Option<toml::Value>, place: &str, mistakes: &mut Vec<String>) -> Vec<String> {
        let Some(toml::Value::Array(values)) = value else {
            mistakes.push(format!("`{place}` must be a list"));
            return Vec::new();
        };
        values.into_iter().map(|value| String::read(Some(value), place, mistakes)).collect()
    }
}
