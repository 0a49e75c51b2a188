//! Docker Compose: lines of an env file, then `docker compose up -d`, which recreates what changed.
//!
//! `docker compose restart` keeps the old variables.

use super::env_file::{self, Dialect};
use super::{Check, Host, Recipe};
use crate::rollback::shell::Line;
use crate::rollback::step::Part;

/// Returns the way of Docker Compose; `environment` is the env file, `.env` by default.
pub(super) fn recipe(host: &Host) -> Recipe {
    let mut recipe = env_file::edits(host, Dialect::Compose);
    recipe.tools.push("docker");
    let up = Line::new(&["docker", "compose", "up", "-d"]);
    let up = host.service.map_or(up.clone(), |service| up.arg(service));
    recipe.steps.push(host.line(Part::Apply, &[], &up));
    match host.service {
        Some(service) => {
            let list = Line::new(&["docker", "compose", "exec", "-T", service, "env"]).text();
            Check::lines(host, &list, format!("  {list} </dev/null\n")).add(host, &mut recipe);
        }
        None => env_file::check(host, Dialect::Compose).add(host, &mut recipe),
    }
    recipe
}
