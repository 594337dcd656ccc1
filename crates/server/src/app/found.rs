//! Callers found lately by their credential, so that not every request asks the store. Emptied on every change of facts, so nothing
//! ended is found here. How a credential is looked up is not known here.

use chrono::TimeDelta;
use identity::caller::Caller;

use crate::limits::{CREDENTIAL_KEPT_SECONDS, CREDENTIALS_KEPT};

/// How long a found credential is kept. One that ends sooner is not kept at all.
pub(crate) const fn kept() -> TimeDelta {
    TimeDelta::seconds(CREDENTIAL_KEPT_SECONDS)
}

/// Callers by the keyed hash of their credential.
#[derive(Debug)]
pub(crate) struct FoundCredentials(moka::sync::Cache<[u8; 32], Caller>);

impl Default for FoundCredentials {
    fn default() -> Self {
        let found = moka::sync::Cache::builder()
            .max_capacity(CREDENTIALS_KEPT)
            .time_to_live(kept().to_std().unwrap_or_default())
            .build();
        Self(found)
    }
}

impl FoundCredentials {
    pub(crate) fn get(&self, hash: &[u8; 32]) -> Option<Caller> {
        self.0.get(hash)
    }

    pub(crate) fn keep(&self, hash: [u8; 32], caller: Caller) {
        self.0.insert(hash, caller);
    }

    /// Facts have changed or credentials have ended: what was found may be one of them.
    pub(crate) fn forget(&self) {
        self.0.invalidate_all();
    }
}
