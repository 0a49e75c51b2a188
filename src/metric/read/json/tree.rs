//! The fields that are wanted, arranged as the objects that hold them.

use std::ops::Range;

use super::{Value, members, unescape};
use crate::metric::read::row::{Fields, Row};

/// A path with more dots than this is looked for as one key or as nested keys, not in mixtures of both.
const DOTS: usize = 6;

/// Wanted members of an object.
#[derive(Clone, Debug, Default)]
pub(in crate::metric::read) struct Tree {
    members: Vec<Member>,
}

#[derive(Clone, Debug)]
struct Member {
    key: String,
    slots: Vec<usize>,
    inner: Tree,
}

impl Tree {
    /// Returns the tree of all fields: `a.b` is the key `a.b`, or the key `b` in the object at `a`.
    pub(in crate::metric::read) fn new(fields: &Fields) -> Tree {
        let mut tree = Tree::default();
        for (slot, name) in fields.names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if name.matches('.').count() <= DOTS {
                tree.insert(name, slot);
                continue;
            }
            tree.member(name).slots.push(slot);
            let (last, path) = match name.rsplit_once('.') {
                Some((path, last)) => (last, path),
                None => continue,
            };
            let object = path.split('.').fold(&mut tree, |tree, key| &mut tree.member(key).inner);
            object.member(last).slots.push(slot);
        }
        tree
    }

    fn insert(&mut self, path: &str, slot: usize) {
        self.member(path).slots.push(slot);
        for (dot, _) in path.match_indices('.') {
            self.member(&path[..dot]).inner.insert(&path[dot + 1..], slot);
        }
    }

    fn member(&mut self, key: &str) -> &mut Member {
        let place = self.members.iter().position(|member| member.key == key).unwrap_or_else(|| {
            let member = Member { key: key.to_owned(), slots: Vec::new(), inner: Tree::default() };
            self.members.push(member);
            self.members.len() - 1
        });
        &mut self.members[place]
    }

    /// Fills a row from the object that a part of the record holds; `also` sees all its own members.
    ///
    /// Of members with one key the last counts. Returns `None` where the object is not well formed.
    pub(in crate::metric::read) fn fill(
        &self,
        record: &[u8],
        object: Range<usize>,
        row: &mut Row,
        also: &mut dyn FnMut(&[u8], &Value),
    ) -> Option<()> {
        let mut sound = Some(());
        let walked = members(record, object, &mut |key, escaped, value| {
            let undone;
            let key = if escaped {
                let mut text = Vec::new();
                sound = sound.and(unescape(&record[key], &mut text));
                undone = text;
                &undone[..]
            } else {
                &record[key]
            };
            also(key, &value);
            let Some(member) = self.members.iter().find(|member| member.key.as_bytes() == key) else {
                return;
            };
            for slot in &member.slots {
                sound = sound.and(set(row, *slot, record, &value));
            }
            if let Value::Object(inner) = &value
                && !member.inner.members.is_empty()
            {
                sound = sound.and(member.inner.fill(record, inner.clone(), row, &mut |_, _| {}));
            }
        });
        walked.and(sound)
    }
}

/// Sets a field to a value: objects and arrays as they are written.
fn set(row: &mut Row, slot: usize, record: &[u8], value: &Value) -> Option<()> {
    match value {
        Value::Null => row.unset(slot),
        Value::Text { range, escaped: false } | Value::Object(range) | Value::Array(range) | Value::Word(range) => {
            row.set_raw(slot, range.clone());
        }
        Value::Text { range, escaped: true } => {
            return row.set_with(slot, |own| unescape(&record[range.clone()], own));
        }
    }
    Some(())
}
