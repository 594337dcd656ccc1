//! Routes of workspaces: the tree with its permissions, folders, policies, who reaches what, the brand.

pub mod brand {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod effects {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod folders {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod policies {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod reach {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod tree {
    pub(in crate::http) mod routes;
    pub mod wire;
}
