//! Writes the synthetic metrics of the rollouts under `plans/`, the same bytes on every machine.
//!
//! `cargo run --example synthetic` writes them; with `--check` it writes nothing, compares what it would
//! write with what is there, and exits 1 if anything differs. Compressed files are compared by their text.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

#[path = "synthetic/answer_cache.rs"]
mod answer_cache;
#[path = "synthetic/budget_controller.rs"]
mod budget_controller;
#[path = "synthetic/clock.rs"]
mod clock;
#[path = "synthetic/random.rs"]
mod random;
#[path = "synthetic/traffic.rs"]
mod traffic;

fn main() -> io::Result<ExitCode> {
    let check = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            writeln!(io::stderr(), "error: `{other}` is not known; there is `--check`")?;
            return Ok(ExitCode::from(2));
        }
    };
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let mut differing = 0;
    for (rollout, exports) in rollouts() {
        let folder = plans.join(rollout);
        if check {
            differing += differences(&folder, &exports)?;
        } else {
            write(&folder, &exports)?;
        }
    }
    Ok(if differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn rollouts() -> [(&'static str, BTreeMap<String, String>); 2] {
    [("answer-cache", answer_cache::exports()), ("budget-controller", budget_controller::exports())]
}

fn write(folder: &Path, exports: &BTreeMap<String, String>) -> io::Result<()> {
    fs::create_dir_all(folder.join("metrics"))?;
    for (path, text) in exports {
        let file = File::create(folder.join(path))?;
        if path.ends_with(".gz") {
            let mut packed = GzEncoder::new(file, Compression::best());
            packed.write_all(text.as_bytes())?;
            packed.finish()?;
        } else {
            (&file).write_all(text.as_bytes())?;
        }
    }
    Ok(())
}

/// Returns how many files under `metrics/` are not what the generator makes, and names them.
fn differences(folder: &Path, exports: &BTreeMap<String, String>) -> io::Result<usize> {
    let mut differing = Vec::new();
    for (path, text) in exports {
        let path = folder.join(path);
        if read(&path).ok().as_ref() != Some(text) {
            differing.push(path);
        }
    }
    for entry in fs::read_dir(folder.join("metrics"))? {
        let path = entry?.path();
        if !exports.keys().any(|known| folder.join(known) == path) {
            differing.push(path);
        }
    }
    for path in &differing {
        writeln!(io::stderr(), "{} is not what `synthetic` makes", path.display())?;
    }
    Ok(differing.len())
}

fn read(path: &PathBuf) -> io::Result<String> {
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    } else {
        File::open(path)?.read_to_string(&mut text)?;
    }
    Ok(text)
}
