//! Guesses the types of columns from all their values. A type that nearly all values fit is taken; the few others become bad rows that are counted.

use datafusion::arrow::datatypes::DataType;

use crate::load::cell::Cell;
use crate::types::{TIMESTAMP, days, micros};

/// What the values of one column could be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    values: u64,
    bools: u64,
    whole: u64,
    numbers: u64,
    days: u64,
    moments: u64,
}

impl Tally {
    /// Counts one value.
    pub(crate) fn add(&mut self, cell: &Cell<'_>) {
        let (text, typed) = match cell {
            Cell::Null => return,
            Cell::Raw(text) => (*text, false),
            Cell::Text(text) => (text.as_ref(), true),
            other => {
                self.values += 1;
                self.bools += u64::from(matches!(other, Cell::Bool(_)));
                self.whole += u64::from(matches!(other, Cell::Int(_)));
                self.numbers += u64::from(matches!(other, Cell::Int(_) | Cell::Float(_)));
                return;
            }
        };
        self.values += 1;
        let first = text.bytes().next().unwrap_or(b' ');
        let digit = first.is_ascii_digit() || first == b'-' || first == b'+' || first == b'.';
        if digit && !typed && !leading_zero(text) {
            let whole = text.parse::<i64>().is_ok();
            self.whole += u64::from(whole);
            self.numbers += u64::from(whole || text.parse::<f64>().is_ok_and(f64::is_finite));
        }
        if first.is_ascii_digit() && text.len() >= 10 {
            let day = days(text).is_some();
            self.days += u64::from(day);
            self.moments += u64::from(day || micros(text).is_some());
        }
        if !typed && (text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")) {
            self.bools += 1;
        }
    }

    /// The narrowest type that fits.
    pub(crate) fn data_type(&self) -> DataType {
        if self.values == 0 {
            DataType::Utf8View
        } else if self.fits(self.bools) {
            DataType::Boolean
        } else if self.fits(self.numbers) {
            if self.whole == self.numbers {
                DataType::Int64
            } else {
                DataType::Float64
            }
        } else if self.fits(self.moments) {
            if self.days == self.moments {
                DataType::Date32
            } else {
                TIMESTAMP
            }
        } else {
            DataType::Utf8View
        }
    }

    /// Nine of ten values, or all but one of at least five.
    fn fits(&self, count: u64) -> bool {
        let others = self.values.saturating_sub(count);
        others == 0 || others * 10 <= self.values || (others == 1 && self.values >= 5)
    }
}

/// Digits that begin with 0, such as `007`, are a name: as a number they would lose the zeros.
fn leading_zero(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']).as_bytes();
    matches!(digits, [b'0', next, ..] if next.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found() {
        let check = |values: &[&str], expected: DataType| {
            let mut tally = Tally::default();
            values.iter().for_each(|value| tally.add(&Cell::Raw(value)));
            assert_eq!(tally.data_type(), expected, "{values:?}");
        };
        check(&["1", "-2", "3"], DataType::Int64);
        check(&["1", "2.5", "1e3"], DataType::Float64);
        check(&["true", "FALSE"], DataType::Boolean);
        check(&["2013-01-01", "2013-12-31"], DataType::Date32);
        check(&["2013-01-01", "2013-12-31T12:00:00Z"], TIMESTAMP);
        check(&["2013-12-31 12:00:00"], TIMESTAMP);
        check(&["01234", "10115"], DataType::Utf8View);
        check(&["1", "x"], DataType::Utf8View);
        check(&["1", "2", "3", "4", "x"], DataType::Int64);
        check(&[], DataType::Utf8View);
        check(&["99999999999999999999"], DataType::Float64);
    }
}
