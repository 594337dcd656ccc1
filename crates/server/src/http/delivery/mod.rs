//! Routes of delivery: exports, and mails that were not sent yet.

pub mod outbox {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod exports {
    pub(in crate::http) mod routes;
    pub mod wire;
}
