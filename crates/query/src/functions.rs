//! The functions that SQL questions may use: those of the engine that depend on their arguments only, and the clock of the call.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::ScalarValue;
use datafusion::execution::SessionState;
use datafusion::logical_expr::{AggregateUDF, ColumnarValue, ScalarUDF, Volatility, WindowUDF, create_udf};
use model::Instant;
use model::zone::{Calendar, Zone};

use crate::calendar;
use crate::types;

/// Functions that tell about the server or its files, or give another value at each call.
const REFUSED: [&str; 6] = [
    "version",
    "input_file_name",
    "file_row_index",
    "random",
    "uuid",
    "arrow_metadata",
];

/// Functions that read the clock; they see the time of the call.
pub(crate) const CLOCK: [&str; 6] = [
    "now",
    "current_timestamp",
    "current_date",
    "today",
    "current_time",
    "localtimestamp",
];

/// What a cast to a day is planned as: moments become the day that the dashboard's clock shows.
pub(crate) const DAY_OF: &str = "day_of";

/// What may be called.
#[derive(Debug, Clone)]
pub(crate) struct Functions {
    scalar: Arc<HashMap<String, Arc<ScalarUDF>>>,
    aggregate: Arc<HashMap<String, Arc<AggregateUDF>>>,
    window: Arc<HashMap<String, Arc<WindowUDF>>>,
}

impl Functions {
    /// Those of the engine's own that are safe to offer.
    pub(crate) fn of(state: &SessionState) -> Self {
        let offered = |name: &str, function: &ScalarUDF| {
            !REFUSED.contains(&name)
                && !CLOCK.contains(&name)
                && function.signature().volatility == Volatility::Immutable
        };
        let scalar = state
            .scalar_functions()
            .iter()
            .filter(|(name, function)| offered(name, function))
            .map(|(name, function)| (name.clone(), Arc::clone(function)))
            .collect();
        Self {
            scalar: Arc::new(scalar),
            aggregate: Arc::new(state.aggregate_functions().clone()),
            window: Arc::new(state.window_functions().clone()),
        }
    }

    /// The scalar function of this name, if it is offered; clocks stand at `now`.
    /// Days and hours are those of the calendar.
    pub(crate) fn scalar(&self, name: &str, now: Instant, calendar: Calendar) -> Option<Arc<ScalarUDF>> {
        if CLOCK.contains(&name) {
            return clock(name, now, calendar.zone);
        }
        match name {
            "date_trunc" | "datetrunc" => return Some(calendar::trunc(calendar)),
            "date_part" | "datepart" => return Some(calendar::part(calendar)),
            DAY_OF => return Some(calendar::day(calendar)),
            _ => {}
        }
        self.scalar.get(name).cloned()
    }

    /// The aggregate of this name.
    pub(crate) fn aggregate(&self, name: &str) -> Option<Arc<AggregateUDF>> {
        self.aggregate.get(name).cloned()
    }

    /// Names of all scalar functions; the planner fails in another way when there are none.
    pub(crate) fn scalar_names(&self) -> Vec<String> {
        self.scalar.keys().cloned().collect()
    }

    /// The window function of this name.
    pub(crate) fn window(&self, name: &str) -> Option<Arc<WindowUDF>> {
        self.window.get(name).cloned()
    }
}

fn clock(name: &str, now: Instant, zone: Zone) -> Option<Arc<ScalarUDF>> {
    let value = match name {
        "current_date" | "today" => ScalarValue::Date32(types::day_number(zone.at(now).date_naive())),
        "current_time" => {
            let micros = now.timestamp_micros().rem_euclid(86_400_000_000);
            ScalarValue::Time64Microsecond(Some(micros))
        }
        _ => types::timestamp(now),
    };
    let data_type = match &value {
        ScalarValue::Date32(_) => DataType::Date32,
        ScalarValue::Time64Microsecond(_) => DataType::Time64(TimeUnit::Microsecond),
        _ => types::TIMESTAMP,
    };
    let constant = Arc::new(move |_: &[ColumnarValue]| Ok(ColumnarValue::Scalar(value.clone())));
    Some(Arc::new(create_udf(
        name,
        Vec::new(),
        data_type,
        Volatility::Immutable,
        constant,
    )))
}
