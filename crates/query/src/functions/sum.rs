//! `sum` that is exact or refused: the engine's own begins anew where a number no longer fits, and says nothing of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::{Array as _, ArrayRef, ArrowPrimitiveType, AsArray as _, BooleanArray, PrimitiveArray};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, DecimalType as _, FieldRef, Int64Type, UInt64Type};
use datafusion::common::{Result, ScalarValue, internal_err, not_impl_err};
use datafusion::functions_aggregate::sum::Sum;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, Expr, GroupsAccumulator, ReversedUDAF, Signature,
};
use datafusion_functions_aggregate_common::aggregate::groups_accumulator::prim_op::PrimitiveGroupsAccumulator;

use super::checked::overflow;

/// The sum of an expression.
pub(crate) fn sum(of: Expr) -> Expr {
    exact().call(vec![of])
}

/// `sum` under the engine's name for it.
pub(crate) fn exact() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(ExactSum { inner: Sum::new() }))
}

/// The engine's `sum`, but for whole and decimal numbers.
#[derive(Debug, PartialEq, Eq, Hash)]
struct ExactSum {
    inner: Sum,
}

const fn may_overflow(sums: &DataType) -> bool {
    matches!(sums, DataType::Int64 | DataType::UInt64 | DataType::Decimal128(_, _))
}

impl AggregateUDFImpl for ExactSum {
    fn name(&self) -> &'static str {
        "sum"
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
        let sums = args.return_type().clone();
        match (may_overflow(&sums), args.is_distinct) {
            (false, _) => self.inner.accumulator(args),
            (true, false) => Ok(Box::new(Exact::of(sums))),
            (true, true) => Ok(Box::new(Distinct {
                gathered: self.inner.accumulator(args)?,
                sums,
            })),
        }
    }

    fn create_sliding_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let sums = args.return_type().clone();
        match (may_overflow(&sums), args.is_distinct) {
            (false, _) => self.inner.create_sliding_accumulator(args),
            (true, false) => Ok(Box::new(Exact::of(sums))),
            (true, true) => not_impl_err!("sums of different values in a moving window"),
        }
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        self.inner.groups_accumulator_supported(args)
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        let sums = args.return_type();
        match sums {
            DataType::Int64 => Ok(groups::<Int64Type>(sums, i64::overflowing_add)),
            DataType::UInt64 => Ok(groups::<UInt64Type>(sums, u64::overflowing_add)),
            DataType::Decimal128(_, _) => Ok(groups::<Decimal128Type>(sums, i128::overflowing_add)),
            _ => self.inner.create_groups_accumulator(args),
        }
    }

    fn reverse_expr(&self) -> ReversedUDAF {
        ReversedUDAF::Identical
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        self.inner.order_sensitivity()
    }
}

/// A sum in twice the width, which more rows than there can be do not fill; whether it fits is asked when it is told.
#[derive(Debug)]
struct Exact {
    sum: i128,
    /// How many values it is of: a sum of none is none.
    values: u64,
    sums: DataType,
}

impl Exact {
    const fn of(sums: DataType) -> Self {
        Self {
            sum: 0,
            values: 0,
            sums,
        }
    }

    /// The values of an array that are there, one by one, and whether adding them went well.
    fn each(&mut self, arrays: &[ArrayRef], mut take: impl FnMut(i128, i128) -> Option<i128>) -> Result<u64> {
        let [array] = arrays else {
            return internal_err!("a sum is of one expression");
        };
        let sum = match self.sums {
            DataType::Int64 => fold(array.as_primitive::<Int64Type>(), self.sum, |sum, one| {
                take(sum, one.into())
            }),
            DataType::UInt64 => fold(array.as_primitive::<UInt64Type>(), self.sum, |sum, one| {
                take(sum, one.into())
            }),
            DataType::Decimal128(_, _) => fold(array.as_primitive::<Decimal128Type>(), self.sum, take),
            _ => return internal_err!("a sum of another type"),
        };
        self.sum = sum.ok_or_else(overflow)?;
        Ok((array.len() - array.null_count()) as u64)
    }
}

fn fold<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    sum: i128,
    mut take: impl FnMut(i128, T::Native) -> Option<i128>,
) -> Option<i128> {
    if array.null_count() == 0 {
        return array.values().iter().try_fold(sum, |sum, one| take(sum, *one));
    }
    array.iter().flatten().try_fold(sum, take)
}

/// The sum as its type, if it fits.
fn told(sum: i128, sums: &DataType) -> Result<ScalarValue> {
    Ok(match sums {
        DataType::Int64 => ScalarValue::Int64(Some(i64::try_from(sum).map_err(|_| overflow())?)),
        DataType::UInt64 => ScalarValue::UInt64(Some(u64::try_from(sum).map_err(|_| overflow())?)),
        DataType::Decimal128(precision, scale) if Decimal128Type::is_valid_decimal_precision(sum, *precision) => {
            ScalarValue::Decimal128(Some(sum), *precision, *scale)
        }
        _ => return Err(overflow()),
    })
}

impl Accumulator for Exact {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.values += self.each(values, i128::checked_add)?;
        Ok(())
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let gone = self.each(values, i128::checked_sub)?;
        self.values = self.values.saturating_sub(gone);
        Ok(())
    }

    fn supports_retract_batch(&self) -> bool {
        true
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        if self.values == 0 {
            return ScalarValue::try_from(&self.sums);
        }
        told(self.sum, &self.sums)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.evaluate()?])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.update_batch(states)
    }

    fn size(&self) -> usize {
        size_of_val(self)
    }
}

/// The sum of different values: the engine gathers them.
#[derive(Debug)]
struct Distinct {
    gathered: Box<dyn Accumulator>,
    sums: DataType,
}

impl Accumulator for Distinct {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.gathered.update_batch(values)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let mut exact = Exact::of(self.sums.clone());
        for state in self.gathered.state()? {
            let ScalarValue::List(list) = state else {
                return internal_err!("different values are gathered in a list");
            };
            for values in list.iter().flatten() {
                exact.update_batch(&[values])?;
            }
        }
        exact.evaluate()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.gathered.state()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.gathered.merge_batch(states)
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.gathered.size()
    }
}

/// Sums by group, each in its own width.
#[derive(Debug)]
struct Groups<G> {
    inner: G,
    overflowed: Arc<AtomicBool>,
    sums: DataType,
}

fn groups<T: ArrowPrimitiveType + Send>(
    sums: &DataType,
    add: impl Fn(T::Native, T::Native) -> (T::Native, bool) + Send + Sync + 'static,
) -> Box<dyn GroupsAccumulator> {
    let overflowed = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&overflowed);
    let inner = PrimitiveGroupsAccumulator::<T, _>::new(sums, move |sum: &mut T::Native, one| {
        let (next, over) = add(*sum, one);
        *sum = next;
        if over {
            flag.store(true, Ordering::Relaxed);
        }
    });
    Box::new(Groups {
        inner,
        overflowed,
        sums: sums.clone(),
    })
}

impl<G: GroupsAccumulator> GroupsAccumulator for Groups<G> {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        number: usize,
    ) -> Result<()> {
        self.inner.update_batch(values, groups, filter, number)?;
        if self.overflowed.load(Ordering::Relaxed) {
            return Err(overflow());
        }
        Ok(())
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let sums = self.inner.evaluate(emit)?;
        if let DataType::Decimal128(precision, _) = self.sums {
            let sums = sums.as_primitive::<Decimal128Type>();
            if !sums
                .iter()
                .flatten()
                .all(|sum| Decimal128Type::is_valid_decimal_precision(sum, precision))
            {
                return Err(overflow());
            }
        }
        Ok(sums)
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.evaluate(emit)?])
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], number: usize) -> Result<()> {
        self.update_batch(values, groups, None, number)
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        self.inner.convert_to_state(values, filter)
    }

    fn size(&self) -> usize {
        self.inner.size()
    }
}
