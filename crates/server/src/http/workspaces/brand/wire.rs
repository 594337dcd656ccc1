//! Wire types of the brand of a workspace.

use model::brand::Colour;
use model::name::Title;
use serde::{Deserialize, Serialize};

use crate::http::wire::Named;
use crate::http::wire::brand::BrandParts;

/// The brand at a workspace.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WorkspaceBrand {
    /// What this workspace says.
    pub own: BrandParts,
    /// What holds here: each part from the nearest workspace that says one.
    pub in_force: BrandParts,
    /// Which workspaces say that.
    pub from: BrandFrom,
    /// What this caller may do: `change`.
    pub can: Vec<&'static str>,
}

/// Which workspace says which part of a brand; null where none does, or none that the caller may see.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BrandFrom {
    /// The colour.
    #[schema(required)]
    pub accent: Option<Named>,
    /// The name.
    #[schema(required)]
    pub name: Option<Named>,
    /// The logo.
    #[schema(required)]
    pub logo: Option<Named>,
}

/// Body of `PUT /workspaces/{id}/brand`: what this workspace says; what is left out it does not say. Its logo has routes of its own.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceBrandBody {
    /// The colour of what can be pressed.
    pub accent: Option<Colour>,
    /// What readers know the organisation by.
    pub name: Option<Title>,
}
