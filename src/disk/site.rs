//! The output site on disk: which versions it holds, and how new ones come to it.

use std::path::{Path, PathBuf};

use super::{Error, write};
use crate::report::site::{Row, Site};
use crate::source::sha256_hex;

/// Returns the versions of a rollout in a site, newest first: from versions.json, or where that is missing or broken, from the versions.
///
/// # Errors
/// Whatever the system refuses.
pub fn known(site: &Path, rollout: &str) -> Result<Vec<Row>, Error> {
    let folder = site.join(rollout);
    if let Some(rows) = json::<Vec<Row>>(&folder.join("versions.json"))? {
        return Ok(rows);
    }
    let mut rows = Vec::new();
    for version in folders(&folder.join("r"))? {
        let Some(bytes) = bytes(&version.join("report.json"))? else { continue };
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(&bytes) else { continue };
        rows.extend(Row::from_report(&value, &sha256_hex(&bytes)));
    }
    rows.sort_by(|left, right| right.evaluated_at.cmp(&left.evaluated_at).then(right.id.cmp(&left.id)));
    Ok(rows)
}

/// Returns report.json of a version in a site.
///
/// # Errors
/// Whatever the system refuses.
pub fn report(site: &Path, rollout: &str, id: &str) -> Result<Option<serde_json::Value>, Error> {
    json(&site.join(rollout).join("r").join(id).join("report.json"))
}

/// Returns the ids of the rollouts that a site holds, in their order.
///
/// # Errors
/// Whatever the system refuses.
pub fn rollouts(site: &Path) -> Result<Vec<String>, Error> {
    let held = folders(site)?.into_iter().filter(|folder| folder.join("versions.json").is_file());
    Ok(held.filter_map(|folder| folder.file_name()?.to_str().map(str::to_string)).collect())
}

/// Returns the first file of a version that exists with other bytes: a published version never changes.
///
/// # Errors
/// Whatever the system refuses.
pub fn differs(site: &Path, rollout: &str, id: &str, files: &Site) -> Result<Option<String>, Error> {
    let folder = site.join(rollout).join("r").join(id);
    if !folder.exists() {
        return Ok(None);
    }
    for (path, new) in files {
        if bytes(&folder.join(path))?.as_ref() != Some(new) {
            return Ok(Some(path.clone()));
        }
    }
    Ok(None)
}

/// Adds a version to a site as a whole: its folder appears under its name only when every file is in it. Tells whether it was new.
///
/// # Errors
/// A version of this id with other bytes, or whatever the system refuses.
pub fn add(site: &Path, rollout: &str, id: &str, files: &Site) -> Result<bool, Error> {
    if let Some(path) = differs(site, rollout, id, files)? {
        return Err(Error::Conflict { id: id.to_string(), path });
    }
    let versions = site.join(rollout).join("r");
    let target = versions.join(id);
    if target.exists() {
        return Ok(false);
    }
    std::fs::create_dir_all(&versions).map_err(Error::io("make", &versions))?;
    let staging =
        tempfile::Builder::new().prefix(".gonogo-").tempdir_in(&versions).map_err(Error::io("write", &target))?;
    for (path, bytes) in files {
        write::write(&staging.path().join(path), bytes)?;
    }
    open_to_all(staging.path())?;
    match std::fs::rename(staging.path(), &target) {
        Ok(()) => Ok(true),
        // Another build was faster: fine if it wrote the same.
        Err(_) if target.exists() => match differs(site, rollout, id, files)? {
            Some(path) => Err(Error::Conflict { id: id.to_string(), path }),
            None => Ok(false),
        },
        Err(error) => Err(Error::io("write", &target)(error)),
    }
}

/// Writes the files of a site that may change, each only if its bytes differ. Returns the paths written.
///
/// # Errors
/// Whatever the system refuses.
pub fn save(site: &Path, files: &Site) -> Result<Vec<String>, Error> {
    let mut written = Vec::new();
    for (path, bytes) in files {
        if write::write_changed(&site.join(path), bytes)? {
            written.push(path.clone());
        }
    }
    Ok(written)
}

/// A temporary folder is private; a version is for everybody.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).map_err(Error::io("write", folder))
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> Result<(), Error> {
    Ok(())
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io("read", folder)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(Error::io("read", folder))?.path();
        if path.is_dir() && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn bytes(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

fn json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Option<T>, Error> {
    Ok(bytes(path)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}
