//! The functions that SQL questions may use: an allow-list of the engine's own, and the clock of the call. A plan that calls anything else
//! is refused, whoever put it there; calls that can give more than they get are bounded.

mod bounded;
mod checked;
mod fraction;
mod growth;
pub(crate) mod list;
mod percentile;
mod sum;

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::tree_node::{Transformed, TreeNode as _, TreeNodeRecursion};
use datafusion::common::{DFSchema, DataFusionError, Result, ScalarValue, resources_err};
use datafusion::execution::SessionState;
use datafusion::logical_expr::expr::{BinaryExpr, ScalarFunction};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::utils::merge_schema;
use datafusion::logical_expr::{
    AggregateUDF, ColumnarValue, Expr, LogicalPlan, Operator, ScalarUDF, Volatility, WindowFunctionDefinition,
    WindowUDF, create_udf,
};
use model::Instant;
use model::zone::{Calendar, Zone};

use crate::calendar;
use crate::error::QueryError;
use crate::functions::bounded::{Bounded, Budget, Joined};
pub(crate) use crate::functions::checked::overflow;
use crate::functions::growth::Growth;
pub(crate) use crate::functions::list::CLOCK;
use crate::functions::list::{AGGREGATE, SCALAR, WINDOW};
pub(crate) use crate::functions::percentile::percentile;
pub(crate) use crate::functions::sum::sum;
use crate::limits::{FUNCTIONS_BYTES, FUNCTIONS_GROWING, SEPARATOR_BYTES};
use crate::stop::Stop;
use crate::types;

/// The names of all functions that SQL may call.
pub fn functions() -> impl Iterator<Item = &'static str> {
    let scalar = SCALAR.iter().map(|(name, _)| *name);
    scalar.chain(CLOCK.iter().chain(AGGREGATE).chain(WINDOW).copied())
}

/// What may be called.
#[derive(Debug, Clone)]
pub(crate) struct Functions {
    scalar: Arc<HashMap<String, Arc<ScalarUDF>>>,
    aggregate: Arc<HashMap<String, Arc<AggregateUDF>>>,
    window: Arc<HashMap<String, Arc<WindowUDF>>>,
    /// By the name that the engine itself uses.
    growth: Arc<HashMap<String, Growth>>,
}

fn listed<T: Clone>(known: &HashMap<String, T>, names: impl Iterator<Item = &'static str>) -> Arc<HashMap<String, T>> {
    let found = names.filter_map(|name| Some((name.to_owned(), known.get(name)?.clone())));
    Arc::new(found.collect())
}

/// Those of the engine's own that are listed, with sums and percentiles that are exact, and means of decimals that are not cut.
fn aggregates(state: &SessionState) -> Arc<HashMap<String, Arc<AggregateUDF>>> {
    let mut found = listed(state.aggregate_functions(), AGGREGATE.iter().copied());
    let own = Arc::make_mut(&mut found);
    own.insert("sum".to_owned(), sum::exact());
    for name in ["percentile_cont", "quantile_cont"] {
        own.insert(name.to_owned(), percentile::exact());
    }
    for name in fraction::NAMES {
        if let Some(inner) = own.get(name).map(fraction::of) {
            own.insert(name.to_owned(), inner);
        }
    }
    found
}

impl Functions {
    /// Those of the engine's own that are listed.
    pub(crate) fn of(state: &SessionState) -> Self {
        let scalar = listed(state.scalar_functions(), SCALAR.iter().map(|(name, _)| *name));
        let growth = SCALAR.iter().filter_map(|(name, growth)| {
            let function = scalar.get(*name)?;
            Some((function.name().to_owned(), *growth))
        });
        Self {
            growth: Arc::new(growth.collect()),
            aggregate: aggregates(state),
            window: listed(state.window_functions(), WINDOW.iter().copied()),
            scalar,
        }
    }

    /// The scalar function of this name, if it is offered; clocks stand at `now`.
    /// Days and hours are those of the calendar.
    pub(crate) fn scalar(&self, name: &str, now: Instant, calendar: Calendar) -> Option<Arc<ScalarUDF>> {
        if CLOCK.contains(&name) {
            return Some(clock(name, now, calendar.zone));
        }
        match name {
            "date_trunc" | "datetrunc" => return Some(calendar::trunc(calendar)),
            "date_part" | "datepart" => return Some(calendar::part(calendar)),
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

    /// The plan of a question, its types known, with moments as the calendar's clock means them, whole numbers within their width, and
    /// every call bounded that can give more than it gets.
    ///
    /// # Errors
    /// A call of something that is not offered, a pattern that is not one value, or too many growing calls.
    pub(crate) fn bound(&self, plan: LogicalPlan, calendar: Calendar, stop: &Stop) -> Result<LogicalPlan> {
        let plan = rewritten(plan, |expr, schema| computed(expr, schema, calendar))?;
        let plan = match calendar.zone.is_utc() {
            true => plan,
            false => rewritten(plan, |expr, schema| calendar::by_clock(expr, schema, calendar))?,
        };
        let growing = self.growing(&plan)?;
        if growing > FUNCTIONS_GROWING {
            return resources_err!("the question calls too many functions that make texts and lists");
        }
        if growing == 0 {
            return Ok(plan);
        }
        let budget = Arc::new(Budget {
            call: FUNCTIONS_BYTES / growing,
            stop: stop.clone(),
        });
        let changed = plan.transform_up_with_subqueries(|node| {
            node.map_expressions(|root| root.transform_up(|expr| Ok(self.bound_one(expr, &budget))))
        })?;
        Ok(changed.data)
    }

    fn bound_one(&self, expr: Expr, budget: &Arc<Budget>) -> Transformed<Expr> {
        match expr {
            Expr::ScalarFunction(ScalarFunction { func, args }) => match self.growth.get(func.name()) {
                Some(Growth::Plain) | None => Transformed::no(Expr::ScalarFunction(ScalarFunction { func, args })),
                Some(growth) => Transformed::yes(Bounded::around(func, *growth, budget).call(args)),
            },
            Expr::BinaryExpr(BinaryExpr {
                left,
                op: Operator::StringConcat,
                right,
            }) => Transformed::yes(Joined::of(budget).call(vec![*left, *right])),
            other => Transformed::no(other),
        }
    }

    /// How many calls can give more than they get.
    fn growing(&self, plan: &LogicalPlan) -> Result<usize> {
        let mut growing = 0_usize;
        plan.apply_with_subqueries(|node| {
            node.apply_expressions(|root| {
                root.apply(|expr| {
                    match expr {
                        Expr::ScalarFunction(call) => {
                            let growth = self.growth(call)?;
                            growing += usize::from(growth != Growth::Plain);
                        }
                        Expr::WindowFunction(window) => not_gathered(&window.fun)?,
                        Expr::AggregateFunction(call) if call.func.name() == "string_agg" => {
                            call.params.args.get(1).map_or(Ok(()), short_separator)?;
                        }
                        Expr::BinaryExpr(binary) => {
                            growing += usize::from(binary.op == Operator::StringConcat);
                            if is_pattern(binary.op) {
                                one_value(&binary.right)?;
                            }
                        }
                        _ => {}
                    }
                    Ok(TreeNodeRecursion::Continue)
                })
            })
        })?;
        Ok(growing)
    }

    fn growth(&self, call: &ScalarFunction) -> Result<Growth> {
        let name = call.func.name();
        if calendar::NAMES.contains(&name) || CLOCK.contains(&name) || checked::NAMES.contains(&name) {
            return Ok(Growth::Plain);
        }
        let Some(growth) = self.growth.get(name) else {
            return Err(told("the question uses a function that is not there"));
        };
        if name.starts_with("regexp_") {
            call.args.get(1).map_or(Ok(()), one_value)?;
        }
        Ok(*growth)
    }
}

/// The plan with its expressions changed, each with the types of what it is computed from; columns keep their names.
fn rewritten(plan: LogicalPlan, change: impl Fn(Expr, &DFSchema) -> Result<Transformed<Expr>>) -> Result<LogicalPlan> {
    let changed = plan.transform_up_with_subqueries(|node| {
        let schema = merge_schema(&node.inputs());
        let names = NamePreserver::new(&node);
        node.map_expressions(|root| {
            let name = names.save(&root);
            let changed = root.transform_up(|expr| change(expr, &schema))?;
            Ok(changed.update_data(|expr| name.restore(expr)))
        })
    })?;
    Ok(changed.data)
}

/// Whole numbers are computed within their width, and moments and days are moved by what the calendar's clock shows.
fn computed(expr: Expr, schema: &DFSchema, calendar: Calendar) -> Result<Transformed<Expr>> {
    Ok(match expr {
        Expr::BinaryExpr(binary) => match checked::checked(&binary, schema)? {
            Some(checked) => Transformed::yes(checked.call(vec![*binary.left, *binary.right])),
            None => match calendar::moved(&binary, schema, calendar)? {
                Some(moved) => Transformed::yes(moved),
                None => Transformed::no(Expr::BinaryExpr(binary)),
            },
        },
        Expr::Negative(of) => match checked::negative(&of, schema)? {
            Some(checked) => Transformed::yes(checked.call(vec![*of])),
            None => Transformed::no(Expr::Negative(of)),
        },
        Expr::ScalarFunction(call) => match calendar::told(&call, schema, calendar)? {
            Some(told) => Transformed::yes(told),
            None => Transformed::no(Expr::ScalarFunction(call)),
        },
        other => Transformed::no(other),
    })
}

/// Each row would get a list of the rows around it, and all of these lists stand in memory before anybody counts them.
fn not_gathered(window: &WindowFunctionDefinition) -> Result<()> {
    if ["array_agg", "string_agg"].contains(&window.name()) {
        return Err(told(
            "lists and texts of many rows are gathered by GROUP BY, not with OVER",
        ));
    }
    Ok(())
}

const fn is_pattern(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::RegexMatch | Operator::RegexIMatch | Operator::RegexNotMatch | Operator::RegexNotIMatch
    )
}

/// A pattern from each row would be compiled for each row, and all of them kept.
fn one_value(pattern: &Expr) -> Result<()> {
    match pattern {
        Expr::Literal(_, _) => Ok(()),
        Expr::Cast(cast) => one_value(&cast.expr),
        Expr::Alias(alias) => one_value(&alias.expr),
        _ => Err(told("a pattern is one value, not a column")),
    }
}

/// It is written between all rows of a group, before anybody counts what that makes.
fn short_separator(separator: &Expr) -> Result<()> {
    let short = match separator {
        Expr::Literal(value, _) => value
            .try_as_str()
            .flatten()
            .is_none_or(|text| text.len() <= SEPARATOR_BYTES),
        Expr::Cast(cast) => return short_separator(&cast.expr),
        Expr::Alias(alias) => return short_separator(&alias.expr),
        _ => false,
    };
    if short {
        return Ok(());
    }
    Err(told("what stands between texts that are gathered is one short text"))
}

fn told(message: &str) -> DataFusionError {
    DataFusionError::External(Box::new(QueryError::invalid("/sql", message)))
}

fn clock(name: &str, now: Instant, zone: Zone) -> Arc<ScalarUDF> {
    let value = match name {
        "current_date" | "today" => ScalarValue::Date32(types::day_number(zone.at(now).date_naive())),
        "current_time" => {
            let shown = now.timestamp_micros() + zone.offset(now.timestamp()) * 1_000_000;
            ScalarValue::Time64Microsecond(Some(shown.rem_euclid(86_400_000_000)))
        }
        _ => types::timestamp(now),
    };
    let data_type = match &value {
        ScalarValue::Date32(_) => DataType::Date32,
        ScalarValue::Time64Microsecond(_) => DataType::Time64(TimeUnit::Microsecond),
        _ => types::TIMESTAMP,
    };
    let constant = Arc::new(move |_: &[ColumnarValue]| Ok(ColumnarValue::Scalar(value.clone())));
    Arc::new(create_udf(name, Vec::new(), data_type, Volatility::Immutable, constant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::execution::SessionStateBuilder;

    #[test]
    fn every_function_that_is_listed_is_there_and_depends_on_its_arguments_alone() {
        let state = SessionStateBuilder::new().with_default_features().build();
        let functions = Functions::of(&state);
        for (name, _) in SCALAR {
            let function = functions.scalar.get(*name);
            let function = function.unwrap_or_else(|| panic!("there is no {name}"));
            assert_eq!(function.signature().volatility, Volatility::Immutable, "{name}");
        }
        for name in AGGREGATE {
            assert!(functions.aggregate.contains_key(*name), "there is no {name}");
        }
        for name in WINDOW {
            assert!(functions.window.contains_key(*name), "there is no {name}");
        }
    }

    #[test]
    fn two_names_of_one_function_grow_alike() {
        let state = SessionStateBuilder::new().with_default_features().build();
        let functions = Functions::of(&state);
        for (name, growth) in SCALAR {
            let function = &functions.scalar[*name];
            assert_eq!(
                functions.growth[function.name()],
                *growth,
                "{name} is {}",
                function.name()
            );
        }
    }
}
