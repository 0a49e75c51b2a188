//! Heroku: every call of `config:set` or `config:unset` is a release, and restarts all dynos.
//!
//! `config:set` prints the values that it sets, so what it prints is thrown away where a secret is among them.

use super::{Check, Host, Recipe};
use crate::rollback::shell::Line;
use crate::rollback::step::Part;

/// Returns the way of Heroku; `service` is the app.
pub(super) fn recipe(host: &Host) -> Recipe {
    let at = |line: Line| line.option("-a", host.service);
    let mut recipe =
        Recipe { tools: vec!["heroku"], variables: host.secrets.all().into_iter().collect(), ..Recipe::default() };
    let (plain, secret, unset) = (host.plain(), host.secret(), host.unset());
    let mut pairs = Line::new(&["heroku", "config:set"]);
    for (name, value) in &plain {
        pairs = pairs.arg(&format!("{name}={value}"));
    }
    for (name, value) in &secret {
        pairs = pairs.secret(name, &host.secrets.of(value));
    }
    let set: Vec<&str> = plain.iter().chain(&secret).map(|(name, _)| *name).collect();
    if !set.is_empty() {
        recipe.steps.push(host.line(Part::Set, &set, &at(pairs)));
    }
    if !unset.is_empty() {
        let line = unset.iter().fold(Line::new(&["heroku", "config:unset"]), |line, name| line.arg(name));
        recipe.steps.push(host.line(Part::Unset, &unset, &at(line)));
    }
    let wait = at(Line::new(&["heroku", "ps:wait"]));
    recipe.checks.push(host.line(Part::Wait, &[], &wait));
    check(host).add(host, &mut recipe);
    recipe
}

/// Returns the check: people read the values, the script looks for each in the list as JSON.
fn check(host: &Host) -> Check {
    let json = |text: &str| serde_json::Value::from(text).to_string();
    let at = |line: Line| line.option("-a", host.service).text();
    let (plain, secret, unset) = (host.plain(), host.secret(), host.unset());
    let mut names: Vec<&str> = plain.iter().map(|(name, _)| *name).collect();
    names.extend(&unset);
    let get = names.iter().fold(Line::new(&["heroku", "config:get"]), |line, name| line.arg(name));
    let values = plain.iter().map(|(_, value)| *value).chain(unset.iter().map(|_| ""));
    let listing = at(Line::new(&["heroku", "config", "--json"]));
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), format!("{}: {}", json(name), json(value)));
    let some = |name: &str| (name.to_owned(), format!("{}: ", json(name)));
    Check {
        command: if names.is_empty() { at(Line::new(&["heroku", "releases"])) } else { at(get) },
        expect: (!names.is_empty()).then(|| values.collect::<Vec<_>>().join("\n")),
        listing: format!("  {listing}\n"),
        wanted: plain.iter().map(pair).chain(secret.iter().map(|(name, _)| some(name))).collect(),
        unwanted: unset.iter().map(|name| some(name)).collect(),
    }
}
