//! Dashboards: documents, grants, requests to be let in, settings that rights rest on.

pub mod access_requests;
pub mod approvals;
pub mod documents;
pub mod grants;
pub mod redaction;
pub mod settings;

use chrono::TimeDelta;
use model::id::UserId;

use crate::limiter::Buckets;
use crate::limits::{ACCESS_REQUEST_SECONDS, ACCESS_REQUESTS, FAILURES_KEPT};

/// What only this area needs.
#[derive(Debug)]
pub(crate) struct Dashboards {
    /// Requests for access: every one counts, for each is read by somebody.
    requests: Buckets<UserId>,
}

impl Default for Dashboards {
    fn default() -> Self {
        let leak = TimeDelta::seconds(ACCESS_REQUEST_SECONDS);
        Self {
            requests: Buckets::new(ACCESS_REQUESTS, leak, FAILURES_KEPT),
        }
    }
}
