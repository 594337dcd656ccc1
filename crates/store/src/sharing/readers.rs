//! What the readers of shares need: the share of a secret, sessions, counted views. Narrow ports: a reader is no caller before the
//! share is found.

use access::op::Op;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::Caller;
use model::Instant;
use model::id::{RecipientId, ShareId, ShareKeyId, ShareSessionId, WorkspaceId};
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{Row, Tx, hex, sql};
use crate::error::{Clash, Result, StoreError};
use crate::limits::TAKEN_TOKEN_MINUTES;

/// A token of a site that lets in once.
#[derive(Debug, Clone, Copy)]
pub struct TakenToken<'t> {
    /// The key that it is signed with.
    pub key: ShareKeyId,
    /// Its own name.
    pub jti: &'t str,
    /// When it would not be taken any more for its time alone.
    pub until: Instant,
    /// Its reader has the share open and goes on: the same view.
    pub goes_on: bool,
}

/// Keeps an opening and its trace.
async fn opened(
    mut change: Change<'_>,
    now: Instant,
    share: ShareId,
    token_hash: &[u8; 32],
    expires: Instant,
    admitted: &Admitted,
    key: Option<ShareKeyId>,
) -> Result<ShareSessionId> {
    let id = ShareSessionId::new(now);
    let session = sql(
        "INSERT INTO share_sessions (id, share, token_hash, created_at, expires_at, admitted, recipient, signed_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let session = session.text(id).text(share).text(hex(token_hash));
    let session = session.instant(now).instant(expires).text(json!(admitted));
    let session = session.text_or_null(admitted.recipient());
    if let Some(recipient) = admitted.recipient() {
        // Who was removed a moment ago gets none: this waits for the end of their removal, and sees it.
        let still = sql("UPDATE recipients SET last_seen_at = $2 WHERE id = $1 AND state = 'verified'");
        change.must(still.text(recipient).instant(now)).await?;
    }
    change.tx.run(session.text_or_null(key)).await?;
    let question = sql("SELECT workspace FROM shares WHERE id = $1").text(share);
    let workspace = change
        .tx
        .one(question, |row| row.parsed::<WorkspaceId>("workspace"))
        .await?;
    let entry = Audit::of("share.open", share).at(workspace.ok_or(StoreError::NotFound)?);
    let entry = entry.with(match (admitted.recipient(), key) {
        (Some(recipient), _) => json!({ "session": id, "recipient": recipient }),
        (None, Some(key)) => json!({ "session": id, "key": key }),
        (None, None) => json!({ "session": id }),
    });
    change.commit_as(&format!("share:{share}"), entry).await?;
    Ok(id)
}

/// What a secret is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundShare {
    /// Which share it opens.
    pub share: ShareId,
    /// Of the password that is asked beside it.
    pub password_hash: Option<String>,
    /// Whose own it is, if it is that of one recipient alone.
    pub recipient: Option<RecipientId>,
}

/// In seconds.
const A_DAY: i64 = 86_400;

impl Store {
    /// The share of this secret and what is asked beside it, whatever its state: whether it opens is the gate's to say.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_find(&self, secret_hash: &[u8; 32]) -> Result<Option<FoundShare>> {
        let question = sql(
            "SELECT s.id, s.password_hash, NULL AS recipient FROM share_keys k JOIN shares s ON s.id = k.share \
             WHERE k.secret_hash = $1 \
             UNION ALL SELECT share AS id, NULL AS password_hash, id AS recipient FROM recipients WHERE secret_hash = $1",
        );
        let read = |row: &Row<'_>| {
            Ok(FoundShare {
                share: row.parsed("id")?,
                password_hash: row.text_or_null("password_hash")?,
                recipient: row.parsed_or_null("recipient")?,
            })
        };
        self.db.one(question.text(hex(secret_hash)), read).await
    }

    /// Keeps one opening of a share.
    ///
    /// # Errors
    /// `Conflict(Reference)` when there is no such share.
    pub async fn share_session_create(
        &self,
        op: &Op,
        share: ShareId,
        token_hash: &[u8; 32],
        expires: Instant,
        admitted: &Admitted,
    ) -> Result<ShareSessionId> {
        let change = self.change_unproven(op).await?;
        opened(change, op.now, share, token_hash, expires, admitted, None).await
    }

    /// Keeps one opening of a share by a token that a site has signed. It is taken and the view counted in the same transaction: a token
    /// that is shown again counts nothing.
    ///
    /// # Errors
    /// `Conflict(Duplicate)` when the token was taken before, `NotFound` when its key is gone or the share is not live, `UsedUp`.
    pub async fn share_session_by_token(
        &self,
        op: &Op,
        share: ShareId,
        token_hash: &[u8; 32],
        (expires, admitted): (Instant, &Admitted),
        token: &TakenToken<'_>,
    ) -> Result<ShareSessionId> {
        let mut change = self.change_unproven(op).await?;
        let used = sql("UPDATE share_signing_keys SET last_used_at = $3 WHERE id = $1 AND share = $2");
        if change.tx.run(used.text(token.key).text(share).instant(op.now)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        let until = token.until + TimeDelta::minutes(TAKEN_TOKEN_MINUTES);
        let taken =
            sql("INSERT INTO share_tokens_taken (share, jti, until) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        if change.tx.run(taken.text(share).text(token.jti).instant(until)).await? == 0 {
            return Err(Clash::Duplicate.into());
        }
        if token.goes_on {
            // The same view; that it is looked at is no less true.
            let seen = sql("UPDATE shares SET last_seen_at = $2 WHERE id = $1 AND state = 'live'");
            if change.tx.run(seen.text(share).instant(op.now)).await? == 0 {
                return Err(StoreError::NotFound);
            }
        } else {
            count_view(&mut change.tx, share, admitted, true, op.now).await?;
        }
        opened(change, op.now, share, token_hash, expires, admitted, Some(token.key)).await
    }

    /// The reader whose opening has this hash, unless it has expired, or a newer program let them in in a way that is not known here.
    /// Whether the share still opens is the gate's to say.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_session_find(&self, token_hash: &[u8; 32], now: Instant) -> Result<Option<Caller>> {
        let question = sql("SELECT id, share, admitted FROM share_sessions WHERE token_hash = $1 AND expires_at > $2");
        let read = |row: &Row<'_>| {
            let admitted = row.text_or_null("admitted")?;
            let admitted = admitted.map_or_else(|| Some(Admitted::default()), |kept| serde_json::from_str(&kept).ok());
            Ok((row.parsed("id")?, row.parsed("share")?, admitted))
        };
        let found = self.db.one(question.text(hex(token_hash)).instant(now), read).await?;
        Ok(found.and_then(|(session, id, admitted)| {
            let admitted = admitted?;
            Some(Caller::Share { id, session, admitted })
        }))
    }

    /// The opening of this hash if it is one of this share and goes on at least until `until`; and when it ends.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_session_held(
        &self,
        token_hash: &[u8; 32],
        (share, admitted): (ShareId, &Admitted),
        until: Instant,
    ) -> Result<Option<(ShareSessionId, Instant)>> {
        let question = sql(
            "SELECT id, expires_at FROM share_sessions WHERE token_hash = $1 AND share = $2 AND expires_at >= $3 \
             AND COALESCE(recipient, '') = $4",
        );
        let question = question.text(hex(token_hash)).text(share).instant(until);
        let question = question.text(admitted.recipient().map_or_else(String::new, |id| id.to_string()));
        let read = |row: &Row<'_>| Ok((row.parsed("id")?, row.instant("expires_at")?));
        self.db.one(question, read).await
    }

    /// When an opening ends; `None`: it has ended.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_session_ends(&self, id: ShareSessionId) -> Result<Option<Instant>> {
        let question = sql("SELECT expires_at FROM share_sessions WHERE id = $1");
        self.db.one(question.text(id), |row| row.instant("expires_at")).await
    }

    /// Counts one view of a live share, never beyond its limit, and whether it is by a reader who had not opened it before; answers how
    /// many views there are now.
    ///
    /// # Errors
    /// `UsedUp` when there is no view left, `NotFound` when the share does not exist or is not live.
    pub async fn share_seen(&self, share: ShareId, by: &Admitted, new_reader: bool, now: Instant) -> Result<u64> {
        let mut tx = self.db.write().await?;
        let views = count_view(&mut tx, share, by, new_reader, now).await?;
        tx.commit().await?;
        Ok(views)
    }
}

async fn count_view(tx: &mut Tx, share: ShareId, by: &Admitted, new_reader: bool, now: Instant) -> Result<u64> {
    // One statement decides and counts, so that two readers never both get the last view.
    let count = sql(
        "UPDATE shares SET views = views + 1, last_seen_at = $2 WHERE id = $1 AND state = 'live' \
         AND (max_views IS NULL OR views < max_views)",
    );
    let counted = tx.run(count.text(share).instant(now)).await? == 1;
    let question = sql("SELECT views, state FROM shares WHERE id = $1").text(share);
    let read = |row: &Row<'_>| Ok((row.number::<u64>("views")?, row.text("state")?));
    let (views, state) = tx.one(question, read).await?.ok_or(StoreError::NotFound)?;
    if !counted {
        let used_up = state == "live";
        return Err(if used_up {
            StoreError::UsedUp
        } else {
            StoreError::NotFound
        });
    }
    if let Some(recipient) = by.recipient() {
        let seen = sql("UPDATE recipients SET views = views + 1, last_seen_at = $2 WHERE id = $1");
        tx.run(seen.text(recipient).instant(now)).await?;
    }
    let day = sql(
        "INSERT INTO share_days (share, day, views, readers) VALUES ($1, $2, 1, $3) \
         ON CONFLICT (share, day) DO UPDATE SET views = share_days.views + 1, readers = share_days.readers + $3",
    );
    let day = day.text(share).number(now.timestamp().div_euclid(A_DAY));
    tx.run(day.number(u8::from(new_reader))).await?;
    Ok(views)
}
