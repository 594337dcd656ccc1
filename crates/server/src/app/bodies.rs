//! Room for request bodies that are held in memory: all of them together take no more than there is, and those of one caller no more
//! than their part; who has no account leaves half of it to those who have, and readers of links leave room for who signs in. Reading
//! them is the edge's.

use std::sync::Arc;

use access::op::Op;
use identity::caller::Caller;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::{Error, Much};
use super::quotas::{Part, Place};
use crate::limiter::Taken;
use crate::limits::{
    BODIES_BYTES, BODIES_OF_CALLER_BYTES, BODIES_OF_READERS_BYTES, BODIES_OF_STRANGERS_BYTES, BUSY_SECONDS,
};

/// What is counted is rounded up to so many bytes.
const UNIT: usize = 1024;

/// Room for the bodies of all requests together.
#[derive(Debug)]
pub(crate) struct Bodies {
    all: Arc<Semaphore>,
    /// What of it is for readers of links.
    readers: Arc<Semaphore>,
    /// What of it is for those of whom nothing is known, such as who signs in.
    strangers: Arc<Semaphore>,
    of_caller: Taken<Part>,
}

/// Room that a body takes, until this is dropped.
#[derive(Debug)]
pub(crate) struct Room {
    of_all: OwnedSemaphorePermit,
    without_account: Option<OwnedSemaphorePermit>,
    of_caller: Place,
}

impl Room {
    /// Takes over the room of more of the same body.
    pub(crate) fn merge(&mut self, more: Self) {
        self.of_all.merge(more.of_all);
        if let (Some(own), Some(more)) = (&mut self.without_account, more.without_account) {
            own.merge(more);
        }
        self.of_caller.merge(more.of_caller);
    }
}

impl Default for Bodies {
    fn default() -> Self {
        Self::of(
            BODIES_BYTES,
            (BODIES_OF_READERS_BYTES, BODIES_OF_STRANGERS_BYTES),
            BODIES_OF_CALLER_BYTES,
        )
    }
}

impl Bodies {
    fn of(all: usize, (readers, strangers): (usize, usize), caller: usize) -> Self {
        let room = |bytes: usize| Arc::new(Semaphore::new(bytes / UNIT));
        Self {
            all: room(all),
            readers: room(readers),
            strangers: room(strangers),
            of_caller: Taken::new(units(caller)),
        }
    }

    /// Takes room for so many bytes more of a body that this caller sends.
    ///
    /// # Errors
    /// There is none, for this caller or for anybody.
    pub(crate) fn take(&self, op: &Op, bytes: usize) -> Result<Room, Error> {
        let units = units(bytes);
        let sender = sender(op);
        let of_caller = self.of_caller.take_many(&sender, units);
        let of_caller = of_caller.ok_or(Error::TooMuch(Much::Bodies, BUSY_SECONDS))?;
        let room = |of: &Arc<Semaphore>| {
            let room = Arc::clone(of).try_acquire_many_owned(units);
            room.map_err(|_| Error::Busy(BUSY_SECONDS))
        };
        let without_account = match op.caller {
            Caller::Share { .. } => Some(room(&self.readers)?),
            Caller::Nobody => Some(room(&self.strangers)?),
            Caller::User { .. } | Caller::Job { .. } | Caller::System { .. } => None,
        };
        Ok(Room {
            of_all: room(&self.all)?,
            without_account,
            of_caller,
        })
    }
}

/// Links can be had by the dozen: the readers of all of them in one network are one sender.
fn sender(op: &Op) -> Part {
    match Part::of(op) {
        Part::Readers(_, network) => Part::Stranger(network),
        other => other,
    }
}

fn units(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use identity::caller::Via;
    use model::Instant;
    use model::id::{RequestId, SessionId, ShareId, ShareSessionId, UserId};

    use super::*;

    fn stranger(host: u8) -> Op {
        let now = Instant::from_timestamp(1_790_000_000, 0).unwrap();
        Op::new(Caller::Nobody, RequestId::new(now), now).coming_from(Some([192, 0, 2, host].into()))
    }

    #[test]
    fn bodies_take_room_together_and_give_it_back() {
        let room = Bodies::of(10 * UNIT, (0, 10 * UNIT), 8 * UNIT);
        let first = room.take(&stranger(1), 7 * UNIT + 1).unwrap();
        assert!(matches!(
            room.take(&stranger(1), 1),
            Err(Error::TooMuch(Much::Bodies, BUSY_SECONDS))
        ));
        let second = room.take(&stranger(2), 2 * UNIT).unwrap();
        assert!(matches!(room.take(&stranger(2), 1), Err(Error::Busy(BUSY_SECONDS))));
        drop(first);
        assert!(room.take(&stranger(1), 8 * UNIT).is_ok());
        drop(second);
        assert!(room.take(&stranger(2), 8 * UNIT).is_ok());
    }

    fn known() -> Op {
        let now = Instant::from_timestamp(1_790_000_000, 0).unwrap();
        let caller = Caller::User {
            id: UserId::new(now),
            via: Via::Session(SessionId::new(now)),
        };
        Op::new(caller, RequestId::new(now), now)
    }

    fn reader(host: u8) -> Op {
        let now = Instant::from_timestamp(1_790_000_000, 0).unwrap();
        let (id, session) = (ShareId::new(now), ShareSessionId::new(now));
        Op::new(Caller::reader(id, session), RequestId::new(now), now).coming_from(Some([198, 51, 100, host].into()))
    }

    #[test]
    fn readers_of_links_leave_room_for_who_signs_in_and_both_for_who_has() {
        let room = Bodies::default();
        let mut held = Vec::new();
        for host in 1..=100 {
            while let Ok(more) = room.take(&reader(host), crate::limits::READER_BODY_BYTES) {
                held.push(more);
            }
        }
        held.push(room.take(&stranger(1), crate::limits::OPEN_BODY_BYTES).unwrap());
        for host in 1..=100 {
            while let Ok(more) = room.take(&stranger(host), crate::limits::OPEN_BODY_BYTES) {
                held.push(more);
            }
        }
        for _ in 0..10 {
            held.push(room.take(&known(), crate::limits::BODY_BYTES).unwrap());
        }
    }

    #[test]
    fn one_callers_bodies_leave_room_for_the_largest_of_many_others() {
        let room = Bodies::default();
        let mut held = Vec::new();
        while let Ok(more) = room.take(&reader(1), crate::limits::READER_BODY_BYTES) {
            held.push(more);
        }
        assert!(held.len() >= 8);
        for other in 2..8 {
            held.push(room.take(&reader(other), crate::limits::READER_BODY_BYTES).unwrap());
        }
    }
}
