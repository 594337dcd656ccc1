//! Shares as those who make and manage them see them. What their readers need is in `share_port`.

use access::action::{CreateShare, EditShare, EndShare, SeeShare};
use access::change::Fact;
use access::proof::Granted;
use access::visible::Visible;
use model::id::{DashboardId, ShareId};
use model::name::Title;
use model::share::{EndReason, Share, ShareKind, ShareState, ShareStatistics, Terms};
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change, maker};
use crate::db::{Row, hex, list, micros, sql};
use crate::error::{Clash, Result, StoreError};
use crate::text::{containing, fold};

/// A share to be made.
#[derive(Debug, Clone)]
pub struct NewShare {
    /// Its audience.
    pub kind: ShareKind,
    /// As shown in lists.
    pub title: Title,
    /// For those who manage it.
    pub description: String,
    /// What it may see and do, and for how long.
    pub terms: Terms,
    /// Keyed hash of its secret; the secret itself is shown once and not kept.
    pub secret_hash: [u8; 32],
    /// Hash of its password, if one is asked.
    pub password_hash: Option<String>,
}

/// What to change of a share; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct ShareChange {
    /// As shown in lists.
    pub title: Option<Title>,
    /// For those who manage it.
    pub description: Option<String>,
    /// All terms, replacing those before.
    pub terms: Option<Terms>,
    /// Hash of a new password, `Some(None)` to ask for none. Whoever opened it with the old one must open it again.
    pub password_hash: Option<Option<String>>,
}

/// Which shares to list; `None` means all.
#[derive(Debug, Clone, Default)]
pub struct ShareFilter {
    /// Of one dashboard.
    pub dashboard: Option<DashboardId>,
    /// The word of the state: `live`, `paused` or `ended`.
    pub state: Option<String>,
    /// Of one kind.
    pub kind: Option<ShareKind>,
    /// Searched in titles.
    pub q: Option<String>,
}

/// A share as it is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRecord {
    /// The share.
    pub share: Share,
    /// What its readers did.
    pub statistics: ShareStatistics,
    /// Title of the dashboard; `None` when that is deleted.
    pub dashboard_title: Option<Title>,
}

macro_rules! share_columns {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT s.id, s.dashboard, s.workspace, s.owner, s.kind, s.title, s.description, s.created_at, s.terms, s.state, ",
            "s.end_reason, CAST(CASE WHEN s.password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password",
            $more,
            " FROM shares s ",
            $rest
        )
    };
}

pub(crate) const ALL_SHARES: &str = share_columns!("", "");
pub(crate) const THESE_SHARES: &str = share_columns!("", "WHERE s.id IN {in $1}");
pub(crate) const BY_ID: &str = share_columns!("", "WHERE s.id = $1");
const RECORD: &str = share_columns!(
    ", s.views, s.last_seen_at, d.title AS dashboard_title",
    "LEFT JOIN dashboards d ON d.id = s.dashboard WHERE s.id = $1"
);
const RECORDS: &str = share_columns!(
    ", s.views, s.last_seen_at, d.title AS dashboard_title",
    "LEFT JOIN dashboards d ON d.id = s.dashboard WHERE s.id IN {in $1} AND ($2 IS NULL OR s.dashboard = $2) \
     AND ($3 IS NULL OR s.state = $3) AND ($4 IS NULL OR s.kind = $4) \
     AND ($5 IS NULL OR s.title_folded LIKE $5 ESCAPE '\\') AND ($6 IS NULL OR s.id < $6) ORDER BY s.id DESC LIMIT $7"
);

pub(crate) fn share(row: &Row<'_>) -> Result<Share> {
    let reason = |word: &str| EndReason::ALL.into_iter().find(|reason| reason.as_str() == word);
    let state = match row.text("state")?.as_str() {
        "live" => ShareState::Live,
        "paused" => ShareState::Paused,
        _ => ShareState::Ended(row.word("end_reason", reason)?),
    };
    Ok(Share {
        id: row.parsed("id")?,
        dashboard: row.parsed("dashboard")?,
        workspace: row.parsed("workspace")?,
        owner: row.parsed("owner")?,
        kind: row.word("kind", |word| {
            (word == ShareKind::Link.as_str()).then_some(ShareKind::Link)
        })?,
        title: row.checked("title", Title::new)?,
        description: row.text("description")?,
        created_at: row.instant("created_at")?,
        terms: row.json("terms")?,
        state,
        has_password: row.flag("has_password")?,
    })
}

fn statistics(row: &Row<'_>) -> Result<ShareStatistics> {
    Ok(ShareStatistics {
        views: row.number("views")?,
        last_seen_at: row.instant_or_null("last_seen_at")?,
    })
}

fn record(row: &Row<'_>) -> Result<ShareRecord> {
    let title = |text: String| Title::new(&text).map_err(|_| StoreError::Damaged("a title does not keep its rule"));
    Ok(ShareRecord {
        share: share(row)?,
        statistics: statistics(row)?,
        dashboard_title: row.text_or_null("dashboard_title")?.map(title).transpose()?,
    })
}

impl Store {
    /// Makes a share that is live; the caller owns it.
    ///
    /// # Errors
    /// `NeedsUser`, `Stale`.
    pub async fn share_create(&self, proof: &Granted<'_, CreateShare>, new: NewShare) -> Result<Share> {
        let owner = maker(proof.op())?;
        let mut change = self.change_facts(proof).await?;
        let made = Share {
            id: ShareId::new(proof.op().now),
            dashboard: proof.on().dashboard,
            workspace: proof.on().workspace,
            owner,
            kind: new.kind,
            title: new.title,
            description: new.description,
            created_at: micros(proof.op().now),
            terms: whole_micros(new.terms),
            state: ShareState::Live,
            has_password: new.password_hash.is_some(),
        };
        let insert = sql(
            "INSERT INTO shares (id, dashboard, workspace, owner, kind, title, title_folded, description, terms, max_views, \
             state, secret_hash, password_hash, created_at, views) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'live', $11, $12, $13, 0)",
        );
        let insert = insert
            .text(made.id)
            .text(made.dashboard)
            .text(made.workspace)
            .text(owner);
        let insert = insert
            .text(made.kind.as_str())
            .text(&made.title)
            .text(fold(&made.title))
            .text(&made.description);
        let insert = insert
            .text(json!(made.terms))
            .number_or_null(made.terms.max_views)
            .text(hex(&new.secret_hash));
        change
            .tx
            .run(insert.text_or_null(new.password_hash).instant(made.created_at))
            .await?;
        change.touch(Fact::Share(made.id));
        let details = json!({ "dashboard": made.dashboard, "kind": made.kind, "terms": made.terms, "password": made.has_password });
        change
            .commit(Audit::of("share.create", made.id).at(made.workspace).with(details))
            .await?;
        Ok(made)
    }

    /// One share with its statistics.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn share_get(&self, proof: &Granted<'_, SeeShare>) -> Result<ShareRecord> {
        let found = self.db.one(sql(RECORD).text(proof.on()), record).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// What the readers of a share did.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn statistics(&self, proof: &Granted<'_, SeeShare>) -> Result<ShareStatistics> {
        Ok(self.share_get(proof).await?.statistics)
    }

    /// A page of the visible shares, newest first. `after` is the last one of the page before.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn shares_list(
        &self,
        visible: &Visible<ShareId>,
        filter: &ShareFilter,
        after: Option<ShareId>,
        limit: u32,
    ) -> Result<Vec<ShareRecord>> {
        let question = sql(RECORDS).text(list(visible.ids())).text_or_null(filter.dashboard);
        let question = question
            .text_or_null(filter.state.as_deref())
            .text_or_null(filter.kind.map(ShareKind::as_str));
        let question = question
            .text_or_null(filter.q.as_deref().map(containing))
            .text_or_null(after);
        self.db.all(question.number(limit), record).await
    }

    /// Changes a share that has not ended.
    ///
    /// # Errors
    /// `Conflict(ShareState)`, `NotFound`, `Stale`.
    pub async fn share_update(&self, proof: &Granted<'_, EditShare>, to: ShareChange) -> Result<Share> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = open_share(&mut change, *proof.on()).await?;
        let details = json!({
            "title": to.title.is_some(), "description": to.description.is_some(), "terms": to.terms,
            "password": to.password_hash.as_ref().map(Option::is_some),
        });
        kept.title = to.title.unwrap_or(kept.title);
        kept.description = to.description.unwrap_or(kept.description);
        kept.terms = to.terms.map_or(kept.terms, whole_micros);
        let update = sql(
            "UPDATE shares SET title = $2, title_folded = $3, description = $4, terms = $5, max_views = $6 WHERE id = $1",
        );
        let update = update
            .text(kept.id)
            .text(&kept.title)
            .text(fold(&kept.title))
            .text(&kept.description);
        change
            .tx
            .run(update.text(json!(kept.terms)).number_or_null(kept.terms.max_views))
            .await?;
        if let Some(hash) = to.password_hash {
            kept.has_password = hash.is_some();
            let update = sql("UPDATE shares SET password_hash = $2 WHERE id = $1");
            change.tx.run(update.text(kept.id).text_or_null(hash)).await?;
            end_sessions(&mut change, kept.id).await?;
        }
        change
            .commit(Audit::of("share.change", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }

    /// Closes a live share until it is resumed.
    ///
    /// # Errors
    /// `Conflict(ShareState)` when it is not live, `NotFound`, `Stale`.
    pub async fn share_pause(&self, proof: &Granted<'_, EditShare>) -> Result<Share> {
        self.share_turn(proof, ShareState::Live, ShareState::Paused, "share.pause")
            .await
    }

    /// Opens a paused share again.
    ///
    /// # Errors
    /// `Conflict(ShareState)` when it is not paused, `NotFound`, `Stale`.
    pub async fn share_resume(&self, proof: &Granted<'_, EditShare>) -> Result<Share> {
        self.share_turn(proof, ShareState::Paused, ShareState::Live, "share.resume")
            .await
    }

    async fn share_turn(
        &self,
        proof: &Granted<'_, EditShare>,
        from: ShareState,
        to: ShareState,
        action: &'static str,
    ) -> Result<Share> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = open_share(&mut change, *proof.on()).await?;
        if kept.state != from {
            return Err(Clash::ShareState.into());
        }
        let update = sql("UPDATE shares SET state = $2 WHERE id = $1");
        change.tx.run(update.text(kept.id).text(to.as_str())).await?;
        kept.state = to;
        change.commit(Audit::of(action, kept.id).at(kept.workspace)).await?;
        Ok(kept)
    }

    /// Gives a share a new secret; links with the old one and whoever opened it by them are out.
    ///
    /// # Errors
    /// `Conflict(ShareState)` when it has ended, `NotFound`, `Stale`.
    pub async fn share_rotate(&self, proof: &Granted<'_, EditShare>, secret_hash: &[u8; 32]) -> Result<Share> {
        let mut change = self.change_facts(proof).await?;
        let kept = open_share(&mut change, *proof.on()).await?;
        let update = sql("UPDATE shares SET secret_hash = $2 WHERE id = $1");
        change.tx.run(update.text(kept.id).text(hex(secret_hash))).await?;
        end_sessions(&mut change, kept.id).await?;
        change
            .commit(Audit::of("share.rotate", kept.id).at(kept.workspace))
            .await?;
        Ok(kept)
    }

    /// Ends a share for good. It stays listed.
    ///
    /// # Errors
    /// `Conflict(ShareState)` when it has ended already, `NotFound`, `Stale`.
    pub async fn share_end(&self, proof: &Granted<'_, EndShare>) -> Result<Share> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = open_share(&mut change, *proof.on()).await?;
        let update = sql("UPDATE shares SET state = 'ended', end_reason = $2 WHERE id = $1");
        change
            .tx
            .run(update.text(kept.id).text(EndReason::Revoked.as_str()))
            .await?;
        kept.state = ShareState::Ended(EndReason::Revoked);
        let details = json!({ "reason": EndReason::Revoked });
        change
            .commit(Audit::of("share.end", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }
}

/// The share that is to be changed, unless it has ended.
async fn open_share(change: &mut Change<'_>, id: ShareId) -> Result<Share> {
    let kept = change
        .tx
        .one(sql(BY_ID).text(id), share)
        .await?
        .ok_or(StoreError::NotFound)?;
    match kept.state {
        ShareState::Ended(_) => Err(Clash::ShareState.into()),
        ShareState::Live | ShareState::Paused => {
            change.touch(Fact::Share(kept.id));
            Ok(kept)
        }
    }
}

async fn end_sessions(change: &mut Change<'_>, id: ShareId) -> Result<()> {
    let delete = sql("DELETE FROM share_sessions WHERE share = $1").text(id);
    change.tx.run(delete).await.map(|_| ())
}

fn whole_micros(mut terms: Terms) -> Terms {
    terms.starts_at = terms.starts_at.map(micros);
    terms.expires_at = terms.expires_at.map(micros);
    terms
}
