//! What else in SQL turns moments into texts, days and times, or back: texts and days that are compared with moments, casts, `to_char`,
//! `date_bin`. The engine's own would take them for UTC and say nothing. Put into a question's plan once its types are known.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, ListArray, TimestampMicrosecondArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, TimestampMicrosecondType};
use datafusion::common::tree_node::Transformed;
use datafusion::common::{DFSchema, Result, ScalarValue, exec_err};
use datafusion::logical_expr::expr::{Cast, ScalarFunction, TryCast};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ExprSchemable as _, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use model::question::Grain;
use model::zone::Calendar;

use super::cut::Cutter;
use super::functions::{array, day, like, micros, one_row};
use crate::types::TIMESTAMP;

/// The names of what is put in place, which SQL itself cannot call.
pub(crate) const NAMES: [&str; 7] = [
    "day_of",
    "shown_by_clock",
    "begin_of_day",
    "moment_of_text",
    "bin_by_clock",
    "moments_of_shown",
    "moved_by_clock",
];

/// The expression as the calendar's clock means it; it stays what it is where no moment is turned into anything.
///
/// # Errors
/// Its type cannot be told.
pub(crate) fn by_clock(expr: Expr, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    Ok(match expr {
        Expr::Cast(Cast { expr: inner, field }) => {
            let to = field.data_type();
            match turned(&inner, to, schema, calendar, Turn::Named)? {
                Some(Turned::Whole(whole)) => Transformed::yes(whole),
                Some(Turned::Inner(inner)) => Transformed::yes(Expr::Cast(Cast::new(Box::new(inner), to.clone()))),
                None => Transformed::no(Expr::Cast(Cast { expr: inner, field })),
            }
        }
        Expr::TryCast(TryCast { expr: inner, field }) => {
            let to = field.data_type();
            match turned(&inner, to, schema, calendar, Turn::NamedIfAny)? {
                Some(Turned::Whole(whole)) => Transformed::yes(whole),
                Some(Turned::Inner(inner)) => {
                    Transformed::yes(Expr::TryCast(TryCast::new(Box::new(inner), to.clone())))
                }
                None => Transformed::no(Expr::TryCast(TryCast { expr: inner, field })),
            }
        }
        Expr::ScalarFunction(call) => function(call, schema, calendar)?,
        other => Transformed::no(other),
    })
}

enum Turned {
    /// Instead of the cast.
    Whole(Expr),
    /// Instead of what is cast.
    Inner(Expr),
}

/// `texts` says what becomes of texts that are no moments.
fn turned(inner: &Expr, to: &DataType, schema: &DFSchema, calendar: Calendar, texts: Turn) -> Result<Option<Turned>> {
    let from = inner.get_type(schema)?;
    Ok(match (&from, to) {
        (DataType::Timestamp(_, None), DataType::Date32) => {
            Some(Turned::Whole(day(calendar).call(vec![inner.clone()])))
        }
        (
            DataType::Timestamp(_, None),
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Time32(_)
            | DataType::Time64(_)
            | DataType::Date64,
        ) => Some(Turned::Inner(shown(calendar, &from).call(vec![inner.clone()]))),
        (DataType::Date32 | DataType::Date64, DataType::Timestamp(_, None)) => Some(match inner {
            Expr::Literal(value, _) => match begin_of_literal(value, calendar)? {
                Some(moment) => Turned::Whole(Expr::Literal(moment.cast_to(to)?, None)),
                None => return Ok(None),
            },
            _ => Turned::Inner(moments(calendar, Turn::Begin).call(vec![inner.clone()])),
        }),
        (DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View, DataType::Timestamp(_, None)) => match inner {
            Expr::Literal(value, _) => value
                .try_as_str()
                .flatten()
                .and_then(|text| named(text, calendar))
                .map(|moment| moment.cast_to(to))
                .transpose()?
                .map(|moment| Turned::Whole(Expr::Literal(moment, None))),
            _ => Some(Turned::Inner(moments(calendar, texts).call(vec![inner.clone()]))),
        },
        _ => None,
    })
}

fn function(call: ScalarFunction, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    let ScalarFunction { func, mut args } = call;
    let place = match func.name() {
        "generate_series" | "range" => return series(&func, args, schema, calendar),
        "to_char" | "to_date" | "to_time" => 0,
        "date_bin" => 1,
        _ => return Ok(Transformed::no(func.call(args))),
    };
    let Some(of) = args.get_mut(place) else {
        return Ok(Transformed::no(func.call(args)));
    };
    let from = of.get_type(schema)?;
    if !matches!(from, DataType::Timestamp(_, None)) {
        return Ok(Transformed::no(func.call(args)));
    }
    if place == 1 {
        return Ok(Transformed::yes(bin(calendar, func, from).call(args)));
    }
    *of = shown(calendar, &from).call(vec![of.clone()]);
    Ok(Transformed::yes(func.call(args)))
}

/// A series of moments, as the clock shows them: by days it stays at midnight when the clock is changed.
fn series(func: &ScalarUDF, mut args: Vec<Expr>, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    for of in args.iter_mut().take(2) {
        let from = of.get_type(schema)?;
        if !matches!(from, DataType::Timestamp(_, None)) {
            return Ok(Transformed::no(func.call(args)));
        }
        *of = shown(calendar, &from).call(vec![of.clone()]);
    }
    let series = func.call(args);
    let gives = series.get_type(schema)?;
    Ok(Transformed::yes(series_of_shown(calendar, gives).call(vec![series])))
}

/// The moment that a text without a zone names on the calendar's clock; `None` where it says its zone or is no moment.
pub(crate) fn named(text: &str, calendar: Calendar) -> Option<ScalarValue> {
    let (shown, zoned) = read(text)?;
    (!zoned).then(|| moment(&mut cutter(calendar), shown))
}

/// What a text shows as microseconds since 1970, and whether it says its zone. As files are read, or as the engine reads it.
fn read(text: &str) -> Option<(i64, bool)> {
    let text = text.trim();
    let clock = text.get(10..).unwrap_or_default().trim_start_matches(['T', 't', ' ']);
    let zoned = clock.contains(['+', '-']) || clock.contains(|c: char| c.is_ascii_alphabetic());
    let shown =
        crate::types::micros(text).or_else(|| match ScalarValue::Utf8(Some(text.to_owned())).cast_to(&TIMESTAMP) {
            Ok(ScalarValue::TimestampMicrosecond(shown, None)) => shown,
            _ => None,
        });
    Some((shown?, zoned))
}

fn begin_of_literal(value: &ScalarValue, calendar: Calendar) -> Result<Option<ScalarValue>> {
    Ok(match value.cast_to(&TIMESTAMP)? {
        ScalarValue::TimestampMicrosecond(Some(shown), None) => Some(moment(&mut cutter(calendar), shown)),
        _ => None,
    })
}

fn moment(cutter: &mut Cutter, shown: i64) -> ScalarValue {
    ScalarValue::TimestampMicrosecond(Some(cutter.first(shown)), None)
}

fn cutter(calendar: Calendar) -> Cutter {
    Cutter::new(calendar, Grain::Hour)
}

/// A moment as if its clock showed UTC, for what takes a moment apart or writes it.
fn shown(calendar: Calendar, of: &DataType) -> ScalarUDF {
    ScalarUDF::new_from_impl(Clock {
        calendar,
        turn: Turn::Shown,
        gives: of.clone(),
        signature: Signature::any(1, Volatility::Immutable),
    })
}

/// Moments of days or of texts.
fn moments(calendar: Calendar, turn: Turn) -> ScalarUDF {
    ScalarUDF::new_from_impl(Clock {
        calendar,
        turn,
        gives: TIMESTAMP,
        signature: Signature::any(1, Volatility::Immutable),
    })
}

/// Lists of what the clock shows, as lists of moments.
fn series_of_shown(calendar: Calendar, gives: DataType) -> ScalarUDF {
    ScalarUDF::new_from_impl(Clock {
        calendar,
        turn: Turn::Series,
        gives,
        signature: Signature::any(1, Volatility::Immutable),
    })
}

fn bin(calendar: Calendar, inner: Arc<ScalarUDF>, gives: DataType) -> ScalarUDF {
    ScalarUDF::new_from_impl(Bin {
        calendar,
        inner,
        gives,
        signature: Signature::variadic_any(Volatility::Immutable),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Turn {
    /// A moment as its clock shows it.
    Shown,
    /// The first moment of a day.
    Begin,
    /// The moment that a text names; another text fails.
    Named,
    /// The moment that a text names, if it is one.
    NamedIfAny,
    /// The moments of a list of what the clock shows.
    Series,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Clock {
    calendar: Calendar,
    turn: Turn,
    gives: DataType,
    signature: Signature,
}

impl ScalarUDFImpl for Clock {
    fn name(&self) -> &'static str {
        match self.turn {
            Turn::Shown => "shown_by_clock",
            Turn::Begin => "begin_of_day",
            Turn::Named | Turn::NamedIfAny => "moment_of_text",
            Turn::Series => "moments_of_shown",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.gives.clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [value] = args.args.as_slice() else {
            return exec_err!("a moment is turned alone");
        };
        let values = array(value, one_row(value, args.number_rows))?;
        let mut cutter = cutter(self.calendar);
        let made: TimestampMicrosecondArray = match self.turn {
            Turn::Shown => {
                let moments = micros(&values)?;
                let moments = moments.as_primitive::<TimestampMicrosecondType>();
                moments.iter().map(|at| at.map(|at| cutter.shown(at))).collect()
            }
            Turn::Begin => {
                let days = cast(&values, &DataType::Date32)?;
                let days = days.as_primitive::<Date32Type>();
                let mut begins = |day: i32| cutter.first(i64::from(day).saturating_mul(DAY_MICROS));
                days.iter().map(|day| day.map(&mut begins)).collect()
            }
            Turn::Series => {
                let lists = values.as_list::<i32>();
                let shown = micros(lists.values())?;
                let shown = shown.as_primitive::<TimestampMicrosecondType>().iter();
                let moments: TimestampMicrosecondArray = shown.map(|at| at.map(|at| cutter.first(at))).collect();
                let DataType::List(field) = &self.gives else {
                    return exec_err!("a series is a list");
                };
                let moments: ArrayRef = Arc::new(moments);
                let moments = cast(&moments, field.data_type())?;
                let (offsets, nulls) = (lists.offsets().clone(), lists.nulls().cloned());
                let made: ArrayRef = Arc::new(ListArray::try_new(Arc::clone(field), offsets, moments, nulls)?);
                return like(value, made);
            }
            Turn::Named | Turn::NamedIfAny => {
                let texts = cast(&values, &DataType::Utf8)?;
                let meant = texts.as_string::<i32>().iter().map(|text| {
                    let Some(text) = text else { return Ok(None) };
                    match read(text) {
                        Some((at, true)) => Ok(Some(at)),
                        Some((shown, false)) => Ok(Some(cutter.first(shown))),
                        None if self.turn == Turn::NamedIfAny => Ok(None),
                        None => exec_err!("cannot cast a text to a moment"),
                    }
                });
                meant.collect::<Result<_>>()?
            }
        };
        let made: ArrayRef = Arc::new(made);
        like(value, cast(&made, &self.gives)?)
    }
}

const DAY_MICROS: i64 = 86_400_000_000;

/// `date_bin` of what the clock shows. A bin begins at the moment that the clock shows its beginning; the hour that comes twice is two.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Bin {
    calendar: Calendar,
    inner: Arc<ScalarUDF>,
    gives: DataType,
    signature: Signature,
}

impl ScalarUDFImpl for Bin {
    fn name(&self) -> &'static str {
        "bin_by_clock"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.gives.clone())
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows;
        let mut cutter = cutter(self.calendar);
        let mut moments: Option<(ColumnarValue, ArrayRef)> = None;
        for (place, value) in args.args.iter_mut().enumerate().skip(1) {
            let of = value.data_type();
            if !matches!(of, DataType::Timestamp(_, None)) {
                continue;
            }
            let at = micros(&array(value, one_row(value, rows))?)?;
            let shown = at.as_primitive::<TimestampMicrosecondType>().iter();
            let shown: TimestampMicrosecondArray = shown.map(|at| at.map(|at| cutter.shown(at))).collect();
            let shown: ArrayRef = Arc::new(shown);
            let turned = like(value, if place == 1 { shown } else { cast(&shown, &of)? })?;
            let before = std::mem::replace(value, turned);
            if place == 1 {
                moments = Some((before, at));
            }
        }
        let Some((before, at)) = moments else {
            return exec_err!("date_bin takes a moment");
        };
        let bins = self.inner.inner().invoke_with_args(args)?;
        let bins = micros(&bins.to_array(at.len())?)?;
        let bins = bins.as_primitive::<TimestampMicrosecondType>().iter();
        let at = at.as_primitive::<TimestampMicrosecondType>().iter();
        let begins = at.zip(bins).map(|(at, bin)| {
            let (at, bin) = (at?, bin?);
            let begins = at.saturating_sub(cutter.shown(at).saturating_sub(bin));
            Some(if cutter.shown(begins) == bin {
                begins
            } else {
                cutter.first(bin)
            })
        });
        let begins: ArrayRef = Arc::new(begins.collect::<TimestampMicrosecondArray>());
        like(&before, cast(&begins, &self.gives)?)
    }
}
