//! Lines for a POSIX shell: quoted so that the shell reads nothing into a value, secrets named and never written.

use std::collections::{BTreeMap, BTreeSet};

/// Returns a word as a shell must be given it: bare where that is safe, else in single quotes.
///
/// Any text survives, newlines included, but for NUL, which no variable can hold.
pub fn quote(text: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:=@%+,-".contains(&byte);
    if !text.is_empty() && text.bytes().all(bare) && !text.starts_with('=') {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Returns a command of one program and its words, each quoted.
pub fn command<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(quote).collect::<Vec<_>>().join(" ")
}

/// One command line: what people type, and how the script runs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The words as the shell must be given them.
    words: Vec<String>,
    /// The command, as the shell's text, whose output this one reads.
    feed: Option<String>,
    /// A secret stands among the words, so they are not shown, and what the command prints is thrown away.
    secret: bool,
}

impl Line {
    /// Returns a line of these words.
    pub(super) fn new(words: &[&str]) -> Line {
        Line { words: words.iter().map(|word| quote(word)).collect(), ..Line::default() }
    }

    /// Adds a word.
    pub(super) fn arg(mut self, word: &str) -> Line {
        self.words.push(quote(word));
        self
    }

    /// Adds an option with its value, if there is one.
    pub(super) fn option(self, option: &str, value: Option<&str>) -> Line {
        match value {
            Some(value) => self.arg(option).arg(value),
            None => self,
        }
    }

    /// Adds the word `NAME=` followed by the secret in this variable of the person's shell.
    pub(super) fn secret(mut self, name: &str, variable: &str) -> Line {
        self.words.push(format!("{}\"${variable}\"", quote(&format!("{name}="))));
        self.secret = true;
        self
    }

    /// Adds a word that is the shell's own text.
    pub(super) fn shell(mut self, text: &str) -> Line {
        self.words.push(text.to_owned());
        self
    }

    /// Says that what the command prints or is given must not be seen.
    pub(super) fn hush(mut self) -> Line {
        self.secret = true;
        self
    }

    /// Adds a word that is the shell's own text and holds a secret.
    pub(super) fn hidden(self, text: &str) -> Line {
        self.shell(text).hush()
    }

    /// Lets the command read what another prints, given as the shell's text.
    pub(super) fn feed(mut self, text: impl Into<String>) -> Line {
        self.feed = Some(text.into());
        self
    }

    /// Returns what people type.
    pub(super) fn text(&self) -> String {
        let feed = self.feed.as_ref().map(|feed| format!("{feed} | ")).unwrap_or_default();
        let hush = if self.secret { " > /dev/null" } else { "" };
        format!("{feed}{}{hush}", self.words.join(" "))
    }

    /// Returns the words alone, for a command whose output is wanted.
    pub(super) fn bare(&self) -> String {
        self.words.join(" ")
    }

    /// Returns the line of the script that shows the command and runs it.
    pub(super) fn run(&self) -> String {
        let (shown, words) = (quote(&self.text()), self.bare());
        match (&self.feed, self.secret) {
            (Some(feed), _) => format!("{feed} | pass {shown} {words}\n"),
            (None, true) => format!("hush {shown} {words}\n"),
            (None, false) => format!("run {words}\n"),
        }
    }
}

/// Which variable of the person's shell holds which secret of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Secrets {
    variables: BTreeMap<String, String>,
}

impl Secrets {
    /// Returns a name that a shell accepts for every secret: upper case, one each.
    pub(super) fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Secrets {
        let mut taken = BTreeSet::new();
        let mut variables = BTreeMap::new();
        for secret in secrets.into_iter().collect::<BTreeSet<_>>() {
            let base = variable(secret);
            let name = (1..)
                .map(|turn| if turn == 1 { base.clone() } else { format!("{base}_{turn}") })
                .find(|name| !taken.contains(name))
                .unwrap_or(base);
            taken.insert(name.clone());
            variables.insert(secret.to_owned(), name);
        }
        Secrets { variables }
    }

    /// Returns the variable of a secret.
    pub(super) fn of(&self, secret: &str) -> String {
        self.variables.get(secret).cloned().unwrap_or_else(|| variable(secret))
    }

    /// Returns the command, as the shell's text, that prints a secret.
    pub(super) fn print(&self, secret: &str) -> String {
        format!("printf %s \"${}\"", self.of(secret))
    }

    /// Returns the same with a backslash before each of these signs and `\\n` for each line break.
    pub(super) fn print_escaped(&self, secret: &str, signs: &str) -> String {
        let lines = r#"NR > 1 { printf "\\n" } { printf "%s", $0 }"#;
        format!("{} | sed {} | awk {}", self.print(secret), quote(signs), quote(lines))
    }

    /// Returns every variable, sorted.
    pub(super) fn all(&self) -> BTreeSet<String> {
        self.variables.values().cloned().collect()
    }
}

/// Returns the nearest name that a shell accepts.
fn variable(secret: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = secret.chars().map(letter).collect();
    let name = if name == secret { secret } else { name.trim_matches('_') };
    match name.chars().next() {
        None => "SECRET".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("SECRET_{name}"),
        Some(_) => name.to_owned(),
    }
}
