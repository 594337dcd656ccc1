//! Settings of a dashboard that decisions rest on, beside its tags: its folder, whether it may leave, and through whose eyes it is seen.

use access::action::{
    DashboardAt, DashboardMove, DisplayChange, MoveDashboard, Open, RestrictedChange, SetDisplay, SetRestricted,
};
use access::change::Fact;
use access::edition::Approvals;
use access::facts::DashboardFact;
use access::proof::Granted;
use model::approval::QuestionsDigest;
use model::id::DashboardId;
use model::principal::Principal;
use model::share::EndReason;
use serde_json::json;

use crate::Store;
use crate::approvals::put;
use crate::change::{Audit, Change};
use crate::db::{Row, list, sql};
use crate::error::{Clash, Result, StoreError};
use crate::places::must_be_of;
use crate::principals::must_exist;
use crate::share_ends::end_shares_of_dashboard;
use crate::tables;

impl Store {
    /// The settings of a dashboard.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn dashboard_settings(&self, proof: &Granted<'_, Open>) -> Result<DashboardFact> {
        let mut tx = self.db.snapshot().await?;
        let found = tables::dashboards(&mut tx, Some(list([proof.on().dashboard]))).await?;
        tx.commit().await?;
        found.into_iter().next().ok_or(StoreError::NotFound)
    }

    /// Puts a dashboard into a folder of its workspace, or to the top.
    ///
    /// # Errors
    /// `NotFound` when the folder is not one of the workspace; `Stale`.
    pub async fn dashboard_move(&self, proof: &Granted<'_, MoveDashboard>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let DashboardMove { at, to } = *proof.on();
        let before = kept(&mut change, at).await?;
        must_be_of(&mut change, to, before.workspace).await?;
        let update = sql("UPDATE dashboards SET folder = $2 WHERE id = $1");
        change.must(update.text(at.dashboard).text_or_null(to)).await?;
        let details = json!({ "before": before.folder, "after": to });
        let entry = Audit::of("dashboard.move", at.dashboard).at(before.workspace);
        change.commit(entry.with(details)).await
    }

    /// Says whether a dashboard may be shared to the outside. What is shared already ends with it when `end_shares` is set.
    ///
    /// # Errors
    /// `Conflict(OpenShares)` when there are shares that have not ended and `end_shares` is not set; `NotFound`, `Stale`.
    pub async fn dashboard_restricted_set(&self, proof: &Granted<'_, SetRestricted>, end_shares: bool) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let RestrictedChange { at, restricted } = *proof.on();
        let before = kept(&mut change, at).await?;
        let mut ended = 0;
        if restricted {
            ended = end_shares_of_dashboard(&mut change, at.dashboard, EndReason::Revoked).await?;
            if ended > 0 && !end_shares {
                return Err(Clash::OpenShares.into());
            }
        }
        let update = sql("UPDATE dashboards SET restricted = $2 WHERE id = $1");
        change.must(update.text(at.dashboard).flag(restricted)).await?;
        let details = json!({ "before": before.restricted, "after": restricted, "ended_shares": ended });
        let entry = Audit::of("dashboard.restricted", at.dashboard).at(before.workspace);
        change.commit(entry.with(details)).await
    }

    /// Chooses through whose eyes the data of a dashboard is seen, and approves for all that shows these eyes' rows the questions of
    /// the revision that was looked at; without one, of what was saved last. The eyes that it has already approve nothing.
    ///
    /// # Errors
    /// `NotFound` also when that user does not exist; `RevisionConflict` when there is no such revision; `Stale`.
    pub async fn dashboard_display_set(
        &self,
        proof: &Granted<'_, SetDisplay>,
        approvals: &Approvals,
        revision: Option<u32>,
    ) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let DisplayChange { at, to } = *proof.on();
        let before = kept(&mut change, at).await?;
        if let Some(user) = to.identity() {
            must_exist(&mut change, Principal::User(user)).await?;
        }
        let update = sql("UPDATE dashboards SET display = $2 WHERE id = $1");
        change.must(update.text(at.dashboard).text(to)).await?;
        if approvals.dashboard() != at.dashboard {
            return Err(StoreError::Invalid("the approvals are of another dashboard"));
        }
        let questions = asked_by(&mut change, at.dashboard, revision).await?;
        if before.display != to {
            put(&mut change, approvals, proof.generation(), &questions).await?;
        }
        let details = json!({ "before": before.display, "after": to });
        let entry = Audit::of("dashboard.display", at.dashboard).at(before.workspace);
        change.commit(entry.with(details)).await
    }
}

/// The questions of a revision, or of what was saved last.
async fn asked_by(change: &mut Change<'_>, id: DashboardId, revision: Option<u32>) -> Result<QuestionsDigest> {
    let latest = "SELECT revision, questions FROM dashboards WHERE id = $1";
    let read = |row: &Row<'_>| Ok((row.number("revision")?, row.parsed::<QuestionsDigest>("questions")?));
    let found = change.tx.one(sql(latest).text(id), read).await?;
    let (latest, questions) = found.ok_or(StoreError::NotFound)?;
    let Some(revision) = revision.filter(|revision| *revision != latest) else {
        return Ok(questions);
    };
    let older = sql("SELECT questions FROM revisions WHERE dashboard = $1 AND revision = $2");
    let older = older.text(id).number(revision);
    let found = change.tx.one(older, |row| row.parsed("questions")).await?;
    found.ok_or(StoreError::RevisionConflict { current: latest })
}

/// The settings before a change of them.
async fn kept(change: &mut Change<'_>, at: DashboardAt) -> Result<DashboardFact> {
    let id: DashboardId = at.dashboard;
    change.touch(Fact::Dashboard(id));
    let found = tables::dashboards(&mut change.tx, Some(list([id]))).await?;
    found.into_iter().next().ok_or(StoreError::NotFound)
}
