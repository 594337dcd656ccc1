//! How days and moments are written, said as PostgreSQL says it (`YYYY-MM-DD HH24:MI`): the engine knows strftime's `%` alone, and would
//! write the letters themselves. A pattern that is neither is refused, so that nothing is written that nobody meant.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DFSchema, DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::expr::ScalarFunction;
use datafusion::logical_expr::{Expr, ExprSchemable as _};
use model::zone::Calendar;

use super::turns::bin;
use crate::error::QueryError;

/// What a part is in strftime; with `FM` before it, without leading zeros. Longer ones stand before those that they begin with.
const PARTS: [(&str, &str, &str); 24] = [
    ("YYYY", "%Y", "%-Y"),
    ("IYYY", "%G", "%-G"),
    ("YY", "%y", "%-y"),
    ("HH24", "%H", "%-H"),
    ("HH12", "%I", "%-I"),
    ("MONTH", "%B", "%B"),
    ("MON", "%b", "%b"),
    ("MM", "%m", "%-m"),
    ("MI", "%M", "%-M"),
    ("MS", "%3f", "%3f"),
    ("US", "%6f", "%6f"),
    ("SS", "%S", "%-S"),
    ("DDD", "%j", "%-j"),
    ("DD", "%d", "%-d"),
    ("DAY", "%A", "%A"),
    ("DY", "%a", "%a"),
    ("IW", "%V", "%-V"),
    ("ID", "%u", "%u"),
    ("AM", "%p", "%p"),
    ("PM", "%p", "%p"),
    ("Q", "%q", "%q"),
    ("TH", "", ""),
    ("HH", "", ""),
    ("TZ", "", ""),
];

/// What is put in place of a call whose meaning depends on how something is written, or that may not say it when it fails.
///
/// # Errors
/// A pattern that cannot be read, or a zone that a call names beside the dashboard's.
pub(crate) fn told(call: &ScalarFunction, schema: &DFSchema, calendar: Calendar) -> Result<Option<Expr>> {
    match call.func.name() {
        "to_char" => {
            let Some(pattern) = call.args.get(1).and_then(text_of) else {
                return Err(refused("the format of to_char is one text, not a column"));
            };
            if pattern.contains('%') {
                return Ok(None);
            }
            let pattern = strftime(pattern).map_err(refused)?;
            let mut args = call.args.clone();
            if let Some(place) = args.get_mut(1) {
                *place = Expr::Literal(ScalarValue::Utf8(Some(pattern)), None);
            }
            Ok(Some(call.func.call(args)))
        }
        name if name.starts_with("to_timestamp") || name == "to_date" => {
            let mut args = call.args.clone();
            let mut changed = false;
            for format in args.iter_mut().skip(1) {
                let plain = text_of(format).filter(|text| !text.contains('%'));
                if let Some(plain) = plain.map(strftime) {
                    *format = Expr::Literal(ScalarValue::Utf8(Some(plain.map_err(refused)?)), None);
                    changed = true;
                }
            }
            Ok(changed.then(|| call.func.call(args)))
        }
        "from_unixtime" if call.args.len() > 1 => Err(refused(
            "from_unixtime takes the seconds alone: moments are shown on the dashboard's clock",
        )),
        "date_bin" => match call.args.get(1) {
            Some(of) => {
                let of = of.get_type(schema)?;
                let moments = matches!(of, DataType::Timestamp(_, None));
                Ok(moments.then(|| bin(calendar, call.func.clone(), of).call(call.args.clone())))
            }
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// Whether a format of strftime has a zone.
pub(crate) fn says_zone(format: &str) -> bool {
    // Two percent signs are one that is written.
    let format = format.replace("%%", "");
    ["%z", "%:z", "%::z", "%#z", "%+", "%s"]
        .iter()
        .any(|part| format.contains(part))
}

/// The text of a literal.
pub(super) fn text_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Literal(value, _) => value.try_as_str().flatten(),
        Expr::Alias(alias) => text_of(&alias.expr),
        Expr::Cast(cast) => text_of(&cast.expr),
        _ => None,
    }
}

/// The question is refused with this sentence.
pub(super) fn refused(message: &str) -> DataFusionError {
    DataFusionError::External(Box::new(QueryError::invalid("/sql", message)))
}

fn strftime(pattern: &str) -> Result<String, &'static str> {
    let mut made = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let (quoted, after) = rest.get(1..).and_then(|rest| rest.split_once('"')).ok_or(UNREAD)?;
            made.push_str(quoted);
            rest = after;
        } else if c.is_alphabetic() {
            let (part, after) = part(rest).ok_or(UNREAD)?;
            made.push_str(part);
            rest = after;
        } else {
            made.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    Ok(made)
}

const UNREAD: &str = "this is no format of days and times: write %Y-%m-%d %H:%M, or YYYY-MM-DD HH24:MI with other letters in double quotes";

fn part(rest: &str) -> Option<(&'static str, &str)> {
    let begins = |rest: &str, with: &str| {
        rest.get(..with.len())
            .is_some_and(|part| part.eq_ignore_ascii_case(with))
    };
    let bare = begins(rest, "FM");
    let rest = if bare { rest.get(2..)? } else { rest };
    let (name, padded, plain) = PARTS.iter().find(|(name, _, _)| begins(rest, name))?;
    let part = if bare { plain } else { padded };
    (!part.is_empty()).then_some((*part, rest.get(name.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_postgresql_is_one_of_strftime() {
        for (pattern, same) in [
            ("YYYY-MM-DD HH24:MI:SS.MS", "%Y-%m-%d %H:%M:%S.%3f"),
            ("yyyy-mm-dd\"T\"hh24:mi", "%Y-%m-%dT%H:%M"),
            ("FMDD. Month YYYY", "%-d. %B %Y"),
            ("IYYY-\"W\"IW", "%G-W%V"),
            ("Dy, HH12:MI AM", "%a, %I:%M %p"),
            ("YYYY \"Q\"Q", "%Y Q%q"),
        ] {
            assert_eq!(strftime(pattern).as_deref(), Ok(same), "{pattern}");
        }
        for wrong in ["HH:MI", "DDth", "YYYY-MM-DDTHH24", "hello", "\"open", "TZ", "Ä"] {
            assert!(strftime(wrong).is_err(), "{wrong}");
        }
    }
}
