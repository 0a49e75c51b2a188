//! Which rollouts are meant: a folder, an id under `plans/`, or all of them.

use std::path::{Path, PathBuf};

use super::Error;

/// A rollout's folder and its id, which may not be fit to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The folder's name.
    pub id: String,
    /// The folder that holds plan.toml.
    pub folder: PathBuf,
    /// The folder as people type it, with `/`.
    pub shown: String,
}

/// Returns the folder that holds `plans/`, from here upward as git looks for its repository.
pub fn home(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|folder| folder.join("plans").is_dir()).map(Path::to_path_buf)
}

/// Returns the rollouts that these names mean; all under `plans/` without names, in the order of their ids.
///
/// # Errors
/// A name that is neither a folder with a plan nor an id under `plans/`, or nothing found at all.
pub fn find(from: &Path, names: &[String]) -> Result<Vec<Found>, Error> {
    if names.is_empty() {
        let all = all(from)?;
        return if all.is_empty() { Err(Error::NoRollouts) } else { Ok(all) };
    }
    names.iter().map(|name| one(from, name)).collect()
}

fn one(from: &Path, name: &str) -> Result<Found, Error> {
    let folder = from.join(name);
    if folder.join("plan.toml").is_file() {
        return found(from, &folder);
    }
    let all = all(from)?;
    if let Some(found) = all.iter().find(|found| found.id == name) {
        return Ok(found.clone());
    }
    if folder.is_dir() {
        return Err(Error::NoPlan(folder));
    }
    if name.contains(['/', '\\']) || name.starts_with('.') {
        let missing =
            folder.metadata().err().unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::NotADirectory));
        return Err(Error::named("enter", &folder)(missing));
    }
    let near = crate::source::near(name, all.iter().map(|found| found.id.as_str())).map(str::to_string);
    Err(Error::UnknownRollout { name: name.to_string(), near })
}

fn all(from: &Path) -> Result<Vec<Found>, Error> {
    let Some(home) = home(from) else { return Ok(Vec::new()) };
    let plans = home.join("plans");
    let entries = std::fs::read_dir(&plans).map_err(Error::io("read", &plans))?;
    let mut folders = Vec::new();
    for entry in entries {
        let folder = entry.map_err(Error::io("read", &plans))?.path();
        if folder.join("plan.toml").is_file() {
            folders.push(folder);
        }
    }
    folders.sort();
    folders.iter().map(|folder| found(from, folder)).collect()
}

fn found(from: &Path, folder: &Path) -> Result<Found, Error> {
    let real = folder.canonicalize().map_err(Error::io("read", folder))?;
    let id = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Found { id, folder: folder.to_path_buf(), shown: shown(from, folder) })
}

/// The folder as people type it from where they stand: `plans/checkout`, `../checkout`, `.`.
fn shown(from: &Path, folder: &Path) -> String {
    let (mut base, mut up) = (from, String::new());
    let rest = loop {
        match (folder.strip_prefix(base), base.parent()) {
            (Ok(rest), _) => break rest,
            (Err(_), Some(parent)) => base = parent,
            (Err(_), None) => return folder.to_string_lossy().into_owned(),
        }
        up.push_str("../");
    };
    let parts: Vec<_> = rest.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let shown = format!("{up}{}", parts.join("/"));
    let shown = shown.strip_suffix('/').unwrap_or(&shown);
    if shown.is_empty() { ".".to_string() } else { shown.to_string() }
}
