//! Datasets and row rules, found by workspace.

use std::sync::Arc;

use model::column::Column;
use model::id::{DatasetId, RowRuleId};
use model::name::DatasetName;
use model::row_rule::RowRule;

use super::keys::{IdMap, index};
use super::tree::Tree;
use crate::facts::DatasetFact;

/// All datasets and row rules.
#[derive(Debug)]
pub(crate) struct Data {
    datasets: Vec<Table>,
    index: IdMap<DatasetId, u32>,
    by_home: Vec<Vec<u32>>,
    rules: IdMap<RowRuleId, u32>,
    rules_by_workspace: Vec<Vec<RowRule>>,
}

/// A dataset.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) fact: DatasetFact,
    pub(crate) home: u32,
    /// The columns that exist for callers.
    pub(crate) visible: Arc<[Column]>,
}

impl Data {
    pub(crate) fn new(datasets: Vec<DatasetFact>, rules: Vec<RowRule>, tree: &Tree) -> Self {
        let mut by_home: Vec<Vec<u32>> = vec![Vec::new(); tree.indexes().count()];
        let mut tables = Vec::with_capacity(datasets.len());
        let mut positions = IdMap::default();
        for fact in datasets {
            let Some(home) = tree.index(fact.workspace) else {
                continue;
            };
            let position = index(tables.len());
            positions.insert(fact.id, position);
            if let Some(list) = by_home.get_mut(home as usize) {
                list.push(position);
            }
            tables.push(Table {
                visible: fact.columns.iter().filter(|c| !c.hidden).cloned().collect(),
                home,
                fact,
            });
        }
        let mut rules_by_workspace: Vec<Vec<RowRule>> = vec![Vec::new(); tree.indexes().count()];
        let mut rule_index = IdMap::default();
        for rule in rules {
            let Some(at) = tree.index(rule.workspace) else { continue };
            rule_index.insert(rule.id, at);
            if let Some(list) = rules_by_workspace.get_mut(at as usize) {
                list.push(rule);
            }
        }
        Self {
            datasets: tables,
            index: positions,
            by_home,
            rules: rule_index,
            rules_by_workspace,
        }
    }

    pub(crate) fn table(&self, id: DatasetId) -> Option<&Table> {
        self.datasets.get(*self.index.get(&id)? as usize)
    }

    /// Datasets whose own workspace this is.
    pub(crate) fn at_home(&self, workspace: u32) -> impl Iterator<Item = &Table> {
        let list = self
            .by_home
            .get(workspace as usize)
            .map(Vec::as_slice)
            .unwrap_or_default();
        list.iter().filter_map(|i| self.datasets.get(*i as usize))
    }

    /// The nearest dataset of this name on a path that begins with the lowest workspace.
    pub(crate) fn named(&self, path: &[u32], name: &DatasetName) -> Option<&Table> {
        path.iter()
            .find_map(|w| self.at_home(*w).find(|table| table.fact.name == *name))
    }

    /// The workspace of a row rule.
    pub(crate) fn rule_workspace(&self, id: RowRuleId) -> Option<u32> {
        self.rules.get(&id).copied()
    }

    /// Row rules made in this workspace.
    pub(crate) fn rules_at(&self, workspace: u32) -> &[RowRule] {
        self.rules_by_workspace
            .get(workspace as usize)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}
