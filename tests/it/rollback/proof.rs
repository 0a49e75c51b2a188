//! The proof: run against stand-ins, every script reaches the variables that it promises.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use gonogo::plan::{Platform, Setting};
use gonogo::rollback::{Stage, instructions};

use super::host::{Host, assert_reached, can_run, expected, platforms, shells, to_safe};
use super::plans::{budget_controller, by_own_commands, complete, hostile, without_check};

#[test]
fn after_each_phase_the_script_brings_the_safe_state_back() {
    for (platform, word) in platforms() {
        if platform == Platform::Other {
            continue;
        }
        let plan = without_check(&complete(platform));
        for (phase, shell) in [1, 3].into_iter().zip(shells().into_iter().cycle()) {
            let host = Host::new(platform, shell);
            let to = Stage::Phase(phase);
            let entered = host.reach(&plan, None, to);
            assert_eq!(entered.code, Some(0), "{word}, {shell}:\n{}", entered.text);
            assert_reached(&host, &plan, to, &entered.text);
            let kept = host.live().get("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE").cloned();
            let back = host.reach(&plan, Some(to), Stage::Safe);
            assert_eq!(back.code, Some(0), "{word}, {shell}:\n{}", back.text);
            assert_reached(&host, &plan, Stage::Safe, &back.text);
            assert_eq!(host.live().get("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE"), kept.as_ref());
        }
    }
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
            for to in [Stage::Phase(0), Stage::Safe] {
                let run = host.reach(&plan, None, to);
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
        for shell in shells().into_iter().take(1) {
            // What people type does not look into old values of a file that span lines, and says so.
            let plan = match platform {
                Platform::EnvFile => complete(platform),
                platform => hostile(platform),
            };
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
    let found: BTreeMap<String, String> = env.iter().map(|entry| (text(entry, "name"), text(entry, "value"))).collect();
    let expected: BTreeMap<String, String> =
        expected(&plan, Stage::Safe).into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    assert_eq!(found, expected);
}
