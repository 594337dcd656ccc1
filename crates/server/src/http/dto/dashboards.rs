//! Wire types of dashboards. A document for somebody who may not save it has no questions, and for a share no hidden variables.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

use access::directory::Displayed;
use model::answer::Answer;
use model::display::DisplayChoice;
use model::document::{Document, TimeRange};
use model::id::{FolderId, WorkspaceId};
use model::name::{Tag, Title};
use query::Locks;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::Named;

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
    #[schema(value_type = Vec<String>)]
    pub tags: Vec<Tag>,
    /// The caller's level.
    pub level: &'static str,
    /// Only the caller has a grant.
    pub private: bool,
    /// Has a share to the outside.
    pub shared_outside: bool,
    /// Comes from a workspace above.
    pub inherited: bool,
    /// The folder it lies in; null: at the top.
    pub folder: Option<String>,
    /// Cannot be shared to the outside.
    pub restricted: bool,
    /// Whose eyes the data is seen with.
    pub display: Display,
    /// Last save.
    pub updated_at: DateTime<Utc>,
    /// Kinds of its widgets.
    pub widget_kinds: Vec<String>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
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
    #[schema(value_type = Vec<String>)]
    pub tags: Vec<Tag>,
    /// The document as this caller may see it (docs: shapes).
    #[schema(value_type = Object)]
    pub document: Json,
    /// Counts saves.
    pub revision: u32,
    /// The caller's level; null for readers of a share.
    pub level: Option<&'static str>,
    /// Only the caller has a grant.
    pub private: bool,
    /// Has a share to the outside.
    pub shared_outside: bool,
    /// The folder it lies in; null: at the top, or for readers of a share.
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
    /// The share, for its readers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<SharedBy>,
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
    #[schema(value_type = Object)]
    pub variables: BTreeMap<String, Json>,
    /// Nothing older than this.
    pub time_last_at_most: Option<String>,
}

/// The share as its readers see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharedBy {
    /// Its title.
    pub title: String,
    /// Name of the owner.
    pub shared_by: String,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Body of `POST /workspaces/{id}/dashboards`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDashboardBody {
    /// As shown.
    #[schema(value_type = String)]
    pub title: Title,
    /// What it shows.
    #[schema(value_type = Object)]
    pub document: Document,
    /// Tags.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub tags: Vec<Tag>,
    /// The folder it is to lie in; the top when absent.
    #[schema(value_type = Option<String>)]
    pub folder: Option<FolderId>,
}

/// Body of `PUT /dashboards/{id}`; absent tags stay.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveBody {
    /// As shown.
    #[schema(value_type = String)]
    pub title: Title,
    /// What it shows.
    #[schema(value_type = Object)]
    pub document: Document,
    /// Tags.
    #[schema(value_type = Option<Vec<String>>)]
    pub tags: Option<Vec<Tag>>,
}

/// Body of `POST /dashboards/{id}/copy`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyBody {
    /// As shown; the original's when absent.
    #[schema(value_type = Option<String>)]
    pub title: Option<Title>,
    /// Where to; the workspace it is opened in when absent.
    #[schema(value_type = Option<String>)]
    pub workspace: Option<WorkspaceId>,
    /// The folder it is to lie in there; the top when absent.
    #[schema(value_type = Option<String>)]
    pub folder: Option<FolderId>,
}

/// Body of `PUT /dashboards/{id}/folder`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    /// The folder it is to lie in; null: the top.
    #[serde(deserialize_with = "super::nullable")]
    #[schema(value_type = Option<String>)]
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
    #[schema(value_type = String)]
    pub eyes: DisplayChoice,
    /// Ends shares of owners who could not choose these eyes; without it they are a conflict.
    #[serde(default)]
    pub end_shares: bool,
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

/// Body of `POST /dashboards/{id}/data`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DataBody {
    /// Which widget.
    pub widget: String,
    /// Chosen values.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub variables: Map<String, Json>,
    /// Chosen time range.
    #[schema(value_type = Option<Object>)]
    pub time: Option<TimeRange>,
    /// Opened where.
    #[schema(value_type = Option<String>)]
    pub workspace: Option<WorkspaceId>,
}

/// Body of `POST /workspaces/{id}/preview`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewBody {
    /// The document being edited.
    #[schema(value_type = Object)]
    pub document: Document,
    /// Which widget.
    pub widget: String,
    /// Chosen values.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub variables: Map<String, Json>,
    /// Chosen time range.
    #[schema(value_type = Option<Object>)]
    pub time: Option<TimeRange>,
}

/// Body of `POST /workspaces/{id}/check-document`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckDocumentBody {
    /// The document being edited.
    #[schema(value_type = Object)]
    pub document: Document,
}

/// The document is right.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Checked {
    /// Always true; faults are an error with pointers.
    pub ok: bool,
}

/// Values to choose from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ChoiceList {
    /// Value and what people read.
    pub items: Vec<Choice>,
    /// There are more; search for them.
    pub truncated: bool,
}

/// One value to choose.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Choice {
    /// What travels.
    #[schema(value_type = Object)]
    pub value: Json,
    /// What people read.
    pub label: String,
}

/// Schema of an answer, for the description only; `model::answer::Answer` is what travels.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Answer)]
pub struct AnswerShape {
    /// `{name, type, label?, unit?}` in order.
    #[schema(value_type = Vec<Object>)]
    pub columns: Vec<model::answer::AnswerColumn>,
    /// Rows of JSON values.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub rows: Vec<Vec<Json>>,
    /// How many rows.
    pub row_count: u64,
    /// Whether a limit of the server cut it.
    pub truncated: bool,
    /// When it was asked.
    pub as_of: DateTime<Utc>,
    /// Whether it came from the cache.
    pub cached: bool,
    /// Fingerprint of the scope.
    pub fingerprint: String,
    /// What a reader should know.
    pub notes: Option<Vec<String>>,
}

const _: fn(&Answer) -> usize = |answer| answer.row_count;

/// The document as a caller may see it: `whole` only for who may save it.
#[must_use]
pub fn document_for(document: &Document, whole: bool, locks: &Locks) -> Json {
    let mut shown = document.clone();
    let hidden = |name: &str| locks.variables.get(name).is_some_and(|lock| lock.hidden);
    shown.variables.retain(|variable| !hidden(variable.name.as_str()));
    shown.widgets.retain(|widget| {
        let control = widget.options.get("variable").and_then(Json::as_str);
        !(widget.kind.is_control() && control.is_some_and(hidden))
    });
    if whole {
        return json!(shown);
    }
    // In SQL the time range is read as $from and $to.
    let is_time = |name: &str| document.variable(name).is_none();
    let mut json = json!(shown);
    let widgets = json.get_mut("widgets").and_then(Json::as_array_mut);
    for (widget, source) in widgets.into_iter().flatten().zip(&shown.widgets) {
        let (Some(object), Some(question)) = (widget.as_object_mut(), &source.question) else {
            continue;
        };
        object.remove("question");
        let reads: Vec<_> = question
            .variables()
            .into_iter()
            .filter(|name| !hidden(name.as_str()) && !is_time(name.as_str()))
            .collect();
        object.insert(
            "reads".to_owned(),
            json!({ "variables": reads, "time": question.reads_time() }),
        );
    }
    // Where choices come from is the author's business; the values come from the choices route.
    let variables = json.get_mut("variables").and_then(Json::as_array_mut);
    for domain in variables
        .into_iter()
        .flatten()
        .filter_map(|variable| variable.get_mut("domain"))
    {
        if let Some(choices) = domain.get_mut("choices") {
            *choices = json!({});
        }
    }
    json
}
