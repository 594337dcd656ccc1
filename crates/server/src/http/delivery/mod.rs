//! Routes of delivery: exports.

pub mod exports {
    pub(in crate::http) mod routes;
    pub mod wire;
}
