//! Wire types of the settings of a dashboard that rights rest on.

use model::display::DisplayChoice;
use model::id::FolderId;
use serde::Deserialize;

use crate::http::wire::nullable;

/// Body of `PUT /dashboards/{id}/folder`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    /// The folder it is to lie in; null: the top.
    #[serde(deserialize_with = "nullable")]
    pub folder: Option<FolderId>,
}

/// Body of `PUT /dashboards/{id}/restricted`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestrictedBody {
    /// Cannot be shared to the outside.
    pub restricted: bool,
    /// Ends the shares there are; without it they are a conflict.
    #[serde(default)]
    pub end_shares: bool,
}

/// Body of `PUT /dashboards/{id}/display`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisplayBody {
    /// `viewer`, `me` or `user:ID`.
    #[serde(rename = "as")]
    pub eyes: DisplayChoice,
    /// The revision that was looked at: its questions are approved for these eyes. Without it those of what was saved last are; a
    /// choice that changes nothing approves nothing.
    pub revision: Option<u32>,
    /// Ends shares of owners who could not choose these eyes; without it they are a conflict.
    #[serde(default)]
    pub end_shares: bool,
}
