//! Somebody of the organisation who looks at a share as its readers will, also at one that is not made yet.

use model::Instant;
use model::id::UserId;
use model::people::Attributes;
use model::share::Share;
use serde::{Deserialize, Serialize};

use crate::via::{Credential, Via};

/// A look at a share through its readers' eyes. Whoever looks is named, since their rights are decided anew with every call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preview {
    /// Who looks.
    pub by: UserId,
    /// What they were signed in with; it ends with that.
    pub via: Via,
    /// It is over then.
    pub ends: Instant,
    /// The share, if it is not made yet: then it exists nowhere else.
    pub draft: Option<Share>,
    /// As whom, of an embed: what its site would say of the reader.
    #[serde(default)]
    pub attributes: Attributes,
}

/// What a share says has no numbers that differ from themselves: documents and bodies cannot write them.
impl Eq for Preview {}

impl Preview {
    /// What whoever looks was signed in with.
    #[must_use]
    pub const fn credential(&self) -> Credential {
        match self.via {
            Via::Session(id) => Credential::Session(id),
            Via::Token { id, .. } => Credential::Token(id),
        }
    }
}
