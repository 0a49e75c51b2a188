//! The house rules, held by a test: who may import whom, what stays at the edge, how long a file may be.

use std::path::{Path, PathBuf};

/// The layers from the bottom up; modules of one layer do not import each other.
const LAYERS: [&[&str]; 7] = [
    &["source", "stats", "chart"],
    &["metric", "checklist", "journal"],
    &["plan"],
    &["verdict", "rollback"],
    &["report"],
    &["disk"],
    &["cli"],
];
/// Only these may touch files, programs, the network, the clock and the terminal.
const EDGE: [&str; 2] = ["disk", "cli"];
/// What belongs to the edge.
const EDGE_ONLY: [&str; 9] = [
    "std::fs",
    "std::env::var",
    "std::process::Command",
    "std::net",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "std::io::stdout",
    "std::io::stderr",
];
/// No file of code is longer.
const MOST_LINES: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name();
    let files = walk.into_iter().flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(root()).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
            (path, std::fs::read_to_string(entry.path()).expect("a source file is readable"))
        })
        .collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("")
}

#[test]
fn imports_go_down() {
    let mut climbing = Vec::new();
    for (path, text) in sources("src") {
        let Some(own) = layer(module(&path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for (at, _) in line.match_indices("crate::") {
                let name: String =
                    line[at + 7..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                let sideways = |other: usize| other == own && name != module(&path);
                if layer(&name).is_some_and(|other| other > own || sideways(other)) {
                    climbing.push(format!("{path}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(climbing.is_empty(), "imports that do not go down:\n{}", climbing.join("\n"));
}

#[test]
fn only_the_edge_touches_the_machine() {
    let mut touching = Vec::new();
    for (path, text) in sources("src") {
        if EDGE.contains(&module(&path)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if EDGE_ONLY.iter().any(|word| line.contains(word)) {
                touching.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(touching.is_empty(), "the machine is touched below the edge:\n{}", touching.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read_at_a_sitting() {
    let long: Vec<String> = ["src", "tests", "plans", "benches"]
        .into_iter()
        .filter(|folder| root().join(folder).exists())
        .flat_map(sources)
        .filter(|(_, text)| text.lines().count() > MOST_LINES)
        .map(|(path, text)| format!("{path}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "over {MOST_LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn every_module_has_its_place_in_a_layer() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs is readable");
    let modules: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(!modules.is_empty());
    for module in modules {
        assert!(layer(module).is_some(), "`{module}` has no place in a layer");
    }
}
