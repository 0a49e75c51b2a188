//! What the machine refused, and about what.

use std::path::{Path, PathBuf};

/// The machine refused, or what was asked for does not fit what is there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried: read, write, lock …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// No rollout of this name.
    #[error("no rollout named `{name}`")]
    UnknownRollout {
        /// As typed.
        name: String,
        /// The nearest id, if one is near.
        near: Option<String>,
    },
    /// There is no plan to be found.
    #[error("no rollout found: no `plans/*/plan.toml` here or in a folder above")]
    NoRollouts,
    /// A folder was named that holds no plan.
    #[error("`{}` holds no plan.toml", .0.display())]
    NoPlan(PathBuf),
    /// A path that was named on the command line cannot be used.
    #[error("cannot {action} `{}`", path.display())]
    Named {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A version with this id exists with other bytes.
    #[error("version `{id}` exists with other bytes: `{path}` differs")]
    Conflict {
        /// The version's id.
        id: String,
        /// The first file that differs.
        path: String,
    },
    /// A file changed again and again while it was edited.
    #[error("`{}` keeps changing while it is edited", .0.display())]
    Busy(PathBuf),
}

impl Error {
    /// Returns an error about an action on a path.
    pub fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_path_buf();
        move |source| Error::Io { action, path, source }
    }

    /// Returns an error about an action on a path that was named on the command line.
    pub fn named(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_path_buf();
        move |source| Error::Named { action, path, source }
    }

    /// Returns what to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::UnknownRollout { near: Some(near), .. } => Some(format!("did you mean `{near}`?")),
            Error::NoRollouts => Some("name a folder that holds plan.toml, or use -C DIR".to_string()),
            Error::Conflict { .. } => Some(
                "a published version never changes; build into another folder, or remove it on purpose".to_string(),
            ),
            Error::Busy(_) => Some("close the program that writes it and try again".to_string()),
            _ => None,
        }
    }
}
