//! Wire types of setup, signing in, and who one is.

use chrono::{DateTime, Utc};
use model::name::{Email, Title};
use serde::{Deserialize, Serialize};

use crate::http::people::users::wire::User;
use crate::http::wire::brand::BrandParts;

/// Body of `POST /setup`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupBody {
    /// The one-time secret that the server printed.
    pub secret: String,
    /// Name of the organisation.
    pub organisation: Title,
    /// Name of the first administrator.
    pub name: Title,
    /// Their address.
    pub email: Email,
    /// 10 to 200 characters.
    pub password: String,
}

/// Answer of `GET /setup`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SetupState {
    /// Nobody has set up this server yet.
    pub needed: bool,
}

/// Body of `POST /auth/login`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginBody {
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Answer of sign in and setup.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignedIn {
    /// Who is signed in.
    pub user: User,
}

/// Answer of `GET /auth/me`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Me {
    /// Who asks.
    pub caller: MeCaller,
    /// What the caller may do with the organisation.
    pub can: Vec<&'static str>,
    /// The organisation.
    pub organisation: OrganisationName,
}

/// The organisation's name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrganisationName {
    /// As shown.
    pub name: String,
}

/// Who asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MeCaller {
    /// `user` or `share`.
    pub kind: &'static str,
    /// For users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// For readers of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<MeShare>,
}

/// A dashboard that takes its turn.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MeTurn {
    /// Id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How long it stands; absent: as long as the page likes.
    #[schema(required)]
    pub seconds: Option<u32>,
}

/// The share whose reader asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MeShare {
    /// Id.
    pub id: String,
    /// What it opens.
    pub dashboard: String,
    /// As its owner named it.
    pub title: String,
    /// What the reader may do.
    pub abilities: Vec<&'static str>,
    /// When it ends.
    #[schema(required)]
    pub expires_at: Option<DateTime<Utc>>,
    /// Name of the owner.
    pub shared_by: String,
    /// The dashboards that take turns and open now, in their order; none where it opens one dashboard.
    pub rotation: Vec<MeTurn>,
    /// The language of its page; absent: the browser's.
    #[schema(required)]
    pub language: Option<model::share::Language>,
    /// The time zone of its page; absent: the browser's.
    #[schema(required)]
    pub time_zone: Option<model::zone::Zone>,
    /// When the look at it is over, of somebody who looks at it as its readers see it.
    #[schema(required)]
    pub preview_until: Option<DateTime<Utc>>,
    /// The brand of its workspace, if that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandParts>,
}
