//! Routes of data: datasets, row rules.

pub mod datasets {
    pub(in crate::http) mod routes;
    mod upload;
    pub mod wire;
}
pub mod row_rules {
    pub(in crate::http) mod routes;
    pub mod wire;
}
