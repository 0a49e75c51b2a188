//! The typed values of a slot: each is there and right, or `None` with the mistake told.

use toml::Spanned;
use toml::de::DeValue;
use toml::value::{Datetime, Offset};

use super::{Diagnostics, Moment, Placed, Slot, Span, Table, duration, suggestion};

impl<'t> Slot<'t> {
    /// Returns a text, which may be empty.
    pub fn text(&self, found: &mut Diagnostics) -> Option<Placed<String>> {
        self.value.and_then(|value| self.element(value, "text", true, found))
    }

    /// Returns a text that is not blank.
    pub fn word(&self, found: &mut Diagnostics) -> Option<Placed<String>> {
        self.phrase("text", found)
    }

    /// Returns a text that is not blank, which messages call `expected`.
    pub fn phrase(&self, expected: &str, found: &mut Diagnostics) -> Option<Placed<String>> {
        let text = self.element(self.value?, expected, expected == "text", found)?;
        if text.value.trim().is_empty() {
            let message = format!("`{}` is empty", self.key);
            found.error("toml::value", text.span, message).label("expected some text");
            return None;
        }
        Some(text)
    }

    /// Returns a boolean.
    pub fn flag(&self, found: &mut Diagnostics) -> Option<bool> {
        let value = self.value?;
        let DeValue::Boolean(flag) = value.get_ref() else {
            let help = match value.get_ref().as_str().map(str::to_lowercase).as_deref() {
                Some("true" | "false") => Some("write it without quotes".to_owned()),
                _ => None,
            };
            self.refuse("true or false", value.get_ref(), value.span(), help, found);
            return None;
        };
        Some(*flag)
    }

    /// Returns a finite number, written as an integer or with a point.
    pub fn number(&self, found: &mut Diagnostics) -> Option<Placed<f64>> {
        let value = self.value?;
        let number = match value.get_ref() {
            DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix()).ok().map(|i| i as f64),
            DeValue::Float(float) => float.as_str().parse().ok(),
            other => {
                let help = other.as_str().and_then(|text| text.parse::<f64>().ok());
                let help = help.map(|_| "write it without quotes".to_owned());
                self.refuse("a number", other, value.span(), help, found);
                return None;
            }
        };
        let finite = number.filter(|number: &f64| number.is_finite());
        if finite.is_none() {
            let message = format!("`{}` must be a finite number", self.key);
            found.error("toml::value", value.span(), message).label("cannot be used");
        }
        finite.map(|number| Placed { value: number, span: value.span() })
    }

    /// Returns a list of texts.
    pub fn list(&self, found: &mut Diagnostics) -> Option<Placed<Vec<Placed<String>>>> {
        let value = self.value?;
        let DeValue::Array(elements) = value.get_ref() else {
            let raw = found.source.text.get(value.span()).unwrap_or("");
            let help = value.get_ref().is_str().then(|| format!("write `[{raw}]`"));
            self.refuse("a list of texts", value.get_ref(), value.span(), help, found);
            return None;
        };
        let mut list = Vec::new();
        for element in elements.iter() {
            list.extend(self.element(element, "a list of texts", true, found));
        }
        Some(Placed { value: list, span: value.span() })
    }

    /// Returns a list of texts, or a single text as a list of one.
    pub fn one_or_list(&self, found: &mut Diagnostics) -> Option<Placed<Vec<Placed<String>>>> {
        match self.value?.get_ref() {
            DeValue::Array(_) => self.list(found),
            _ => {
                let text = self.element(self.value?, "text or a list of texts", true, found)?;
                Some(Placed { span: text.span.clone(), value: vec![text] })
            }
        }
    }

    /// Returns a table as its keys and what stands at each, in the order of the file.
    pub fn entries(&self, found: &mut Diagnostics) -> Vec<(Placed<String>, Slot<'t>)> {
        let Some(value) = self.value else { return Vec::new() };
        let DeValue::Table(keys) = value.get_ref() else {
            let help = Some(format!("write `{} = {{ NAME = \"value\" }}`", self.key));
            self.refuse("a table", value.get_ref(), value.span(), help, found);
            return Vec::new();
        };
        let mut entries: Vec<_> = (keys.iter())
            .map(|(key, value)| {
                let name = Placed { value: key.get_ref().to_string(), span: key.span() };
                (name, Slot { key: key.get_ref(), value: Some(value) })
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    /// Returns the table that stands here, without a word where something else does.
    pub fn if_table(&self, name: &'static str) -> Option<Table<'t>> {
        let value = self.value?;
        let DeValue::Table(keys) = value.get_ref() else { return None };
        Some(Table::new(name, keys, value.span()))
    }

    /// Returns a moment: a TOML time with an offset.
    pub fn moment(&self, found: &mut Diagnostics) -> Option<Placed<Moment>> {
        let value = self.value?;
        let span = value.span();
        let DeValue::Datetime(datetime) = value.get_ref() else {
            let quoted = value.get_ref().as_str().and_then(|text| text.parse::<Moment>().ok());
            let help = match quoted {
                Some(moment) => format!("write `{moment}`, without quotes"),
                None => "write a time such as `2026-01-06T09:00:00Z`".to_owned(),
            };
            self.refuse("a time", value.get_ref(), span, Some(help), found);
            return None;
        };
        match moment(datetime) {
            Ok(moment) => Some(Placed { value: moment, span }),
            Err(label) => {
                let message = format!("`{}` is not a point in time", self.key);
                found
                    .error("toml::value", span, message)
                    .label(label)
                    .help("write a time such as `2026-01-06T09:00:00Z`");
                None
            }
        }
    }

    /// Returns a duration in whole seconds.
    pub fn seconds(&self, found: &mut Diagnostics) -> Option<Placed<i64>> {
        self.parsed("a duration such as `24h`", duration::seconds, found)
    }

    /// Returns a duration in whole seconds, more than none.
    pub fn some_seconds(&self, found: &mut Diagnostics) -> Option<i64> {
        let seconds = self.seconds(found)?;
        if seconds.value == 0 {
            let message = format!("`{}` must be longer than nothing", self.key);
            found.error("toml::value", seconds.span, message).label("no time at all");
            return None;
        }
        Some(seconds.value)
    }

    /// Returns a range of durations: the least seconds and, where given, the most.
    pub fn range(&self, found: &mut Diagnostics) -> Option<Placed<(i64, Option<i64>)>> {
        self.parsed("a range such as `24h..48h`", duration::range, found)
    }

    /// Returns a percentage as a fraction from 0 to 1.
    pub fn fraction(&self, found: &mut Diagnostics) -> Option<Placed<f64>> {
        self.parsed("a percentage such as `10%`", duration::fraction, found)
    }

    /// Returns one of some words as what it stands for.
    pub fn choice<T: Copy>(&self, words: &[(T, &str)], found: &mut Diagnostics) -> Option<T> {
        let text = self.text(found)?;
        let chosen = words.iter().find(|(_, word)| *word == text.value);
        if chosen.is_none() {
            let message = format!("`{}` is not a known `{}`", text.value, self.key);
            let diagnostic = found.error("toml::value", text.span, message);
            diagnostic.label("not one of the known words");
            diagnostic.help = suggestion(&text.value, words.iter().map(|(_, word)| *word));
        }
        chosen.map(|(value, _)| *value)
    }

    /// Returns a text as something reads it; what it says is wrong becomes the label of an error.
    pub fn parsed<T>(
        &self,
        expected: &str,
        read: impl Fn(&str) -> Result<T, String>,
        found: &mut Diagnostics,
    ) -> Option<Placed<T>> {
        let text = self.element(self.value?, expected, false, found)?;
        match read(&text.value) {
            Ok(value) => Some(Placed { value, span: text.span }),
            Err(label) => {
                let message = format!("`{}` must be {expected}, not `{}`", self.key, text.value);
                found.error("toml::value", text.span, message).label(label);
                None
            }
        }
    }

    /// Returns a value that must be text; `quotable` where the right text is the value in quotes.
    fn element(
        &self,
        value: &Spanned<DeValue>,
        expected: &str,
        quotable: bool,
        found: &mut Diagnostics,
    ) -> Option<Placed<String>> {
        let span = value.span();
        match value.get_ref() {
            DeValue::String(text) => Some(Placed { value: text.to_string(), span }),
            other => {
                let help = quote_it(other, &span, found).filter(|_| quotable);
                self.refuse(expected, other, span, help, found);
                None
            }
        }
    }
}

fn quote_it(value: &DeValue, span: &Span, found: &Diagnostics) -> Option<String> {
    let scalar = !matches!(value, DeValue::Array(_) | DeValue::Table(_));
    let raw = found.source.text.get(span.clone()).filter(|_| scalar)?;
    Some(format!("write `\"{raw}\"`"))
}

/// Returns the moment of a TOML time, or what it lacks.
fn moment(datetime: &Datetime) -> Result<Moment, &'static str> {
    let Some(date) = datetime.date else { return Err("a date is missing") };
    let Some(time) = datetime.time else { return Err("the time of day is missing") };
    let Some(offset) = datetime.offset else {
        return Err("an offset is missing: `Z` for UTC, or one such as `+08:00`");
    };
    let minutes = match offset {
        Offset::Z => 0,
        Offset::Custom { minutes } => i64::from(minutes),
    };
    let midnight = i16::try_from(date.year)
        .ok()
        .zip(i8::try_from(date.month).ok())
        .zip(i8::try_from(date.day).ok())
        .and_then(|((year, month), day)| jiff::civil::Date::new(year, month, day).ok())
        .and_then(|date| jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok())
        .and_then(Moment::new)
        .ok_or("outside the years 1677 to 2262")?;
    let seconds =
        i64::from(time.hour) * 3600 + (i64::from(time.minute) - minutes) * 60 + i64::from(time.second.unwrap_or(0));
    let nanoseconds = i64::from(time.nanosecond.unwrap_or(0));
    Ok(Moment(midnight.plus(seconds).0.saturating_add(nanoseconds)))
}
