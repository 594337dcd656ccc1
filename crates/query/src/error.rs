//! Why there is no answer. Messages are written here; texts of the engine are classified and never passed on,
//! because they may hold values of rows, SQL or paths.

use datafusion::arrow::error::ArrowError;
use datafusion::common::{DataFusionError, SchemaError};
use model::invalid::Invalid;

/// Why a call of this crate gave nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QueryError {
    /// The input is wrong; pointers go into the question or body that was given.
    #[error("{0}")]
    Invalid(Invalid),
    /// The answer, or the work for it, would be larger than a limit.
    #[error("the question needs more memory or gives more data than allowed")]
    TooLarge,
    /// It took longer than the limit.
    #[error("the question took too long")]
    Timeout,
    /// Too many questions of this caller wait already.
    #[error("too many questions are waiting")]
    Busy,
    /// The dataset or the engine is not there at the moment.
    #[error("the data is not available at the moment")]
    Unavailable,
    /// A fault of the program or the machine; details are in the log.
    #[error("internal error")]
    Internal,
}

impl From<Invalid> for QueryError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl QueryError {
    /// A single fault at a pointer.
    pub(crate) fn invalid(pointer: &str, message: impl Into<String>) -> Self {
        Self::Invalid(Invalid::at(pointer, message))
    }

    /// A failure of the machine (files, tasks). The kind goes to the log, the details do not.
    pub(crate) fn io(error: &std::io::Error) -> Self {
        tracing::error!(kind = ?error.kind(), "reading or writing data failed");
        Self::Internal
    }
}

/// What an engine's error means for the reader; `pointer` is the place in the question that is blamed when it is the question's fault.
pub(crate) fn classify(error: &DataFusionError, pointer: &str) -> QueryError {
    let invalid = |message: &str| QueryError::invalid(pointer, message);
    match error {
        DataFusionError::External(inner) => match inner.downcast_ref::<QueryError>() {
            Some(own) => own.clone(),
            None => internal("external"),
        },
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => classify(inner, pointer),
        DataFusionError::Shared(inner) => classify(inner, pointer),
        DataFusionError::Collection(all) => all.first().map_or(QueryError::Internal, |e| classify(e, pointer)),
        DataFusionError::ArrowError(inner, _) => classify_arrow(inner, pointer),
        DataFusionError::ResourcesExhausted(_) => QueryError::TooLarge,
        DataFusionError::SQL(_, _) => invalid("this is not a SELECT statement that can be read"),
        DataFusionError::SchemaError(inner, _) => invalid(match inner.as_ref() {
            SchemaError::FieldNotFound { .. } => "the question names a column that is not there",
            SchemaError::AmbiguousReference { .. } => "a column's name is not unique here: write dataset.column",
            SchemaError::DuplicateQualifiedField { .. } | SchemaError::DuplicateUnqualifiedField { .. } => SAME_NAME,
        }),
        DataFusionError::Plan(text) => invalid(planning(text)),
        DataFusionError::NotImplemented(text) | DataFusionError::Internal(text) if is_correlated(text) => {
            invalid(CORRELATED)
        }
        DataFusionError::NotImplemented(_) | DataFusionError::Configuration(_) => {
            invalid("the question uses something that this server does not offer")
        }
        DataFusionError::Execution(text) => invalid(execution(text)),
        DataFusionError::Internal(text) if text.contains("overflow") => invalid(OVERFLOW),
        DataFusionError::ParquetError(_) => internal("parquet"),
        DataFusionError::ObjectStore(_) | DataFusionError::IoError(_) => internal("files"),
        _ => internal("engine"),
    }
}

const OVERFLOW: &str = "a number in the question becomes too large";
const SAME_NAME: &str = "two columns have the same name: give one another with AS; of two that a cast alone tells apart, cast one in a sub-question";
const CORRELATED: &str =
    "a sub-question reads the row around it in another way than by = in its WHERE, IN or EXISTS: write it as a join";
const UNREADABLE: &str = "a value cannot be read as the type that the question wants";

fn classify_arrow(error: &ArrowError, pointer: &str) -> QueryError {
    match error {
        ArrowError::DivideByZero => QueryError::invalid(pointer, "the question divides by zero"),
        ArrowError::ArithmeticOverflow(_) => QueryError::invalid(pointer, OVERFLOW),
        ArrowError::CastError(_) | ArrowError::ParseError(_) => QueryError::invalid(pointer, UNREADABLE),
        ArrowError::ComputeError(text) => QueryError::invalid(pointer, execution(text)),
        ArrowError::InvalidArgumentError(_) | ArrowError::NotYetImplemented(_) => {
            QueryError::invalid(pointer, "the question combines values of types that do not go together")
        }
        ArrowError::ExternalError(inner) => match inner.downcast_ref::<DataFusionError>() {
            Some(inner) => classify(inner, pointer),
            None => internal("arrow"),
        },
        ArrowError::MemoryError(_) => QueryError::TooLarge,
        _ => internal("arrow"),
    }
}

/// What the engine says of sub-questions that it cannot turn into a join.
fn is_correlated(text: &str) -> bool {
    ["orrelated", "uter reference", "OuterReference", "ubquery"]
        .iter()
        .any(|part| text.contains(part))
}

fn planning(text: &str) -> &'static str {
    let has = |part: &str| text.contains(part);
    if is_correlated(text) {
        CORRELATED
    } else if has("Invalid function") || has("not a function") {
        "the question uses a function that is not there"
    } else if has("unique expression names") || has("same name") {
        SAME_NAME
    } else if has("must appear in the GROUP BY") || has("in the GROUP BY clause") || has("must be part of GROUP BY") {
        "a column stands beside an aggregate without being in GROUP BY"
    } else if has("laceholder") {
        "a variable stands where its type cannot be told"
    } else if has("coerc") || has("Cannot infer common") || has("signature") || has("cast") || has("type") {
        "the question combines values of types that do not go together"
    } else {
        "the question cannot be understood"
    }
}

fn execution(text: &str) -> &'static str {
    let lower = text.to_ascii_lowercase();
    if lower.contains("divide by zero") || lower.contains("division by zero") {
        "the question divides by zero"
    } else if lower.contains("overflow") {
        OVERFLOW
    } else if lower.contains("cast") || lower.contains("pars") || lower.contains("convert") {
        UNREADABLE
    } else if lower.contains("more than one row") {
        "a sub-question that must give one row gives several"
    } else {
        "the question fails on its data"
    }
}

fn internal(kind: &'static str) -> QueryError {
    tracing::error!(kind, "the engine failed");
    QueryError::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engine_texts_never_pass() {
        let secret = "secret-value /etc/path select x";
        let errors = [
            DataFusionError::Plan(secret.to_owned()),
            DataFusionError::Execution(secret.to_owned()),
            DataFusionError::Internal(secret.to_owned()),
            DataFusionError::NotImplemented(secret.to_owned()),
            DataFusionError::ArrowError(Box::new(ArrowError::CastError(secret.to_owned())), None),
            DataFusionError::ArrowError(Box::new(ArrowError::ComputeError(secret.to_owned())), None),
            DataFusionError::IoError(std::io::Error::other(secret)),
            DataFusionError::Context(secret.to_owned(), Box::new(DataFusionError::Plan(secret.to_owned()))),
        ];
        for error in errors {
            let told = format!("{0} {0:?}", classify(&error, "/sql"));
            assert!(!told.contains("secret") && !told.contains("/etc"), "{told}");
        }
    }

    #[test]
    fn division_by_zero_is_the_questions_fault() {
        let error = DataFusionError::ArrowError(Box::new(ArrowError::DivideByZero), None);
        assert_eq!(
            classify(&error, "/sql"),
            QueryError::invalid("/sql", "the question divides by zero")
        );
    }
}
