//! The facts as immutable indexes, shared by all operations of one generation. Looks things up; decides nothing.

pub(crate) mod boards;
mod bulk;
pub(crate) mod data;
pub(crate) mod folders;
pub(crate) mod keys;
pub(crate) mod people;
mod people_change;
pub(crate) mod policies;
mod shelf;
pub(crate) mod tree;

use std::sync::Arc;

use crate::facts::{FactPatch, Facts};
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
        new.apply(facts.into());
        new.people.work_out_all();
        new
    }

    /// Takes a change. Entries may point to objects that are not known yet: they count as soon as these are.
    pub(crate) fn apply(&mut self, patch: FactPatch) {
        self.generation = patch.generation;
        self.people.apply(patch.users, patch.groups, patch.see);
        let reshaped = self.tree.apply(patch.workspaces, &mut self.people);
        self.folders.apply(patch.folders, &mut self.people, &mut self.tree);
        self.policies.apply(
            patch.policies,
            reshaped,
            &mut self.people,
            &mut self.tree,
            &mut self.tags,
        );
        let mut around = Around {
            people: &mut self.people,
            tree: &mut self.tree,
            folders: &mut self.folders,
            tags: &mut self.tags,
        };
        self.boards.apply(patch.dashboards, &mut around);
        self.boards.apply_shares(patch.shares);
        self.data.apply(patch.datasets, patch.row_rules, &mut self.tree);
    }
}
