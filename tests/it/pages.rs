//! The pages.

use gonogo::report::page::{self, Place};
use gonogo::report::portfolio::{self, PortfolioRow};
use gonogo::report::{badge, feed, history, missing};
use gonogo::source::Locale;

use super::sample::{self, Scene};

/// Writes every page to `target/pages/`, for people to look at.
#[test]
fn pages_of_every_scene_can_be_opened() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    std::fs::create_dir_all(&folder).unwrap();
    for scene in Scene::ALL {
        for locale in Locale::ALL {
            let html = page::html(&sample::report(scene, locale), locale, Place::Version);
            let name = format!("{}.{}.html", scene.name(), locale.tag());
            std::fs::write(folder.join(name), html).unwrap();
        }
    }
    for locale in Locale::ALL {
        let rows: Vec<PortfolioRow> = Scene::ALL.map(|scene| row(scene, locale)).into();
        let html = portfolio::html(&rows, sample::at("2026-01-06T10:00:00Z"), locale, locale);
        std::fs::write(folder.join(format!("index.{}.html", locale.tag())), html).unwrap();
        let report = sample::report(Scene::NoGo, locale);
        let html = history::html(&report, &sample::versions());
        std::fs::write(folder.join(format!("history.{}.html", locale.tag())), html).unwrap();
        let svg = badge::svg(&report);
        std::fs::write(folder.join(format!("badge.{}.svg", locale.tag())), svg).unwrap();
        let atom = feed::atom(&report, &sample::versions());
        std::fs::write(folder.join(format!("feed.{}.xml", locale.tag())), atom).unwrap();
    }
    std::fs::write(folder.join("404.html"), missing::html(Locale::ZhCn)).unwrap();
}

fn row(scene: Scene, prose: Locale) -> PortfolioRow {
    let mut report = sample::report(scene, prose);
    report.plan.id = scene.name().to_owned();
    PortfolioRow::new(&report, &sample::versions())
}
