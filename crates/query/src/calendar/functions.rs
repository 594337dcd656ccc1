//! What the engine calls: `date_trunc`, `date_part` (and so `EXTRACT`) and the cast of a moment to a day, by a dashboard's clock.
//! A column that `date_trunc` made carries its grain in the field's metadata, through aliases, groups and sub-questions, so that an
//! answer says what it was cut to and nobody has to guess it from the values.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Date32Array, TimestampMicrosecondArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, Field, FieldRef, TimestampMicrosecondType};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::functions::datetime::{date_part, date_trunc};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use model::question::Grain;
use model::zone::{Calendar, Zone};

use super::cut::Cutter;
use crate::types::TIMESTAMP;

/// Under this key the metadata of a field name the grain its values were cut to.
const GRAIN: &str = "vitrine.grain";

/// The grain that a column of a plan was cut to.
pub(crate) fn grain_of(field: &Field) -> Option<Grain> {
    field.metadata().get(GRAIN)?.parse().ok()
}

/// `date_trunc` by this calendar. Moments are cut by its clock; days have no clock, only weeks.
pub(crate) fn trunc(calendar: Calendar) -> Arc<ScalarUDF> {
    Arc::new(ScalarUDF::new_from_impl(Trunc {
        calendar,
        signature: Signature::user_defined(Volatility::Immutable),
    }))
}

/// `date_part` of what the calendar's clock shows.
pub(crate) fn part(calendar: Calendar) -> Arc<ScalarUDF> {
    Arc::new(ScalarUDF::new_from_impl(Part {
        calendar,
        signature: date_part().signature().clone(),
    }))
}

/// The day that the calendar's clock shows: what a cast of a moment to a day means. Anything else is cast as always.
pub(super) fn day(calendar: Calendar) -> Arc<ScalarUDF> {
    Arc::new(ScalarUDF::new_from_impl(Day {
        calendar,
        signature: Signature::any(1, Volatility::Immutable),
    }))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Trunc {
    calendar: Calendar,
    signature: Signature,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Part {
    calendar: Calendar,
    signature: Signature,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Day {
    calendar: Calendar,
    signature: Signature,
}

fn refused(text: &str) -> DataFusionError {
    DataFusionError::Plan(text.to_owned())
}

fn text_of(value: &ScalarValue) -> Option<String> {
    value.try_as_str().flatten().map(str::to_ascii_lowercase)
}

pub(super) fn array(value: &ColumnarValue, rows: usize) -> Result<ArrayRef> {
    value.to_array(rows)
}

pub(super) fn micros(values: &ArrayRef) -> Result<ArrayRef> {
    Ok(cast(values, &TIMESTAMP)?)
}

/// Constants stay constants, so that they are computed once.
pub(super) fn like(before: &ColumnarValue, made: ArrayRef) -> Result<ColumnarValue> {
    Ok(match before {
        ColumnarValue::Scalar(_) => ColumnarValue::Scalar(ScalarValue::try_from_array(&made, 0)?),
        ColumnarValue::Array(_) => ColumnarValue::Array(made),
    })
}

pub(super) fn one_row(before: &ColumnarValue, rows: usize) -> usize {
    match before {
        ColumnarValue::Scalar(_) => 1,
        ColumnarValue::Array(_) => rows,
    }
}

impl ScalarUDFImpl for Trunc {
    fn name(&self) -> &'static str {
        "date_trunc"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(refused("the type depends on the arguments"))
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let [_, value] = given else {
            return Err(refused("date_trunc takes a grain and a moment"));
        };
        let value = match value {
            DataType::Date32 | DataType::Date64 => DataType::Date32,
            DataType::Timestamp(_, _) | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => {
                TIMESTAMP
            }
            DataType::Time32(_) | DataType::Time64(_) => value.clone(),
            _ => return Err(refused("date_trunc takes a grain and a moment")),
        };
        Ok(vec![DataType::Utf8, value])
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let value = args
            .arg_fields
            .get(1)
            .ok_or_else(|| refused("date_trunc takes two arguments"))?;
        let field = Field::new(self.name(), value.data_type().clone(), true);
        let word = args.scalar_arguments.first().copied().flatten().and_then(text_of);
        let grain = word.and_then(|word| word.parse::<Grain>().ok());
        let timeless = matches!(value.data_type(), DataType::Time32(_) | DataType::Time64(_));
        Ok(Arc::new(match grain {
            Some(grain) if !timeless => {
                field.with_metadata(HashMap::from([(GRAIN.to_owned(), grain.as_str().to_owned())]))
            }
            _ => field,
        }))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (word, value) = match args.args.as_slice() {
            [ColumnarValue::Scalar(word), value] => (text_of(word), value),
            _ => return Err(refused("the grain of date_trunc is a text")),
        };
        let Some(grain) = word.and_then(|word| word.parse::<Grain>().ok()) else {
            // Seconds and minutes are the same on every clock.
            return date_trunc().invoke_with_args(args);
        };
        let values = array(value, one_row(value, args.number_rows))?;
        let made: ArrayRef = match values.data_type() {
            DataType::Timestamp(_, _) => {
                let mut cutter = Cutter::new(self.calendar, grain);
                let moments = micros(&values)?;
                let moments = moments.as_primitive::<TimestampMicrosecondType>();
                let cut = moments.iter().map(|at| at.map(|at| cutter.cut(at)));
                Arc::new(cut.collect::<TimestampMicrosecondArray>())
            }
            DataType::Date32 => {
                let calendar = Calendar {
                    zone: Zone::UTC,
                    ..self.calendar
                };
                let mut cutter = Cutter::new(calendar, grain);
                let days = values.as_primitive::<Date32Type>();
                let mut first = |day: i32| {
                    let begins = cutter
                        .cut(i64::from(day).saturating_mul(DAY_MICROS))
                        .div_euclid(DAY_MICROS);
                    i32::try_from(begins).unwrap_or(day)
                };
                Arc::new(days.iter().map(|day| day.map(&mut first)).collect::<Date32Array>())
            }
            _ => return date_trunc().invoke_with_args(args),
        };
        like(value, made)
    }
}

pub(super) const DAY_MICROS: i64 = 86_400_000_000;

impl ScalarUDFImpl for Part {
    fn name(&self) -> &'static str {
        "date_part"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, given: &[DataType]) -> Result<DataType> {
        date_part().return_type(given)
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        date_part().inner().return_field_from_args(args)
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let word = match args.args.first() {
            Some(ColumnarValue::Scalar(word)) => text_of(word),
            _ => None,
        };
        // The seconds since 1970 are the same everywhere.
        let everywhere = self.calendar.zone.is_utc() || word.as_deref() == Some("epoch");
        let rows = args.number_rows;
        if !everywhere
            && let Some(value) = args.args.get_mut(1)
            && matches!(value.data_type(), DataType::Timestamp(_, _))
        {
            let moments = micros(&array(value, one_row(value, rows))?)?;
            let mut cutter = Cutter::new(self.calendar, Grain::Hour);
            let moments = moments.as_primitive::<TimestampMicrosecondType>();
            let shown = moments.iter().map(|at| at.map(|at| cutter.shown(at)));
            *value = like(value, Arc::new(shown.collect::<TimestampMicrosecondArray>()))?;
        }
        date_part().invoke_with_args(args)
    }
}

impl ScalarUDFImpl for Day {
    fn name(&self) -> &'static str {
        "day_of"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Date32)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [value] = args.args.as_slice() else {
            return Err(refused("a cast has one argument"));
        };
        let values = array(value, one_row(value, args.number_rows))?;
        let made: ArrayRef = match values.data_type() {
            DataType::Timestamp(_, _) => {
                let mut cutter = Cutter::new(self.calendar, Grain::Day);
                let moments = micros(&values)?;
                let moments = moments.as_primitive::<TimestampMicrosecondType>();
                let days = moments.iter().map(|at| i32::try_from(cutter.day(at?)).ok());
                Arc::new(days.collect::<Date32Array>())
            }
            _ => datafusion::arrow::compute::cast_with_options(
                &values,
                &DataType::Date32,
                &datafusion::arrow::compute::CastOptions {
                    safe: false,
                    ..Default::default()
                },
            )?,
        };
        like(value, made)
    }
}
