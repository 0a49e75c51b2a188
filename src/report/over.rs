//! The pages over all rollouts of a site, made from what each published last: nothing is judged anew.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::Value;

use super::feed::{self, FeedEntry};
use super::portfolio::{self, PortfolioRow};
use super::site::{Row, Site};
use super::{missing, page};
use crate::source::{Locale, Moment};
use crate::verdict::Verdict;

/// A rollout as the site holds it: its newest report.json, and its versions, newest first.
pub type Published = (Value, Vec<Row>);

/// Returns the files over all rollouts: the portfolio in every language, index.json, feed.xml, 404.html, .nojekyll.
pub fn files(rollouts: &[Published], at: Moment) -> Site {
    let mut rows: Vec<PortfolioRow> = Vec::new();
    let mut feeds: Vec<(String, Vec<FeedEntry>)> = Vec::new();
    for (report, versions) in rollouts {
        if let Some(row) = row(report, versions) {
            feeds.push((row.id.clone(), entries(report, versions)));
            rows.push(row);
        }
    }
    let first = first_locale(&rows);
    let mut files = Site::new();
    let mut add = |path: &str, text: String| files.insert(path.to_string(), text.into_bytes());
    for locale in Locale::ALL {
        add(&page::file_name(first, locale), portfolio::html(&rows, at, locale, first));
    }
    add("index.json", index(rollouts));
    add("feed.xml", feed::portfolio(&feeds, at, first));
    add("404.html", missing::html(first));
    add(".nojekyll", String::new());
    files
}

/// English, unless every rollout is in another language.
fn first_locale(rows: &[PortfolioRow]) -> Locale {
    let first = rows.first().map(|row| row.locale);
    first.filter(|locale| rows.iter().all(|row| row.locale == *locale)).unwrap_or_default()
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_string)
}

fn moment(value: &Value) -> Option<Moment> {
    value.as_str()?.parse().ok()
}

fn verdict(value: &Value) -> Option<Verdict> {
    Verdict::ALL.into_iter().find(|verdict| Some(verdict.word()) == value.as_str())
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
}

/// The portfolio's row of a published report; none for one that this program cannot read.
fn row(report: &Value, rows: &[Row]) -> Option<PortfolioRow> {
    let reason = |locale: Locale| Some((locale, word(&report["summary"][locale.tag()])?));
    let reason: BTreeMap<Locale, String> = Locale::ALL.into_iter().filter_map(reason).collect();
    let phase = &report["phase"];
    let past = rows.iter().rev().filter_map(Row::version).map(|version| (version.evaluated_at, version.verdict));
    Some(PortfolioRow {
        id: word(&report["id"])?,
        title: word(&report["title"])?,
        locale: report["locale"].as_str()?.parse().ok()?,
        timezone: word(&report["timezone"]).and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC),
        verdict: verdict(&report["verdict"])?,
        is_closed: report["closed"].as_bool().unwrap_or(false),
        phase: (number(&phase["index"]), number(&phase["of"]), word(&phase["title"]).unwrap_or_default()),
        reason,
        owner: word(&report["owner"]),
        data_to: moment(&report["window"]["to"]),
        valid_until: moment(&report["valid_until"])?,
        past: past.collect(),
    })
}

/// The feed's entries of a published report: its turns of verdict.
fn entries(report: &Value, rows: &[Row]) -> Vec<FeedEntry> {
    let locale = report["locale"].as_str().and_then(|tag| tag.parse().ok()).unwrap_or_default();
    let title = word(&report["title"]).unwrap_or_default();
    let id = word(&report["id"]).unwrap_or_default();
    feed::turns(&id, &title, locale, &rows.iter().filter_map(Row::version).collect::<Vec<_>>())
}

/// Returns `/index.json`: one object a rollout, in the order of their ids.
fn index(rollouts: &[Published]) -> String {
    let entry = |(report, _): &Published| {
        serde_json::json!({
            "id": report["id"], "title": report["title"], "verdict": report["verdict"], "closed": report["closed"],
            "phase": report["phase"]["id"], "evaluated_at": report["evaluated_at"], "valid_until": report["valid_until"],
            "version": report["version"], "summary": report["summary"],
        })
    };
    let index = serde_json::json!({"schema": 1, "rollouts": rollouts.iter().map(entry).collect::<Vec<_>>()});
    serde_json::to_string_pretty(&index).unwrap_or_default() + "\n"
}
