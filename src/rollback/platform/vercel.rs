//! Vercel: values take effect with the next deployment, and never during a roll-back of the code.
//!
//! Values may be stored as sensitive and then cannot be read back, so the check is of names.

use super::{Check, Host, Recipe};
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::Part;

/// Returns the way of Vercel; `service` is the project, `environment` defaults to `production`.
pub(super) fn recipe(host: &Host) -> Recipe {
    let environment = host.environment.unwrap_or("production");
    let mut recipe =
        Recipe { tools: vec!["vercel"], variables: host.secrets.all().into_iter().collect(), ..Recipe::default() };
    if let Some(project) = host.service {
        let link = Line::new(&["vercel", "link", "--yes", "--project", project]);
        recipe.steps.push(host.line(Part::Link, &[], &link));
    }
    let add = |name: &str| Line::new(&["vercel", "env", "add", name, environment]);
    for (name, value) in host.plain() {
        let line = add(name).arg(&format!("--value={value}")).arg("--force").arg("--yes");
        recipe.steps.push(host.line(Part::Set, &[name], &line));
    }
    for (name, secret) in host.secret() {
        let line = add(name).arg("--force").feed(host.secrets.print(secret));
        recipe.steps.push(host.line(Part::Set, &[name], &line));
    }
    for name in host.unset() {
        let line = Line::new(&["vercel", "env", "rm", name, environment, "--yes"]);
        recipe.steps.push(host.removal(name, &format!("\n{name}\n"), &line));
    }
    let mut list = Line::new(&["vercel", "ls"]);
    if let Some(project) = host.service {
        list = list.arg(project);
    }
    let list = list.option("--environment", Some(environment)).option("--status", Some("READY"));
    let newest = format!("\"$({} | head -n 1)\"", list.text());
    let redeploy = Line::new(&["vercel", "redeploy"]);
    let target = Line::default().option("--target", Some(environment)).text();
    let text = format!("{} {newest} {target}", redeploy.text());
    let script = format!(
        "show {}\nif ! dry; then\n  url=$({} | head -n 1)\n  [ -n \"$url\" ] || unreadable\n  {} \"$url\" {target} </dev/null\nfi\n",
        quote(&text),
        list.text(),
        redeploy.text(),
    );
    recipe.steps.push(host.step(Part::Apply, &[], Some(text), script));
    check(host, environment).add(host, &mut recipe);
    recipe
}

/// Returns the check of the names.
fn check(host: &Host, environment: &str) -> Check {
    let list = Line::new(&["vercel", "env", "ls", environment]).text();
    let set = host.change.set.keys();
    Check {
        command: list.clone(),
        expect: None,
        listing: format!(
            "  names=$({list} 2>&1 </dev/null) || return 1\n  printf '%s\\n' \"$names\" | awk '{{ print $1 }}'\n"
        ),
        wanted: set.map(|name| (name.clone(), format!("\n{name}\n"))).collect(),
        unwanted: host.unset().into_iter().map(|name| (name.to_owned(), format!("\n{name}\n"))).collect(),
    }
}
