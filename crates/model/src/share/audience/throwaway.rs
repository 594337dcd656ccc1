//! A kind of audience that no product has: neighbours, who are let in for naming their street. It is here to be added, in a test.

use serde::{Deserialize, Serialize};

use super::kind::AudienceKind;
use crate::dataset::Outside;

/// Whoever knows the street.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeighboursAudience {
    /// Its name.
    pub street: String,
}

impl AudienceKind for NeighboursAudience {
    fn may_see(outside: Outside) -> bool {
        matches!(outside, Outside::Guests | Outside::Anyone)
    }

    fn opens_to_anyone(&self) -> bool {
        false
    }
}
