//! Values of the engine as JSON, exact or with a note that they are not. Whole numbers beyond 2^53 and decimals are texts, what is not finite is null with a note.

use chrono::{DateTime, NaiveDate, SecondsFormat};
use data_encoding::BASE64;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StructArray};
use datafusion::arrow::compute::{cast, max};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, DurationMicrosecondType, Float64Type, Int64Type, Time64MicrosecondType,
    TimeUnit, TimestampMicrosecondType,
};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::display::array_value_to_string;
use serde_json::Value as Json;

use crate::types::TIMESTAMP;

/// Said when a number was not finite.
pub(crate) const NOT_FINITE: &str = "some numbers are infinite or undefined and shown as empty";

const EXACT: i64 = 1 << 53;

/// Rows under construction.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Complete rows.
    pub(crate) rows: Vec<Vec<Json>>,
    /// About how many bytes they take.
    pub(crate) bytes: usize,
    /// Whether `NOT_FINITE` must be said.
    pub(crate) not_finite: bool,
    /// The moment of the newest row, in microseconds since 1970.
    pub(crate) newest: Option<i64>,
}

impl Rows {
    /// Appends the rows of a batch, at most `most` in all.
    ///
    /// # Errors
    /// Values that cannot be written.
    pub(crate) fn append(&mut self, batch: &RecordBatch, most: usize) -> Result<(), ArrowError> {
        let wanted = batch.num_rows().min(most.saturating_sub(self.rows.len()));
        let batch = batch.slice(0, wanted);
        let mut columns = Vec::with_capacity(batch.num_columns());
        for column in batch.columns() {
            columns.push(self.column(column)?.into_iter());
        }
        for _ in 0..wanted {
            let row: Vec<Json> = columns
                .iter_mut()
                .map(|column| column.next().unwrap_or(Json::Null))
                .collect();
            self.bytes += row.iter().map(size).sum::<usize>() + size_of::<Vec<Json>>();
            self.rows.push(row);
        }
        Ok(())
    }

    /// Takes the last column off, which tells the moments of rows, and keeps the latest of them.
    ///
    /// # Errors
    /// A batch without columns.
    pub(crate) fn newest_of(&mut self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let last = batch.num_columns().saturating_sub(1);
        if let Some(moments) = batch.columns().get(last) {
            let moments = cast(moments, &TIMESTAMP)?;
            self.newest = self.newest.max(max(moments.as_primitive::<TimestampMicrosecondType>()));
        }
        batch.project(&(0..last).collect::<Vec<_>>())
    }

    fn column(&mut self, array: &ArrayRef) -> Result<Vec<Json>, ArrowError> {
        let plain = match array.data_type() {
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => cast(array, &DataType::Int64)?,
            DataType::Float16 | DataType::Float32 => cast(array, &DataType::Float64)?,
            DataType::Timestamp(_, _) => cast(array, &TIMESTAMP)?,
            DataType::Date64 => cast(array, &DataType::Date32)?,
            DataType::Time32(_) | DataType::Time64(_) => cast(array, &DataType::Time64(TimeUnit::Microsecond))?,
            DataType::Duration(_) => cast(array, &DataType::Duration(TimeUnit::Microsecond))?,
            DataType::Utf8 | DataType::LargeUtf8 => cast(array, &DataType::Utf8View)?,
            DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
                cast(array, &DataType::Binary)?
            }
            DataType::Dictionary(_, value) => {
                let unpacked = cast(array, value)?;
                return self.column(&unpacked);
            }
            _ => ArrayRef::clone(array),
        };
        self.plain(&plain)
    }

    fn plain(&mut self, array: &ArrayRef) -> Result<Vec<Json>, ArrowError> {
        fn each<T>(values: impl Iterator<Item = Option<T>>, write: impl FnMut(T) -> Json) -> Vec<Json> {
            let mut write = write;
            values.map(|value| value.map_or(Json::Null, &mut write)).collect()
        }
        Ok(match array.data_type() {
            DataType::Null => vec![Json::Null; array.len()],
            DataType::Boolean => each(array.as_boolean().iter(), Json::Bool),
            DataType::Int64 => each(array.as_primitive::<Int64Type>().iter(), integer),
            DataType::UInt64 => {
                use datafusion::arrow::datatypes::UInt64Type;
                each(array.as_primitive::<UInt64Type>().iter(), |n| {
                    i64::try_from(n).map_or_else(|_| Json::from(n.to_string()), integer)
                })
            }
            DataType::Float64 => {
                let mut all_finite = true;
                let values = each(array.as_primitive::<Float64Type>().iter(), |n| {
                    all_finite &= n.is_finite();
                    Json::from(n)
                });
                self.not_finite |= !all_finite;
                values
            }
            DataType::Decimal128(_, _) => {
                let array = array.as_primitive::<Decimal128Type>();
                (0..array.len())
                    .map(|row| {
                        if array.is_null(row) {
                            Json::Null
                        } else {
                            Json::from(array.value_as_string(row))
                        }
                    })
                    .collect()
            }
            DataType::Utf8View => each(array.as_string_view().iter(), Json::from),
            DataType::Binary => each(array.as_binary::<i32>().iter(), |bytes| {
                Json::from(BASE64.encode(bytes))
            }),
            DataType::Date32 => each(array.as_primitive::<Date32Type>().iter(), day),
            DataType::Timestamp(_, _) => each(array.as_primitive::<TimestampMicrosecondType>().iter(), moment),
            DataType::Time64(_) => each(array.as_primitive::<Time64MicrosecondType>().iter(), time_of_day),
            DataType::Duration(_) => each(array.as_primitive::<DurationMicrosecondType>().iter(), duration),
            DataType::List(_) => {
                let mut lists = Vec::with_capacity(array.len());
                for list in array.as_list::<i32>().iter() {
                    lists.push(match list {
                        Some(items) => Json::Array(self.column(&items)?),
                        None => Json::Null,
                    });
                }
                lists
            }
            DataType::Struct(_) => self.records(array.as_struct())?,
            DataType::Map(_, _) => {
                let maps = array.as_map();
                let mut written = Vec::with_capacity(maps.len());
                for map in maps.iter() {
                    written.push(match map {
                        Some(entries) => self.map(&entries)?,
                        None => Json::Null,
                    });
                }
                written
            }
            // Rare types (intervals, unions) are shown as the engine writes them.
            _ => (0..array.len())
                .map(|row| {
                    if array.is_null(row) {
                        return Ok(Json::Null);
                    }
                    array_value_to_string(array, row).map(Json::from)
                })
                .collect::<Result<_, _>>()?,
        })
    }

    /// An object where the keys are texts and none stands twice, else a list of pairs: nothing of a map is lost.
    fn map(&mut self, entries: &StructArray) -> Result<Json, ArrowError> {
        let (Some(keys), Some(values)) = (entries.columns().first(), entries.columns().get(1)) else {
            return Ok(Json::Null);
        };
        let keys = self.column(keys)?;
        let values = self.column(values)?;
        let mut object = serde_json::Map::new();
        for (key, value) in keys.iter().zip(&values) {
            if let Json::String(key) = key {
                object.insert(key.clone(), value.clone());
            }
        }
        if object.len() == keys.len() {
            return Ok(Json::Object(object));
        }
        let pairs = keys
            .into_iter()
            .zip(values)
            .map(|(key, value)| Json::Array(vec![key, value]));
        Ok(Json::Array(pairs.collect()))
    }

    fn records(&mut self, array: &StructArray) -> Result<Vec<Json>, ArrowError> {
        let mut fields = Vec::with_capacity(array.num_columns());
        for (name, column) in array.column_names().into_iter().zip(array.columns()) {
            fields.push((name, self.column(column)?.into_iter()));
        }
        let record = |row: usize| {
            let values = fields
                .iter_mut()
                .map(|(name, column)| ((*name).to_owned(), column.next().unwrap_or(Json::Null)));
            let object = Json::Object(values.collect());
            if array.is_null(row) { Json::Null } else { object }
        };
        Ok((0..array.len()).map(record).collect())
    }
}

/// Every value as a text: a text as it is, all else as JSON.
///
/// # Errors
/// Values that cannot be written.
pub(crate) fn json_texts(array: &ArrayRef) -> Result<Vec<Option<String>>, ArrowError> {
    let values = Rows::default().column(array)?.into_iter();
    let text = |value: Json| match value {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    Ok(values.map(text).collect())
}

fn size(value: &Json) -> usize {
    let inside = match value {
        Json::String(text) => text.len(),
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(fields) => fields.iter().map(|(name, value)| name.len() + size(value)).sum(),
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
    };
    size_of::<Json>() + inside
}

fn integer(number: i64) -> Json {
    if (-EXACT..=EXACT).contains(&number) {
        Json::from(number)
    } else {
        Json::from(number.to_string())
    }
}

fn day(days: i32) -> Json {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default();
    let day = epoch.checked_add_signed(chrono::TimeDelta::days(i64::from(days)));
    day.map_or(Json::Null, |day| Json::from(day.to_string()))
}

fn moment(micros: i64) -> Json {
    DateTime::from_timestamp_micros(micros).map_or(Json::Null, |at| {
        Json::from(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    })
}

fn time_of_day(micros: i64) -> Json {
    let at = DateTime::from_timestamp_micros(micros).map(|at| at.time());
    at.map_or(Json::Null, |time| Json::from(time.to_string()))
}

/// ISO 8601 in seconds, such as `PT90.5S`.
fn duration(micros: i64) -> Json {
    let sign = if micros < 0 { "-" } else { "" };
    let (seconds, rest) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    if rest == 0 {
        return Json::from(format!("{sign}PT{seconds}S"));
    }
    let fraction = format!("{rest:06}");
    Json::from(format!("{sign}PT{seconds}.{}S", fraction.trim_end_matches('0')))
}
