//! Exit codes (contract 5), and the failures that lead to them.

use std::process::ExitCode;

use crate::disk;
use crate::verdict::Verdict;

/// The table shown under every help.
pub const HELP: &str = "Exit codes: 0 done (check: go) · 1 unexpected failure · 2 usage, unknown id · 3 input missing or invalid\n\
            4 refused · 5 conflict · check alone: 10 hold · 11 no-go · 12 roll back";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; for `check`: go.
    Done,
    /// The machine refused, or a bug.
    Unexpected,
    /// Wrong usage or an unknown id.
    Usage,
    /// Input is missing or invalid.
    Invalid,
    /// Needs a flag or a reason.
    Refused,
    /// Something else is there already.
    Conflict,
    /// `check`: hold.
    Hold,
    /// `check`: no-go.
    NoGo,
    /// `check`: roll back.
    Rollback,
}

impl Exit {
    /// Returns the exit code of a verdict.
    pub fn of(verdict: Verdict) -> Exit {
        match verdict {
            Verdict::Go => Exit::Done,
            Verdict::Hold => Exit::Hold,
            Verdict::NoGo => Exit::NoGo,
            Verdict::Rollback => Exit::Rollback,
        }
    }

    /// Returns the number.
    pub fn number(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Unexpected => 1,
            Exit::Usage => 2,
            Exit::Invalid => 3,
            Exit::Refused => 4,
            Exit::Conflict => 5,
            Exit::Hold => 10,
            Exit::NoGo => 11,
            Exit::Rollback => 12,
        }
    }

    /// Returns the code for the system.
    pub fn code(self) -> ExitCode {
        ExitCode::from(self.number())
    }

    /// Returns the worst of several rollouts, in the order 12, 3, 11, 10, 0.
    pub fn worst(exits: impl IntoIterator<Item = Exit>) -> Exit {
        let order = [Exit::Rollback, Exit::Invalid, Exit::NoGo, Exit::Hold];
        let exits: Vec<Exit> = exits.into_iter().collect();
        order.into_iter().find(|exit| exits.contains(exit)).unwrap_or(Exit::Done)
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] disk::Error),
    /// The words of the command line do not fit.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// A file has mistakes; they have been shown.
    #[error("{0}")]
    Invalid(String),
    /// The command will not do it without a flag or a reason.
    #[error("{message}")]
    Refused {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
}

impl Failure {
    /// Returns a failure of usage without a hint.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::Usage { message: message.into(), hint: None }
    }

    /// Returns how the command ends.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Disk(disk::Error::Io { .. } | disk::Error::Busy(_)) => Exit::Unexpected,
            Failure::Disk(disk::Error::UnknownRollout { .. }) => Exit::Usage,
            Failure::Disk(disk::Error::NoRollouts | disk::Error::NoPlan(_) | disk::Error::Named { .. }) => {
                Exit::Invalid
            }
            Failure::Disk(disk::Error::Conflict { .. }) => Exit::Conflict,
            Failure::Usage { .. } => Exit::Usage,
            Failure::Invalid(_) => Exit::Invalid,
            Failure::Refused { .. } => Exit::Refused,
        }
    }

    /// Returns what to do about it, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Failure::Disk(error) => error.hint(),
            Failure::Usage { hint, .. } | Failure::Refused { hint, .. } => hint.clone(),
            Failure::Invalid(_) => None,
        }
    }
}
