//! Wire types of asking: a widget's data, a preview, values to choose from.

use model::document::{Document, TimeRange};
use model::id::WorkspaceId;
use model::schema::{JsonMap, JsonValue};
use model::zone::Zone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Body of `POST /dashboards/{id}/data`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DataBody {
    /// Which widget.
    pub widget: String,
    /// Chosen values.
    #[serde(default)]
    #[schema(value_type = JsonMap)]
    pub variables: Map<String, Json>,
    /// Chosen time range.
    pub time: Option<TimeRange>,
    /// The viewer's clock, an IANA name: for dashboards whose zone is `viewer`.
    #[schema(value_type = Option<String>)]
    pub time_zone: Option<Zone>,
    /// Opened where.
    pub workspace: Option<WorkspaceId>,
}

/// Body of `POST /workspaces/{id}/preview`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewBody {
    /// The document being edited.
    pub document: Document,
    /// Which widget.
    pub widget: String,
    /// Chosen values.
    #[serde(default)]
    #[schema(value_type = JsonMap)]
    pub variables: Map<String, Json>,
    /// Chosen time range.
    pub time: Option<TimeRange>,
    /// The viewer's clock, an IANA name: for documents whose zone is `viewer`.
    #[schema(value_type = Option<String>)]
    pub time_zone: Option<Zone>,
}

/// Body of `POST /workspaces/{id}/check-document`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckDocumentBody {
    /// The document being edited.
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
    /// What the variable has while nobody chooses: its default or, where that cannot be chosen, the first value. Absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<JsonValue>)]
    pub taken: Option<Json>,
}

/// One value to choose.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Choice {
    /// What travels.
    #[schema(value_type = JsonValue)]
    pub value: Json,
    /// What people read.
    pub label: String,
}
