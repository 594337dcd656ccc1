//! The facts as immutable indexes, shared by all operations of one generation. Looks things up; decides nothing.

pub(crate) mod boards;
mod bulk;
pub(crate) mod cell;
pub(crate) mod data;
pub(crate) mod folders;
pub(crate) mod keys;
pub(crate) mod people;
mod people_change;
pub(crate) mod policies;
mod shelf;
pub(crate) mod tree;

use std::sync::Arc;

use crate::change::{FactPatch, Touched};
use crate::facts::Facts;
use boards::{Around, Boards};
use data::Data;
use folders::Folders;
use people::People;
use policies::{Policies, Tags};
use tree::Tree;

/// All that decisions rest on. A change copies the small parts it touches; the rest is common to both generations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Snapshot {
    pub(crate) generation: u64,
    pub(crate) people: People,
    pub(crate) tree: Tree,
    pub(crate) folders: Folders,
    pub(crate) policies: Policies,
    pub(crate) tags: Arc<Tags>,
    pub(crate) boards: Boards,
    pub(crate) data: Data,
}

impl Snapshot {
    pub(crate) fn new(facts: Facts) -> Self {
        let mut new = Self::default();
        new.take(facts.into(), &mut Touched::everything());
        new.people.work_out_all();
        new
    }

    /// Takes a change, and says what it touched. Entries may point to objects that are not known yet: they count as soon as these are.
    pub(crate) fn apply(&mut self, patch: FactPatch) -> Touched {
        let mut touched = Touched::default();
        patch.facts().for_each(|fact| touched.add(fact));
        self.take(patch, &mut touched);
        touched
    }

    fn take(&mut self, patch: FactPatch, touched: &mut Touched) {
        let FactPatch {
            since: _,
            generation,
            users,
            groups,
            workspaces,
            folders,
            policies,
            dashboards,
            datasets,
            row_rules,
            shares,
            see,
        } = patch;
        self.generation = generation;
        self.people.apply(users, groups, see, touched);
        let reshaped = self.tree.apply(workspaces, &mut self.people);
        self.folders.apply(folders, &mut self.people, &mut self.tree);
        self.policies
            .apply(policies, reshaped, &mut self.people, &mut self.tree, &mut self.tags);
        let mut around = Around {
            people: &mut self.people,
            tree: &mut self.tree,
            folders: &mut self.folders,
            tags: &mut self.tags,
        };
        self.boards.apply(dashboards, &mut around);
        self.boards.apply_shares(shares);
        self.data.apply(datasets, row_rules, &mut self.tree, touched);
    }
}
