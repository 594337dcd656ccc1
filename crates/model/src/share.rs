//! A share to the outside: one dashboard, one audience, what it may see and for how long. A caller, never a grantee.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::document::Span;
use crate::id::{DashboardId, ShareId, UserId, WorkspaceId};
use crate::name::{DatasetName, Title, VariableName};
use crate::predicate::Predicate;
use serde_json::Value as Json;

/// A share as it is kept. Secrets and passwords are not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Never reused.
    pub id: ShareId,
    /// What it opens.
    pub dashboard: DashboardId,
    /// The workspace it opens the dashboard in.
    pub workspace: WorkspaceId,
    /// Whose rights it narrows.
    pub owner: UserId,
    /// Its audience.
    pub kind: ShareKind,
    /// Its name in lists of shares and in the footer of what its readers print.
    pub title: Title,
    /// For those who manage it.
    pub description: String,
    /// When it was made.
    pub created_at: Instant,
    /// What it may see and do, and for how long.
    pub terms: Terms,
    /// Whether it opens.
    pub state: ShareState,
    /// Whether a password is asked.
    pub has_password: bool,
}

/// What a share may see and do, and for how long: what its maker writes and may change.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Row rules AND-ed to the owner's.
    #[serde(default)]
    pub rows: Vec<ShareRows>,
    /// Variables that are not free.
    #[serde(default)]
    pub variables: BTreeMap<VariableName, ShareVariable>,
    /// Limits of the time range.
    #[serde(default)]
    pub time: Option<ShareTime>,
    /// What a reader may do beside looking.
    #[serde(default)]
    pub abilities: BTreeSet<Ability>,
    /// Does not open before.
    #[serde(default)]
    pub starts_at: Option<Instant>,
    /// Ends then.
    #[serde(default)]
    pub expires_at: Option<Instant>,
    /// Ends after so many days without a view.
    #[serde(default)]
    pub idle_days: Option<u32>,
    /// Ends after so many views.
    #[serde(default)]
    pub max_views: Option<u32>,
}

/// The audience of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareKind {
    /// Whoever holds the link.
    Link,
}

impl ShareKind {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
        }
    }
}

/// A row rule of a share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareRows {
    /// Of which dataset.
    pub dataset: DatasetName,
    /// The rows that stay visible.
    pub predicate: Predicate,
}

/// What a share does with one variable.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareVariable {
    /// The only value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<Json>,
    /// The locked variable is not even named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The only values to choose from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subset: Option<Vec<Json>>,
}

/// Limits of the time range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareTime {
    /// Nothing older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at_most: Option<Span>,
}

/// What the reader of a share may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Change free variables and the time range.
    Interact,
    /// PDF.
    ExportDocument,
    /// CSV.
    ExportData,
}

impl Ability {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Interact => "interact",
            Self::ExportDocument => "export_document",
            Self::ExportData => "export_data",
        }
    }
}

/// Whether a share opens. Nothing comes back from `Ended`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShareState {
    /// Opens.
    Live,
    /// Does not open until somebody resumes it.
    Paused,
    /// Never opens again.
    Ended(EndReason),
}

impl ShareState {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Paused => "paused",
            Self::Ended(_) => "ended",
        }
    }

    /// Why it ended.
    #[must_use]
    pub const fn reason(self) -> Option<EndReason> {
        match self {
            Self::Ended(reason) => Some(reason),
            Self::Live | Self::Paused => None,
        }
    }
}

/// Why a share ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// Somebody ended it.
    Revoked,
    /// Its time was up.
    Expired,
    /// Its views were used up.
    UsedUp,
    /// The dashboard is gone.
    DashboardDeleted,
    /// The owner may no longer share the dashboard.
    OwnerLostAccess,
    /// A switch of the organisation.
    SwitchedOff,
}

impl EndReason {
    /// All reasons.
    pub const ALL: [Self; 6] = [
        Self::Revoked,
        Self::Expired,
        Self::UsedUp,
        Self::DashboardDeleted,
        Self::OwnerLostAccess,
        Self::SwitchedOff,
    ];

    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::UsedUp => "used_up",
            Self::DashboardDeleted => "dashboard_deleted",
            Self::OwnerLostAccess => "owner_lost_access",
            Self::SwitchedOff => "switched_off",
        }
    }
}

/// What a share's readers did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShareStatistics {
    /// Openings.
    pub views: u64,
    /// Last opening.
    pub last_seen_at: Option<Instant>,
}
