//! A page with every kind of chart, written for eyes.

use std::fmt::Write;
use std::path::Path;

use gonogo::chart::*;

use super::kinds;
use super::samples::{self, CHINESE, ENGLISH};

pub fn figures() -> Vec<(&'static str, Figure)> {
    lines().into_iter().chain(others()).collect()
}

fn lines() -> Vec<(&'static str, Figure)> {
    vec![
        ("latency 24 h", Figure::Line(samples::latency(24, &ENGLISH))),
        ("success", Figure::Line(samples::success(&ENGLISH))),
        ("errors", Figure::Line(samples::errors(&ENGLISH))),
        ("latency 72 h, Chinese", Figure::Line(samples::latency(72, &CHINESE))),
        ("success, Chinese", Figure::Line(samples::success(&CHINESE))),
        ("empty", Figure::Line(samples::empty(&CHINESE))),
        ("hostile", Figure::Line(samples::hostile())),
        ("dense", Figure::Line(samples::dense(&ENGLISH))),
    ]
}

fn others() -> Vec<(&'static str, Figure)> {
    vec![
        ("distribution", Figure::Distribution(kinds::confidence())),
        ("quantiles", Figure::Quantiles(kinds::latencies(&ENGLISH))),
        ("quantiles, Chinese", Figure::Quantiles(kinds::latencies(&CHINESE))),
        ("multiples", Figure::Multiples(kinds::segments(&ENGLISH))),
        ("verdicts", Figure::Verdicts(kinds::verdicts(false))),
        ("verdicts, Chinese", Figure::Verdicts(kinds::verdicts(true))),
        ("phases", Figure::Phases(kinds::phases())),
        ("strip", Figure::Strip(kinds::strip())),
    ]
}

/// Every figure in boxes of one width; a dark page takes the dark colours whatever is asked for.
fn page(figures: &[(&str, Figure)], width: u32, dark: bool) -> String {
    let wanted = "@media screen and (prefers-color-scheme:dark)";
    let theme = root_css().replace(wanted, if dark { "@media all" } else { "@media not all" });
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><style>{theme}{CHART_CSS}\
         body{{margin:12px;background:var(--bg);color:var(--fg);font:14px sans-serif;display:flex;flex-wrap:wrap;gap:14px}}\
         figure{{margin:0;width:{width}px;border:1px solid var(--line);border-radius:8px;padding:10px;box-sizing:border-box}}</style>"
    );
    for (index, (name, figure)) in figures.iter().enumerate() {
        let drawing = draw(figure, &format!("f{index}"));
        let _ = write!(
            page,
            "<figure><b>{name}</b>{}<small>{} bytes {:?}</small></figure>",
            drawing.svg,
            drawing.svg.len(),
            drawing.downsampled
        );
    }
    page
}

#[test]
fn a_gallery_of_all_charts_is_written_for_eyes() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("charts");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, width, dark) in
        [("light", 508, false), ("dark", 508, true), ("phone", 358, false), ("phone-dark", 358, true)]
    {
        for (part, figures) in [("lines", lines()), ("others", others())] {
            let file = folder.join(format!("{part}-{name}.html"));
            std::fs::write(file, page(&figures, width, dark)).unwrap();
        }
    }
    for (name, figure) in figures() {
        let file = standalone(&svg(&figure, "chart"));
        let name = name.replace([' ', ','], "-");
        std::fs::write(folder.join(format!("{name}.svg")), file).unwrap();
    }
}
