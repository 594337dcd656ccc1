//! Routes of sharing to the outside: shares, and opening one.

pub mod share_sessions {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod shares {
    pub(in crate::http) mod routes;
    pub mod wire;
}
