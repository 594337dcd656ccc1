//! The scope: which datasets, columns and rows one call may see. The query engine's catalog is built from it and holds nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use identity::caller::Caller;
use model::column::Column;
use model::id::DatasetId;
use model::name::DatasetName;
use model::predicate::Predicate;

/// What one call may see. Made by the gate only.
#[derive(Debug, Clone)]
pub struct Scope {
    datasets: BTreeMap<DatasetName, ScopedDataset>,
    fingerprint: Arc<str>,
    withheld: Option<Withheld>,
    asker: Asker,
}

/// Who asks under a scope, so that callers take turns: equal for all calls of one user, and for all readers of one share. It tells
/// nothing of what is seen, and is no part of the fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Asker(u128);

impl Asker {
    /// Who this caller is, for taking turns.
    #[must_use]
    pub const fn of(caller: &Caller) -> Self {
        Self(match caller {
            Caller::User { id, .. } => id.number(),
            Caller::Share { id, admitted, .. } => match admitted.preview() {
                Some(preview) => preview.by.number(),
                None => id.number(),
            },
            Caller::Job { owner } => owner.number(),
            Caller::System { .. } | Caller::Nobody => 0,
        })
    }
}

/// Why a scope answers nothing at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// The data identity of the dashboard is no longer valid: that user is disabled, gone, or does not see the workspace any
    /// more. There is no fallback to other eyes.
    IdentityNotValid,
}

impl Withheld {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityNotValid => "identity_not_valid",
        }
    }
}

impl std::fmt::Display for Withheld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::IdentityNotValid => f.write_str("the data identity of this dashboard is no longer valid"),
        }
    }
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
        Self {
            datasets,
            fingerprint,
            withheld: None,
            asker: Asker::default(),
        }
    }

    pub(crate) fn asked_by(mut self, caller: &Caller) -> Self {
        self.asker = Asker::of(caller);
        self
    }

    /// Who asks.
    #[must_use]
    pub const fn asker(&self) -> Asker {
        self.asker
    }

    pub(crate) fn withhold(mut self, why: Withheld) -> Self {
        self.fingerprint = why.as_str().into();
        self.withheld = Some(why);
        self.datasets.clear();
        self
    }

    /// Why it answers nothing at all; `None`: it answers.
    #[must_use]
    pub const fn withheld(&self) -> Option<Withheld> {
        self.withheld
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
