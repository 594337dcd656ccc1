//! What else in SQL turns moments into texts, days and times, or back: texts and days that are compared with moments, casts, `to_char`,
//! `to_timestamp`, series. The engine's own would take them for UTC and say nothing. Put into a question's plan once its types are known;
//! how each is computed is in `turns`.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::Transformed;
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::expr::{Cast, ScalarFunction, TryCast, WindowFunction};
use datafusion::logical_expr::{Expr, ExprSchemable as _, ScalarUDF, WindowFrameBound, WindowFrameUnits};
use model::zone::Calendar;

use super::functions::day;
use super::patterns::{refused, says_zone, text_of};
use super::turns::{Turn, cutter, moment, named, turning};
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
        Expr::WindowFunction(window) => {
            goes_by_hours(&window, schema)?;
            Transformed::no(Expr::WindowFunction(window))
        }
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
        (DataType::List(field), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
            if nests_moments(field.data_type()) =>
        {
            return Err(refused(NESTED));
        }
        (DataType::List(field), DataType::List(_) | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
            if matches!(field.data_type(), DataType::Timestamp(_, None)) && !is_list_of_moments(to) =>
        {
            Some(Turned::Inner(
                turning(calendar, Turn::ShownList, from.clone()).call(vec![inner.clone()]),
            ))
        }
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

const NESTED: &str = "moments in lists of lists have no text: unnest them first";

/// Whether it is a list, or lists, of moments.
fn nests_moments(of: &DataType) -> bool {
    matches!(of, DataType::List(field)
        if matches!(field.data_type(), DataType::Timestamp(_, _)) || nests_moments(field.data_type()))
}

fn is_list_of_moments(of: &DataType) -> bool {
    matches!(of, DataType::List(field) if matches!(field.data_type(), DataType::Timestamp(_, _)))
}

fn function(call: ScalarFunction, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    let ScalarFunction { func, mut args } = call;
    match func.name() {
        "generate_series" | "range" => return series(&func, args, schema, calendar),
        "to_char" | "to_date" | "to_time" | "array_to_string" | "to_unixtime" => {}
        name if name.starts_with("to_timestamp") => return of_text(&func, args, schema, calendar),
        _ => return Ok(Transformed::no(func.call(args))),
    }
    let texts = func.name() == "to_unixtime";
    let Some(from) = args.first().map(|of| of.get_type(schema)).transpose()? else {
        return Ok(Transformed::no(func.call(args)));
    };
    if func.name() == "to_date" && from.is_string() && args.len() == 1 {
        let named = args
            .pop()
            .map(|text| turning(calendar, Turn::Named, TIMESTAMP).call(vec![text]));
        return Ok(Transformed::yes(day(calendar).call(named.into_iter().collect())));
    }
    let Some(of) = args.first_mut() else {
        return Ok(Transformed::no(func.call(args)));
    };
    let turn = match &from {
        DataType::List(field) if nests_moments(field.data_type()) => return Err(refused(NESTED)),
        DataType::Timestamp(_, None) if !texts => turning(calendar, Turn::Shown, from.clone()),
        DataType::List(field) if matches!(field.data_type(), DataType::Timestamp(_, None)) => {
            turning(calendar, Turn::ShownList, from.clone())
        }
        of if texts && of.is_string() => turning(calendar, Turn::Named, TIMESTAMP),
        _ => return Ok(Transformed::no(func.call(args))),
    };
    *of = turn.call(vec![of.clone()]);
    Ok(Transformed::yes(func.call(args)))
}

/// The moment that a text names, in ISO's form or in one that is said.
fn of_text(func: &ScalarUDF, args: Vec<Expr>, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    let Some(of) = args.first() else {
        return Ok(Transformed::no(func.call(args)));
    };
    if !of.get_type(schema)?.is_string() {
        return Ok(Transformed::no(func.call(args)));
    }
    let named = func.call(args.clone());
    let gives = named.get_type(schema)?;
    let zoned = |format: &Expr| text_of(format).map(says_zone);
    let formats = args.get(1..).unwrap_or_default();
    if formats.is_empty() {
        return Ok(Transformed::yes(
            turning(calendar, Turn::Named, gives).call(vec![of.clone()]),
        ));
    }
    if formats.iter().all(|format| zoned(format) == Some(false)) {
        return Ok(Transformed::yes(
            turning(calendar, Turn::Meant, gives).call(vec![named]),
        ));
    }
    if formats.iter().all(|format| zoned(format) == Some(true)) {
        return Ok(Transformed::no(named));
    }
    Err(refused(
        "the formats of to_timestamp are plain texts: all of them with a zone, or none",
    ))
}

/// Refuses windows over moments that reach back by days or months: the engine takes a day for 24 hours.
fn goes_by_hours(window: &WindowFunction, schema: &DFSchema) -> Result<()> {
    let frame = &window.params.window_frame;
    let bounds = [&frame.start_bound, &frame.end_bound];
    let by_days = bounds.into_iter().any(|bound| match bound {
        WindowFrameBound::Preceding(span) | WindowFrameBound::Following(span) => has_days(span).unwrap_or(true),
        WindowFrameBound::CurrentRow => false,
    });
    if frame.units != WindowFrameUnits::Range || !by_days {
        return Ok(());
    }
    match window
        .params
        .order_by
        .first()
        .map(|by| by.expr.get_type(schema))
        .transpose()?
    {
        Some(DataType::Timestamp(_, _)) => Err(refused(
            "a window of days or months goes by days: write ORDER BY cast(… as date) RANGE …, or a span of hours",
        )),
        _ => Ok(()),
    }
}

/// Whether a span has days or months; `None` for what is no span of time. One without an end has none.
fn has_days(span: &ScalarValue) -> Option<bool> {
    Some(match span {
        ScalarValue::IntervalMonthDayNano(Some(span)) => span.months != 0 || span.days != 0,
        ScalarValue::IntervalDayTime(Some(span)) => span.days != 0,
        ScalarValue::IntervalYearMonth(Some(months)) => *months != 0,
        other if other.is_null() => false,
        _ => return None,
    })
}

/// A series of moments, as the clock shows them: by days it stays at midnight when the clock is changed. Hours are hours.
fn series(func: &ScalarUDF, mut args: Vec<Expr>, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    let moments = args.first().map(|of| of.get_type(schema)).transpose()?;
    if matches!(moments, Some(DataType::Timestamp(_, None))) {
        let mut step = args.get(2);
        while let Some(Expr::Cast(Cast { expr, .. })) = step {
            step = Some(expr);
        }
        match step {
            Some(Expr::Literal(span, _)) if has_days(span) == Some(false) => {
                return Ok(Transformed::no(func.call(args)));
            }
            Some(Expr::Literal(..)) => {}
            _ => return Err(refused("the step of a series of moments is one span, not a column")),
        }
    }
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
