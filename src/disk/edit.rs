//! Edits of one file: under a lock, on what is there now, atomically.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use fs4::FileExt;

use super::{Error, write};

/// How often an edit is tried when the file changes meanwhile by other hands.
const TRIES: usize = 20;

/// What an edit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited<T> {
    /// The text before; empty where there was no file.
    pub before: String,
    /// The text after.
    pub after: String,
    /// What the change returned.
    pub answer: T,
}

/// Changes a file's text: reads it under a lock, applies the change, and writes the result in one step.
///
/// Whoever edits through here waits for the lock, so that two at once lose nothing; a program that does not is noticed
/// when the text changes between reading and writing, and the change is applied anew. With `dry_run` nothing is written.
///
/// # Errors
/// The change's own error, or whatever the system refuses; the file is then untouched.
pub fn edit<T, E: From<Error>>(
    path: &Path,
    dry_run: bool,
    change: impl Fn(&str) -> Result<(String, T), E>,
) -> Result<Edited<T>, E> {
    let target = resolve(path)?;
    let _lock = if dry_run { None } else { Some(lock(&target)?) };
    for _ in 0..TRIES {
        let before = text(&target)?;
        let (after, answer) = change(&before)?;
        if dry_run || after == before {
            return Ok(Edited { before, after, answer });
        }
        if text(&target)? == before {
            write::write(&target, after.as_bytes())?;
            return Ok(Edited { before, after, answer });
        }
    }
    Err(Error::Busy(target).into())
}

/// A link is followed only to a file in the same folder: an edit never reaches outside the rollout.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    if !is_link {
        return Ok(path.to_path_buf());
    }
    let real = path.canonicalize().map_err(Error::io("follow the link", path))?;
    let home = path.parent().and_then(|folder| folder.canonicalize().ok());
    if home.is_some_and(|home| real.starts_with(home)) {
        return Ok(real);
    }
    let outside = std::io::Error::other("it is a link that leads out of the rollout's folder");
    Err(Error::io("edit", path)(outside))
}

/// The lock lies in the cache folder, which is never an input, so that the file itself can be replaced.
fn lock(path: &Path) -> Result<File, Error> {
    let folder = path.parent().unwrap_or(Path::new(".")).join(".gonogo");
    super::cache::make(&folder)?;
    let name = format!("{}.lock", path.file_name().unwrap_or_default().to_string_lossy());
    let file = folder.join(name);
    let lock =
        OpenOptions::new().create(true).truncate(false).write(true).open(&file).map_err(Error::io("lock", &file))?;
    FileExt::lock(&lock).map_err(Error::io("lock", &file))?;
    Ok(lock)
}

fn text(path: &Path) -> Result<String, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}
