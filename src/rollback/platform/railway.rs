//! Railway: values by its CLI, which starts a deployment by itself.
//!
//! The CLI has no roll-back of code, `restart` keeps the old variables, and setting a variable to nothing leaves an
//! empty value defined.

use super::{Check, Host, Recipe};
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::Part;

/// Returns the way of Railway.
pub(super) fn recipe(host: &Host) -> Recipe {
    let at = |line: Line| line.option("-s", host.service).option("-e", host.environment);
    let newest = at(Line::new(&["railway", "deployment", "list", "--json", "--limit", "1"]));
    let redeploy = at(Line::new(&["railway", "redeploy"])).arg("-y");
    let list = at(Line::new(&["railway", "variable", "list", "--kv"]));
    let mut recipe = Recipe {
        tools: vec!["railway"],
        variables: host.secrets.all().into_iter().collect(),
        functions: deployment(&newest.text()),
        before: "dry || before=$(deployment)\n".to_owned(),
        ..Recipe::default()
    };
    let plain = host.plain();
    let secret = host.secret();
    for (index, (name, value)) in secret.iter().enumerate() {
        // One deployment is enough: all but the last call store the value only.
        let last = plain.is_empty() && index + 1 == secret.len();
        let mut line = Line::new(&["railway", "variable", "set", name, "--stdin"]);
        if !last {
            line = line.arg("--skip-deploys");
        }
        let line = at(line).feed(host.secrets.print(value));
        recipe.steps.push(host.line(Part::Set, &[name], &line));
    }
    if !plain.is_empty() {
        let pairs = plain.iter().fold(Line::new(&["railway", "variable", "set"]), |line, (name, value)| {
            line.arg(&format!("{name}={value}"))
        });
        let names: Vec<&str> = plain.iter().map(|(name, _)| *name).collect();
        recipe.steps.push(host.line(Part::Set, &names, &at(pairs)));
    }
    for name in host.unset() {
        let line = at(Line::new(&["railway", "variable", "delete", name]));
        recipe.steps.push(host.removal(name, &format!("\n{name}="), &line));
    }
    let script = format!(
        "show {}\n\
         turns=12\n\
         until dry || begun; do\n\
         \x20 if ! again; then\n\
         \x20   starts_none\n\
         \x20   {}\
         \x20   break\n\
         \x20 fi\n\
         done\n\
         turns=120\n\
         until dry || live; do again || too_long \"$(deployment)\"; done\n",
        quote(&newest.text()),
        redeploy.run(),
    );
    let mut wait = host.step(Part::Wait, &[&redeploy.text()], Some(newest.text()), script);
    wait.expect = Some("\"status\": \"SUCCESS\"".to_owned());
    recipe.checks.push(wait);
    Check::lines(host, &list.text(), format!("  {}\n", list.text())).add(host, &mut recipe);
    recipe
}

/// Returns the functions that look at the newest deployment.
fn deployment(newest: &str) -> String {
    format!(
        r#"# The newest deployment: its id and its status, each followed by a space.
deployment() {{
  {newest} |
    sed -n -e 's/^ *"id": "\(.*\)",*$/\1/p' -e 's/^ *"status": "\(.*\)",*$/\1/p' |
    head -n 2 | tr '\n' ' '
}}

# True once a deployment has begun that was not there before.
begun() {{
  now=$(deployment)
  [ -n "${{now%% *}}" ] && [ "${{now%% *}}" != "${{before%% *}}" ]
}}

# True once that deployment has succeeded.
live() {{
  begun || return 1
  case $now in
    *' SUCCESS ') return 0 ;;
    *' FAILED ' | *' CRASHED ') failed "$now" ;;
  esac
  return 1
}}
"#
    )
}
