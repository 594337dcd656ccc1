//! Where things lie: the tree of workspaces with its permissions, folders, policies, who reaches what, the brand.

pub mod brand;
pub mod effects;
pub mod folders;
pub mod policies;
pub mod reach;
pub mod tree;
