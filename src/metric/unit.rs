//! Units: what a word for one measures, and numbers in one as numbers in another.

use super::value::{Unit, UnitKind};

/// The units of time, with their seconds.
const TIMES: [(&str, f64); 9] = [
    ("ns", 1e-9),
    ("us", 1e-6),
    ("µs", 1e-6),
    ("μs", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("min", 60.0),
    ("h", 3600.0),
    ("d", 86_400.0),
];

/// The units of data, with their bytes.
const SIZES: [(&str, f64); 10] = [
    ("B", 1.0),
    ("KB", 1e3),
    ("kB", 1e3),
    ("MB", 1e6),
    ("GB", 1e9),
    ("TB", 1e12),
    ("KiB", 1024.0),
    ("MiB", 1_048_576.0),
    ("GiB", 1_073_741_824.0),
    ("TiB", 1_099_511_627_776.0),
];

impl Unit {
    /// Returns the unit of this word; an unknown word is a unit that converts to nothing but itself.
    pub fn of(text: &str) -> Unit {
        let text = text.trim();
        let size = |units: &[(&str, f64)]| units.iter().find(|unit| unit.0 == text).map(|unit| unit.1);
        let kind = match text {
            "" => UnitKind::None,
            "%" => UnitKind::Percent,
            _ => match (size(&TIMES), size(&SIZES)) {
                (Some(seconds), _) => UnitKind::Time(seconds),
                (None, Some(bytes)) => UnitKind::Bytes(bytes),
                (None, None) => UnitKind::Other,
            },
        };
        Unit { text: text.to_owned(), kind }
    }

    /// Returns a number of another unit as a number of this one, `None` where they measure different things.
    ///
    /// Percent converts to percent as the number stands.
    pub fn convert(&self, number: f64, from: &Unit) -> Option<f64> {
        match (self.kind, from.kind) {
            (UnitKind::Time(to), UnitKind::Time(from)) | (UnitKind::Bytes(to), UnitKind::Bytes(from)) => {
                Some(scale(number, from, to))
            }
            _ => (self.text == from.text).then_some(number),
        }
    }

    /// Returns a few units that measure the same, for a message.
    pub fn kin(&self) -> &'static str {
        match self.kind {
            UnitKind::None => "no unit",
            UnitKind::Percent => "`%`",
            UnitKind::Time(_) => "`ms`, `s`, `min`, `h`, `d`",
            UnitKind::Bytes(_) => "`B`, `KB`, `MB`, `GB`, `KiB`, `MiB`, `GiB`",
            UnitKind::Other => "the metric's own unit",
        }
    }
}

/// Scales by whole factors where there is one, so that 0.3 s is 300 ms to the last bit.
fn scale(number: f64, from: f64, to: f64) -> f64 {
    let whole = |factor: f64| {
        let rounded = factor.round();
        if (factor - rounded).abs() < rounded * 1e-9 { rounded } else { factor }
    };
    if from >= to { number * whole(from / to) } else { number / whole(to / from) }
}
