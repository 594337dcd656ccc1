//! The audit as a file that is sent while it is read: NDJSON with what proves it, or CSV for reading. Holds one page of entries at a time,
//! and decides again before each.

use std::collections::VecDeque;
use std::sync::Arc;

use access::action::{Organisation, ReadAudit, ReadWholeAudit};
use access::op::Op;
use bytes::Bytes;
use futures::stream::{self, Stream};
use model::audit::lines::{Head, Holds, Line};
use model::id::WorkspaceId;
use serde_json::json;
use store::{AuditReach, Happening, KeptCheckpoint, SealedEntry};

use super::audit_log::line;
use crate::app::App;
use crate::app::error::Error;
use crate::app::quotas::Place;
use crate::limits::{AUDIT_CHECKPOINTS_EXPORTED, AUDIT_EXPORTED_AT_ONCE};

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFormat {
    /// A line an entry, word for word, with checkpoints.
    Ndjson,
    /// A table.
    Csv,
}

/// A file under way.
struct Export {
    app: Arc<App>,
    op: Op,
    workspace: Option<WorkspaceId>,
    format: AuditFormat,
    /// The next place.
    at: u64,
    /// Entries under the last checkpoint.
    size: u64,
    /// Checkpoints to come, the oldest first.
    checkpoints: VecDeque<KeptCheckpoint>,
    /// What goes before the first entry.
    begin: Option<String>,
    _place: Place,
}

impl App {
    /// Begins the file of a workspace's entries, or of all of them; it is noted. What is sent are chunks of it.
    ///
    /// # Errors
    /// Not allowed; the caller has exported too much lately. A chunk is an error when the rights have gone in between.
    pub async fn export_audit(
        self: &Arc<Self>,
        op: &Op,
        workspace: Option<WorkspaceId>,
        format: AuditFormat,
    ) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + 'static, Error> {
        if let Some(workspace) = workspace {
            let _may = self.gate.allow::<ReadAudit>(op, workspace)?;
        } else {
            let _may = self.gate.allow::<ReadWholeAudit>(op, Organisation)?;
        }
        let place = self.quotas.export(op)?;
        let log = self.audit_log()?;
        // All that was noted before the file was asked for is in it.
        let entries = log.seal().await?;
        let checkpoint = log.checkpoint(entries).await?;
        let holds = if workspace.is_some() { Holds::Part } else { Holds::Log };
        let details = json!({ "format": format.word(), "entries": checkpoint.size });
        let happening = Happening {
            action: "audit.export",
            object: workspace.map_or_else(|| "audit".to_owned(), |id| id.to_string()),
            workspace,
            details,
        };
        self.store.audit_note(op, happening).await?;
        let mut checkpoints = VecDeque::new();
        if format == AuditFormat::Ndjson && workspace.is_none() {
            let before = Some(checkpoint.size);
            let kept = self.store.audit_checkpoints(before, AUDIT_CHECKPOINTS_EXPORTED).await?;
            checkpoints.extend(kept.into_iter().rev().filter(|kept| log.is_own(kept)));
        }
        let size = checkpoint.size;
        checkpoints.push_back(checkpoint);
        let begin = match format {
            AuditFormat::Ndjson => format!("{}\n", Line::Head(Head::new(holds, log.key()))),
            AuditFormat::Csv => format!("{CSV_HEAD}\r\n"),
        };
        let export = Export {
            app: Arc::clone(self),
            op: op.clone(),
            workspace,
            format,
            at: 0,
            size,
            checkpoints,
            begin: Some(begin),
            _place: place,
        };
        Ok(stream::try_unfold(export, |export| async move { export.chunk().await }))
    }
}

impl Export {
    async fn chunk(mut self) -> Result<Option<(Bytes, Self)>, Error> {
        if self.at >= self.size && self.begin.is_none() {
            return Ok(None);
        }
        let mut text = self.begin.take().unwrap_or_default();
        let page = self.page().await?;
        let full = page.len() >= usize::try_from(AUDIT_EXPORTED_AT_ONCE).unwrap_or(usize::MAX);
        for entry in &page {
            match self.format {
                AuditFormat::Csv => text.push_str(&row(entry)?),
                AuditFormat::Ndjson => {
                    self.checkpoints_up_to(entry.index, &mut text);
                    text.push_str(&format!("{}\n", line(entry, &entry.canonical())));
                }
            }
        }
        self.at = match page.last() {
            Some(last) if full => last.index + 1,
            _ => self.size,
        };
        if self.at >= self.size && self.format == AuditFormat::Ndjson {
            self.checkpoints_up_to(self.size, &mut text);
        }
        Ok(Some((Bytes::from(text), self)))
    }

    async fn page(&self) -> Result<Vec<SealedEntry>, Error> {
        let Self { app, op, at, size, .. } = self;
        let most = AUDIT_EXPORTED_AT_ONCE;
        let page = if let Some(workspace) = self.workspace {
            let may = app.gate.allow::<ReadAudit>(op, workspace)?;
            app.store
                .audit_sealed(AuditReach::Workspace(&may), *at, *size, most)
                .await
        } else {
            let may = app.gate.allow::<ReadWholeAudit>(op, Organisation)?;
            app.store.audit_sealed(AuditReach::Whole(&may), *at, *size, most).await
        };
        Ok(page?)
    }

    /// A checkpoint stands behind the last entry that it is about.
    fn checkpoints_up_to(&mut self, entries: u64, text: &mut String) {
        while let Some(kept) = self.checkpoints.pop_front_if(|kept| kept.size <= entries) {
            text.push_str(&format!("{}\n", Line::Checkpoint(kept.note)));
        }
    }
}

impl AuditFormat {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

const CSV_HEAD: &str = "index,id,at,actor,action,object,workspace,from,details,request";

fn row(sealed: &SealedEntry) -> Result<String, Error> {
    let entry = sealed.entry()?;
    let cells = [
        sealed.index.to_string(),
        entry.id.to_string(),
        entry.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        entry.actor,
        entry.action,
        entry.object,
        entry.workspace.map_or_else(String::new, |id| id.to_string()),
        entry.from.map_or_else(String::new, |from| from.to_string()),
        entry.details.to_string(),
        entry.request.to_string(),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    Ok(format!("{}\r\n", cells.join(",")))
}

/// A cell. What a spreadsheet would run as a formula gets an apostrophe in front.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells_and_run_nothing() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted(r#"{"a":1,"b":"x"}"#), r#""{""a"":1,""b"":""x""}""#);
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
    }
}
