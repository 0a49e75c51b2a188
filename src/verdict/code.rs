//! Why, as a stable code.

macro_rules! codes {
    ($($variant:ident $word:literal $meaning:literal)*) => {
        /// Why, as a stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// Returns the word of the contract.
            pub fn word(self) -> &'static str {
                match self { $(Code::$variant => $word,)* }
            }
        }
    };
}

codes! {
    TargetMet "target-met" "The target is shown to be met."
    TargetMissed "target-missed" "The target is shown to be missed."
    RollbackBreached "rollback-breached" "The roll-back line is shown to be breached."
    FewSamples "few-samples" "Too few samples to tell."
    NoData "no-data" "No data."
    Stale "stale" "The newest data is too old."
    Recent "recent" "The last stretch does not look good."
    Coverage "coverage" "Too much of the window has no data."
    SoakTime "soak-time" "The least soak is not served."
    ItemOpen "item-open" "An item is open."
    RoleOpen "role-open" "A role is silent."
    RoleNoGo "role-no-go" "A role said no-go."
    SplitMismatch "split-mismatch" "The traffic split is not the declared one."
    NotSticky "not-sticky" "Units change arms."
    PhaseOrder "phase-order" "A phase was started before those that it comes after."
    NotStarted "not-started" "No phase was started."
    RolledBack "rolled-back" "The rollout was rolled back."
    RehearsalDue "rehearsal-due" "No recent enough rehearsal of the roll-back."
    Error "error" "Data cannot be used as it is."
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
