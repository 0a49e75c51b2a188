//! A folder of its own for a test, and the program run in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

/// The rollouts that are shipped under `plans/`.
pub const SHIPPED: [&str; 2] = ["answer-cache", "budget-controller"];

/// A moment at which both shipped rollouts have data.
pub const AT: &str = "2026-01-06T09:00:00Z";

/// A folder that vanishes with the test.
pub struct Sandbox {
    folder: TempDir,
}

/// What a run of the program gave back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// What it wrote to stdout.
    pub out: String,
    /// What it wrote to stderr.
    pub err: String,
}

impl Ran {
    /// Returns stdout as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in:\n{}", self.out))
    }
}

/// Every file of a folder: its bytes and when it was last written.
pub type Tree = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

impl Sandbox {
    /// Returns an empty folder.
    pub fn empty() -> Sandbox {
        Sandbox { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// Returns a folder with copies of the shipped rollouts under `plans/`.
    pub fn shipped() -> Sandbox {
        let sandbox = Sandbox::empty();
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
        for rollout in SHIPPED {
            copy(&plans.join(rollout), &sandbox.path(&format!("plans/{rollout}")));
        }
        sandbox
    }

    /// Returns a folder with one rollout, `checkout`, of these files.
    pub fn checkout(files: &[(&str, &str)]) -> Sandbox {
        let sandbox = Sandbox::empty();
        for (name, text) in files {
            sandbox.write(&format!("plans/checkout/{name}"), text);
        }
        sandbox
    }

    /// Returns a path in the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, and the folders on the way to it.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    /// Returns a file's text.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Returns the program, ready to run in the folder: with no terminal, in no particular language.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        for name in ["GONOGO_LANG", "LC_ALL", "LANG", "SOURCE_DATE_EPOCH", "TZ", "NO_COLOR", "RAYON_NUM_THREADS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments))
    }

    /// Returns every file below a path.
    pub fn tree(&self, path: &str) -> Tree {
        let root = self.path(path);
        let mut tree = Tree::new();
        for entry in walkdir::WalkDir::new(&root).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let bytes = std::fs::read(entry.path()).expect("a file can be read");
            let written = entry.metadata().expect("a file has a date").modified().expect("a date is known");
            let path = entry.path().strip_prefix(&root).expect("it was found below").to_path_buf();
            tree.insert(path, (bytes, written));
        }
        tree
    }
}

/// Runs a command to its end.
pub fn ran(mut command: Command) -> Ran {
    let output = command.output().expect("the program can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Returns the bytes of a tree's files without their dates.
pub fn bytes(tree: Tree) -> BTreeMap<PathBuf, Vec<u8>> {
    tree.into_iter().map(|(path, (bytes, _))| (path, bytes)).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_entry(|entry| entry.file_name() != ".gonogo").flatten()
    {
        let target = to.join(entry.path().strip_prefix(from).expect("it was found below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder can be made");
        } else {
            std::fs::copy(entry.path(), &target).expect("a file can be copied");
        }
    }
}
