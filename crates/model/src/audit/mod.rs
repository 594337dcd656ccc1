//! The audit: what an entry says, the one text of it that is hashed, and the tree, the checkpoints and the files that prove it. Knows
//! neither keys nor databases; docs/adr/0028-audit-that-can-be-proven.md says why it is made so.

pub mod checkpoint;
pub mod lines;
pub mod tree;

use std::net::IpAddr;

use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::Value as Json;

use crate::Instant;
use crate::id::{AuditId, RequestId, WorkspaceId};

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditEntry {
    /// Its own id.
    pub id: AuditId,
    /// When.
    pub at: Instant,
    /// Kind of the caller (`user`, `share`, `job`, `nobody`) and id.
    pub actor: String,
    /// What was done, such as `grant.change`.
    pub action: String,
    /// Id of what it was done to.
    pub object: String,
    /// Where; `None` for the organisation as a whole.
    pub workspace: Option<WorkspaceId>,
    /// The address that the call came from; `None` from inside of the program, and where none was noted yet.
    pub from: Option<IpAddr>,
    /// What else is worth knowing: levels before and after, never secrets.
    pub details: Json,
    /// The call it came with.
    pub request: RequestId,
    /// Its place in the tree; `None` until it is sealed. Not part of what is hashed.
    pub index: Option<u64>,
}

/// An entry word for word as it is kept. Only texts: what a newer or an older program wrote is hashed as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryText<'a> {
    /// As in [`AuditEntry`].
    pub id: &'a str,
    /// As in [`AuditEntry`], to the microsecond.
    pub at: Instant,
    /// As in [`AuditEntry`].
    pub actor: &'a str,
    /// As in [`AuditEntry`].
    pub action: &'a str,
    /// As in [`AuditEntry`].
    pub object: &'a str,
    /// As in [`AuditEntry`].
    pub workspace: Option<&'a str>,
    /// As in [`AuditEntry`].
    pub from: Option<&'a str>,
    /// JSON, as it is kept.
    pub details: &'a str,
    /// As in [`AuditEntry`].
    pub request: &'a str,
}

impl EntryText<'_> {
    /// The bytes that are hashed: one line of JSON, its fields in this order, without blanks. What has no value is left out, so that a
    /// field that comes later leaves the bytes of older entries as they were. Never changes for an entry that is kept.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::with_capacity(288 + self.details.len());
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let fields = [
            ("id", Some(self.id)),
            ("at", Some(at.as_str())),
            ("actor", Some(self.actor)),
            ("action", Some(self.action)),
            ("object", Some(self.object)),
            ("workspace", self.workspace),
            ("from", self.from),
            ("request", Some(self.request)),
        ];
        for (name, value) in fields {
            let Some(value) = value else { continue };
            text.push(if text.is_empty() { '{' } else { ',' });
            text.push('"');
            text.push_str(name);
            text.push_str("\":");
            text.push_str(&Json::from(value).to_string());
        }
        text.push_str(",\"details\":");
        text.push_str(self.details);
        text.push('}');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_an_entry_never_change() {
        let full = EntryText {
            id: "aud_06f",
            at: Instant::from_timestamp_micros(1_790_000_000_120_000).unwrap(),
            actor: "user:usr_1",
            action: "grant.change",
            object: "a \"quoted\"\nline",
            workspace: Some("wsp_1"),
            from: Some("2001:db8::7"),
            details: r#"{"after":0.1}"#,
            request: "req_1",
        };
        assert_eq!(
            full.canonical(),
            r#"{"id":"aud_06f","at":"2026-09-21T14:13:20.120000Z","actor":"user:usr_1","action":"grant.change","object":"a \"quoted\"\nline","workspace":"wsp_1","from":"2001:db8::7","request":"req_1","details":{"after":0.1}}"#
        );
        let bare = EntryText {
            workspace: None,
            from: None,
            ..full
        };
        assert_eq!(
            bare.canonical(),
            r#"{"id":"aud_06f","at":"2026-09-21T14:13:20.120000Z","actor":"user:usr_1","action":"grant.change","object":"a \"quoted\"\nline","request":"req_1","details":{"after":0.1}}"#
        );
    }
}
