//! Google Cloud Run: one update is one new revision, which gets requests only if no split is pinned.
//!
//! A secret of the plan is a secret of Secret Manager, by its name.

use super::{Check, Host, Recipe};
use crate::rollback::shell::{Line, quote};
use crate::rollback::step::Part;

/// Returns the way of Cloud Run; `environment` is the region.
pub(super) fn recipe(host: &Host) -> Recipe {
    let service = host.service.unwrap_or_default();
    let region = host.environment.filter(|region| is_region(region));
    let gcloud = |words: &[&str]| {
        let line = Line::new(&["gcloud", "run", "services"]);
        words.iter().fold(line, |line, word| line.arg(word)).option("--region", region)
    };
    let mut recipe = Recipe { tools: vec!["gcloud", "jq"], ..Recipe::default() };
    let (plain, secret, unset) = (host.plain(), host.secret(), host.unset());
    let mut update = gcloud(&["update", service]);
    if !plain.is_empty() {
        update = update.arg(&format!("--update-env-vars={}", pairs(&plain)));
    }
    if !secret.is_empty() {
        let versions: Vec<String> = secret.iter().map(|(name, secret)| format!("{name}={secret}:latest")).collect();
        update = update.arg(&format!("--update-secrets={}", versions.join(",")));
    }
    if !unset.is_empty() {
        update = update.arg(&format!("--remove-env-vars={}", unset.join(",")));
    }
    let names: Vec<&str> = host.change.names().into_iter().collect();
    recipe.steps.push(host.line(Part::Set, &names, &update));
    if host.safe {
        let traffic = gcloud(&["update-traffic", service]).arg("--to-latest");
        recipe.steps.push(host.line(Part::Traffic, &[], &traffic));
    }
    let describe = gcloud(&["describe", service]).arg("--format=json").text();
    let filter = quote(".spec.template.spec.containers[].env[]? | \"\\(.name)=\\(.value // \"\")\"");
    let listing = format!("  service=$({describe}) || return 1\n  printf '%s' \"$service\" | jq -r {filter}\n");
    Check::lines(host, &format!("{describe} | jq -r {filter}"), listing).add(host, &mut recipe);
    recipe
}

/// Returns pairs as gcloud reads them: separated by a text that none of them holds.
fn pairs(plain: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = plain.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let free = |sign: &char| !pairs.iter().any(|pair| pair.contains(*sign));
    if free(&',') {
        return pairs.join(",");
    }
    // There are more signs than any text holds, so one is found.
    let separator = "@#;:|~!".chars().chain('\u{2581}'..).find(free).unwrap_or(',').to_string();
    format!("^{separator}^{}", pairs.join(&separator))
}

/// Returns whether a text looks like a region, such as `europe-west1`.
pub(super) fn is_region(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() < text.len() && letters.contains('-') && letters.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}
