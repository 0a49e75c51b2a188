//! Verdicts: from a plan and the facts to a judgement. Total: doubt is a finding that holds, never an error, never a go.

mod answer;
mod code;
mod combine;
mod data;
mod doubt;
mod evidence;
mod finding;
mod gate;
mod judge;
mod model;
mod needed;
mod order;
mod people;
mod replay;
mod split;
mod window;

pub use code::Code;
pub use data::{Data, Facts, Survey, View};
pub use finding::*;
pub use judge::{judge, newest_phase};
pub use model::*;
pub use order::{Objection, against_finish, against_start};
pub use replay::{Step, replay, steps};
pub use window::{HOUR, exclusions, picture_step};
