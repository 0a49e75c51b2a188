//! The shape of a catalogue's tables for pages.

use super::tables::table;
use super::{Phrase, Plural};

table! {
    /// The report's page.
    Pages {
        all_rollouts, crumbs, skip, on_this_page, permalink, newer, newest, feed, all_versions,
        phase_of, traffic, data, attempt, evaluated, valid_until, zone, owned,
        next, to_rollback, since, still, previous, changed_phase, changed_value,
        overruled, nobody, quoted, no_reason,
        phases, started, soak_span, soak_least,
        reasons, see, see_about,
        gates, status, gate, now, target, line, baseline, samples, segment,
        hits, more, skipped, not_required, rule_anytime, rule_fixed, rule_point,
        unplanned, unplanned_note, sticky, design,
        charts, data_table,
        checklist, list, done_of, skipped_items, due_before, due_after, item, owner, settled, optional,
        look_again,
        poll, role, answer, by, note, not_asked,
        rollback, when, who, takes, rehearsed, rehearsed_took, never, warning, expect, lasting,
        forward, forward_to, forward_wait, steps: Plural,
        plan, goal, options, chosen, pros, cons, risk, why, watch,
        decisions, decision, computed, excluded,
        history, what,
        evidence, computed_by, file, size, rows, dropped: Plural, findings, foot,
    }
}

table! {
    /// Labels and captions of charts.
    Charts {
        target, rollback, candidate, baseline, band, no_band, no_data, samples, shown, rolled_back,
        excluded, by_segment, distribution, good, needed, seen, baseline_seen, rollback_share, total,
        last_bar, reading, downsampled, time, interval,
    }
}

table! {
    /// Entries of the log.
    Logs {
        start, finish, finish_current, rollback_from, rollback, answer, decide, reading, rehearse,
        rehearse_took, exclude, note, forced,
    }
}

table! {
    /// The portfolio and the list of versions.
    Indexes {
        skip, rollouts: Plural, made, none_open, closed: Plural, verdict, rollout, phase, reason, data_to,
        past, past_of, past_one, phase_of, expired, versions_of, versions: Plural, version, changed,
        first, same, new_reasons, gone_reasons, verdict_chart, decided, missing, missing_text,
    }
}

table! {
    /// Titles of feeds and of their entries.
    Feeds { title, all, verdict, verdict_why, decision }
}
