//! Orders of mails around shares for guests, as they are kept: what each is about, and nothing secret.

use std::net::IpAddr;

use model::id::{GuestCodeId, RecipientId};
use model::name::Email;
use serde::{Deserialize, Serialize};

/// What is kept of an order to invite.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct InvitationOrder {
    /// Whom.
    pub(crate) recipient: RecipientId,
    /// With the how manieth secret.
    pub(crate) round: u32,
    /// Where to, for who looks at the outbox.
    pub(crate) to: Email,
    /// About what, for the same.
    pub(crate) subject: String,
    /// Of the mail, where the share says none.
    pub(crate) language: String,
}

/// What is kept of an order to tell a sharer that a link was opened elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ElsewhereOrder {
    /// Whose link.
    pub(crate) recipient: RecipientId,
    /// The sharer.
    pub(crate) to: Email,
    /// About what.
    pub(crate) subject: String,
    /// Of the mail.
    pub(crate) language: String,
}

/// What is kept of an order to send a code: nothing secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CodeOrder {
    /// Which asking.
    pub(crate) code: GuestCodeId,
    /// Where it came from.
    pub(crate) from: Option<IpAddr>,
    /// What was typed, for who looks at the outbox.
    pub(crate) to: Option<Email>,
    /// Of the mail.
    pub(crate) language: String,
}
