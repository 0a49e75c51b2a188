//! What is expected of the JSON: a part of it, by id where it is a list.

use serde_json::{Map, Value as Json};
use toml::Value;

/// How near a number must be, relatively.
const NEAR: f64 = 1e-9;
/// TOML has no null: this word stands for it.
const NULL: &str = "<null>";

/// Adds a line for everything in which `found` is not what `expected` says; keys that `expected` lacks are free.
pub fn subset(expected: &Value, found: &Json, place: &str, wrong: &mut Vec<String>) {
    let equal = match (expected, found) {
        (Value::String(text), Json::Null) => text == NULL,
        (Value::String(text), Json::String(other)) => text == other,
        (Value::Boolean(truth), Json::Bool(other)) => truth == other,
        (Value::Integer(number), Json::Number(other)) => other.as_f64() == Some(*number as f64),
        (Value::Float(number), Json::Number(other)) => {
            other.as_f64().is_some_and(|other| (other - number).abs() <= NEAR * number.abs().max(1e-3))
        }
        (Value::Array(values), Json::Array(others)) if values.len() == others.len() => {
            for (index, (value, other)) in values.iter().zip(others).enumerate() {
                subset(value, other, &format!("{place}[{index}]"), wrong);
            }
            true
        }
        (Value::Table(table), Json::Object(object)) => {
            for (key, value) in table {
                subset(value, object.get(key).unwrap_or(&Json::Null), &format!("{place}.{key}"), wrong);
            }
            true
        }
        _ => false,
    };
    if !equal {
        wrong.push(format!("{place} is {found}, expected {expected}"));
    }
}

/// Returns the codes of a rollout's reasons, in order, without repeats.
pub fn codes(rollout: &Json) -> Json {
    let mut codes: Vec<Json> = Vec::new();
    for reason in rollout["reasons"].as_array().into_iter().flatten() {
        if !codes.contains(&reason["code"]) {
            codes.push(reason["code"].clone());
        }
    }
    Json::Array(codes)
}

/// Adds a line if no reason says these words in English.
pub fn says(rollout: &Json, words: &str, wrong: &mut Vec<String>) {
    let reasons = rollout["reasons"].as_array().cloned().unwrap_or_default();
    let texts: Vec<&str> = reasons.iter().filter_map(|reason| reason["text"]["en"].as_str()).collect();
    if !texts.iter().any(|text| text.contains(words)) {
        wrong.push(format!("no reason says `{words}`: {texts:#?}"));
    }
}

/// Returns a rollout with its lists as objects by id: gates by `id` or `id/segment`.
pub fn keyed(rollout: &Json) -> Json {
    let mut keyed = rollout.as_object().cloned().unwrap_or_default();
    for list in ["gates", "items", "roles", "phases"] {
        let elements = rollout[list].as_array().into_iter().flatten();
        let by_id: Map<String, Json> = elements.map(|element| (name(element), element.clone())).collect();
        keyed.insert(list.to_owned(), Json::Object(by_id));
    }
    Json::Object(keyed)
}

fn name(element: &Json) -> String {
    let id = element["id"].as_str().unwrap_or_default();
    element["segment"].as_str().map_or_else(|| id.to_owned(), |segment| format!("{id}/{segment}"))
}

/// Adds a line for everything that no report may be: what holds whatever the case (contract 6).
pub fn sound(rollout: &Json, wrong: &mut Vec<String>) {
    const WORST: [&str; 4] = ["go", "hold", "no-go", "rollback"];
    let rank = |status: &Json| WORST.iter().position(|word| status == *word);
    let id = rollout["id"].as_str().unwrap_or_default();
    let reasons = rollout["reasons"].as_array().cloned().unwrap_or_default();
    let ranks: Vec<Option<usize>> = reasons.iter().map(|reason| rank(&reason["status"])).collect();
    let worst = ranks.iter().flatten().max().copied().unwrap_or(0);
    if rank(&rollout["verdict"]) != Some(worst) {
        wrong.push(format!("{id}: the verdict {} is not the worst reason", rollout["verdict"]));
    }
    if ranks.iter().any(|rank| rank.is_none_or(|rank| rank == 0)) || !ranks.is_sorted_by(|left, right| left >= right) {
        wrong.push(format!("{id}: reasons are not what is worse than go, worst first: {:?}", codes(rollout)));
    }
    for gate in rollout["gates"].as_array().into_iter().flatten() {
        let decides = rank(&gate["status"]).is_some_and(|rank| rank > 0);
        let told = reasons.iter().any(|reason| {
            reason["gate"] == gate["id"] && reason["segment"] == gate["segment"] && reason["code"] == gate["code"]
        });
        if decides != told {
            wrong.push(format!("{id}: the gate {} is {} and its reason is told: {told}", name(gate), gate["status"]));
        }
        let number = gate["value"].is_number();
        if number != (gate["samples"].as_u64() > Some(0)) {
            wrong.push(format!("{id}: {} has value {} of {} samples", name(gate), gate["value"], gate["samples"]));
        }
    }
    for text in reasons.iter().flat_map(|reason| [&reason["text"]["en"], &reason["text"]["zh-CN"]]) {
        let words = text.as_str().unwrap_or_default();
        if words.is_empty() || words.contains('{') || words.contains("NaN") {
            wrong.push(format!("{id}: a reason says {text}"));
        }
    }
    shape(rollout, id, wrong);
}

/// Adds a line for every key of contract 6 that is missing.
fn shape(rollout: &Json, id: &str, wrong: &mut Vec<String>) {
    const ROLLOUT: &str = "schema tool evaluated_at version id title locale verdict phase window valid_until reasons \
                           gates split items roles decisions phases rollback inputs previous";
    const GATE: &str = "id metric segment status code required value interval hits samples skipped unit target \
                        rollback baseline needed";
    let lists = [
        ("gates", GATE),
        ("reasons", "code status gate segment text href"),
        ("items", "id list done required status"),
        ("roles", "id title answer by at status"),
        ("decisions", "at by decision verdict note"),
        ("phases", "id state verdict"),
        ("inputs", "path sha256 bytes rows"),
    ];
    let mut keys = |place: &str, value: &Json, names: &str| {
        let missing: Vec<&str> = names.split_whitespace().filter(|name| value.get(name).is_none()).collect();
        if !missing.is_empty() {
            wrong.push(format!("{id}: {place} lacks {missing:?}"));
        }
    };
    keys("the rollout", rollout, ROLLOUT);
    keys("phase", &rollout["phase"], "id index of traffic started elapsed_s soak_s");
    for (list, names) in lists {
        for element in rollout[list].as_array().into_iter().flatten() {
            keys(list, element, names);
        }
    }
    for gate in rollout["gates"].as_array().into_iter().flatten() {
        keys("target", &gate["target"], "op value times plus text");
    }
    if rollout["split"].is_object() {
        keys("split", &rollout["split"], "declared observed samples status units_in_both_arms");
    }
}
