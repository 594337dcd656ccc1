//! Every state of a dashboard that was ever saved.

use access::action::Save;
use access::proof::Granted;
use model::approval::QuestionsDigest;
use model::dashboard::{Dashboard, Revision};
use model::document::Document;
use model::name::{Tag, Title};
use serde_json::json;

use crate::Store;
use crate::change::Change;
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};

/// One saved state of a dashboard, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionRecord {
    /// Number, title, when, who.
    pub revision: Revision,
    /// Tags at that time.
    pub tags: Vec<Tag>,
    /// What it showed.
    pub document: Document,
}

fn revision(row: &Row<'_>) -> Result<Revision> {
    Ok(Revision {
        revision: row.number("revision")?,
        title: row.checked("title", Title::new)?,
        saved_at: row.instant("saved_at")?,
        saved_by: row.parsed("saved_by")?,
    })
}

impl Store {
    /// The saved states of a dashboard, newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn revisions(&self, proof: &Granted<'_, Save>) -> Result<Vec<Revision>> {
        let question = sql(
            "SELECT revision, title, saved_at, saved_by FROM revisions WHERE dashboard = $1 ORDER BY revision DESC",
        );
        self.db.all(question.text(proof.on().dashboard), revision).await
    }

    /// One saved state.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn revision_get(&self, proof: &Granted<'_, Save>, number: u32) -> Result<RevisionRecord> {
        let question = sql(
            "SELECT revision, title, tags, document, saved_at, saved_by FROM revisions \
             WHERE dashboard = $1 AND revision = $2",
        );
        let read = |row: &Row<'_>| {
            Ok(RevisionRecord {
                revision: revision(row)?,
                tags: row.json("tags")?,
                document: row.json("document")?,
            })
        };
        let found = self
            .db
            .one(question.text(proof.on().dashboard).number(number), read)
            .await?;
        found.ok_or(StoreError::NotFound)
    }
}

/// Keeps the present state as one that was saved.
pub(crate) async fn put_revision(change: &mut Change<'_>, kept: &Dashboard) -> Result<()> {
    let insert = sql(
        "INSERT INTO revisions (dashboard, revision, title, tags, document, saved_at, saved_by, questions) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert
        .text(kept.id)
        .number(kept.revision)
        .text(&kept.title)
        .text(json!(kept.tags));
    let insert = insert
        .text(json!(kept.document))
        .instant(kept.updated_at)
        .text(kept.updated_by)
        .text(QuestionsDigest::of(&kept.document));
    change.tx.run(insert).await.map(|_| ())
}
