//! Times as they are typed: RFC 3339; one without an offset is refused with a hint how to write it.

use std::str::FromStr;

use jiff::civil::DateTime;

use super::exit::Failure;
use crate::plan::Plan;
use crate::source::Moment;

/// A time of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Time {
    /// With an offset.
    Exact(Moment),
    /// Without one: it could be many moments.
    Zoneless {
        /// As typed.
        text: String,
        /// What it says.
        clock: DateTime,
    },
}

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Time, String> {
        let exact = text.parse::<Moment>();
        match (exact, text.trim().parse::<DateTime>()) {
            (Ok(moment), _) => Ok(Time::Exact(moment)),
            (Err(_), Ok(clock)) => Ok(Time::Zoneless { text: text.to_string(), clock }),
            (Err(error), Err(_)) => Err(error),
        }
    }
}

impl Time {
    /// Returns the moment.
    ///
    /// # Errors
    /// There is no offset: the hint says what it would be in the time zone of each plan.
    pub fn moment<'p>(&self, plans: impl IntoIterator<Item = &'p Plan>) -> Result<Moment, Failure> {
        let (text, clock) = match self {
            Time::Exact(moment) => return Ok(*moment),
            Time::Zoneless { text, clock } => (text, *clock),
        };
        let mut zones: Vec<(&str, String)> = Vec::new();
        for plan in plans {
            let Ok(zoned) = plan.timezone.to_zoned_datetime(clock) else { continue };
            let utc = plan.timezone_name == "UTC";
            let written = zoned.strftime(if utc { "%FT%TZ" } else { "%FT%T%:z" }).to_string();
            if !zones.iter().any(|(zone, _)| *zone == plan.timezone_name) {
                zones.push((&plan.timezone_name, written));
            }
        }
        let hint = match &zones[..] {
            [] => format!("for UTC write {}", clock.strftime("%FT%TZ")),
            [(zone, written)] => format!("in the plan's timezone, {zone}, it is {written}"),
            _ => {
                let each: Vec<String> =
                    zones.iter().map(|(zone, written)| format!("in {zone} it is {written}")).collect();
                format!("in the plans' timezones: {}", each.join(", "))
            }
        };
        Err(Failure::Usage { message: format!("`{text}` has no offset"), hint: Some(hint) })
    }
}
