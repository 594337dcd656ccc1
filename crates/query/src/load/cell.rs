//! Single values on their way into columns: as they come from JSON or CSV, and as they fit a column. How the texts of files are read is in
//! `reading`; here are the values of devices, which are held to the declared types.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BinaryBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, DurationMicrosecondBuilder,
    Float64Builder, Int64Builder, StringViewBuilder, Time64MicrosecondBuilder, TimestampMicrosecondBuilder,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;

use crate::load::digits::Digits;
use crate::types::{days, micros};

/// One value as it came.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Bool(bool),
    /// A number of JSON, as it is written.
    Number(&'a str),
    /// A text of JSON: a text, day or moment.
    Text(Cow<'a, str>),
    /// A cell of CSV, which may mean anything. An empty one without quotes is `Null`.
    Raw {
        text: &'a str,
        /// It stood in quotes, and so is a text where it could be a word for a missing value.
        quoted: bool,
    },
    /// A list or object, as JSON text.
    Nested(&'a str),
}

/// Whether a text stands for a missing value where numbers, days or truth values are expected. In text these are words: NA is Namibia.
pub(crate) fn is_missing_word(text: &str) -> bool {
    const WORDS: [&str; 10] = ["NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "None", "nil"];
    WORDS.contains(&text.trim())
}

/// What a column expected instead of what came.
pub(crate) type Expected = &'static str;

/// A value that fits its column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fitted<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Days(i32),
    Micros(i64),
    Decimal(i128),
    Text(Cow<'a, str>),
    Bytes(Vec<u8>),
}

/// Fits a value of JSON into a column of this type, exactly or not at all. `any_text` writes numbers and truth values into a text column too.
pub(crate) fn fit<'a>(cell: Cell<'a>, column: &DataType, any_text: bool) -> Result<Fitted<'a>, Expected> {
    if cell == Cell::Null {
        return Ok(Fitted::Null);
    }
    match column {
        DataType::Utf8View => match cell {
            Cell::Text(text) => Ok(Fitted::Text(text)),
            Cell::Bool(value) if any_text => Ok(Fitted::Text(Cow::Owned(value.to_string()))),
            Cell::Number(text) if any_text => Ok(Fitted::Text(Cow::Borrowed(text))),
            _ => Err("expected a text"),
        },
        DataType::Int64 => number(&cell)
            .and_then(|(_, digits)| i64::try_from(digits.at_scale(0)?).ok())
            .map(Fitted::Int)
            .ok_or("expected a whole number of 64 bits"),
        DataType::Float64 => {
            let (text, digits) = number(&cell).ok_or("expected a number")?;
            float(text, &digits).map(Fitted::Float)
        }
        DataType::Boolean => match cell {
            Cell::Bool(value) => Ok(Fitted::Bool(value)),
            _ => Err("expected true or false"),
        },
        DataType::Date32 => text(&cell)
            .and_then(days)
            .map(Fitted::Days)
            .ok_or("expected a day such as 2013-07-04"),
        DataType::Timestamp(_, _) => text(&cell)
            .and_then(micros)
            .map(Fitted::Micros)
            .ok_or("expected a moment such as 2013-07-04T12:00:00Z"),
        DataType::Decimal128(_, scale) => {
            let digits = match &cell {
                Cell::Number(text) => Digits::parse(text),
                Cell::Text(text) => Digits::parse(text),
                _ => None,
            };
            let digits = digits.ok_or("expected a decimal number")?;
            let kept = digits.at_scale(i32::from(*scale)).map(Fitted::Decimal);
            kept.ok_or("expected a decimal number with fewer digits")
        }
        DataType::Time64(_) => text(&cell)
            .and_then(|text| ScalarValue::try_from_string(text.to_owned(), column).ok())
            .and_then(|value| match value {
                ScalarValue::Time64Microsecond(Some(micros)) => Some(Fitted::Micros(micros)),
                _ => None,
            })
            .ok_or("expected a time such as 13:30:00"),
        DataType::Duration(_) => number(&cell)
            .and_then(|(text, _)| text.parse::<f64>().ok())
            .map(|seconds| seconds * 1e6)
            .filter(|micros| micros.abs() < 9e18)
            .map(|micros| {
                #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
                Fitted::Micros(micros.round() as i64)
            })
            .ok_or("expected a number of seconds"),
        DataType::Binary => text(&cell)
            .and_then(|text| data_encoding::BASE64.decode(text.as_bytes()).ok())
            .map(Fitted::Bytes)
            .ok_or("expected bytes in base64"),
        _ => Err("this column cannot be filled"),
    }
}

fn text<'c>(cell: &'c Cell<'_>) -> Option<&'c str> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

fn number<'c>(cell: &Cell<'c>) -> Option<(&'c str, Digits)> {
    match cell {
        Cell::Number(text) => Some((text, Digits::parse(text)?)),
        _ => None,
    }
}

/// A number of a file of JSON for a column of this type; `None` when it does not fit.
pub(crate) fn number_of_json<'a>(text: &str, column: &DataType) -> Option<Fitted<'a>> {
    let digits = Digits::parse(text)?;
    match column {
        DataType::Int64 => i64::try_from(digits.at_scale(0)?).ok().map(Fitted::Int),
        DataType::Float64 => text
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(Fitted::Float),
        DataType::Decimal128(_, scale) => digits.at_scale(i32::from(*scale)).map(Fitted::Decimal),
        DataType::Duration(_) => i64::try_from(digits.at_scale(6)?).ok().map(Fitted::Micros),
        _ => None,
    }
}

/// Whether the number that was made of this text is another one.
pub(crate) fn rounds(text: &str, value: f64) -> bool {
    let again = Digits::parse(&value.to_string());
    Digits::parse(text).is_some_and(|digits| !again.is_some_and(|again| again.equals(&digits)))
}

/// A whole number that floating point would change is an id, not a measurement: it is refused, not rounded.
fn float(text: &str, digits: &Digits) -> Result<f64, Expected> {
    let value: f64 = text.parse().map_err(|_| "expected a number")?;
    if !value.is_finite() {
        return Err("expected a number that is not as large");
    }
    if digits.whole() && digits.significant > 15 && rounds(text, value) {
        return Err("expected a number of at most 15 digits: a column of exact ones is decimal or string");
    }
    Ok(value)
}

/// Gathers fitted values into an array.
#[derive(Debug)]
pub(crate) enum ColumnBuilder {
    Text(StringViewBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
    Days(Date32Builder),
    Micros(TimestampMicrosecondBuilder),
    Decimal(Decimal128Builder, DataType),
    Time(Time64MicrosecondBuilder),
    Duration(DurationMicrosecondBuilder),
    Bytes(BinaryBuilder),
}

impl ColumnBuilder {
    pub(crate) fn new(column: &DataType) -> Self {
        match column {
            DataType::Int64 => Self::Int(Int64Builder::new()),
            DataType::Float64 => Self::Float(Float64Builder::new()),
            DataType::Boolean => Self::Bool(BooleanBuilder::new()),
            DataType::Date32 => Self::Days(Date32Builder::new()),
            DataType::Timestamp(_, _) => Self::Micros(TimestampMicrosecondBuilder::new()),
            DataType::Decimal128(_, _) => {
                Self::Decimal(Decimal128Builder::new().with_data_type(column.clone()), column.clone())
            }
            DataType::Time64(_) => Self::Time(Time64MicrosecondBuilder::new()),
            DataType::Duration(_) => Self::Duration(DurationMicrosecondBuilder::new()),
            DataType::Binary => Self::Bytes(BinaryBuilder::new()),
            _ => Self::Text(StringViewBuilder::new()),
        }
    }

    /// Appends a value that was fitted to this column; any other becomes null.
    pub(crate) fn push(&mut self, value: &Fitted<'_>) {
        match (self, value) {
            (Self::Text(builder), Fitted::Text(text)) => builder.append_value(text),
            (Self::Int(builder), Fitted::Int(number)) => builder.append_value(*number),
            (Self::Float(builder), Fitted::Float(number)) => builder.append_value(*number),
            (Self::Bool(builder), Fitted::Bool(value)) => builder.append_value(*value),
            (Self::Days(builder), Fitted::Days(days)) => builder.append_value(*days),
            (Self::Micros(builder), Fitted::Micros(micros)) => builder.append_value(*micros),
            (Self::Decimal(builder, _), Fitted::Decimal(value)) => builder.append_value(*value),
            (Self::Time(builder), Fitted::Micros(micros)) => builder.append_value(*micros),
            (Self::Duration(builder), Fitted::Micros(micros)) => builder.append_value(*micros),
            (Self::Bytes(builder), Fitted::Bytes(bytes)) => builder.append_value(bytes),
            (builder, _) => builder.push_null(),
        }
    }

    /// Appends a missing value.
    pub(crate) fn push_null(&mut self) {
        match self {
            Self::Text(builder) => builder.append_null(),
            Self::Int(builder) => builder.append_null(),
            Self::Float(builder) => builder.append_null(),
            Self::Bool(builder) => builder.append_null(),
            Self::Days(builder) => builder.append_null(),
            Self::Micros(builder) => builder.append_null(),
            Self::Decimal(builder, _) => builder.append_null(),
            Self::Time(builder) => builder.append_null(),
            Self::Duration(builder) => builder.append_null(),
            Self::Bytes(builder) => builder.append_null(),
        }
    }

    /// The array of everything since the last call.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Int(builder) => Arc::new(builder.finish()),
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::Bool(builder) => Arc::new(builder.finish()),
            Self::Days(builder) => Arc::new(builder.finish()),
            Self::Micros(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder, data_type) => Arc::new(builder.finish().with_data_type(data_type.clone())),
            Self::Time(builder) => Arc::new(builder.finish()),
            Self::Duration(builder) => Arc::new(builder.finish()),
            Self::Bytes(builder) => Arc::new(builder.finish()),
        }
    }
}
