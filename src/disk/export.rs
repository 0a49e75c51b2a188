//! Exports: globs to regular files in path order, files to tallies.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::metric::read::{ExportTally, Finding, Reader};
use crate::plan::{Export, Plan};
use crate::verdict::{Data, Survey};

/// Bytes read at once from a file.
const BLOCK: usize = 1 << 18;

/// Tallies every export of a plan for a survey: exports side by side, the files of each in path order.
pub fn tally(folder: &Path, plan: &Plan, survey: Survey) -> Data {
    let tallied: Vec<(usize, Vec<usize>, ExportTally)> = (0..plan.exports.len())
        .into_par_iter()
        .map(|export| {
            let numbers = survey.measures_of(plan, export);
            let measures = survey.list(plan, &numbers);
            let tally = read(folder, &plan.exports[export], Reader::new(survey.job(plan, export, &numbers, &measures)));
            (export, numbers, tally)
        })
        .collect();
    let mut data = Data::new(plan, survey);
    for (export, numbers, tally) in tallied {
        data.absorb(export, &numbers, tally);
    }
    data
}

fn read(folder: &Path, export: &Export, mut reader: Reader) -> ExportTally {
    let (paths, mut findings) = matched(folder, export);
    for path in paths {
        match File::open(folder.join(&path)) {
            Ok(file) => reader.file(&path, BufReader::with_capacity(BLOCK, file)),
            Err(error) => findings.push(unreadable(&path, &error)),
        }
    }
    let mut tally = reader.finish();
    tally.findings.extend(findings);
    tally
}

/// The regular files that an export's globs match, in path order, relative to the folder with `/`; links are not followed.
fn matched(folder: &Path, export: &Export) -> (BTreeSet<String>, Vec<Finding>) {
    let mut paths = BTreeSet::new();
    let mut findings = Vec::new();
    let Some(globs) = globs(export) else { return (paths, findings) };
    let hidden = |name: &std::ffi::OsStr| name == ".gonogo" || name == ".git";
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !hidden(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let inside = error.path().and_then(|path| relative(folder, path)).unwrap_or_default();
                let said = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
                findings.push(unreadable(&inside, &said));
                continue;
            }
        };
        let Some(path) = relative(folder, entry.path()) else { continue };
        if entry.file_type().is_file() && globs.is_match(&path) {
            paths.insert(path);
        }
    }
    (paths, findings)
}

/// The plan was checked: a glob that does not compile matches nothing.
fn globs(export: &Export) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for glob in &export.files {
        set.add(GlobBuilder::new(glob.trim_start_matches("./")).literal_separator(true).build().ok()?);
    }
    set.build().ok()
}

fn relative(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

fn unreadable(path: &str, error: &std::io::Error) -> Finding {
    Finding { code: "unreadable", holds: true, path: path.to_string(), line: None, count: 1, detail: error.to_string() }
}
