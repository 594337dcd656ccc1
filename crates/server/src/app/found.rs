//! Callers found lately by their credential, so that not every request asks the store. Emptied on every change of facts, so nothing
//! ended is found here. How a credential is looked up is not known here.

use std::sync::atomic::{AtomicU64, Ordering};

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
    /// Moves when credentials end.
    epoch: AtomicU64,
}

impl Default for FoundCredentials {
    fn default() -> Self {
        let found = moka::sync::Cache::builder()
            .max_capacity(CREDENTIALS_KEPT)
            .time_to_live(kept().to_std().unwrap_or_default())
            .build();
        Self {
            found,
            epoch: AtomicU64::new(0),
        }
    }
}

impl FoundCredentials {
    pub(crate) fn get(&self, hash: &[u8; 32]) -> Option<Caller> {
        self.found.get(hash)
    }

    pub(crate) fn keep(&self, hash: [u8; 32], caller: Caller) {
        self.found.insert(hash, caller);
    }

    /// Facts have changed: what was found may have ended.
    pub(crate) fn forget(&self) {
        self.found.invalidate_all();
    }

    /// Credentials have ended: what was found may be them, and open streams look whether theirs still live.
    pub(crate) fn end(&self) {
        self.forget();
        self.epoch.fetch_add(1, Ordering::Relaxed);
    }

    /// Moves with every end.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Relaxed)
    }
}
