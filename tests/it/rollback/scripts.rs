//! The scripts: as expected, clean, and run under two shells against stand-ins.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use gonogo::plan::{Plan, Platform, Setting};
use gonogo::rollback::{Environment, Stage, environment, instructions, script};
use gonogo::source::Locale;

use super::host::{Host, can_run, cases, has, shells, stand_ins};
use super::plans::{SECRET, budget_controller, hostile, names};

/// The platforms that have a command line or a file.
fn platforms() -> impl Iterator<Item = (Platform, &'static str)> {
    Platform::ALL.into_iter().filter(|(platform, _)| can_run(*platform))
}

fn to_safe(plan: &Plan) -> String {
    script(plan, &instructions(plan, None, Stage::Safe), Locale::En)
}

/// The first rollout, with a check and a command of its own.
fn complete(platform: Platform) -> Plan {
    let mut plan = budget_controller(platform);
    let rollback = plan.rollback.as_mut().unwrap();
    rollback.verify = Some("flagctl show".to_owned());
    rollback.expect = Some("UNTOUCHED=as it was".to_owned());
    plan
}

/// A platform that nobody knows, where the plan's own commands do the work.
fn by_own_commands() -> Plan {
    let mut plan = complete(Platform::Other);
    let rollback = plan.rollback.as_mut().unwrap();
    rollback.steps = names(&[
        "`flagctl set BUDGET_CONTROLLER_ENABLED false`",
        "`flagctl unset BUDGET_CONTROLLER_BETA`",
        "Tell #releases",
    ]);
    plan
}

/// What the program must see at a stage, of the variables that the plan knows.
fn expected(plan: &Plan, stage: Stage) -> BTreeMap<String, Option<String>> {
    let value = |setting: Setting| match setting {
        Setting::Value(value) => value,
        Setting::Secret(name) => match plan.switch.platform {
            Platform::CloudRun | Platform::Kubernetes => format!("secret {name}"),
            _ => SECRET.to_owned(),
        },
    };
    let Environment { known } = environment(plan, stage);
    known.into_iter().map(|(name, setting)| (name, setting.map(value))).collect()
}

fn assert_reached(host: &Host, plan: &Plan, stage: Stage, said: &str) {
    let live = host.live();
    for (name, value) in expected(plan, stage) {
        assert_eq!(live.get(&name), value.as_ref(), "{name} at {stage:?}\n{said}");
    }
    assert_eq!(live.get("UNTOUCHED").map(String::as_str), Some("as it was"), "{said}");
}

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
        for (index, plan) in [complete(platform), by_own_commands(), hostile(platform)].iter().enumerate() {
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
fn after_each_phase_the_script_brings_the_safe_state_back() {
    for (platform, word) in platforms() {
        if platform == Platform::Other {
            continue;
        }
        for shell in shells() {
            let plan = complete(platform);
            let host = Host::new(platform, shell);
            for phase in 0..plan.phases.len() {
                let to = Stage::Phase(phase);
                let entered = host.reach(&plan, None, to);
                assert_eq!(entered.code, Some(0), "{word}, {shell}:\n{}", entered.text);
                assert_reached(&host, &plan, to, &entered.text);
                let kept = host.live().get("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE").cloned();
                // The check of the plan looks at the program, which is a stand-in of its own on this platform.
                let back = host.reach(&without_check(&plan), Some(to), Stage::Safe);
                assert_eq!(back.code, Some(0), "{word}, {shell}:\n{}", back.text);
                assert_reached(&host, &plan, Stage::Safe, &back.text);
                assert_eq!(host.live().get("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE"), kept.as_ref());
            }
        }
    }
}

fn without_check(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.rollback.as_mut().unwrap().verify = None;
    plan
}

#[test]
fn values_survive_whatever_they_contain_and_nothing_in_them_runs() {
    for (platform, word) in platforms() {
        if platform == Platform::Other {
            continue;
        }
        for shell in shells() {
            let plan = hostile(platform);
            let host = Host::new(platform, shell);
            for (from, to) in [(None, Stage::Phase(0)), (Some(Stage::Phase(0)), Stage::Safe), (None, Stage::Safe)] {
                let run = host.reach(&plan, from, to);
                assert_eq!(run.code, Some(0), "{word}, {shell}, {to:?}:\n{}", run.text);
                assert_reached(&host, &plan, to, &run.text);
                assert!(!run.text.contains("hunter2"), "{word} prints the secret:\n{}", run.text);
            }
            assert_eq!(host.live().get("KEPT").map(String::as_str), Some("kept 'as' it\nis"), "{word}");
        }
    }
}

#[test]
fn the_commands_of_the_steps_do_what_the_script_does() {
    for (platform, word) in platforms() {
        if platform == Platform::Other {
            continue;
        }
        for shell in shells() {
            let plan = hostile(platform);
            let host = Host::new(platform, shell);
            for to in [Stage::Phase(0), Stage::Safe] {
                for step in instructions(&plan, None, to).steps {
                    let Some(command) = step.command.filter(|command| !command.starts_with("gonogo")) else {
                        continue;
                    };
                    let run = host.run(&command, &[], "");
                    // What is not there cannot be removed, and the step says that this is fine.
                    let absent = step.id == "unset-NEVER_THERE" || to != Stage::Safe && step.id.starts_with("unset-");
                    assert!(run.code == Some(0) || absent, "{word}, {shell}: {command}\n{}", run.text);
                    assert!(step.id == "check" || !run.text.contains("hunter2"), "{word}: {command}\n{}", run.text);
                }
                assert_reached(&host, &plan, to, word);
            }
        }
    }
}

#[test]
fn what_a_check_should_print_is_what_it_prints() {
    for (platform, word) in platforms() {
        let plan = budget_controller(platform);
        let host = Host::new(platform, "sh");
        host.reach(&plan, None, Stage::Safe);
        for step in instructions(&plan, None, Stage::Safe).steps {
            if let (Some(command), Some(expect)) = (step.command, step.expect) {
                let run = host.run(&command, &[], "");
                assert!(run.text.contains(&expect), "{word}: {command}\n{}", run.text);
            }
        }
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

#[test]
fn the_first_error_stops_the_script_and_a_second_run_repairs_it() {
    for (platform, word) in platforms() {
        let first = match platform {
            Platform::Railway => "variable set",
            Platform::Heroku => "config:set",
            Platform::Fly => "secrets set",
            Platform::Render => "PUT",
            Platform::Vercel => "env add",
            Platform::CloudRun => "update answers-api",
            Platform::Kubernetes => "set env",
            Platform::Compose => "up -d",
            Platform::Systemd => "sudo tee",
            Platform::EnvFile | Platform::Other => continue,
        };
        for shell in shells() {
            let plan = without_check(&complete(platform));
            let host = Host::new(platform, shell);
            let entered = host.reach(&plan, None, Stage::Phase(1));
            assert_eq!(entered.code, Some(0), "{word}:\n{}", entered.text);
            let calls = host.calls().lines().count();
            fs::write(host.path("fail"), first).unwrap();
            let run = host.reach(&plan, None, Stage::Safe);
            assert!(!matches!(run.code, Some(0) | None), "{word}, {shell}:\n{}", run.text);
            assert!(run.text.contains("stopped in step ["), "{word}:\n{}", run.text);
            let last = host.calls().lines().skip(calls).last().unwrap_or_default().to_owned();
            assert!(last.contains(first), "{word} went on to `{last}`");
            fs::remove_file(host.path("fail")).unwrap();
            let again = host.reach(&plan, None, Stage::Safe);
            assert_eq!(again.code, Some(0), "{word}:\n{}", again.text);
            assert_reached(&host, &plan, Stage::Safe, &again.text);
        }
    }
}

#[test]
fn a_command_line_or_a_secret_that_is_missing_is_told_before_anything_is_asked() {
    let plan = hostile(Platform::Heroku);
    for shell in shells() {
        let host = Host::new(Platform::Heroku, shell);
        let run = host.run_with(&to_safe(&plan), &["--yes"], "", &[("API_TOKEN", "")]);
        assert_eq!(run.code, Some(1));
        assert!(run.text.contains("not set in the environment: API_TOKEN"), "{}", run.text);
        let run = host.run_with(&to_safe(&plan), &["--yes"], "", &[("PATH", "/usr/bin:/bin")]);
        assert_eq!(run.code, Some(1));
        assert!(run.text.contains("not installed: heroku"), "{}", run.text);
        assert_eq!(host.calls(), "");
    }
}

#[test]
fn a_deployment_that_fails_is_not_called_done() {
    for shell in shells() {
        let plan = complete(Platform::Railway);
        let host = Host::new(Platform::Railway, shell);
        fs::write(host.path("broken"), "").unwrap();
        let run = host.reach(&plan, None, Stage::Safe);
        assert_eq!(run.code, Some(1), "{}", run.text);
        assert!(run.text.contains("the deployment failed:"), "{}", run.text);
    }
}

#[test]
fn railway_is_deployed_once_more_when_the_stored_values_were_already_these() {
    for shell in shells() {
        let mut plan = without_check(&complete(Platform::Railway));
        plan.rollback.as_mut().unwrap().unset.clear();
        let host = Host::new(Platform::Railway, shell);
        fs::write(host.path("idle"), "").unwrap();
        let run = host.reach(&plan, None, Stage::Safe);
        assert_eq!(run.code, Some(0), "{}", run.text);
        assert!(host.calls().contains("railway redeploy -s answers-api -e production -y"), "{}", host.calls());
        assert_reached(&host, &plan, Stage::Safe, &run.text);
    }
}

#[test]
fn a_split_that_was_pinned_does_not_keep_the_old_revision_of_cloud_run() {
    if !can_run(Platform::CloudRun) {
        return;
    }
    for shell in shells() {
        let plan = without_check(&complete(Platform::CloudRun));
        let host = Host::new(Platform::CloudRun, shell);
        host.reach(&plan, None, Stage::Phase(1));
        fs::write(host.path("pinned"), "").unwrap();
        let run = host.reach(&plan, None, Stage::Safe);
        assert_reached(&host, &plan, Stage::Safe, &run.text);
    }
}

#[test]
fn a_check_that_does_not_show_what_it_should_fails_the_script() {
    for shell in shells() {
        let mut plan = complete(Platform::Railway);
        plan.rollback.as_mut().unwrap().expect = Some("something else".to_owned());
        let host = Host::new(Platform::Railway, shell);
        let run = host.reach(&plan, None, Stage::Safe);
        assert_eq!(run.code, Some(1), "{}", run.text);
        assert!(run.text.contains("the check does not show what it should"), "{}", run.text);
        assert!(run.text.contains("UNTOUCHED=as it was"), "{}", run.text);
    }
}

#[test]
fn a_check_whose_shell_is_broken_fails_after_the_variables_are_safe() {
    for shell in shells() {
        let mut plan = complete(Platform::Railway);
        plan.rollback.as_mut().unwrap().verify = Some("echo 'not closed".to_owned());
        let host = Host::new(Platform::Railway, shell);
        let run = host.reach(&plan, None, Stage::Safe);
        assert_eq!(run.code, Some(1), "{}", run.text);
        assert_reached(&host, &plan, Stage::Safe, &run.text);
    }
}

#[test]
fn an_unknown_platform_is_confirmed_by_hand_and_driven_by_the_plans_commands() {
    for shell in shells() {
        let plan = by_own_commands();
        let host = Host::new(Platform::Other, shell);
        let unconfirmed = host.run(&to_safe(&plan), &["--yes"], "");
        assert_eq!(unconfirmed.code, Some(1), "{}", unconfirmed.text);
        assert!(unconfirmed.text.contains("not confirmed"), "{}", unconfirmed.text);
        let run = host.reach(&plan, None, Stage::Safe);
        assert_eq!(run.code, Some(0), "{}", run.text);
        assert_reached(&host, &plan, Stage::Safe, &run.text);
    }
}

#[test]
fn an_env_file_keeps_what_is_not_ours() {
    for platform in [Platform::EnvFile, Platform::Compose] {
        for shell in shells() {
            let plan = without_check(&complete(platform));
            let host = Host::new(platform, shell);
            let file = host.path("work/.env");
            let before = "# BUDGET_CONTROLLER_ENABLED=commented\n\
                          export BUDGET_CONTROLLER_ENABLED = \"a \\\" b\n\
                          UNTOUCHED=inside\n\
                          \" # end\n\
                          MY_BUDGET_CONTROLLER_ENABLED=other\n\
                          LONG='line 1\nBUDGET_CONTROLLER_BETA=inside\n'\n\
                          UNTOUCHED='as it was'";
            fs::write(&file, before).unwrap();
            let text = to_safe(&plan).replace("docker compose up", "true docker compose up");
            let run = host.run(&text, &["--yes"], "");
            let after = fs::read_to_string(&file).unwrap();
            let expected = "# BUDGET_CONTROLLER_ENABLED=commented\n\
                            MY_BUDGET_CONTROLLER_ENABLED=other\n\
                            LONG='line 1\nBUDGET_CONTROLLER_BETA=inside\n'\n\
                            UNTOUCHED='as it was'\n\
                            BUDGET_CONTROLLER_ENABLED=false\n";
            assert_eq!(after, expected, "{platform:?}\n{}", run.text);
            assert_eq!(fs::read_to_string(host.path("work/.env.before")).unwrap(), before);
        }
    }
}

#[test]
fn an_env_file_that_cannot_be_read_to_its_end_is_left_alone() {
    for shell in shells() {
        let plan = complete(Platform::EnvFile);
        let host = Host::new(Platform::EnvFile, shell);
        let file = host.path("work/.env");
        fs::write(&file, "A='never closed\nBUDGET_CONTROLLER_ENABLED=true\n").unwrap();
        let run = host.reach(&plan, None, Stage::Safe);
        assert_eq!(run.code, Some(1), "{}", run.text);
        assert_eq!(fs::read_to_string(&file).unwrap(), "A='never closed\nBUDGET_CONTROLLER_ENABLED=true\n");
        fs::remove_file(&file).unwrap();
        let run = host.reach(&plan, None, Stage::Safe);
        assert!(run.text.contains("no such file: .env"), "{}", run.text);
    }
}

#[test]
fn the_real_kubectl_reads_the_arguments_as_meant() {
    let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      containers:\n      - name: api\n        image: x\n        env: [{name: GONE, value: old}]\n";
    let version = Command::new("kubectl").args(["version", "--client"]).output();
    if !version.is_ok_and(|output| output.status.success()) {
        eprintln!("note: kubectl is not here");
        return;
    }
    let host = Host::new(Platform::Other, "sh");
    fs::write(host.path("work/d.yaml"), deployment).unwrap();
    let mut plan = hostile(Platform::Kubernetes);
    plan.rollback.as_mut().unwrap().set.retain(|_, setting| matches!(setting, Setting::Value(_)));
    let steps = instructions(&plan, None, Stage::Safe).steps;
    let command = steps.into_iter().next().and_then(|step| step.command).unwrap();
    let command = command
        .replace("kubectl set env deployment/answers-api", "kubectl set env --local -f d.yaml -o json")
        .replace(" -n production", "");
    let run = host.run_with(&command, &[], "", &[("PATH", &std::env::var("PATH").unwrap())]);
    assert_eq!(run.code, Some(0), "{}", run.text);
    let json: serde_json::Value = serde_json::from_str(&run.text).unwrap();
    let env = json.pointer("/spec/template/spec/containers/0/env").and_then(|env| env.as_array()).unwrap();
    // Kubernetes reads two dollar signs as one.
    let text = |entry: &serde_json::Value, key: &str| entry[key].as_str().unwrap_or_default().replace("$$", "$");
    let found: BTreeMap<String, String> =
        env.iter().map(|entry| (text(entry, "name"), text(entry, "value"))).collect();
    let expected: BTreeMap<String, String> =
        expected(&plan, Stage::Safe).into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    assert_eq!(found, expected);
}
