//! What every kind of audience has to say. The kinds themselves stand beside this file, their list above it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::dataset::Outside;

/// What each kind of audience answers about itself. Its fields are kept and audited as they are serialised, so none is a secret.
pub trait AudienceKind: Serialize + DeserializeOwned {
    /// Whether data with this setting may be shown to such an audience.
    fn may_see(outside: Outside) -> bool;

    /// Whether it lets in whoever comes along: nobody is known, and nothing is asked.
    fn opens_to_anyone(&self) -> bool;

    /// Whether a reader of such an audience can be asked for a password.
    fn asks_password() -> bool {
        false
    }

    /// Whether a site lets readers in with keys of its own, several of which may be in use. Otherwise there is one secret.
    fn has_keys() -> bool {
        false
    }

    /// Whether a reader is asked for a password.
    fn has_password(&self) -> bool {
        false
    }
}
