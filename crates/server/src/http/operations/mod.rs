//! Routes of operations: the audit.

pub mod audit {
    pub(in crate::http) mod routes;
    pub mod wire;
}

#[cfg(feature = "throwaway")]
pub mod throwaway {
    pub(in crate::http) mod routes;
}
