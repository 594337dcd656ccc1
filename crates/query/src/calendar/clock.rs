//! What else in SQL turns moments into texts, days and times, or back: texts and days that are compared with moments, casts, `to_char`,
//! `date_bin`, series. The engine's own would take them for UTC and say nothing. Put into a question's plan once its types are known;
//! how each is computed is in `turns`.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::Transformed;
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::expr::{Cast, ScalarFunction, TryCast};
use datafusion::logical_expr::{Expr, ExprSchemable as _, ScalarUDF};
use model::zone::Calendar;

use super::functions::day;
use super::turns::{Turn, bin, cutter, moment, named, turning};
use crate::types::TIMESTAMP;

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
        ) => Some(Turned::Inner(
            turning(calendar, Turn::Shown, from.clone()).call(vec![inner.clone()]),
        )),
        (DataType::Date32 | DataType::Date64, DataType::Timestamp(_, None)) => Some(match inner {
            Expr::Literal(value, _) => match begin_of_literal(value, calendar)? {
                Some(moment) => Turned::Whole(Expr::Literal(moment.cast_to(to)?, None)),
                None => return Ok(None),
            },
            _ => Turned::Inner(turning(calendar, Turn::Begin, TIMESTAMP).call(vec![inner.clone()])),
        }),
        (DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View, DataType::Timestamp(_, None)) => match inner {
            Expr::Literal(value, _) => value
                .try_as_str()
                .flatten()
                .and_then(|text| named(text, calendar))
                .map(|moment| moment.cast_to(to))
                .transpose()?
                .map(|moment| Turned::Whole(Expr::Literal(moment, None))),
            _ => Some(Turned::Inner(
                turning(calendar, texts, TIMESTAMP).call(vec![inner.clone()]),
            )),
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
    *of = turning(calendar, Turn::Shown, from.clone()).call(vec![of.clone()]);
    Ok(Transformed::yes(func.call(args)))
}

/// A series of moments, as the clock shows them: by days it stays at midnight when the clock is changed.
fn series(func: &ScalarUDF, mut args: Vec<Expr>, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    for of in args.iter_mut().take(2) {
        let from = of.get_type(schema)?;
        if !matches!(from, DataType::Timestamp(_, None)) {
            return Ok(Transformed::no(func.call(args)));
        }
        *of = turning(calendar, Turn::Shown, from.clone()).call(vec![of.clone()]);
    }
    let series = func.call(args);
    let gives = series.get_type(schema)?;
    Ok(Transformed::yes(
        turning(calendar, Turn::Series, gives).call(vec![series]),
    ))
}

fn begin_of_literal(value: &ScalarValue, calendar: Calendar) -> Result<Option<ScalarValue>> {
    Ok(match value.cast_to(&TIMESTAMP)? {
        ScalarValue::TimestampMicrosecond(Some(shown), None) => Some(moment(&mut cutter(calendar), shown)),
        _ => None,
    })
}
