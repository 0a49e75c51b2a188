//! The restart mixture: evidence of a late regression, which all that went well before would dilute.

use std::f64::consts::LN_2;

use super::combine::log_sum;

/// How long the phase is planned to be, which says what each restart is worth before any data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// This many stretches, the first one included: each restart is worth the same. Later ones are worth nothing.
    Planned(usize),
    /// Not known: the j-th restart is worth 1/(j(j+1)).
    Open,
}

impl Horizon {
    /// Returns the log of what the j-th restart is worth, j from 1 on.
    fn weight(self, restart: usize) -> f64 {
        match self {
            Horizon::Planned(stretches) if restart < stretches => -((stretches - 1) as f64).ln(),
            Horizon::Planned(_) => f64::NEG_INFINITY,
            Horizon::Open => -(restart as f64).ln() - (restart as f64).ln_1p(),
        }
    }

    /// Returns the log of what the restarts after the first `started` ones are worth together.
    fn rest(self, started: usize) -> f64 {
        match self {
            Horizon::Planned(stretches) if stretches > started + 1 => {
                ((stretches - 1 - started) as f64 / (stretches - 1) as f64).ln()
            }
            Horizon::Planned(_) => f64::NEG_INFINITY,
            Horizon::Open => -(started as f64).ln_1p(),
        }
    }

    /// Says whether there is no restart at all.
    fn is_single(self) -> bool {
        matches!(self, Horizon::Planned(0 | 1))
    }
}

/// Sums since the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Running {
    /// Hits so far.
    pub hits: f64,
    /// Tries so far.
    pub tries: f64,
}

/// A moment at which the evidence is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// The sums up to it.
    pub until: Running,
    /// How many restarts came before it.
    pub started: usize,
}

/// Returns the mixture of what all data say and what the data since each restart say.
///
/// Shape: `since` holds the evidence since the first, second, … restart that has come by now. Unit: nats. Costs ln 2
/// of an early regression's evidence and about ln 2H of a late one's. Its null is "never beyond the line".
/// Source: Shin, Ramdas & Rinaldo 2023: half on the beginning, half on the restarts; restarts still to come bet
/// nothing.
pub fn mix(all: f64, since: impl IntoIterator<Item = f64>, horizon: Horizon) -> f64 {
    if horizon.is_single() {
        return all;
    }
    let mut started = 0;
    let restarts = log_sum(since.into_iter().map(|evidence| {
        started += 1;
        if evidence == f64::NEG_INFINITY { evidence } else { evidence + horizon.weight(started) }
    }));
    log_sum([all, log_sum([restarts, horizon.rest(started)])]) - LN_2
}

/// Returns the restart mixture at each look, in one pass over sums.
///
/// Shape: `starts` holds the sums up to each restart, `looks` what was there at each look, both in order of time.
/// `whole` gives the evidence of (hits, tries) for all data, `part` for the data since a restart, of which there are
/// looks times starts: the cheap [`super::one_sided::OneSided::log_e_bound`] is made for it. Unit: nats.
pub fn at_looks(
    starts: &[Running],
    looks: &[Look],
    horizon: Horizon,
    whole: impl Fn(f64, f64) -> f64,
    part: impl Fn(f64, f64) -> f64,
) -> Vec<f64> {
    let mixed = |look: &Look| {
        let Running { hits, tries } = look.until;
        let since = starts.iter().take(look.started);
        let since = since.map(|start| part((hits - start.hits).max(0.0), (tries - start.tries).max(0.0)));
        mix(whole(hits, tries), since, horizon)
    };
    looks.iter().map(mixed).collect()
}

/// Returns the restart mixture after each bucket of (hits, tries), with a restart at the beginning of each but the
/// first.
///
/// [`at_looks`], where looks and restarts share their hours.
pub fn by_bucket(
    buckets: &[(f64, f64)],
    horizon: Horizon,
    whole: impl Fn(f64, f64) -> f64,
    part: impl Fn(f64, f64) -> f64,
) -> Vec<f64> {
    let mut sum = Running::default();
    let mut sums = Vec::with_capacity(buckets.len());
    for (hits, tries) in buckets {
        sum = Running { hits: sum.hits + hits.max(0.0), tries: sum.tries + tries.max(0.0) };
        sums.push(sum);
    }
    let look = |(started, until): (usize, &Running)| Look { until: *until, started };
    let looks: Vec<Look> = sums.iter().enumerate().map(look).collect();
    at_looks(&sums, &looks, horizon, whole, part)
}
