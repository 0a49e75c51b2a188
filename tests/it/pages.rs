//! The pages.

use gonogo::report::page::{self, Place};
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
}
