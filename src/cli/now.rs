//! The clock and the environment: asked here and nowhere else.

use std::path::Path;

use crate::source::{Locale, Moment};

/// Returns SOURCE_DATE_EPOCH where it is set, else the time, in whole seconds.
pub fn now() -> Moment {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse::<i64>().ok());
    Moment::from_seconds(fixed.unwrap_or_else(|| jiff::Timestamp::now().as_second()))
}

/// Returns the language that GONOGO_LANG, LC_ALL or LANG ask for; English where none is known.
pub fn locale() -> Locale {
    let asked = ["GONOGO_LANG", "LC_ALL", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()));
    match asked {
        Some(text) if text.to_ascii_lowercase().starts_with("zh") => Locale::ZhCn,
        _ => Locale::En,
    }
}

/// Returns who works in a folder: git's user name, else the system's.
pub fn who(folder: &Path) -> Option<String> {
    let git = std::process::Command::new("git").arg("-C").arg(folder).args(["config", "user.name"]).output().ok();
    let name = git
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string());
    name.filter(|name| !name.is_empty()).or_else(|| std::env::var("USER").ok().filter(|name| !name.is_empty()))
}
