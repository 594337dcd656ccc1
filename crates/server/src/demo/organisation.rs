//! The shape of `fixtures/demo/organisation.json`. Everything is named by key; ids are made when it is built.

use std::collections::BTreeMap;

use anyhow::Context as _;
use model::column::Column;
use model::dataset::Outside;
use model::level::GrantLevel;
use model::name::{AttributeName, ColumnName, DatasetName, Email, Tag, Title};
use model::people::{Attributes, GroupRule};
use model::permission::Permission;
use model::policy::{Reach, TagSelector};
use model::predicate::Predicate;
use serde::Deserialize;

use super::files::Documents;
use crate::http::sharing::shares::wire::NewShareBody;

/// The whole organisation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) version: u32,
    pub(super) workspaces: Vec<Workspace>,
    pub(super) users: Vec<User>,
    pub(super) groups: Vec<Group>,
    pub(super) permissions: Vec<Permissions>,
    pub(super) datasets: Vec<Dataset>,
    pub(super) replay: Replay,
    pub(super) row_rules: Vec<RowRule>,
    pub(super) folders: Vec<Folder>,
    pub(super) policies: Vec<Policy>,
    pub(super) dashboards: Vec<Dashboard>,
    pub(super) shares: Vec<Share>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Workspace {
    pub(super) key: String,
    pub(super) name: Title,
    pub(super) parent: Option<String>,
    #[serde(default)]
    pub(super) settings: BTreeMap<AttributeName, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct User {
    pub(super) key: String,
    pub(super) name: Title,
    pub(super) email: Email,
    pub(super) password: String,
    #[serde(default)]
    pub(super) attributes: Attributes,
    pub(super) is: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) key: String,
    pub(super) name: Title,
    pub(super) parents: Vec<String>,
    pub(super) members: Vec<String>,
    pub(super) rule: Option<GroupRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Permissions {
    pub(super) workspace: String,
    pub(super) principal: String,
    pub(super) here: Vec<Permission>,
    pub(super) below: Vec<Permission>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dataset {
    pub(super) name: DatasetName,
    pub(super) workspace: String,
    pub(super) label: Title,
    pub(super) outside: Outside,
    pub(super) file: Option<String>,
    #[serde(default)]
    pub(super) columns: BTreeMap<ColumnName, ColumnTexts>,
    pub(super) ingest: Option<Ingest>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnTexts {
    pub(super) label: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) hidden: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ingest {
    pub(super) time_column: Option<ColumnName>,
    pub(super) grow: bool,
    pub(super) columns: Vec<Column>,
}

/// Which rows are fed into the live dataset, and how fast.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replay {
    pub(super) from: DatasetName,
    pub(super) into: DatasetName,
    pub(super) time: ColumnName,
    pub(super) history_hours: i64,
    pub(super) hour_every: model::document::Span,
    pub(super) columns: BTreeMap<ColumnName, ColumnName>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowRule {
    pub(super) workspace: String,
    pub(super) dataset: DatasetName,
    pub(super) applies_to: String,
    pub(super) below: bool,
    pub(super) predicate: Predicate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dashboard {
    pub(super) key: String,
    pub(super) workspace: String,
    pub(super) title: Title,
    pub(super) tags: Vec<Tag>,
    pub(super) document: String,
    pub(super) author: String,
    #[serde(default)]
    pub(super) folder: Option<String>,
    #[serde(default)]
    pub(super) restricted: bool,
    /// Whose data everybody sees in it.
    #[serde(default)]
    pub(super) display: Option<String>,
    pub(super) grants: Vec<Grant>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Folder {
    pub(super) key: String,
    pub(super) workspace: String,
    pub(super) name: Title,
    pub(super) parent: Option<String>,
    pub(super) author: String,
    pub(super) grants: Vec<Grant>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    pub(super) workspace: String,
    pub(super) name: Title,
    pub(super) reach: Reach,
    pub(super) tag: TagSelector,
    pub(super) principal: String,
    pub(super) level: GrantLevel,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    pub(super) workspace: String,
    pub(super) principal: String,
    pub(super) level: GrantLevel,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Share {
    pub(super) key: String,
    pub(super) dashboard: String,
    pub(super) workspace: String,
    pub(super) owner: String,
    #[serde(default)]
    pub(super) ended: bool,
    pub(super) request: NewShareBody,
}

impl Organisation {
    /// Reads the organisation that is built in.
    pub(super) fn read() -> anyhow::Result<Self> {
        let organisation: Self = read("organisation.json")?;
        anyhow::ensure!(
            organisation.version == 1,
            "the demo has another version than this program"
        );
        Ok(organisation)
    }
}

/// Reads one of the built-in files.
pub(super) fn read<T: serde::de::DeserializeOwned>(path: &str) -> anyhow::Result<T> {
    let file = Documents::get(path).with_context(|| format!("{path} is not built in"))?;
    model::invalid::parse(&file.data).with_context(|| format!("{path} is not right"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_organisation_and_its_documents_are_valid() {
        let organisation = Organisation::read().unwrap();
        for dashboard in &organisation.dashboards {
            let document: model::document::Document = read(&dashboard.document).unwrap();
            document.check().unwrap();
        }
    }
}
