//! Shares to the outside and the sessions of their readers.

pub mod approvals;
pub mod audience;
pub mod bulk;
pub mod consent;
pub mod guests;
pub(crate) mod inviting;
pub mod keys;
pub mod locks;
pub mod offered;
pub mod opening;
pub mod painting;
mod paintings;
pub mod previews;
pub mod recipients;
pub mod rotation;
pub mod rules;
pub mod shares;
pub mod take_over;

use chrono::TimeDelta;
use model::Instant;
use model::id::ShareSessionId;

use crate::limits::{SAME_VIEW_SECONDS, VIEWS_KEPT};

/// What only this area needs.
#[derive(Debug)]
pub(crate) struct Sharing {
    /// When a reader's view was counted last.
    views: moka::sync::Cache<ShareSessionId, Instant>,
    /// Recipients who look.
    looking: guests::looking::Looking,
    /// Pages before their scripts run.
    paintings: paintings::Paintings,
}

impl Default for Sharing {
    fn default() -> Self {
        let views = moka::sync::Cache::builder().max_capacity(VIEWS_KEPT);
        let kept = TimeDelta::seconds(SAME_VIEW_SECONDS).to_std().unwrap_or_default();
        Self {
            views: views.time_to_live(kept).build(),
            looking: guests::looking::Looking::default(),
            paintings: paintings::Paintings::default(),
        }
    }
}

impl Sharing {
    /// Whether this reader's view was counted so shortly before that it is the same one.
    fn seen_lately(&self, reader: ShareSessionId, now: Instant) -> bool {
        let last = self.views.get(&reader);
        last.is_some_and(|last| now - last < TimeDelta::seconds(SAME_VIEW_SECONDS))
    }

    /// Notes a counted view.
    fn seen(&self, reader: ShareSessionId, now: Instant) {
        self.views.insert(reader, now);
    }
}
