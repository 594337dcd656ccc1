//! Wire types of groups.

use std::collections::BTreeSet;

use model::id::GroupId;
use model::name::Title;
use model::people::GroupRule;
use serde::{Deserialize, Serialize};

use crate::http::wire::{Named, present};

/// A group.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Group {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Groups this one is inside of.
    pub parents: Vec<Named>,
    /// How many users are in it, by hand or by its rule; only for who manages the organisation.
    pub members: Option<usize>,
    /// Members computed from attributes; only for who manages the organisation.
    pub rule: Option<GroupRule>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// A group with who is in it: the first 200 of each kind.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GroupPeople {
    /// The group itself.
    #[serde(flatten)]
    pub group: Group,
    /// Members named by hand.
    pub direct: Vec<Named>,
    /// Members by the rule who are not named.
    pub computed: Vec<Named>,
    /// Groups inside of it.
    pub children: Vec<Named>,
}

/// Body of `POST /groups`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGroupBody {
    /// As shown.
    pub name: Title,
    /// Groups it is inside of.
    #[serde(default)]
    pub parents: BTreeSet<GroupId>,
    /// `{attribute, contains}`.
    pub rule: Option<GroupRule>,
}

/// Body of `PATCH /groups/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupPatch {
    /// As shown.
    pub name: Option<Title>,
    /// Groups it is inside of.
    pub parents: Option<BTreeSet<GroupId>>,
    /// A new rule; null takes it away.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<GroupRule>)]
    pub rule: Option<Option<GroupRule>>,
}
