//! Guests: people whose address is known. Each proves that the address is theirs; who they are stands in the list of recipients, which
//! the store keeps apart.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kind::AudienceKind;
use crate::dataset::Outside;
use crate::name::{EmailDomain, Note};

/// Those who were invited, and those whose address is at one of the domains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestsAudience {
    /// Whoever proves an address at one of these becomes a recipient.
    pub domains: BTreeSet<EmailDomain>,
    /// As many become one so at most.
    pub domain_cap: u32,
    /// A few words of the sharer, in the invitation.
    pub message: Note,
    /// The domains of those who were invited by their address: what a policy looks at.
    pub invited: BTreeSet<EmailDomain>,
}

impl GuestsAudience {
    /// Every domain that an address of its guests may have.
    pub fn all_domains(&self) -> impl Iterator<Item = &EmailDomain> {
        self.domains.union(&self.invited)
    }
}

impl AudienceKind for GuestsAudience {
    /// Who reads is known, so that what is for guests may be shown.
    fn may_see(outside: Outside) -> bool {
        matches!(outside, Outside::Guests | Outside::Anyone)
    }

    /// Each proves an address that was let in.
    fn opens_to_anyone(&self) -> bool {
        false
    }
}
