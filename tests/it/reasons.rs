//! The sentences of findings, in both languages.

use gonogo::metric::Arm;
use gonogo::report::Report;
use gonogo::report::reason;
use gonogo::source::Locale;
use gonogo::verdict::{About, Code, Detail, Reason, Verdict};

use super::sample::{self, Scene, at};

fn details() -> Vec<Detail> {
    let since = at("2026-01-05T06:00:00Z");
    vec![
        Detail::Plain,
        Detail::Breached { since, combined: false },
        Detail::Breached { since, combined: true },
        Detail::NoFiles { files: "metrics/*.csv".to_owned() },
        Detail::NoRows { arm: Arm::Baseline, newest: None },
        Detail::NoRows { arm: Arm::Candidate, newest: Some(since) },
        Detail::NoReading,
        Detail::Age { newest: since, allowed: 7200, arm: Arm::Candidate },
        Detail::Recent { value: 0.061, length: 43_200 },
        Detail::Coverage { covered: 20, stretches: 30, length: 3600, least: 0.9 },
        Detail::Excluded { share: 0.12 },
        Detail::Soak { served: 3600, least: 86_400, until: since },
        Detail::Rows { rejected: 4, lacking: 80, of: 120 },
        Detail::Export { code: "no-time", path: "metrics/a.csv".to_owned(), line: Some(3), detail: "x".to_owned() },
        Detail::Arms,
        Detail::Split { declared: 0.1, observed: 0.2, rows: true },
        Detail::Sticky { both: 30, of: 120 },
        Detail::Order { phase: 0 },
        Detail::Rehearsal { newest: None, within: 2_592_000 },
        Detail::Rehearsal { newest: Some(since), within: 2_592_000 },
        Detail::Reworded,
        Detail::Points { beyond: 4, of: 30 },
        Detail::Unjudged("unknown"),
    ]
}

#[test]
fn every_code_and_detail_has_a_sentence_in_both_languages() {
    let report = sample::report(Scene::NoGo, Locale::ZhCn);
    let abouts = [About::Phase, About::Gate(0), About::Gate(4), About::Split, About::Item(0), About::Role(0)];
    for about in abouts {
        for &code in Code::ALL {
            for detail in details() {
                let reason = Reason { code, status: Verdict::Hold, about: about.clone(), detail };
                for locale in Locale::ALL {
                    let text = reason::text(&report, &reason, locale);
                    assert!(!text.is_empty() && !text.contains("NaN"), "{reason:?}: {text}");
                    assert!(!text.contains(['{', '}']), "{reason:?}: {text}");
                }
            }
        }
    }
}

fn first(report: &Report, locale: Locale) -> String {
    reason::text(report, &report.judgement.reasons[0], locale)
}

#[test]
fn a_breach_tells_value_counts_limit_and_since_when() {
    let report = sample::report(Scene::Rollback, Locale::En);
    assert_eq!(
        first(&report, Locale::En),
        "Error rate is 12.3 % (176 of 1,433 in 1 d 5 h), above the roll-back line of 10 %; \
         shown since 6 Jan 14:00"
    );
    let report = sample::report(Scene::Rollback, Locale::ZhCn);
    assert_eq!(
        first(&report, Locale::ZhCn),
        "错误率为 12.3%（1 天 5 小时内 1,433 个样本中 176 个），高于回滚线 10%；自 01-06 14:00 起已证实"
    );
}

#[test]
fn a_missed_relative_target_tells_what_it_comes_to() {
    let report = sample::report(Scene::NoGo, Locale::En);
    assert_eq!(
        first(&report, Locale::En),
        "P95 latency is 612 ms (1,433 samples in 1 d 5 h), above the target of \
         1.10 × baseline (560 ms); the roll-back line of 1.50 × baseline (764 ms) is not reached"
    );
}

#[test]
fn too_few_samples_tell_how_many_more_and_when() {
    let report = sample::report(Scene::Hold, Locale::En);
    let texts: Vec<String> = report.judgement.reasons.iter().map(|r| reason::text(&report, r, Locale::En)).collect();
    assert_eq!(
        texts,
        [
            "Soak time is 1 d 5 h of at least 2 d; it is served on 7 Jan 11:05",
            "Error rate · list is 4.10 % (5 of 122 in 1 d 5 h), not yet shown to be below 5 %; \
             this phase cannot decide it at this traffic",
            "P95 latency is 541 ms (1,433 samples in 1 d 5 h), not yet shown to be at most \
             1.10 × baseline (560 ms): about 970 more samples, around 6 Jan 22:00 at the traffic \
             of the last day",
            "Complaints has no reading in this phase; the target is exactly 0",
            "Open in Before the release: Someone watches ERROR daily (answers)",
            "SRE has not answered",
        ]
    );
}

#[test]
fn a_headline_gives_the_first_reason_and_counts_the_rest() {
    let report = sample::report(Scene::Hold, Locale::En);
    assert_eq!(
        reason::headline(&report, Locale::En),
        "Soak time is 1 d 5 h of at least 2 d; it is served on 7 Jan 11:05. Also 2 gates have too \
         few samples, 1 gate has no data, 1 item is open, 1 role is silent"
    );
    let report = sample::report(Scene::Go, Locale::ZhCn);
    assert_eq!(reason::headline(&report, Locale::ZhCn), "要求的各项均已证实良好：4 项指标、3 个检查项、2 个角色");
}

#[test]
fn the_next_step_tells_what_to_do_who_and_when() {
    let next = |scene, locale| reason::next_step(&sample::report(scene, locale), locale);
    assert_eq!(next(Scene::Go, Locale::En), "Start Half: gonogo start half (answers).");
    assert_eq!(next(Scene::Go, Locale::ZhCn), "开始扩大阶段 50%：gonogo start half（answers）。");
    assert_eq!(
        next(Scene::Hold, Locale::En),
        "Stay in Canary 10 %. Let the soak time pass. Error rate · list needs more traffic, a \
         longer phase or a wider target. Wait for more samples. Judge again after 7 Jan 11:05."
    );
    assert_eq!(next(Scene::Rollback, Locale::En), "Roll back now: anyone on call. It takes about 2 min.");
    assert_eq!(next(Scene::Finished, Locale::En), "Nothing is left to do.");
    assert_eq!(next(Scene::NotStarted, Locale::En), "Start Shadow: gonogo start shadow (answers).");
}

#[test]
fn the_trigger_names_every_roll_back_line() {
    let report = sample::report(Scene::Go, Locale::En);
    assert_eq!(
        reason::trigger(&report, Locale::En),
        "Error rate (overall, or in one of stats, compare, list) is above 10 % for 5 min, or P95 \
         latency is above 1.50 × baseline (764 ms), or Confident answers is below 80 %"
    );
}

#[test]
fn reasons_link_to_what_they_are_about() {
    let report = sample::report(Scene::Hold, Locale::En);
    let links: Vec<String> = report.judgement.reasons.iter().map(|r| reason::href(&report, r)).collect();
    assert_eq!(
        links,
        ["#verdict", "#gate-error_rate.3", "#gate-p95", "#gate-complaints", "#item-watching", "#role-sre"]
    );
}
