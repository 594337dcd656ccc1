//! The one place that reads the real clock. Everything else gets the time from its `Op`.

use model::Instant;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "the edge itself")]
#[must_use]
pub fn now() -> Instant {
    chrono::Utc::now()
}
