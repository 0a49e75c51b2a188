//! `gonogo build`: judge and write the site.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::load;
use super::root::{Format, Global};
use super::show::Show;
use crate::disk::{self, Found};
use crate::report::site::{self, Row};
use crate::report::{Report, Version, json, over, terminal};
use crate::source::{Locale, Moment};

/// Judge and write the site: one immutable page a version, and the pages that lead to it
///
/// A version is added when inputs, verdict or reasons differ from the newest earlier version. The same inputs, the same
/// site and the same --at give the same bytes, and building again adds nothing.
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo build -o site --at 2026-01-06T09:00:00Z")]
pub struct Arguments {
    /// Folders that hold plan.toml, or ids under plans/ [default: all under plans/]
    #[arg(value_name = "ROLLOUT")]
    rollouts: Vec<String>,
    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "site")]
    output: PathBuf,
    /// Show what would be written, write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Builds the rollouts named, or all, and the pages over them.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let output = global.home()?.join(&arguments.output);
    let at = global.moment();
    let mut exits = Vec::new();
    let mut values = Vec::new();
    for found in global.rollouts(&arguments.rollouts)? {
        let rollout = disk::read(&found);
        show.diagnostics(&rollout.sources, &rollout.diagnostics);
        let Some(files) = &rollout.files else {
            exits.push(Exit::Invalid);
            values.push(json::invalid(&found.id, &rollout.diagnostics));
            continue;
        };
        let rows = disk::site::known(&output, &found.id)?;
        let report = load::report(&rollout, files, at, previous(&output, &found.id, &rows, at)?);
        let built = build(arguments, &output, &found, report, rows)?;
        if show.format == Format::Human {
            show.out(&told(&built, show.locale));
        }
        values.push(json::value(&built.report));
    }
    if !arguments.dry_run {
        portfolio(&output, at)?;
    }
    match show.format {
        Format::Json => show.out(&json::checked(at, None, values)),
        Format::Human if arguments.dry_run || global.quiet => {}
        Format::Human => {
            show.out(&format!("open {}\n", global.folder_of(&arguments.output).join("index.html").display()))
        }
    }
    Ok(Exit::worst(exits))
}

/// What became of one rollout.
struct Built {
    report: Report,
    version: Option<String>,
    written: bool,
}

/// The newest version evaluated before a moment, with the values of its gates.
fn previous(output: &Path, rollout: &str, rows: &[Row], at: Moment) -> Result<Option<Version>, Failure> {
    let versions = rows.iter().filter_map(Row::version);
    let Some(mut version) =
        versions.filter(|version| version.evaluated_at < at).max_by_key(|version| version.evaluated_at)
    else {
        return Ok(None);
    };
    if let Some(report) = disk::site::report(output, rollout, &version.id)? {
        version.values = site::values(&report);
    }
    Ok(Some(version))
}

fn build(
    arguments: &Arguments,
    output: &Path,
    found: &Found,
    mut report: Report,
    mut rows: Vec<Row>,
) -> Result<Built, Failure> {
    let known = report.previous.as_ref().and_then(|previous| rows.iter().find(|row| row.id == previous.id));
    if !site::is_news(&report, known) {
        let version = report.previous.as_ref().map(|previous| previous.id.clone());
        return Ok(Built { report, version, written: false });
    }
    let id = site::version_id(&report);
    report.version = Some(id.clone());
    let files = site::version(&report);
    if arguments.dry_run {
        let there = output.join(&found.id).join("r").join(&id).exists();
        return Ok(Built { report, version: Some(id), written: !there });
    }
    let written = disk::site::add(output, &found.id, &id, &files)?;
    if !rows.iter().any(|row| row.id == id) {
        let later =
            rows.partition_point(|row| row.version().is_some_and(|version| version.evaluated_at > report.judgement.at));
        rows.insert(later, Row::new(&report, &id));
    }
    let newest = rows.first().is_some_and(|row| row.id == id);
    disk::site::save(&output.join(&found.id), &site::rollout(&report, &rows, newest))?;
    Ok(Built { report, version: Some(id), written })
}

/// Writes the pages over all rollouts that the site holds.
fn portfolio(output: &Path, at: Moment) -> Result<(), Failure> {
    let mut rollouts = Vec::new();
    for id in disk::site::rollouts(output)? {
        let rows = disk::site::known(output, &id)?;
        let Some(newest) = rows.first() else { continue };
        if let Some(report) = disk::site::report(output, &id, &newest.id)? {
            rollouts.push((report, rows));
        }
    }
    disk::site::save(output, &over::files(&rollouts, at))?;
    Ok(())
}

fn told(built: &Built, locale: Locale) -> String {
    let id = &built.report.plan.id;
    let version = built.version.as_deref().unwrap_or("-");
    let news = if built.written { "new version" } else { "no news, newest is" };
    let line = terminal::check(&built.report, locale, terminal::Length::Quiet);
    format!("{line}  {news} {id}/r/{version}/\n")
}
