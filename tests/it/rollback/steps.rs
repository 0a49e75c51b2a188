//! The numbered steps.

use gonogo::plan::Platform;
use gonogo::rollback::{Kind, Stage, instructions, quote};
use gonogo::source::Locale;

use super::plans::{budget_controller, hostile, names, values};

fn commands(platform: Platform, to: Stage) -> Vec<String> {
    let plan = budget_controller(platform);
    let instructions = instructions(&plan, None, to);
    instructions.steps.into_iter().filter_map(|step| step.command).collect()
}

#[test]
fn railway_is_rolled_back_by_these_commands() {
    assert_eq!(
        commands(Platform::Railway, Stage::Safe),
        [
            "railway variable set BUDGET_CONTROLLER_ENABLED=false -s answers-api -e production",
            "railway variable delete BUDGET_CONTROLLER_BETA -s answers-api -e production",
            "railway deployment list --json --limit 1 -s answers-api -e production",
            "railway variable list --kv -s answers-api -e production | grep -E '^(BUDGET_CONTROLLER_BETA|BUDGET_CONTROLLER_ENABLED)='",
            "gonogo rollback budget-controller --record",
        ]
    );
}

#[test]
fn heroku_is_rolled_back_by_these_commands() {
    assert_eq!(
        commands(Platform::Heroku, Stage::Safe),
        [
            "heroku config:set BUDGET_CONTROLLER_ENABLED=false -a answers-api",
            "heroku config:unset BUDGET_CONTROLLER_BETA -a answers-api",
            "heroku ps:wait -a answers-api",
            "heroku config:get BUDGET_CONTROLLER_ENABLED BUDGET_CONTROLLER_BETA -a answers-api",
            "gonogo rollback budget-controller --record",
        ]
    );
}

#[test]
fn kubernetes_is_rolled_back_in_one_update() {
    assert_eq!(
        commands(Platform::Kubernetes, Stage::Safe),
        [
            "kubectl set env deployment/answers-api -n production BUDGET_CONTROLLER_ENABLED=false BUDGET_CONTROLLER_BETA-",
            "kubectl rollout status deployment/answers-api -n production --timeout=10m",
            "kubectl set env deployment/answers-api -n production --list | grep -E '^(# )?(BUDGET_CONTROLLER_BETA|BUDGET_CONTROLLER_ENABLED)[ =]'",
            "gonogo rollback budget-controller --record",
        ]
    );
}

#[test]
fn cloud_run_gets_all_traffic_back_only_on_the_way_to_the_safe_state() {
    let traffic = "gcloud run services update-traffic answers-api --region europe-west1 --to-latest".to_owned();
    assert!(commands(Platform::CloudRun, Stage::Safe).contains(&traffic));
    assert!(!commands(Platform::CloudRun, Stage::Phase(1)).contains(&traffic));
}

#[test]
fn the_safe_state_is_the_same_from_everywhere() {
    for (platform, _) in Platform::ALL {
        let plan = budget_controller(platform);
        let from_nowhere = instructions(&plan, None, Stage::Safe).steps;
        for phase in 0..plan.phases.len() {
            let steps = instructions(&plan, Some(Stage::Phase(phase)), Stage::Safe).steps;
            assert_eq!(steps, from_nowhere);
        }
    }
}

#[test]
fn a_phase_is_entered_by_the_difference_and_whole_where_the_start_is_not_known() {
    let plan = budget_controller(Platform::Railway);
    let half = instructions(&plan, Some(Stage::Phase(1)), Stage::Phase(2));
    assert_eq!(half.change.set, values(&[("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE", "50")]));
    assert!(half.change.unset.is_empty());
    let whole = instructions(&plan, None, Stage::Phase(2));
    assert_eq!(whole.change.set.len(), 3);
    assert_eq!(whole.change.unset.iter().collect::<Vec<_>>(), ["SHADOW_MODE"]);
}

#[test]
fn entering_a_phase_after_a_rollback_turns_the_switch_on_again() {
    let plan = budget_controller(Platform::Railway);
    let canary = instructions(&plan, Some(Stage::Safe), Stage::Phase(1));
    assert!(canary.change.set.contains_key("BUDGET_CONTROLLER_ENABLED"));
}

#[test]
fn what_the_target_does_not_know_is_left_and_named() {
    let plan = budget_controller(Platform::Railway);
    let shadow = instructions(&plan, Some(Stage::Phase(1)), Stage::Phase(0));
    let share = "BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE";
    assert!(shadow.change.left.contains(share));
    assert!(shadow.notes(Locale::En).iter().any(|note| note.contains(share)));
    let safe = instructions(&plan, None, Stage::Safe);
    assert_eq!(safe.change.left.iter().collect::<Vec<_>>(), [share, "SHADOW_MODE"]);
}

#[test]
fn forward_steps_end_with_the_start_and_the_settle_time() {
    let mut plan = budget_controller(Platform::Railway);
    plan.phases[1].steps = names(&["Merge the change", "`make warm-cache`"]);
    let steps = instructions(&plan, Some(Stage::Phase(0)), Stage::Phase(1)).steps;
    let kinds: Vec<Kind> = steps.iter().map(|step| step.kind).collect();
    use Kind::{Check, Own, Record, Settle, Variables, Wait};
    assert_eq!(kinds, [Variables, Variables, Own, Own, Wait, Check, Record, Settle]);
    assert_eq!(steps[2].command, None);
    assert_eq!(steps[3].command.as_deref(), Some("make warm-cache"));
    assert_eq!(steps[6].command.as_deref(), Some("gonogo start canary -r budget-controller"));
    assert_eq!(steps[7].text(Locale::En), "Wait 5 min for it to settle; judging begins after that.");
    assert_eq!(steps[7].text(Locale::ZhCn), "等待 5 分钟，让它稳定下来；此后才开始评判。");
}

#[test]
fn a_step_says_what_is_set_to_what_and_what_is_removed() {
    let text = |platform, locale| {
        let plan = budget_controller(platform);
        instructions(&plan, None, Stage::Safe).steps[0].say.text(locale)
    };
    assert_eq!(text(Platform::Railway, Locale::En), "Set `BUDGET_CONTROLLER_ENABLED=false`.");
    assert_eq!(
        text(Platform::Kubernetes, Locale::En),
        "Set in one rolling update: `BUDGET_CONTROLLER_ENABLED=false`, `BUDGET_CONTROLLER_BETA` (removed)."
    );
    assert_eq!(
        text(Platform::Kubernetes, Locale::ZhCn),
        "在一次滚动更新中设置：`BUDGET_CONTROLLER_ENABLED=false`、`BUDGET_CONTROLLER_BETA`（删除）。"
    );
}

#[test]
fn every_step_has_an_id_of_its_own() {
    for (platform, _) in Platform::ALL {
        let plan = hostile(platform);
        for to in [Stage::Safe, Stage::Phase(0)] {
            let steps = instructions(&plan, None, to).steps;
            let mut ids: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "{platform:?}: {ids:?}");
        }
    }
}

#[test]
fn only_a_step_that_is_one_code_span_is_a_command() {
    let mut plan = budget_controller(Platform::Other);
    let Some(rollback) = &mut plan.rollback else { unreachable!() };
    rollback.steps =
        names(&["`one`", " ``a `b` c`` ", "run `two`", "`three` and `four`", "**five**", "", "`six`\n\n`seven`"]);
    let steps = instructions(&plan, None, Stage::Safe).steps;
    let own: Vec<Option<&str>> =
        steps.iter().filter(|step| step.kind == Kind::Own).map(|step| step.command.as_deref()).collect();
    assert_eq!(own, [Some("one"), Some("a `b` c"), None, None, None, None, None]);
}

#[test]
fn the_plans_own_check_comes_with_what_it_should_show() {
    let mut plan = budget_controller(Platform::Railway);
    let Some(rollback) = &mut plan.rollback else { unreachable!() };
    rollback.verify = Some("railway logs --lines 50".to_owned());
    rollback.expect = Some("BUDGET_CONTROLLER_ENABLED=false".to_owned());
    let steps = instructions(&plan, None, Stage::Safe).steps;
    let verify = steps.iter().find(|step| step.id == "verify").unwrap();
    assert_eq!(verify.command.as_deref(), Some("railway logs --lines 50"));
    assert_eq!(verify.expect.as_deref(), Some("BUDGET_CONTROLLER_ENABLED=false"));
    assert!(verify.text(Locale::En).contains("`BUDGET_CONTROLLER_ENABLED=false`"));
    // It shows the safe state, so it says nothing about a phase.
    assert!(instructions(&plan, None, Stage::Phase(1)).steps.iter().all(|step| step.id != "verify"));
}

#[test]
fn a_platform_that_needs_a_service_gives_plain_steps_without_one() {
    let mut plan = budget_controller(Platform::Kubernetes);
    plan.switch.service = None;
    let instructions = instructions(&plan, None, Stage::Safe);
    assert_eq!(instructions.platform, Platform::Other);
    assert_eq!(instructions.steps[0].text(Locale::En), "Set `BUDGET_CONTROLLER_ENABLED` to `false`.");
    assert_eq!(instructions.steps[0].command, None);
}

#[test]
fn nothing_that_is_printed_holds_a_secrets_value_but_each_names_it() {
    for (platform, _) in Platform::ALL {
        let plan = hostile(platform);
        let steps = instructions(&plan, None, Stage::Phase(0)).steps;
        let all: String = steps.iter().map(|step| format!("{step:?}")).collect();
        assert!(all.contains("DB_PASSWORD") || all.contains("db-password"), "{platform:?}");
    }
}

#[test]
fn words_are_quoted_so_that_a_shell_gives_them_back() {
    let cases = [
        ("plain", "plain"),
        ("K=v", "K=v"),
        ("", "''"),
        ("it's", r"'it'\''s'"),
        ("$(x)", "'$(x)'"),
        ("=ls", "'=ls'"),
        ("a\nb", "'a\nb'"),
        ("中", "'中'"),
        ("~", "'~'"),
        ("!!", "'!!'"),
    ];
    for (text, quoted) in cases {
        assert_eq!(quote(text), quoted);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn any_word_comes_back_from_a_shell_as_it_was(text in "[^\0]{0,24}|['\"\\\\$`(){}~!\n\t 中=-]{0,24}") {
        for shell in super::host::shells() {
            let line = format!("printf '%s' {}", quote(&text));
            let output = std::process::Command::new(shell).args(["-c", &line]).output().unwrap();
            proptest::prop_assert_eq!(String::from_utf8_lossy(&output.stdout).into_owned(), text.clone());
        }
    }
}
