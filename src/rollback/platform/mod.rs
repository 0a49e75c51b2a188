//! How each platform changes variables: one file each, all giving a `Recipe`.

mod cloud_run;
mod compose;
mod env_file;
mod fly;
mod heroku;
mod kubernetes;
mod other;
mod railway;
mod render;
mod systemd;
mod vercel;

use crate::plan::{Platform, Setting, Switch};

use super::environment::Change;
use super::shell::{Line, Secrets};
use super::step::{Kind, Part, Say, Step};

/// A change to make on a host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Host<'a> {
    /// The platform whose way is taken.
    platform: Platform,
    /// The service's name there.
    service: Option<&'a str>,
    /// The environment's name there.
    environment: Option<&'a str>,
    /// What to set and to remove.
    change: &'a Change,
    /// Where the person keeps the secrets.
    secrets: &'a Secrets,
    /// Whether the safe state is the aim.
    safe: bool,
}

/// The way of a platform for one change.
#[derive(Clone, Debug, Default)]
pub(super) struct Recipe {
    /// Programs that must be there.
    pub(super) tools: Vec<&'static str>,
    /// Variables that the person's shell must have.
    pub(super) variables: Vec<String>,
    /// Functions of the script.
    pub(super) functions: String,
    /// What the script notes before the first change.
    pub(super) before: String,
    /// Steps that make the change and let it take effect.
    pub(super) steps: Vec<Step>,
    /// Steps that wait for it and look at it, after the plan's own steps.
    pub(super) checks: Vec<Step>,
}

/// Returns the platform whose way is taken: plain steps where the host's own need a service that is not named.
pub(super) fn way(switch: &Switch) -> Platform {
    let needed =
        matches!(switch.platform, Platform::Render | Platform::CloudRun | Platform::Kubernetes | Platform::Systemd);
    if needed && switch.service.is_none() { Platform::Other } else { switch.platform }
}

/// Returns how to make a change on the platform of a plan.
pub(super) fn recipe(switch: &Switch, change: &Change, secrets: &Secrets, safe: bool) -> Recipe {
    let host = Host {
        platform: way(switch),
        service: switch.service.as_deref(),
        environment: switch.environment.as_deref(),
        change,
        secrets,
        safe,
    };
    if change.is_empty() {
        return Recipe::default();
    }
    match host.platform {
        Platform::Railway => railway::recipe(&host),
        Platform::Heroku => heroku::recipe(&host),
        Platform::Fly => fly::recipe(&host),
        Platform::Render => render::recipe(&host),
        Platform::Vercel => vercel::recipe(&host),
        Platform::CloudRun => cloud_run::recipe(&host),
        Platform::Kubernetes => kubernetes::recipe(&host),
        Platform::Compose => compose::recipe(&host),
        Platform::Systemd => systemd::recipe(&host),
        Platform::EnvFile => env_file::recipe(&host),
        Platform::Other => other::recipe(&host),
    }
}

/// Returns how long a change takes there, from and to, in seconds; none where nobody can say.
///
/// Orders of magnitude from practice, to be shown as expected and never as a promise.
pub(super) fn typical(platform: Platform) -> Option<(i64, i64)> {
    match platform {
        Platform::Railway => Some((60, 180)),
        Platform::Heroku => Some((10, 60)),
        Platform::Fly => Some((10, 180)),
        Platform::Render => Some((60, 600)),
        Platform::Vercel => Some((60, 300)),
        Platform::CloudRun => Some((10, 60)),
        Platform::Kubernetes => Some((30, 300)),
        Platform::Compose => Some((5, 30)),
        Platform::Systemd => Some((1, 10)),
        Platform::EnvFile | Platform::Other => None,
    }
}

/// Returns whether `environment` looks like a region of Google Cloud, such as `europe-west1`.
pub(super) fn is_region(environment: &str) -> bool {
    cloud_run::is_region(environment)
}

/// Returns whether the readers of `.env` files disagree about how a value is written.
pub(super) fn is_disputed(value: &str) -> bool {
    env_file::is_disputed(value)
}

impl<'a> Host<'a> {
    /// Returns the variables to set to a value that the plan holds.
    fn plain(&self) -> Vec<(&'a str, &'a str)> {
        let plain = |(name, setting): (&'a String, &'a Setting)| match setting {
            Setting::Value(value) => Some((name.as_str(), value.as_str())),
            Setting::Secret(_) => None,
        };
        self.change.set.iter().filter_map(plain).collect()
    }

    /// Returns the variables to set to a secret, with the secret's name.
    fn secret(&self) -> Vec<(&'a str, &'a str)> {
        let secret = |(name, setting): (&'a String, &'a Setting)| match setting {
            Setting::Value(_) => None,
            Setting::Secret(secret) => Some((name.as_str(), secret.as_str())),
        };
        self.change.set.iter().filter_map(secret).collect()
    }

    /// Returns the variables to remove.
    fn unset(&self) -> Vec<&'a str> {
        self.change.unset.iter().map(String::as_str).collect()
    }

    /// Returns the variables to set, with what a listing of `NAME=VALUE` lines holds of each.
    fn lines(&self) -> Vec<(&'a str, String)> {
        let plain = self.plain().into_iter().map(|(name, value)| (name, line(name, value)));
        let secret = self.secret().into_iter().map(|(name, _)| (name, format!("\n{name}=")));
        plain.chain(secret).collect()
    }

    /// Returns a step of this platform.
    fn step(&self, part: Part, names: &[&str], command: Option<String>, script: String) -> Step {
        let (word, kind) = match part {
            Part::Link => ("link", Kind::Variables),
            Part::Set => ("set", Kind::Variables),
            Part::Unset => ("unset", Kind::Variables),
            Part::Apply => ("apply", Kind::Apply),
            Part::Traffic => ("traffic", Kind::Apply),
            Part::Wait => ("wait", Kind::Wait),
            Part::Check => ("check", Kind::Check),
        };
        let id = match (part, names) {
            (Part::Set | Part::Unset, [name]) => format!("{word}-{name}"),
            _ => word.to_owned(),
        };
        let say = self.say(part, names);
        Step { id, kind, say, command, expect: None, script }
    }

    /// Returns what a step of this platform means.
    fn say(&self, part: Part, names: &[&str]) -> Say {
        let setting = |name: &str| match self.change.set.get(name) {
            Some(Setting::Value(value)) if part == Part::Set => format!("{name}={value}"),
            _ => name.to_owned(),
        };
        let removed = |name: &str| part == Part::Set && self.change.unset.contains(name);
        let (gone, kept): (Vec<&str>, Vec<&str>) = names.iter().copied().partition(|name| removed(name));
        Say::Host {
            platform: self.platform,
            part,
            names: kept.into_iter().map(setting).collect(),
            removed: gone.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Returns a step that is one command.
    fn line(&self, part: Part, names: &[&str], line: &Line) -> Step {
        self.step(part, names, Some(line.text()), line.run())
    }

    /// Returns a step that removes a variable; the script leaves one alone that is not there, which many hosts
    /// would call an error.
    fn removal(&self, name: &str, defined: &str, line: &Line) -> Step {
        let script = format!(
            "if defined {}; then\n  {}else\n  absent {}\nfi\n",
            super::shell::quote(defined),
            line.run(),
            super::shell::quote(name)
        );
        self.step(Part::Unset, &[name], Some(line.text()), script)
    }
}

/// What shows that the variables are as they should be.
#[derive(Clone, Debug, Default)]
struct Check {
    /// What people type.
    command: String,
    /// What that prints.
    expect: Option<String>,
    /// The body of the script's function that lists the variables.
    listing: String,
    /// Variables, and what the listing must hold of each.
    wanted: Vec<(String, String)>,
    /// Variables, and what it must not hold.
    unwanted: Vec<(String, String)>,
}

impl Check {
    /// Returns the check of a listing of `NAME=VALUE` lines.
    fn lines(host: &Host, command: &str, listing: String) -> Check {
        Check {
            command: format!("{command} | grep -E {}", super::shell::quote(&pattern(host))),
            expect: expected(host),
            listing,
            wanted: host.lines().into_iter().map(|(name, text)| (name.to_owned(), text)).collect(),
            unwanted: host.unset().into_iter().map(|name| (name.to_owned(), format!("\n{name}="))).collect(),
        }
    }

    /// Returns the functions that the script needs for it.
    fn functions(&self) -> String {
        use super::shell::quote;
        let mut text = format!("variables() {{\n{}}}\n\nsettled() {{\n  list || return 1\n", self.listing);
        for (name, holds) in &self.wanted {
            text.push_str(&format!("  want {} {}\n", quote(name), quote(holds)));
        }
        for (name, holds) in &self.unwanted {
            text.push_str(&format!("  refuse {} {}\n", quote(name), quote(holds)));
        }
        text.push_str("  [ -z \"$wrong\" ]\n}\n");
        text
    }

    /// Adds the check to a recipe, as its last step.
    fn add(self, host: &Host, recipe: &mut Recipe) {
        if !recipe.functions.is_empty() {
            recipe.functions.push('\n');
        }
        recipe.functions.push_str(&self.functions());
        let names: Vec<&str> = host.change.names().into_iter().collect();
        let script = format!(
            "show {}\nturns=24\nuntil dry || settled; do again || unsettled; done\n",
            super::shell::quote(&self.command)
        );
        let mut step = host.step(Part::Check, &names, Some(self.command), script);
        step.expect = self.expect;
        recipe.checks.push(step);
    }
}

/// Returns what a listing of lines holds of a variable; the shell takes newlines off its end.
fn line(name: &str, value: &str) -> String {
    format!("\n{name}={}\n", value.trim_end_matches('\n'))
}

/// Returns the extended regular expression of the lines of the change's variables.
fn pattern(host: &Host) -> String {
    let names: Vec<String> = host.change.names().into_iter().map(regex::escape).collect();
    format!("^({})=", names.join("|"))
}

/// Returns the lines that a listing should show of the change's variables, if each is one line the plan knows.
fn expected(host: &Host) -> Option<String> {
    let plain = host.plain();
    let whole = host.secret().is_empty() && !plain.is_empty() && plain.iter().all(|(_, value)| !value.contains('\n'));
    let lines = plain.iter().map(|(name, value)| format!("{name}={value}"));
    whole.then(|| lines.collect::<Vec<_>>().join("\n"))
}
