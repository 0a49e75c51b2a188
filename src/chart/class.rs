//! The names by which a style sheet knows the parts of a chart.
//!
//! plotters carries a colour with every shape, but not a class. Each class therefore has a colour
//! of its own that is never seen: the backend turns it back into the class.

use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::BackendColor;

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What a shape or a text stands for; `templates/chart.css` gives each its looks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class { $($(#[$doc])* $variant),* }

        impl Class {
            const ALL: &[Class] = &[$(Class::$variant),*];

            /// Returns the class attribute.
            pub(super) fn name(self) -> &'static str {
                match self { $(Class::$variant => $name),* }
            }
        }
    };
}

classes! {
    ZoneGo = "c-zone-go",
    ZoneRollback = "c-zone-rollback",
    Grid = "c-grid",
    Axis = "c-axis",
    Gap = "c-gap",
    /// The hatching of a stretch that was cut from the window.
    Cut = "c-cut",
    Event = "c-event",
    Bracket = "c-bracket",
    /// Where the judged stretch begins and ends.
    Edge = "c-edge",
    Target = "c-target",
    Rollback = "c-rollback",
    Band = "c-band",
    BaseBand = "c-base-band",
    Base = "c-base",
    BaseDot = "c-base-dot",
    Candidate = "c-cand",
    CandidateDot = "c-cand-dot",
    /// The space around the last point, so that it stands out from the line.
    Ring = "c-ring",
    End = "c-end",
    Whisker = "c-whisker",
    BaseWhisker = "c-base-whisker",
    Lead = "c-lead",
    Bar = "c-bar",
    BarLow = "c-bar-low",
    Needed = "c-needed",
    /// The soak that a phase was asked for.
    Planned = "c-planned",
    Go = "c-go",
    Hold = "c-hold",
    NoGo = "c-nogo",
    RollBack = "c-rb",
    NoVerdict = "c-none",
    HoldFrame = "c-hold-frame",
    /// What is cut out of a filled shape.
    Ink = "c-ink",
    TextPlain = "c-t",
    TextStrong = "c-t c-strong",
    TextTick = "c-t c-tick",
    /// The words of a gap, with its grey around them where they cross a line.
    TextGap = "c-t c-tgap",
    TextBase = "c-t c-tbase",
    TextCandidate = "c-t c-tcand",
    TextTarget = "c-t c-ttarget",
    TextRollback = "c-t c-trollback",
    TextGo = "c-t c-tgo",
    TextHold = "c-t c-thold",
    TextHoldWord = "c-t c-thold c-strong",
    TextNoGo = "c-t c-tnogo",
    TextRollBack = "c-t c-trb",
}

impl Class {
    /// Returns the colour that stands for the class inside plotters.
    pub(super) fn color(self) -> RGBColor {
        RGBColor(self as u8, 0, 0)
    }

    /// Returns the style that stands for the class inside plotters.
    pub(super) fn style(self) -> ShapeStyle {
        ShapeStyle::from(&self.color())
    }

    /// Returns the class that a colour stands for, or plain text's for one that stands for none.
    pub(super) fn of(color: BackendColor) -> Class {
        let found = Class::ALL.iter().find(|class| **class as u8 == color.rgb.0);
        found.copied().unwrap_or(Class::TextPlain)
    }

    /// Says whether texts of this class are bold, and so wider.
    pub(super) fn is_bold(self) -> bool {
        matches!(
            self,
            Class::TextStrong
                | Class::TextCandidate
                | Class::TextRollback
                | Class::TextGo
                | Class::TextHoldWord
                | Class::TextNoGo
                | Class::TextRollBack
        )
    }
}
