//! Dashboards: documents, grants, requests to be let in, settings that rights rest on.

pub mod access_requests;
pub mod documents;
pub mod grants;
pub mod redaction;
pub mod settings;
