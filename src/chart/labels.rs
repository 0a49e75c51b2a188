//! Labels that keep out of each other's way.

/// The least distance between the middles of two labels, one above the other.
pub(super) const APART: f64 = 15.0;

/// Returns places near those wanted, at least `APART` from each other, between `top` and `bottom`.
///
/// The order of the places is that of what was wanted; the sum of squared moves is the least there
/// is. When there are more labels than fit, they run over the bottom.
pub(super) fn spread(wanted: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let room = APART * wanted.len().saturating_sub(1) as f64;
    let last = (bottom - room).max(top);
    let mut clusters: Vec<(f64, usize)> = Vec::new();
    for (rank, index) in order.iter().enumerate() {
        let mut cluster = ((wanted[*index] - APART * rank as f64).clamp(top, last), 1);
        while let Some((place, count)) = clusters.pop_if(|(place, _)| *place > cluster.0) {
            let total = place * count as f64 + cluster.0 * cluster.1 as f64;
            cluster = (total / (count + cluster.1) as f64, count + cluster.1);
        }
        clusters.push(cluster);
    }
    let starts = clusters.into_iter().flat_map(|(place, count)| std::iter::repeat_n(place, count));
    let mut places = vec![0.0; wanted.len()];
    for ((rank, index), start) in order.into_iter().enumerate().zip(starts) {
        places[index] = start + APART * rank as f64;
    }
    places
}
