//! What a question reads, found once and kept by the question's digest: it decides the cache key of every later call.

use std::collections::BTreeSet;
use std::io;

use datafusion::sql::sqlparser::ast::Statement;
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::{Parser, ParserError, ParserOptions};
use datafusion::sql::sqlparser::tokenizer::Tokenizer;
use model::limits::SQL_BYTES;
use model::predicate::Predicate;
use model::question::{Question, predicate_variables};
use sha2::{Digest, Sha256};

use crate::depth::depth;
use crate::error::QueryError;
use crate::limits::{SQL_CHAIN, SQL_DEPTH};
use crate::reading::{self, ONE_SELECT};

/// SHA-256.
pub(crate) type Hash = [u8; 32];

/// A question, read but not planned.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// Digest of the question's JSON.
    pub(crate) hash: Hash,
    /// Names that may be datasets.
    pub(crate) datasets: BTreeSet<String>,
    /// Variables whose values change the answer.
    pub(crate) variables: BTreeSet<String>,
    /// Whether the time range changes the answer.
    pub(crate) reads_time: bool,
    /// Whether the time of the call changes the answer.
    pub(crate) reads_clock: bool,
    /// The statement of an SQL question.
    pub(crate) statement: Option<Statement>,
}

/// The digest of anything that can be written as JSON, without building the text.
pub(crate) fn digest(value: &impl serde::Serialize) -> Hash {
    struct Into<'a>(&'a mut Sha256);
    impl io::Write for Into<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut hasher = Sha256::new();
    // Hashing cannot fail, and questions are made of plain JSON.
    let written = serde_json::to_writer(Into(&mut hasher), value);
    debug_assert!(written.is_ok());
    hasher.finalize().into()
}

/// Reads a question.
///
/// # Errors
/// `Invalid` when SQL is not one SELECT statement.
pub(crate) fn prepare(question: &Question, hash: Hash) -> Result<Prepared, QueryError> {
    match question {
        Question::Structured(structured) => {
            let mut reads_time = false;
            let mut variables = BTreeSet::new();
            if let Some(filter) = &structured.filter {
                filter.walk(&mut |node| reads_time |= matches!(node, Predicate::Time(_)));
                variables = predicate_variables(filter).iter().map(ToString::to_string).collect();
            }
            Ok(Prepared {
                hash,
                datasets: BTreeSet::from([structured.dataset.to_string()]),
                variables,
                reads_time,
                reads_clock: false,
                statement: None,
            })
        }
        Question::Sql(sql) => read_sql(&sql.sql, hash),
    }
}

/// Reads SQL. Chains are bounded before anything is parsed, nesting while it is parsed, everything else before it is planned.
fn read_sql(sql: &str, hash: Hash) -> Result<Prepared, QueryError> {
    let refused = |message: &str| QueryError::invalid("/sql", message);
    if sql.len() > SQL_BYTES {
        return Err(refused("this question is too long"));
    }
    let dialect = GenericDialect {};
    let tokens = Tokenizer::new(&dialect, sql).tokenize_with_location();
    let tokens = tokens.map_err(|_| refused(UNREADABLE))?;
    let bare: Vec<_> = tokens.iter().map(|token| token.token.clone()).collect();
    if depth(&bare) > SQL_CHAIN {
        return Err(refused(TOO_DEEP));
    }
    let parsed = Parser::new(&dialect)
        .with_recursion_limit(SQL_DEPTH)
        .with_options(ParserOptions::new().with_trailing_commas(false))
        .with_tokens_with_locations(tokens)
        .parse_statements();
    let statements = parsed.map_err(|error| match error {
        ParserError::RecursionLimitExceeded => refused(TOO_DEEP),
        _ => refused(UNREADABLE),
    })?;
    let Ok([statement]) = <[Statement; 1]>::try_from(statements) else {
        return Err(refused(ONE_SELECT));
    };
    if !matches!(statement, Statement::Query(_)) {
        return Err(refused(ONE_SELECT));
    }
    let found = reading::read(&statement).map_err(refused)?;
    let mut variables = found.variables;
    let reads_time = variables.remove("from") | variables.remove("to");
    Ok(Prepared {
        hash,
        datasets: found.datasets,
        variables,
        reads_time,
        reads_clock: found.clock,
        statement: Some(statement),
    })
}

const UNREADABLE: &str = "this is not a SELECT statement that can be read";
const TOO_DEEP: &str =
    "this question is nested too deeply, or has too long a chain of operators: write many values as a list, with IN";
