//! The facts as immutable indexes, shared by all operations of one generation. Looks things up; decides nothing.

pub(crate) mod boards;
pub(crate) mod data;
pub(crate) mod keys;
pub(crate) mod people;
pub(crate) mod tree;

use std::sync::Arc;

use crate::facts::Facts;
use boards::Boards;
use data::Data;
use people::People;
use tree::Tree;

/// All that decisions rest on. Each part is shared, so that a change of one part can keep the others as they are.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) generation: u64,
    pub(crate) people: Arc<People>,
    pub(crate) tree: Arc<Tree>,
    pub(crate) boards: Arc<Boards>,
    pub(crate) data: Arc<Data>,
}

impl Snapshot {
    pub(crate) fn new(facts: Facts) -> Self {
        let people = People::new(facts.users, facts.groups, &facts.see);
        let tree = Tree::new(facts.workspaces, &facts.permissions, &people);
        let boards = Boards::new(&facts.dashboards, &facts.grants, facts.shares, &people, &tree);
        let data = Data::new(facts.datasets, facts.row_rules, &tree);
        Self {
            generation: facts.generation,
            people: Arc::new(people),
            tree: Arc::new(tree),
            boards: Arc::new(boards),
            data: Arc::new(data),
        }
    }
}
