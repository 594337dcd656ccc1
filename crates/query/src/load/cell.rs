//! Single values on their way into columns: from JSON (typed) or CSV (texts), checked against the column's type.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BinaryBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, DurationMicrosecondBuilder,
    Float64Builder, Int64Builder, StringViewBuilder, Time64MicrosecondBuilder, TimestampMicrosecondBuilder,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::types::{days, micros};

/// One value as it came.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A text that is a text, day or moment.
    Text(Cow<'a, str>),
    /// A text of CSV, which may mean anything.
    Raw(&'a str),
    /// A list or object, as JSON text.
    Nested(String),
}

impl<'de> Deserialize<'de> for Cell<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Cell::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Cell::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Cell::Int(value))
    }
    #[expect(clippy::cast_precision_loss, reason = "no column holds whole numbers of this size")]
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(value).map_or(Cell::Float(value as f64), Cell::Int))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Cell::Float(value))
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cell::Text(Cow::Borrowed(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cell::Text(Cow::Owned(value.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<serde_json::Value>()? {
            items.push(item);
        }
        Ok(Cell::Nested(serde_json::Value::Array(items).to_string()))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = serde_json::Map::new();
        while let Some((name, value)) = map.next_entry()? {
            fields.insert(name, value);
        }
        Ok(Cell::Nested(serde_json::Value::Object(fields).to_string()))
    }
}

/// A JSON object as a row; anything else is remembered as not being one.
#[derive(Debug)]
pub(crate) enum JsonRow<'a> {
    Object(Vec<(Cow<'a, str>, Cell<'a>)>),
    Other,
}

impl<'de> Deserialize<'de> for JsonRow<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RowVisitor;
        impl<'de> Visitor<'de> for RowVisitor {
            type Value = JsonRow<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut cells = Vec::with_capacity(map.size_hint().unwrap_or(8));
                while let Some(Key(name)) = map.next_key()? {
                    cells.push((name, map.next_value()?));
                }
                Ok(JsonRow::Object(cells))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Ok(JsonRow::Other)
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(JsonRow::Other)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(JsonRow::Other)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(JsonRow::Other)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(JsonRow::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(JsonRow::Other)
            }
            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(JsonRow::Other)
            }
        }
        deserializer.deserialize_any(RowVisitor)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
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

/// Fits a value into a column. `lenient` writes anything into a text column, as files need; devices are held to the declared types.
pub(crate) fn fit<'a>(cell: Cell<'a>, column: &DataType, lenient: bool) -> Result<Fitted<'a>, Expected> {
    if cell == Cell::Null {
        return Ok(Fitted::Null);
    }
    match column {
        DataType::Utf8View => match cell {
            Cell::Text(text) => Ok(Fitted::Text(text)),
            Cell::Raw(text) => Ok(Fitted::Text(Cow::Borrowed(text))),
            Cell::Nested(text) if lenient => Ok(Fitted::Text(Cow::Owned(text))),
            Cell::Bool(value) if lenient => Ok(Fitted::Text(Cow::Owned(value.to_string()))),
            Cell::Int(value) if lenient => Ok(Fitted::Text(Cow::Owned(value.to_string()))),
            Cell::Float(value) if lenient => Ok(Fitted::Text(Cow::Owned(value.to_string()))),
            _ => Err("expected a text"),
        },
        DataType::Int64 => integer(&cell).map(Fitted::Int).ok_or("expected a whole number"),
        DataType::Float64 => float(&cell).map(Fitted::Float).ok_or("expected a number"),
        DataType::Boolean => boolean(&cell).map(Fitted::Bool).ok_or("expected true or false"),
        DataType::Date32 => text(&cell)
            .and_then(days)
            .map(Fitted::Days)
            .ok_or("expected a day such as 2013-07-04"),
        DataType::Timestamp(_, _) => text(&cell)
            .and_then(micros)
            .map(Fitted::Micros)
            .ok_or("expected a moment such as 2013-07-04T12:00:00Z"),
        DataType::Decimal128(_, _) => decimal(&cell, column)
            .map(Fitted::Decimal)
            .ok_or("expected a decimal number"),
        DataType::Time64(_) => text(&cell)
            .and_then(|text| ScalarValue::try_from_string(text.to_owned(), column).ok())
            .and_then(|value| match value {
                ScalarValue::Time64Microsecond(Some(micros)) => Some(Fitted::Micros(micros)),
                _ => None,
            })
            .ok_or("expected a time such as 13:30:00"),
        DataType::Duration(_) => float(&cell)
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
        Cell::Raw(text) => Some(text),
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 2^53 are taken")]
fn integer(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Int(value) => Some(*value),
        Cell::Float(value) if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 => Some(*value as i64),
        Cell::Raw(text) => text.parse().ok(),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "the column holds no more digits")]
fn float(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Int(value) => Some(*value as f64),
        Cell::Float(value) => Some(*value),
        Cell::Raw(text) => text.parse().ok().filter(|value: &f64| value.is_finite()),
        _ => None,
    }
}

fn boolean(cell: &Cell<'_>) -> Option<bool> {
    match cell {
        Cell::Bool(value) => Some(*value),
        Cell::Raw(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Cell::Raw(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

fn decimal(cell: &Cell<'_>, column: &DataType) -> Option<i128> {
    let text = match cell {
        Cell::Int(value) => value.to_string(),
        Cell::Float(value) => value.to_string(),
        Cell::Text(text) => text.to_string(),
        Cell::Raw(text) => (*text).to_owned(),
        _ => return None,
    };
    match ScalarValue::try_from_string(text, column) {
        Ok(ScalarValue::Decimal128(value, _, _)) => value,
        _ => None,
    }
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
