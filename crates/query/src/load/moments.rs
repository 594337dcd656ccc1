//! Which way the days and moments of a column are written: a type of time is taken only when all are written alike, since only then
//! each can be given back.

use chrono::DateTime;

use crate::load::reading::{Reading, day, moment};
use crate::types::micros;

/// A way of writing days or moments that is not ISO's.
#[derive(Debug)]
pub(crate) struct TimeFormat {
    /// As strftime has it.
    pub(crate) text: &'static str,
    /// Has a clock.
    clock: bool,
    /// Formats that mean the same have the same number.
    pub(crate) meaning: u8,
    /// A year of two figures: nobody knows of which century, and `1.10.24` may be a version. It is offered, never taken.
    pub(crate) guesses_century: bool,
}

impl TimeFormat {
    const fn day(text: &'static str, meaning: u8) -> Self {
        Self {
            text,
            clock: false,
            meaning,
            guesses_century: false,
        }
    }

    const fn short_year(text: &'static str, meaning: u8) -> Self {
        Self {
            guesses_century: true,
            ..Self::day(text, meaning)
        }
    }

    const fn moment(text: &'static str, meaning: u8) -> Self {
        Self {
            text,
            clock: true,
            meaning,
            guesses_century: false,
        }
    }

    /// As strftime has it, if it has a clock.
    pub(crate) fn of_moment(&self) -> Option<&'static str> {
        self.clock.then_some(self.text)
    }

    /// The reading of cells in this format.
    pub(crate) fn reading(&self) -> Reading {
        let format = Some(self.text.to_owned());
        if self.clock {
            Reading::Moment(format, None)
        } else {
            Reading::Date(format)
        }
    }
}

/// Those that are looked for. With slashes the day or the month may come first: both are tried, and where both fit nothing is taken.
pub(crate) const FORMATS: [TimeFormat; 16] = [
    TimeFormat::day("%d.%m.%Y", 0),
    TimeFormat::day("%-d.%-m.%Y", 0),
    TimeFormat::day("%d/%m/%Y", 1),
    TimeFormat::day("%-d/%-m/%Y", 1),
    TimeFormat::day("%m/%d/%Y", 2),
    TimeFormat::day("%-m/%-d/%Y", 2),
    TimeFormat::day("%Y/%m/%d", 3),
    TimeFormat::moment("%d.%m.%Y %H:%M", 4),
    TimeFormat::moment("%d.%m.%Y %H:%M:%S", 5),
    TimeFormat::moment("%d/%m/%Y %H:%M", 6),
    TimeFormat::moment("%d/%m/%Y %H:%M:%S", 7),
    TimeFormat::moment("%m/%d/%Y %H:%M", 8),
    TimeFormat::moment("%m/%d/%Y %H:%M:%S", 9),
    TimeFormat::short_year("%d.%m.%y", 10),
    TimeFormat::short_year("%d/%m/%y", 11),
    TimeFormat::short_year("%m/%d/%y", 12),
];

/// How many cells a format reads, and how many it gives back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tried {
    pub(crate) read: u64,
    pub(crate) given_back: u64,
}

impl Tried {
    /// Counts a cell.
    pub(crate) fn add(&mut self, format: &TimeFormat, text: &str) {
        let trimmed = text.trim();
        // The cheap look first: most cells are no days.
        let lengths = if format.clock { 14..=19 } else { 6..=10 };
        let mark = if format.text.contains('.') { '.' } else { '/' };
        if !lengths.contains(&trimmed.len()) || !trimmed.contains(mark) || trimmed.contains(':') != format.clock {
            return;
        }
        let again = if format.clock {
            let at = moment(trimmed, format.text).and_then(DateTime::from_timestamp_micros);
            at.map(|at| at.naive_utc().format(format.text).to_string())
        } else {
            day(trimmed, format.text).map(|day| day.format(format.text).to_string())
        };
        if let Some(again) = again {
            self.read += 1;
            self.given_back += u64::from(again == text);
        }
    }
}

/// Moments in ISO's form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moments {
    read: u64,
    days: u64,
    /// The form of the first one: its digits replaced, its fraction left out, its zone as it is.
    form: Option<String>,
    of_form: u64,
    without_fraction: u64,
    /// Digits of the fractions, where all have as many.
    fraction: Option<usize>,
    /// Some fraction is zero.
    zero_fraction: bool,
    fractions_differ: bool,
}

impl Moments {
    /// Counts a bare day.
    pub(crate) const fn day(&mut self) {
        self.days += 1;
    }

    /// Counts a cell that is no bare day.
    pub(crate) fn add(&mut self, text: &str) {
        let trimmed = text.trim();
        if micros(trimmed).is_none() {
            return;
        }
        self.read += 1;
        let Some((form, fraction)) = form(text) else {
            return;
        };
        match &self.form {
            None => self.form = Some(form),
            Some(first) if *first == form => {}
            Some(_) => return,
        }
        self.of_form += 1;
        match fraction {
            None => self.without_fraction += 1,
            Some(fraction) => {
                self.zero_fraction |= fraction.bytes().all(|byte| byte == b'0');
                self.fractions_differ |= self.fraction.is_some_and(|digits| digits != fraction.len());
                self.fraction = Some(fraction.len());
            }
        }
    }

    /// Cells that are moments, or days.
    pub(crate) const fn read(&self) -> u64 {
        self.read + self.days
    }

    /// Moments that are all written in one way, from which each can be given back; 0 when they are not.
    pub(crate) fn alike(&self) -> u64 {
        let one_fraction =
            !self.fractions_differ && (self.fraction.is_none() || self.without_fraction == 0 || !self.zero_fraction);
        if one_fraction && self.days == 0 && self.of_form == self.read {
            self.of_form
        } else {
            0
        }
    }
}

/// The form of a moment, and its fraction of a second; `None` for one that is kept less finely than it is written.
fn form(text: &str) -> Option<(String, Option<&str>)> {
    let (day, clock) = text.split_at_checked(10)?;
    // What stands between day and clock may be a space, as before a zone.
    let after = clock
        .char_indices()
        .skip(1)
        .find(|(_, c)| ['Z', 'z', '+', '-', ' '].contains(c));
    let (clock, zone) = clock.split_at_checked(after.map_or(clock.len(), |(at, _)| at))?;
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    // A leap second has no place of its own, and what is finer than a microsecond is cut.
    if clock.ends_with(":60") || fraction.is_some_and(|fraction| fraction.is_empty() || fraction.len() > 6) {
        return None;
    }
    let digits_away = |c: char| if c.is_ascii_digit() { '9' } else { c };
    let form: String = day.chars().chain(clock.chars()).map(digits_away).collect();
    Some((format!("{form}{zone}"), fraction))
}
