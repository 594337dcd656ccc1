//! Wire types of recipients: those whom a share lets in by their address.

use chrono::{DateTime, Utc};
use model::share::{MailState, RecipientState};
use serde::{Deserialize, Serialize};

use crate::http::wire::present;

model::words! {
    /// How far a recipient is.
    pub enum RecipientStanding as "RecipientState" {
        /// Has not proven the address yet.
        Invited = "invited",
        /// Has proven it.
        Verified = "verified",
        /// Is let in no more: was removed, or has dropped it.
        Removed = "removed",
        /// The invitation did not arrive.
        Failed = "failed",
    }
}

/// Somebody whom a share lets in by their address.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Recipient {
    /// Id.
    pub id: String,
    /// What they prove to be theirs, in its one form.
    pub address: String,
    /// The same as people read it.
    pub shown: String,
    /// As they were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How far they are.
    pub state: RecipientStanding,
    /// They came by their domain, without an invitation.
    pub by_domain: bool,
    /// When they were added.
    pub invited_at: DateTime<Utc>,
    /// When they first proved the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<DateTime<Utc>>,
    /// When they last looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<DateTime<Utc>>,
    /// Openings.
    pub views: u64,
    /// Minutes in which they looked.
    pub minutes: u64,
    /// Are let in until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// Their invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<InvitationMail>,
    /// When their link was last opened in a browser in which nobody had proven the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elsewhere_at: Option<DateTime<Utc>>,
}

/// The invitation of a recipient.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct InvitationMail {
    /// What became of it; `kept`: it lies in the outbox, no mail server is set up.
    pub state: MailState,
    /// Why it was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// When that was.
    pub at: DateTime<Utc>,
}

impl From<model::share::Recipient> for Recipient {
    fn from(kept: model::share::Recipient) -> Self {
        let failed = kept.mail.as_ref().is_some_and(|mail| mail.state == MailState::Failed);
        Self {
            id: kept.id.to_string(),
            shown: kept.address.shown(),
            address: kept.address.to_string(),
            name: kept.name.map(|name| name.to_string()),
            state: match kept.state {
                RecipientState::Invited if failed => RecipientStanding::Failed,
                RecipientState::Invited => RecipientStanding::Invited,
                RecipientState::Verified => RecipientStanding::Verified,
                RecipientState::Removed => RecipientStanding::Removed,
            },
            by_domain: kept.by_domain,
            invited_at: kept.invited_at,
            verified_at: kept.verified_at,
            last_seen: kept.last_seen_at,
            views: kept.views,
            minutes: kept.minutes,
            expires_at: kept.expires_at,
            mail: kept.mail.map(|mail| InvitationMail {
                state: mail.state,
                why: mail.why,
                at: mail.at,
            }),
            elsewhere_at: kept.elsewhere_at,
        }
    }
}

/// Body of `POST /shares/{id}/recipients`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRecipientsBody {
    /// Each as `name@example.org` or `Name <name@example.org>`.
    pub addresses: Vec<String>,
    /// They are let in until then.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Answer of adding recipients.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AddedRecipients {
    /// Those who are invited now.
    pub added: Vec<Recipient>,
    /// Those who were let in already; they get no mail.
    pub already: Vec<Recipient>,
}

/// Body of `PATCH /shares/{id}/recipients/{rid}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecipientPatch {
    /// They are let in until then; `null`: as long as the share.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub expires_at: Option<Option<DateTime<Utc>>>,
}

/// Body of `POST /recipients/parse`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PastedText {
    /// Addresses, separated by `,` `;` or lines, each bare or as `Name <address>`.
    pub text: String,
}

/// What was read of a pasted list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PastedAddresses {
    /// What was found; those that mean one mailbox are one.
    pub addresses: Vec<PastedAddress>,
    /// What is no address.
    pub refused: Vec<RefusedAddress>,
}

/// An address of a pasted list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PastedAddress {
    /// In its one form.
    pub address: String,
    /// As people read it.
    pub shown: String,
    /// The name beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As it was written, each time.
    pub given: Vec<String>,
    /// Other addresses, of this list or of users, that look the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<String>,
}

model::words! {
    /// Why a part of a pasted list is left out.
    pub enum WhyRefused {
        /// It is no address.
        NoAddress = "no_address",
        /// It is longer than addresses are.
        TooLong = "too_long",
        /// The list has more addresses than one share may have.
        TooMany = "too_many",
    }
}

/// A part of a pasted list that is no address.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RefusedAddress {
    /// As it was written.
    pub text: String,
    /// Why.
    pub why: WhyRefused,
    /// The same as a sentence: what an address looks like.
    pub detail: &'static str,
}
