//! The scripts: as expected, clean, and asking before they change anything.

use std::fs;
use std::process::Command;

use gonogo::plan::Platform;
use gonogo::rollback::{Stage, instructions, script};
use gonogo::source::Locale;

use super::host::{Host, assert_reached, cases, has, platforms, shells, stand_ins, to_safe};
use super::plans::{by_own_commands, complete, hostile, without_check};

#[test]
fn scripts_are_as_expected() {
    let mut different = Vec::new();
    for (platform, word) in Platform::ALL {
        let plan = if platform == Platform::Other { by_own_commands() } else { complete(platform) };
        let instructions = instructions(&plan, None, Stage::Safe);
        let mut files = vec![(format!("{word}.sh"), Locale::En)];
        if platform == Platform::Railway {
            files.push((format!("{word}.zh-CN.sh"), Locale::ZhCn));
        }
        for (name, locale) in files {
            let path = cases().join(&name);
            let text = script(&plan, &instructions, locale);
            if std::env::var_os("GONOGO_BLESS").is_some() {
                fs::write(&path, &text).unwrap();
            }
            if fs::read_to_string(&path).unwrap_or_default() != text {
                different.push(name);
            }
        }
    }
    assert!(different.is_empty(), "{different:?} differ; GONOGO_BLESS=1 writes them anew, then look at the difference");
}

#[test]
fn scripts_are_clean() {
    let check = has("shellcheck");
    if !check {
        eprintln!("note: shellcheck is not here, so scripts are only parsed");
    }
    let folder = tempfile::tempdir().unwrap();
    for (platform, word) in Platform::ALL {
        for (index, plan) in [complete(platform), hostile(platform)].iter().enumerate() {
            for (to, locale) in [(Stage::Safe, Locale::En), (Stage::Phase(0), Locale::ZhCn)] {
                let text = script(plan, &instructions(plan, None, to), locale);
                let file = folder.path().join(format!("{word}-{index}-{to:?}.sh"));
                fs::write(&file, &text).unwrap();
                for shell in shells() {
                    let parsed = Command::new(shell).arg("-n").arg(&file).output().unwrap();
                    assert!(parsed.status.success(), "{word}: {}", String::from_utf8_lossy(&parsed.stderr));
                }
            }
        }
    }
    if check {
        let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let found = Command::new("shellcheck").arg("--").args(files).output().unwrap();
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
    }
}

#[test]
fn stand_ins_are_clean() {
    if has("shellcheck") {
        let files = fs::read_dir(stand_ins()).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|file| file.extension().is_none());
        let found = Command::new("shellcheck").args(["-x", "-e", "SC1091,SC2034"]).args(files).output().unwrap();
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
    }
}

#[test]
fn a_dry_run_shows_every_command_and_changes_nothing() {
    for (platform, word) in platforms() {
        for shell in shells() {
            let plan = hostile(platform);
            let host = Host::new(platform, shell);
            let before = host.live();
            let text = to_safe(&plan);
            // Neither the programs nor the secrets are needed, and nothing is asked.
            let folder = host.path("bare");
            fs::create_dir(&folder).unwrap();
            for tool in [shell, "sh", "sed", "date", "cat", "awk", "tr", "id"] {
                let found = Command::new("sh").args(["-c", "command -v \"$1\"", "sh", tool]).output().unwrap();
                let target = String::from_utf8(found.stdout).unwrap();
                std::os::unix::fs::symlink(target.trim(), folder.join(tool)).unwrap();
            }
            let bare = folder.to_str().unwrap();
            let more = [("DRY_RUN", "1"), ("PATH", bare), ("DB_PASSWORD", ""), ("API_TOKEN", "")];
            let run = host.run_with(&text, &[], "", &more);
            assert_eq!(run.code, Some(0), "{word}, {shell}:\n{}", run.text);
            assert!(run.text.contains("this was a dry run"), "{}", run.text);
            assert_eq!(host.calls(), "", "{word}");
            assert_eq!(host.live(), before, "{word}");
        }
    }
}

#[test]
fn nothing_is_changed_without_a_yes() {
    for (platform, word) in platforms() {
        for shell in shells() {
            let host = Host::new(platform, shell);
            let before = host.live();
            for answer in ["", "n\n", "\n", "nonsense\n"] {
                let run = host.run(&to_safe(&complete(platform)), &[], answer);
                assert_eq!(run.code, Some(1), "{word}: {answer:?}\n{}", run.text);
                assert!(run.text.contains("Nothing was changed."), "{word}\n{}", run.text);
            }
            assert_eq!(host.calls(), "", "{word}");
            assert_eq!(host.live(), before, "{word}");
        }
    }
}

#[test]
fn an_answer_of_yes_goes_on() {
    for shell in shells() {
        let plan = without_check(&complete(Platform::Railway));
        let host = Host::new(Platform::Railway, shell);
        // The second line confirms the plan's own step.
        let run = host.run(&to_safe(&plan), &[], "y\n\n");
        assert_eq!(run.code, Some(0), "{}", run.text);
        assert_reached(&host, &plan, Stage::Safe, &run.text);
        assert!(run.text.contains("gonogo rollback budget-controller --record"), "{}", run.text);
        assert!(run.text.contains("gonogo rehearse --minutes"), "{}", run.text);
    }
}

#[test]
fn an_unknown_option_is_refused_before_anything_is_asked() {
    for shell in shells() {
        let host = Host::new(Platform::Railway, shell);
        let run = host.run(&to_safe(&complete(Platform::Railway)), &["--force"], "y\n");
        assert_eq!(run.code, Some(1));
        assert!(run.text.contains("unknown option: --force"), "{}", run.text);
        assert_eq!(host.calls(), "");
    }
}
