//! What the locks of a share reach. A locked variable narrows only the widgets whose questions read it, and the choices whose condition
//! does; all others show what they would show without the lock. They are named before a share is made and before questions are
//! approved, each with the row rules that would reach it. Changes nothing by itself.

use std::collections::BTreeSet;

use access::scope::Scope;
use model::document::Document;
use model::name::{ColumnName, DatasetName, VariableName, WidgetId};
use model::predicate::{Operand, Operands, Predicate};
use model::question::{Question, predicate_variables};
use model::share::{ShareRows, ShareVariable, Terms};
use model::value::Literal;
use model::variable::{Domain, Variable};
use query::Engine;

/// A widget that a lock does not reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreached {
    /// Which widget.
    pub widget: WidgetId,
    /// Its title.
    pub title: Option<String>,
    /// Which locked variable it does not read.
    pub variable: VariableName,
    /// Row rules that would reach it; none for data that has no such column.
    pub rows: Vec<ShareRows>,
}

/// Choices that a lock does not reach, though their data has the column that it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreachedChoices {
    /// Which variable they are offered for.
    pub picker: VariableName,
    /// Its label.
    pub label: Option<String>,
    /// Which locked variable they do not read.
    pub variable: VariableName,
    /// The row rule that would reach them.
    pub rows: Vec<ShareRows>,
}

/// All that locks do not reach.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutOfReach {
    /// In the order of variables and of the page.
    pub widgets: Vec<Unreached>,
    /// In the order of variables.
    pub choices: Vec<UnreachedChoices>,
}

/// What of a document locks do not reach. Data that is narrowed by a row rule on the same column is reached.
#[must_use]
pub fn unreached(engine: &Engine, document: &Document, terms: &Terms, scope: &Scope) -> OutOfReach {
    let mut found = OutOfReach::default();
    for (name, lock) in &terms.variables {
        let variable = document.variable(name.as_str());
        let Some(allowed) = allowed(variable, lock) else {
            continue;
        };
        let columns = columns(document, name, variable);
        for picker in &document.variables {
            // What is locked or left itself is not chosen from all there is.
            if let Some(Domain::Choices(choices)) = &picker.domain
                && !terms.variables.contains_key(&picker.name)
                && !choices
                    .filter
                    .as_ref()
                    .is_some_and(|filter| predicate_variables(filter).contains(name))
                && let Some(column) = columns.iter().find(|column| has(scope, &choices.dataset, column))
                && !narrowed(terms, &choices.dataset, column)
            {
                found.choices.push(UnreachedChoices {
                    picker: picker.name.clone(),
                    label: picker.label.clone(),
                    variable: name.clone(),
                    rows: vec![proposed(&choices.dataset, column, &allowed)],
                });
            }
        }
        for widget in &document.widgets {
            let Some(question) = &widget.question else { continue };
            if question.variables().contains(name) {
                continue;
            }
            let datasets = engine.reads(question);
            let mut all_reached = !datasets.is_empty();
            let mut rows = Vec::new();
            for dataset in datasets {
                let column = columns.iter().find(|column| has(scope, &dataset, column));
                let reached = column.is_some_and(|column| narrowed(terms, &dataset, column));
                all_reached &= reached;
                if let Some(column) = column.filter(|_| !reached) {
                    rows.push(proposed(&dataset, column, &allowed));
                }
            }
            if !all_reached {
                found.widgets.push(Unreached {
                    widget: widget.id.clone(),
                    title: widget.title.clone(),
                    variable: name.clone(),
                    rows,
                });
            }
        }
    }
    found
}

/// The values that a lock leaves; `None`: it leaves all.
fn allowed(variable: Option<&Variable>, lock: &ShareVariable) -> Option<Vec<Literal>> {
    let given: Vec<_> = match (&lock.locked, &lock.subset) {
        (Some(value), _) => vec![value],
        (None, Some(values)) => values.iter().collect(),
        (None, None) => return None,
    };
    let read = given.into_iter().filter_map(|value| variable?.read(value).ok());
    Some(read.flat_map(|chosen| chosen.literals().to_vec()).collect())
}

/// The columns that a variable stands for: those that questions compare with it, the one its choices come from, one of its name.
fn columns(document: &Document, name: &VariableName, variable: Option<&Variable>) -> Vec<ColumnName> {
    let mut found = Vec::new();
    let questions = document.widgets.iter().filter_map(|widget| widget.question.as_ref());
    for question in questions {
        let Question::Structured(question) = question else {
            continue;
        };
        let Some(filter) = &question.filter else { continue };
        filter.walk(&mut |node| match node {
            Predicate::Eq(column, Operand::Variable(read))
            | Predicate::In(column, Operands::Reference(Operand::Variable(read)))
                if read == name =>
            {
                found.push(column.clone());
            }
            _ => {}
        });
    }
    if let Some(Domain::Choices(choices)) = variable.and_then(|variable| variable.domain.as_ref()) {
        found.push(choices.value.clone());
    }
    found.extend(ColumnName::new(name.as_str()).ok());
    let mut seen = BTreeSet::new();
    found.retain(|column| seen.insert(column.clone()));
    found
}

fn has(scope: &Scope, dataset: &DatasetName, column: &ColumnName) -> bool {
    let dataset = scope.dataset(dataset.as_str());
    dataset.is_some_and(|dataset| dataset.columns.iter().any(|known| known.name == *column))
}

fn narrowed(terms: &Terms, dataset: &DatasetName, column: &ColumnName) -> bool {
    let mut rules = terms.rows.iter().filter(|rows| rows.dataset == *dataset);
    rules.any(|rows| rows.predicate.columns().contains(&column))
}

fn proposed(dataset: &DatasetName, column: &ColumnName, allowed: &[Literal]) -> ShareRows {
    let predicate = match allowed {
        [one] => Predicate::Eq(column.clone(), Operand::Literal(one.clone())),
        several => Predicate::In(column.clone(), Operands::List(several.to_vec())),
    };
    ShareRows {
        dataset: dataset.clone(),
        predicate,
    }
}
