//! One of those whom a share lets in by their address. Its secret is no part of it; what it may see, the share says.

use crate::Instant;
use crate::id::{RecipientId, ShareId};
use crate::name::{Email, Title};

crate::words! {
    /// How far a recipient is.
    pub enum RecipientState {
        /// Has not proven the address yet.
        Invited = "invited",
        /// Has proven it.
        Verified = "verified",
        /// Is let in no more: was removed, or has dropped it.
        Removed = "removed",
    }
}

crate::words! {
    /// What became of an invitation by mail.
    pub enum MailState {
        /// It waits for being sent.
        Queued = "queued",
        /// A mail server took it.
        Sent = "sent",
        /// It lies in the outbox: no mail server is set up.
        Kept = "kept",
        /// It was not taken, or there was nothing to invite to any more.
        Failed = "failed",
    }
}

/// The invitation of a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationMail {
    /// What became of it.
    pub state: MailState,
    /// Why it was not taken, as far as is known.
    pub why: Option<String>,
    /// When that was.
    pub at: Instant,
}

/// Somebody whom a share lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Never reused.
    pub id: RecipientId,
    /// Of which share.
    pub share: ShareId,
    /// What they prove to be theirs.
    pub address: Email,
    /// As they were named when they were invited.
    pub name: Option<Title>,
    /// How far they are.
    pub state: RecipientState,
    /// They came by their domain.
    pub by_domain: bool,
    /// When they were added.
    pub invited_at: Instant,
    /// When they first proved the address.
    pub verified_at: Option<Instant>,
    /// When they last looked.
    pub last_seen_at: Option<Instant>,
    /// Openings.
    pub views: u64,
    /// Minutes in which they looked.
    pub minutes: u64,
    /// Are let in until then.
    pub expires_at: Option<Instant>,
    /// Their invitation; who came by their domain has none.
    pub mail: Option<InvitationMail>,
    /// When their link was last opened in a browser in which nobody had proven the address.
    pub elsewhere_at: Option<Instant>,
}

impl Recipient {
    /// Whether they are let in at this moment, as far as they themselves go.
    #[must_use]
    pub fn is_let_in(&self, now: Instant) -> bool {
        self.state != RecipientState::Removed && self.expires_at.is_none_or(|end| now < end)
    }
}

/// How many recipients a share has in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecipientCounts {
    /// Have not proven their address, and their invitation did not fail.
    pub invited: u64,
    /// Have proven it.
    pub verified: u64,
    /// Their invitation failed.
    pub failed: u64,
    /// Are let in no more.
    pub removed: u64,
}
