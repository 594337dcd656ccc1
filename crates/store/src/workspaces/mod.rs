//! Where things lie: the tree of workspaces with its permissions, folders, policies, and who reaches what.

pub(crate) mod brands;
pub(crate) mod folder_grants;
pub(crate) mod folders;
pub(crate) mod policies;
pub(crate) mod tree;
