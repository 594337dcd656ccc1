//! Wire types of dashboards. What of a document somebody gets is decided in `app`.

use std::collections::BTreeMap;

use access::directory::Displayed;
use access::visible::OpenShares;
use chrono::{DateTime, Utc};
use model::document::{Document, WidgetKind};
use model::id::{FolderId, WorkspaceId};
use model::level::Level;
use model::name::{Tag, Title};
use model::schema::JsonValue;
use model::shown::ShownDocument;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::http::wire::Named;
use crate::http::wire::brand::BrandParts;

/// A dashboard of the overview.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DashboardSummary {
    /// Id.
    pub id: String,
    /// As shown.
    pub title: String,
    /// Its own workspace.
    pub workspace: String,
    /// Tags.
    pub tags: Vec<Tag>,
    /// The caller's level.
    pub level: Level,
    /// Only the caller has a grant.
    pub private: bool,
    /// Has a share to the outside that opens or is paused.
    pub shared_outside: bool,
    /// Those, counted by kind.
    pub outside: Vec<OutsideCount>,
    /// Comes from a workspace above.
    pub inherited: bool,
    /// The folder it lies in; null: at the top.
    #[schema(required)]
    pub folder: Option<String>,
    /// Cannot be shared to the outside.
    pub restricted: bool,
    /// Whose eyes the data is seen with.
    pub display: Display,
    /// Last save.
    pub updated_at: DateTime<Utc>,
    /// Kinds of its widgets.
    pub widget_kinds: Vec<WidgetKind>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// How many shares of one kind a dashboard has.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OutsideCount {
    /// The kind, or the word of a newer program.
    pub kind: String,
    /// That open.
    pub live: usize,
    /// That are paused.
    pub paused: usize,
}

impl From<OpenShares> for OutsideCount {
    fn from(OpenShares { kind, live, paused }: OpenShares) -> Self {
        Self { kind, live, paused }
    }
}

/// A dashboard.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Dashboard {
    /// Id.
    pub id: String,
    /// Where it is opened.
    pub workspace: String,
    /// Its own workspace.
    pub home_workspace: String,
    /// As shown.
    pub title: String,
    /// Tags.
    pub tags: Vec<Tag>,
    /// The document as this caller may see it (docs: shapes).
    pub document: ShownDocument,
    /// Counts saves.
    pub revision: u32,
    /// The caller's level; null for readers of a share.
    #[schema(required)]
    pub level: Option<Level>,
    /// Only the caller has a grant.
    pub private: bool,
    /// Has a share to the outside that opens or is paused.
    pub shared_outside: bool,
    /// Those, counted by kind.
    pub outside: Vec<OutsideCount>,
    /// The folder it lies in; null: at the top, or for readers of a share.
    #[schema(required)]
    pub folder: Option<String>,
    /// Cannot be shared to the outside.
    pub restricted: bool,
    /// Whose eyes the data is seen with.
    pub display: Display,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
    /// Why saving is not offered although the grant is `edit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save_hint: Option<String>,
    /// What a share fixes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Fixed>,
    /// Who does not see what was saved last, because its questions wait for an approval; only for who may save it, and absent when
    /// nobody waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<WaitsFor>,
    /// The share, for its readers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<SharedBy>,
}

/// Who does not see what was saved last. Questions are approved by whoever's rows they show.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WaitsFor {
    /// Shares that the caller may see.
    pub shares: Vec<Named>,
    /// Other shares wait too.
    pub more_shares: bool,
    /// All who open it: it displays somebody's data, and answers what was approved for that.
    pub display: bool,
    /// The revision that these see; null where they do not wait, or see nothing.
    #[schema(required)]
    pub shown_revision: Option<u32>,
}

/// Whose eyes the data is seen with.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Display {
    /// `viewer`: everybody their own; `user`: one user's.
    #[serde(rename = "as")]
    pub eyes: &'static str,
    /// Whose; readers of a share are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Named>,
    /// Whether anything is seen through them.
    pub valid: bool,
}

impl Display {
    /// The wire form; `named` says whether this caller is told whose eyes they are.
    pub fn from(displayed: &Displayed, named: bool) -> Self {
        match displayed {
            Displayed::Viewer => Self {
                eyes: "viewer",
                user: None,
                valid: true,
            },
            Displayed::User { user, name, valid } => Self {
                eyes: "user",
                user: named.then(|| Named {
                    id: user.to_string(),
                    name: name.as_ref().map_or_else(String::new, ToString::to_string),
                }),
                valid: *valid,
            },
        }
    }
}

/// What a share fixes, as far as its readers may know.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Fixed {
    /// Locked variables that are named.
    pub variables: BTreeMap<String, FixedValue>,
    /// Nothing older than this.
    #[schema(required)]
    pub time_last_at_most: Option<String>,
    /// Nothing before this.
    #[schema(required)]
    pub time_from_at_earliest: Option<DateTime<Utc>>,
    /// Nothing from this on.
    #[schema(required)]
    pub time_until_at_latest: Option<DateTime<Utc>>,
}

/// The value of a locked variable.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FixedValue {
    /// The only value.
    #[schema(value_type = JsonValue)]
    pub value: Json,
}

/// The share as its readers see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharedBy {
    /// Its title.
    pub title: String,
    /// Name of the owner.
    pub shared_by: String,
    /// When it ends.
    #[schema(required)]
    pub expires_at: Option<DateTime<Utc>>,
    /// The language of its page; absent: the browser's.
    #[schema(required)]
    pub language: Option<model::share::Language>,
    /// The time zone of its page; absent: the browser's.
    #[schema(required)]
    pub time_zone: Option<model::zone::Zone>,
    /// Whom it is shared with, if the reader has proven an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guest: Option<SharedWith>,
    /// What its page carries all over: who reads, and since which day. Null: nobody asks for it.
    #[schema(required)]
    pub watermark: Option<String>,
    /// The brand of its workspace, if that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandParts>,
}

/// Whom a share is shared with.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharedWith {
    /// The address that they have proven.
    pub address: String,
}

/// Body of `POST /workspaces/{id}/dashboards`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDashboardBody {
    /// As shown.
    pub title: Title,
    /// What it shows.
    pub document: Document,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// The folder it is to lie in; the top when absent.
    pub folder: Option<FolderId>,
}

/// Body of `PUT /dashboards/{id}`; absent tags stay.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveBody {
    /// As shown.
    pub title: Title,
    /// What it shows.
    pub document: Document,
    /// Tags.
    pub tags: Option<Vec<Tag>>,
}

/// Body of `POST /dashboards/{id}/copy`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyBody {
    /// As shown; the original's when absent.
    pub title: Option<Title>,
    /// Where to; the workspace it is opened in when absent.
    pub workspace: Option<WorkspaceId>,
    /// The folder it is to lie in there; the top when absent.
    pub folder: Option<FolderId>,
}

/// A saved state.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RevisionItem {
    /// Which.
    pub revision: u32,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// Who.
    pub saved_by: Named,
    /// Title at that time.
    pub title: String,
}
