//! The few types that rows are kept in, and how literals become values of a column's type. Conversions are explicit: nothing is guessed at query time.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use datafusion::common::ScalarValue;
use model::Instant;
use model::column::{Column, ColumnType};
use model::value::Literal;

/// Timestamps are microseconds in UTC, kept without a zone.
pub(crate) const TIMESTAMP: DataType = DataType::Timestamp(TimeUnit::Microsecond, None);

/// The type in which a column of this type from a file is kept.
pub(crate) fn canonical(found: &DataType) -> DataType {
    match found {
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => DataType::Int64,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => DataType::Int64,
        DataType::UInt64 => DataType::Decimal128(20, 0),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DataType::Float64,
        DataType::Decimal32(p, s) | DataType::Decimal64(p, s) | DataType::Decimal128(p, s) => {
            DataType::Decimal128(*p, *s)
        }
        DataType::Boolean => DataType::Boolean,
        DataType::Date32 | DataType::Date64 => DataType::Date32,
        DataType::Timestamp(_, _) => TIMESTAMP,
        DataType::Time32(_) | DataType::Time64(_) => DataType::Time64(TimeUnit::Microsecond),
        DataType::Duration(_) => DataType::Duration(TimeUnit::Microsecond),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            DataType::Binary
        }
        DataType::Dictionary(_, value) => canonical(value),
        nested @ (DataType::List(_) | DataType::Struct(_) | DataType::Decimal256(_, _)) => nested.clone(),
        _ => DataType::Utf8View,
    }
}

/// All columns in their kept types, all nullable.
pub(crate) fn canonical_schema(schema: &Schema) -> SchemaRef {
    let fields: Fields = schema
        .fields()
        .iter()
        .map(|field| Field::new(field.name(), canonical(field.data_type()), true))
        .collect();
    Schema::new(fields).into()
}

/// The kept type of a declared column.
pub(crate) fn of_kind(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::String | ColumnType::List | ColumnType::Struct => DataType::Utf8View,
        ColumnType::Int => DataType::Int64,
        ColumnType::Float => DataType::Float64,
        ColumnType::Decimal => DataType::Decimal128(38, 9),
        ColumnType::Bool => DataType::Boolean,
        ColumnType::Date => DataType::Date32,
        ColumnType::Time => DataType::Time64(TimeUnit::Microsecond),
        ColumnType::Timestamp => TIMESTAMP,
        ColumnType::Duration => DataType::Duration(TimeUnit::Microsecond),
        ColumnType::Bytes => DataType::Binary,
    }
}

/// The schema of declared columns.
pub(crate) fn schema_of(columns: &[Column]) -> SchemaRef {
    let fields: Fields = columns
        .iter()
        .map(|column| Field::new(column.name.as_str(), of_kind(column.kind), true))
        .collect();
    Schema::new(fields).into()
}

/// What documents and answers call a type of the engine.
pub(crate) fn kind_of(data_type: &DataType) -> ColumnType {
    match data_type {
        DataType::Boolean => ColumnType::Bool,
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64 => ColumnType::Int,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => ColumnType::Float,
        DataType::Decimal32(_, _)
        | DataType::Decimal64(_, _)
        | DataType::Decimal128(_, _)
        | DataType::Decimal256(_, _) => ColumnType::Decimal,
        DataType::Date32 | DataType::Date64 => ColumnType::Date,
        DataType::Time32(_) | DataType::Time64(_) => ColumnType::Time,
        DataType::Timestamp(_, _) => ColumnType::Timestamp,
        DataType::Duration(_) | DataType::Interval(_) => ColumnType::Duration,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            ColumnType::Bytes
        }
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(_, _) | DataType::ListView(_) => {
            ColumnType::List
        }
        DataType::Struct(_) | DataType::Map(_, _) => ColumnType::Struct,
        DataType::Dictionary(_, value) => kind_of(value),
        _ => ColumnType::String,
    }
}

/// Whether sums and means make sense.
pub(crate) fn is_number(data_type: &DataType) -> bool {
    matches!(
        kind_of(data_type),
        ColumnType::Int | ColumnType::Float | ColumnType::Decimal
    )
}

/// An instant as a value of a timestamp column.
pub(crate) fn timestamp(at: Instant) -> ScalarValue {
    ScalarValue::TimestampMicrosecond(Some(at.timestamp_micros()), None)
}

/// The literal as a value of the column's type; `Err` is a sentence for the writer that does not repeat the literal.
/// A fractional number beside a column of whole numbers stays fractional: the comparison is then made in fractions.
pub(crate) fn literal(value: &Literal, column: &DataType) -> Result<ScalarValue, &'static str> {
    match (kind_of(column), value) {
        (ColumnType::String, Literal::Text(text)) => Ok(ScalarValue::Utf8View(Some(text.clone()))),
        (ColumnType::String, Literal::Int(number)) => Ok(ScalarValue::Utf8View(Some(number.to_string()))),
        (ColumnType::String, _) => Err("this column holds text: compare it with a text"),
        (ColumnType::Int, Literal::Int(number)) => Ok(ScalarValue::Int64(Some(*number))),
        (ColumnType::Int, Literal::Float(number)) => Ok(whole(*number)),
        (ColumnType::Int, Literal::Text(text)) => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => Ok(ScalarValue::Int64(Some(number))),
            (_, Ok(number)) if number.is_finite() => Ok(whole(number)),
            _ => Err(NUMBER),
        },
        #[expect(clippy::cast_precision_loss, reason = "the column itself holds no more digits")]
        (ColumnType::Float, Literal::Int(number)) => Ok(ScalarValue::Float64(Some(*number as f64))),
        (ColumnType::Float, Literal::Float(number)) => Ok(ScalarValue::Float64(Some(*number))),
        (ColumnType::Float, Literal::Text(text)) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(ScalarValue::Float64(Some(number))),
            _ => Err(NUMBER),
        },
        (ColumnType::Decimal, Literal::Int(_) | Literal::Float(_) | Literal::Text(_)) => {
            ScalarValue::try_from_string(value.to_string(), column).map_err(|_| NUMBER)
        }
        (ColumnType::Int | ColumnType::Float | ColumnType::Decimal, Literal::Bool(_)) => Err(NUMBER),
        (ColumnType::Bool, Literal::Bool(value)) => Ok(ScalarValue::Boolean(Some(*value))),
        (ColumnType::Bool, _) => Err("this column holds true or false"),
        (ColumnType::Date, Literal::Text(text)) => date(text).ok_or(DAY),
        (ColumnType::Date, _) => Err(DAY),
        (ColumnType::Timestamp, Literal::Text(text)) => micros(text)
            .map(|micros| ScalarValue::TimestampMicrosecond(Some(micros), None))
            .ok_or(MOMENT),
        (ColumnType::Timestamp, _) => Err(MOMENT),
        (ColumnType::Time, Literal::Text(text)) => {
            ScalarValue::try_from_string(text.clone(), column).map_err(|_| "this column holds times such as 13:30:00")
        }
        _ => Err("this column cannot be compared with a value"),
    }
}

const NUMBER: &str = "this column holds numbers: compare it with a number";
const DAY: &str = "this column holds days: compare it with a day such as 2013-07-04";
const MOMENT: &str = "this column holds moments: compare it with one such as 2013-07-04T12:00:00Z";

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the range is checked before"
)]
fn whole(number: f64) -> ScalarValue {
    let fits = number.fract() == 0.0 && number.abs() < (1_i64 << 53) as f64;
    if fits {
        ScalarValue::Int64(Some(number as i64))
    } else {
        ScalarValue::Float64(Some(number))
    }
}

fn date(text: &str) -> Option<ScalarValue> {
    days(text).map(|days| ScalarValue::Date32(Some(days)))
}

/// Days since 1970 of an ISO day.
pub(crate) fn days(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') {
        return None;
    }
    let day: NaiveDate = text.parse().ok()?;
    day_number(day)
}

/// Days since 1970.
pub(crate) fn day_number(day: NaiveDate) -> Option<i32> {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    i32::try_from(day.signed_duration_since(epoch).num_days()).ok()
}

/// Microseconds since 1970 of an RFC 3339 text, of a moment without zone (taken as UTC), or of a day (its beginning).
pub(crate) fn micros(text: &str) -> Option<i64> {
    if text.len() < 10 || !text.is_char_boundary(10) {
        return None;
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.timestamp_micros());
    }
    for format in [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ] {
        if let Ok(at) = NaiveDateTime::parse_from_str(text, format) {
            return Some(at.and_utc().timestamp_micros());
        }
    }
    if let Ok(at) = DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z") {
        return Some(at.timestamp_micros());
    }
    if let Some(bare) = text.strip_suffix('Z')
        && let Ok(at) = NaiveDateTime::parse_from_str(bare, "%Y-%m-%d %H:%M:%S%.f")
    {
        return Some(at.and_utc().timestamp_micros());
    }
    days(text).map(|days| i64::from(days) * 86_400_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_take_the_columns_type_or_are_refused() {
        let text = |value: &str| Literal::Text(value.to_owned());
        assert_eq!(
            literal(&text("2013-07-04T14:00:00+02:00"), &TIMESTAMP),
            Ok(ScalarValue::TimestampMicrosecond(Some(1_372_939_200_000_000), None))
        );
        assert_eq!(
            literal(&text("2013-07-04"), &TIMESTAMP),
            Ok(ScalarValue::TimestampMicrosecond(Some(1_372_896_000_000_000), None))
        );
        assert_eq!(
            literal(&text("2013-07-04"), &DataType::Date32),
            Ok(ScalarValue::Date32(Some(15_890)))
        );
        assert_eq!(
            literal(&Literal::Float(2.0), &DataType::Int64),
            Ok(ScalarValue::Int64(Some(2)))
        );
        assert_eq!(
            literal(&Literal::Float(2.5), &DataType::Int64),
            Ok(ScalarValue::Float64(Some(2.5)))
        );
        for (value, column) in [
            (text("soon"), TIMESTAMP),
            (text("2013-13-04"), DataType::Date32),
            (text("x"), DataType::Int64),
            (Literal::Bool(true), DataType::Float64),
            (Literal::Int(1), DataType::Boolean),
            (Literal::Int(1), TIMESTAMP),
        ] {
            assert!(literal(&value, &column).is_err(), "{value} {column}");
        }
    }
}
