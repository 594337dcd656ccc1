//! Datasets and row rules, found by workspace.

use std::sync::Arc;

use model::column::Column;
use model::id::{DatasetId, RowRuleId, WorkspaceId};
use model::name::DatasetName;
use model::row_rule::RowRule;

use super::shelf::{Bag, Index, Shelf, relist};
use super::tree::Tree;
use crate::change::{Fact, Touched};
use crate::facts::DatasetFact;

/// All datasets and row rules.
#[derive(Debug, Clone, Default)]
pub(crate) struct Data {
    datasets: Shelf<Option<Arc<Table>>>,
    index: Index<DatasetId>,
    by_home: Shelf<Bag<u32>>,
    rules: Shelf<Option<Arc<RowRule>>>,
    rule_index: Index<RowRuleId>,
    rules_by_workspace: Shelf<Bag<u32>>,
}

/// A dataset.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) fact: DatasetFact,
    pub(crate) home: u32,
    /// The columns that exist for callers.
    pub(crate) visible: Arc<[Column]>,
}

/// Adds the workspaces of something that is another than it was.
fn concern<T: PartialEq>(touched: &mut Touched, was: Option<&T>, is: Option<&T>, home: fn(&T) -> WorkspaceId) {
    if was != is {
        let homes = was.into_iter().chain(is).map(home);
        homes.for_each(|home| touched.add(Fact::Workspace(home)));
    }
}

impl Data {
    /// Takes changed datasets and row rules. What is seen in a workspace and below changes with them: they touch the workspace that
    /// they are in, and the one that they were in.
    pub(crate) fn apply(
        &mut self,
        datasets: Vec<(DatasetId, Option<DatasetFact>)>,
        rules: Vec<(RowRuleId, Option<RowRule>)>,
        tree: &mut Tree,
        touched: &mut Touched,
    ) {
        for (id, fact) in datasets {
            let position = self.index.place(id);
            let table = fact.map(|fact| Table {
                visible: fact.columns.iter().filter(|c| !c.hidden).cloned().collect(),
                home: tree.place(fact.workspace),
                fact,
            });
            let home = table.as_ref().map(|table| table.home);
            let old = self.datasets.slot(position);
            let table = table.map(Arc::new);
            let was = old.and_then(|slot| std::mem::replace(slot, table.clone()));
            let (before, after) = (was.as_deref().map(|t| &t.fact), table.as_deref().map(|t| &t.fact));
            concern(touched, before, after, |fact| fact.workspace);
            relist(&mut self.by_home, position, was.map(|table| table.home), home);
        }
        for (id, rule) in rules {
            let position = self.rule_index.place(id);
            let at = rule.as_ref().map(|rule| tree.place(rule.workspace));
            let old = self.rules.slot(position);
            let rule = rule.map(Arc::new);
            let was = old.and_then(|slot| std::mem::replace(slot, rule.clone()));
            concern(touched, was.as_deref(), rule.as_deref(), |rule| rule.workspace);
            let was = was.map(|rule| tree.place(rule.workspace));
            relist(&mut self.rules_by_workspace, position, was, at);
        }
    }

    pub(crate) fn table(&self, id: DatasetId) -> Option<&Table> {
        self.datasets.get(self.index.find(id)?)?.as_deref()
    }

    /// Datasets whose own workspace this is.
    pub(crate) fn at_home(&self, workspace: u32) -> impl Iterator<Item = &Table> {
        let list = self.by_home.get(workspace).map(Bag::as_slice).unwrap_or_default();
        list.iter().filter_map(|i| self.datasets.get(*i)?.as_deref())
    }

    /// The nearest dataset of this name on a path that begins with the lowest workspace.
    pub(crate) fn named(&self, path: &[u32], name: &DatasetName) -> Option<&Table> {
        path.iter()
            .find_map(|w| self.at_home(*w).find(|table| table.fact.name == *name))
    }

    /// The row rule of this id.
    pub(crate) fn rule(&self, id: RowRuleId) -> Option<&RowRule> {
        self.rules.get(self.rule_index.find(id)?)?.as_deref()
    }

    /// Row rules made in this workspace.
    pub(crate) fn rules_at(&self, workspace: u32) -> impl Iterator<Item = &RowRule> {
        let list = self
            .rules_by_workspace
            .get(workspace)
            .map(Bag::as_slice)
            .unwrap_or_default();
        list.iter().filter_map(|i| self.rules.get(*i)?.as_deref())
    }
}
