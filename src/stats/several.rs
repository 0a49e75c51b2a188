//! Several p-values of one look, judged together.

/// Returns each p-value times how many there are, at most 1: below `alpha` whichever it is, one of them at most is
/// by chance.
///
/// Source: Bonferroni 1936.
pub fn bonferroni(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len() as f64;
    p_values.iter().map(|p_value| (p_value * count).min(1.0)).collect()
}

/// Returns the p-values, adjusted step by step from the smallest: never larger than [`bonferroni`]'s, with the same
/// promise.
///
/// Source: Holm 1979.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| p_values[*one].total_cmp(&p_values[*other]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut largest: f64 = 0.0;
    for (place, index) in order.iter().enumerate() {
        let left = (p_values.len() - place) as f64;
        largest = largest.max(p_values[*index] * left).min(1.0);
        adjusted[*index] = largest;
    }
    adjusted
}
