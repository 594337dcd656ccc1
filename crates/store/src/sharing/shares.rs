//! Shares as those who make and manage them see them: make, list, change, pause, rotate, end. What their readers need is in
//! `readers`.

use access::action::{CreateShare, EditShare, EndShare, SeeShare};
use access::change::Fact;
use access::follower::Follower;
use access::proof::Granted;
use access::visible::Visible;
use model::Instant;
use model::approval::QuestionsDigest;
use model::display::Display;
use model::id::{DashboardId, ShareId};
use model::name::Title;
use model::share::{
    Audience, EndReason, GuestsAudience, Share, ShareDay, ShareKind, ShareState, ShareStatistics, Terms,
};
use serde_json::{Value as Json, json};

use crate::Store;
use crate::approvals::put_one;
use crate::change::{Audit, Change, maker};
use crate::credential_ends;
use crate::db::{Row, hex, list, micros, sql};
use crate::error::{Clash, Result, StoreError};
use crate::sharing::open::open_share;
use crate::sharing::recipients::{self, NewRecipient};
use crate::sharing::record::{RECORD, RECORDS, ShareRecord, record};
use crate::sharing::signing::{self, NewShareKey};
use crate::text::{containing, fold};

/// A share to be made.
#[derive(Debug, Clone)]
pub struct NewShare {
    /// As shown in lists.
    pub title: Title,
    /// For those who manage it.
    pub description: String,
    /// Whom it lets in.
    pub audience: Audience,
    /// What they may see and do, and for how long.
    pub terms: Terms,
    /// Keyed hashes of its secrets, as many as its audience has; the secrets themselves are shown once and not kept.
    pub keys: Vec<[u8; 32]>,
    /// The first key that a site signs with, if its audience has such.
    pub signing_key: Option<NewShareKey>,
    /// Hash of its password, if one is asked.
    pub password_hash: Option<String>,
    /// Whom it lets in by their address.
    pub recipients: Vec<NewRecipient>,
    /// The others of its rotation, each with the revision whose questions are approved for it.
    pub stops: Vec<(DashboardId, u32)>,
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
    /// What readers are asked for. Whoever opened it before must open it again.
    pub asked: Option<Asked>,
    /// Whom it lets in by their address. Who came by a domain that is left out is removed.
    pub guests: Option<GuestsAudience>,
    /// What comes into its rotation, each with the revision whose questions are approved for it.
    pub stops: Vec<(DashboardId, u32)>,
}

/// What readers are asked for, replacing what was asked before.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The audience, of the kind it had.
    pub audience: Audience,
    /// Hash of the password, if one is asked.
    pub password_hash: Option<String>,
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
    /// Searched in titles, also of the dashboards.
    pub q: Option<String>,
    /// Opened at this moment or later.
    pub seen_since: Option<Instant>,
    /// Not opened at this moment or later.
    pub seen_before: Option<Instant>,
    /// Only those that have not ended and whose readers do not see the latest questions yet.
    pub waiting: bool,
}

impl Store {
    /// Makes a share that is live; the caller owns it, and approves with it what the dashboard asks in revision `seen`: for their own
    /// rows, and for those that the dashboard displays.
    ///
    /// # Errors
    /// `RevisionConflict` when the dashboard was saved since; `NeedsUser`, `NotFound`, `Stale`.
    pub async fn share_create(&self, proof: &Granted<'_, CreateShare>, seen: u32, new: NewShare) -> Result<Share> {
        let owner = maker(proof.op())?;
        let mut change = self.change_facts(proof).await?;
        let made = Share {
            id: ShareId::new(proof.op().now),
            dashboard: proof.on().dashboard,
            workspace: proof.on().workspace,
            owner,
            title: new.title,
            description: new.description,
            created_at: micros(proof.op().now),
            audience: new.audience,
            terms: whole_micros(new.terms),
            state: ShareState::Live,
        };
        let insert = sql(
            "INSERT INTO shares (id, dashboard, workspace, owner, title, title_folded, description, kind, audience, terms, \
             max_views, pinned, state, password_hash, created_at, views) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'live', $13, $14, 0)",
        );
        let insert = insert
            .text(made.id)
            .text(made.dashboard)
            .text(made.workspace)
            .text(owner);
        let insert = insert
            .text(&made.title)
            .text(fold(&made.title))
            .text(&made.description)
            .text(made.audience.word())
            .text(made.audience.fields());
        let insert = insert
            .text(json!(made.terms))
            .number_or_null(made.terms.max_views)
            .number_or_null(made.terms.pinned)
            .text_or_null(new.password_hash);
        change.tx.run(insert.instant(made.created_at)).await?;
        for key in &new.keys {
            add_key(&mut change, made.id, key).await?;
        }
        if let Some(key) = &new.signing_key {
            signing::keep(&mut change, made.id, key, made.created_at).await?;
        }
        recipients::insert(&mut change, made.id, &new.recipients).await?;
        if !new.recipients.is_empty() {
            let told = new
                .recipients
                .iter()
                .map(|one| json!({ "id": one.id, "address": one.address }));
            let entry = Audit::of("guests.invite", made.id).at(made.workspace);
            change
                .note(entry.with(json!({ "recipients": told.collect::<Vec<_>>() })))
                .await?;
        }
        approve(&mut change, made.id, made.dashboard, seen).await?;
        for (stop, seen) in new.stops {
            approve(&mut change, made.id, stop, seen).await?;
        }
        change.touch(Fact::Share(made.id));
        let details = json!({
            "dashboard": made.dashboard, "kind": made.audience.word(), "terms": made.terms,
            "password": made.audience.has_password(), "audience": made.audience.fields(),
        });
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

    /// What the readers of a share did on each day since one, the latest first, at most so many days.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_days(&self, proof: &Granted<'_, SeeShare>, days: u32) -> Result<Vec<ShareDay>> {
        let question =
            sql("SELECT day, views, readers, minutes FROM share_days WHERE share = $1 ORDER BY day DESC LIMIT $2");
        let read = |row: &Row<'_>| {
            let day = row.number::<i64>("day")?.checked_mul(86_400);
            let day = day.and_then(|seconds| Instant::from_timestamp(seconds, 0));
            Ok(ShareDay {
                day: day.ok_or(StoreError::Damaged("a day is out of range"))?.date_naive(),
                views: row.number("views")?,
                readers: row.number("readers")?,
                minutes: row.number("minutes")?,
            })
        };
        self.db.all(question.text(proof.on()).number(days), read).await
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
        let question = question.number(limit).flag(filter.waiting);
        let question = question
            .instant_or_null(filter.seen_since)
            .instant_or_null(filter.seen_before);
        self.db.all(question, record).await
    }

    /// Changes a share that has not ended.
    ///
    /// # Errors
    /// `Conflict(ShareState)`, `NotFound`, `Stale`.
    pub async fn share_update(&self, proof: &Granted<'_, EditShare>, to: ShareChange) -> Result<Share> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = open_share(&mut change, *proof.on()).await?;
        let before = told(&kept);
        // A password that replaces another is told by this alone.
        let password = to.asked.as_ref().map(|asked| asked.password_hash.is_some());
        kept.title = to.title.unwrap_or(kept.title);
        kept.description = to.description.unwrap_or(kept.description);
        kept.terms = to.terms.map_or(kept.terms, whole_micros);
        let update = sql(
            "UPDATE shares SET title = $2, title_folded = $3, description = $4, terms = $5, max_views = $6, \
             pinned = $7 WHERE id = $1",
        );
        let update = update
            .text(kept.id)
            .text(&kept.title)
            .text(fold(&kept.title))
            .text(&kept.description);
        let update = update.text(json!(kept.terms)).number_or_null(kept.terms.max_views);
        change.tx.run(update.number_or_null(kept.terms.pinned)).await?;
        for (stop, seen) in to.stops {
            approve(&mut change, kept.id, stop, seen).await?;
        }
        if let Some(asked) = to.asked {
            kept.audience = asked.audience;
            let update = sql("UPDATE shares SET audience = $2, password_hash = $3 WHERE id = $1");
            let update = update.text(kept.id).text(kept.audience.fields());
            change.tx.run(update.text_or_null(asked.password_hash)).await?;
            end_sessions(&mut change, kept.id).await?;
        }
        if let Some(guests) = to.guests {
            recipients::change_domains(&mut change, &mut kept, guests).await?;
        }
        let details = json!({ "before": before, "after": told(&kept), "password": password });
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
        let update = sql("UPDATE shares SET state = $2, blocked_by = NULL, blocked_name = NULL WHERE id = $1");
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
        let old = sql("DELETE FROM share_keys WHERE share = $1").text(kept.id);
        change.tx.run(old).await?;
        add_key(&mut change, kept.id, secret_hash).await?;
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
        // Nothing is signed for it any more.
        let keys = sql("DELETE FROM share_signing_keys WHERE share = $1").text(kept.id);
        change.tx.run(keys).await?;
        kept.state = ShareState::Ended(EndReason::Revoked);
        let details = json!({ "reason": EndReason::Revoked });
        change
            .commit(Audit::of("share.end", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }
}

/// What of a share can be changed, as the audit tells it: no secrets.
fn told(share: &Share) -> Json {
    json!({
        "title": share.title, "description": share.description, "audience": share.audience.fields(), "terms": share.terms,
    })
}

/// What the maker of a share has seen of one of its dashboards is approved for it.
async fn approve(change: &mut Change<'_>, share: ShareId, dashboard: DashboardId, seen: u32) -> Result<()> {
    let question = sql("SELECT revision, questions, display FROM dashboards WHERE id = $1 {for share}");
    let read = |row: &Row<'_>| {
        let display: Display = row.parsed("display")?;
        let questions: QuestionsDigest = row.parsed("questions")?;
        Ok((row.number::<u32>("revision")?, questions, display))
    };
    let found = change.tx.one(question.text(dashboard), read).await?;
    let (current, questions, display) = found.ok_or(StoreError::NotFound)?;
    if current != seen {
        return Err(StoreError::RevisionConflict { current });
    }
    for eyes in [Display::Viewer, display] {
        let follower = Follower {
            share: Some(share),
            eyes,
        };
        put_one(change, dashboard, follower, &questions).await?;
    }
    Ok(())
}

async fn add_key(change: &mut Change<'_>, id: ShareId, secret_hash: &[u8; 32]) -> Result<()> {
    let insert = sql("INSERT INTO share_keys (secret_hash, share) VALUES ($1, $2)");
    change.tx.run(insert.text(hex(secret_hash)).text(id)).await.map(|_| ())
}

pub(super) async fn end_sessions(change: &mut Change<'_>, id: ShareId) -> Result<()> {
    let delete = sql("DELETE FROM share_sessions WHERE share = $1").text(id);
    credential_ends::end(change, delete).await.map(|_| ())
}

fn whole_micros(mut terms: Terms) -> Terms {
    terms.starts_at = terms.starts_at.map(micros);
    terms.expires_at = terms.expires_at.map(micros);
    terms
}
