//! `--force --reason`: doing what the order of things speaks against, and saying why in the log.

use clap::Args;

use super::append::Log;
use super::exit::Failure;

/// The options of a command that may be refused.
#[derive(Debug, Args)]
pub struct Force {
    /// Do it although it is not go or a list is open; needs --reason
    #[arg(long)]
    force: bool,
    /// Why; goes into the log
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Force {
    /// Returns the reason to write into the entry, none where nothing speaks against it.
    ///
    /// # Errors
    /// Something speaks against it, or it is forced without a reason.
    pub fn against(&self, log: &Log, refusal: &str, objections: &[String]) -> Result<Option<String>, Failure> {
        let words = &log.words().command;
        let flags = "`--force --reason TEXT`";
        let reason = self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        if self.force && reason.is_none() {
            let hint = Some(words.say_why.fill(&[("flags", flags)]));
            return Err(Failure::Refused { message: words.no_reason.to_string(), hint });
        }
        if objections.is_empty() {
            return Ok(None);
        }
        match reason.filter(|_| self.force) {
            Some(reason) => Ok(Some(reason.to_string())),
            None => Err(Failure::Refused {
                message: format!("{refusal}\n{}", list(objections)),
                hint: Some(words.say_why.fill(&[("flags", flags)])),
            }),
        }
    }

    /// Returns whether it was forced though nothing spoke against it.
    pub fn was_not_needed(&self, objections: &[String]) -> bool {
        self.force && objections.is_empty()
    }
}

/// Returns sentences as a list, a line each.
pub fn list(sentences: &[String]) -> String {
    sentences.iter().map(|sentence| format!("  - {sentence}")).collect::<Vec<_>>().join("\n")
}
