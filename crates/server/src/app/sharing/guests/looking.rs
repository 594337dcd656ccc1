//! Readers who look, noted in memory.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use model::id::ShareSessionId;

use crate::limits::LOOKING_KEPT;

/// The openings by which readers have looked since the last minute was counted.
#[derive(Debug, Default)]
pub(in crate::app::sharing) struct Looking(Mutex<HashSet<ShareSessionId>>);

impl Looking {
    pub(super) fn note(&self, session: ShareSessionId) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() < LOOKING_KEPT {
            noted.insert(session);
        }
    }

    pub(super) fn take(&self) -> HashSet<ShareSessionId> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
