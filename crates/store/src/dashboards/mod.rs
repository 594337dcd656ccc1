//! Dashboards: documents, grants, requests to be let in, settings that rights rest on.

pub(crate) mod access_requests;
pub(crate) mod approvals;
pub(crate) mod documents;
pub(crate) mod grants;
pub(crate) mod revisions;
pub(crate) mod settings;
