//! Wire types of policies.

use model::level::GrantLevel;
use model::name::Title;
use model::policy::{PolicyRule, Reach, TagSelector};
use model::principal::Principal;
use serde::{Deserialize, Serialize};

/// A grant or block by tag.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Policy {
    /// Id.
    pub id: String,
    /// Where it was made.
    pub workspace: String,
    /// Comes from a workspace above the one asked for.
    pub inherited: bool,
    /// As shown.
    pub name: String,
    /// Dashboards of which workspaces.
    pub reach: Reach,
    /// `key=value`.
    pub tag: String,
    /// `user:ID`, `group:ID` or `all`.
    pub principal: String,
    /// The principal as shown.
    pub principal_name: String,
    /// What it gives or takes.
    pub level: GrantLevel,
    /// How many dashboards it meets now; null where it reaches beyond what this caller may look at.
    pub meets: Option<usize>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// Body of `POST /workspaces/{id}/policies`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPolicyBody {
    /// As shown.
    pub name: Title,
    /// `here` (when absent) or `here_and_below`.
    #[serde(default)]
    pub reach: Reach,
    /// `key=value`.
    pub tag: TagSelector,
    /// `user:ID`, `group:ID` or `all`.
    pub principal: Principal,
    /// `view`, `share`, `edit` or `block`.
    pub level: GrantLevel,
}

impl NewPolicyBody {
    /// What its writer says.
    #[must_use]
    pub fn rule(self) -> PolicyRule {
        PolicyRule {
            name: self.name,
            reach: self.reach,
            tag: self.tag,
            principal: self.principal,
            level: self.level,
        }
    }
}

/// Body of `PATCH /policies/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyPatchBody {
    /// As shown.
    pub name: Option<Title>,
    /// `here` or `here_and_below`.
    pub reach: Option<Reach>,
    /// `key=value`.
    pub tag: Option<TagSelector>,
    /// `user:ID`, `group:ID` or `all`.
    pub principal: Option<Principal>,
    /// `view`, `share`, `edit` or `block`.
    pub level: Option<GrantLevel>,
}
