//! Where things lie: the tree of workspaces with its permissions, folders, policies, and who reaches what.

pub mod effects;
pub mod folders;
pub mod policies;
pub mod reach;
pub mod tree;
