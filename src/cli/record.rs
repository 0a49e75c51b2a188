//! `gonogo record`: a value that a person read.

use clap::Args;

use super::append::{Log, Said, Signed, not_blank};
use super::choose::Named;
use super::exit::{Exit, Failure};
use super::root::Global;
use super::show::Show;
use crate::journal::{Entry, Event};
use crate::metric::Metric;
use crate::metric::value::{Unit, UnitKind, Value};
use crate::plan::Plan;
use crate::source::{duration, quoted};
use crate::verdict::{Judgement, Stage};

/// Write a value that a person read into log.toml, for a metric with value = "reading"
#[derive(Debug, Args)]
#[command(after_help = "Example: gonogo record complaints 0 --note \"support inbox and forum\"")]
pub struct Arguments {
    /// The metric's id
    #[arg(value_name = "METRIC")]
    metric: String,
    /// The value in the metric's unit, or with a unit that converts to it: 4.5, 4.5%, 300ms
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: String,
    /// Where it was read
    #[arg(long, value_name = "TEXT", value_parser = not_blank)]
    note: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

/// Appends a reading.
pub fn run(arguments: &Arguments, global: &Global, show: &Show) -> Result<Exit, Failure> {
    let named = Named { kind: "metric", id: &arguments.metric, ids: metric_ids };
    let log = Log::open(&arguments.signed, global, show, Some(named))?;
    let metric = reading(log.plan(), &arguments.metric)?;
    let value = number(metric, &arguments.value)?;
    log.append(|files| {
        let event = Event::Reading { metric: metric.id.clone(), value };
        let mut said = Said::new(Entry { note: arguments.note.clone(), ..log.entry(event) });
        let kept = if metric.unit.kind == UnitKind::Percent { value / 100.0 } else { value };
        let written = log.format().exactly(metric, kept);
        said.lines.push(log.words().log.reading.fill(&[("metric", &metric.title), ("value", &written)]));
        let judgement = log.stands(&files.journal, &said.entry);
        if !counts(&files.plan, &judgement) {
            let at = log.format().short(log.at);
            said.warnings.push(log.words().command.uncounted.fill(&[("at", &at)]));
        }
        Ok(said)
    })
}

fn metric_ids(plan: &Plan) -> Vec<&str> {
    plan.metrics.iter().map(|metric| metric.id.as_str()).collect()
}

fn reading<'p>(plan: &'p Plan, id: &str) -> Result<&'p Metric, Failure> {
    let is_reading = |metric: &&Metric| metric.value == Value::Reading;
    let found = plan.metrics.iter().find(|metric| metric.id == id).filter(is_reading);
    found.ok_or_else(|| {
        let readings: Vec<&str> = plan.metrics.iter().filter(is_reading).map(|metric| metric.id.as_str()).collect();
        let hint = if readings.is_empty() {
            "metrics with `value = \"reading\"` are recorded; the plan has none".to_string()
        } else {
            format!("recorded by people: {}", quoted(readings))
        };
        Failure::Usage { message: format!("`{id}` is computed from data, not recorded"), hint: Some(hint) }
    })
}

/// Reads a number, and its unit where one is given, as a number in the metric's unit.
fn number(metric: &Metric, text: &str) -> Result<f64, Failure> {
    let refuse = |message: String, hint: String| Failure::Usage { message, hint: Some(hint) };
    let own = metric.unit.text.as_str();
    let split = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e'))).unwrap_or(text.len());
    let (digits, unit) = text.split_at(split);
    let Some(number) = duration::decimal(digits) else {
        let example = if own.is_empty() { "`4.5`".to_string() } else { format!("`4.5` or `4.5 {own}`") };
        return Err(refuse(format!("`{text}` is not a number"), format!("write {example}")));
    };
    let unit = Unit::of(unit);
    if unit.kind == UnitKind::None {
        return Ok(number);
    }
    metric.unit.convert(number, &unit).ok_or_else(|| {
        let takes = if own.is_empty() { "it has no unit".to_string() } else { format!("it is in `{own}`") };
        refuse(format!("`{text}` does not fit `{}`", metric.id), takes)
    })
}

/// Whether a reading of now lies in a window that is judged: its start is cut off while the switch settles.
fn counts(plan: &Plan, judgement: &Judgement) -> bool {
    let settled = judgement.attempt.map(|attempt| attempt.start.plus(plan.switch.settle));
    judgement.stage == Stage::Running && settled.is_some_and(|settled| settled <= judgement.at)
}
