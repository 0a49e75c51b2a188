//! Requests as people send them: in sessions, more by day than by night, of several query types.

use sha2::{Digest, Sha256};

use crate::clock::{self, SECOND};
use crate::random::Random;

/// One request, before anything has answered it.
pub struct Request {
    /// When it came.
    pub at: i64,
    /// Who sent it.
    pub session: String,
    /// The number of its query type in [`Traffic::kinds`].
    pub kind: usize,
}

/// How much is asked for, when, and of what.
pub struct Traffic {
    /// The first moment.
    pub from: i64,
    /// The last moment, exclusive.
    pub to: i64,
    /// Requests a day.
    pub per_day: f64,
    /// How the day's requests spread over its hours, UTC.
    pub hours: [f64; 24],
    /// The share of each query type; they sum to 1.
    pub kinds: &'static [f64],
    /// What the ids of sessions start with.
    pub prefix: &'static str,
}

/// A session goes on after each request this often: ten requests on three sessions.
const GOES_ON: f64 = 0.7;

impl Traffic {
    /// Returns the requests, by time.
    pub fn requests(&self, random: &mut Random) -> Vec<Request> {
        let mut requests = Vec::new();
        for second in self.from / SECOND..self.to / SECOND {
            let moment = second * SECOND;
            if random.chance(self.sessions_a_second(moment)) {
                self.session(moment + random.between(0, 999), random, &mut requests);
            }
        }
        requests.sort_by(|left, right| (left.at, &left.session).cmp(&(right.at, &right.session)));
        requests
    }

    fn sessions_a_second(&self, moment: i64) -> f64 {
        let of_day = self.hours[clock::hour(moment)] / self.hours.iter().sum::<f64>();
        self.per_day * of_day / 3600.0 * (1.0 - GOES_ON)
    }

    fn session(&self, start: i64, random: &mut Random, requests: &mut Vec<Request>) {
        let session = format!("{}{:08x}", self.prefix, random.bits() >> 32);
        let mut at = start;
        while at < self.to {
            requests.push(Request { at, session: session.clone(), kind: self.kind(random) });
            if !random.chance(GOES_ON) {
                return;
            }
            at += random.between(8 * SECOND, 90 * SECOND);
        }
    }

    fn kind(&self, random: &mut Random) -> usize {
        let mut rest = random.unit();
        for (kind, share) in self.kinds.iter().enumerate() {
            if rest < *share {
                return kind;
            }
            rest -= share;
        }
        self.kinds.len() - 1
    }
}

/// Returns whether a session is among the first `percent` of all: the stable rule that the notes of
/// `budget-controller` give, so that whoever is in at 10 % is still in at 50 %.
pub fn is_chosen(salt: &str, session: &str, percent: u64) -> bool {
    let digest = Sha256::digest(format!("{salt}:{session}"));
    let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    first % 10_000 < percent * 100
}
