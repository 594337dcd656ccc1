//! Wire types of the outbox.

use chrono::{DateTime, Utc};
use model::name::Email;
use serde::{Deserialize, Serialize};

use crate::app::delivery::outbox::{OutboxMail as Kept, OutboxState};

model::words! {
    /// Where a mail is.
    pub enum OutboxPlace as "OutboxState" {
        /// It lies as a file: no mail server is set up.
        Kept = "kept",
        /// It waits for being sent, perhaps once more.
        Queued = "queued",
        /// It was not taken, and is not tried again by itself.
        Failed = "failed",
    }
}

/// The mails that were not sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Outbox {
    /// The latest first.
    pub items: Vec<OutboxItem>,
    /// Whether a mail server is set up.
    pub server: bool,
}

/// A mail that was not sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutboxItem {
    /// Which.
    pub id: String,
    /// Where to.
    pub to: String,
    /// Its subject; of one that was not made yet, what it is about.
    pub subject: String,
    /// What it is, such as `guest_invitation`.
    pub kind: String,
    /// Where it is.
    pub state: OutboxPlace,
    /// Why it was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How often it was tried.
    pub tries: u32,
    /// Since when it lies there, or when it is tried next.
    pub at: DateTime<Utc>,
}

/// A mail that was not sent, with what it says.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutboxMail {
    /// Which.
    pub id: String,
    /// Where to.
    pub to: String,
    /// Its subject; of one that was not made yet, what it is about.
    pub subject: String,
    /// What it is, such as `guest_invitation`.
    pub kind: String,
    /// Where it is.
    pub state: OutboxPlace,
    /// Since when it lies there, or when it is tried next.
    pub at: DateTime<Utc>,
    /// As plain text; absent of one that was not made yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The same as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
}

impl From<OutboxState> for OutboxPlace {
    fn from(state: OutboxState) -> Self {
        match state {
            OutboxState::Kept => Self::Kept,
            OutboxState::Queued => Self::Queued,
            OutboxState::Failed => Self::Failed,
        }
    }
}

impl From<Kept> for OutboxItem {
    fn from(kept: Kept) -> Self {
        Self {
            id: kept.id,
            to: kept.parts.to,
            subject: kept.parts.subject,
            kind: kept.parts.kind,
            state: kept.state.into(),
            why: kept.why,
            tries: kept.tries,
            at: kept.at,
        }
    }
}

impl From<Kept> for OutboxMail {
    fn from(kept: Kept) -> Self {
        let said = |text: String| (!text.is_empty()).then_some(text);
        Self {
            id: kept.id,
            to: kept.parts.to,
            subject: kept.parts.subject,
            kind: kept.parts.kind,
            state: kept.state.into(),
            at: kept.at,
            text: said(kept.parts.text),
            html: said(kept.parts.html),
        }
    }
}

/// Body of `POST /mail/test`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestMailBody {
    /// Where to.
    pub to: Email,
}

/// What became of a mail.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MailTested {
    /// A mail server took it; else it lies in the outbox.
    pub sent: bool,
}
