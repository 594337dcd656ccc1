//! Digests of what was saved before digests were kept, and the approvals that go with them: what readers of shares and of displayed
//! data saw until then, they go on seeing. Runs once, when the schema is brought up.

use model::approval::QuestionsDigest;
use model::document::Document;

use crate::db::{Row, Tx, sql};
use crate::error::Result;
use crate::limits::REVISIONS_AT_ONCE;

/// Fills all digests, and approves what is shown at present.
///
/// # Errors
/// `Damaged` where a document cannot be read; `Unavailable`.
pub(crate) async fn fill(tx: &mut Tx) -> Result<()> {
    loop {
        let some = sql("SELECT dashboard, revision, document FROM revisions WHERE questions = '' LIMIT $1");
        let read = |row: &Row<'_>| {
            let document: Document = row.json("document")?;
            let revision: u32 = row.number("revision")?;
            Ok((row.text("dashboard")?, revision, QuestionsDigest::of(&document)))
        };
        let some = tx.all(some.number(REVISIONS_AT_ONCE), read).await?;
        if some.is_empty() {
            break;
        }
        for (dashboard, revision, questions) in some {
            let put = sql("UPDATE revisions SET questions = $3 WHERE dashboard = $1 AND revision = $2");
            tx.run(put.text(dashboard).number(revision).text(questions)).await?;
        }
    }
    // Not every present document need be among the revisions: one that was put there by hand is not.
    let bare = sql("SELECT id, document FROM dashboards");
    let read = |row: &Row<'_>| {
        let document: Document = row.json("document")?;
        Ok((row.text("id")?, QuestionsDigest::of(&document)))
    };
    for (id, questions) in tx.all(bare, read).await? {
        let put = sql("UPDATE dashboards SET questions = $2 WHERE id = $1");
        tx.run(put.text(id).text(questions)).await?;
    }
    for text in [
        "INSERT INTO approvals (dashboard, share, eyes, questions, approved_by, approved_at) \
         SELECT id, '', display, questions, 'system', updated_at FROM dashboards WHERE display <> 'viewer'",
        "INSERT INTO approvals (dashboard, share, eyes, questions, approved_by, approved_at) \
         SELECT d.id, s.id, 'viewer', d.questions, 'system', d.updated_at FROM shares s JOIN dashboards d ON d.id = s.dashboard \
         WHERE s.state <> 'ended'",
        "INSERT INTO approvals (dashboard, share, eyes, questions, approved_by, approved_at) \
         SELECT d.id, s.id, d.display, d.questions, 'system', d.updated_at FROM shares s JOIN dashboards d ON d.id = s.dashboard \
         WHERE s.state <> 'ended' AND d.display <> 'viewer'",
    ] {
        tx.run(sql(text)).await?;
    }
    Ok(())
}
