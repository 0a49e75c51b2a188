//! Kubernetes: one `kubectl set env` is one rolling update.
//!
//! A secret of the plan is the Secret of that name, which holds the variable's name as a key. Kubernetes expands
//! `$(NAME)` in values, so dollar signs are doubled where they could mean that.

use super::{Check, Host, Recipe, line};
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::Part;

/// Returns the way of Kubernetes; `service` is a deployment or `kind/name`, `environment` the namespace.
pub(super) fn recipe(host: &Host) -> Recipe {
    let service = host.service.unwrap_or_default();
    let service = if service.contains('/') { service.to_owned() } else { format!("deployment/{service}") };
    let kubectl = |words: &[&str]| {
        words.iter().fold(Line::new(&["kubectl"]), |line, word| line.arg(word)).option("-n", host.environment)
    };
    let mut recipe = Recipe { tools: vec!["kubectl"], ..Recipe::default() };
    let (plain, secret, unset) = (host.plain(), host.secret(), host.unset());
    for (name, secret) in &secret {
        let from = format!("--from=secret/{secret}");
        let set = kubectl(&["set", "env", &service]).arg(&from).arg(&format!("--keys={name}"));
        recipe.steps.push(host.line(Part::Set, &[name], &set));
    }
    if !plain.is_empty() || !unset.is_empty() {
        let mut set = kubectl(&["set", "env", &service]);
        for (name, value) in &plain {
            set = set.arg(&format!("{name}={}", literal(value)));
        }
        for name in &unset {
            set = set.arg(&format!("{name}-"));
        }
        let names: Vec<&str> = plain.iter().map(|(name, _)| *name).chain(unset).collect();
        recipe.steps.push(host.line(Part::Set, &names, &set));
    }
    let status = kubectl(&["rollout", "status", &service]).arg("--timeout=10m");
    recipe.checks.push(host.line(Part::Wait, &[], &status));
    check(host, &kubectl(&["set", "env", &service]).arg("--list")).add(host, &mut recipe);
    recipe
}

/// Returns the check of what kubectl lists, which names Secrets in comments.
fn check(host: &Host, list: &Line) -> Check {
    let mut check = Check::lines(host, &list.text(), format!("  {}\n", list.text()));
    let plain = host.plain().into_iter();
    let secret = host.secret().into_iter();
    check.wanted = plain
        .map(|(name, value)| (name.to_owned(), line(name, &literal(value))))
        .chain(secret.map(|(name, secret)| (name.to_owned(), format!("\n# {name} from secret {secret}, key {name}\n"))))
        .collect();
    let names = host.change.names().into_iter().map(regex::escape).collect::<Vec<_>>().join("|");
    check.command = format!("{} | grep -E {}", list.text(), quote(&format!("^(# )?({names})[ =]")));
    if host.plain().iter().any(|(_, value)| literal(value) != *value) {
        check.expect = None;
    }
    check
}

/// Returns a value as a pod specification writes it.
fn literal(value: &str) -> String {
    if value.contains("$(") || value.contains("$$") { value.replace('$', "$$") } else { value.to_owned() }
}
