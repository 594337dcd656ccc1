//! Routes of sharing to the outside: shares, what waits for them, and opening one.

pub(in crate::http) mod approvals;
pub mod consent;
pub mod previews {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod guests {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod keys {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod recipients {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod rules {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod share_sessions {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod shares {
    pub(in crate::http) mod routes;
    pub mod wire;
}
