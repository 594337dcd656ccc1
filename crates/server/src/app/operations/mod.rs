//! What who runs the place looks at.

pub mod audit;
pub mod audit_export;
pub mod audit_log;

/// What only use cases of operations need.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    /// One checkpoint of the audit is made at a time.
    checkpoint: tokio::sync::Mutex<()>,
}
