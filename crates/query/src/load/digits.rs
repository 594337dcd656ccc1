//! A number as it is written, exactly: what floating point would round is decided here before it happens. Knows no column.

/// Most digits that are held exactly, as decimals of the engine do.
pub(crate) const EXACT_DIGITS: u32 = 38;

/// A written number: `mantissa` × 10^−`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    /// All digits, with the sign; `None` when they are too many to be held.
    mantissa: Option<i128>,
    /// Digits after the point, less the exponent.
    scale: i32,
    /// Digits that count: without leading zeros.
    pub(crate) significant: u32,
    /// Has a point.
    pub(crate) point: bool,
    /// Has an exponent.
    pub(crate) exponent: bool,
    /// Written as a number is usually written: no plus, no needless zeros in front, no missing ones, no minus before zero.
    pub(crate) usual: bool,
}

impl Digits {
    /// Reads `-12.50`, `.5`, `+7`, `1e3`; no separators of thousands, no words, no spaces.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (unsigned, sign) = match text.as_bytes().first()? {
            b'-' => (text.get(1..)?, -1),
            b'+' => (text.get(1..)?, 1),
            _ => (text, 1),
        };
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, Some(power(exponent)?)),
            None => (unsigned, None),
        };
        let (whole, part) = match number.split_once('.') {
            Some((whole, part)) => (whole, Some(part)),
            None => (number, None),
        };
        let after = part.unwrap_or_default();
        if whole.len() + after.len() == 0 {
            return None;
        }
        let mut mantissa = Some(0_i128);
        let mut significant = 0;
        for byte in whole.bytes().chain(after.bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            let digit = i128::from(byte - b'0');
            if significant > 0 || digit > 0 {
                significant += 1;
            }
            let held = significant <= EXACT_DIGITS;
            mantissa = mantissa.filter(|_| held).map(|sum| sum * 10 + digit);
        }
        let padded = whole.len() > 1 && whole.starts_with('0');
        let cut = whole.is_empty() || part.is_some_and(str::is_empty);
        Some(Self {
            mantissa: mantissa.map(|sum| sum * sign),
            scale: i32::try_from(after.len()).ok()? - exponent.unwrap_or(0),
            significant,
            point: part.is_some(),
            exponent: exponent.is_some(),
            usual: !text.starts_with('+')
                && !padded
                && !cut
                && exponent.is_none()
                && (sign >= 0 || mantissa != Some(0)),
        })
    }

    /// A whole number without point and exponent.
    pub(crate) const fn whole(&self) -> bool {
        !self.point && !self.exponent
    }

    /// The value × 10^`scale`; `None` when that is not whole or has more than [`EXACT_DIGITS`].
    pub(crate) fn at_scale(&self, scale: i32) -> Option<i128> {
        let mut value = self.mantissa?;
        if value == 0 {
            return Some(0);
        }
        let mut missing = scale.checked_sub(self.scale)?;
        while missing < 0 {
            if value % 10 != 0 {
                return None;
            }
            value /= 10;
            missing += 1;
        }
        let shift = 10_i128.checked_pow(u32::try_from(missing).ok()?)?;
        let most = 10_i128.checked_pow(EXACT_DIGITS)?;
        value.checked_mul(shift).filter(|value| value.abs() < most)
    }

    /// The same number, however it is written.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        let plain = |digits: &Self| {
            let mut value = digits.mantissa?;
            let mut scale = if value == 0 { 0 } else { digits.scale };
            while value != 0 && value % 10 == 0 {
                value /= 10;
                scale -= 1;
            }
            Some((value, scale))
        };
        plain(self).is_some_and(|own| plain(other) == Some(own))
    }

    /// Digits after the point.
    pub(crate) const fn scale(&self) -> i32 {
        self.scale
    }
}

/// The exponent of a number; far beyond what any column holds it is no number.
fn power(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_or_not_at_all() {
        let read = |text: &str, scale| Digits::parse(text).and_then(|digits| digits.at_scale(scale));
        assert_eq!(read("-12.50", 2), Some(-1250));
        assert_eq!(read("-12.50", 1), Some(-125));
        assert_eq!(read("-12.50", 0), None);
        assert_eq!(read("1e3", 0), Some(1000));
        assert_eq!(read("12E-1", 1), Some(12));
        assert_eq!(read("18446744073709551616", 0), Some(18_446_744_073_709_551_616));
        assert_eq!(read(&"9".repeat(38), 0), Some(10_i128.pow(38) - 1));
        assert_eq!(read(&"9".repeat(39), 0), None);
        assert_eq!(read("1e400", 0), None);
        for not in [
            "", "-", ".", "e5", "1e", "1e5.5", "1 000", "0x1", "NaN", "inf", "1_0", "١", "1e9999", "--1",
        ] {
            assert_eq!(Digits::parse(not), None, "{not:?}");
        }
    }

    #[test]
    fn unusual_writings_are_seen() {
        for usual in ["0", "-1", "10", "0.5", "1.10", "-0.5"] {
            assert!(Digits::parse(usual).unwrap().usual, "{usual}");
        }
        for not in ["-0", "-0.0", "007", "00", "+1", ".5", "5.", "1e3", "01.5"] {
            assert!(!Digits::parse(not).unwrap().usual, "{not}");
        }
    }

    #[test]
    fn equal_numbers_are_equal_however_written() {
        let same = |a: &str, b: &str| Digits::parse(a).unwrap().equals(&Digits::parse(b).unwrap());
        assert!(same("1.10", "1.1") && same("1e3", "1000.0") && same("0.0", "0") && same("-5", "-5.00"));
        assert!(!same("1.10", "1.01") && !same("9007199254740993", "9007199254740992"));
    }
}
