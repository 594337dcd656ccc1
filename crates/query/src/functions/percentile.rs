//! `percentile_cont` to the last figure: the engine's own weighs two neighbours in millionths, and says 849 999 for 850 000.

use std::collections::HashSet;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, FieldRef, Float64Type};
use datafusion::common::{Result, ScalarValue, exec_err, internal_err};
use datafusion::functions_aggregate::percentile_cont::PercentileCont;
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::function::{AccumulatorArgs, AggregateFunctionSimplification, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, ColumnarValue, Documentation, Expr, Signature, expr::Sort, lit,
};

/// The percentile (0 to 1) of what is sorted.
pub(crate) fn percentile(of: Sort, percentile: f64) -> Expr {
    let arguments = vec![of.expr.clone(), lit(percentile)];
    Expr::AggregateFunction(AggregateFunction::new_udf(
        exact(),
        arguments,
        false,
        None,
        vec![of],
        None,
    ))
}

/// `percentile_cont` under the engine's name for it.
pub(crate) fn exact() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(ExactPercentile {
        inner: PercentileCont::new(),
    }))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct ExactPercentile {
    inner: PercentileCont,
}

impl AggregateUDFImpl for ExactPercentile {
    fn name(&self) -> &'static str {
        "percentile_cont"
    }

    fn aliases(&self) -> &[String] {
        self.inner.aliases()
    }

    fn signature(&self) -> &Signature {
        self.inner.signature()
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.inner.return_type(types)
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        self.inner.state_fields(args)
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let descending = args.order_bys.first().is_some_and(|sort| sort.options.descending);
        let asked = match args.exprs.get(1) {
            Some(expr) => expr.evaluate(&RecordBatch::new_empty(Arc::new(args.schema.clone())))?,
            None => return internal_err!("a percentile has two arguments"),
        };
        let ColumnarValue::Scalar(asked) = asked else {
            return exec_err!("a percentile is one number");
        };
        let ScalarValue::Float64(Some(asked)) = asked.cast_to(&DataType::Float64)? else {
            return exec_err!("a percentile is a number from 0 to 1");
        };
        let gives = args.return_type().clone();
        let is_distinct = args.is_distinct;
        if args.expr_fields.first().is_none_or(|field| field.data_type().is_null()) {
            return self.inner.accumulator(args);
        }
        // It refuses what is no percentile, in its own words.
        drop(self.inner.accumulator(args)?);
        Ok(Box::new(Percentile {
            values: Vec::new(),
            asked,
            descending,
            is_distinct,
            gives,
        }))
    }

    fn simplify(&self) -> Option<AggregateFunctionSimplification> {
        self.inner.simplify()
    }

    fn supports_within_group_clause(&self) -> bool {
        true
    }

    fn documentation(&self) -> Option<&Documentation> {
        None
    }
}

/// All values that came and did not go again.
#[derive(Debug)]
struct Percentile {
    values: Vec<f64>,
    asked: f64,
    descending: bool,
    is_distinct: bool,
    gives: DataType,
}

impl Percentile {
    fn each(array: &ArrayRef, mut take: impl FnMut(f64)) -> Result<()> {
        let floats = cast(array, &DataType::Float64)?;
        floats
            .as_primitive::<Float64Type>()
            .iter()
            .flatten()
            .for_each(&mut take);
        Ok(())
    }

    fn first(arrays: &[ArrayRef]) -> Result<&ArrayRef> {
        match arrays.first() {
            Some(array) => Ok(array),
            None => internal_err!("a percentile is of something"),
        }
    }
}

impl Accumulator for Percentile {
    fn update_batch(&mut self, arrays: &[ArrayRef]) -> Result<()> {
        Self::each(Self::first(arrays)?, |value| self.values.push(value))
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let lists = Self::first(states)?.as_list::<i32>();
        for list in lists.iter().flatten() {
            Self::each(&list, |value| self.values.push(value))?;
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let values = self
            .values
            .iter()
            .map(|value| ScalarValue::Float64(Some(*value)).cast_to(&self.gives));
        let values = values.collect::<Result<Vec<_>>>()?;
        Ok(vec![ScalarValue::List(ScalarValue::new_list_nullable(
            &values,
            &self.gives,
        ))])
    }

    fn retract_batch(&mut self, arrays: &[ArrayRef]) -> Result<()> {
        let values = &mut self.values;
        Self::each(Self::first(arrays)?, |gone| {
            if let Some(place) = values.iter().position(|value| value.total_cmp(&gone).is_eq()) {
                values.swap_remove(place);
            }
        })
    }

    fn supports_retract_batch(&self) -> bool {
        true
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let found = if self.is_distinct {
            let kinds: HashSet<u64> = self.values.iter().map(|value| value.to_bits()).collect();
            let mut values: Vec<f64> = kinds.into_iter().map(f64::from_bits).collect();
            between(&mut values, self.asked, self.descending)
        } else {
            between(&mut self.values, self.asked, self.descending)
        };
        ScalarValue::Float64(found).cast_to(&self.gives)
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.values.capacity() * size_of::<f64>()
    }
}

/// The value at this part of the way through the values in their order, on the line between its neighbours. The part is taken as it is
/// written: 0.95 is 95 of 100, which no float is. The values are put in order only as far as that needs: a window asks for each row.
fn between(values: &mut [f64], part: f64, descending: bool) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let written = part.to_string();
    let (whole, figures) = written.split_once('.').unwrap_or((&written, ""));
    let of = 10_u128.checked_pow(u32::try_from(figures.len()).ok()?)?;
    let parts = format!("{whole}{figures}").parse::<u128>().ok()?;
    let way = parts.checked_mul(last as u128)?;
    let below = usize::try_from(way / of).ok()?.min(last);
    let order = |one: &f64, other: &f64| {
        let order = one.total_cmp(other);
        if descending { order.reverse() } else { order }
    };
    let (_, low, above) = values.select_nth_unstable_by(below, order);
    let low = *low;
    let high = above.iter().copied().min_by(order).unwrap_or(low);
    let further = way % of;
    // Two equal ones are themselves, infinite ones too.
    if further == 0 || low == high {
        return Some(low);
    }
    #[expect(clippy::cast_precision_loss, reason = "a weight of what is as little exact")]
    let (further, of) = (further as f64, of as f64);
    Some(if of <= 1e6 && low.abs().max(high.abs()) < 1e300 {
        low.mul_add(of - further, high * further) / of
    } else {
        let weight = further / of;
        low * (1.0 - weight) + high * weight
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_exact_between_their_neighbours() {
        let at = |values: &[f64], part| between(&mut values.to_vec(), part, false);
        assert_eq!(at(&[10.0, 20.0, 30.0, 40.0], 0.95), Some(38.5));
        assert_eq!(at(&[0.0, 0.0, 0.0, 1_000_000.0], 0.95), Some(850_000.0));
        assert_eq!(at(&[0.0, 0.0, 0.0, 1e12], 0.95), Some(850_000_000_000.0));
        assert_eq!(at(&[40.0, 10.0, 30.0, 20.0], 0.95), Some(38.5));
        assert_eq!(between(&mut [40.0, 10.0, 30.0, 20.0], 0.05, true), Some(38.5));
        assert_eq!(at(&[1.0, 2.0], 0.5), Some(1.5));
        assert_eq!(at(&[7.0], 0.95), Some(7.0));
        assert_eq!(at(&[1.0, 2.0, 3.0], 1.0), Some(3.0));
        assert_eq!(at(&[1.0, 2.0, 3.0], 0.0), Some(1.0));
        assert_eq!(at(&[900.18, 928.2, 931.1], 0.5), Some(928.2));
        assert_eq!(at(&[f64::INFINITY, f64::INFINITY], 0.3), Some(f64::INFINITY));
        assert!(at(&[-1e308, 1e308], 0.5).is_some_and(|value| value == 0.0));
        assert_eq!(at(&[], 0.5), None);
    }
}
