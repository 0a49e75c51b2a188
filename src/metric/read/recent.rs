//! A map for rows in time order: mostly asked for the key that it was asked for last.

use std::collections::BTreeMap;

/// A map in the order of its keys. Asking for the last key again costs a comparison, a new greatest key an append.
#[derive(Clone, Debug)]
pub(super) struct Recent<K, V> {
    entries: Vec<(K, V)>,
    at: usize,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Recent<K, V> {
        Recent { entries: Vec::new(), at: 0 }
    }
}

impl<K: Copy + Ord, V> Recent<K, V> {
    /// Returns the value of a key, made first if the key is new.
    pub(super) fn entry(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let hit = self.entries.get(self.at).is_some_and(|(known, _)| *known == key);
        if !hit {
            self.at = match self.entries.binary_search_by(|(known, _)| known.cmp(&key)) {
                Ok(at) => at,
                Err(at) => {
                    self.entries.insert(at, (key, make()));
                    at
                }
            };
        }
        &mut self.entries[self.at].1
    }

    /// Returns the entries as a map.
    pub(super) fn into_map(self) -> BTreeMap<K, V> {
        self.entries.into_iter().collect()
    }
}
