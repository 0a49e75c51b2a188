//! Writes the exports that a case asks for: rows at a steady pace, some of them bad.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gonogo::source::{Moment, duration};
use toml::{Table, Value};

/// Where rows go when an export does not say.
const PATH: &str = "plans/r/metrics/requests.csv";

/// Returns where an `[[export]]` goes.
pub fn path(export: &Table) -> &str {
    export.get("path").and_then(Value::as_str).unwrap_or(PATH)
}

/// Writes one `[[export]]`.
pub fn write(folder: &Path, export: &Table) {
    let path = folder.join(path(export));
    let rows = export.get("rows").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let runs: Vec<Run> = rows.iter().filter_map(Value::as_table).map(Run::new).collect();
    let mut columns: Vec<&str> = runs.iter().flat_map(|run| run.cells.keys().chain(run.bad.keys())).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut all: Vec<(Moment, usize, usize)> = Vec::new();
    for (place, run) in runs.iter().enumerate() {
        all.extend(run.times().enumerate().map(|(number, at)| (at, place, number)));
    }
    all.sort();
    let mut text = format!("timestamp,{}\n", columns.join(","));
    for (at, place, number) in all {
        text.push_str(&at.to_string());
        for column in &columns {
            let _ = write!(text, ",{}", runs[place].cell(column, number));
        }
        text.push('\n');
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("an export");
}

/// Rows from one time to another.
struct Run<'t> {
    from: Moment,
    to: Moment,
    /// Nanoseconds.
    every: i64,
    cells: Cells<'t>,
    /// What every so-manyth row has instead.
    bad: Cells<'t>,
    bad_every: usize,
}

struct Cells<'t>(Option<&'t Table>);

impl<'t> Cells<'t> {
    fn keys(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.0.into_iter().flat_map(|table| table.keys().map(String::as_str))
    }

    fn get(&self, column: &str) -> Option<&'t Value> {
        self.0.and_then(|table| table.get(column))
    }
}

impl<'t> Run<'t> {
    fn new(table: &'t Table) -> Run<'t> {
        let word = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("rows need `{key}`"));
        let moment = |key: &str| -> Moment { word(key).parse().unwrap_or_else(|error| panic!("{error}")) };
        let seconds = duration::seconds(word("every")).unwrap_or_else(|_| panic!("`every` is a duration"));
        Run {
            from: moment("from"),
            to: moment("to"),
            every: seconds * 1_000_000_000,
            cells: Cells(table.get("cells").and_then(Value::as_table)),
            bad: Cells(table.get("bad").and_then(Value::as_table)),
            bad_every: table.get("bad_every").and_then(Value::as_integer).unwrap_or(0) as usize,
        }
    }

    fn times(&self) -> impl Iterator<Item = Moment> + '_ {
        (0..).map(|number| Moment(self.from.0 + number * self.every)).take_while(|at| *at < self.to)
    }

    fn cell(&self, column: &str, number: usize) -> String {
        let is_bad = self.bad_every > 0 && (number + 1).is_multiple_of(self.bad_every);
        let value = self.bad.get(column).filter(|_| is_bad).or_else(|| self.cells.get(column));
        match value {
            Some(Value::Array(values)) if !values.is_empty() => shown(&values[number % values.len()], number),
            Some(value) => shown(value, number),
            None => String::new(),
        }
    }
}

fn shown(value: &Value, number: usize) -> String {
    match value {
        Value::String(text) => text.replace("{n}", &number.to_string()),
        other => other.to_string(),
    }
}
