//! A `.env` file: a copy, then the file anew without the old lines and with the new ones.
//!
//! There is no standard for these files: values are written in the form that most readers share.

use super::{Check, Host, Recipe};
use crate::plan::Setting;
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::Part;

/// Who reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Anything: a shell, systemd, a library.
    Any,
    /// Docker Compose.
    Compose,
}

/// Returns the way of a `.env` file; `environment` is its path.
pub(super) fn recipe(host: &Host) -> Recipe {
    let mut recipe = edits(host, Dialect::Any);
    check(host, Dialect::Any).add(host, &mut recipe);
    recipe
}

/// Returns the steps that edit the file.
pub(super) fn edits(host: &Host, dialect: Dialect) -> Recipe {
    let file = path(host);
    let copy = format!("{file}.before");
    let names: Vec<&str> = host.change.names().into_iter().collect();
    let mut recipe = Recipe {
        tools: vec!["awk"],
        variables: host.secrets.all().into_iter().collect(),
        functions: without(file),
        ..Recipe::default()
    };
    let keep = Line::new(&["cp", "-p", file, &copy]);
    let lines: Vec<String> =
        host.change.set.iter().map(|(name, setting)| assignment(host, dialect, name, setting)).collect();
    let escaped: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    let pattern = quote(&format!("^(export )?({})=", escaped.join("|")));
    let old = Line::new(&["grep", "-vE"]).shell(&pattern).arg(&copy).text();
    let new = match lines.as_slice() {
        [] => "true".to_owned(),
        lines => format!("printf '%s\\n' {}", lines.join(" ")),
    };
    // One command, so that nobody can write the file without having kept the copy that it is written from.
    let text = format!("{} && {{ {old}; {new}; }} > {}", keep.text(), quote(file));
    let more: String = lines.iter().map(|line| format!(" {line}")).collect();
    let script = format!(
        "show {shown}\n\
         if ! dry; then\n\
         \x20 [ -f {file} ] || no_file {file}\n\
         \x20 kept=$(without {names}) || unreadable\n\
         \x20 {keep}\n\
         \x20 printf '%s\\n' \"$kept\"{more} >{file}\n\
         fi\n",
        shown = quote(&text),
        file = quote(file),
        names = quote(&format!(" {} ", names.join(" "))),
        keep = keep.text(),
    );
    recipe.steps.push(host.step(Part::Set, &names, Some(text), script));
    recipe
}

/// Returns the check of the file itself.
pub(super) fn check(host: &Host, dialect: Dialect) -> Check {
    let file = path(host);
    let plain = host.plain();
    let line = |name: &str, value: &str| format!("{name}={}", written(dialect, value));
    let wanted = |(name, value): &(&str, &str)| ((*name).to_owned(), format!("\n{}\n", line(name, value)));
    let some = |name: &str| (name.to_owned(), format!("\n{name}="));
    let lines: Vec<String> = plain.iter().map(|(name, value)| line(name, value)).collect();
    let one_each = lines.iter().all(|line| !line.contains('\n')) && host.secret().is_empty();
    Check {
        command: format!("grep -E {} {}", quote(&super::pattern(host)), quote(file)),
        expect: (one_each && !lines.is_empty()).then(|| lines.join("\n")),
        listing: format!("  cat {}\n", quote(file)),
        wanted: plain.iter().map(wanted).chain(host.secret().iter().map(|(name, _)| some(name))).collect(),
        unwanted: host.unset().into_iter().map(some).collect(),
    }
}

/// Returns whether the readers of such files disagree about a value: a single quote together with a sign that
/// means something inside double quotes.
pub(super) fn is_disputed(value: &str) -> bool {
    value.contains('\'') && value.contains(['"', '$', '`', '\\', '\n'])
}

/// Returns the file's path: `environment` where that is a path, else `.env`.
fn path<'a>(host: &Host<'a>) -> &'a str {
    host.environment.filter(|environment| environment.contains(['/', '.'])).unwrap_or(".env")
}

/// Returns the shell's word for the line of a variable.
fn assignment(host: &Host, dialect: Dialect, name: &str, setting: &Setting) -> String {
    match setting {
        Setting::Value(value) => quote(&format!("{name}={}", written(dialect, value))),
        Setting::Secret(secret) => {
            let print = match dialect {
                Dialect::Any => {
                    format!("{} | sed {}", host.secrets.print(secret), quote(r#"s/[\\"$`]/\\&/g"#))
                }
                Dialect::Compose => host.secrets.print_escaped(secret, r#"s/[\\"$]/\\&/g"#),
            };
            format!("{}'\"'\"$({print})\"'\"'", quote(&format!("{name}=")))
        }
    }
}

/// Returns a value as the file holds it.
fn written(dialect: Dialect, value: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@%+,-".contains(&byte);
    if value.bytes().all(bare) {
        return value.to_owned();
    }
    let mut special = vec!['\\', '"', '$'];
    let single = match dialect {
        Dialect::Any => !value.contains('\''),
        Dialect::Compose => !value.contains(['\'', '\\', '\n']),
    };
    if single {
        return format!("'{value}'");
    }
    if dialect == Dialect::Any {
        special.push('`');
    }
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '\n' if dialect == Dialect::Compose => text.push_str("\\n"),
            c => {
                if special.contains(&c) {
                    text.push('\\');
                }
                text.push(c);
            }
        }
    }
    text.push('"');
    text
}

/// Returns the function that leaves variables out, with values that span lines.
fn without(file: &str) -> String {
    format!(
        r#"# Prints the file without the variables $1, values that span lines included.
without() {{
  awk -v names="$1" '
    function closes(text) {{
      if (mark == "\"") gsub(/\\./, "", text)
      return index(text, mark) > 0
    }}
    mark != "" {{
      if (!drop) print
      if (closes($0)) mark = ""
      next
    }}
    {{
      text = $0
      sub(/^[ \t]*(export[ \t]+)?/, "", text)
      equals = index(text, "=")
      name = substr(text, 1, equals - 1)
      sub(/[ \t]+$/, "", name)
      value = substr(text, equals + 1)
      sub(/^[ \t]+/, "", value)
      drop = name != "" && index(names, " " name " ") > 0
      mark = substr(value, 1, 1)
      if (name == "" || name ~ /^#/ || (mark != "\"" && mark != "\047")) mark = ""
      if (mark != "" && closes(substr(value, 2))) mark = ""
      if (!drop) print
    }}
    END {{ exit mark != "" }}
  ' {file}
}}
"#,
        file = quote(file)
    )
}
