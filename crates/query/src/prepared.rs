//! What a question reads, found once and kept by the question's digest: it decides the cache key of every later call.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, ObjectName, Query, SetExpr, Statement, TableFactor, Value, Visit, Visitor,
};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::{Parser, ParserOptions};
use model::predicate::Predicate;
use model::question::{Question, predicate_variables};
use sha2::{Digest, Sha256};

use crate::error::QueryError;
use crate::functions::CLOCK;
use crate::limits::SQL_DEPTH;

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

const ONE_SELECT: &str = "write one SELECT statement";

fn read_sql(sql: &str, hash: Hash) -> Result<Prepared, QueryError> {
    let refused = |message: &str| QueryError::invalid("/sql", message);
    let parsed = Parser::new(&GenericDialect {})
        .with_recursion_limit(SQL_DEPTH)
        .with_options(ParserOptions::new().with_trailing_commas(false))
        .try_with_sql(sql)
        .and_then(|mut parser| parser.parse_statements());
    let statements = parsed.map_err(|_| refused("this is not a SELECT statement that can be read"))?;
    let Ok([statement]) = <[Statement; 1]>::try_from(statements) else {
        return Err(refused(ONE_SELECT));
    };
    if !matches!(statement, Statement::Query(_)) {
        return Err(refused(ONE_SELECT));
    }
    let mut reader = Reader::default();
    if let ControlFlow::Break(message) = statement.visit(&mut reader) {
        return Err(refused(message));
    }
    let reads_time = reader.variables.remove("from") | reader.variables.remove("to");
    Ok(Prepared {
        hash,
        datasets: reader.relations,
        variables: reader.variables,
        reads_time,
        reads_clock: reader.clock,
        statement: Some(statement),
    })
}

/// The dataset that a relation's name means, if it can be one.
pub(crate) fn relation_name(name: &ObjectName) -> Option<String> {
    let [part] = name.0.as_slice() else {
        return None;
    };
    let ident = part.as_ident()?;
    match ident.quote_style {
        Some(_) => Some(ident.value.clone()),
        None => Some(ident.value.to_ascii_lowercase()),
    }
}

/// Collects names and refuses everything that is not plain reading.
#[derive(Default)]
struct Reader {
    relations: BTreeSet<String>,
    variables: BTreeSet<String>,
    clock: bool,
}

impl Visitor for Reader {
    type Break = &'static str;

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<Self::Break> {
        if matches!(statement, Statement::Query(_)) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(ONE_SELECT)
        }
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Self::Break> {
        let recursive = query.with.as_ref().is_some_and(|with| with.recursive);
        if !query.locks.is_empty() || query.settings.is_some() || query.format_clause.is_some() || recursive {
            return ControlFlow::Break(ONE_SELECT);
        }
        plain(&query.body)
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<Self::Break> {
        self.relations.insert(relation_name(relation).unwrap_or_default());
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<Self::Break> {
        match factor {
            TableFactor::Table { args: None, .. }
            | TableFactor::Derived { .. }
            | TableFactor::NestedJoin { .. }
            | TableFactor::UNNEST { .. } => ControlFlow::Continue(()),
            _ => ControlFlow::Break("only datasets and sub-questions can stand after FROM"),
        }
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Self::Break> {
        if let Expr::Function(function) = expr {
            let name = function.name.to_string().to_ascii_lowercase();
            self.clock |= CLOCK.contains(&name.as_str());
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &datafusion::sql::sqlparser::ast::ValueWithSpan) -> ControlFlow<Self::Break> {
        if let Value::Placeholder(text) = &value.value {
            match text.strip_prefix('$') {
                Some(name) if !name.is_empty() => {
                    self.variables.insert(name.to_owned());
                }
                _ => return ControlFlow::Break("variables are written as $name"),
            }
        }
        ControlFlow::Continue(())
    }
}

fn plain(body: &SetExpr) -> ControlFlow<&'static str> {
    match body {
        SetExpr::Select(select) if select.into.is_none() => ControlFlow::Continue(()),
        SetExpr::SetOperation { left, right, .. } => {
            plain(left)?;
            plain(right)
        }
        // The visitor comes to it by itself.
        SetExpr::Query(_) | SetExpr::Values(_) => ControlFlow::Continue(()),
        _ => ControlFlow::Break(ONE_SELECT),
    }
}
