//! The verdict as a badge: for READMEs, in the plan's language.

use askama::Template;

use super::format::Format;
use super::model::Report;
use super::reason::verdict_word;
use crate::chart::TOKENS;
use crate::verdict::Verdict;

#[derive(Template)]
#[template(path = "badge.svg", escape = "html")]
struct BadgeImage {
    title: String,
    label: String,
    message: String,
    color: &'static str,
    shape: &'static str,
    width: f64,
    left: f64,
    message_at: f64,
}

/// The longest label in half-widths of a letter.
const LONGEST: usize = 40;

/// Returns `badge.svg`: word, shape and colour, with the sentence as its title.
pub fn svg(report: &Report) -> String {
    let label = shortened(&report.plan.title);
    let message = message(report);
    let (left, right) = (width(&label) + 16.0, width(&message) + 34.0);
    let image = BadgeImage {
        title: format!("{}: {message}", report.plan.title),
        message_at: left + 24.0,
        width: left + right,
        left,
        label,
        message,
        color: color(report.judgement.verdict),
        shape: shape(report.judgement.verdict),
    };
    super::clean(&image.to_string())
}

/// Returns `badge.json` for shields.io's endpoint badge.
pub fn json(report: &Report) -> String {
    let verdict = report.judgement.verdict;
    let badge = serde_json::json!({
        "schemaVersion": 1,
        "label": report.plan.title,
        "message": message(report),
        "color": color(verdict),
        "isError": verdict >= Verdict::NoGo,
        "cacheSeconds": 300,
    });
    format!("{badge:#}\n")
}

/// "NO-GO · 5 %".
fn message(report: &Report) -> String {
    let format = Format::new(&report.plan, report.judgement.at, report.plan.locale);
    let word = verdict_word(report.judgement.verdict, report.plan.locale);
    let phase = report.plan.phases.get(report.judgement.phase);
    match phase.and_then(|phase| phase.traffic) {
        Some(traffic) => format!("{word} · {}", format.percent_exact(traffic)),
        None => word.to_owned(),
    }
}

/// The light theme's colour: a badge stands on pages that we do not know.
fn color(verdict: Verdict) -> &'static str {
    let name = super::page::tone(verdict);
    TOKENS.iter().find(|token| token.name == name).map_or("#525c69", |token| token.light)
}

fn shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Go => "<path d='M4 8.5l2.7 2.7L12 5.4'/>",
        Verdict::Hold => "<path d='M5.5 4v8M10.5 4v8'/>",
        Verdict::NoGo => "<path d='M4 4l8 8M12 4l-8 8'/>",
        Verdict::Rollback => "<path d='M13 12c0-3.4-2.6-5-7-5M6 7l3-3M6 7l3 3'/>",
    }
}

fn shortened(title: &str) -> String {
    use unicode_width::UnicodeWidthChar;
    let plain = title.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut used = 0;
    let mut short = String::new();
    for letter in plain {
        used += letter.width().unwrap_or(0);
        if used > LONGEST {
            short.push('…');
            break;
        }
        short.push(letter);
    }
    short
}

/// An estimate in pixels at 11 px: a half-width letter is 0.6 em, a full-width one twice that.
fn width(text: &str) -> f64 {
    use unicode_width::UnicodeWidthStr;
    text.width() as f64 * 6.6
}
