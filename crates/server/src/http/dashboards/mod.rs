//! Routes of dashboards: documents, asking, live streams, grants, requests for access, settings.

pub mod access_requests {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod approvals {
    pub(in crate::http) mod routes;
}
pub mod asking {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod documents {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod grants {
    pub(in crate::http) mod routes;
    pub mod wire;
}
pub mod live {
    pub(in crate::http) mod routes;
}
pub mod settings {
    pub(in crate::http) mod routes;
    pub mod wire;
}
