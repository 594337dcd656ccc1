//! Datasets and the rules about their rows.

pub(crate) mod datasets;
pub(crate) mod pushes;
pub(crate) mod row_rules;
