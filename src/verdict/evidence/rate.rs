//! Rates: events per covered hour.

use super::{Case, Proof, Weighed};

/// Weighs a rate.
pub fn weigh(_case: &Case) -> Weighed {
    Weighed { proof: Proof::Unjudged("rate"), ..Weighed::default() }
}
