//! Finds how a column is read from all its cells. A type is taken only when every cell can be given back from it as it was written;
//! otherwise the column is text, and the types that most cells would have are offered. Decides; reads and counts nothing for the result.

use crate::limits::COLUMN_OFFERS;
use crate::load::cell::{Cell, is_missing_word};
use crate::load::digits::Digits;
use crate::load::moments::{FORMATS, Moments, Tried};
use crate::load::reading::{Kept, Marks, Reading, boolean, room};
use crate::types::days;

/// What the cells of one column could be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Somebody said how it is read.
    chosen: Option<Reading>,
    point_for_thousands: bool,
    values: u64,
    /// Words for a missing value.
    words: u64,
    bools: Bools,
    plain: Figures,
    /// Decimal commas without marks of thousands.
    comma: Figures,
    point_marks: Marked,
    comma_marks: Marked,
    days: u64,
    moments: Moments,
    formats: [Tried; FORMATS.len()],
}

/// Truth values by the way they are written.
#[derive(Debug, Clone, Default)]
struct Bools {
    small: u64,
    capital: u64,
    capitals: u64,
    /// Read, but written in none of these ways.
    other: u64,
}

/// Numbers of one kind of marks.
#[derive(Debug, Clone, Default)]
struct Figures {
    read: u64,
    /// Whole numbers, however written.
    whole: u64,
    /// Whole numbers as they are usually written.
    usual_whole: u64,
    /// Some are beyond 64 bits.
    beyond: bool,
    /// Given back from an exact decimal of their own digits after the point.
    exact: u64,
    least_scale: Option<i32>,
    most_scale: i32,
    most_before: u32,
    /// Given back from floating point as shortly as can be, and with `.0` after whole numbers.
    short: u64,
    pointed: u64,
}

/// Numbers with marks of thousands.
#[derive(Debug, Clone, Default)]
struct Marked {
    read: u64,
    /// Some of these have marks of thousands.
    grouped: bool,
    scale: i32,
    before: u32,
    beyond: bool,
}

impl Tally {
    /// A column whose reading is said, or not. `point_for_thousands`: where cells are not separated by commas, a point may mark
    /// thousands as well as a fraction.
    pub(crate) fn new(chosen: Option<Reading>, point_for_thousands: bool) -> Self {
        Self {
            chosen,
            point_for_thousands,
            ..Self::default()
        }
    }

    /// No cell held anything, not even a word for a missing value.
    pub(crate) const fn is_blank(&self) -> bool {
        self.values == 0 && self.words == 0
    }

    /// Counts one cell.
    pub(crate) fn add(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Null => {}
            Cell::Raw { text, quoted } => {
                if *quoted || !is_missing_word(text) {
                    self.values += 1;
                    self.text(text);
                } else {
                    self.words += 1;
                }
            }
            Cell::Text(text) => {
                self.values += 1;
                // A text of JSON is none of the types that JSON has itself, unless somebody says so.
                if self.chosen.is_some() {
                    self.text(text);
                } else {
                    self.time(text);
                }
            }
            Cell::Number(text) => {
                self.values += 1;
                if let Some(digits) = Digits::parse(text) {
                    self.plain.json(text, &digits);
                }
            }
            Cell::Bool(_) => {
                self.values += 1;
                self.bools.small += 1;
            }
            Cell::Nested(_) => self.values += 1,
        }
    }

    fn text(&mut self, text: &str) {
        match text {
            "true" | "false" => self.bools.small += 1,
            "True" | "False" => self.bools.capital += 1,
            "TRUE" | "FALSE" => self.bools.capitals += 1,
            _ if boolean(text.trim()).is_some() => self.bools.other += 1,
            _ => {}
        }
        let figure = text.trim_start_matches([' ', '-', '+', '.', ',']).bytes().next();
        if !figure.is_some_and(|byte| byte.is_ascii_digit()) {
            return;
        }
        if let Some(digits) = Digits::parse(text) {
            self.plain.add(text, &digits);
        } else if let Some(digits) = Digits::parse(text.trim()) {
            self.plain.unusual(&digits);
        }
        self.marked(text);
        self.time(text);
    }

    fn marked(&mut self, text: &str) {
        let trimmed = text.trim();
        if let Some(digits) = Marks::Point.plain(trimmed).and_then(|plain| Digits::parse(&plain)) {
            self.point_marks.add(&digits, false);
        }
        if let Some(plain) = Marks::Comma.plain(trimmed)
            && let Some(digits) = Digits::parse(&plain)
        {
            self.comma_marks.add(&digits, plain.len() < trimmed.len());
            // Without marks of thousands there is as much text as before.
            if plain.len() == text.len() {
                self.comma.add(&plain, &digits);
            }
        }
    }

    fn time(&mut self, text: &str) {
        let trimmed = text.trim();
        if !trimmed.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return;
        }
        if days(trimmed).is_some() {
            self.days += u64::from(trimmed == text);
            self.moments.day();
        } else {
            self.moments.add(text);
        }
        for (format, tried) in FORMATS.iter().zip(&mut self.formats) {
            tried.add(format, text);
        }
    }

    /// How the column is kept, and what else could be offered. Without any cell it is text.
    pub(crate) fn decide(&self) -> (Kept, Vec<Kept>) {
        if let Some(reading) = &self.chosen {
            return (self.kept(self.with_format(reading)), Vec::new());
        }
        let text = Kept::new(Reading::Text, false, 0);
        if self.values == 0 {
            return (text, Vec::new());
        }
        let mut fits = self.fits();
        match (fits.pop(), fits.is_empty()) {
            (Some(only), true) => (only, Vec::new()),
            // Each could be given back, and they mean different things: nothing is guessed.
            (Some(last), false) => {
                fits.push(last);
                (text, fits)
            }
            (None, _) => (text, self.offers()),
        }
    }

    /// Of times only the clock was said: how they are written is recognised, where all are written in one way that is not ISO's.
    fn with_format(&self, said: &Reading) -> Reading {
        let Reading::Moment(None, Some(zone)) = said else {
            return said.clone();
        };
        let formats = FORMATS.iter().zip(&self.formats);
        let all = formats.filter(|(_, tried)| self.values > 0 && tried.read == self.values);
        let mut found: Vec<_> = all
            .filter_map(|(format, _)| Some((format.meaning, format.of_moment()?)))
            .collect();
        found.dedup_by_key(|(meaning, _)| *meaning);
        match found.as_slice() {
            [(_, format)] if self.moments.read() == 0 => Reading::Moment(Some((*format).to_owned()), Some(*zone)),
            _ => said.clone(),
        }
    }

    /// A reading with the type that it needs here.
    fn kept(&self, reading: Reading) -> Kept {
        let (beyond, scale, before) = match &reading {
            Reading::Int(marks) | Reading::Decimal(marks) | Reading::Float(marks) => match marks {
                Marks::Plain => (self.plain.beyond, self.plain.most_scale, self.plain.most_before),
                Marks::Point => self.point_marks.need(),
                Marks::Comma => self.comma_marks.need(),
            },
            _ => (false, 0, 0),
        };
        Kept::new(reading, beyond, scale.min(room(before)))
    }

    /// Readings from which every cell can be given back; of those that mean the same, one.
    fn fits(&self) -> Vec<Kept> {
        let all = self.values;
        let mut fits = Vec::new();
        if [self.bools.small, self.bools.capital, self.bools.capitals].contains(&all) {
            fits.push(Kept::new(Reading::Bool, false, 0));
        }
        if let Some(kept) = self.plain.fits(all, Marks::Plain) {
            let whole = matches!(kept.reading, Reading::Int(_));
            if !whole && self.point_for_thousands && self.comma_marks.read == all {
                fits.push(self.kept(Reading::Decimal(Marks::Comma)));
            }
            fits.push(kept);
        } else if let Some(kept) = self.comma.fits(all, Marks::Comma) {
            fits.push(kept);
            if self.point_marks.read == all {
                fits.push(self.kept(Reading::Decimal(Marks::Point)));
            }
        }
        if self.days == all {
            fits.push(Kept::new(Reading::Date(None), false, 0));
        } else if self.moments.alike() == all {
            fits.push(Kept::new(Reading::Moment(None, None), false, 0));
        }
        let mut meanings = Vec::new();
        for (format, tried) in FORMATS.iter().zip(&self.formats) {
            if !format.guesses_century && tried.given_back == all && !meanings.contains(&format.meaning) {
                meanings.push(format.meaning);
                fits.push(Kept::new(format.reading(), false, 0));
            }
        }
        fits
    }

    /// Readings of more than half of the cells, those of most cells first.
    fn offers(&self) -> Vec<Kept> {
        let mut found: Vec<(u64, Reading)> = Vec::new();
        let bools = self.bools.small + self.bools.capital + self.bools.capitals + self.bools.other;
        found.push((bools, Reading::Bool));
        // Where a point may mark thousands in all of them, what reads as 1.25 is rather meant as 1250.
        let thousands =
            self.point_for_thousands && self.comma_marks.grouped && self.comma_marks.read == self.plain.read;
        if thousands {
            found.push((self.comma_marks.read, Reading::Decimal(Marks::Comma)));
        }
        found.push((self.plain.whole, Reading::Int(Marks::Plain)));
        if self.plain.read > self.plain.whole {
            found.push((self.plain.read, Reading::Float(Marks::Plain)));
        }
        let marked = self.plain.read;
        for (count, marks) in [
            (self.comma_marks.read, Marks::Comma),
            (self.point_marks.read, Marks::Point),
        ] {
            if count > marked {
                found.push((count, Reading::Decimal(marks)));
            }
        }
        found.push((self.days, Reading::Date(None)));
        if self.moments.read() > self.days {
            found.push((self.moments.read(), Reading::Moment(None, None)));
        }
        let mut meanings: Vec<(u8, u64)> = Vec::new();
        for (format, tried) in FORMATS.iter().zip(&self.formats) {
            let better = meanings
                .iter()
                .all(|(meaning, read)| *meaning != format.meaning || *read < tried.read);
            if better {
                meanings.push((format.meaning, tried.read));
                found.push((tried.read, format.reading()));
            }
        }
        found.retain(|(count, _)| *count * 2 > self.values);
        // Where whole numbers stand to reason, floating point comes last: it would round what is an id.
        let whole = found.iter().any(|(_, reading)| matches!(reading, Reading::Int(_)));
        found.sort_by_key(|(count, reading)| {
            let rounds = whole && matches!(reading, Reading::Float(_));
            (rounds, std::cmp::Reverse(*count))
        });
        found.truncate(COLUMN_OFFERS);
        found.into_iter().map(|(_, reading)| self.kept(reading)).collect()
    }
}

impl Figures {
    fn add(&mut self, text: &str, digits: &Digits) {
        self.any(digits);
        if !digits.usual {
            return;
        }
        self.usual_whole += u64::from(digits.whole() && digits.at_scale(0).is_some());
        let scale = digits.scale();
        self.exact += u64::from(digits.at_scale(scale).is_some());
        self.least_scale = Some(self.least_scale.map_or(scale, |least| least.min(scale)));
        if let Ok(value) = text.parse::<f64>() {
            let short = value.to_string();
            self.short += u64::from(short == text);
            self.pointed += u64::from(if value.fract() == 0.0 {
                text.strip_suffix(".0") == Some(short.as_str())
            } else {
                short == text
            });
        }
    }

    /// A number of JSON is what it means, however it is written.
    fn json(&mut self, text: &str, digits: &Digits) {
        self.any(digits);
        self.usual_whole += u64::from(digits.whole() && digits.at_scale(0).is_some());
        self.exact += u64::from(digits.at_scale(digits.scale().max(0)).is_some());
        self.least_scale = Some(self.most_scale);
        let same = text
            .parse::<f64>()
            .ok()
            .and_then(|value| Digits::parse(&value.to_string()));
        self.short += u64::from(same.is_some_and(|same| same.equals(digits)));
    }

    /// Read, but not given back.
    fn unusual(&mut self, digits: &Digits) {
        self.any(digits);
    }

    fn any(&mut self, digits: &Digits) {
        self.read += 1;
        if digits.whole() && digits.at_scale(0).is_some() {
            self.whole += 1;
            self.beyond |= digits.at_scale(0).is_some_and(|value| i64::try_from(value).is_err());
        }
        self.most_scale = self.most_scale.max(digits.scale());
        self.most_before = self.most_before.max(before(digits));
    }

    /// The narrowest type from which all these cells can be given back.
    fn fits(&self, all: u64, marks: Marks) -> Option<Kept> {
        let alike = self.least_scale == Some(self.most_scale) && self.most_scale <= room(self.most_before);
        if self.usual_whole == all {
            Some(Kept::new(Reading::Int(marks), self.beyond, 0))
        } else if self.short == all || self.pointed == all {
            Some(Kept::new(Reading::Float(marks), false, 0))
        } else if self.exact == all && alike {
            Some(Kept::new(Reading::Decimal(marks), false, self.most_scale))
        } else {
            None
        }
    }
}

impl Marked {
    fn add(&mut self, digits: &Digits, grouped: bool) {
        self.read += 1;
        self.grouped |= grouped;
        self.scale = self.scale.max(digits.scale());
        self.before = self.before.max(before(digits));
        self.beyond |= digits.at_scale(0).is_some_and(|value| i64::try_from(value).is_err());
    }

    const fn need(&self) -> (bool, i32, u32) {
        (self.beyond, self.scale, self.before)
    }
}

/// Digits before the point that count.
fn before(digits: &Digits) -> u32 {
    u32::try_from(i32::try_from(digits.significant).unwrap_or(i32::MAX) - digits.scale()).unwrap_or(0)
}
