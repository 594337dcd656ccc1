//! Which columns of a dataset a document reads: for whoever changes the data, to say what that touches.

use std::collections::BTreeSet;

use model::document::Document;
use model::name::{ColumnName, DatasetName, VariableName};
use model::question::{Question, Take, predicate_variables};
use model::variable::Domain;

/// The variables that questions and choices of a document read.
pub(crate) fn variables_of(document: &Document) -> BTreeSet<VariableName> {
    let questions = document.widgets.iter().filter_map(|widget| widget.question.as_ref());
    let mut read: BTreeSet<_> = questions.flat_map(Question::variables).collect();
    for variable in &document.variables {
        if let Some(Domain::Choices(choices)) = &variable.domain {
            read.extend(choices.filter.iter().flat_map(predicate_variables));
        }
    }
    read
}

/// Which of these columns of a dataset a document reads.
pub(crate) fn columns_of<'a>(
    document: &Document,
    dataset: &DatasetName,
    columns: &(impl Iterator<Item = &'a ColumnName> + Clone),
) -> BTreeSet<ColumnName> {
    let mut read = BTreeSet::new();
    for question in document.widgets.iter().filter_map(|widget| widget.question.as_ref()) {
        match question {
            Question::Structured(structured) if structured.dataset == *dataset => {
                for select in &structured.select {
                    match &select.take {
                        Take::Column(name, _) | Take::Aggregate(_, name) => read.insert(name.clone()),
                        Take::CountRows => false,
                    };
                }
                read.extend(structured.filter.iter().flat_map(|filter| filter.columns()).cloned());
            }
            Question::Structured(_) => {}
            // A name in SQL may be the column of another dataset: better told too often than not.
            Question::Sql(question) if has_word(&question.sql, dataset.as_str()) => {
                read.extend(
                    columns
                        .clone()
                        .filter(|name| has_word(&question.sql, name.as_str()))
                        .cloned(),
                );
            }
            Question::Sql(_) => {}
        }
    }
    for variable in &document.variables {
        if let Some(Domain::Choices(choices)) = &variable.domain
            && choices.dataset == *dataset
        {
            read.insert(choices.value.clone());
            read.extend(choices.label.clone());
            read.extend(choices.filter.iter().flat_map(|filter| filter.columns()).cloned());
        }
    }
    read
}

/// Whether a text has this word, as a whole and in any case.
fn has_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(&word)) {
        let (start, end) = (from + at, from + at + word.len());
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        if !before.is_some_and(part) && !after.is_some_and(part) {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_which_columns_it_reads() {
        let document: Document = serde_json::from_value(serde_json::json!({
            "version": 1,
            "variables": [{ "name": "v", "type": "string",
                "domain": { "choices": { "dataset": "flights", "value": "origin", "label": "city" } } }],
            "widgets": [
                { "id": "a", "kind": "bar", "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
                  "question": { "dataset": "flights", "select": [{ "column": "carrier" }, { "avg": "delay", "as": "d" }],
                                "where": { "eq": ["dest", "JFK"] } } },
                { "id": "b", "kind": "table", "place": { "x": 6, "y": 0, "w": 6, "h": 4 },
                  "question": { "sql": "select \"Tail No\" from FLIGHTS where delay_min > 1" } },
                { "id": "c", "kind": "table", "place": { "x": 0, "y": 4, "w": 6, "h": 4 },
                  "question": { "dataset": "planes", "select": [{ "column": "year" }] } }
            ]
        }))
        .unwrap();
        let names = [
            "carrier",
            "delay",
            "dest",
            "origin",
            "city",
            "Tail No",
            "year",
            "delay_min",
            "other",
        ];
        let names: Vec<_> = names.iter().map(|name| ColumnName::new(name).unwrap()).collect();
        let read = columns_of(&document, &DatasetName::new("flights").unwrap(), &names.iter());
        let read: Vec<_> = read.iter().map(ColumnName::as_str).collect();
        assert_eq!(
            read,
            ["Tail No", "carrier", "city", "delay", "delay_min", "dest", "origin"]
        );
    }
}
