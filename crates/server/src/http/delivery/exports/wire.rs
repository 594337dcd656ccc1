//! Wire types of exports.

use model::id::WorkspaceId;
use model::schema::JsonMap;
use model::zone::Zone;
use render::{Orientation, PageLayout, Paper};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Body of `POST /dashboards/{id}/exports`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportBody {
    /// `pdf` or `csv`.
    pub format: ExportFormat,
    /// For `csv`.
    pub widget: Option<String>,
    /// For `pdf`: `{paper, orientation, layout}`.
    pub page: Option<ExportPage>,
    /// Chosen values.
    #[serde(default)]
    #[schema(value_type = JsonMap)]
    pub variables: Map<String, Json>,
    /// Chosen time range.
    pub time: Option<model::document::TimeRange>,
    /// For `pdf`: the language of numbers and words, such as `de-AT`; English when absent.
    pub locale: Option<String>,
    /// The reader's clock, an IANA name such as `Europe/Vienna`: for dashboards whose zone is `viewer`.
    #[schema(value_type = Option<String>)]
    pub time_zone: Option<Zone>,
    /// Opened where.
    pub workspace: Option<WorkspaceId>,
}

model::words! {
    /// Formats of exports.
    pub enum ExportFormat {
        /// The dashboard on paper.
        Pdf = "pdf",
        /// One widget's rows.
        Csv = "csv",
    }
}

/// How a dashboard is printed.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExportPage {
    /// Sheet size.
    pub paper: Paper,
    /// Which side is up.
    pub orientation: Orientation,
    /// How widgets are arranged.
    pub layout: PageLayout,
}

impl From<ExportPage> for render::Page {
    fn from(page: ExportPage) -> Self {
        let ExportPage {
            paper,
            orientation,
            layout,
        } = page;
        Self {
            paper,
            orientation,
            layout,
        }
    }
}

/// Answer of `POST …/exports`, and of a download that is not ready.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ExportState {
    /// Id.
    pub id: String,
    /// `running`.
    pub state: &'static str,
}
