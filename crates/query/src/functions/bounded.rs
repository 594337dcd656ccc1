//! Functions that are asked, before each call, how much they would make: a call over its part of the question's budget fails instead.
//! Put into a question's plan once its types are known, and before anything of it is computed.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::compute::kernels::concat_elements::concat_elements_dyn;
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::{Result, exec_err, resources_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use crate::functions::growth::{self, Growth};
use crate::stop::Stop;

/// What all growing calls of one question share.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Bytes of one call.
    pub(crate) call: usize,
    pub(crate) stop: Stop,
}

/// A function of the engine within bounds.
pub(crate) struct Bounded {
    inner: Arc<ScalarUDF>,
    growth: Growth,
    budget: Arc<Budget>,
}

impl Bounded {
    pub(crate) fn around(inner: Arc<ScalarUDF>, growth: Growth, budget: &Arc<Budget>) -> ScalarUDF {
        ScalarUDF::new_from_impl(Self {
            inner,
            growth,
            budget: Arc::clone(budget),
        })
    }
}

impl fmt::Debug for Bounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bounded").field(&self.inner.name()).finish()
    }
}

impl PartialEq for Bounded {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl Eq for Bounded {}

impl Hash for Bounded {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.hash(state);
    }
}

/// Rules by which the engine rewrites or reorders calls keep their defaults: what they put in place would not be bounded.
impl ScalarUDFImpl for Bounded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn schema_name(&self, arguments: &[Expr]) -> Result<String> {
        self.inner.schema_name(arguments)
    }

    fn signature(&self) -> &Signature {
        self.inner.signature()
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        self.inner.coerce_types(types)
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.inner.return_type(types)
    }

    fn return_field_from_args(&self, arguments: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        self.inner.return_field_from_args(arguments)
    }

    fn invoke_with_args(&self, call: ScalarFunctionArgs) -> Result<ColumnarValue> {
        within(&self.budget, self.growth, &call.args, call.number_rows)?;
        self.inner.invoke_with_args(call)
    }
}

fn within(budget: &Budget, growth: Growth, arguments: &[ColumnarValue], rows: usize) -> Result<()> {
    budget.stop.check()?;
    let made = growth::of(growth, arguments, rows)?;
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let most = budget.call as f64;
    // Not the other way round: what is no number is too much.
    if made <= most {
        return Ok(());
    }
    resources_err!("a function would make too much")
}

/// `a || b` of two texts, which the engine computes without asking anybody: the same within bounds.
pub(crate) struct Joined {
    signature: Signature,
    budget: Arc<Budget>,
}

impl Joined {
    pub(crate) fn of(budget: &Arc<Budget>) -> ScalarUDF {
        ScalarUDF::new_from_impl(Self {
            // The types were made equal before it is put in place.
            signature: Signature::any(2, Volatility::Immutable),
            budget: Arc::clone(budget),
        })
    }
}

impl fmt::Debug for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Joined")
    }
}

impl PartialEq for Joined {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Joined {}

impl Hash for Joined {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "||".hash(state);
    }
}

impl ScalarUDFImpl for Joined {
    fn name(&self) -> &'static str {
        "||"
    }

    fn schema_name(&self, arguments: &[Expr]) -> Result<String> {
        match arguments {
            [left, right] => Ok(format!("{} || {}", left.schema_name(), right.schema_name())),
            _ => exec_err!("|| takes two texts"),
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        match types {
            [left, right] if left == right => Ok(left.clone()),
            _ => exec_err!("|| takes two texts of one type"),
        }
    }

    fn invoke_with_args(&self, call: ScalarFunctionArgs) -> Result<ColumnarValue> {
        within(&self.budget, Growth::Sums, &call.args, call.number_rows)?;
        let all_are_values = call
            .args
            .iter()
            .all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let arrays = ColumnarValue::values_to_arrays(&call.args)?;
        let [left, right] = arrays.as_slice() else {
            return exec_err!("|| takes two texts");
        };
        let joined = concat_elements_dyn(left, right)?;
        if all_are_values {
            return datafusion::common::ScalarValue::try_from_array(&joined, 0).map(ColumnarValue::Scalar);
        }
        Ok(ColumnarValue::Array(joined))
    }
}
