//! Any other platform: plain steps, done by hand, or by the commands of the plan.

use super::{Host, Recipe};
use crate::plan::Setting;
use crate::rollback::shell::quote;
use crate::rollback::step::{Kind, Say, Step};

/// Returns one step per variable.
pub(super) fn recipe(host: &Host) -> Recipe {
    let mut recipe = Recipe::default();
    for (name, setting) in &host.change.set {
        let (say, line) = match setting {
            Setting::Value(value) => (Say::ByHand(name.clone(), value.clone()), format!("{name}={}", quote(value))),
            Setting::Secret(secret) => (Say::ByHandSecret(name.clone(), secret.clone()), String::new()),
        };
        recipe.steps.push(step(format!("set-{name}"), say, &line));
    }
    for name in host.unset() {
        recipe.steps.push(step(format!("unset-{name}"), Say::ByHandUnset(name.to_owned()), ""));
    }
    recipe
}

/// Returns a step that only a person can do, and that the script therefore asks about, also with `--yes`.
fn step(id: String, say: Say, line: &str) -> Step {
    let shown = if line.is_empty() { String::new() } else { format!("say {}\n", quote(&format!("  {line}"))) };
    let script = format!("{shown}confirm\n");
    Step { id, kind: Kind::Variables, say, command: None, expect: None, script }
}
