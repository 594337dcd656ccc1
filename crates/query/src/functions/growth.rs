//! How much a function may make of its arguments, told before it is called: an upper bound from the sizes of texts and lists and from the
//! numbers that say how often or how far. Only estimates; what a function does is the engine's.

use datafusion::arrow::array::{Array, ArrayRef, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::ColumnarValue;

use crate::error::QueryError;
use crate::width::{bytes, widest};

/// What a function makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Growth {
    /// No more than it gets, or a value of fixed size.
    Plain,
    /// About the sum of its arguments.
    Sums,
    /// The sum of its arguments, with separators or in words.
    Writes,
    /// A list of the parts of its argument.
    Splits,
    /// The first argument, as often as the second says.
    Times,
    /// As long as the second argument says.
    Fills,
    /// Numbers or moments from the first argument to the second (or from zero to the only one), by steps of the third.
    Spans,
    /// The first argument, with the last text that is given in up to every place of it.
    Replaces,
    /// Nothing large, but it looks at every pair of characters of two texts.
    Pairs,
}

/// A text or an entry of a list takes at least so much.
const ENTRY: f64 = 16.0;
/// A part of a format, or a number, becomes so many letters for each of its bytes.
const WRITTEN: f64 = 32.0;
/// Pairs that are looked at in the time that a byte takes.
const PAIRS: f64 = 16.0;

/// Bytes (or, where pairs are looked at, steps) of a call for `rows` rows, at most.
///
/// # Errors
/// Those of the engine, when a number cannot be read.
pub(crate) fn of(growth: Growth, arguments: &[ColumnarValue], rows: usize) -> Result<f64> {
    let all = || arguments.iter().map(|argument| size(argument, rows)).sum::<f64>();
    let each = ENTRY * as_float(rows);
    Ok(match growth {
        Growth::Plain => 0.0,
        Growth::Sums => all() + each,
        Growth::Writes => all() * WRITTEN + each,
        Growth::Splits => size_of_first(arguments, rows) * ENTRY + each,
        Growth::Times => times(arguments, rows, |first| first + ENTRY)?,
        Growth::Fills => {
            let filling = arguments.get(2).map_or(0.0, widest_of);
            times(arguments, rows, |_| filling.max(ENTRY))? + all()
        }
        Growth::Spans => spans(arguments, rows)? * ENTRY + each,
        Growth::Replaces => {
            // The pattern may be empty, and then stands between all characters.
            let with = arguments.iter().skip(1).map(widest_of).fold(0.0, f64::max);
            (size_of_first(arguments, rows) + as_float(rows)) * (1.0 + with) + each
        }
        Growth::Pairs => {
            let second = arguments.get(1).map_or(0.0, widest_of);
            size_of_first(arguments, rows) * second / PAIRS
        }
    })
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn as_float(number: usize) -> f64 {
    number as f64
}

fn size_of_first(arguments: &[ColumnarValue], rows: usize) -> f64 {
    arguments.first().map_or(0.0, |first| size(first, rows))
}

/// Bytes of an argument; one value for all rows counts for each of them.
fn size(argument: &ColumnarValue, rows: usize) -> f64 {
    match argument {
        ColumnarValue::Array(array) => as_float(bytes(array)),
        ColumnarValue::Scalar(value) => of_scalar(value) * as_float(rows.max(1)),
    }
}

/// Bytes of the largest value of an argument.
fn widest_of(argument: &ColumnarValue) -> f64 {
    match argument {
        ColumnarValue::Array(array) => as_float(widest(array)),
        ColumnarValue::Scalar(value) => of_scalar(value),
    }
}

fn of_scalar(value: &ScalarValue) -> f64 {
    value.to_array().map_or(0.0, |array| as_float(bytes(&array)))
}

/// Over all rows: the number in the second argument times what one of them takes, given the size of the first.
fn times(arguments: &[ColumnarValue], rows: usize, one: impl Fn(f64) -> f64) -> Result<f64> {
    let (Some(first), Some(second)) = (arguments.first(), arguments.get(1)) else {
        return Ok(0.0);
    };
    let one = one(widest_of(first));
    Ok(numbers(second, rows)?.map(|number| number.max(0.0) * one).sum())
}

/// How many entries the lists from start to end have, over all rows.
fn spans(arguments: &[ColumnarValue], rows: usize) -> Result<f64> {
    let (start, end) = match arguments {
        [end] => (None, end),
        [start, end, ..] => (Some(start), end),
        [] => return Ok(0.0),
    };
    let starts: Vec<f64> = match start {
        Some(start) => numbers(start, rows)?.collect(),
        None => Vec::new(),
    };
    let ends: Vec<f64> = numbers(end, rows)?.collect();
    let steps: Vec<f64> = match arguments.get(2) {
        Some(step) => numbers(step, rows)?.collect(),
        None => Vec::new(),
    };
    let count = |row: usize| {
        let start = starts.get(row).copied().unwrap_or(0.0);
        let end = ends.get(row).copied().unwrap_or(0.0);
        let step = steps.get(row).copied().unwrap_or(1.0).abs();
        ((end - start).abs() / step.max(f64::MIN_POSITIVE)).min(1e18) + 1.0
    };
    Ok((0..ends.len()).map(count).sum())
}

/// The numbers of an argument, one for each row: of days and moments and lengths of time those that the engine counts in, as microseconds.
fn numbers(argument: &ColumnarValue, rows: usize) -> Result<impl Iterator<Item = f64>> {
    let (array, repeated) = match argument {
        ColumnarValue::Array(array) => (ArrayRef::clone(array), 1),
        ColumnarValue::Scalar(value) => (value.to_array()?, rows.max(1)),
    };
    let read: Vec<f64> = match array.data_type() {
        DataType::Interval(_) => intervals(&array)?,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _) => {
            let moments = cast(&array, &crate::types::TIMESTAMP)?;
            let micros = cast(&moments, &DataType::Int64)?;
            let micros = micros.as_primitive::<Int64Type>();
            #[expect(clippy::cast_precision_loss, reason = "an estimate")]
            micros.iter().map(|value| value.unwrap_or(0) as f64).collect()
        }
        DataType::Null => vec![0.0; array.len()],
        _ => {
            let floats = cast(&array, &DataType::Float64)?;
            let floats = floats.as_primitive::<Float64Type>();
            floats.iter().map(|value| value.unwrap_or(0.0)).collect()
        }
    };
    let count = read.len().saturating_mul(repeated);
    Ok(read.into_iter().cycle().take(count))
}

/// Lengths of time in microseconds, a month as its fewest days. One whose parts go both ways is refused: as a step it may lead nowhere, as a
/// month less its days does.
fn intervals(array: &ArrayRef) -> Result<Vec<f64>> {
    use datafusion::arrow::datatypes::{IntervalMonthDayNanoType, IntervalUnit};
    let array = cast(array, &DataType::Interval(IntervalUnit::MonthDayNano))?;
    let one_way = |months: i32, days: i32, nanoseconds: i64| {
        let parts = [i64::from(months), i64::from(days), nanoseconds];
        !(parts.iter().any(|part| *part > 0) && parts.iter().any(|part| *part < 0))
    };
    let length = |months: i32, days: i32, nanoseconds: i64| {
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let nanoseconds = nanoseconds as f64;
        (f64::from(months) * 28.0 + f64::from(days)) * 86_400e6 + nanoseconds / 1e3
    };
    let intervals = array.as_primitive::<IntervalMonthDayNanoType>();
    let each = intervals.iter().map(Option::unwrap_or_default);
    if !each
        .clone()
        .all(|value| one_way(value.months, value.days, value.nanoseconds))
    {
        let message = "a step goes one way: its months, days and hours are all forwards or all backwards";
        return Err(DataFusionError::External(Box::new(QueryError::invalid(
            "/sql", message,
        ))));
    }
    Ok(each
        .map(|value| length(value.months, value.days, value.nanoseconds))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{Int64Array, StringArray};
    use std::sync::Arc;

    fn text(text: &str) -> ColumnarValue {
        ColumnarValue::Scalar(ScalarValue::from(text))
    }

    fn number(number: i64) -> ColumnarValue {
        ColumnarValue::Scalar(ScalarValue::Int64(Some(number)))
    }

    #[test]
    fn what_a_call_makes_is_never_told_too_small() {
        let of = |growth, arguments: &[ColumnarValue], rows| of(growth, arguments, rows).unwrap();
        assert!(of(Growth::Times, &[text("x"), number(1_000_000_000)], 1) >= 1e9);
        assert!(of(Growth::Times, &[text("abcd"), number(10)], 1_000) >= 40_000.0);
        assert!(of(Growth::Fills, &[text("x"), number(2_147_483_647)], 1) >= 2e9);
        assert!(of(Growth::Spans, &[number(0), number(300_000_000)], 1) >= 2.4e9);
        assert!(of(Growth::Spans, &[number(300_000_000)], 1) >= 2.4e9);
        assert!(of(Growth::Spans, &[number(0), number(-300_000_000), number(-1)], 1) >= 2.4e9);
        assert!(of(Growth::Replaces, &[text("aaaa"), text("a"), text("0123456789")], 1_000) >= 40_000.0);
        assert!(of(Growth::Pairs, &[text(&"a".repeat(1_000)), text(&"b".repeat(1_000))], 1) >= 1e6 / PAIRS);
        let far = ColumnarValue::Array(Arc::new(Int64Array::from(vec![Some(1), None, Some(1_000_000)])));
        assert!(of(Growth::Times, &[text("xy"), far.clone()], 3) >= 2e6);
        assert!(of(Growth::Spans, &[number(0), far], 3) >= 8e6);
        let words = ColumnarValue::Array(Arc::new(StringArray::from(vec!["abc"; 100])));
        assert!(of(Growth::Sums, &[words.clone(), words], 100) >= 600.0);
        let day = |day: i32| ColumnarValue::Scalar(ScalarValue::Date32(Some(day)));
        let hour = ColumnarValue::Scalar(ScalarValue::new_interval_mdn(0, 0, 3_600_000_000_000));
        assert!(of(Growth::Spans, &[day(0), day(1_000), hour], 1) >= 24_000.0 * 8.0);
    }

    #[test]
    fn ordinary_calls_are_small() {
        let of = |growth, arguments: &[ColumnarValue]| of(growth, arguments, 8_192).unwrap();
        assert!(of(Growth::Sums, &[text("New York"), text(", "), text("NY")]) < 1e6);
        assert!(of(Growth::Fills, &[text("7"), number(12), text("0")]) < 3e6);
        assert!(of(Growth::Writes, &[number(1), text("%Y-%m")]) < 8e6);
    }
}
