//! Functions that turn moments into what the clock shows, and texts, days and series into moments. What of a question calls them is found
//! in `clock`; SQL itself cannot.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, ListArray, TimestampMicrosecondArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, TimestampMicrosecondType};
use datafusion::common::{Result, ScalarValue, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use model::question::Grain;
use model::zone::Calendar;

use super::cut::Cutter;
use super::functions::{DAY_MICROS, array, like, micros, one_row};
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

pub(super) fn moment(cutter: &mut Cutter, shown: i64) -> ScalarValue {
    ScalarValue::TimestampMicrosecond(Some(cutter.first(shown)), None)
}

pub(super) fn cutter(calendar: Calendar) -> Cutter {
    Cutter::new(calendar, Grain::Hour)
}

/// What turns moments, days or texts, and gives this type.
pub(super) fn turning(calendar: Calendar, turn: Turn, gives: DataType) -> ScalarUDF {
    ScalarUDF::new_from_impl(Clock {
        calendar,
        turn,
        gives,
        signature: Signature::any(1, Volatility::Immutable),
    })
}

/// `date_bin` by the calendar's clock.
pub(super) fn bin(calendar: Calendar, inner: Arc<ScalarUDF>, gives: DataType) -> ScalarUDF {
    ScalarUDF::new_from_impl(Bin {
        calendar,
        inner,
        gives,
        signature: Signature::variadic_any(Volatility::Immutable),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Turn {
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
    /// A list of moments as its clock shows them.
    ShownList,
    /// The first moment at which the clock shows what this would be in UTC.
    Meant,
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
            Turn::Shown | Turn::ShownList => "shown_by_clock",
            Turn::Begin => "begin_of_day",
            Turn::Named | Turn::NamedIfAny | Turn::Meant => "moment_of_text",
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
            Turn::Meant => {
                let shown = micros(&values)?;
                let shown = shown.as_primitive::<TimestampMicrosecondType>();
                shown.iter().map(|at| at.map(|at| cutter.first(at))).collect()
            }
            Turn::Series => return like(value, each(&values, &self.gives, |at| cutter.first(at))?),
            Turn::ShownList => return like(value, each(&values, &self.gives, |at| cutter.shown(at))?),
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
        let given = cast(&made, &self.gives)?;
        // A moment may have no place in a finer type.
        if given.null_count() > made.null_count() && self.turn != Turn::NamedIfAny {
            return Err(crate::functions::overflow());
        }
        like(value, given)
    }
}

/// The lists with each of their moments turned.
fn each(lists: &ArrayRef, gives: &DataType, mut turn: impl FnMut(i64) -> i64) -> Result<ArrayRef> {
    let lists = lists.as_list::<i32>();
    let DataType::List(field) = gives else {
        return exec_err!("moments of a list stay in a list");
    };
    let moments = micros(lists.values())?;
    let moments = moments.as_primitive::<TimestampMicrosecondType>().iter();
    let turned: TimestampMicrosecondArray = moments.map(|at| at.map(&mut turn)).collect();
    let turned: ArrayRef = Arc::new(turned);
    let turned = cast(&turned, field.data_type())?;
    let (offsets, nulls) = (lists.offsets().clone(), lists.nulls().cloned());
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, turned, nulls)?))
}

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
        let nothing = args
            .args
            .iter()
            .any(|value| matches!(value, ColumnarValue::Scalar(value) if value.is_null()));
        let bins = self.inner.inner().invoke_with_args(args)?;
        let bins = micros(&bins.to_array(at.len())?)?;
        // The engine computes in nanoseconds, and gives nothing for what does not fit.
        if bins.null_count() > at.null_count() && !nothing {
            return Err(crate::functions::overflow());
        }
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
