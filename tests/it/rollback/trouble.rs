//! What goes wrong stops the script, says so, and can be repaired by running it again.

use std::fs;

use gonogo::plan::Platform;
use gonogo::rollback::Stage;

use super::host::{Host, assert_reached, platforms, shells, to_safe};
use super::plans::{complete, hostile, without_check};

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
