//! How many readers have each share open right now, on this node. Counted by open streams, told with the share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::id::ShareId;

/// How many readers have each share open right now.
#[derive(Debug, Default, Clone)]
pub struct Watching(Arc<Mutex<HashMap<ShareId, u32>>>);

impl Watching {
    /// Counts one reader until the guard goes.
    #[must_use]
    pub fn enter(&self, share: ShareId) -> WatchingGuard {
        *self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(share)
            .or_default() += 1;
        WatchingGuard {
            of: self.clone(),
            share,
        }
    }

    /// How many readers.
    #[must_use]
    pub fn count(&self, share: ShareId) -> u32 {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&share)
            .copied()
            .unwrap_or(0)
    }
}

/// One reader.
#[derive(Debug)]
pub struct WatchingGuard {
    of: Watching,
    share: ShareId,
}

impl Drop for WatchingGuard {
    fn drop(&mut self) {
        let mut counts = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.share) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.share);
            }
        }
    }
}
