//! Wire types of what waits for an approval, of shares and of displayed data alike.

use chrono::{DateTime, Utc};
use model::approval::ToldDifference;
use serde::{Deserialize, Serialize};

use super::Named;
use crate::app::sharing::locks::{self, OutOfReach};
use crate::app::waiting::Waiting as Found;
use crate::http::call::Call;

/// Questions that wait for an approval.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Waiting {
    /// What was saved last, and is not shown yet.
    pub revision: u32,
    /// The revision that is shown until it is approved; null: nothing is shown.
    #[schema(required)]
    pub shown_revision: Option<u32>,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// Who saved it.
    pub saved_by: Named,
    /// What would be asked otherwise than now.
    pub changes: Vec<ToldDifference>,
    /// Widgets whose questions are new or other ones.
    pub widgets: Vec<String>,
    /// Of a share: widgets that its locked variables do not reach.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreached: Vec<Unreached>,
    /// Of a share: choices that its locked variables do not reach.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreached_choices: Vec<UnreachedChoices>,
}

/// A widget that a locked variable of a share does not narrow.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Unreached {
    /// Which widget.
    pub widget: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The locked variable that its question does not read.
    pub variable: String,
    /// Row rules for the share that would narrow it; empty when its data has no such column.
    pub rows: Vec<model::share::ShareRows>,
}

/// Choices that a locked variable of a share does not narrow, though their data has its column.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UnreachedChoices {
    /// The variable that they are offered for.
    pub picker: String,
    /// Its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The locked variable that they do not read.
    pub variable: String,
    /// Row rules for the share that would narrow them.
    pub rows: Vec<model::share::ShareRows>,
}

/// Widgets that locks do not reach.
pub fn unreached(found: Vec<locks::Unreached>) -> Vec<Unreached> {
    let told = found.into_iter().map(|unreached| Unreached {
        widget: unreached.widget.to_string(),
        title: unreached.title,
        variable: unreached.variable.to_string(),
        rows: unreached.rows,
    });
    told.collect()
}

/// Choices that locks do not reach.
pub fn unreached_choices(found: Vec<locks::UnreachedChoices>) -> Vec<UnreachedChoices> {
    let told = found.into_iter().map(|unreached| UnreachedChoices {
        picker: unreached.picker.to_string(),
        label: unreached.label,
        variable: unreached.variable.to_string(),
        rows: unreached.rows,
    });
    told.collect()
}

/// Body of an approval.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveBody {
    /// The revision that was looked at.
    pub revision: u32,
}

impl Waiting {
    /// The wire form.
    pub fn from(call: &Call, found: Found, out_of_reach: OutOfReach) -> Self {
        let by = found.saved_by();
        Self {
            revision: found.latest.revision,
            shown_revision: found.shown,
            saved_at: found.saved_at(),
            saved_by: Named {
                id: by.to_string(),
                name: call
                    .app
                    .gate
                    .user(by)
                    .map_or_else(String::new, |user| user.name.to_string()),
            },
            changes: found.changes,
            widgets: found.widgets,
            unreached: unreached(out_of_reach.widgets),
            unreached_choices: unreached_choices(out_of_reach.choices),
        }
    }
}
