//! Room for request bodies that are held in memory: all of them together take no more than there is. Reading them is the edge's.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::Error;
use crate::limits::{BODIES_BYTES, BUSY_SECONDS};

/// What is counted is rounded up to so many bytes.
const UNIT: usize = 1024;

/// Room for the bodies of all requests together.
#[derive(Debug)]
pub(crate) struct Bodies(Arc<Semaphore>);

impl Default for Bodies {
    fn default() -> Self {
        Self::of(BODIES_BYTES)
    }
}

impl Bodies {
    fn of(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / UNIT)))
    }

    /// Takes room for so many bytes more, until what is given is dropped.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Error> {
        let units = u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX);
        let taken = Arc::clone(&self.0).try_acquire_many_owned(units);
        taken.map_err(|_| Error::Busy(BUSY_SECONDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_take_room_together_and_give_it_back() {
        let room = Bodies::of(10 * UNIT);
        let first = room.take(9 * UNIT + 1).unwrap();
        assert!(matches!(room.take(1), Err(Error::Busy(BUSY_SECONDS))));
        drop(first);
        assert!(room.take(1).is_ok());
    }
}
