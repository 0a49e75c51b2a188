//! The variables at every point of a rollout, and what changes between two points.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Plan, Setting};

/// A point of a rollout whose variables the plan determines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The safe state of `[rollback]`.
    Safe,
    /// The phase of this index in `Plan::phases`.
    Phase(usize),
}

/// The variables that a plan determines at a stage; a variable that is not named is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// What each variable is set to; none: it is removed.
    pub known: BTreeMap<String, Option<Setting>>,
}

/// What leads from one environment to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Variables to set.
    pub set: BTreeMap<String, Setting>,
    /// Variables to remove.
    pub unset: BTreeSet<String>,
    /// Variables that the start knows and the end does not: they stay as they are.
    pub left: BTreeSet<String>,
}

/// Returns the variables that the plan determines at a stage.
///
/// The rollout starts from the safe state, and a variable that a phase does not mention keeps the value of the
/// phase before it. A variable of `keep` is not known until a phase mentions it. A phase that the plan does not
/// have leaves the last one's variables.
pub fn environment(plan: &Plan, stage: Stage) -> Environment {
    let mut environment = Environment::default();
    if let Some(rollback) = &plan.rollback {
        environment.put(&rollback.set, &rollback.unset);
    }
    if let Stage::Phase(index) = stage {
        for phase in plan.phases.iter().take(index.saturating_add(1)) {
            environment.put(&phase.set, &phase.unset);
        }
    }
    environment
}

/// Returns the smallest change that turns one environment into another.
pub fn change(from: &Environment, to: &Environment) -> Change {
    let mut change = Change::default();
    for (name, setting) in &to.known {
        if from.known.get(name) == Some(setting) {
            continue;
        }
        match setting {
            Some(setting) => {
                change.set.insert(name.clone(), setting.clone());
            }
            None => {
                change.unset.insert(name.clone());
            }
        }
    }
    change.left = from.known.keys().filter(|name| !to.known.contains_key(*name)).cloned().collect();
    change
}

impl Environment {
    fn put(&mut self, set: &BTreeMap<String, Setting>, unset: &[String]) {
        for (name, setting) in set {
            self.known.insert(name.clone(), Some(setting.clone()));
        }
        for name in unset {
            self.known.insert(name.clone(), None);
        }
    }
}

impl Change {
    /// Returns whether no variable is set or removed.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.unset.is_empty()
    }

    /// Returns the variables after the change, of a host that had these before.
    pub fn apply(&self, variables: &BTreeMap<String, Setting>) -> BTreeMap<String, Setting> {
        let mut variables = variables.clone();
        variables.retain(|name, _| !self.unset.contains(name));
        variables.extend(self.set.clone());
        variables
    }

    /// Returns the names of the variables that are set or removed, each once, sorted.
    pub fn names(&self) -> BTreeSet<&str> {
        self.set.keys().chain(&self.unset).map(String::as_str).collect()
    }
}
