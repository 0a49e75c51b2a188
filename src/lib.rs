//! gonogo judges a rollout in phases: may we leave this phase for the next one?
//!
//! A pure middle that knows no disk, clock, network or terminal, and an edge that does.
//! The modules stand in reading order; each imports only from those above it.

pub mod source;
pub mod stats;

pub mod checklist;
pub mod journal;
pub mod metric;

pub mod plan;

pub mod chart;
pub mod rollback;
pub mod verdict;

pub mod report;

pub mod disk;

pub mod cli;
