//! The topics that are watched at the moment, with what they ask and by which clock. Their life is in `topic`.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::engine::Engine;
use crate::live::request::{Clock, Frame};
use crate::prepared::Hash;

/// Where a topic puts its latest frame.
pub(crate) type Sender = Arc<watch::Sender<Option<Arc<Frame>>>>;

/// What the hub and its topics share.
pub(crate) struct Topics {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    open: Mutex<HashMap<Hash, Sender>>,
    /// How often a topic asked.
    pub(crate) asked: AtomicU64,
    /// How often that gave something new.
    pub(crate) sent: AtomicU64,
}

impl fmt::Debug for Topics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Topics").finish_non_exhaustive()
    }
}

impl Topics {
    /// None yet.
    pub(crate) fn new(engine: Engine, clock: Clock) -> Self {
        Self {
            engine,
            clock,
            open: Mutex::default(),
            asked: AtomicU64::new(0),
            sent: AtomicU64::new(0),
        }
    }

    /// The topics that are watched, by what makes watchers share one.
    pub(crate) fn open(&self) -> MutexGuard<'_, HashMap<Hash, Sender>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a topic unless somebody came in the meantime.
    pub(crate) fn retire(&self, key: &Hash) -> bool {
        let mut topics = self.open();
        let unwatched = topics.get(key).is_none_or(|sender| sender.receiver_count() == 0);
        if unwatched {
            topics.remove(key);
        }
        unwatched
    }
}
