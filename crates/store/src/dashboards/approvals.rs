//! Which questions were approved for whose rows, and the editions that follow from it. Who may approve is decided in `access`: every
//! change here takes what the gate worked out.

use access::action::{Action, ApproveDisplay, ApproveShare, SeesLatest};
use access::edition::{Approvals, Edition};
use access::proof::Granted;
use model::approval::QuestionsDigest;
use model::dashboard::Dashboard;
use model::id::ShareId;
use serde_json::json;

use crate::Store;
use crate::approvals::{of, put};
use crate::change::Audit;
use crate::dashboards::documents::dashboard;
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};

/// What waits for an approval, because its questions were saved by somebody who does not speak for the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaitingRecord {
    /// Open shares, in the order of ids.
    pub shares: Vec<ShareId>,
    /// Users who look through the displayed eyes.
    pub display: bool,
}

const LATEST: &str = "SELECT id, workspace, title, tags, document, revision, created_at, updated_at, updated_by FROM dashboards \
     WHERE id = $1";

const APPROVED: &str = "SELECT d.id, d.workspace, r.title, d.tags, r.document, r.revision, d.created_at, r.saved_at AS updated_at, \
     r.saved_by AS updated_by FROM dashboards d JOIN revisions r ON r.dashboard = d.id \
     JOIN approvals a ON a.dashboard = d.id AND a.questions = r.questions \
     WHERE d.id = $1 AND a.share = $2 AND a.eyes = $3 AND r.revision <= $4 ORDER BY r.revision DESC LIMIT 1";

impl Store {
    /// A dashboard in the edition that the caller may see. The only way to a document for who looks at one.
    ///
    /// # Errors
    /// `NotFound`; `NotApproved` when no questions at all were approved for these rows.
    pub async fn dashboard_get(&self, edition: &Edition) -> Result<Dashboard> {
        let id = edition.dashboard();
        let Some(follower) = edition.follower() else {
            let found = self.db.one(sql(LATEST).text(id), dashboard).await?;
            return found.ok_or(StoreError::NotFound);
        };
        let last = edition.pinned().unwrap_or(u32::MAX);
        let approved = sql(APPROVED)
            .text(id)
            .text(of(follower))
            .text(follower.eyes)
            .number(last);
        if let Some(found) = self.db.one(approved, dashboard).await? {
            return Ok(found);
        }
        let known = sql("SELECT id FROM dashboards WHERE id = $1").text(id);
        match self.db.one(known, |_| Ok(())).await? {
            Some(()) => Err(StoreError::NotApproved),
            None => Err(StoreError::NotFound),
        }
    }

    /// What of a dashboard waits for an approval at present.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn waiting<A: SeesLatest>(&self, proof: &Granted<'_, A>) -> Result<WaitingRecord> {
        let id = proof.on().dashboard;
        let shares = sql("SELECT s.id FROM shares s JOIN dashboards d ON d.id = s.dashboard \
             WHERE d.id = $1 AND s.state <> 'ended' AND s.pinned IS NULL AND NOT EXISTS (SELECT 1 FROM approvals a WHERE a.dashboard = d.id \
             AND a.share = s.id AND a.eyes = d.display AND a.questions = d.questions) ORDER BY s.id");
        let display = sql(
            "SELECT d.id FROM dashboards d WHERE d.id = $1 AND d.display <> 'viewer' AND NOT EXISTS (\
             SELECT 1 FROM approvals a WHERE a.dashboard = d.id AND a.share = '' AND a.eyes = d.display AND a.questions = d.questions)",
        );
        Ok(WaitingRecord {
            shares: self.db.all(shares.text(id), |row| row.parsed("id")).await?,
            display: self.db.one(display.text(id), |_| Ok(())).await?.is_some(),
        })
    }

    /// Approves the questions of a revision for a share.
    ///
    /// # Errors
    /// `NotFound` when there is no such revision; `Stale`.
    pub async fn approve_for_share(
        &self,
        proof: &Granted<'_, ApproveShare>,
        approvals: &Approvals,
        revision: u32,
    ) -> Result<u64> {
        self.approve(proof, approvals, revision, &Audit::of("share.approve", proof.on()))
            .await
    }

    /// Approves the questions of a revision for users who look through the displayed eyes.
    ///
    /// # Errors
    /// `NotFound` when there is no such revision; `Stale`.
    pub async fn approve_for_display(
        &self,
        proof: &Granted<'_, ApproveDisplay>,
        approvals: &Approvals,
        revision: u32,
    ) -> Result<u64> {
        let entry = Audit::of("dashboard.approve", proof.on().dashboard);
        self.approve(proof, approvals, revision, &entry).await
    }

    async fn approve<A: Action>(
        &self,
        proof: &Granted<'_, A>,
        approvals: &Approvals,
        revision: u32,
        entry: &Audit,
    ) -> Result<u64> {
        // A change of facts, though no decision rests on it: open pages look again, on all nodes.
        let mut change = self.change_facts(proof).await?;
        let id = approvals.dashboard();
        let question = sql(
            "SELECT d.workspace, r.questions FROM revisions r JOIN dashboards d ON d.id = r.dashboard \
             WHERE r.dashboard = $1 AND r.revision = $2",
        );
        let read = |row: &Row<'_>| Ok((row.parsed("workspace")?, row.parsed::<QuestionsDigest>("questions")?));
        let found = change.tx.one(question.text(id).number(revision), read).await?;
        let (workspace, questions) = found.ok_or(StoreError::NotFound)?;
        put(&mut change, approvals, proof.generation(), &questions).await?;
        change.touch(access::change::Fact::Dashboard(id));
        let details = json!({ "dashboard": id, "revision": revision, "questions": questions.to_string() });
        let entry = Audit::of(entry.action, &entry.object).at(workspace).with(details);
        change.commit(entry).await
    }
}
