//! A document as somebody gets it. Who may save it gets all of it; others get, instead of its questions, what they read.
//! What is left out for whom is decided in `server`.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::document::{GridPlace, Refresh, TimeSettings, WidgetKind};
use crate::name::{ColumnName, DatasetName, VariableName, WidgetId};
use crate::predicate::Predicate;
use crate::question::Question;
use crate::value::Literal;
use crate::variable::{Range, VariableType};

/// A dashboard's document for one caller.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ShownDocument {
    /// Version of this shape; 1.
    pub version: u32,
    /// The time range it opens with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeSettings>,
    /// What a viewer may choose, in the order of the bar.
    pub variables: Vec<ShownVariable>,
    /// What is drawn.
    pub widgets: Vec<ShownWidget>,
}

/// A variable for one caller.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ShownVariable {
    /// Name in questions and links.
    pub name: VariableName,
    /// What people read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: VariableType,
    /// Several values at once.
    pub many: bool,
    /// The values it may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<ShownDomain>,
    /// Value when the link says none.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::value::exact")]
    #[schema(value_type = Option<crate::schema::JsonValue>)]
    pub default: Option<Json>,
}

/// What values a variable may take.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShownDomain {
    /// A fixed list.
    Values(Vec<Literal>),
    /// Numbers or dates between two bounds, both included.
    Range(Range),
    /// Values found in a dataset; they are asked one search at a time.
    Choices(ShownChoices),
    /// Free text that matches a regular expression as a whole.
    Pattern(String),
}

/// Where choices come from; empty for who may not save the dashboard.
#[derive(Debug, Clone, PartialEq, Default, Serialize, utoipa::ToSchema)]
pub struct ShownChoices {
    /// Which dataset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dataset: Option<DatasetName>,
    /// The column whose values may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ColumnName>,
    /// The column people read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<ColumnName>,
    /// Which rows.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Predicate>,
}

/// A widget for one caller: with its question, or with what the question reads.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ShownWidget {
    /// Unique in the document.
    pub id: WidgetId,
    /// What it draws.
    pub kind: WidgetKind,
    /// Shown above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stands.
    pub place: GridPlace,
    /// What it asks; only for who may save the dashboard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// When it asks again.
    #[serde(skip_serializing_if = "Refresh::is_manual")]
    pub refresh: Refresh,
    /// How it draws.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = crate::schema::JsonMap)]
    pub options: Map<String, Json>,
    /// What its question reads; for who does not get the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
}

/// What a question reads, so that a page knows when to ask again.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Reads {
    /// Variables that its reader may know.
    pub variables: BTreeSet<VariableName>,
    /// The chosen time range.
    pub time: bool,
}
