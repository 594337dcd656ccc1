//! What guests do themselves: ask for a code, prove an address, come back, look, drop a share. Narrow ports: a guest is no caller before the
//! share is found, and what they do concerns themselves alone.

use access::op::Op;
use model::Instant;
use model::id::{GuestBrowserId, RecipientId, ShareId, ShareSessionId, WorkspaceId};
use model::name::Email;
use model::share::{MailState, RecipientState};
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::credential_ends;
use crate::db::{Row, hex, list, sql};
use crate::error::{Result, StoreError};
use crate::jobs::{NewJob, order};
use crate::sharing::recipients::{
    AT_ADDRESS, OF_ADDRESS, OF_SECRET, RECIPIENT, RecipientRecord, is_gone, record, remove_those, settle_domains,
};
use crate::sharing::record::{BY_ID, share};

/// A browser in which somebody proved an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestBrowser {
    /// Which.
    pub id: GuestBrowserId,
    /// What was proven.
    pub address: Email,
    /// When.
    pub verified_at: Instant,
    /// Counts until then.
    pub expires_at: Instant,
}

/// Who is let in after having proven an address.
#[derive(Debug, Clone)]
pub struct Proven<'a> {
    /// The share that was opened with it.
    pub share: ShareId,
    /// What was proven.
    pub address: &'a Email,
    /// The recipient; `None`: they come by their domain, if there is room.
    pub recipient: Option<RecipientId>,
    /// As many come by their domain, and as many recipients a share has in all.
    pub room: (u32, usize),
    /// The browser from now on, the network it is in, and until when it counts; `None`: it is known already.
    pub browser: Option<([u8; 32], &'a str, Instant)>,
}

impl Store {
    /// The recipient whose own secret this is.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipient_of_secret(&self, secret_hash: &[u8; 32]) -> Result<Option<RecipientRecord>> {
        self.db.one(sql(OF_SECRET).text(hex(secret_hash)), record).await
    }

    /// A recipient.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipient_get(&self, id: RecipientId) -> Result<Option<RecipientRecord>> {
        self.db.one(sql(RECIPIENT).text(id), record).await
    }

    /// The recipient of a share who has this address.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipient_at(&self, share: ShareId, address: &Email) -> Result<Option<RecipientRecord>> {
        self.db.one(sql(AT_ADDRESS).text(share).text(address), record).await
    }

    /// As whom an address is let in, by all shares, the latest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipients_of_address(&self, address: &Email, limit: u32) -> Result<Vec<RecipientRecord>> {
        self.db.all(sql(OF_ADDRESS).text(address).number(limit), record).await
    }

    /// The browser of this hash, unless its time is up.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_browser(&self, token_hash: &[u8; 32], now: Instant) -> Result<Option<GuestBrowser>> {
        let question = sql(
            "SELECT id, address, verified_at, expires_at FROM guest_browsers WHERE token_hash = $1 AND expires_at > $2",
        );
        let read = |row: &Row<'_>| {
            Ok(GuestBrowser {
                id: row.parsed("id")?,
                address: Email::kept(&row.text("address")?),
                verified_at: row.instant("verified_at")?,
                expires_at: row.instant("expires_at")?,
            })
        };
        self.db.one(question.text(hex(token_hash)).instant(now), read).await
    }

    /// Forgets a browser in which somebody proved an address, and ends what it has open.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_browser_forget(&self, op: &Op, token_hash: &[u8; 32], session: Option<&[u8; 32]>) -> Result<()> {
        let mut change = self.change_unproven(op).await?;
        let forget = sql("DELETE FROM guest_browsers WHERE token_hash = $1").text(hex(token_hash));
        let known = change.tx.run(forget).await? > 0;
        if let Some(session) = session {
            let delete = sql("DELETE FROM share_sessions WHERE token_hash = $1 AND recipient IS NOT NULL");
            credential_ends::end(&mut change, delete.text(hex(session))).await?;
        }
        if !known {
            return change.tx.commit().await;
        }
        change
            .commit_as("guest", Audit::of("guests.forget", "browser"))
            .await
            .map(|_| ())
    }

    /// Lets in who has proven an address: a recipient is verified, who comes by their domain becomes one, and the browser is kept.
    ///
    /// # Errors
    /// `NotFound` when the recipient was removed meanwhile, or there is no room.
    pub async fn guest_proven(&self, op: &Op, proven: &Proven<'_>) -> Result<RecipientId> {
        let mut change = self.change_unproven(op).await?;
        let id = match proven.recipient {
            Some(id) => id,
            None => come_by_domain(&mut change, proven).await?,
        };
        let verify = sql(
            "UPDATE recipients SET state = 'verified', verified_at = COALESCE(verified_at, $3) \
             WHERE id = $1 AND address = $2 AND state <> 'removed'",
        );
        change
            .must(verify.text(id).text(proven.address).instant(op.now))
            .await?;
        if let Some((token, network, until)) = &proven.browser {
            let browser = sql(
                "INSERT INTO guest_browsers (id, address, token_hash, network, verified_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
            );
            let browser = browser
                .text(GuestBrowserId::new(op.now))
                .text(proven.address)
                .text(hex(token));
            change
                .tx
                .run(browser.text(network).instant(op.now).instant(*until))
                .await?;
        }
        let entry = Audit::of("guests.verify", proven.share).at(workspace(&mut change, proven.share).await?);
        let entry = entry.with(json!({ "recipient": id, "address": proven.address }));
        change.commit_as(&format!("share:{}", proven.share), entry).await?;
        Ok(id)
    }

    /// A guest drops a share: it lets them in no more.
    ///
    /// # Errors
    /// `NotFound` when it is not theirs or was dropped already.
    pub async fn guest_drops(&self, op: &Op, id: RecipientId, address: &Email) -> Result<ShareId> {
        let mut change = self.change_facts_unproven(op).await?;
        let found = change.tx.one(sql(RECIPIENT).text(id), record).await?;
        let found = found.filter(|found| found.recipient.address == *address && !is_gone(found));
        let of = found.ok_or(StoreError::NotFound)?.recipient.share;
        let this = sql("SELECT id FROM recipients WHERE id = $1").text(id);
        remove_those(&mut change, this).await?;
        let kept = change
            .tx
            .one(sql(BY_ID).text(of), share)
            .await?
            .ok_or(StoreError::NotFound)?;
        change.touch(access::change::Fact::Share(of));
        settle_domains(&mut change, &kept).await?;
        let entry = Audit::of("guests.drop", of).at(kept.workspace);
        let entry = entry.with(json!({ "recipient": id, "address": address }));
        change.commit_as(&format!("share:{of}"), entry).await?;
        Ok(of)
    }

    /// Notes what became of the invitation with a recipient's how manieth secret. An older one says nothing any more.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipient_mailed(
        &self,
        (id, round): (RecipientId, u32),
        state: MailState,
        why: Option<&str>,
        now: Instant,
    ) -> Result<()> {
        let note = sql("UPDATE recipients SET mail = $3, mail_why = $4, mail_at = $5 WHERE id = $1 AND rounds = $2");
        let note = note.text(id).number(round).text(state.as_str()).text_or_null(why);
        let mut tx = self.db.write().await?;
        tx.run(note.instant(now)).await?;
        tx.commit().await
    }

    /// Notes that the link of a recipient was opened where nobody had proven the address, and orders that it is told.
    ///
    /// # Errors
    /// `NotFound`, `Unavailable`.
    pub async fn recipient_elsewhere(&self, op: &Op, of: (RecipientId, ShareId), mail: &NewJob) -> Result<()> {
        let mut change = self.change_unproven(op).await?;
        let note = sql("UPDATE recipients SET elsewhere_at = $2 WHERE id = $1").text(of.0);
        change.must(note.instant(op.now)).await?;
        order(&mut change.tx, mail).await?;
        let entry = Audit::of("guests.elsewhere", of.1).at(workspace(&mut change, of.1).await?);
        let entry = entry.with(json!({ "recipient": of.0 }));
        change.commit_as(&format!("share:{}", of.1), entry).await.map(|_| ())
    }

    /// Counts a minute for each of these openings, by share and day, and once for each recipient who has some of them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_minutes(&self, sessions: &[ShareSessionId], now: Instant) -> Result<()> {
        let count = sql("UPDATE recipients SET minutes = minutes + 1, last_seen_at = $2 \
             WHERE id IN (SELECT recipient FROM share_sessions WHERE id IN {in $1} AND recipient IS NOT NULL)");
        let day = sql("INSERT INTO share_days (share, day, views, readers, minutes) \
             SELECT share, $2, 0, 0, COUNT(*) FROM share_sessions WHERE id IN {in $1} GROUP BY share \
             ON CONFLICT (share, day) DO UPDATE SET minutes = share_days.minutes + excluded.minutes");
        let mut tx = self.db.write().await?;
        tx.run(count.text(list(sessions)).instant(now)).await?;
        let today = now.timestamp().div_euclid(86_400);
        tx.run(day.text(list(sessions)).number(today)).await?;
        tx.commit().await
    }
}

/// Makes a recipient of who has proven an address at a domain of the share. A removed one stays removed.
async fn come_by_domain(change: &mut Change<'_>, proven: &Proven<'_>) -> Result<RecipientId> {
    let question = sql(AT_ADDRESS).text(proven.share).text(proven.address);
    if let Some(known) = change.tx.one(question, record).await? {
        return if known.recipient.state == RecipientState::Removed {
            Err(StoreError::NotFound)
        } else {
            Ok(known.recipient.id)
        };
    }
    // The lock of the share keeps two who come at once from taking the last place both.
    change
        .must(sql("UPDATE shares SET views = views WHERE id = $1").text(proven.share))
        .await?;
    let count = sql(
        "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(by_domain), 0) AS BIGINT) AS came FROM recipients WHERE share = $1",
    );
    let read = |row: &Row<'_>| Ok((row.number::<usize>("n")?, row.number::<u32>("came")?));
    let (all, came) = change.tx.one(count.text(proven.share), read).await?.unwrap_or_default();
    if came >= proven.room.0 || all >= proven.room.1 {
        return Err(StoreError::NotFound);
    }
    let now = change.op().now;
    let id = RecipientId::new(now);
    let insert = sql(
        "INSERT INTO recipients (id, share, address, rounds, by_domain, state, invited_at, views, minutes) \
         VALUES ($1, $2, $3, 0, 1, 'invited', $4, 0, 0)",
    );
    change
        .tx
        .run(insert.text(id).text(proven.share).text(proven.address).instant(now))
        .await?;
    Ok(id)
}

async fn workspace(change: &mut Change<'_>, share: ShareId) -> Result<WorkspaceId> {
    let question = sql("SELECT workspace FROM shares WHERE id = $1").text(share);
    let found = change.tx.one(question, |row| row.parsed("workspace")).await?;
    found.ok_or(StoreError::NotFound)
}
