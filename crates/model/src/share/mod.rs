//! A share to the outside: one dashboard, one audience, the terms it is seen under, and whether it opens. A caller, never a
//! grantee. Secrets and passwords are no part of it; whether it opens at a moment is decided in `access`.

pub mod audience;
mod check;
mod recipient;
mod rules;
mod state;
mod terms;

pub use audience::{Audience, AudienceKind, EmbedAudience, GuestsAudience, LinkAudience, NewerAudience, ShareKind};
pub use recipient::{InvitationMail, MailState, Recipient, RecipientCounts, RecipientState};
pub use rules::{Breach, SharePolicy, ShareRules};
pub use state::{EndReason, ShareState};
pub use terms::{Ability, Language, ShareRows, ShareStop, ShareTime, ShareVariable, Terms};

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::id::{DashboardId, ShareId, UserId, WorkspaceId};
use crate::name::Title;

/// A share as it is kept. Written as a whole only where it is not made yet, beside a preview of it: so its state is not written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Never reused.
    pub id: ShareId,
    /// What it opens. The others of its rotation are decided on their own.
    pub dashboard: DashboardId,
    /// The workspace it opens the dashboard in.
    pub workspace: WorkspaceId,
    /// Whose rights it narrows.
    pub owner: UserId,
    /// As shown in lists.
    pub title: Title,
    /// For those who manage it.
    pub description: String,
    /// When it was made.
    pub created_at: Instant,
    /// Whom it lets in.
    pub audience: Audience,
    /// What they may see and do, and for how long.
    pub terms: Terms,
    /// Whether it opens.
    #[serde(skip, default = "live")]
    pub state: ShareState,
}

impl Share {
    /// Whether whoever comes along is let in, from wherever they are: now, or once it is resumed.
    #[must_use]
    pub fn opens_to_anyone(&self) -> bool {
        self.state.is_open() && self.audience.opens_to_anyone() && self.terms.networks.is_empty()
    }
}

const fn live() -> ShareState {
    ShareState::Live
}

/// What a share's readers did on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareDay {
    /// The day in UTC.
    pub day: chrono::NaiveDate,
    /// Openings.
    pub views: u64,
    /// Openings by somebody whose browser had not opened it lately.
    pub readers: u64,
    /// Minutes for which it was looked at, those of all readers together.
    pub minutes: u64,
}

/// What a share's readers did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShareStatistics {
    /// Openings.
    pub views: u64,
    /// Last opening.
    pub last_seen_at: Option<Instant>,
}
