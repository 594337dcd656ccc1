//! Routes of people: setup and signing in, users, groups, tokens, invitations.

pub mod credentials {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod groups {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod invitations {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod sign_in {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod tokens {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod users {
    pub(in crate::http) mod routes;
    pub mod wire;
}
