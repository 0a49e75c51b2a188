//! Fly.io: values as secrets, stored first and deployed once; a secret beats `[env]` of fly.toml.
//!
//! `NAME=-` makes flyctl read the value, so a value that is one hyphen is handed over that way.

use super::{Check, Host, Recipe};
use crate::rollback::shell::Line;
use crate::rollback::step::Part;

/// Returns the way of Fly.io; `service` is the app.
pub(super) fn recipe(host: &Host) -> Recipe {
    let at = |line: Line| line.option("-a", host.service);
    let mut recipe =
        Recipe { tools: vec!["fly"], variables: host.secrets.all().into_iter().collect(), ..Recipe::default() };
    let set = at(Line::new(&["fly", "secrets", "set", "--stage"]));
    let (hyphen, plain): (Vec<_>, Vec<_>) = host.plain().into_iter().partition(|(_, value)| *value == "-");
    if !plain.is_empty() {
        let pairs = plain.iter().fold(set.clone(), |line, (name, value)| line.arg(&format!("{name}={value}")));
        let names: Vec<&str> = plain.iter().map(|(name, _)| *name).collect();
        recipe.steps.push(host.line(Part::Set, &names, &pairs));
    }
    let hyphen = hyphen.into_iter().map(|(name, _)| (name, "printf %s -".to_owned()));
    let secret = host.secret().into_iter().map(|(name, secret)| (name, host.secrets.print(secret)));
    for (name, feed) in hyphen.chain(secret) {
        let line = set.clone().arg(&format!("{name}=-")).feed(feed);
        recipe.steps.push(host.line(Part::Set, &[name], &line));
    }
    let unset = host.unset();
    if !unset.is_empty() {
        recipe.functions = stored(&at(Line::new(&["fly", "secrets", "list"])).text());
    }
    for name in unset {
        let line = at(Line::new(&["fly", "secrets", "unset", "--stage"])).arg(name);
        let mut step = host.removal(name, &format!("\n{name}\n"), &line);
        step.script = step.script.replacen("if defined ", "if stored ", 1);
        recipe.steps.push(step);
    }
    recipe.steps.push(host.line(Part::Apply, &[], &at(Line::new(&["fly", "secrets", "deploy"]))));
    let list = at(Line::new(&["fly", "ssh", "console"])).arg("-C").arg("env").text();
    Check::lines(host, &list, format!("  {list} </dev/null\n")).add(host, &mut recipe);
    recipe
}

/// Returns the function that tells which secrets are stored: before the deployment no Machine shows them.
fn stored(list: &str) -> String {
    format!(
        r#"# True if a secret of this name, given between newlines, is stored.
stored() {{
  if dry; then return 0; fi
  listed=$({list}) || unreadable
  listed="
$(printf '%s\n' "$listed" | awk '{{ print $1 }}')
"
  holds "$1"
}}
"#
    )
}
