//! Reports: from a judgement to the one value, and from it to every face.

pub mod badge;
pub mod changes;
pub mod chronicle;
pub mod entry;
pub mod feed;
pub mod figure;
pub mod format;
pub mod history;
pub mod json;
pub mod markdown;
pub mod missing;
pub mod model;
pub mod over;
pub mod page;
pub mod portfolio;
pub mod reason;
pub mod site;
pub mod terminal;
mod trace;
pub(crate) mod words;

pub use model::*;
pub use trace::traces;

/// Returns a face without characters that XML forbids, or that would reorder what stands around them.
///
/// Both can only come from the user's files; line ends and tabs stay.
fn clean(face: &str) -> String {
    let is_kept = |letter: &char| {
        !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
            && (!letter.is_control() || matches!(letter, '\n' | '\t'))
    };
    face.chars().filter(is_kept).collect()
}
