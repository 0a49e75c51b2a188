//! `.gonogo/` beside a plan: never an input, ignored by git, safe to delete.

use std::path::Path;

use super::{Error, write};

/// Makes the folder with its own .gitignore, if it is not there.
///
/// # Errors
/// Whatever the system refuses.
pub fn make(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
    let ignore = folder.join(".gitignore");
    if ignore.exists() { Ok(()) } else { write::write(&ignore, b"*\n") }
}
