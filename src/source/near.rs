//! The nearest of some names to a word: what a suggestion offers.

/// Returns the name nearest to a word, `None` where nothing is near enough to be meant.
///
/// Upper and lower case, and swapped neighbours, count little; ties go to the first name.
pub fn near<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let distance = strsim::damerau_levenshtein(&word, &name.to_lowercase());
        let longest = word.chars().count().max(name.chars().count());
        let allowed = (longest / 3).max(1);
        if distance <= allowed && distance < longest && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns the help of an unknown word: the nearest name, else all of them, else nothing.
pub fn suggestion<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().collect();
    match near(word, names.iter().copied()) {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if names.is_empty() => None,
        None => Some(format!("known: {}", quoted(names))),
    }
}

/// Returns words in backticks, separated by commas.
pub fn quoted<'n>(words: impl IntoIterator<Item = &'n str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
