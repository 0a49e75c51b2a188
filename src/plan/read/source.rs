//! `[[source]]`: where exports lie and how they are written.

use globset::GlobBuilder;
use regex::{Regex, RegexBuilder};

use super::conditions;
use crate::metric::grammar;
use crate::plan::model::{Arm, Arms, Export, Format};
use crate::source::{Diagnostics, Names, Placed, Table, quoted};

/// The most memory a pattern may take, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

/// The sources as read.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) names: Names,
    pub(super) exports: Vec<Export>,
}

/// Reads every `[[source]]`.
pub(super) fn read(root: &mut Table, arms: Option<&Arms>, found: &mut Diagnostics) -> Sources {
    let mut names = Names::new("source", "[[source]]", "plan::source");
    let mut exports = Vec::new();
    for mut table in root.get("source").tables("[[source]]", found) {
        exports.push(export(&mut table, &mut names, arms, found));
        table.finish(found);
    }
    Sources { names, exports }
}

fn export(table: &mut Table, names: &mut Names, arms: Option<&Arms>, found: &mut Diagnostics) -> Export {
    let id = names.identify(table, found);
    let files = files(table, found);
    let format = format(table, found);
    let time = table.get("time").word(found).map(|word| grammar::field_name(&word.value));
    let timezone = table.get("timezone").parsed("a time zone", conditions::timezone, found);
    let arm = arm(table, arms, found);
    let contains = table.get("contains").word(found);
    let pattern = table.get("pattern").parsed("a regular expression", pattern, found);
    let lines_only =
        [contains.as_ref().map(|contains| contains.span.clone()), pattern.as_ref().map(|pattern| pattern.span.clone())];
    let told = format.or_else(|| files.first().and_then(|glob| format_of(glob)));
    for span in lines_only.into_iter().flatten() {
        if matches!(told, Some(Format::Csv | Format::Jsonl)) {
            found
                .error("plan::source", span, "only lines of a log are searched")
                .label("needs `format = \"log\"`")
                .help("filter rows with `where` under [[metric]]");
        }
    }
    fetched(table, found);
    Export {
        id,
        files,
        format,
        time,
        timezone: timezone.map(|timezone| timezone.value.0),
        arm,
        contains: contains.map(|contains| contains.value),
        pattern: pattern.map(|pattern| pattern.value),
        line: table.line(found),
    }
}

fn files(table: &mut Table, found: &mut Diagnostics) -> Vec<String> {
    let Some(globs) = table.need("files", found).one_or_list(found) else { return Vec::new() };
    if globs.value.is_empty() {
        found.error("plan::source", globs.span, "`files` is empty").label("expected a glob");
    }
    for glob in &globs.value {
        if let Err((label, help)) = check_glob(&glob.value) {
            let message = format!("`{}` cannot be read", glob.value);
            let diagnostic = found.error("plan::source", glob.span.clone(), message);
            diagnostic.label(label);
            diagnostic.help = help.map(str::to_owned);
        }
    }
    globs.value.into_iter().map(|glob| glob.value).collect()
}

/// Refuses globs that are none, or that leave the rollout's folder.
fn check_glob(glob: &str) -> Result<(), (String, Option<&'static str>)> {
    let inside = Some("write a path inside the rollout's folder, such as `metrics/*.csv`");
    let refuse = |label: &str, help| Err((label.to_owned(), help));
    let has_drive = glob.as_bytes().get(1) == Some(&b':');
    if glob.trim().is_empty() {
        return refuse("expected a glob", inside);
    }
    if glob.contains('\\') {
        return refuse("a backslash", Some("write `/` between folders"));
    }
    if glob.starts_with(['/', '~']) || has_drive {
        return refuse("an absolute path", inside);
    }
    let mut folders = glob.split('/');
    if folders.clone().any(|folder| folder == "..") {
        return refuse("leaves the rollout's folder", inside);
    }
    if folders.next() == Some(".gonogo") {
        return refuse("the cache is never an input", inside);
    }
    let glob = GlobBuilder::new(glob).literal_separator(true).build();
    glob.map(|_| ()).map_err(|error| (error.kind().to_string(), None))
}

fn format(table: &mut Table, found: &mut Diagnostics) -> Option<Format> {
    let word = table.get("format").word(found)?;
    let known = Format::ALL.iter().find(|(_, name)| *name == word.value);
    if known.is_none() {
        let names = Format::ALL.iter().map(|(_, name)| *name);
        let help = match crate::source::near(&word.value, names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known: {}", quoted(names)),
        };
        found
            .error("plan::source", word.span, format!("unknown format `{}`", word.value))
            .label("cannot be read")
            .help(help);
    }
    known.map(|(format, _)| *format)
}

/// Returns the format that a glob's extension tells beyond doubt.
fn format_of(glob: &str) -> Option<Format> {
    let name = glob.trim_end_matches(".gz").trim_end_matches(".zst");
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "csv" | "tsv" => Some(Format::Csv),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "log" => Some(Format::Log),
        _ => None,
    }
}

fn arm(table: &mut Table, arms: Option<&Arms>, found: &mut Diagnostics) -> Option<Arm> {
    let slot = table.get("arm");
    let mut words = vec![(Arm::Candidate, "candidate"), (Arm::Baseline, "baseline")];
    if let Some(arms) = arms {
        words.insert(0, (Arm::Baseline, &arms.rule.baseline));
        words.insert(0, (Arm::Candidate, &arms.rule.candidate));
        words.dedup();
    }
    slot.choice(&words, found)
}

fn pattern(text: &str) -> Result<Regex, String> {
    let pattern = RegexBuilder::new(text).size_limit(PATTERN_SIZE).build().map_err(|error| {
        let words = error.to_string();
        let last = words.lines().last().unwrap_or("not understood");
        last.trim_start_matches("error: ").to_owned()
    })?;
    if pattern.capture_names().flatten().next().is_none() {
        return Err("no named group such as `(?<status>[0-9]+)`".to_owned());
    }
    Ok(pattern)
}

/// Checks `[source.prometheus]` and `[source.command]`, which `fetch` alone uses.
fn fetched(table: &mut Table, found: &mut Diagnostics) {
    let prometheus = table.get("prometheus").table("[source.prometheus]", found);
    if let Some(mut prometheus) = prometheus {
        check_url(prometheus.need("url", found).word(found), found);
        prometheus.need("query", found).word(found);
        prometheus.get("step").some_seconds(found);
        prometheus.finish(found);
    }
    let Some(mut command) = table.get("command").table("[source.command]", found) else { return };
    let run = command.need("run", found).list(found);
    if let Some(run) = run.filter(|run| run.value.is_empty()) {
        found.error("plan::source", run.span, "`run` is empty").label("expected a program");
    }
    command.finish(found);
}

fn check_url(url: Option<Placed<String>>, found: &mut Diagnostics) {
    let Some(url) = url else { return };
    if !url.value.starts_with("https://") && !url.value.starts_with("http://") {
        found
            .error("plan::source", url.span, format!("`{}` is not an address", url.value))
            .label("expected `https://…`");
    }
}
