//! How the cells of a column are read: as which type, with which marks or day format, and what a value is when it is written again.
//! Which reading a column gets is decided in `infer`, or by who uploads.

use std::borrow::Cow;
use std::fmt;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, SecondsFormat};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use model::zone::{Shows, Zone};

use crate::calendar::says_zone;
use crate::load::cell::Fitted;
use crate::load::digits::{Digits, EXACT_DIGITS};
use crate::types::{TIMESTAMP, day_number, days, micros};

/// What marks the fraction of a number, and whether thousands may be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// A point; thousands are not marked.
    Plain,
    /// A point; thousands may be marked by a comma, a space or an apostrophe.
    Point,
    /// A comma; thousands may be marked by a point, a space or an apostrophe.
    Comma,
}

/// How cells are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    Text,
    Bool,
    Int(Marks),
    Float(Marks),
    Decimal(Marks),
    /// Days, in ISO form or in a format of strftime.
    Date(Option<String>),
    /// Moments, in ISO form or in a format of strftime; those without a zone are shown by this clock, or UTC's when nobody said one.
    Moment(Option<String>, Option<Zone>),
    Time,
    /// Seconds.
    Duration,
}

impl Reading {
    /// Reads what stands for it in `types`: `decimal:comma`, `date:%d/%m/%Y`. `Ok(None)` for `auto`.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>, &'static str> {
        let (word, how) = match text.split_once(':') {
            Some((word, how)) => (word, Some(how)),
            None => (text, None),
        };
        let marks = || match how {
            None => Ok(Marks::Plain),
            Some("point") => Ok(Marks::Point),
            Some("comma") => Ok(Marks::Comma),
            Some(_) => Err("numbers are read with point or comma: say decimal:comma"),
        };
        let bare = |reading: Self| match how {
            None => Ok(reading),
            Some(_) => Err("this type has no format"),
        };
        Ok(Some(match word {
            "auto" => return bare(Self::Text).map(|_| None),
            "string" => bare(Self::Text)?,
            "bool" => bare(Self::Bool)?,
            "int" => Self::Int(marks()?),
            "float" => Self::Float(marks()?),
            "decimal" => Self::Decimal(marks()?),
            "date" => Self::Date(how.map(format).transpose()?),
            "timestamp" => Self::Moment(how.map(format).transpose()?, None),
            "time" => bare(Self::Time)?,
            "duration" => bare(Self::Duration)?,
            _ if word.starts_with("timestamp@") => {
                let zone = word.split_once('@').and_then(|(_, zone)| zone.parse().ok());
                let zone = zone.ok_or("name the zone of times as timestamp@Europe/Berlin")?;
                Self::Moment(how.map(format).transpose()?, Some(zone))
            }
            _ => return Err("a type is string, int, float, decimal, bool, date, timestamp, time, duration or auto"),
        }))
    }

    /// Whether a moment that is read in this way says its zone itself.
    pub(crate) fn says_zone(&self, cell: &str) -> bool {
        match self {
            Self::Moment(Some(format), _) => says_zone(format),
            _ => cell.trim().get(10..).unwrap_or_default().contains(['Z', 'z', '+', '-']),
        }
    }

    /// Whether the said clock showed this moment of a cell without a zone once more.
    pub(crate) fn shown_twice(&self, cell: &str, micros: i64) -> bool {
        let Self::Moment(_, Some(zone)) = self else {
            return false;
        };
        let seconds = micros.div_euclid(MICROS);
        !self.says_zone(cell) && matches!(zone.shows(seconds + zone.offset(seconds)), Shows::Twice(_))
    }

    /// The marks of numbers.
    pub(crate) const fn marks(&self) -> Option<Marks> {
        match self {
            Self::Int(marks) | Self::Float(marks) | Self::Decimal(marks) => Some(*marks),
            _ => None,
        }
    }

    /// What a cell should have been.
    pub(crate) const fn expected(&self) -> &'static str {
        match self {
            Self::Text => "expected a text",
            Self::Bool => "expected true or false",
            Self::Int(_) => "expected a whole number",
            Self::Float(_) => "expected a number",
            Self::Decimal(_) => "expected a decimal number of at most 38 digits",
            Self::Date(None) => "expected a day such as 2013-07-04",
            Self::Moment(_, Some(_)) => {
                "expected a moment that the clock of the said zone shows, in the format that was said"
            }
            Self::Moment(None, _) => "expected a moment such as 2013-07-04T12:00:00Z",
            Self::Date(Some(_)) | Self::Moment(Some(_), _) => "expected the format that was said",
            Self::Time => "expected a time such as 13:30:00",
            Self::Duration => "expected a number of seconds",
        }
    }
}

/// As in `types`.
impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, how) = match self {
            Self::Text => ("string", None),
            Self::Bool => ("bool", None),
            Self::Int(marks) => ("int", marks.word()),
            Self::Float(marks) => ("float", marks.word()),
            Self::Decimal(marks) => ("decimal", marks.word()),
            Self::Date(how) => ("date", how.as_deref()),
            Self::Moment(how, zone) => {
                if let Some(zone) = zone {
                    write!(f, "timestamp@{zone}")?;
                    return how.as_ref().map_or(Ok(()), |how| write!(f, ":{how}"));
                }
                ("timestamp", how.as_deref())
            }
            Self::Time => ("time", None),
            Self::Duration => ("duration", None),
        };
        f.write_str(word)?;
        how.map_or(Ok(()), |how| write!(f, ":{how}"))
    }
}

impl Marks {
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Point => Some("point"),
            Self::Comma => Some("comma"),
        }
    }

    /// Whether the only mark of a cell, which these take for one of thousands, could be that of a fraction: `1.250`.
    pub(crate) fn may_be_a_fraction(self, text: &str) -> bool {
        let (point, thousands) = match self {
            Self::Plain => return false,
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        };
        !text.contains(point) && text.matches(thousands).count() == 1
    }

    /// The number with a point and without marks of thousands; `None` when it is not written with these marks.
    pub(crate) fn plain(self, text: &str) -> Option<Cow<'_, str>> {
        const SPACES: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\'', '\u{2019}'];
        let (point, thousands) = match self {
            Self::Plain => return Some(Cow::Borrowed(text)),
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        };
        let (whole, part) = match text.split_once(point) {
            Some((whole, part)) => (whole, Some(part)),
            None => (text, None),
        };
        let mut plain = String::with_capacity(text.len());
        match whole.chars().find(|c| *c == thousands || SPACES.contains(c)) {
            None => plain.push_str(whole),
            Some(mark) => {
                for (place, group) in whole.split(mark).enumerate() {
                    let digits = group.strip_prefix(['-', '+']).filter(|_| place == 0).unwrap_or(group);
                    let fits = if place == 0 {
                        (1..=3).contains(&digits.len()) && !digits.starts_with('0')
                    } else {
                        digits.len() == 3
                    };
                    if !fits || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                        return None;
                    }
                    plain.push_str(group);
                }
            }
        }
        if let Some(part) = part {
            plain.push('.');
            plain.push_str(part);
        }
        Some(Cow::Owned(plain))
    }
}

/// A format of strftime that can be read.
fn format(text: &str) -> Result<String, &'static str> {
    let wrong = text.is_empty() || StrftimeItems::new(text).any(|item| matches!(item, Item::Error));
    if wrong {
        return Err("this is no format of days and times: say date:%d/%m/%Y");
    }
    // The engine of formats skips a name, and reads the time as if it were not there.
    if text.replace("%%", "").contains("%Z") {
        return Err("names of zones such as CET are not read: leave them out, and say timestamp@Europe/Berlin");
    }
    Ok(text.to_owned())
}

/// A reading with the type that the column's values need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) reading: Reading,
    pub(crate) data_type: DataType,
}

impl Kept {
    /// With whole numbers of 64 bits, or exact ones of up to 38 digits where some are beyond that; decimals with so many digits after
    /// the point.
    pub(crate) fn new(reading: Reading, beyond_64_bits: bool, scale: i32) -> Self {
        let data_type = match &reading {
            Reading::Text => DataType::Utf8View,
            Reading::Bool => DataType::Boolean,
            Reading::Int(_) if beyond_64_bits => DataType::Decimal128(38, 0),
            Reading::Int(_) => DataType::Int64,
            Reading::Float(_) => DataType::Float64,
            Reading::Decimal(_) => DataType::Decimal128(38, i8::try_from(scale.clamp(0, 38)).unwrap_or(0)),
            Reading::Date(_) => DataType::Date32,
            Reading::Moment(_, _) => TIMESTAMP,
            Reading::Time => DataType::Time64(datafusion::arrow::datatypes::TimeUnit::Microsecond),
            Reading::Duration => DataType::Duration(datafusion::arrow::datatypes::TimeUnit::Microsecond),
        };
        Self { reading, data_type }
    }

    /// The value of a cell; spaces around it do not count, but in text.
    pub(crate) fn read<'a>(&self, cell: &'a str) -> Option<Fitted<'a>> {
        let text = cell.trim();
        match &self.reading {
            Reading::Text => Some(Fitted::Text(Cow::Borrowed(cell))),
            Reading::Bool => match text {
                "1" => Some(Fitted::Bool(true)),
                "0" => Some(Fitted::Bool(false)),
                _ => boolean(text).map(Fitted::Bool),
            },
            Reading::Int(marks) => {
                let plain = marks.plain(text)?;
                let digits = Digits::parse(&plain).filter(Digits::whole)?;
                whole(&digits, &self.data_type)
            }
            Reading::Float(marks) => {
                let plain = marks.plain(text)?;
                Digits::parse(&plain)?;
                plain
                    .parse()
                    .ok()
                    .filter(|value: &f64| value.is_finite())
                    .map(Fitted::Float)
            }
            Reading::Decimal(marks) => {
                let plain = marks.plain(text)?;
                let DataType::Decimal128(_, scale) = self.data_type else {
                    return None;
                };
                Digits::parse(&plain)?.at_scale(i32::from(scale)).map(Fitted::Decimal)
            }
            Reading::Date(None) => days(text).map(Fitted::Days),
            Reading::Date(Some(format)) => day(text, format).and_then(day_number).map(Fitted::Days),
            Reading::Moment(how, zone) => {
                let at = how
                    .as_deref()
                    .map_or_else(|| micros(text), |format| moment(text, format))?;
                let by_clock = zone.filter(|_| !self.reading.says_zone(text));
                by_clock
                    .map_or(Some(at), |zone| Some(first_shown(zone, at)?.0))
                    .map(Fitted::Micros)
            }
            Reading::Time => match ScalarValue::try_from_string(text.to_owned(), &self.data_type) {
                Ok(ScalarValue::Time64Microsecond(Some(micros))) => Some(Fitted::Micros(micros)),
                _ => None,
            },
            Reading::Duration => Digits::parse(text)?.at_scale(6).and_then(|micros| {
                let micros = i64::try_from(micros).ok()?;
                Some(Fitted::Micros(micros))
            }),
        }
    }

    /// What would be shown of a value that was read from this cell, where that is another text.
    pub(crate) fn rewritten(&self, cell: &str, value: &Fitted<'_>) -> Option<String> {
        let written = self.written(cell, value)?;
        (written != cell).then_some(written)
    }

    /// The value in the way that is nearest to how the cell is written.
    fn written(&self, cell: &str, value: &Fitted<'_>) -> Option<String> {
        Some(match value {
            Fitted::Int(number) => number.to_string(),
            Fitted::Float(number) if number.fract() == 0.0 && cell.ends_with(".0") => format!("{number}.0"),
            Fitted::Float(number) => number.to_string(),
            Fitted::Decimal(mantissa) => {
                let DataType::Decimal128(_, scale) = self.data_type else {
                    return None;
                };
                decimal(*mantissa, usize::try_from(scale).unwrap_or(0))
            }
            Fitted::Bool(value) => value.to_string(),
            Fitted::Days(day) => {
                let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
                let day = epoch.checked_add_signed(chrono::TimeDelta::days(i64::from(*day)))?;
                match &self.reading {
                    Reading::Date(Some(format)) => day.format(format).to_string(),
                    _ => day.to_string(),
                }
            }
            Fitted::Micros(micros) if self.data_type == TIMESTAMP => {
                let at = DateTime::from_timestamp_micros(*micros)?;
                match &self.reading {
                    Reading::Moment(Some(format), zone) if !says_zone(format) => {
                        zone.unwrap_or_default().at(at).format(format).to_string()
                    }
                    // Without a zone only the day and the clock are written.
                    reading if reading.says_zone(cell) => at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }
}

/// The value of a number where it fits a column of whole numbers.
fn whole(digits: &Digits, data_type: &DataType) -> Option<Fitted<'static>> {
    let value = digits.at_scale(0)?;
    match data_type {
        DataType::Int64 => i64::try_from(value).ok().map(Fitted::Int),
        _ => Some(Fitted::Decimal(value)),
    }
}

/// What stands for true, and what for false, in programs of several languages; in capitals too.
const BOOLEANS: [(&str, &str); 5] = [
    ("true", "false"),
    ("yes", "no"),
    ("ja", "nein"),
    ("wahr", "falsch"),
    ("vrai", "faux"),
];

/// A truth value in words.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    BOOLEANS.iter().find_map(|(yes, no)| {
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        if is(yes) { Some(true) } else { is(no).then_some(false) }
    })
}

/// A decimal with exactly so many digits after the point.
fn decimal(mantissa: i128, scale: usize) -> String {
    let sign = if mantissa < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
    match digits.split_at_checked(digits.len().saturating_sub(scale)) {
        Some((whole, part)) if !part.is_empty() => format!("{sign}{whole}.{part}"),
        _ => format!("{sign}{digits}"),
    }
}

/// A day in this format. A year of two figures is no year of this format: it would be one of the first century.
pub(crate) fn day(text: &str, format: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, format).ok()?;
    has_year(day.year(), format).then_some(day)
}

fn has_year(year: i32, format: &str) -> bool {
    year >= 1_000 || !format.contains("%Y")
}

/// Microseconds of a moment in this format; without a zone it is UTC, without a time the beginning of the day.
pub(crate) fn moment(text: &str, format: &str) -> Option<i64> {
    if says_zone(format) {
        return DateTime::parse_from_str(text, format)
            .ok()
            .filter(|at| has_year(at.year(), format))
            .map(|at| at.timestamp_micros());
    }
    if let Ok(at) = NaiveDateTime::parse_from_str(text, format) {
        if !has_year(at.year(), format) {
            return None;
        }
        return Some(at.and_utc().timestamp_micros());
    }
    day(text, format)
        .and_then(day_number)
        .map(|days| i64::from(days) * 86_400_000_000)
}

const MICROS: i64 = 1_000_000;

/// The first moment at which this clock shows what would be this in UTC, both in microseconds since 1970, and whether it shows it again.
pub(crate) fn first_shown(zone: Zone, shown: i64) -> Option<(i64, bool)> {
    let (at, again) = match zone.shows(shown.div_euclid(MICROS)) {
        Shows::Once(at) => (at, false),
        Shows::Twice(at) => (at, true),
        Shows::Never => return None,
    };
    Some((at.checked_mul(MICROS)?.checked_add(shown.rem_euclid(MICROS))?, again))
}

/// Most digits after the point of a decimal whose largest value has so many before it.
pub(crate) fn room(before: u32) -> i32 {
    i32::try_from(EXACT_DIGITS.saturating_sub(before)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_thousands_stand_at_thousands_or_the_cell_is_no_number() {
        let plain = |marks: Marks, text: &str| marks.plain(text).map(Cow::into_owned);
        assert_eq!(plain(Marks::Comma, "1.250,75").as_deref(), Some("1250.75"));
        assert_eq!(plain(Marks::Comma, "-1 250").as_deref(), Some("-1250"));
        assert_eq!(plain(Marks::Point, "1,250,000").as_deref(), Some("1250000"));
        assert_eq!(plain(Marks::Point, "12'500.5").as_deref(), Some("12500.5"));
        for not in ["1,25", "1,2500", "1,,250", ",250", "0,125"] {
            assert_eq!(plain(Marks::Point, not), None, "{not}");
        }
    }

    #[test]
    fn a_reading_is_said_as_it_is_read() {
        for text in [
            "string",
            "int",
            "int:comma",
            "decimal:point",
            "date",
            "date:%d/%m/%Y",
            "timestamp:%d.%m.%Y %H:%M",
            "timestamp@Europe/Berlin",
            "timestamp@America/New_York:%d.%m.%Y %H:%M",
        ] {
            assert_eq!(Reading::parse(text).unwrap().unwrap().to_string(), text);
        }
        assert_eq!(Reading::parse("auto"), Ok(None));
        for wrong in [
            "",
            "text",
            "int:roman",
            "date:",
            "date:%Q",
            "bool:yes",
            "auto:x",
            "timestamp@",
            "timestamp@Mars",
            "timestamp:%H:%M %Z",
        ] {
            assert!(Reading::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_value_says_how_it_is_written_afterwards() {
        let told = |types: &str, cell: &str| {
            let kept = Kept::new(Reading::parse(types).unwrap().unwrap(), false, 2);
            let value = kept.read(cell).unwrap();
            kept.rewritten(cell, &value)
        };
        assert_eq!(told("int", "01067").as_deref(), Some("1067"));
        assert_eq!(told("int", "1067"), None);
        assert_eq!(told("float", "12E3").as_deref(), Some("12000"));
        assert_eq!(told("float", "9007199254740993").as_deref(), Some("9007199254740992"));
        assert_eq!(told("float", "1.0"), None);
        assert_eq!(told("decimal:comma", "1.250,7").as_deref(), Some("1250.70"));
        assert_eq!(told("date:%d.%m.%Y", "1.2.2024").as_deref(), Some("01.02.2024"));
        assert_eq!(
            told("timestamp", "2024-01-01T01:00:00+01:00").as_deref(),
            Some("2024-01-01T00:00:00Z")
        );
        assert_eq!(told("timestamp", "2024-01-01 01:00"), None);
        assert_eq!(told("timestamp@Europe/Berlin:%d.%m.%Y %H:%M", "01.07.2024 01:00"), None);
        assert_eq!(told("bool", "WAHR").as_deref(), Some("true"));
    }
}
