//! plan.toml: what is accepted, and what it comes to.

use gonogo::metric::value::{Comparison, UnitKind, Value};
use gonogo::plan::{self, Arm, Dedupe, Limit, Method, OnMissing, Plan, Platform, Setting, read_rollout};
use gonogo::source::{Locale, Source};
use proptest::prelude::*;

use crate::mistakes::{WHOLE_PLAN, plainly};

const HEAD: &str = "schema = 1\ntitle = \"t\"\n";

fn read(text: &str) -> Result<Plan, String> {
    match plan::read("checkout", &Source::new("plans/checkout/plan.toml", text)) {
        Ok((plan, _)) => Ok(plan),
        Err(mistakes) => Err(plainly(&mistakes)),
    }
}

fn accepted(text: &str) -> Plan {
    read(text).unwrap_or_else(|mistakes| panic!("not accepted:\n{mistakes}"))
}

/// Returns the limit of a bound on a metric, or what is wrong.
fn limit(metric: &str, bound: &str) -> Result<(Comparison, Limit, String), String> {
    let text = format!(
        "{HEAD}[arms]\nfield = \"arm\"\n[[phase]]\nid = \"canary\"\n[[source]]\nid = \"requests\"\nfiles = \"x.csv\"\n\
         [[metric]]\nid = \"m\"\n{metric}\n[[gate]]\nmetric = \"m\"\ngo = \"{bound}\"\n"
    );
    let gate = read(&text)?.gates.remove(0);
    Ok((gate.target.op, gate.target.limit, gate.target.text))
}

const SHARE: &str = "source = \"requests\"\nvalue = \"share(status >= 500)\"";
const LATENCY: &str = "source = \"requests\"\nvalue = \"p95(latency)\"\nunit = \"ms\"";
const CPU: &str = "source = \"requests\"\nvalue = \"points(cpu)\"\nunit = \"%\"";
const MEMORY: &str = "source = \"requests\"\nvalue = \"max(memory)\"\nunit = \"MiB\"";
const SCORE: &str = "source = \"requests\"\nvalue = \"mean(score)\"";
const TOKENS: &str = "source = \"requests\"\nvalue = \"mean(tokens)\"\nunit = \"tokens\"";
const COUNT: &str = "source = \"requests\"\nvalue = \"count()\"";

#[test]
fn the_plan_of_the_contract_is_accepted() {
    let plan = accepted(WHOLE_PLAN);
    assert_eq!((plan.locale, plan.timezone_name.as_str()), (Locale::ZhCn, "Asia/Shanghai"));
    assert_eq!(plan.arms.as_ref().unwrap().baseline_phase, Some(0));
    assert_eq!(plan.decision.freshness, Some(7200));
    assert_eq!(plan.switch.platform, Platform::Railway);
    assert_eq!(plan.rollback.as_ref().unwrap().rehearse_within, Some(30 * 86_400));
    assert!(plan.options[0].chosen);
    assert_eq!(plan.exports[0].arm, Some(Arm::Baseline));
    assert!(plan.exports[1].pattern.is_some());
    assert_eq!(plan.metrics[1].exports, [0, 1]);
    assert_eq!(plan.metrics[1].value, Value::Quantile(field("http.latency"), 0.999));
    assert_eq!(plan.gates[0].segments, ["stats", "compare"]);
    assert_eq!(plan.gates[0].stretch, Some(300));
    assert_eq!(plan.gates[1].id, "latency");
    assert_eq!(plan.phases[1].set["BUDGET_CONTROLLER_ENABLED"], Setting::Value("true".into()));
    assert_eq!(plan.phases[0].set["BUDGET_CONTROLLER_ENABLED"], Setting::Secret("FLAG".into()));
    assert_eq!((plan.phases[1].soak_least, plan.phases[1].soak_most), (86_400, Some(172_800)));
    assert_eq!(plan.roles[1].phases, [0, 1, 2, 3]);
}

fn field(name: &str) -> gonogo::metric::value::Field {
    gonogo::metric::value::Field(name.to_owned())
}

#[test]
fn what_is_left_out_has_the_defaults_of_the_contract() {
    let plan = accepted(&format!("{HEAD}[[phase]]\nid = \"canary\"\n"));
    assert_eq!((plan.locale, plan.timezone_name.as_str()), (Locale::En, "UTC"));
    assert!(plan.arms.is_none() && plan.rollback.is_none());
    let decision = &plan.decision;
    assert_eq!((decision.method, decision.alpha), (Method::Anytime, 0.05));
    assert_eq!((decision.freshness, decision.recent), (None, None));
    assert_eq!((decision.coverage, decision.max_age), (0.9, 86_400));
    assert_eq!(decision.dedupe, Dedupe::Row);
    assert_eq!((plan.switch.platform, plan.switch.settle), (Platform::Other, 0));
    let phase = &plan.phases[0];
    assert_eq!((phase.title.as_str(), phase.traffic, phase.soak_least), ("canary", None, 86_400));
    assert_eq!(phase.line, 3);
}

#[test]
fn arms_have_default_values() {
    let plan = accepted(&format!("{HEAD}[arms]\nfield = \"arm\"\n[[phase]]\nid = \"canary\"\n"));
    let rule = plan.arms.unwrap().rule;
    assert_eq!((rule.candidate.as_str(), rule.baseline.as_str()), ("candidate", "baseline"));
}

#[test]
fn a_source_may_name_its_arm_in_the_words_of_the_plan() {
    let text = format!(
        "{HEAD}[arms]\nfield = \"arm\"\nbaseline = \"old\"\n[[phase]]\nid = \"canary\"\n\
         [[source]]\nid = \"s\"\nfiles = \"x.csv\"\narm = \"old\"\n"
    );
    assert_eq!(accepted(&text).exports[0].arm, Some(Arm::Baseline));
}

#[test]
fn a_phase_waits_for_the_one_before_it_in_the_file() {
    let phases = "[[phase]]\nid = \"a\"\n[[phase]]\nid = \"b\"\n[[phase]]\nid = \"c\"\nafter = []\n[[phase]]\nid = \"d\"\nafter = [\"a\", \"c\"]\n";
    let plan = accepted(&format!("{HEAD}{phases}"));
    let after: Vec<_> = plan.phases.iter().map(|phase| phase.after.clone()).collect();
    assert_eq!(after, [vec![], vec![0], vec![], vec![0, 2]]);
}

#[test]
fn limits_come_in_the_unit_of_the_metric() {
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual};
    use Limit::{Fixed, Plus, Times};
    let cases = [
        (SHARE, "< 5%", Less, Fixed(0.05), "< 5%"),
        (SHARE, "<5 %", Less, Fixed(0.05), "< 5%"),
        (SHARE, ">= 0.9", GreaterEqual, Fixed(0.9), ">= 0.9"),
        (SHARE, "<= 99.9%", LessEqual, Fixed(0.999), "<= 99.9%"),
        (SHARE, "< 1e-3", Less, Fixed(0.001), "< 1e-3"),
        (SHARE, "<= 1.10 x baseline", LessEqual, Times(1.1), "<= 1.10 x baseline"),
        (SHARE, "<= 1.10x baseline", LessEqual, Times(1.1), "<= 1.10 x baseline"),
        (SHARE, "<= baseline", LessEqual, Times(1.0), "<= baseline"),
        (SHARE, "<= baseline + 1 pp", LessEqual, Plus(0.01), "<= baseline + 1 pp"),
        (SHARE, ">= baseline-0.5pp", GreaterEqual, Plus(-0.005), ">= baseline - 0.5 pp"),
        (LATENCY, "<= 800 ms", LessEqual, Fixed(800.0), "<= 800 ms"),
        (LATENCY, "<= 0.3s", LessEqual, Fixed(300.0), "<= 0.3 s"),
        (LATENCY, "<= 2 min", LessEqual, Fixed(120_000.0), "<= 2 min"),
        (LATENCY, "<= 500 us", LessEqual, Fixed(0.5), "<= 500 us"),
        (LATENCY, "<= 500 µs", LessEqual, Fixed(0.5), "<= 500 µs"),
        (LATENCY, "<= baseline + 20 ms", LessEqual, Plus(20.0), "<= baseline + 20 ms"),
        (LATENCY, "<= baseline + 1 s", LessEqual, Plus(1000.0), "<= baseline + 1 s"),
        (CPU, "< 80%", Less, Fixed(0.8), "< 80%"),
        (CPU, "< 80", Less, Fixed(0.8), "< 80"),
        (CPU, "< 250%", Less, Fixed(2.5), "< 250%"),
        (CPU, "< baseline + 5 pp", Less, Plus(0.05), "< baseline + 5 pp"),
        (MEMORY, "< 1 GiB", Less, Fixed(1024.0), "< 1 GiB"),
        (MEMORY, "< 1048576 B", Less, Fixed(1.0), "< 1048576 B"),
        (MEMORY, "< 512", Less, Fixed(512.0), "< 512"),
        (SCORE, "> 0.7", Greater, Fixed(0.7), "> 0.7"),
        (SCORE, "> -1.5", Greater, Fixed(-1.5), "> -1.5"),
        (SCORE, "> baseline - 0.1", Greater, Plus(-0.1), "> baseline - 0.1"),
        (TOKENS, "< 900 tokens", Less, Fixed(900.0), "< 900 tokens"),
        (TOKENS, "< 900", Less, Fixed(900.0), "< 900"),
        (COUNT, "== 0", Equal, Fixed(0.0), "== 0"),
        ("value = \"reading\"\nunit = \"%\"", "== 5%", Equal, Fixed(0.05), "== 5%"),
    ];
    for (metric, bound, op, expected, text) in cases {
        assert_eq!(limit(metric, bound), Ok((op, expected, text.to_owned())), "{bound}");
    }
}

#[test]
fn a_percentage_field_and_its_limit_are_divided_alike() {
    let Ok((_, Limit::Fixed(limit), _)) = limit(CPU, "<= 99.9%") else { panic!() };
    assert_eq!(limit, 99.9 / 100.0);
}

#[test]
fn units_measure_what_they_say() {
    let text = format!(
        "{HEAD}[[phase]]\nid = \"canary\"\n[[source]]\nid = \"requests\"\nfiles = \"x.csv\"\n[[metric]]\nid = \"m\"\n{LATENCY}\n"
    );
    assert_eq!(accepted(&text).metrics[0].unit.kind, UnitKind::Time(0.001));
}

/// Returns the phases that a gate applies to, of shadow (0 %), cohort (unknown), canary (10 %) and full (100 %).
fn applies(arms: &str, gate: &str) -> Result<Vec<usize>, String> {
    let phases = "[[phase]]\nid = \"shadow\"\ntraffic = \"0%\"\n[[phase]]\nid = \"cohort\"\n[[phase]]\nid = \"canary\"\ntraffic = \"10%\"\n[[phase]]\nid = \"full\"\ntraffic = \"100%\"\n";
    let text = format!(
        "{HEAD}{arms}\n{phases}[[source]]\nid = \"requests\"\nfiles = \"x.csv\"\n[[metric]]\nid = \"m\"\n{SHARE}\n[[gate]]\nmetric = \"m\"\n{gate}\n"
    );
    read(&text).map(|mut plan| plan.gates.remove(0).phases)
}

#[test]
fn a_gate_applies_to_every_phase_with_traffic() {
    assert_eq!(applies("", "go = \"< 5%\""), Ok(vec![1, 2, 3]));
    assert_eq!(applies("", "go = \"< 5%\"\nphases = [\"full\", \"shadow\"]"), Ok(vec![0, 3]));
}

#[test]
fn a_gate_that_names_the_baseline_applies_where_there_is_one() {
    let arms = "[arms]\nfield = \"arm\"";
    assert_eq!(applies(arms, "go = \"<= 1.1 x baseline\""), Ok(vec![1, 2]));
    assert_eq!(applies(arms, "go = \"< 5%\"\nrollback = \"> 2 x baseline\""), Ok(vec![1, 2]));
    let arms = "[arms]\nfield = \"arm\"\nbaseline_phase = \"shadow\"";
    assert_eq!(applies(arms, "go = \"<= 1.1 x baseline\""), Ok(vec![1, 2, 3]));
    let arms = "[arms]\nbaseline_phase = \"cohort\"";
    assert_eq!(applies(arms, "go = \"<= 1.1 x baseline\""), Ok(vec![2, 3]));
}

#[test]
fn the_same_number_may_be_target_and_roll_back_line() {
    for (go, rollback) in [("< 5%", "> 5%"), ("<= 5%", ">= 5%"), ("< 5%", "> 2 x baseline"), ("< 5%", ">= 5%")] {
        let gate = format!("go = \"{go}\"\nrollback = \"{rollback}\"");
        assert!(applies("[arms]\nfield = \"arm\"", &gate).is_ok(), "{gate}");
    }
}

#[test]
fn a_gate_without_data_may_be_ignored() {
    let gate = "metric = \"m\"\ngo = \"== 0\"\nrequired = false\non_missing = \"ignore\"";
    let text =
        format!("{HEAD}[[phase]]\nid = \"canary\"\n[[metric]]\nid = \"m\"\nvalue = \"reading\"\n[[gate]]\n{gate}\n");
    let gate = &accepted(&text).gates[0];
    assert_eq!((gate.required, gate.on_missing), (false, OnMissing::Ignore));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let windows = format!("\u{feff}{}", WHOLE_PLAN.replace('\n', "\r\n"));
    let plan = accepted(&windows);
    assert_eq!(plan.gates[0].line, accepted(WHOLE_PLAN).gates[0].line);
    let wrong = "\u{feff}schema = 2\r\ntitle = \"t\"\r\n[[phase]]\r\nid = \"A\"\r\n";
    let told = read(wrong).unwrap_err();
    assert!(told.starts_with("1:10: error"), "{told}");
    assert!(told.contains("\n4:6: error"), "{told}");
}

#[test]
fn a_folder_whose_name_is_no_id_is_refused() {
    let source = Source::new("plan.toml", format!("{HEAD}[[phase]]\nid = \"canary\"\n"));
    for id in ["Checkout", "", "a_b", "a b", "灰度"] {
        assert!(plan::read(id, &source).is_err(), "{id}");
    }
    assert!(plan::read("checkout-2", &source).is_ok());
}

#[test]
fn the_mistakes_of_all_three_files_are_told_at_once() {
    let plan = Source::new("plan.toml", format!("{HEAD}[[phase]]\nid = \"canary\"\n"));
    let list = "[[list]]\nid = \"a\"\nbefore = \"canry\"\ncolour = 1\n";
    let checklist = Source::new("checklist.toml", list);
    let entry = "[[entry]]\nat = 2026-01-05T03:00:00Z\nwhat = \"start\"\nphase = \"cnary\"\n";
    let journal = Source::new("log.toml", entry);
    let told = read_rollout("checkout", &plan, Some(&checklist), Some(&journal)).unwrap_err();
    let paths: Vec<&str> = told.iter().map(|diagnostic| diagnostic.path.as_str()).collect();
    assert_eq!(paths, ["checklist.toml", "checklist.toml", "log.toml"]);

    let broken = Source::new("plan.toml", "schema = 1\n");
    let told = read_rollout("checkout", &broken, Some(&checklist), Some(&journal)).unwrap_err();
    let codes: Vec<&str> = told.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["toml::missing-key", "toml::missing-key", "toml::unknown-key"]);
}

#[test]
fn missing_files_are_empty_ones() {
    let plan = Source::new("plan.toml", WHOLE_PLAN);
    let rollout = read_rollout("checkout", &plan, None, None).unwrap();
    assert!(rollout.checklist.lists.is_empty() && rollout.journal.entries.is_empty());
}

/// Text that is much like a plan: its own lines, mangled.
fn mangled() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = WHOLE_PLAN.lines().collect();
    let line = prop_oneof![
        4 => proptest::sample::select(lines.clone()).prop_map(str::to_owned),
        2 => (proptest::sample::select(lines), any::<proptest::sample::Index>(), any::<char>())
            .prop_map(|(line, index, c)| {
                let mut characters: Vec<char> = line.chars().collect();
                let at = index.index(characters.len() + 1);
                characters.splice(at..(at + 1).min(characters.len()), [c]);
                characters.into_iter().collect()
            }),
        1 => any::<String>(),
    ];
    proptest::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_the_reader_fall_over(text in mangled()) {
        let source = Source::new("plan.toml", text);
        match read_rollout("checkout", &source, Some(&source), Some(&source)) {
            Ok(_) => prop_assert!(false, "a plan cannot be a log"),
            Err(told) => prop_assert!(!told.is_empty()),
        }
    }

    #[test]
    fn no_bound_makes_the_reader_fall_over(bound in "[<>=! ]{0,3}[-+0-9.ex %a-zµ]{0,12}(baseline)?[-+ 0-9a-z%]{0,8}") {
        for metric in [SHARE, LATENCY, CPU, SCORE, COUNT] {
            if let Ok((op, value, text)) = limit(metric, &bound) {
                prop_assert_eq!(limit(metric, &text), Ok((op, value, text)));
            }
        }
    }
}
