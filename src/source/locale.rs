//! The languages that pages and the terminal speak.

use std::str::FromStr;

/// A language of the pages and of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Locale {
    /// Every language, in the order of their tags.
    pub const ALL: [Locale; 2] = [Locale::En, Locale::ZhCn];

    /// Returns the BCP 47 tag, as in `locale = "zh-CN"` and `index.zh-CN.html`.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::ZhCn => "zh-CN",
        }
    }
}

impl FromStr for Locale {
    type Err = ();

    fn from_str(tag: &str) -> Result<Locale, ()> {
        Locale::ALL.into_iter().find(|locale| locale.tag() == tag).ok_or(())
    }
}

impl serde::Serialize for Locale {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}
