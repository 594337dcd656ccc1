//! The scope: which datasets, columns and rows one call may see. The query engine's catalog is built from it and holds nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::column::Column;
use model::id::DatasetId;
use model::name::DatasetName;
use model::predicate::Predicate;

/// What one call may see. Made by the gate only.
#[derive(Debug, Clone)]
pub struct Scope {
    datasets: BTreeMap<DatasetName, ScopedDataset>,
    fingerprint: Arc<str>,
}

/// One dataset as one call sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScopedDataset {
    /// Which.
    pub id: DatasetId,
    /// Visible columns only.
    pub columns: Arc<[Column]>,
    /// The rows that stay visible: AND of all rules, every reference resolved to literals. `None`: all rows.
    pub rows: Option<Arc<Predicate>>,
}

impl Scope {
    pub(crate) fn new(datasets: BTreeMap<DatasetName, ScopedDataset>, fingerprint: Arc<str>) -> Self {
        Self { datasets, fingerprint }
    }

    /// The dataset of this name, if it is visible.
    #[must_use]
    pub fn dataset(&self, name: &str) -> Option<&ScopedDataset> {
        self.datasets.get(name)
    }

    /// All visible datasets by name.
    pub fn datasets(&self) -> impl Iterator<Item = (&DatasetName, &ScopedDataset)> {
        self.datasets.iter()
    }

    /// Equal for equal visible datasets, columns and row rules with their resolved values; part of every cache key.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}
