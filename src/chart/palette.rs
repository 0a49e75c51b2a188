//! The colours of every page and chart: one table, from which both style sheets take theirs.

use std::fmt::Write;

/// What a colour is for, and so how much it must stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Pages and boxes: text and lines are put on it.
    Background,
    /// A part of a chart that text and lines are put on.
    Tint,
    /// Text: at least 4.5 to 1 on every background it is put on.
    Text,
    /// Lines and shapes that carry meaning: at least 3 to 1.
    Line,
    /// Help for the eye that carries no meaning.
    Decoration,
}

/// One colour in both themes.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The name of the CSS variable, without its two hyphens.
    pub name: &'static str,
    /// The colour on a light page, as `#rrggbb`.
    pub light: &'static str,
    /// The colour on a dark page, as `#rrggbb`.
    pub dark: &'static str,
    /// What it is for.
    pub role: Role,
}

const fn token(name: &'static str, light: &'static str, dark: &'static str, role: Role) -> Token {
    Token { name, light, dark, role }
}

/// Every colour there is.
pub const TOKENS: &[Token] = &[
    token("bg", "#ffffff", "#0f1419", Role::Background),
    token("surface", "#f5f7f9", "#181f27", Role::Background),
    token("go-bg", "#e8f1f9", "#0e2a33", Role::Background),
    token("hold-bg", "#fbf3e2", "#2d2610", Role::Background),
    token("nogo-bg", "#fdecec", "#361a16", Role::Background),
    token("rb-bg", "#f0eaf8", "#231d40", Role::Background),
    token("fg", "#1a1f26", "#e6eaee", Role::Text),
    token("mut", "#525c69", "#a3aebb", Role::Text),
    token("link", "#0a58b0", "#7cc0ff", Role::Text),
    token("go", "#2f6fa6", "#8aedf0", Role::Text),
    token("hold", "#8f661c", "#fed31e", Role::Text),
    token("nogo", "#8a0410", "#f08a72", Role::Text),
    token("rb", "#472678", "#b3a2fa", Role::Text),
    token("line", "#c9d1d9", "#36414d", Role::Decoration),
    token("grid", "#d7dde3", "#2d3742", Role::Decoration),
    token("zone-go", "#dfeefa", "#10293a", Role::Tint),
    token("zone-rollback", "#f9dcd3", "#3a1d17", Role::Tint),
    token("gap", "#eceff2", "#232b34", Role::Tint),
    token("target", "#2f6fa6", "#8aedf0", Role::Text),
    token("rollback", "#8a0410", "#f08a72", Role::Text),
    token("cand", "#0b2e63", "#68a8ff", Role::Text),
    token("base", "#525c69", "#a3aebb", Role::Text),
    token("band", "#0b2e63", "#68a8ff", Role::Decoration),
    token("event", "#525c69", "#a3aebb", Role::Line),
    token("cut", "#a9b3bd", "#4a5663", Role::Decoration),
    token("bar", "#6b7d90", "#6f849b", Role::Line),
    token("bar-low", "#8f661c", "#fed31e", Role::Line),
];

/// Returns the style sheet that declares every colour as a variable, dark ones where a screen asks
/// for them; paper is always light.
pub fn root_css() -> String {
    let mut css = String::from(":root{color-scheme:light dark");
    for token in TOKENS {
        let _ = write!(css, ";--{}:{}", token.name, token.light);
    }
    css.push_str("}@media screen and (prefers-color-scheme:dark){:root{");
    for (index, token) in TOKENS.iter().enumerate() {
        let comma = if index == 0 { "" } else { ";" };
        let _ = write!(css, "{comma}--{}:{}", token.name, token.dark);
    }
    css.push_str("}}\n");
    css
}
