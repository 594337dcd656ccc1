//! Typed columns of datasets and answers.

use serde::{Deserialize, Serialize};

use crate::name::ColumnName;

crate::words! {
    /// The type of a column, as documents and answers name it.
    pub enum ColumnType {
        /// Text.
        String = "string",
        /// 64-bit integer.
        Int = "int",
        /// 64-bit floating point.
        Float = "float",
        /// Exact decimal; travels as text.
        Decimal = "decimal",
        /// Truth value.
        Bool = "bool",
        /// Calendar day.
        Date = "date",
        /// Time of day.
        Time = "time",
        /// Instant, microseconds, UTC.
        Timestamp = "timestamp",
        /// Length of time.
        Duration = "duration",
        /// Bytes; travel as base64.
        Bytes = "bytes",
        /// A list.
        List = "list",
        /// A record.
        Struct = "struct",
    }
}

/// A column of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name in questions.
    pub name: ColumnName,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// What people read instead of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Unit of its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// In no scope at all: absent from every catalog, question and preview.
    #[serde(default)]
    pub hidden: bool,
}

impl Column {
    /// A plain visible column.
    #[must_use]
    pub const fn new(name: ColumnName, kind: ColumnType) -> Self {
        Self {
            name,
            kind,
            label: None,
            unit: None,
            description: None,
            hidden: false,
        }
    }
}

/// The columns of a dataset after its rows were replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The columns of the file, with what people have set on those names.
    pub columns: Vec<Column>,
    /// Columns that are not in the file, with what was set on them: it holds again when they come back.
    pub gone: Vec<Column>,
    /// Names that start hidden, because the dataset hides some and nobody has decided on these yet.
    pub start_hidden: Vec<ColumnName>,
}

/// What people set on a column stays with its name. `kept` are the columns before, `gone` those of earlier files, `found` those of the
/// new file. A new column of a dataset that hides some, now or in an earlier file, starts hidden: it might be what is hidden, renamed.
#[must_use]
pub fn settle(kept: &[Column], gone: &[Column], found: Vec<Column>) -> Settled {
    let known = |name: &ColumnName| kept.iter().chain(gone).find(|column| column.name == *name);
    let hides = kept.iter().chain(gone).any(|column| column.hidden);
    let mut start_hidden = Vec::new();
    let columns: Vec<Column> = found
        .into_iter()
        .map(|column| match known(&column.name) {
            Some(before) => Column {
                kind: column.kind,
                ..before.clone()
            },
            None if hides => {
                start_hidden.push(column.name.clone());
                Column { hidden: true, ..column }
            }
            None => column,
        })
        .collect();
    let is_there = |name: &ColumnName| columns.iter().any(|column| column.name == *name);
    let mut left: Vec<Column> = Vec::new();
    for column in kept.iter().chain(gone) {
        let says_something =
            column.hidden || column.label.is_some() || column.unit.is_some() || column.description.is_some();
        if says_something && !is_there(&column.name) && !left.iter().any(|one| one.name == column.name) {
            left.push(column.clone());
        }
    }
    Settled {
        columns,
        gone: left,
        start_hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, hidden: bool) -> Column {
        Column {
            hidden,
            label: Some(format!("label of {name}")),
            ..Column::new(ColumnName::new(name).unwrap(), ColumnType::String)
        }
    }

    fn fresh(names: &[&str]) -> Vec<Column> {
        let fresh = |name: &&str| Column::new(ColumnName::new(name).unwrap(), ColumnType::Int);
        names.iter().map(fresh).collect()
    }

    #[test]
    fn what_was_set_on_a_column_stays_with_its_name() {
        let kept = [column("plain", false), column("salary", true)];
        let settled = settle(&kept, &[], fresh(&["salary", "plain"]));
        let hidden: Vec<bool> = settled.columns.iter().map(|column| column.hidden).collect();
        assert_eq!(hidden, [true, false]);
        assert_eq!(settled.columns[0].label.as_deref(), Some("label of salary"));
        assert_eq!(settled.columns[0].kind, ColumnType::Int, "the type is the file's");
        assert!(settled.start_hidden.is_empty());
    }

    #[test]
    fn a_hidden_column_that_comes_back_is_hidden_and_new_ones_start_hidden_meanwhile() {
        let kept = [column("plain", false), column("salary", true)];
        let without = settle(&kept, &[], fresh(&["plain", "Salary"]));
        assert!(without.columns[1].hidden, "it might be the hidden one, renamed");
        assert_eq!(without.start_hidden.len(), 1);
        // Somebody opened the new one: nothing of the file is hidden any more, and still the dataset hides one.
        let opened = [column("plain", false), column("Salary", false)];
        let back = settle(&opened, &without.gone, fresh(&["plain", "salary", "other"]));
        let hidden: Vec<bool> = back.columns.iter().map(|column| column.hidden).collect();
        assert_eq!(hidden, [false, true, true]);
    }

    #[test]
    fn new_columns_of_a_dataset_that_hides_nothing_are_open() {
        let settled = settle(&[column("plain", false)], &[], fresh(&["plain", "more"]));
        assert!(settled.columns.iter().all(|column| !column.hidden));
    }
}
