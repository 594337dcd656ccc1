//! An SQL question as a logical plan. The catalog holds the scope's datasets and nothing else; variables become typed parameters.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::config::ConfigOptions;
use datafusion::common::{DFSchema, DataFusionError, ParamValues, Result as EngineResult, ScalarValue, TableReference};
use datafusion::execution::SessionState;
use datafusion::logical_expr::planner::{ContextProvider, ExprPlanner, PlannerResult, RawBinaryExpr};
use datafusion::logical_expr::{
    AggregateUDF, Expr as EngineExpr, ExprSchemable as _, HigherOrderUDF, LogicalPlan, ScalarUDF, TableSource,
    WindowUDF, cast,
};
use datafusion::sql::planner::SqlToRel;
use datafusion::sql::sqlparser::ast::{BinaryOperator, Expr, Statement, Value, ValueWithSpan, VisitMut, VisitorMut};
use datafusion::sql::sqlparser::tokenizer::Span;
use model::Instant;
use model::value::Literal;
use model::variable::Chosen;
use model::zone::Calendar;

use crate::calendar;
use crate::error::{QueryError, classify};
use crate::functions::Functions;
use crate::inputs::Inputs;
use crate::types;

/// What a question that names something outside of its scope is told; the same whether it exists or not.
pub(crate) const NO_DATASET: &str = "there is no dataset of this name here";

/// The catalog of one call: SQL can name nothing that is not in it.
pub(crate) struct Catalog<'a> {
    pub(crate) tables: BTreeMap<String, Arc<dyn TableSource>>,
    pub(crate) state: &'a SessionState,
    pub(crate) functions: &'a Functions,
    pub(crate) planners: Vec<Arc<dyn ExprPlanner>>,
    pub(crate) calendar: Calendar,
    pub(crate) now: Instant,
}

/// The engine's own planners, after one that takes moments apart by the calendar's clock and divides decimals without cutting what remains.
pub(crate) fn planners(state: &SessionState, calendar: Calendar) -> Vec<Arc<dyn ExprPlanner>> {
    let own: Arc<dyn ExprPlanner> = Arc::new(Own { calendar });
    std::iter::once(own)
        .chain(state.expr_planners().iter().cloned())
        .collect()
}

/// Plans `EXTRACT`, and `/` of decimals.
#[derive(Debug)]
struct Own {
    calendar: Calendar,
}

impl ExprPlanner for Own {
    /// A quotient seldom fits the decimals that the engine gives it, and is cut there: it is a fraction.
    fn plan_binary_op(&self, expr: RawBinaryExpr, schema: &DFSchema) -> EngineResult<PlannerResult<RawBinaryExpr>> {
        let of = |expr: &EngineExpr| expr.get_type(schema).ok();
        let types = [of(&expr.left), of(&expr.right)];
        let numbers = types.iter().flatten().filter(|of| of.is_numeric()).count() == 2;
        let decimal = types.iter().flatten().any(DataType::is_decimal);
        if expr.op != BinaryOperator::Divide || !numbers || !decimal {
            return Ok(PlannerResult::Original(expr));
        }
        let fraction = |expr: EngineExpr| cast(expr, DataType::Float64);
        Ok(PlannerResult::Planned(fraction(expr.left) / fraction(expr.right)))
    }

    fn plan_extract(&self, args: Vec<EngineExpr>) -> EngineResult<PlannerResult<Vec<EngineExpr>>> {
        Ok(PlannerResult::Planned(calendar::part(self.calendar).call(args)))
    }
}

/// Plans the statement; the limit stays with the caller.
///
/// # Errors
/// `Invalid` at `/sql`.
pub(crate) fn compile(
    statement: &Statement,
    catalog: &Catalog<'_>,
    inputs: &Inputs,
) -> Result<LogicalPlan, QueryError> {
    let mut statement = statement.clone();
    let parameters = bind(&mut statement, inputs)?;
    let plan = SqlToRel::new(catalog)
        .sql_statement_to_plan(statement)
        .and_then(|plan| {
            reading_only(&plan)?;
            plan.with_param_values(parameters)
        });
    plan.map_err(|error| classify(&error, "/sql"))
}

/// Refuses plans that change something or tell about the engine, even if the kind of the statement did not show it.
fn reading_only(plan: &LogicalPlan) -> EngineResult<()> {
    use datafusion::common::tree_node::TreeNodeRecursion;
    plan.apply_with_subqueries(|node| match node {
        LogicalPlan::Dml(_)
        | LogicalPlan::Ddl(_)
        | LogicalPlan::Copy(_)
        | LogicalPlan::Statement(_)
        | LogicalPlan::Explain(_)
        | LogicalPlan::Analyze(_)
        | LogicalPlan::DescribeTable(_)
        | LogicalPlan::RecursiveQuery(_) => Err(DataFusionError::NotImplemented(String::new())),
        _ => Ok(TreeNodeRecursion::Continue),
    })
    .map(|_| ())
}

/// Spreads variables of several values over lists and gives every parameter its typed value.
fn bind(statement: &mut Statement, inputs: &Inputs) -> Result<ParamValues, QueryError> {
    let mut binder = Binder {
        inputs,
        values: HashMap::new(),
    };
    if let ControlFlow::Break(message) = VisitMut::visit(statement, &mut binder) {
        return Err(QueryError::invalid("/sql", message));
    }
    Ok(ParamValues::from(binder.values))
}

struct Binder<'a> {
    inputs: &'a Inputs,
    values: HashMap<String, ScalarValue>,
}

impl Binder<'_> {
    /// The placeholders that stand for `$name` inside a list, when it has several values.
    fn spread(&mut self, name: &str) -> Option<Vec<Expr>> {
        let Chosen::Several(literals) = self.inputs.variables.get(name)? else {
            return None;
        };
        let literals = literals.clone();
        if literals.is_empty() {
            return Some(vec![Expr::Value(spanned(Value::Null))]);
        }
        let placeholders = literals.iter().enumerate().map(|(index, literal)| {
            // The dot keeps these names apart from those of variables, which cannot contain one.
            let key = format!("{name}.{index}");
            self.values.insert(key.clone(), scalar(literal));
            Expr::Value(spanned(Value::Placeholder(format!("${key}"))))
        });
        Some(placeholders.collect())
    }

    fn bind_one(&mut self, name: &str) -> Result<(), String> {
        if self.values.contains_key(name) {
            return Ok(());
        }
        let value = match name {
            // Open ends lie far outside of any data but inside of every time type.
            "from" => types::timestamp(self.inputs.from.unwrap_or(FAR_PAST)),
            "to" => types::timestamp(self.inputs.to.unwrap_or(FAR_FUTURE)),
            _ => match self.inputs.variables.get(name) {
                Some(Chosen::One(literal)) => match self.inputs.dates.contains(name) {
                    true => ScalarValue::Date32(types::days(&literal.to_string())),
                    false => scalar(literal),
                },
                Some(Chosen::Several(_)) => {
                    return Err(format!("${name} has several values: write column IN (${name})"));
                }
                // A variable without a value compares with nothing.
                None if self.inputs.declared.contains(name) => ScalarValue::Utf8(None),
                None => return Err(format!("there is no variable {name}")),
            },
        };
        self.values.insert(name.to_owned(), value);
        Ok(())
    }
}

const FAR_PAST: Instant = moment(-8_520_336_000);
const FAR_FUTURE: Instant = moment(7_258_118_400);

const fn moment(seconds: i64) -> Instant {
    match chrono::DateTime::from_timestamp(seconds, 0) {
        Some(at) => at,
        None => chrono::DateTime::UNIX_EPOCH,
    }
}

impl VisitorMut for Binder<'_> {
    type Break = String;

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<String> {
        if let Expr::InList { list, .. } = expr {
            let mut spread = Vec::with_capacity(list.len());
            for item in std::mem::take(list) {
                match placeholder(&item).and_then(|name| self.spread(name)) {
                    Some(items) => spread.extend(items),
                    None => spread.push(item),
                }
            }
            *list = spread;
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<String> {
        if let Some(why) = meant_otherwise(expr) {
            return ControlFlow::Break(why.to_owned());
        }
        match placeholder(expr) {
            Some(name) if !name.contains('.') => match self.bind_one(name) {
                Ok(()) => ControlFlow::Continue(()),
                Err(message) => ControlFlow::Break(message),
            },
            _ => ControlFlow::Continue(()),
        }
    }
}

/// Why an expression is refused that the engine reads otherwise than people mean it.
const fn meant_otherwise(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::AtTimeZone { .. } => {
            Some("AT TIME ZONE is not offered: moments are on the clock of the dashboard, which its settings name")
        }
        Expr::BinaryOp {
            op: BinaryOperator::BitwiseXor,
            ..
        } => Some("write power(a, b): ^ is not offered"),
        _ => None,
    }
}

fn placeholder(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Value(ValueWithSpan {
            value: Value::Placeholder(text),
            ..
        }) => text.strip_prefix('$'),
        _ => None,
    }
}

fn spanned(value: Value) -> ValueWithSpan {
    ValueWithSpan {
        value,
        span: Span::empty(),
    }
}

fn scalar(literal: &Literal) -> ScalarValue {
    match literal {
        Literal::Bool(value) => ScalarValue::Boolean(Some(*value)),
        Literal::Int(value) => ScalarValue::Int64(Some(*value)),
        Literal::Float(value) => ScalarValue::Float64(Some(*value)),
        Literal::Text(value) => ScalarValue::Utf8(Some(value.clone())),
    }
}

impl ContextProvider for Catalog<'_> {
    fn get_table_source(&self, name: TableReference) -> EngineResult<Arc<dyn TableSource>> {
        let found = match &name {
            TableReference::Bare { table } => self.tables.get(table.as_ref()).cloned(),
            TableReference::Partial { .. } | TableReference::Full { .. } => None,
        };
        found.ok_or_else(|| DataFusionError::External(Box::new(QueryError::invalid("/sql", NO_DATASET))))
    }

    fn get_expr_planners(&self) -> &[Arc<dyn ExprPlanner>] {
        &self.planners
    }

    fn get_function_meta(&self, name: &str) -> Option<Arc<ScalarUDF>> {
        self.functions.scalar(name, self.now, self.calendar)
    }

    fn get_higher_order_meta(&self, _: &str) -> Option<Arc<HigherOrderUDF>> {
        None
    }

    fn get_aggregate_meta(&self, name: &str) -> Option<Arc<AggregateUDF>> {
        self.functions.aggregate(name)
    }

    fn get_window_meta(&self, name: &str) -> Option<Arc<WindowUDF>> {
        self.functions.window(name)
    }

    fn get_variable_type(&self, _: &[String]) -> Option<DataType> {
        None
    }

    fn options(&self) -> &ConfigOptions {
        self.state.config_options()
    }

    // Used only to propose names in error texts, which are never passed on.
    fn udf_names(&self) -> Vec<String> {
        self.functions.scalar_names()
    }

    fn higher_order_function_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn udaf_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn udwf_names(&self) -> Vec<String> {
        Vec::new()
    }
}
