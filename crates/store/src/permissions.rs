//! Permissions as they are kept: a JSON list of words.

use model::permission::{Permission, PermissionSet};
use serde_json::json;

use crate::db::Row;
use crate::error::Result;

pub(crate) fn permission_set(row: &Row<'_>, column: &str) -> Result<PermissionSet> {
    Ok(row.json::<Vec<Permission>>(column)?.into_iter().collect())
}

/// A set as it is kept: a JSON list of words.
pub(crate) fn permission_words(set: PermissionSet) -> String {
    json!(set.iter().collect::<Vec<_>>()).to_string()
}
