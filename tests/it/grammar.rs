//! The grammar of values and predicates: what it means, and that it reads back what it prints.

use gonogo::metric::grammar::{predicate, value};
use gonogo::metric::value::{Amount, Comparison, Field, Literal, Predicate, Value};
use proptest::prelude::*;

fn field(name: &str) -> Field {
    Field(name.to_owned())
}

fn compare(name: &str, comparison: Comparison, literal: Literal) -> Predicate {
    Predicate::Compare(field(name), comparison, literal)
}

fn number(number: f64) -> Literal {
    Literal::Number(number)
}

fn text(text: &str) -> Literal {
    Literal::Text(text.to_owned())
}

#[test]
fn every_value_of_the_contract_is_read() {
    let failed = compare("status", Comparison::GreaterEqual, number(500.0));
    let cases = [
        ("share(status >= 500)", Value::Share(failed.clone())),
        ("ratio(errors, total)", Value::Ratio(sum("errors"), sum("total"))),
        (
            "ratio(count(status >= 500), count(has(id)))",
            Value::Ratio(Amount::Count(failed.clone()), Amount::Count(Predicate::Has(field("id")))),
        ),
        ("rate(status >= 500)", Value::Rate(Some(failed.clone()))),
        ("rate()", Value::Rate(None)),
        ("mean(latency)", Value::Mean(field("latency"))),
        ("p50(latency)", Value::Quantile(field("latency"), 0.5)),
        ("p95(http.latency)", Value::Quantile(field("http.latency"), 0.95)),
        ("p99.9(`latency (ms)`)", Value::Quantile(field("latency (ms)"), 0.999)),
        ("count(status >= 500)", Value::Count(Some(failed))),
        ("count()", Value::Count(None)),
        ("sum(tokens)", Value::Sum(field("tokens"))),
        ("min(tokens)", Value::Min(field("tokens"))),
        ("max(tokens)", Value::Max(field("tokens"))),
        ("points(cpu)", Value::Points(field("cpu"))),
        ("reading", Value::Reading),
    ];
    for (text, expected) in cases {
        assert_eq!(value(text), Ok(expected), "{text}");
    }
}

fn sum(name: &str) -> Amount {
    Amount::Sum(field(name))
}

#[test]
fn every_condition_of_the_contract_is_read() {
    use Comparison::{Equal, Greater, Less, LessEqual, NotEqual};
    let cases = [
        ("status == 200", compare("status", Equal, number(200.0))),
        ("confidence<0.7", compare("confidence", Less, number(0.7))),
        ("delta > -1.5e3", compare("delta", Greater, number(-1500.0))),
        ("path != \"/health\"", compare("path", NotEqual, text("/health"))),
        ("path != '/health'", compare("path", NotEqual, text("/health"))),
        (r#"a == "\"\\\n""#, compare("a", Equal, text("\"\\\n"))),
        ("stopped_early == True", compare("stopped_early", Equal, Literal::Bool(true))),
        ("stopped_early == false", compare("stopped_early", Equal, Literal::Bool(false))),
        ("a <= b.c", Predicate::CompareFields(field("a"), LessEqual, field("b.c"))),
        ("`a b` == 1", compare("a b", Equal, number(1.0))),
        ("查询类型 == \"stats\"", compare("查询类型", Equal, text("stats"))),
        ("user-agent == \"x\"", compare("user-agent", Equal, text("x"))),
        ("items.0.id == 1", compare("items.0.id", Equal, number(1.0))),
        ("status in [500, 502,]", Predicate::In(field("status"), vec![number(500.0), number(502.0)])),
        ("level contains \"ERR\"", Predicate::Contains(field("level"), "ERR".to_owned())),
        ("has(error)", Predicate::Has(field("error"))),
        ("`has` == 1", compare("has", Equal, number(1.0))),
        ("cached", Predicate::Truth(field("cached"))),
    ];
    for (text, expected) in cases {
        assert_eq!(predicate(text), Ok(expected), "{text}");
    }
}

fn truth(name: &str) -> Box<Predicate> {
    Box::new(Predicate::Truth(field(name)))
}

#[test]
fn not_binds_closer_than_and_which_binds_closer_than_or() {
    let expected =
        Predicate::Or(truth("a"), Box::new(Predicate::And(Box::new(Predicate::Not(truth("b"))), truth("c"))));
    assert_eq!(predicate("a or not b and c"), Ok(expected));
    let expected = Predicate::And(
        Box::new(Predicate::Or(truth("a"), truth("b"))),
        Box::new(Predicate::Not(Box::new(Predicate::And(truth("c"), truth("d"))))),
    );
    assert_eq!(predicate("(a or b) and not (c and d)"), Ok(expected));
}

#[test]
fn what_is_nested_too_deep_or_too_long_is_refused() {
    let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(predicate(&deep).unwrap_err().message, "nested deeper than 64 levels");
    assert_eq!(predicate(&"not ".repeat(100_000)).unwrap_err().label, "too deep");
    let long = vec!["a"; 100_000].join(" and ");
    assert_eq!(predicate(&long).unwrap_err().message, "more than 1000 conditions");
    assert!(predicate(&vec!["a"; 1000].join(" or ")).is_ok());
    assert!(predicate(&format!("{}a{}", "(".repeat(63), ")".repeat(63))).is_ok());
}

#[test]
fn a_mistake_is_at_its_place_in_the_text() {
    let mistake = value("share(状态 = 500)").unwrap_err();
    assert_eq!(mistake.span, "share(状态 ".len().."share(状态 =".len());
    assert_eq!(mistake.help.as_deref(), Some("write `==`"));
}

fn names() -> impl Strategy<Value = Field> {
    prop_oneof![
        "[a-z_][a-z0-9_-]{0,6}(\\.[a-z0-9]{1,3})?".prop_map(Field),
        "[^`]{1,8}".prop_map(Field),
        proptest::sample::select(vec!["and", "in", "has", "true", "p95", "count", "状态"]).prop_map(field),
    ]
}

fn literals() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Literal::Number),
        any::<String>().prop_map(Literal::Text),
        any::<bool>().prop_map(Literal::Bool),
    ]
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    proptest::sample::select(vec![Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual])
}

fn predicates() -> impl Strategy<Value = Predicate> {
    let ordered = |comparison: &Comparison| !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    let leaf = prop_oneof![
        (names(), comparisons(), literals())
            .prop_filter("booleans have no order", move |(_, comparison, literal)| {
                !(ordered(comparison) && matches!(literal, Literal::Bool(_)))
            })
            .prop_map(|(field, comparison, literal)| Predicate::Compare(field, comparison, literal)),
        (names(), comparisons(), names())
            .prop_map(|(left, comparison, right)| { Predicate::CompareFields(left, comparison, right) }),
        (names(), proptest::collection::vec(literals(), 1..4))
            .prop_map(|(field, literals)| Predicate::In(field, literals)),
        (names(), any::<String>()).prop_map(|(field, text)| Predicate::Contains(field, text)),
        names().prop_map(Predicate::Has),
        names().prop_map(Predicate::Truth),
    ];
    leaf.prop_recursive(5, 24, 2, |inner| {
        let pair = (inner.clone().prop_map(Box::new), inner.clone().prop_map(Box::new));
        prop_oneof![
            pair.clone().prop_map(|(left, right)| Predicate::And(left, right)),
            pair.prop_map(|(left, right)| Predicate::Or(left, right)),
            inner.prop_map(|inner| Predicate::Not(Box::new(inner))),
        ]
    })
}

fn values() -> impl Strategy<Value = Value> {
    let amount = || prop_oneof![names().prop_map(Amount::Sum), predicates().prop_map(Amount::Count)].boxed();
    prop_oneof![
        predicates().prop_map(Value::Share),
        (amount(), amount()).prop_map(|(top, bottom)| Value::Ratio(top, bottom)),
        proptest::option::of(predicates()).prop_map(Value::Rate),
        proptest::option::of(predicates()).prop_map(Value::Count),
        names().prop_map(Value::Mean),
        names().prop_map(Value::Sum),
        names().prop_map(Value::Min),
        names().prop_map(Value::Max),
        names().prop_map(Value::Points),
        (names(), 1..100_000_u32)
            .prop_map(|(field, level)| Value::Quantile(field, f64::from(level) / 100_000.0))
            .prop_filter("below p100", |value| !matches!(value, Value::Quantile(_, 1.0))),
        Just(Value::Reading),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_reads_back_the_same(expected in values()) {
        prop_assert_eq!(value(&expected.to_string()), Ok(expected));
    }

    #[test]
    fn no_text_makes_the_grammar_fall_over(text in any::<String>(), soup in "[a-c0-9.=!<>()\\[\\],`'\" \\\\a-z状]{0,30}") {
        for text in [text, soup] {
            for result in [value(&text).err(), predicate(&text).err()].into_iter().flatten() {
                prop_assert!(text.get(result.span).is_some());
            }
        }
    }
}
