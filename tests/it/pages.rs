//! The pages: what they show, and what they must never do.
#![allow(clippy::unwrap_used)]

mod look;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use gonogo::report::page::{self, Place};
use gonogo::report::portfolio::{self, PortfolioRow};
use gonogo::report::{Report, badge, feed, history, missing, reason};
use gonogo::source::Locale;

use super::sample::{self, Scene, at};
use look::{assert_balanced, values, visible};

/// Every face of a report that is markup, by name.
fn faces(report: &Report) -> Vec<(String, String)> {
    let mut faces = Vec::new();
    let versions = sample::versions();
    for locale in Locale::ALL {
        let tag = locale.tag();
        for place in [Place::Version, Place::Newest] {
            faces.push((format!("{place:?}.{tag}.html"), page::html(report, locale, place)));
        }
        let rows = [PortfolioRow::new(report, &versions)];
        let now = at("2026-01-06T10:00:00Z");
        let first = report.plan.locale;
        faces.push((format!("portfolio.{tag}.html"), portfolio::html(&rows, now, locale, first)));
    }
    faces.push(("history.html".to_owned(), history::html(report, &versions)));
    faces.push(("404.html".to_owned(), missing::html(report.plan.locale)));
    faces.push(("badge.svg".to_owned(), badge::svg(report)));
    faces.push(("feed.xml".to_owned(), feed::atom(report, &versions)));
    faces
}

static FACES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let reports =
        Scene::ALL.into_iter().flat_map(|scene| Locale::ALL.map(|prose| (scene, prose, sample::report(scene, prose))));
    reports
        .flat_map(|(scene, prose, report)| {
            let name = format!("{}-{}", scene.name(), prose.tag());
            faces(&report).into_iter().map(move |(face, text)| (format!("{name}.{face}"), text))
        })
        .collect()
});

/// Writes every face to `target/pages/`, for people to look at.
#[test]
fn every_face_of_every_scene_can_be_opened() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in &*FACES {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let rows = Scene::ALL.map(|scene| {
        let mut report = sample::report(scene, Locale::En);
        report.plan.id = scene.name().to_owned();
        PortfolioRow::new(&report, &sample::versions())
    });
    let html = portfolio::html(&rows, at("2026-01-06T10:00:00Z"), Locale::En, Locale::En);
    std::fs::write(folder.join("all.html"), html).unwrap();
}

#[test]
fn no_face_has_a_script_or_asks_for_anything_but_the_style_of_its_state() {
    for (name, text) in &*FACES {
        for forbidden in ["<script", " onload=", " onclick=", "src=", "@import", "url(", "<img"] {
            assert!(!text.contains(forbidden), "`{forbidden}` in {name}");
        }
        for link in values(text, "<link rel=\"stylesheet\" href=\"") {
            assert_eq!(link, "../../state.css", "{name}");
        }
        if name.ends_with(".html") {
            let policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:";
            assert!(text.contains(policy), "{name}");
        }
    }
}

#[test]
fn links_are_relative_but_for_those_that_people_wrote() {
    for (name, text) in &*FACES {
        for link in values(text, "href=\"") {
            let own = link == "https://ci.example.com/runs/118" || link.starts_with("data:");
            assert!(own || !link.contains(':') && !link.starts_with('/'), "{link} in {name}");
        }
    }
}

#[test]
fn links_inside_a_page_lead_somewhere() {
    for (name, text) in &*FACES {
        let ids: BTreeSet<&str> = values(text, " id=\"").into_iter().collect();
        for link in values(text, "href=\"#") {
            assert!(ids.contains(link), "#{link} in {name}");
        }
    }
}

#[test]
fn both_languages_have_the_same_anchors_each_once() {
    for scene in Scene::ALL {
        let report = sample::report(scene, Locale::En);
        let html = Locale::ALL.map(|locale| page::html(&report, locale, Place::Version));
        let ids = html.each_ref().map(|html| values(html, " id=\""));
        assert_eq!(ids[0], ids[1], "{scene:?}");
        let once: BTreeSet<&str> = ids[0].iter().copied().collect();
        assert_eq!(once.len(), ids[0].len(), "{scene:?}");
    }
}

#[test]
fn the_anchors_of_the_contract_are_there() {
    let report = sample::report(Scene::Hold, Locale::En);
    let html = page::html(&report, Locale::En, Place::Version);
    let ids = values(&html, " id=\"");
    for anchor in [
        "verdict",
        "rollback",
        "gate-error_rate",
        "gate-error_rate.3",
        "item-watching",
        "role-sre",
        "reason-1",
        "m-p95",
    ] {
        assert!(ids.contains(&anchor), "{anchor}");
    }
    for one in &report.judgement.reasons {
        assert!(ids.contains(&reason::href(&report, one).trim_start_matches('#')));
    }
}

#[test]
fn hostile_text_is_text_on_every_face() {
    let mut report = sample::report(Scene::NoGo, Locale::En);
    sample::poison(&mut report);
    assert!(report.plan.title.contains("<script>") && sample::HOSTILE.contains('\u{202e}'));
    for (name, text) in faces(&report) {
        for forbidden in ["<script", "<img", "onerror=alert(1)>", "href=\"javascript", "\u{202e}"] {
            assert!(!text.contains(forbidden), "`{forbidden}` in {name}");
        }
        assert!(!text.contains('\u{7}'), "{name}");
        assert!(!values(&text, "src=\"").iter().any(|link| link.contains("evil")), "{name}");
        assert_balanced(&name, &text);
    }
    let json: serde_json::Value = serde_json::from_str(&badge::json(&report)).unwrap();
    assert_eq!(json["message"], "NO-GO · 10 %");
}

#[test]
fn what_is_no_number_is_never_printed_as_one() {
    let mut report = sample::report(Scene::NoGo, Locale::En);
    for finding in &mut report.judgement.gates {
        finding.value = Some(f64::NAN);
        finding.interval = Some((Some(f64::NEG_INFINITY), Some(f64::INFINITY)));
        (finding.target, finding.rollback) = (Some(f64::NAN), Some(f64::INFINITY));
        finding.baseline = Some((Some(-0.0), 0));
    }
    for point in report.traces.iter_mut().flat_map(|trace| &mut trace.points) {
        (point.value, point.band) = (Some(f64::NAN), Some((f64::NAN, f64::INFINITY)));
        point.baseline = Some(f64::NAN);
    }
    for (name, text) in faces(&report) {
        for forbidden in ["NaN", ">inf<", " inf ", " inf<", ">-0", " -0 "] {
            assert!(!text.contains(forbidden), "`{forbidden}` in {name}");
        }
    }
}

#[test]
fn a_title_starts_with_the_plan_and_then_tells_the_status() {
    let html = page::html(&sample::report(Scene::NoGo, Locale::En), Locale::En, Place::Version);
    assert!(html.contains("<title>BudgetController rollout — NO-GO</title>"));
    let html = page::html(&sample::report(Scene::Rollback, Locale::ZhCn), Locale::ZhCn, Place::Newest);
    assert!(html.contains("<title>BudgetController 渐进发布 — 回滚</title>"));
}

#[test]
fn the_chinese_page_has_no_english_words_of_ours() {
    /// Ours that stay: names, units. The sample's: ids, people, variables.
    const ALLOWED: &[&str] = &[
        "gonogo",
        "UTC",
        "KB",
        "MB",
        "SHA",
        "SHA256SUMS",
        "report",
        "json",
        "NO",
        "GO",
        "start",
        "P95",
        "answers",
        "lin",
        "Wang",
        "Fang",
        "Li",
        "Lei",
        "Zhao",
        "Jun",
        "backup",
        "taken",
        "latency",
        "the",
        "rise",
        "is",
        "a",
        "known",
        "partner",
        "test",
        "collector",
        "was",
        "restarted",
        "stats",
        "compare",
        "list",
        "export",
        "query",
        "type",
        "tokens",
        "SRE",
        "DBA",
        "SUPPORT",
        "BudgetController",
        "Shadow",
        "Mode",
        "half",
        "shadow",
        "full",
        "n",
        "https",
        "ci",
        "example",
        "com",
        "runs",
        "A",
        "B",
        "releases",
        "Railway",
        "cut",
        "line",
        "no",
        "time",
        "metrics",
        "requests",
        "csv",
        "notes",
        "English",
        "SHADOW",
        "ERROR",
        "MODE",
        "T",
    ];
    for scene in Scene::ALL {
        let html = page::html(&sample::report(scene, Locale::ZhCn), Locale::ZhCn, Place::Version);
        let text = visible(&html);
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        for word in words.filter(|word| word.starts_with(|letter: char| letter.is_ascii_alphabetic())) {
            assert!(ALLOWED.contains(&word), "`{word}` on the page of {scene:?}");
        }
    }
}

#[test]
fn no_face_has_an_unfilled_hole() {
    for (name, text) in FACES.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(!visible(text).contains(['{', '}']), "{name}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for scene in Scene::ALL {
        let once = faces(&sample::report(scene, Locale::ZhCn));
        assert_eq!(once, faces(&sample::report(scene, Locale::ZhCn)));
    }
}

#[test]
fn a_page_with_three_gates_stays_under_60_kb() {
    let mut report = sample::report(Scene::Go, Locale::En);
    let plain = |gate: usize| [0, 1, 2].contains(&gate);
    let kept: Vec<bool> =
        report.judgement.gates.iter().map(|finding| plain(finding.gate) && finding.segment.is_none()).collect();
    let (mut gates, mut traces) = (kept.iter(), kept.iter());
    report.judgement.gates.retain(|_| *gates.next().unwrap());
    report.traces.retain(|_| *traces.next().unwrap());
    for locale in Locale::ALL {
        let size = page::html(&report, locale, Place::Version).len();
        assert!(size <= 60_000, "{size} bytes in {}", locale.tag());
    }
}

#[test]
fn a_long_trace_does_not_swell_the_page() {
    let mut report = sample::report(Scene::Go, Locale::En);
    let size = page::html(&report, Locale::En, Place::Version).len();
    for trace in &mut report.traces {
        let points = trace.points.clone();
        for week in 1..40 {
            trace.points.extend(points.iter().map(|point| gonogo::report::TracePoint {
                from: point.from.plus(week * 108_000),
                to: point.to.plus(week * 108_000),
                ..point.clone()
            }));
        }
    }
    let longer = page::html(&report, Locale::En, Place::Version);
    assert!(longer.len() < size + 50_000, "{size} -> {}", longer.len());
    assert!(longer.contains("Drawn with"));
}

#[test]
fn an_overrule_is_loud_and_has_a_name_and_a_reason() {
    let html = page::html(&sample::report(Scene::NoGo, Locale::En), Locale::En, Place::Version);
    assert!(html.contains("NO-GO overruled: Zhao Jun decided GO on 6 Jan 16:30."));
    assert!(visible(&html).contains("“the rise is a known partner test”"));
    let html = page::html(&sample::report(Scene::Hold, Locale::En), Locale::En, Place::Version);
    assert!(!html.contains("overruled"));
}

#[test]
fn the_way_back_is_on_the_page_and_never_folded() {
    for scene in Scene::ALL {
        let html = page::html(&sample::report(scene, Locale::En), Locale::En, Place::Version);
        let (_, section) = html.split_once("<section id=\"rollback\"").unwrap();
        let (section, _) = section.split_once("</section>").unwrap();
        assert!(!section.contains("<details"), "{scene:?}");
        assert!(section.contains("BUDGET_CONTROLLER_ENABLED=false"), "{scene:?}");
        assert_eq!(section.matches("anyone on call").count(), 1, "{scene:?}");
        assert_eq!(section.matches("Answers already sent").count(), 1, "{scene:?}");
    }
}

#[test]
fn only_a_version_tells_of_newer_ones_and_only_the_copy_of_its_permanent_address() {
    let report = sample::report(Scene::Go, Locale::En);
    let version = page::html(&report, Locale::En, Place::Version);
    let newest = page::html(&report, Locale::En, Place::Newest);
    assert!(version.contains("class=\"newer\"") && version.contains("../../state.css"));
    assert!(!newest.contains("class=\"newer\"") && !newest.contains("state.css"));
    assert!(newest.contains("rel=\"canonical\" href=\"r/2026-01-06T090000Z-3f9c1ab2/index.html\""));
    assert!(!version.contains("rel=\"canonical\""));
    let css = page::state_css("2026-01-06T090000Z-3f9c1ab2");
    assert_eq!(css, "body:not([data-v=\"2026-01-06T090000Z-3f9c1ab2\"]) .newer{display:block}\n");
}

#[test]
fn the_portfolio_shows_the_worst_first_and_an_expired_verdict_as_hold() {
    let rows = [Scene::Go, Scene::Rollback, Scene::Finished].map(|scene| {
        let mut report = sample::report(scene, Locale::En);
        report.plan.id = scene.name().to_owned();
        PortfolioRow::new(&report, &[])
    });
    let html = portfolio::html(&rows, at("2026-01-06T10:00:00Z"), Locale::En, Locale::En);
    let place = |id: &str| html.find(&format!("<tr id=\"{id}\"")).unwrap();
    assert!(place("rollback") < place("go") && place("go") < place("finished"));
    assert!(html.contains("<title>All rollouts — ROLL BACK</title>"));
    let late = portfolio::html(&rows, at("2026-01-09T10:00:00Z"), Locale::En, Locale::En);
    assert!(late.contains("The verdict GO was valid until 7 Jan 17:00; judge again"));
    assert!(late.contains("The verdict ROLL BACK was valid until"));
    assert!(late.contains("<title>All rollouts — ROLL BACK</title>"));
}

#[test]
fn the_feed_has_an_entry_for_each_turn_and_each_decision() {
    let report = sample::report(Scene::NoGo, Locale::En);
    let titles: Vec<String> = feed::entries(&report, &sample::versions())
        .into_iter()
        .map(|entry| entry.title.replace("BudgetController rollout: ", ""))
        .collect();
    assert_eq!(
        titles,
        [
            "NO-GO, target missed, a role says NO-GO",
            "Zhao Jun decided GO",
            "HOLD, too few samples, soak time not served",
            "GO",
            "HOLD, soak time not served",
        ]
    );
}
