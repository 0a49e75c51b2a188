//! The terminal's face: rows worst first, the verdict last, where the eye rests at the prompt.
//!
//! Glyph and word, never colour alone; only characters that are one cell wide in every terminal, Chinese ones too.

use std::fmt::Write;

use anstyle::{AnsiColor, Color, Style};
use unicode_width::UnicodeWidthStr;

use super::Report;
use super::format::{Format, integer};
use super::reason;
use super::words::{Words, words};
use crate::checklist::ItemState;
use crate::rollback::{Instructions, Warning};
use crate::source::Locale;
use crate::verdict::{GateFinding, Status, Verdict};

/// How much of a report the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// The verdict and why, one line.
    Quiet,
    /// What is worse than go, and the verdict.
    Normal,
    /// Every gate and item too.
    Verbose,
}

/// Returns a report as the terminal shows it, with colours as escape sequences and a final line end.
pub fn check(report: &Report, locale: Locale, length: Length) -> String {
    let face = Face::new(report, locale);
    if length == Length::Quiet {
        return face.last_line();
    }
    let mut text = face.title();
    text.push('\n');
    for row in align(&face.gate_rows(length)) {
        let _ = writeln!(text, "  {row}");
    }
    for line in face.people(length) {
        let _ = writeln!(text, "  {line}");
    }
    text.push('\n');
    text.push_str(&face.last_line());
    text.push_str(&face.advice());
    text
}

/// Returns one line a report, as `status` shows it: worst first.
pub fn status(reports: &[Report], locale: Locale) -> String {
    let mut order: Vec<&Report> = reports.iter().collect();
    order.sort_by_key(|report| {
        (report.judgement.stage.is_closed(), std::cmp::Reverse(report.judgement.verdict), report.plan.id.clone())
    });
    let rows: Vec<Vec<String>> = order.into_iter().map(|report| Face::new(report, locale).status_row()).collect();
    align(&rows).into_iter().map(|row| row + "\n").collect()
}

/// Returns the steps to another state, numbered, each command on a line of its own to be copied.
pub fn way(way: &Instructions, warnings: &[Warning], locale: Locale) -> String {
    let mut text = String::new();
    for warning in warnings {
        let _ = writeln!(text, "! {}", plain(&warning.text(locale)));
    }
    for (number, step) in way.steps.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", number + 1, plain(&step.text(locale)));
        for line in step.command.iter().flat_map(|command| command.lines()) {
            let _ = writeln!(text, "     {}", printable(line));
        }
        if let Some(expect) = &step.expect {
            let _ = writeln!(text, "   -> {}", printable(expect));
        }
    }
    for note in way.notes(locale) {
        let _ = writeln!(text, "- {}", plain(&note));
    }
    text
}

/// Markdown as a terminal shows it.
fn plain(markdown: &str) -> String {
    printable(super::markdown::to_text(markdown).trim())
}

/// A verdict's glyph and colour.
pub(super) fn look(verdict: Option<Verdict>) -> (&'static str, Style) {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(Color::Ansi(colour)));
    match verdict {
        Some(Verdict::Go) => ("✔", colour(AnsiColor::Cyan)),
        Some(Verdict::Hold) => ("◫", colour(AnsiColor::Yellow)),
        Some(Verdict::NoGo) => ("✖", colour(AnsiColor::Red)),
        Some(Verdict::Rollback) => ("↩", colour(AnsiColor::Magenta).bold()),
        None => ("-", Style::new().dimmed()),
    }
}

pub(super) fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// One report in one language.
struct Face<'a> {
    report: &'a Report,
    format: Format<'a>,
    words: &'static Words,
    locale: Locale,
}

impl<'a> Face<'a> {
    fn new(report: &'a Report, locale: Locale) -> Face<'a> {
        let format = Format::new(&report.plan, report.judgement.at, locale);
        Face { report, format, words: words(locale), locale }
    }

    fn status_word(&self, status: Status) -> String {
        let (glyph, style) = look(status.verdict());
        let word = match status.verdict() {
            Some(verdict) => reason::verdict_word(verdict, self.locale),
            None => self.words.verdict.info.text(),
        };
        painted(style, &format!("{glyph} {word}"))
    }

    fn title(&self) -> String {
        let words = &self.words.terminal;
        let judgement = &self.report.judgement;
        let newest = self.report.traces.iter().flat_map(|trace| &trace.points).map(|point| point.to).max();
        let data = match newest {
            Some(at) => words.data_to.fill(&[("at", &self.format.short(at)), ("zone", &self.format.zone(None))]),
            None => words.no_data.text().to_string(),
        };
        let bold = Style::new().bold();
        let _ = judgement;
        format!("{} | {} | {data}\n", painted(bold, &printable(&self.report.plan.title)), self.phase())
    }

    fn phase(&self) -> String {
        let judgement = &self.report.judgement;
        let number = (judgement.phase + 1).to_string();
        let of = self.report.plan.phases.len().to_string();
        let title = printable(&self.report.plan.phases[judgement.phase].title);
        if judgement.attempt.is_none() {
            return self.words.terminal.no_phase.text().to_string();
        }
        self.words.terminal.phase.fill(&[("n", &number), ("of", &of), ("title", &title)])
    }

    fn gate_rows(&self, length: Length) -> Vec<Vec<String>> {
        let mut gates: Vec<&GateFinding> = self.report.judgement.gates.iter().collect();
        let worse = |finding: &GateFinding| finding.status.verdict().is_some_and(|verdict| verdict > Verdict::Go);
        gates.sort_by_key(|finding| std::cmp::Reverse(finding.status.verdict()));
        let shown = |finding: &&&GateFinding| length == Length::Verbose || worse(finding) || finding.segment.is_none();
        gates.iter().filter(shown).map(|finding| self.gate_row(finding)).collect()
    }

    fn gate_row(&self, finding: &GateFinding) -> Vec<String> {
        let words = &self.words.terminal;
        let gate = &self.report.plan.gates[finding.gate];
        let metric = &self.report.plan.metrics[gate.metric];
        let name = reason::gate_name(&self.report.plan, gate, self.locale);
        let name = match &finding.segment {
            Some((_, segment)) => self.words.gate.segment.fill(&[("name", &name), ("segment", segment)]),
            None => name,
        };
        let value =
            finding.value.map_or("-".to_string(), |value| self.format.value_against(metric, value, finding.target));
        let line = gate.rollback.as_ref().map_or(String::new(), |line| words.roll_back.fill(&[("bound", &line.text)]));
        let needed = finding.needed.and_then(|needed| needed.samples);
        let needed = needed.map_or(String::new(), |more| words.needs.fill(&[("n", &integer(more))]));
        vec![
            self.status_word(finding.status),
            printable(&name),
            value,
            words.target.fill(&[("bound", &gate.target.text)]),
            line,
            words.samples.fill(&[("n", &integer(finding.samples))]),
            needed,
        ]
    }

    /// Open items and answers, then how many there are of each.
    fn people(&self, length: Length) -> Vec<String> {
        let judgement = &self.report.judgement;
        let mut lines = Vec::new();
        let mut counts = [0_usize; 3];
        for finding in &judgement.items {
            let item = &self.report.checklist.lists[finding.list].items[finding.item];
            let (place, word) = match finding.state {
                ItemState::Done => (0, &self.words.state.done),
                ItemState::NotApplicable => (1, &self.words.state.not_applicable),
                ItemState::Open => (2, &self.words.state.open),
                ItemState::Changed => (2, &self.words.state.changed),
            };
            counts[place] += 1;
            let decides = finding.status == Status::Decides(Verdict::Hold);
            if decides || length == Length::Verbose {
                let (glyph, style) = look(finding.status.verdict());
                let owner = item.owner.as_deref().map_or(String::new(), |owner| format!("  {}", printable(owner)));
                let state = painted(style, &format!("{glyph} {}", word.text()));
                lines.push(format!(
                    "{state}  {}{owner}  [{}]",
                    printable(&super::markdown::to_text(&item.text)),
                    item.id
                ));
            }
        }
        let answers = judgement.roles.iter().filter(|role| role.status != Status::Info || length == Length::Verbose);
        lines.extend(
            answers.filter(|role| role.status != Status::Decides(Verdict::Go) || length == Length::Verbose).map(
                |finding| {
                    let title = &self.report.plan.roles[finding.role].title;
                    let said = match &finding.answer {
                        Some(answer) => {
                            let verdict = if answer.go { Verdict::Go } else { Verdict::NoGo };
                            let by = answer.by.as_deref().unwrap_or("-");
                            let word = reason::verdict_word(verdict, self.locale);
                            self.words.terminal.answered.fill(&[("title", title), ("word", word), ("by", by)])
                        }
                        None => self.words.terminal.silent.fill(&[("title", title)]),
                    };
                    let (glyph, style) = look(finding.status.verdict());
                    format!("{}  {}", painted(style, glyph), printable(&said))
                },
            ),
        );
        lines.extend(self.summary(counts));
        lines
    }

    fn summary(&self, [done, not_applicable, open]: [usize; 3]) -> Option<String> {
        let words = &self.words.terminal;
        let all = done + not_applicable + open;
        let mut parts = Vec::new();
        if all > 0 {
            parts.push(words.items.fill(&[("done", &done.to_string()), ("all", &all.to_string())]));
        }
        if not_applicable > 0 {
            parts.push(words.not_applicable.fill(&[("n", &not_applicable.to_string())]));
        }
        let roles = self.report.judgement.roles.iter().filter(|role| role.status != Status::Info);
        let count =
            |verdict: Verdict| roles.clone().filter(|role| role.status == Status::Decides(verdict)).count().to_string();
        if roles.clone().count() > 0 {
            let counts = [count(Verdict::Go), count(Verdict::NoGo), count(Verdict::Hold)];
            parts.push(words.poll.fill(&[("go", &counts[0]), ("no_go", &counts[1]), ("silent", &counts[2])]));
        }
        (!parts.is_empty()).then(|| parts.join(" | "))
    }

    fn last_line(&self) -> String {
        let verdict = self.report.judgement.verdict;
        let (glyph, style) = look(Some(verdict));
        let word = painted(style.bold(), &format!("{glyph} {}", reason::verdict_word(verdict, self.locale)));
        format!("{word}  {}\n", printable(&reason::headline(self.report, self.locale)))
    }

    fn advice(&self) -> String {
        let words = &self.words.terminal;
        let mut rows =
            vec![vec![format!("  {}", words.next.text()), printable(&reason::next_step(self.report, self.locale))]];
        let id = &self.report.plan.id;
        let mut commands = vec![format!("gonogo check {id} -v")];
        if self.report.plan.rollback.is_some() {
            commands.push(format!("gonogo rollback {id}"));
        }
        commands.push("gonogo build".to_string());
        rows.push(vec![format!("  {}", words.more.text()), commands.join(" | ")]);
        align(&rows).into_iter().map(|row| row + "\n").collect()
    }

    fn status_row(&self) -> Vec<String> {
        let closed = if self.report.judgement.stage.is_closed() { self.words.terminal.closed.text() } else { "" };
        vec![
            self.status_word(Status::Decides(self.report.judgement.verdict)),
            self.report.plan.id.clone(),
            self.phase(),
            closed.to_string(),
            printable(&reason::headline(self.report, self.locale)),
        ]
    }
}

/// Pads columns to the same width in cells; a column that is empty everywhere is left out.
pub(super) fn align(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cells(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let padded = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let joined: Vec<String> =
            padded.map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cells(cell)))).collect();
        joined.join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect()
}

/// The cells that a text takes, escape sequences not counted.
fn cells(text: &str) -> usize {
    anstream::adapter::strip_str(text).to_string().width()
}

/// Control characters in user text would move the cursor or colour the screen: each becomes a replacement mark.
pub fn printable(text: &str) -> String {
    let unsafe_character = |character: char| {
        character.is_control()
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|character| if unsafe_character(character) { '\u{fffd}' } else { character }).collect()
}
