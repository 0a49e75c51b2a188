//! The sentences of roll-back instructions, one catalogue per language, compiled in.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::plan::Platform;
use crate::source::Locale;

use super::step::Part;

/// Every sentence of one language; a catalogue that lacks one, or has one too many, is not read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Between the names of a list.
    comma: String,
    /// Between the sentences of a paragraph.
    space: String,
    /// A variable that is removed, in a list of others that are set.
    removed: String,
    pub(super) unit: Units,
    pub(super) step: StepWords,
    pub(super) note: NoteWords,
    pub(super) warning: WarningWords,
    pub(super) script: ScriptWords,
    railway: HostWords,
    heroku: HostWords,
    fly: HostWords,
    render: HostWords,
    vercel: HostWords,
    cloud_run: HostWords,
    kubernetes: HostWords,
    compose: HostWords,
    systemd: HostWords,
    env_file: HostWords,
    other: HostWords,
}

/// Durations.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    second: String,
    minute: String,
    hour: String,
}

/// Steps that do not depend on the platform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepWords {
    pub(super) by_hand: String,
    pub(super) by_hand_secret: String,
    pub(super) by_hand_unset: String,
    pub(super) nothing: String,
    pub(super) verify: String,
    pub(super) verify_expect: String,
    pub(super) settle: String,
    pub(super) record_rollback: String,
    pub(super) record_start: String,
}

/// Remarks under the steps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteWords {
    pub(super) kept: String,
    pub(super) left: String,
    pub(super) secrets: String,
    pub(super) time: String,
    pub(super) who: String,
}

/// Traps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WarningWords {
    pub(super) kill_by_deletion: String,
    pub(super) empty_value: String,
    pub(super) kept_share: String,
    pub(super) target_expires: String,
    pub(super) target_may_expire: String,
    pub(super) no_service: String,
    pub(super) by_hand: String,
    pub(super) no_environment: String,
    pub(super) no_region: String,
    pub(super) no_verify: String,
    pub(super) no_restart: String,
    pub(super) quoting: String,
}

/// What the script says while it runs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScriptWords {
    pub(super) to_safe: String,
    pub(super) to_phase: String,
    pub(super) usage_ask: String,
    pub(super) usage_yes: String,
    pub(super) usage_dry: String,
    pub(super) again: String,
    pub(super) literal: String,
    pub(super) sets: String,
    pub(super) removes: String,
    pub(super) leaves: String,
    pub(super) nothing: String,
    pub(super) expected: String,
    pub(super) unknown_option: String,
    pub(super) needs_tool: String,
    pub(super) needs_variable: String,
    pub(super) go_on: String,
    pub(super) refused: String,
    pub(super) done_by_hand: String,
    pub(super) left_by_hand: String,
    pub(super) not_confirmed: String,
    pub(super) stopped: String,
    pub(super) waiting: String,
    pub(super) too_long: String,
    pub(super) wrong: String,
    pub(super) cannot_read: String,
    pub(super) not_set: String,
    pub(super) not_verified: String,
    pub(super) failed: String,
    pub(super) starts_none: String,
    pub(super) no_file: String,
    pub(super) done: String,
    pub(super) nothing_changed: String,
    pub(super) record: String,
    pub(super) rehearsal: String,
}

/// The way of one platform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HostWords {
    /// The platform's name.
    pub(super) name: String,
    #[serde(default)]
    link: String,
    #[serde(default)]
    link_more: Option<String>,
    #[serde(default)]
    set: String,
    #[serde(default)]
    set_more: Option<String>,
    #[serde(default)]
    unset: String,
    #[serde(default)]
    unset_more: Option<String>,
    #[serde(default)]
    apply: String,
    #[serde(default)]
    apply_more: Option<String>,
    #[serde(default)]
    traffic: String,
    #[serde(default)]
    traffic_more: Option<String>,
    #[serde(default)]
    wait: String,
    #[serde(default)]
    wait_more: Option<String>,
    #[serde(default)]
    check: String,
    #[serde(default)]
    check_more: Option<String>,
    /// What needs a deployment or a restart.
    pub(super) restart: String,
    /// What happens after the command has returned.
    pub(super) later: String,
    /// What cannot be undone.
    pub(super) lasting: String,
    /// What rolling the code back does to variables.
    pub(super) code: Option<String>,
}

impl HostWords {
    /// Returns the sentence of a part.
    pub(super) fn part(&self, part: Part) -> &str {
        match part {
            Part::Link => &self.link,
            Part::Set => &self.set,
            Part::Unset => &self.unset,
            Part::Apply => &self.apply,
            Part::Traffic => &self.traffic,
            Part::Wait => &self.wait,
            Part::Check => &self.check,
        }
    }

    /// Returns the remarks of a part.
    pub(super) fn more(&self, part: Part) -> Option<&str> {
        match part {
            Part::Link => self.link_more.as_deref(),
            Part::Set => self.set_more.as_deref(),
            Part::Unset => self.unset_more.as_deref(),
            Part::Apply => self.apply_more.as_deref(),
            Part::Traffic => self.traffic_more.as_deref(),
            Part::Wait => self.wait_more.as_deref(),
            Part::Check => self.check_more.as_deref(),
        }
    }
}

impl Words {
    /// Returns the words of a platform.
    pub(super) fn host(&self, platform: Platform) -> &HostWords {
        match platform {
            Platform::Railway => &self.railway,
            Platform::Heroku => &self.heroku,
            Platform::Fly => &self.fly,
            Platform::Render => &self.render,
            Platform::Vercel => &self.vercel,
            Platform::CloudRun => &self.cloud_run,
            Platform::Kubernetes => &self.kubernetes,
            Platform::Compose => &self.compose,
            Platform::Systemd => &self.systemd,
            Platform::EnvFile => &self.env_file,
            Platform::Other => &self.other,
        }
    }

    /// Returns names as code, in the language's way of listing.
    pub(super) fn names<T: AsRef<str>>(&self, names: impl IntoIterator<Item = T>) -> String {
        names.into_iter().map(|name| code(name.as_ref())).collect::<Vec<_>>().join(&self.comma)
    }

    /// Returns variables that are set, and variables that are removed, as one list.
    pub(super) fn set_and_removed(&self, set: &[String], removed: &[String]) -> String {
        let removed = removed.iter().map(|name| fill(&self.removed, &[("name", &code(name))]));
        let all: Vec<String> = set.iter().map(|name| code(name)).chain(removed).collect();
        all.join(&self.comma)
    }

    /// Returns two sentences as one paragraph.
    pub(super) fn sentences(&self, first: &str, second: &str) -> String {
        format!("{first}{}{second}", self.space)
    }

    /// Returns a number of seconds in the largest unit that holds it whole, up to hours.
    pub(super) fn duration(&self, seconds: i64) -> String {
        let (number, unit) = match seconds {
            seconds if seconds > 0 && seconds % 3600 == 0 => (seconds / 3600, &self.unit.hour),
            seconds if seconds > 0 && seconds % 60 == 0 => (seconds / 60, &self.unit.minute),
            seconds => (seconds, &self.unit.second),
        };
        fill(unit, &[("n", &number.to_string())])
    }
}

/// Returns the words of a language.
pub(super) fn of(locale: Locale) -> &'static Words {
    match locale {
        Locale::En => &EN,
        Locale::ZhCn => &ZH_CN,
    }
}

static EN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../templates/words/rollback.en.toml")));
static ZH_CN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../../templates/words/rollback.zh-CN.toml")));

/// Reads a catalogue. Both are part of the program, and a test reads both.
fn read(text: &str) -> Words {
    match toml::from_str(text) {
        Ok(words) => words,
        Err(error) => panic!("the catalogue of roll-back words: {error}"),
    }
}

/// Returns a sentence with its `{placeholders}` replaced, each by its value and none inside a value.
pub(super) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(start) = rest.find('{') {
        let (before, tail) = rest.split_at(start);
        text.push_str(before);
        let found = values.iter().find_map(|(name, value)| {
            let end = tail.strip_prefix('{')?.strip_prefix(name)?.strip_prefix('}')?;
            Some((*value, end))
        });
        let (value, end) = found.unwrap_or_else(|| tail.split_at(1));
        text.push_str(value);
        rest = end;
    }
    text.push_str(rest);
    text
}

/// Returns a text as a Markdown code span; one that a span cannot show as it is stands as a JSON string.
pub(super) fn code(text: &str) -> String {
    let plain = !text.is_empty() && text.trim() == text && !text.contains(char::is_control);
    let text = if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() };
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}
