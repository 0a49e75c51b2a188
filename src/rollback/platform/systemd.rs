//! systemd: one drop-in per variable, then `daemon-reload` and a restart.
//!
//! A drop-in sets or removes exactly one variable, so that no other is touched. `EnvironmentFile=` beats
//! `Environment=`, which is why the check reads the running process.

use super::{Check, Host, Recipe};
use crate::plan::Setting;
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::Part;

/// Returns the way of systemd; `service` is the unit.
pub(super) fn recipe(host: &Host) -> Recipe {
    let service = host.service.unwrap_or_default();
    let unit = if service.ends_with(".service") { service.to_owned() } else { format!("{service}.service") };
    let folder = format!("/etc/systemd/system/{}.d", unit.replace('/', "-"));
    let mut recipe = Recipe {
        tools: vec!["systemctl", "sudo"],
        variables: host.secrets.all().into_iter().collect(),
        functions: "if [ \"$(id -u)\" -eq 0 ]; then\n  sudo() { \"$@\"; }\nfi\n".to_owned(),
        ..Recipe::default()
    };
    recipe.steps.push(host.line(Part::Link, &[], &Line::new(&["sudo", "mkdir", "-p", &folder])));
    let tee = |name: &str| Line::new(&["sudo", "tee", &file(&folder, name)]);
    for (name, setting) in &host.change.set {
        let line = match setting {
            Setting::Value(value) => {
                let assignment = format!("Environment=\"{}\"", escape(&format!("{name}={value}")));
                tee(name).feed(Line::new(&["printf", "%s\\n", "[Service]", &assignment]).text())
            }
            // A file that only root reads.
            Setting::Secret(secret) => {
                let words = ["sudo", "install", "-m", "600", "/dev/stdin", &file(&folder, name)];
                Line::new(&words).feed(escaped(host, name, secret))
            }
        };
        recipe.steps.push(host.line(Part::Set, &[name], &line));
    }
    for name in host.unset() {
        let lines = Line::new(&["printf", "%s\\n", "[Service]", &format!("UnsetEnvironment={name}")]);
        recipe.steps.push(host.line(Part::Unset, &[name], &tee(name).feed(lines.text())));
    }
    let reload = Line::new(&["sudo", "systemctl", "daemon-reload"]);
    let restart = Line::new(&["sudo", "systemctl", "restart", &unit]);
    let text = format!("{} && {}", reload.text(), restart.text());
    let script = format!("{}{}", reload.run(), restart.run());
    recipe.steps.push(host.step(Part::Apply, &[], Some(text), script));
    let process = Line::new(&["systemctl", "show", "-p", "MainPID", "--value", &unit]).text();
    let list = format!("sudo cat \"/proc/$({process})/environ\" | tr '\\0' '\\n'");
    let listing =
        format!("  process=$({process}) || return 1\n  sudo cat \"/proc/$process/environ\" | tr '\\0' '\\n'\n");
    Check::lines(host, &list, listing).add(host, &mut recipe);
    recipe
}

/// Returns the drop-in of a variable.
fn file(folder: &str, name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    format!("{folder}/90-{}.conf", name.chars().map(safe).collect::<String>())
}

/// Returns a text as a quoted string of a unit file holds it.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('\n', "\\n").replace('\r', "\\r")
}

/// Returns the command that prints the drop-in of a secret, escaped like a value.
fn escaped(host: &Host, name: &str, secret: &str) -> String {
    let print = host.secrets.print_escaped(secret, r#"s/[\\"]/\\&/g; s/%/%%/g"#);
    format!("printf '[Service]\\nEnvironment=\"%s=%s\"\\n' {} \"$({print})\"", quote(&escape(name)))
}
