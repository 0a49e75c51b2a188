//! Building sites through the program: versions that never change, the same bytes wherever they are made.

use std::path::Path;
use std::process::Command;

use super::sandbox::{AT, Ran, SHIPPED, Sandbox, bytes, ran};

const EARLIER: &str = "2026-01-05T15:00:00Z";

fn build(sandbox: &Sandbox, at: &str) -> Ran {
    sandbox.run(&["build", "-o", "out", "--at", at])
}

fn built(ats: &[&str]) -> Sandbox {
    let sandbox = Sandbox::shipped();
    for at in ats {
        let ran = build(&sandbox, at);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    }
    sandbox
}

/// Returns the folders of a rollout's versions, oldest first.
fn versions(sandbox: &Sandbox, rollout: &str) -> Vec<String> {
    let entries = std::fs::read_dir(sandbox.path(&format!("out/{rollout}/r"))).expect("there are versions");
    let mut ids: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn building_again_adds_nothing_and_touches_nothing() {
    let sandbox = built(&[EARLIER, AT]);
    let before = sandbox.tree("");
    assert_eq!(build(&sandbox, AT).code, 0);
    assert_eq!(sandbox.tree(""), before);
}

#[test]
fn a_build_ends_with_the_page_to_open() {
    let sandbox = Sandbox::shipped();
    let ran = build(&sandbox, AT);
    let last = ran.out.lines().last().expect("it says something");
    let page = last.strip_prefix("open ").expect("it says what to open");
    assert!(sandbox.path(page).is_file(), "{last}");
}

#[test]
fn no_news_is_no_version() {
    let sandbox = built(&[AT]);
    let before: Vec<_> = SHIPPED.iter().map(|rollout| versions(&sandbox, rollout)).collect();
    let ran = build(&sandbox, "2026-01-06T09:01:00Z");
    assert_eq!(ran.code, 0);
    let after: Vec<_> = SHIPPED.iter().map(|rollout| versions(&sandbox, rollout)).collect();
    assert_eq!(after, before, "{}", ran.out);
    assert!(ran.out.contains("no news"), "{}", ran.out);
}

#[test]
fn the_same_inputs_give_the_same_bytes_wherever_and_by_whomever_they_are_built() {
    let plain = built(&[EARLIER, AT]);
    let other = Sandbox::shipped();
    let output = other.path("out");
    for (at, threads) in [(EARLIER, "1"), (AT, "7")] {
        let mut command =
            other.command(&["build", "-o", &output.to_string_lossy(), "--at", at, "--lang", "zh-CN", "--no-cache"]);
        command.current_dir(other.path("plans/answer-cache/metrics"));
        command.env("TZ", "Asia/Shanghai").env("LANG", "zh_CN.UTF-8").env("LC_ALL", "tr_TR.UTF-8");
        command.env("RAYON_NUM_THREADS", threads).env("HOME", "/nowhere").env("USER", "somebody else");
        let ran = ran(command);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert_eq!(bytes(other.tree("out")), bytes(plain.tree("out")));
}

#[test]
fn the_date_may_come_from_the_environment() {
    let sandbox = Sandbox::shipped();
    let mut command = sandbox.command(&["build", "-o", "out"]);
    command.env("SOURCE_DATE_EPOCH", "1767690000");
    assert_eq!(ran(command).code, 0);
    assert_eq!(bytes(sandbox.tree("out")), bytes(built(&[AT]).tree("out")));
}

#[test]
fn a_build_of_the_past_keeps_the_newest_page() {
    let sandbox = built(&[AT]);
    let pages = |sandbox: &Sandbox| SHIPPED.map(|rollout| sandbox.read(&format!("out/{rollout}/latest.json")));
    let fronts = |sandbox: &Sandbox| SHIPPED.map(|rollout| sandbox.read(&format!("out/{rollout}/index.html")));
    let before = (pages(&sandbox), fronts(&sandbox));
    assert_eq!(build(&sandbox, EARLIER).code, 0);
    assert_eq!((pages(&sandbox), fronts(&sandbox)), before);
    for rollout in SHIPPED {
        let rows: serde_json::Value =
            serde_json::from_str(&sandbox.read(&format!("out/{rollout}/versions.json"))).expect("it is JSON");
        let times: Vec<&str> =
            rows.as_array().into_iter().flatten().filter_map(|row| row["evaluated_at"].as_str()).collect();
        assert_eq!(times, [AT, EARLIER], "newest first");
    }
}

#[test]
fn other_bytes_under_a_published_id_exit_5_and_stay() {
    let sandbox = built(&[AT]);
    let id = versions(&sandbox, "answer-cache").pop().expect("there is a version");
    let page = format!("out/answer-cache/r/{id}/index.html");
    sandbox.write(&page, "changed by hand");
    let ran = build(&sandbox, AT);
    assert_eq!(ran.code, 5, "{}", ran.out);
    assert!(ran.err.contains(&id) && ran.err.contains("index.html"), "{}", ran.err);
    assert_eq!(sandbox.read(&page), "changed by hand");
}

#[test]
fn every_version_proves_its_files() {
    let sandbox = built(&[EARLIER, AT]);
    for rollout in SHIPPED {
        for id in versions(&sandbox, rollout) {
            let folder = sandbox.path(&format!("out/{rollout}/r/{id}"));
            let named = std::fs::read_to_string(folder.join("SHA256SUMS")).expect("there are sums");
            let files = sandbox.tree(&format!("out/{rollout}/r/{id}"));
            assert_eq!(named.lines().count(), files.len() - 1, "every file but the sums is named");
            proven(&folder);
        }
    }
}

fn proven(folder: &Path) {
    let output = Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(folder).output();
    let Ok(output) = output else { return eprintln!("skipped: no sha256sum on this machine") };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn nothing_of_the_machine_is_in_a_site() {
    let sandbox = built(&[AT]);
    let folder = sandbox.path("").to_string_lossy().trim_end_matches('/').to_string();
    for (path, bytes) in bytes(sandbox.tree("out")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(&folder), "{}", path.display());
    }
}

#[test]
fn a_site_holds_no_links_and_no_leftovers() {
    let sandbox = built(&[EARLIER, AT]);
    for entry in walkdir::WalkDir::new(sandbox.path("out")).into_iter().flatten() {
        assert!(!entry.file_type().is_symlink(), "{}", entry.path().display());
        let name = entry.file_name().to_string_lossy();
        assert!(!name.starts_with('.') || name == ".nojekyll", "{}", entry.path().display());
    }
}

#[test]
fn a_rollout_with_mistakes_does_not_stop_the_others() {
    let sandbox = Sandbox::shipped();
    sandbox.write("plans/broken/plan.toml", "schema = 1\n");
    assert_eq!(build(&sandbox, AT).code, 3);
    assert!(SHIPPED.iter().all(|rollout| sandbox.path(&format!("out/{rollout}/index.html")).exists()));
    assert!(!sandbox.path("out/broken").exists());
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let sandbox = Sandbox::shipped();
    sandbox.write("out", "a file in the way");
    let ran = build(&sandbox, AT);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error: cannot") && ran.err.contains("out"), "{}", ran.err);
}
