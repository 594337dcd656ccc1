//! Moments and days that are moved by spans of time. A month or a day further the clock shows the same time, whatever became of the clock
//! between; hours, minutes and seconds are as long as they are. A day is moved by whole days: the engine would forget the hours.

use std::sync::Arc;

use chrono::{DateTime, Months, TimeDelta};
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, Date32Array, TimestampMicrosecondArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, IntervalMonthDayNano, IntervalMonthDayNanoType, IntervalUnit, TimestampMicrosecondType,
};
use datafusion::common::{DFSchema, DataFusionError, Result, ScalarValue, exec_err};
use datafusion::logical_expr::expr::BinaryExpr;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ExprSchemable as _, Operator, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};
use model::question::Grain;
use model::zone::Calendar;

use super::cut::Cutter;
use super::functions::micros;
use crate::error::QueryError;

const SECOND: i64 = 1_000_000;
const DAY_NANOS: i64 = 86_400_000_000_000;

/// What is put in place of a sum or difference of a moment or a day with a span, if this is such.
///
/// # Errors
/// Its types cannot be told.
pub(crate) fn moved(binary: &BinaryExpr, schema: &DFSchema, calendar: Calendar) -> Result<Option<Expr>> {
    let (left, right) = (binary.left.get_type(schema)?, binary.right.get_type(schema)?);
    let span = |of: &DataType| matches!(of, DataType::Interval(_));
    let (from, by, gives) = match binary.op {
        Operator::Plus | Operator::Minus if span(&right) => (&binary.left, &binary.right, left),
        Operator::Plus if span(&left) => (&binary.right, &binary.left, right),
        _ => return Ok(None),
    };
    if !matches!(gives, DataType::Timestamp(_, None) | DataType::Date32) {
        return Ok(None);
    }
    let moved = ScalarUDF::new_from_impl(Moved {
        calendar,
        back: binary.op == Operator::Minus,
        gives,
        signature: Signature::any(2, Volatility::Immutable),
    });
    Ok(Some(moved.call(vec![(**from).clone(), (**by).clone()])))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Moved {
    calendar: Calendar,
    back: bool,
    gives: DataType,
    signature: Signature,
}

impl ScalarUDFImpl for Moved {
    fn name(&self) -> &'static str {
        "moved_by_clock"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.gives.clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [from, by] = args.args.as_slice() else {
            return exec_err!("one thing is moved by one span");
        };
        let one = matches!((from, by), (ColumnarValue::Scalar(_), ColumnarValue::Scalar(_)));
        let rows = if one { 1 } else { args.number_rows };
        let by = cast(&by.to_array(rows)?, &DataType::Interval(IntervalUnit::MonthDayNano))?;
        let spans = by.as_primitive::<IntervalMonthDayNanoType>().iter();
        let spans = spans.map(|span| span.map(|span| Span::of(span, self.back)));
        let from = from.to_array(rows)?;
        let made: ArrayRef = if self.gives == DataType::Date32 {
            let days = from.as_primitive::<Date32Type>().iter().zip(spans);
            let moved = days.map(|(day, span)| day_moved(day, span));
            Arc::new(moved.collect::<Result<Date32Array>>()?)
        } else {
            let mut cutter = Cutter::new(self.calendar, Grain::Hour);
            let moments = micros(&from)?;
            let moments = moments.as_primitive::<TimestampMicrosecondType>().iter().zip(spans);
            let moved = moments.map(|(at, span)| match (at, span) {
                (Some(at), Some(span)) => moment_moved(&mut cutter, at, span).map(Some).ok_or_else(out_of_range),
                _ => Ok(None),
            });
            let moved: ArrayRef = Arc::new(moved.collect::<Result<TimestampMicrosecondArray>>()?);
            let made = cast(&moved, &self.gives)?;
            if made.null_count() > moved.null_count() {
                return Err(out_of_range());
            }
            made
        };
        Ok(if one {
            ColumnarValue::Scalar(ScalarValue::try_from_array(&made, 0)?)
        } else {
            ColumnarValue::Array(made)
        })
    }
}

/// A span in the direction that it is used.
#[derive(Debug, Clone, Copy)]
struct Span {
    months: i64,
    days: i64,
    nanos: i64,
}

impl Span {
    fn of(span: IntervalMonthDayNano, back: bool) -> Self {
        let sign = if back { -1 } else { 1 };
        Self {
            months: i64::from(span.months) * sign,
            days: i64::from(span.days) * sign,
            nanos: span.nanoseconds.saturating_mul(sign),
        }
    }
}

/// What the clock shows so many months and days further; the last day of a month where the month is shorter.
fn shown_moved(shown: DateTime<chrono::Utc>, span: Span) -> Option<DateTime<chrono::Utc>> {
    let months = Months::new(u32::try_from(span.months.unsigned_abs()).ok()?);
    let moved = if span.months < 0 {
        shown.checked_sub_months(months)?
    } else {
        shown.checked_add_months(months)?
    };
    moved.checked_add_signed(TimeDelta::try_days(span.days)?)
}

fn moment_moved(cutter: &mut Cutter, at: i64, span: Span) -> Option<i64> {
    let mut at = at;
    if span.months != 0 || span.days != 0 {
        let shown = DateTime::from_timestamp_micros(cutter.shown(at))?;
        at = cutter.first(shown_moved(shown, span)?.timestamp_micros());
    }
    at.checked_add(span.nanos / 1_000)
}

fn day_moved(day: Option<i32>, span: Option<Span>) -> Result<Option<i32>> {
    let (Some(day), Some(span)) = (day, span) else {
        return Ok(None);
    };
    if span.nanos % DAY_NANOS != 0 {
        let message = "a day is moved by whole days: cast it to timestamp to move it by hours, minutes or seconds";
        return Err(DataFusionError::External(Box::new(QueryError::invalid(
            "/sql", message,
        ))));
    }
    let whole = Span {
        days: span.days.saturating_add(span.nanos / DAY_NANOS),
        ..span
    };
    let shown = DateTime::from_timestamp(i64::from(day).saturating_mul(86_400), 0);
    let moved = shown.and_then(|shown| shown_moved(shown, whole));
    let moved = moved.and_then(|moved| i32::try_from(moved.timestamp_micros().div_euclid(86_400 * SECOND)).ok());
    moved.map(Some).ok_or_else(out_of_range)
}

fn out_of_range() -> DataFusionError {
    crate::functions::overflow()
}
