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
//! | a rate against a line | [`mixture`], [`one_sided`], at one look [`fixed`] |
//! | late regressions | [`restart`] |
//! | several bets together | [`combine`], at one look [`several`] |
//! | a quantile, as ranks | [`quantile`], of [`values`] |
//! | a mean | [`mean`], of bounded values [`bounded`] |
//! | rare events | [`rare`] |
//! | two arms, by a [`relation`] | [`quantile_pair`], [`proportion_pair`], [`rate_pair`] |
//! | points over time | [`series`], at one look [`rank`] |
//! | the traffic split | [`split`] |
//! | what is still missing | [`projection`] |

pub mod interval;

pub mod beta;
pub mod gamma;
pub mod normal;
pub mod search;
pub mod student;

pub mod mixture;
pub mod one_sided;

pub mod combine;
pub mod restart;
pub mod several;

pub mod relation;

pub mod bounded;
pub mod fixed;
pub mod mean;
pub mod quantile;
pub mod rank;
pub mod rare;
pub mod series;
pub mod values;

pub mod proportion_pair;
pub mod quantile_pair;
pub mod rate_pair;

pub mod split;

pub mod projection;
