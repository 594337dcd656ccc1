//! Wire types of row rules.

use model::name::DatasetName;
use model::predicate::Predicate;
use model::row_rule::AppliesTo;
use serde::{Deserialize, Serialize};

/// Body of `POST /workspaces/{id}/row-rules`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRowRuleBody {
    /// Of which dataset.
    pub dataset: DatasetName,
    /// `workspace`, `all`, `user:ID` or `group:ID`.
    pub applies_to: AppliesTo,
    /// In all workspaces below too.
    #[serde(default)]
    pub below: bool,
    /// Not for who manages the workspace.
    #[serde(default)]
    pub unless_manage: bool,
    /// The rows that stay visible.
    pub predicate: Predicate,
    /// Shares that are left without any row may stop; without it they are a conflict.
    #[serde(default)]
    pub end_shares: bool,
}

/// A row rule.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RowRule {
    /// Id.
    pub id: String,
    /// Where it was made.
    pub workspace: String,
    /// Of which dataset.
    pub dataset: String,
    /// Whom it binds.
    pub applies_to: String,
    /// In all workspaces below too.
    pub below: bool,
    /// Not for who manages the workspace.
    pub unless_manage: bool,
    /// The rows that stay visible.
    pub predicate: Predicate,
}
