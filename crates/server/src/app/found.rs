//! Callers found lately by their credential, so that not every request asks the store. Forgotten on every change of facts and every end of
//! a credential, so nothing ended is found here. How a credential is looked up is not known here.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use identity::caller::Caller;

use crate::limits::{CREDENTIAL_KEPT_SECONDS, CREDENTIALS_KEPT};

/// How long a found credential is kept. One that ends sooner is not kept at all.
pub(crate) const fn kept() -> TimeDelta {
    TimeDelta::seconds(CREDENTIAL_KEPT_SECONDS)
}

/// Callers by the keyed hash of their credential.
#[derive(Debug)]
pub(crate) struct FoundCredentials {
    found: moka::sync::Cache<[u8; 32], Caller>,
    forgotten: Mutex<Forgotten>,
}

/// What was forgotten so far.
#[derive(Debug, Default)]
struct Forgotten {
    times: u64,
    /// The store's count of ended credentials when it was read last.
    ends: Option<u64>,
}

/// The moment before a credential is looked up: what is found after it is kept only if nothing was forgotten since.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Since(u64);

impl Default for FoundCredentials {
    fn default() -> Self {
        let found = moka::sync::Cache::builder()
            .max_capacity(CREDENTIALS_KEPT)
            .time_to_live(kept().to_std().unwrap_or_default())
            .build();
        Self {
            found,
            forgotten: Mutex::default(),
        }
    }
}

impl FoundCredentials {
    fn forgotten(&self) -> MutexGuard<'_, Forgotten> {
        self.forgotten.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, hash: &[u8; 32]) -> Option<Caller> {
        self.found.get(hash)
    }

    /// To be asked for before the store is.
    pub(crate) fn since(&self) -> Since {
        Since(self.forgotten().times)
    }

    /// Keeps what was looked up, unless something ended meanwhile: it may have been this.
    pub(crate) fn keep(&self, hash: [u8; 32], caller: Caller, since: Since) {
        let forgotten = self.forgotten();
        if forgotten.times == since.0 {
            self.found.insert(hash, caller);
        }
        drop(forgotten);
    }

    /// Facts have changed or credentials have ended: what was found may be one of them.
    pub(crate) fn forget(&self) {
        let mut forgotten = self.forgotten();
        forgotten.times += 1;
        self.found.invalidate_all();
        drop(forgotten);
    }

    /// Forgets when the store counts other ends than before: another node ended something.
    pub(crate) fn forget_at(&self, ends: u64) {
        let before = self.forgotten().ends.replace(ends);
        if before != Some(ends) {
            self.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use model::id::{ShareId, ShareSessionId};

    use super::*;

    fn reader() -> Caller {
        Caller::reader(ShareId::from_number(1), ShareSessionId::from_number(2))
    }

    #[test]
    fn what_ends_while_it_is_looked_up_is_not_kept() {
        let found = FoundCredentials::default();
        let since = found.since();
        // The store has said that it lives; now it ends, and only then the answer arrives.
        found.forget();
        found.keep([1; 32], reader(), since);
        assert_eq!(found.get(&[1; 32]), None);
        found.keep([1; 32], reader(), found.since());
        assert_eq!(found.get(&[1; 32]), Some(reader()));
        found.forget();
        assert_eq!(found.get(&[1; 32]), None);
    }

    #[test]
    fn an_end_on_another_node_is_heard_once() {
        let found = FoundCredentials::default();
        found.forget_at(7);
        found.keep([1; 32], reader(), found.since());
        found.forget_at(7);
        assert_eq!(found.get(&[1; 32]), Some(reader()));
        found.forget_at(8);
        assert_eq!(found.get(&[1; 32]), None);
    }
}
