//! The shape of a catalogue: a struct a table, a field a key.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Phrase, Plural};

/// Defines a table whose keys are phrases, unless another type stands beside them.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($field:ident $(: $kind:ty)?),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $field: $crate::report::words::tables::table!(@kind $($kind)?)),* }
    };
    (@kind) => { Phrase };
    (@kind $kind:ty) => { $kind };
}
pub(super) use table;

table! {
    /// Everything that the faces say in one language.
    Words {
        language: Languages,
        verdict: Verdicts,
        state: States,
        format: Formats,
        unit: BTreeMap<String, Phrase>,
        bound: Bounds,
        gate: Gates,
        reason: Reasons,
        export: BTreeMap<String, Phrase>,
        unjudged: BTreeMap<String, Phrase>,
        rest: BTreeMap<String, Plural>,
        headline: Headlines,
        cure: BTreeMap<String, Phrase>,
        next: Nexts,
        trigger: Triggers,
        page: super::page::Pages,
        chart: super::page::Charts,
        log: super::page::Logs,
        index: super::page::Indexes,
        feed: super::page::Feeds,
        code: BTreeMap<String, Phrase>,
        terminal: Terminals,
        command: super::command::Commands,
    }
}

table! {
    /// The language itself.
    Languages { name }
}

table! {
    /// The status words.
    Verdicts { go, hold, no_go, rollback, info }
}

table! {
    /// How items and phases stand.
    States { open, done, not_applicable, changed, not_started, current, finished, rolled_back, silent }
}

table! {
    /// How numbers, times and lists are written.
    Formats {
        months: Vec<String>, moment, short, day, percent, points, per_hour,
        seconds, minutes, hours, days, range, at_least, at_most, span,
        comma, stop, gap, dash,
    }
}

table! {
    /// Bounds in words, and the limits in them.
    Bounds {
        less, less_equal, greater, greater_equal, equal, not_equal,
        baseline, times, plus, minus, resolved,
    }
}

table! {
    /// The sentences of gates.
    Gates {
        segment, same_metric, value, no_value,
        hits, samples: Plural, points: Plural, readings: Plural, of_rows, within,
        met, meets, missed_above, missed_below, missed, not_reached,
        breached_above, breached_below, breached, since, earlier, combined, points_beyond,
        few, few_more: Plural, few_when, few_never, few_points: Plural,
        no_files, no_rows, no_rows_newest, no_reading, no_data,
        stale, recent, coverage, excluded, soak, split, rows, arms, unjudged,
        no_rule, before_after, candidate, baseline,
    }
}

table! {
    /// The sentences of everything else.
    Reasons {
        soak, item_open, item_open_owner, item_changed, role_open, role_no_go, role_no_go_note, role_by,
        split, split_unseen, units, requests, sticky, order, not_started, rolled_back, rolled_back_at,
        rehearsal, rehearsal_never, export, times: Plural, excluded, other,
    }
}

table! {
    /// The sentence of a whole judgement.
    Headlines { go, go_last, finished, gates: Plural, items: Plural, roles: Plural, nothing, rest }
}

table! {
    /// What to do next.
    Nexts {
        start, finish, by, done, finished, finished_unsure, stay, wait, undecidable, again_at, again,
        roll_back, roll_back_who, roll_back_takes, rolled_back,
    }
}

table! {
    /// When to roll back, in words.
    Triggers { gate, lasting, segments, any, none }
}

table! {
    /// The words of `check` and `status`.
    Terminals {
        phase, no_phase, data_to, no_data, target, roll_back, samples, needs, items, not_applicable, poll, answered,
        silent, next, more, closed,
    }
}
