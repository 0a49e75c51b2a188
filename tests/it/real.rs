//! Verdicts on real exports of which the truth is known. Skipped, with a note, where the shared data is not at hand.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gonogo::source::Moment;
use serde_json::Value as Json;

/// The folder of shared data.
fn shared(path: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("GONOGO_SHARED").map_or(beside, PathBuf::from);
    let found = root.join("data").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: no shared data at {path}");
    None
}

/// Judges one export under a plan, by the real program.
fn gonogo(plan: &str, start: &str, export: (&str, &[u8]), words: &[&str]) -> Json {
    let folder = tempfile::tempdir().expect("a folder");
    let rollout = folder.path().join("plans/r");
    fs::create_dir_all(rollout.join("metrics")).expect("a folder");
    let log = format!("schema = 1\n[[entry]]\nat = {start}\nwhat = \"start\"\nphase = \"canary\"\n");
    fs::write(rollout.join("plan.toml"), plan).expect("a plan");
    fs::write(rollout.join("log.toml"), log).expect("a log");
    fs::write(rollout.join("metrics").join(export.0), export.1).expect("an export");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    let output = command.current_dir(folder.path()).args(words).args(["--format", "json"]).output().expect("it runs");
    let printed: Json = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&output.stderr)));
    printed["rollouts"][0].clone()
}

const PETSHOP: &str = r#"
schema = 1
title  = "PetSite"

[[source]]
id    = "points"
files = "metrics/points.csv"

[[metric]]
id     = "latency"
source = "points"
value  = "points(LATENCY)"
unit   = "s"

[[metric]]
id     = "availability"
source = "points"
value  = "points(availability_pct)"
unit   = "%"

[[gate]]
metric   = "latency"
go       = "<= 0.110 s"
rollback = "> 0.110 s"
for      = "5m"

[[gate]]
metric   = "availability"
go       = ">= 99.5%"
rollback = "< 99.5%"
for      = "5m"

[[phase]]
id   = "canary"
soak = "20m"
"#;

/// The times, latencies and availabilities of a file, which is short and regular.
fn points(text: &str, latency: usize) -> Vec<(Moment, f64, f64)> {
    let read = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some((cells[0].parse().ok()?, cells[latency].parse().ok()?, cells[7].parse().ok()?))
    };
    text.lines().skip(1).filter_map(read).collect()
}

/// Whether two neighbouring points are bad.
fn two_in_a_row(points: &[(Moment, f64, f64)], bad: impl Fn(f64, f64) -> bool) -> bool {
    points.windows(2).any(|pair| pair.iter().all(|(_, latency, availability)| bad(*latency, *availability)))
}

#[test]
fn injected_faults_roll_back_as_two_points_beyond_a_line_do() {
    let Some(folder) = shared("petshop") else { return };
    let labels = fs::read(folder.join("labels.json")).expect("labels");
    let labels: Vec<Json> = serde_json::from_slice(&labels).expect("labels");
    let mut found = 0;
    for label in &labels {
        let file = label["file"].as_str().expect("a file");
        let text = fs::read_to_string(folder.join(file)).expect("points");
        let points = points(&text, 1);
        let (first, last) = (points[0].0, points[points.len() - 1].0);
        let at = last.plus(60).to_string();
        let plan = PETSHOP.replace("LATENCY", "latency_avg_s");
        let said = gonogo(&plan, &first.to_string(), ("points.csv", text.as_bytes()), &["check", "r", "--at", &at]);
        let slow = two_in_a_row(&points, |latency, _| latency > 0.110);
        let failing = two_in_a_row(&points, |_, availability| availability < 99.5);
        assert_eq!(said["gates"][0]["code"] == "rollback-breached", slow, "{file}: latency");
        assert_eq!(said["gates"][1]["code"] == "rollback-breached", failing, "{file}: availability");
        assert_eq!(said["verdict"] == "rollback", slow || failing, "{file}: {}", said["verdict"]);
        assert_ne!(said["verdict"], "go", "{file}: five points are never a go");
        found += usize::from(said["verdict"] == "rollback");
    }
    assert_eq!((found, labels.len()), (22, 26));
}

#[test]
fn the_median_alone_finds_no_latency_fault() {
    let Some(folder) = shared("petshop") else { return };
    let labels = fs::read(folder.join("labels.json")).expect("labels");
    let labels: Vec<Json> = serde_json::from_slice(&labels).expect("labels");
    for label in labels.iter().filter(|label| label["target_metric"] == "latency") {
        let file = label["file"].as_str().expect("a file");
        let text = fs::read_to_string(folder.join(file)).expect("points");
        let points = points(&text, 2);
        let (first, at) = (points[0].0.to_string(), points[points.len() - 1].0.plus(60).to_string());
        let plan = PETSHOP.replace("LATENCY", "latency_p50_s");
        let said = gonogo(&plan, &first, ("points.csv", text.as_bytes()), &["check", "r", "--at", &at]);
        assert_ne!(said["gates"][0]["code"], "rollback-breached", "{file}");
    }
}

#[test]
fn a_clean_day_does_not_roll_back_and_a_real_outage_does() {
    let Some(folder) = shared("petshop") else { return };
    let text = fs::read_to_string(folder.join("low_traffic__noissue.csv")).expect("points");
    let plan = PETSHOP.replace("LATENCY", "latency_avg_s").replace("soak = \"20m\"", "soak = \"24h\"");
    let words = ["replay", "r", "--every", "1h", "--at", "2023-08-23T09:00:00Z"];
    let said = gonogo(&plan, "2023-08-22T00:00:00Z", ("points.csv", text.as_bytes()), &words);
    let steps = said["steps"].as_array().expect("steps");
    assert!(steps.len() > 30);
    for step in steps {
        assert_ne!(step["verdict"], "rollback", "{step}");
    }
    let words = ["check", "r", "--at", "2023-08-21T23:00:00Z"];
    let said = gonogo(&plan, "2023-08-21T09:00:00Z", ("points.csv", text.as_bytes()), &words);
    assert_eq!(said["verdict"], "rollback", "the unlabelled outage of the first day");
}

const ACCESS: &str = r#"
schema = 1
title  = "a web server's log"

[[source]]
id      = "access"
files   = "metrics/access.log"
format  = "log"
time    = "when"
pattern = '''^\S+ \S+ \S+ \[(?<when>[^\]]+)\] "(?<method>\S+) [^"]*" (?<status>\d{3}) '''

[[metric]]
id     = "errors"
source = "access"
value  = "share(status >= 500)"

[[gate]]
metric   = "errors"
go       = "< 0.5%"
rollback = "> 0.5%"

[[phase]]
id   = "canary"
soak = "24h..96h"
"#;

#[test]
fn one_error_in_an_hour_of_a_hundred_requests_is_no_reason_to_roll_back() {
    let Some(path) = shared("access-logs/apache_logs") else { return };
    let bytes = fs::read(path).expect("a log");
    let start = "2015-05-17T10:00:00Z";
    let words = ["replay", "r", "--every", "1h", "--at", "2015-05-20T22:00:00Z"];
    let said = gonogo(ACCESS, start, ("access.log", &bytes), &words);
    let steps = said["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 84);
    for step in steps {
        assert_ne!(step["verdict"], "rollback", "{step}");
    }
    let said = gonogo(ACCESS, start, ("access.log", &bytes), &["check", "r", "--at", "2015-05-20T22:00:00Z"]);
    assert_eq!(said["verdict"], "go");
    // Seventeen lines are there twice, in their places: they are requests, not an overlap of exports. One line is cut.
    assert_eq!(said["gates"][0]["hits"], 3);
    assert_eq!(said["gates"][0]["samples"], 10_000);
    assert_eq!(said["inputs"].as_array().expect("inputs").len(), 3);
}
