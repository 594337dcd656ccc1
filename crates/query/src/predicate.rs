//! Predicates as conditions of the engine: columns must exist, literals take the column's type, references take the given values.
//! A reference without a value makes the whole condition hold for no row, wherever it stands.

use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::common::{Column, ScalarValue};
use datafusion::logical_expr::{Expr, Operator, binary_expr, lit};
use model::invalid::Invalid;
use model::limits::PREDICATE_DEPTH;
use model::name::ColumnName;
use model::predicate::{Operand, Operands, Predicate};
use model::value::Literal;

use crate::calendar;
use crate::error::QueryError;
use crate::inputs::Inputs;
use crate::limits::{RULES_PARTS, RULES_VALUES};
use crate::types;

/// Why there is no condition.
enum Fault {
    /// A reference has no value: no rows.
    Unresolved,
    /// The predicate does not fit the columns.
    Invalid(Invalid),
}

/// A column of the engine by its exact name.
pub(crate) fn column(name: &str) -> Expr {
    Expr::Column(Column::new_unqualified(name))
}

/// Compiles a predicate over the columns of `schema`. Pointers begin below the predicate.
///
/// # Errors
/// Unknown columns and literals that the column cannot hold.
pub(crate) fn compile(predicate: &Predicate, schema: &Schema, inputs: &Inputs) -> Result<Expr, Invalid> {
    let compiler = Compiler { schema, inputs };
    match compiler.node(predicate, "") {
        Ok(expr) => Ok(expr),
        Err(Fault::Unresolved) => Ok(lit(false)),
        Err(Fault::Invalid(invalid)) => Err(invalid),
    }
}

/// Compiles a resolved row rule; one that does not fit the columns shows no rows.
///
/// # Errors
/// `TooLarge` for rules that were kept before their size was bounded, or that are too large together.
pub(crate) fn compile_rule(rule: &Predicate, schema: &Schema) -> Result<Expr, QueryError> {
    let size = rule.size();
    if size.depth > PREDICATE_DEPTH.saturating_add(2) || size.parts > RULES_PARTS || size.values > RULES_VALUES {
        tracing::warn!(
            ?size,
            "the row rules of a dataset are too large: its questions are refused"
        );
        return Err(QueryError::TooLarge);
    }
    Ok(compile(rule, schema, &Inputs::default()).unwrap_or_else(|_| {
        tracing::warn!("a row rule does not fit the columns of its dataset: it shows no rows");
        lit(false)
    }))
}

/// One tree of all parts, in their order: each level joins neighbours, so that a thousand parts are ten steps deep.
fn balanced(mut parts: Vec<Expr>, operator: Operator) -> Option<Expr> {
    while parts.len() > 1 {
        let mut joined = Vec::with_capacity(parts.len().div_ceil(2));
        let mut rest = parts.into_iter();
        while let Some(left) = rest.next() {
            joined.push(match rest.next() {
                Some(right) => binary_expr(left, operator, right),
                None => left,
            });
        }
        parts = joined;
    }
    parts.pop()
}

struct Compiler<'a> {
    schema: &'a Schema,
    inputs: &'a Inputs,
}

impl Compiler<'_> {
    fn node(&self, predicate: &Predicate, at: &str) -> Result<Expr, Fault> {
        match predicate {
            Predicate::And(parts) => self.list(parts, Operator::And, &format!("{at}/and")),
            Predicate::Or(parts) => self.list(parts, Operator::Or, &format!("{at}/or")),
            Predicate::Not(part) => self
                .node(part, &format!("{at}/not"))
                .map(|expr| Expr::Not(Box::new(expr))),
            Predicate::Eq(name, value) => self.equal(name, value, false, &format!("{at}/eq")),
            Predicate::Ne(name, value) => self.equal(name, value, true, &format!("{at}/ne")),
            Predicate::Lt(name, value) => self.compare(name, Operator::Lt, value, &format!("{at}/lt")),
            Predicate::Le(name, value) => self.compare(name, Operator::LtEq, value, &format!("{at}/le")),
            Predicate::Gt(name, value) => self.compare(name, Operator::Gt, value, &format!("{at}/gt")),
            Predicate::Ge(name, value) => self.compare(name, Operator::GtEq, value, &format!("{at}/ge")),
            Predicate::In(name, Operands::List(values)) => self.one_of(name, values.iter(), false, &format!("{at}/in")),
            Predicate::In(name, Operands::Reference(value)) => self.equal(name, value, false, &format!("{at}/in")),
            Predicate::Between(name, low, high) => {
                let at = format!("{at}/between");
                let low = self.compare(name, Operator::GtEq, low, &at)?;
                Ok(low.and(self.compare(name, Operator::LtEq, high, &at)?))
            }
            Predicate::IsNull(name) => {
                self.data_type(name, &format!("{at}/is_null"))?;
                Ok(column(name.as_str()).is_null())
            }
            Predicate::Time(name) => self.time(name, &format!("{at}/time")),
        }
    }

    fn list(&self, parts: &[Predicate], operator: Operator, at: &str) -> Result<Expr, Fault> {
        let mut compiled = Vec::with_capacity(parts.len());
        // `a = 1 or a = 2 …` is one look into a list, however many there are.
        let mut lists: Vec<(&ColumnName, Vec<&Literal>)> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let at = format!("{at}/{index}");
            match part {
                Predicate::Eq(name, Operand::Literal(value)) if operator == Operator::Or => {
                    self.scalar(value, self.data_type(name, &format!("{at}/eq"))?, &format!("{at}/eq"))?;
                    match lists.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, values)) => values.push(value),
                        None => lists.push((name, vec![value])),
                    }
                }
                _ => compiled.push(self.node(part, &at)?),
            }
        }
        for (name, values) in lists {
            compiled.push(self.one_of(name, values.into_iter(), false, at)?);
        }
        Ok(balanced(compiled, operator).unwrap_or_else(|| lit(operator == Operator::And)))
    }

    fn data_type(&self, name: &ColumnName, at: &str) -> Result<&DataType, Fault> {
        match self.schema.field_with_name(name.as_str()) {
            Ok(field) => Ok(field.data_type()),
            Err(_) => Err(Fault::Invalid(Invalid::at(at, format!("there is no column {name}")))),
        }
    }

    fn values<'a>(&'a self, operand: &'a Operand) -> Result<&'a [Literal], Fault> {
        match operand {
            Operand::Literal(value) => Ok(std::slice::from_ref(value)),
            Operand::Variable(name) => match self.inputs.variables.get(name.as_str()) {
                Some(chosen) => Ok(chosen.literals()),
                None => Err(Fault::Unresolved),
            },
            Operand::Viewer(_) | Operand::Workspace(_) => Err(Fault::Unresolved),
        }
    }

    /// A moment without a zone is meant on the clock of the inputs; rules have none but that of UTC.
    fn scalar(&self, value: &Literal, data_type: &DataType, at: &str) -> Result<ScalarValue, Fault> {
        if let (Literal::Text(text), DataType::Timestamp(_, None)) = (value, data_type)
            && let Some(moment) = calendar::named(text, self.inputs.calendar)
            && let Ok(moment) = moment.cast_to(data_type)
        {
            return Ok(moment);
        }
        types::literal(value, data_type).map_err(|message| Fault::Invalid(Invalid::at(at, message)))
    }

    fn equal(&self, name: &ColumnName, operand: &Operand, negated: bool, at: &str) -> Result<Expr, Fault> {
        self.data_type(name, at)?;
        self.one_of(name, self.values(operand)?.iter(), negated, at)
    }

    /// One value compares, several are a list, none match nothing.
    fn one_of<'v>(
        &self,
        name: &ColumnName,
        values: impl Iterator<Item = &'v Literal>,
        negated: bool,
        at: &str,
    ) -> Result<Expr, Fault> {
        let data_type = self.data_type(name, at)?;
        let mut list = Vec::with_capacity(values.size_hint().0);
        for value in values {
            list.push(lit(self.scalar(value, data_type, at)?));
        }
        Ok(match (list.pop(), list.is_empty()) {
            (None, _) => lit(negated),
            (Some(only), true) => {
                let operator = if negated { Operator::NotEq } else { Operator::Eq };
                binary_expr(column(name.as_str()), operator, only)
            }
            (Some(last), false) => {
                list.push(last);
                column(name.as_str()).in_list(list, negated)
            }
        })
    }

    fn compare(&self, name: &ColumnName, operator: Operator, operand: &Operand, at: &str) -> Result<Expr, Fault> {
        let data_type = self.data_type(name, at)?;
        match self.values(operand)? {
            [] => Err(Fault::Unresolved),
            [value] => {
                let value = lit(self.scalar(value, data_type, at)?);
                Ok(binary_expr(column(name.as_str()), operator, value))
            }
            _ => Err(Fault::Invalid(Invalid::at(
                at,
                "this comparison takes one value, not several",
            ))),
        }
    }

    fn time(&self, name: &ColumnName, at: &str) -> Result<Expr, Fault> {
        let data_type = self.data_type(name, at)?;
        let (from, to) = (self.inputs.from, self.inputs.to);
        let (from, to) = match data_type {
            DataType::Timestamp(_, _) => (
                from.map(|from| (Operator::GtEq, types::timestamp(from))),
                to.map(|to| (Operator::Lt, types::timestamp(to))),
            ),
            DataType::Date32 => {
                // Days have no clock: they are compared with the days that the dashboard's clock shows.
                let zone = self.inputs.calendar.zone;
                let day = |at: model::Instant| ScalarValue::Date32(types::day_number(zone.at(at).date_naive()));
                let whole_day = |at: model::Instant| zone.at(at).time() == chrono::NaiveTime::MIN;
                (
                    from.map(|from| (Operator::GtEq, day(from))),
                    to.map(|to| (if whole_day(to) { Operator::Lt } else { Operator::LtEq }, day(to))),
                )
            }
            _ => {
                let message = format!("{name} does not hold days or moments");
                return Err(Fault::Invalid(Invalid::at(at, message)));
            }
        };
        let condition = |bound: Option<(Operator, ScalarValue)>| {
            bound.map(|(operator, value)| binary_expr(column(name.as_str()), operator, lit(value)))
        };
        Ok(match (condition(from), condition(to)) {
            (Some(from), Some(to)) => from.and(to),
            (Some(one), None) | (None, Some(one)) => one,
            // Without a range every moment is inside, but a missing moment is not.
            (None, None) => column(name.as_str()).is_not_null(),
        })
    }
}
