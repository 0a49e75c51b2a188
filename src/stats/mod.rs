//! The arithmetic of evidence: numbers in, numbers out.
//!
//! Evidence is the natural log of an e-value (unit: nats). An e-value is a bet against a null hypothesis that
//! is worth at most 1 on average while the null is true, however often one looks; so evidence of `ln(1/alpha)`
//! or more appears with probability `alpha` at most over a whole phase (Ville 1939). All of it is compared in
//! log space and never exponentiated on its own.
//!
//! Every function is total: counts below zero count as zero, hits above tries as tries, and where the numbers
//! cannot tell, the answer is no evidence (0, or minus infinity) or an interval open to both sides, never NaN.
//!
//! | noun | module |
//! |---|---|
//! | a rate against a number | [`mixture`], [`one_sided`], at one look [`fixed`] |
//! | the same, of late regressions too | [`restart`] |
//! | several together | [`combine`] |
//! | a quantile, as ranks | [`quantile`] |
//! | two arms | [`quantile_pair`], [`proportion_pair`], both by a [`relation`] |
//! | the traffic split | [`split`] |
//! | what is still missing | [`projection`] |

pub mod interval;

pub mod beta;
pub mod gamma;
pub mod normal;
pub mod search;

pub mod mixture;
pub mod one_sided;

pub mod combine;
pub mod restart;

pub mod quantile;

pub mod proportion_pair;
pub mod quantile_pair;
pub mod relation;

pub mod split;

pub mod projection;
