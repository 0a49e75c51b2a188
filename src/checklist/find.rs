//! Finding the item that a person means.

use super::model::{Checklist, Item};
use crate::source::near;

/// What a person's word for an item leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup<'c> {
    /// The item.
    Item(&'c Item),
    /// Several that it could mean.
    Several(Vec<&'c Item>),
    /// None; perhaps the item of this id was meant.
    Nothing(Option<&'c str>),
}

impl Checklist {
    /// Returns every item of every list, in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.lists.iter().flat_map(|list| &list.items)
    }

    /// Returns the item of this id, else the only one whose id or text contains these words, upper or lower case.
    pub fn find(&self, words: &str) -> Lookup<'_> {
        if let Some(item) = self.items().find(|item| item.id == words) {
            return Lookup::Item(item);
        }
        let lower = words.trim().to_lowercase();
        let contains = |text: &str| text.to_lowercase().contains(&lower);
        let named = |item: &&Item| contains(&item.id) || contains(&item.text);
        let found: Vec<&Item> = self.items().filter(|item| !lower.is_empty() && named(item)).collect();
        match found[..] {
            [] => Lookup::Nothing(near(words, self.items().map(|item| item.id.as_str()))),
            [item] => Lookup::Item(item),
            _ => Lookup::Several(found),
        }
    }
}
