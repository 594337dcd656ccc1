//! Wire types of looking at a share as its readers will.

use chrono::{DateTime, Utc};
use model::people::Attributes;
use serde::{Deserialize, Serialize};

/// Body of `POST /shares/{id}/preview-session`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharePreviewBody {
    /// As whom, of an embed whose rules read what its site says of the reader: each name with its values.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    pub attributes: Attributes,
}

/// A look at a share through its readers' eyes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PreviewSession {
    /// Bearer of the session.
    pub session: String,
    /// What it opens.
    pub dashboard: String,
    /// When it is over.
    pub expires_at: DateTime<Utc>,
    /// The page that shows it. The session stands behind `#`, which browsers send nowhere.
    pub path: String,
}
