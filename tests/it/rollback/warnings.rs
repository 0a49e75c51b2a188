//! The traps.

use gonogo::plan::Platform;
use gonogo::rollback::{Warning, warnings};
use gonogo::source::Locale;

use super::plans::{budget_controller, names, values};

fn codes(found: &[Warning]) -> Vec<&'static str> {
    found.iter().map(|warning| warning.code).collect()
}

fn text_of(found: &[Warning], code: &str) -> String {
    found.iter().find(|warning| warning.code == code).map(|warning| warning.text(Locale::En)).unwrap_or_default()
}

#[test]
fn rolling_code_back_is_told_to_take_the_switch_back_where_it_does() {
    use Platform::{CloudRun, Fly, Heroku, Kubernetes, Railway, Render, Vercel};
    let cases = [
        (Railway, Some("restores-variables")),
        (Heroku, Some("restores-variables")),
        (CloudRun, Some("restores-variables")),
        (Kubernetes, Some("restores-variables")),
        (Vercel, Some("either-or")),
        (Fly, None),
        (Render, None),
    ];
    for (platform, code) in cases {
        let found = warnings(&budget_controller(platform));
        let first = codes(&found).into_iter().find(|code| matches!(*code, "restores-variables" | "either-or"));
        assert_eq!(first, code, "{platform:?}");
        if let Some(code) = code {
            assert!(!text_of(&found, code).is_empty());
        }
    }
}

#[test]
fn a_switch_that_is_turned_off_by_deleting_it_is_a_trap() {
    let found = warnings(&budget_controller(Platform::Other));
    assert!(text_of(&found, "kill-by-deletion").contains("`BUDGET_CONTROLLER_BETA`"));
    let mut plan = budget_controller(Platform::Other);
    plan.rollback.as_mut().unwrap().unset.clear();
    assert!(!codes(&warnings(&plan)).contains(&"kill-by-deletion"));
}

#[test]
fn an_empty_value_is_told_from_a_removed_one() {
    let mut plan = budget_controller(Platform::Other);
    plan.rollback.as_mut().unwrap().set = values(&[("BUDGET_CONTROLLER_ENABLED", "")]);
    assert!(text_of(&warnings(&plan), "empty-value").contains("`BUDGET_CONTROLLER_ENABLED`"));
}

#[test]
fn a_share_that_survives_is_told_and_a_kept_word_is_not() {
    let found = warnings(&budget_controller(Platform::Other));
    let text = text_of(&found, "kept-share");
    assert!(text.contains("`BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE`"));
    assert!(!text.contains("SHADOW_MODE"));
}

#[test]
fn a_target_that_expires_before_the_phase_ends_is_told_with_its_phase() {
    let mut plan = budget_controller(Platform::Railway);
    assert!(!codes(&warnings(&plan)).contains(&"target-may-expire"));
    plan.phases[2].soak_most = Some(72 * 3600);
    let found = warnings(&plan);
    let unsure = found.iter().find(|warning| warning.code == "target-may-expire").unwrap();
    assert_eq!(unsure.phase, Some(2));
    plan.switch.expires = Some(48 * 3600);
    let found = warnings(&plan);
    assert!(
        text_of(&found, "target-expires").starts_with("`half` lasts 72 h, but the host keeps the old deployment 48 h")
    );
    plan.switch.expires = Some(72 * 3600);
    assert!(!codes(&warnings(&plan)).iter().any(|code| code.starts_with("target")));
}

#[test]
fn what_the_plan_leaves_out_is_told() {
    let mut plan = budget_controller(Platform::Railway);
    assert!(codes(&warnings(&plan)).contains(&"no-verify"));
    plan.switch.service = None;
    plan.switch.environment = None;
    let found = codes(&warnings(&plan)).join(" ");
    assert!(found.contains("no-service no-environment"), "{found}");
    plan.switch.platform = Platform::Systemd;
    assert!(codes(&warnings(&plan)).contains(&"by-hand"));
    plan.switch.platform = Platform::CloudRun;
    plan.switch.environment = Some("production".to_owned());
    assert!(codes(&warnings(&plan)).contains(&"no-region"));
}

#[test]
fn a_file_without_a_restart_and_a_disputed_value_are_told() {
    let mut plan = budget_controller(Platform::EnvFile);
    plan.rollback.as_mut().unwrap().set = values(&[("GREETING", "it's \"on\"")]);
    let found = warnings(&plan);
    assert!(codes(&found).contains(&"no-restart"));
    assert!(text_of(&found, "quoting").contains("`GREETING`"));
    plan.rollback.as_mut().unwrap().steps = names(&["`make restart`"]);
    assert!(!codes(&warnings(&plan)).contains(&"no-restart"));
}

#[test]
fn a_plan_without_variables_has_no_traps() {
    let mut plan = budget_controller(Platform::Railway);
    plan.rollback = None;
    assert_eq!(warnings(&plan), []);
    plan.rollback = Some(gonogo::plan::Rollback::default());
    plan.phases.iter_mut().for_each(|phase| {
        phase.set.clear();
        phase.unset.clear();
    });
    assert_eq!(warnings(&plan), []);
}
