//! Whole numbers that are added, subtracted, multiplied and negated within their width: the engine's own begin anew where a result no longer
//! fits, and say nothing of it. Put into a question's plan once its types are known.

use std::hash::Hash;

use datafusion::arrow::array::Datum;
use datafusion::arrow::compute::kernels::numeric;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::error::ArrowError;
use datafusion::common::{DFSchema, DataFusionError, Result, ScalarValue, exec_err};
use datafusion::logical_expr::expr::BinaryExpr;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ExprSchemable as _, Operator, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};
use datafusion::physical_expr_common::datum::apply;

/// The names of what is put in place.
pub(super) const NAMES: [&str; 3] = ["+", "-", "*"];

/// A number does not fit. Told as such, without the number.
pub(crate) fn overflow() -> DataFusionError {
    DataFusionError::ArrowError(Box::new(ArrowError::ArithmeticOverflow(String::new())), None)
}

/// What is computed within its width, if this is such: both sides are whole numbers, of one type.
pub(super) fn checked(binary: &BinaryExpr, schema: &DFSchema) -> Result<Option<ScalarUDF>> {
    if !matches!(binary.op, Operator::Plus | Operator::Minus | Operator::Multiply) {
        return Ok(None);
    }
    let (left, right) = (binary.left.get_type(schema)?, binary.right.get_type(schema)?);
    Ok((left == right && left.is_integer()).then(|| {
        ScalarUDF::new_from_impl(Checked {
            signature: Signature::any(2, Volatility::Immutable),
            operator: binary.op,
        })
    }))
}

/// The negative that is computed within its width, of a whole number: the least one has none.
pub(super) fn negative(of: &Expr, schema: &DFSchema) -> Result<Option<ScalarUDF>> {
    Ok(of.get_type(schema)?.is_signed_integer().then(|| {
        ScalarUDF::new_from_impl(Checked {
            signature: Signature::any(1, Volatility::Immutable),
            operator: Operator::Minus,
        })
    }))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Checked {
    signature: Signature,
    operator: Operator,
}

impl ScalarUDFImpl for Checked {
    fn name(&self) -> &'static str {
        match self.operator {
            Operator::Plus => "+",
            Operator::Minus => "-",
            _ => "*",
        }
    }

    /// As the engine names the column of such a result.
    fn schema_name(&self, arguments: &[Expr]) -> Result<String> {
        match arguments {
            [left, right] => Ok(format!(
                "{} {} {}",
                left.schema_name(),
                self.operator,
                right.schema_name()
            )),
            [of] => Ok(format!("(- {})", of.schema_name())),
            _ => exec_err!("{} takes two numbers", self.operator),
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        match types {
            [left, right] if left == right => Ok(left.clone()),
            [of] => Ok(of.clone()),
            _ => exec_err!("{} takes two numbers of one type", self.operator),
        }
    }

    fn invoke_with_args(&self, call: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (left, right) = match call.args.as_slice() {
            [left, right] => (left, right),
            [ColumnarValue::Array(of)] => return Ok(ColumnarValue::Array(numeric::neg(of)?)),
            [ColumnarValue::Scalar(of)] => {
                let negative = numeric::neg(&of.to_array()?)?;
                return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&negative, 0)?));
            }
            _ => return exec_err!("{} takes two numbers", self.operator),
        };
        let compute: fn(&dyn Datum, &dyn Datum) -> _ = match self.operator {
            Operator::Plus => numeric::add,
            Operator::Minus => numeric::sub,
            _ => numeric::mul,
        };
        apply(left, right, compute)
    }
}
