//! Conditions, held against one row.
//!
//! A field that is absent makes the whole condition lacking, whatever its other parts say: `a or b` counted whenever `a`
//! is true and left out otherwise would be biased. The exception is what `has` alone decides: `has(x) and x > 1` is
//! false for a row without x, and `not has(x) or x > 1` true.
//! A field that cannot be compared as asked (a word held against a number) makes the row rejected.

use memchr::memmem::Finder;

use super::row::{Cells, Fields};
use super::scalar::{is_boundless, number, truth};
use crate::metric::value::{Comparison, Literal, Predicate};

/// A condition whose fields are slots.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Number(usize, Comparison, f64),
    Text(usize, Comparison, Words),
    Truth(usize, Comparison, bool),
    Pair(usize, Comparison, usize),
    In(usize, Vec<Element>),
    Contains(usize, Box<Finder<'static>>),
    Has(usize),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
}

/// Text to compare with.
#[derive(Clone, Debug)]
pub(super) struct Words {
    text: Vec<u8>,
    /// Whether the case of letters matters not.
    folded: bool,
}

/// One of a list to compare with.
#[derive(Clone, Debug)]
pub(super) enum Element {
    Number(f64),
    Text(Words),
    Truth(bool),
}

/// What a row says to a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Is(bool),
    /// Decided by `has` alone.
    Surely(bool),
    /// A field is absent.
    Lacking,
    /// A field cannot be compared as asked.
    Rejected,
}

/// Returns a condition with its fields as slots. The level of a log line is compared without regard to case.
pub(super) fn compile(predicate: &Predicate, fields: &mut Fields, is_log: bool) -> Test {
    let mut branch = |predicate: &Predicate| Box::new(compile(predicate, fields, is_log));
    match predicate {
        Predicate::And(left, right) => Test::And(branch(left), branch(right)),
        Predicate::Or(left, right) => Test::Or(branch(left), branch(right)),
        Predicate::Not(inner) => Test::Not(branch(inner)),
        Predicate::Has(field) => Test::Has(fields.slot(&field.0)),
        Predicate::Truth(field) => Test::Truth(fields.slot(&field.0), Comparison::Equal, true),
        Predicate::Contains(field, text) => {
            Test::Contains(fields.slot(&field.0), Box::new(Finder::new(text).into_owned()))
        }
        Predicate::CompareFields(left, op, right) => Test::Pair(fields.slot(&left.0), *op, fields.slot(&right.0)),
        Predicate::In(field, literals) => {
            let folded = is_log && field.0 == LEVEL;
            let elements = literals.iter().map(|literal| Element::new(literal, folded)).collect();
            Test::In(fields.slot(&field.0), elements)
        }
        Predicate::Compare(field, op, literal) => {
            let slot = fields.slot(&field.0);
            match Element::new(literal, is_log && field.0 == LEVEL) {
                Element::Number(number) => Test::Number(slot, *op, number),
                Element::Text(words) => Test::Text(slot, *op, words),
                Element::Truth(truth) => Test::Truth(slot, *op, truth),
            }
        }
    }
}

/// The field of a log line's level.
pub(super) const LEVEL: &str = "level";

impl Element {
    fn new(literal: &Literal, folded: bool) -> Element {
        match literal {
            Literal::Number(number) => Element::Number(*number),
            Literal::Text(text) => Element::Text(Words { text: text.clone().into_bytes(), folded }),
            Literal::Bool(truth) => Element::Truth(*truth),
        }
    }

    /// Returns whether the text equals it; `None` when it cannot be compared with it.
    fn equals(&self, text: &[u8]) -> Option<bool> {
        match self {
            Element::Number(wanted) => Some(number(text)? == *wanted),
            Element::Text(words) => Some(words.compare(Comparison::Equal, text)),
            Element::Truth(wanted) => Some(truth(text)? == *wanted),
        }
    }
}

impl Words {
    fn compare(&self, op: Comparison, text: &[u8]) -> bool {
        match op {
            Comparison::Equal if self.folded => text.eq_ignore_ascii_case(&self.text),
            Comparison::NotEqual if self.folded => !text.eq_ignore_ascii_case(&self.text),
            _ => op.holds(text, &self.text),
        }
    }
}

impl Test {
    /// Holds the condition against a row.
    pub(super) fn ask(&self, cells: Cells<'_>) -> Answer {
        match self {
            Test::Number(slot, op, wanted) => leaf(cells.get(*slot), |text| Some(op.holds(number(text)?, *wanted))),
            Test::Text(slot, op, words) => leaf(cells.get(*slot), |text| Some(words.compare(*op, text))),
            Test::Truth(slot, op, wanted) => leaf(cells.get(*slot), |text| Some(op.holds(truth(text)?, *wanted))),
            Test::In(slot, elements) => leaf(cells.get(*slot), |text| among(elements, text)),
            Test::Contains(slot, finder) => leaf(cells.get(*slot), |text| Some(finder.find(text).is_some())),
            Test::Pair(left, op, right) => {
                let right = cells.get(*right);
                let Some(right) = right else { return Answer::Lacking };
                leaf(cells.get(*left), |left| pair(*op, left, right))
            }
            Test::Has(slot) => Answer::Surely(cells.get(*slot).is_some()),
            Test::And(left, right) => both(left.ask(cells), right.ask(cells), false),
            Test::Or(left, right) => both(left.ask(cells), right.ask(cells), true),
            Test::Not(inner) => match inner.ask(cells) {
                Answer::Is(truth) => Answer::Is(!truth),
                Answer::Surely(truth) => Answer::Surely(!truth),
                doubt @ (Answer::Lacking | Answer::Rejected) => doubt,
            },
        }
    }
}

fn leaf(text: Option<&[u8]>, compare: impl FnOnce(&[u8]) -> Option<bool>) -> Answer {
    match text.map(compare) {
        None => Answer::Lacking,
        Some(None) => Answer::Rejected,
        Some(Some(truth)) => Answer::Is(truth),
    }
}

/// Joins the answers of `and`, which false decides, or of `or`, which true decides.
fn both(left: Answer, right: Answer, decisive: bool) -> Answer {
    use Answer::{Is, Lacking, Rejected, Surely};
    match (left, right) {
        (Surely(truth), _) | (_, Surely(truth)) if truth == decisive => Surely(decisive),
        (Rejected, _) | (_, Rejected) => Rejected,
        (Lacking, _) | (_, Lacking) => Lacking,
        (Surely(_), Surely(_)) => Surely(!decisive),
        (Is(left) | Surely(left), Is(right) | Surely(right)) => {
            Is(if decisive { left || right } else { left && right })
        }
    }
}

/// Compares two fields: as numbers if both are, else as text; a number is neither below nor above a word.
fn pair(op: Comparison, left: &[u8], right: &[u8]) -> Option<bool> {
    match (number(left), number(right)) {
        (Some(left), Some(right)) => Some(op.holds(left, right)),
        _ if is_boundless(left) || is_boundless(right) => None,
        (None, None) => Some(op.holds(left, right)),
        _ if matches!(op, Comparison::Equal | Comparison::NotEqual) => Some(op.holds(left, right)),
        _ => None,
    }
}

/// Returns whether the text equals one of a list; `None` when it could be compared with none of them.
fn among(elements: &[Element], text: &[u8]) -> Option<bool> {
    let mut answers = elements.iter().map(|element| element.equals(text));
    let mut answer = elements.is_empty().then_some(false);
    answers
        .find_map(|one| {
            answer = answer.or(one);
            (one == Some(true)).then_some(true)
        })
        .or(answer)
}
