//! What people do: the checklist and the poll.

use super::{Mark, Source};
use crate::checklist::{Due, Item, ItemState};
use crate::report::format::integer;
use crate::report::markdown;
use crate::verdict::{ItemFinding, Status, Verdict};

/// One list, open items first.
pub(super) struct ListTable {
    pub(super) title: String,
    pub(super) count: String,
    pub(super) items: Vec<ItemRow>,
}

/// One item.
pub(super) struct ItemRow {
    pub(super) id: String,
    pub(super) mark: Mark,
    pub(super) text: String,
    pub(super) optional: bool,
    pub(super) owner: String,
    pub(super) done: String,
    pub(super) evidence: Option<Evidence>,
}

/// What proves a tick: a link where it can be one.
pub(super) struct Evidence {
    pub(super) href: Option<String>,
    pub(super) text: String,
}

/// One role of the poll.
pub(super) struct RoleRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) mark: Mark,
    pub(super) by: String,
    pub(super) note: String,
}

/// Returns the lists that have items, in the order of the file.
pub(super) fn lists(source: &Source) -> Vec<ListTable> {
    let report = source.report;
    let lists = report.checklist.lists.iter().enumerate();
    lists
        .filter(|(_, list)| !list.items.is_empty())
        .map(|(number, list)| {
            let of_list = |finding: &&ItemFinding| finding.list == number;
            let mut findings: Vec<_> = report.judgement.items.iter().filter(of_list).collect();
            findings.sort_by_key(|finding| rank(finding));
            let count = counted(source, findings.iter().copied());
            ListTable {
                title: list.title.clone(),
                count: match due(source, &list.due) {
                    Some(due) => source.words.page.list.fill(&[("count", &count), ("due", &due)]),
                    None => count,
                },
                items: findings
                    .iter()
                    .filter_map(|finding| Some(item(source, finding, list.items.get(finding.item)?)))
                    .collect(),
            }
        })
        .collect()
}

/// Returns how much of the whole checklist is settled: `3 of 5`.
pub(super) fn count(source: &Source) -> String {
    counted(source, source.report.judgement.items.iter())
}

fn counted<'a>(source: &Source, findings: impl Iterator<Item = &'a ItemFinding>) -> String {
    let states: Vec<ItemState> = findings.map(|finding| finding.state).collect();
    let number = |state: ItemState| states.iter().filter(|one| **one == state).count();
    let written = |count: usize| integer(u64::try_from(count).unwrap_or(u64::MAX));
    let skipped = number(ItemState::NotApplicable);
    let done = written(number(ItemState::Done));
    let of = written(states.len() - skipped);
    let words = &source.words.page;
    let text = words.done_of.fill(&[("done", &done), ("of", &of)]);
    if skipped == 0 {
        return text;
    }
    words.skipped_items.fill(&[("text", &text), ("n", &written(skipped))])
}

/// What the verdict waits for stands first, what is settled last.
fn rank(finding: &ItemFinding) -> u8 {
    match finding.state {
        ItemState::Open | ItemState::Changed if finding.status == Status::Decides(Verdict::Hold) => 0,
        ItemState::Open | ItemState::Changed => 1,
        ItemState::Done => 2,
        ItemState::NotApplicable => 3,
    }
}

fn due(source: &Source, due: &Due) -> Option<String> {
    let words = &source.words.page;
    let (phrase, id) = match due {
        Due::Before(id) => (&words.due_before, id),
        Due::After(id) => (&words.due_after, id),
        Due::Never => return None,
    };
    let phase = source.report.plan.phases.iter().find(|phase| phase.id == *id);
    Some(phrase.fill(&[("phase", phase.map_or(id.as_str(), |phase| phase.title.as_str()))]))
}

fn item(source: &Source, finding: &ItemFinding, item: &Item) -> ItemRow {
    let dash = source.words.format.dash.text();
    let evidence = item.evidence.as_deref().map(str::trim).filter(|text| !text.is_empty());
    ItemRow {
        id: item.id.clone(),
        mark: Mark::item(finding.state, finding.status, source.locale),
        text: markdown::to_html_inline(&item.text),
        optional: !item.required,
        owner: item.owner.clone().unwrap_or_else(|| dash.to_owned()),
        done: settled(source, finding.state, item),
        evidence: evidence.map(|text| Evidence { href: is_link(text).then(|| text.to_owned()), text: text.to_owned() }),
    }
}

/// Who settled an item, when, and with what words.
fn settled(source: &Source, state: ItemState, item: &Item) -> String {
    let words = &source.words.page;
    let ticked = state != ItemState::Open;
    let parts = [
        item.na.clone().filter(|_| state == ItemState::NotApplicable),
        item.by.clone().filter(|_| ticked),
        item.at.filter(|_| ticked).map(|at| source.format.short(at)),
        item.note.clone(),
        (state == ItemState::Changed).then(|| words.look_again.text().to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return source.words.format.dash.text().to_owned();
    }
    parts.join(" · ")
}

fn is_link(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    matches!(scheme, Some("http" | "https")) && markdown::is_safe_link(text)
}

/// Returns the poll: what was answered worst first, those not asked now last.
pub(super) fn roles(source: &Source) -> Vec<RoleRow> {
    let (words, dash) = (&source.words.page, source.words.format.dash.text());
    let mut findings: Vec<_> = source.report.judgement.roles.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.status.verdict()));
    let rows = findings.into_iter().filter_map(|finding| {
        let role = source.report.plan.roles.get(finding.role)?;
        let mark = match (&finding.answer, finding.status) {
            (Some(answer), _) => Mark::verdict(if answer.go { Verdict::Go } else { Verdict::NoGo }, source.locale),
            (None, Status::Decides(verdict)) if verdict > Verdict::Go => {
                Mark { word: source.words.state.silent.to_string(), ..Mark::verdict(verdict, source.locale) }
            }
            (None, _) => Mark::plain("none", words.not_asked.text()),
        };
        let answer = finding.answer.as_ref();
        let at = answer.map(|answer| source.format.short(answer.at));
        let by = answer.and_then(|answer| answer.by.clone());
        let by: Vec<String> = by.into_iter().chain(at).collect();
        let note = answer.and_then(|answer| answer.note.clone());
        Some(RoleRow {
            id: role.id.clone(),
            title: role.title.clone(),
            mark,
            by: if by.is_empty() { dash.to_owned() } else { by.join(" · ") },
            note: note.unwrap_or_else(|| dash.to_owned()),
        })
    });
    rows.collect()
}
