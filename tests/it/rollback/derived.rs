//! The variables at every point, and the way from each to each.

use std::collections::{BTreeMap, BTreeSet};

use gonogo::plan::{Phase, Plan, Platform, Rollback, Setting};
use gonogo::rollback::{Environment, Stage, change, environment};
use proptest::prelude::*;

use super::plans::{budget_controller, phase, plan};

/// Names that generated plans touch.
const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

/// What a phase does with a variable: nothing, a value, a secret, removal.
fn touches() -> impl Strategy<Value = Vec<Option<Option<Setting>>>> {
    let setting = prop_oneof!["[a-b]{0,2}".prop_map(Setting::Value), "[a-b]".prop_map(Setting::Secret),];
    prop::collection::vec(prop::option::of(prop::option::of(setting)), NAMES.len())
}

/// Which variables the safe state leaves as they are.
fn keeps() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(prop::bool::weighted(0.3), NAMES.len())
}

/// Returns what is set and what is removed.
fn split(touches: &[Option<Option<Setting>>]) -> (BTreeMap<String, Setting>, Vec<String>) {
    let mut set = BTreeMap::new();
    let mut unset = Vec::new();
    for (name, touch) in NAMES.iter().zip(touches) {
        match touch {
            Some(Some(setting)) => {
                set.insert((*name).to_owned(), setting.clone());
            }
            Some(None) => unset.push((*name).to_owned()),
            None => {}
        }
    }
    (set, unset)
}

/// Plans that the reader would accept: every variable is in the safe state or kept.
fn plans() -> impl Strategy<Value = Plan> {
    let phases = prop::collection::vec(touches(), 1..5);
    (phases, touches(), keeps()).prop_map(|(phases, safe, keeps)| {
        let covered: Vec<Option<Option<Setting>>> = safe
            .iter()
            .zip(&keeps)
            .map(|(touch, keep)| if *keep { None } else { Some(touch.clone().flatten()) })
            .collect();
        let (set, unset) = split(&covered);
        let keep = NAMES.iter().zip(&keeps).filter(|(_, keep)| **keep);
        let keep = keep.map(|(name, _)| (*name).to_owned()).collect();
        let rollback = Rollback { set, unset, keep, ..Rollback::default() };
        let phases: Vec<Phase> = phases
            .iter()
            .enumerate()
            .map(|(index, touches)| {
                let (set, unset) = split(touches);
                Phase { unset, ..phase(&format!("p{index}"), set, &[]) }
            })
            .collect();
        plan(Platform::Other, rollback, phases)
    })
}

/// A host that had these variables when the rollout began, and has reached a stage.
fn reached(plan: &Plan, stage: Stage, before: &BTreeMap<String, Setting>) -> BTreeMap<String, Setting> {
    change(&Environment::default(), &environment(plan, stage)).apply(before)
}

fn stages(plan: &Plan) -> Vec<Stage> {
    std::iter::once(Stage::Safe).chain((0..plan.phases.len()).map(Stage::Phase)).collect()
}

fn variables() -> impl Strategy<Value = BTreeMap<String, Setting>> {
    let names = prop::sample::select(vec!["A", "B", "C", "D", "E", "OTHER"]);
    let pair = (names, "[c-d]{0,2}");
    prop::collection::vec(pair, 0..6)
        .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), Setting::Value(value))).collect())
}

proptest! {
    #[test]
    fn forward_and_back_between_any_two_stages_finds_the_start_again(plan in plans(), before in variables()) {
        for from in stages(&plan) {
            for to in stages(&plan) {
                let (start, end) = (environment(&plan, from), environment(&plan, to));
                let host = reached(&plan, from, &before);
                let there = change(&start, &end).apply(&host);
                let mut back = change(&end, &start).apply(&there);
                // A variable that is kept on purpose and that the start does not know has no value to go back to.
                let open: BTreeSet<&String> =
                    end.known.keys().filter(|name| !start.known.contains_key(*name)).collect();
                let mut host = host;
                host.retain(|name, _| !open.contains(name));
                back.retain(|name, _| !open.contains(name));
                prop_assert_eq!(&back, &host);
                prop_assert_eq!(&change(&end, &start).left, &open.into_iter().cloned().collect());
            }
        }
    }

    #[test]
    fn the_safe_state_is_whole_from_every_stage_and_touches_nothing_else(plan in plans(), before in variables()) {
        let rollback = plan.rollback.clone().unwrap_or_default();
        for from in stages(&plan) {
            let host = reached(&plan, from, &before);
            let safe = reached(&plan, Stage::Safe, &host);
            for (name, setting) in &rollback.set {
                prop_assert_eq!(safe.get(name), Some(setting));
            }
            for name in &rollback.unset {
                prop_assert!(!safe.contains_key(name));
            }
            let touched = |name: &&String| rollback.set.contains_key(*name) || rollback.unset.contains(name);
            for name in host.keys().chain(safe.keys()).filter(|name| !touched(name)) {
                prop_assert_eq!(safe.get(name), host.get(name));
            }
        }
    }

    #[test]
    fn a_difference_is_the_smallest(plan in plans()) {
        for from in stages(&plan) {
            let known = environment(&plan, from).known;
            prop_assert!(change(&environment(&plan, from), &environment(&plan, from)).is_empty());
            for to in stages(&plan) {
                let change = change(&environment(&plan, from), &environment(&plan, to));
                for (name, setting) in &change.set {
                    prop_assert_ne!(known.get(name), Some(&Some(setting.clone())));
                }
                prop_assert!(change.set.keys().all(|name| !change.unset.contains(name)));
            }
        }
    }
}

#[test]
fn a_variable_that_a_phase_does_not_mention_keeps_the_value_of_the_phase_before_it() {
    let plan = budget_controller(Platform::Railway);
    let half = environment(&plan, Stage::Phase(2));
    let of = |name: &str| half.known.get(name).cloned();
    assert_eq!(of("BUDGET_CONTROLLER_ENABLED"), Some(Some(Setting::Value("true".to_owned()))));
    assert_eq!(of("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE"), Some(Some(Setting::Value("50".to_owned()))));
    assert_eq!(of("SHADOW_MODE"), Some(None));
}

#[test]
fn a_variable_that_no_phase_has_mentioned_yet_has_its_safe_value() {
    let plan = budget_controller(Platform::Railway);
    let shadow = environment(&plan, Stage::Phase(0));
    assert_eq!(shadow.known.get("BUDGET_CONTROLLER_BETA"), Some(&None));
    assert_eq!(shadow.known.get("BUDGET_CONTROLLER_ROLLOUT_PERCENTAGE"), None);
}

#[test]
fn a_phase_that_does_not_exist_and_a_plan_without_a_rollback_are_no_panic() {
    let mut plan = budget_controller(Platform::Railway);
    assert_eq!(environment(&plan, Stage::Phase(99)), environment(&plan, Stage::Phase(3)));
    plan.rollback = None;
    plan.phases.clear();
    assert_eq!(environment(&plan, Stage::Phase(0)), Environment::default());
    for to in [Stage::Safe, Stage::Phase(usize::MAX)] {
        let instructions = gonogo::rollback::instructions(&plan, None, to);
        assert!(instructions.change.is_empty());
    }
}
