//! A link: whoever holds it, perhaps with a password beside it. Both are kept as hashes, elsewhere.

use serde::{Deserialize, Serialize};

use super::kind::AudienceKind;
use crate::dataset::Outside;

/// Whoever holds the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkAudience {
    /// Whether a password is asked beside the link.
    pub has_password: bool,
}

impl AudienceKind for LinkAudience {
    /// A link can be passed on, so nobody knows who reads.
    fn may_see(outside: Outside) -> bool {
        matches!(outside, Outside::Anyone)
    }

    fn opens_to_anyone(&self) -> bool {
        !self.has_password
    }

    fn asks_password() -> bool {
        true
    }

    fn has_password(&self) -> bool {
        self.has_password
    }
}
