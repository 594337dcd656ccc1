//! Wire types of who gains and who loses by a change.

use access::effects::Effects as Found;
use model::id::{FolderId, PolicyId, UserId};
use model::level::{GrantLevel, Level};
use model::principal::Principal;
use serde::{Deserialize, Serialize};

use crate::http::wire::{Named, nullable, present};
use crate::http::workspaces::policies::wire::NewPolicyBody;
use crate::limits::EFFECTS_NAMED;

/// A grant that would be changed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupposedGrant {
    /// Whose.
    pub principal: Principal,
    /// The new level; null removes.
    #[serde(deserialize_with = "nullable")]
    #[schema(required)]
    pub level: Option<GrantLevel>,
}

/// Body of `POST /dashboards/{id}/effects` and `POST /folders/{id}/effects`: one of the two.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupposedChange {
    /// Grants that would be changed.
    #[serde(default)]
    pub grants: Vec<SupposedGrant>,
    /// The folder that it would be moved to; null: the top.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub folder: Option<Option<FolderId>>,
}

/// Body of `POST /workspaces/{id}/policies/effects`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupposedPolicy {
    /// Which would be changed or removed; absent: a new one.
    pub policy: Option<PolicyId>,
    /// What it would say; null removes it.
    #[serde(deserialize_with = "nullable")]
    #[schema(required)]
    pub rule: Option<NewPolicyBody>,
}

/// Body of `POST /groups/{id}/effects`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupposedMembers {
    /// Who would be named a member.
    #[serde(default)]
    pub add: Vec<UserId>,
    /// Who would be named no more.
    #[serde(default)]
    pub remove: Vec<UserId>,
    /// The group would be deleted.
    #[serde(default)]
    pub delete: bool,
}

/// Who gains and who loses by a change that is not made yet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Effects {
    /// Who may more than before.
    pub gain: EffectSide,
    /// Who may less.
    pub lose: EffectSide,
    /// Everybody was looked at; otherwise there may be more.
    pub whole: bool,
}

/// Those who gain, or those who lose.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EffectSide {
    /// How many.
    pub count: usize,
    /// The first of them, by name.
    pub people: Vec<EffectOn>,
}

/// What a change does to one user.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EffectOn {
    /// Who.
    pub user: Named,
    /// On how many dashboards.
    pub dashboards: usize,
    /// The level before, on the first of them; null: none.
    #[schema(required)]
    pub before: Option<Level>,
    /// The level after it.
    #[schema(required)]
    pub after: Option<Level>,
}

impl From<Found> for Effects {
    fn from(found: Found) -> Self {
        let side = |people: Vec<access::effects::Effect>| EffectSide {
            count: people.len(),
            people: people
                .into_iter()
                .take(EFFECTS_NAMED)
                .map(|effect| EffectOn {
                    user: Named {
                        id: effect.user.to_string(),
                        name: effect.name.to_string(),
                    },
                    dashboards: effect.dashboards,
                    before: effect.before,
                    after: effect.after,
                })
                .collect(),
        };
        Self {
            gain: side(found.gain),
            lose: side(found.lose),
            whole: found.whole,
        }
    }
}
