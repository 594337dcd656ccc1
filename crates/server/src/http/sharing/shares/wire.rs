//! Wire types of shares.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use model::name::{Title, VariableName};
use model::share::{Ability, ShareKind, ShareRows, ShareTime, ShareVariable, Terms};
use serde::{Deserialize, Serialize};

use crate::http::wire::{Named, present};

/// Body of `POST /dashboards/{id}/shares` and of its check.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShareBody {
    /// `link`.
    #[schema(value_type = String)]
    pub kind: ShareKind,
    /// As shown in lists.
    pub title: Option<Title>,
    /// For those who manage it.
    #[serde(default)]
    pub description: String,
    /// Asked before it opens.
    pub password: Option<String>,
    /// Row rules AND-ed to the owner's.
    #[serde(default)]
    #[schema(value_type = Vec<ShareRows>)]
    pub rows: Vec<ShareRows>,
    /// Variables that are not free.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, ShareVariable>)]
    pub variables: BTreeMap<VariableName, ShareVariable>,
    /// Limits of the time range.
    #[schema(value_type = Option<ShareTime>)]
    pub time: Option<ShareTime>,
    /// `interact`, `export_document`, `export_data`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub abilities: BTreeSet<Ability>,
    /// Does not open before.
    pub starts_at: Option<DateTime<Utc>>,
    /// Ends then.
    pub expires_at: Option<DateTime<Utc>>,
    /// Ends after so many days without a view.
    pub idle_days: Option<u32>,
    /// Ends after so many views.
    pub max_views: Option<u32>,
    /// `follow`: the share shows the current document.
    pub version: Option<ShareVersion>,
}

model::words! {
    /// Which revision a share shows.
    pub enum ShareVersion {
        /// The current one.
        Follow = "follow",
    }
}

impl NewShareBody {
    /// What it may see and do.
    pub fn terms(&self) -> Terms {
        Terms {
            rows: self.rows.clone(),
            variables: self.variables.clone(),
            time: self.time.clone(),
            abilities: self.abilities.clone(),
            starts_at: self.starts_at,
            expires_at: self.expires_at,
            idle_days: self.idle_days,
            max_views: self.max_views,
        }
    }
}

/// Body of `PATCH /shares/{id}`: absent fields stay, `null` takes away.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharePatch {
    /// As shown in lists.
    pub title: Option<Title>,
    /// For those who manage it.
    pub description: Option<String>,
    /// A new password.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub password: Option<Option<String>>,
    /// Row rules.
    #[schema(value_type = Option<Vec<ShareRows>>)]
    pub rows: Option<Vec<ShareRows>>,
    /// Variables that are not free.
    #[schema(value_type = Option<BTreeMap<String, ShareVariable>>)]
    pub variables: Option<BTreeMap<VariableName, ShareVariable>>,
    /// Limits of the time range.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<ShareTime>)]
    pub time: Option<Option<ShareTime>>,
    /// What a reader may do.
    #[schema(value_type = Option<Vec<String>>)]
    pub abilities: Option<BTreeSet<Ability>>,
    /// Does not open before.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub starts_at: Option<Option<DateTime<Utc>>>,
    /// Ends then.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<DateTime<Utc>>)]
    pub expires_at: Option<Option<DateTime<Utc>>>,
    /// Ends after so many days without a view.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<u32>)]
    pub idle_days: Option<Option<u32>>,
    /// Ends after so many views.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<u32>)]
    pub max_views: Option<Option<u32>>,
}

impl SharePatch {
    /// The terms with what changes; `None` when nothing of them does.
    pub fn terms(&self, now: &Terms) -> Option<Terms> {
        let terms = Terms {
            rows: self.rows.clone().unwrap_or_else(|| now.rows.clone()),
            variables: self.variables.clone().unwrap_or_else(|| now.variables.clone()),
            time: self.time.clone().unwrap_or_else(|| now.time.clone()),
            abilities: self.abilities.clone().unwrap_or_else(|| now.abilities.clone()),
            starts_at: self.starts_at.unwrap_or(now.starts_at),
            expires_at: self.expires_at.unwrap_or(now.expires_at),
            idle_days: self.idle_days.unwrap_or(now.idle_days),
            max_views: self.max_views.unwrap_or(now.max_views),
        };
        (terms != *now).then_some(terms)
    }
}

/// A share.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Share {
    /// Id.
    pub id: String,
    /// `link`.
    pub kind: &'static str,
    /// What it opens.
    pub dashboard: String,
    /// Its title.
    pub dashboard_title: String,
    /// Where it opens the dashboard.
    pub workspace: String,
    /// As shown in lists.
    pub title: String,
    /// For those who manage it.
    pub description: String,
    /// Whose rights it narrows.
    pub owner: Named,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Does not open before.
    pub starts_at: Option<DateTime<Utc>>,
    /// Ends then.
    pub expires_at: Option<DateTime<Utc>>,
    /// Ends after so many days without a view.
    pub idle_days: Option<u32>,
    /// Ends after so many views.
    pub max_views: Option<u32>,
    /// Whether a password is asked.
    pub has_password: bool,
    /// Row rules AND-ed to the owner's.
    #[schema(value_type = Vec<ShareRows>)]
    pub rows: Vec<ShareRows>,
    /// Variables that are not free.
    #[schema(value_type = BTreeMap<String, ShareVariable>)]
    pub variables: BTreeMap<VariableName, ShareVariable>,
    /// Limits of the time range.
    #[schema(value_type = Option<ShareTime>)]
    pub time: Option<ShareTime>,
    /// What a reader may do.
    pub abilities: Vec<&'static str>,
    /// Shows the current document.
    pub version: ShareVersion,
    /// `live`, `paused` or `ended`.
    pub state: &'static str,
    /// Why it ended.
    pub reason: Option<&'static str>,
    /// Openings.
    pub views: u64,
    /// Last opening.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Readers with an open page right now.
    pub watching: u32,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// Answer of making and rotating.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareWithLink {
    /// The share.
    pub share: Share,
    /// Shown this once.
    pub link: String,
}

/// Answer of the check.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareCheck {
    /// What stands in the way, all at once.
    pub obstacles: Vec<Obstacle>,
    /// What it would open.
    pub opens: Opens,
}

/// One thing that stands in the way.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Obstacle {
    /// A stable word.
    pub code: String,
    /// A sentence.
    pub detail: String,
    /// The permission that is missing, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<&'static str>,
    /// The object it stands at.
    #[serde(rename = "where")]
    pub place: String,
    /// The same in its parts.
    pub on: ObstaclePlace,
    /// Who can lift it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<String>,
    /// The same in its parts.
    pub lift_by: LiftBy,
}

/// The object an obstacle stands at.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ObstaclePlace {
    /// `dashboard`, `workspace` or `dataset`.
    pub kind: &'static str,
    /// Its id; absent for the dashboard and for what does not exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// As shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Who can lift an obstacle.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LiftBy {
    /// `holder` of a permission in a workspace, `sharer` or `editor` of the dashboard, `other_credentials` of the caller.
    pub kind: &'static str,
    /// Of a holder: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<&'static str>,
    /// Of a holder: where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<Named>,
}

/// What a share would open, in numbers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Opens {
    /// Datasets its widgets read.
    pub datasets: Vec<String>,
    /// Their visible columns.
    pub columns: u64,
    /// Their rows under the share's rules.
    pub rows: Option<u64>,
    /// Earliest instant in them.
    pub from: Option<String>,
    /// Latest instant in them.
    pub to: Option<String>,
}
