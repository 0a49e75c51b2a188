//! Atomic writes: at its final name a file is either the old one or the new one, never half.

use std::io::Write;
use std::path::Path;

use super::Error;

/// Writes bytes to a file through a temporary one beside it; the folder is made if need be.
///
/// # Errors
/// Whatever the system refuses; the file is then untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(Error::io("make the folder of", path))?;
    let mut file = tempfile::Builder::new().prefix(".gonogo-").tempfile_in(folder).map_err(Error::io("write", path))?;
    file.write_all(bytes).map_err(Error::io("write", path))?;
    keep_mode(path, file.path())?;
    file.as_file().sync_all().map_err(Error::io("write", path))?;
    file.persist(path).map_err(|error| Error::io("write", path)(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes bytes to a file unless it holds them already; tells whether it wrote.
///
/// # Errors
/// As for [`write`].
pub fn write_changed(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    write(path, bytes).map(|()| true)
}

/// A temporary file is private; the new file gets the old one's permissions, or those of any new file.
#[cfg(unix)]
fn keep_mode(path: &Path, temporary: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
    std::fs::set_permissions(temporary, std::fs::Permissions::from_mode(mode)).map_err(Error::io("write", path))
}

#[cfg(not(unix))]
fn keep_mode(_path: &Path, _temporary: &Path) -> Result<(), Error> {
    Ok(())
}

/// The new name must survive a crash too; where folders cannot be synced, the file system takes care of it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}
