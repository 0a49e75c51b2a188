//! The plan's prose: what it is about, the options considered, what to watch.

use super::Source;
use crate::plan::Choice;
use crate::report::markdown::{first_paragraph, to_html, to_html_inline};

/// The plan's prose.
pub(super) struct PlanBox {
    pub(super) shown: bool,
    pub(super) summary: Option<String>,
    pub(super) goal_title: String,
    pub(super) goal: Option<String>,
    pub(super) options: Vec<OptionBox>,
    pub(super) watches: Vec<WatchItem>,
}

/// An option considered.
pub(super) struct OptionBox {
    pub(super) title: String,
    pub(super) chosen: bool,
    pub(super) pros: Vec<String>,
    pub(super) cons: Vec<String>,
    pub(super) risk: Option<String>,
    pub(super) why: Option<String>,
}

/// A line of the runbook.
pub(super) struct WatchItem {
    pub(super) title: String,
    pub(super) command: Option<String>,
    pub(super) look: Option<String>,
}

/// Returns the plan's prose; the summary's first paragraph stands at the top of the page already.
pub(super) fn plan(source: &Source) -> PlanBox {
    let report = source.report;
    let phase = report.plan.phases.get(report.judgement.phase);
    let goal = phase.and_then(|phase| phase.goal.as_deref()).filter(|goal| !goal.trim().is_empty());
    let (_, summary) = first_paragraph(report.plan.summary.as_deref().unwrap_or(""));
    let summary = summary.trim();
    let options: Vec<OptionBox> = report.plan.options.iter().map(option).collect();
    let watches: Vec<WatchItem> = report
        .plan
        .watches
        .iter()
        .map(|watch| WatchItem {
            title: watch.title.clone(),
            command: watch.command.clone(),
            look: watch.look.as_deref().map(to_html),
        })
        .collect();
    PlanBox {
        shown: !summary.is_empty() || goal.is_some() || !options.is_empty() || !watches.is_empty(),
        summary: (!summary.is_empty()).then(|| to_html(summary)),
        goal_title: source.words.page.goal.fill(&[("phase", phase.map_or("", |phase| phase.title.as_str()))]),
        goal: goal.map(to_html),
        options,
        watches,
    }
}

fn option(choice: &Choice) -> OptionBox {
    OptionBox {
        title: choice.title.clone(),
        chosen: choice.chosen,
        pros: choice.pros.iter().map(|pro| to_html_inline(pro)).collect(),
        cons: choice.cons.iter().map(|con| to_html_inline(con)).collect(),
        risk: choice.risk.as_deref().map(to_html),
        why: choice.why.as_deref().map(to_html),
    }
}
