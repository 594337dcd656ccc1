//! Whom a share lets in by their address, as those see it who manage the share: add, list, change, remove, send again. What the recipients
//! themselves do is in `guests`.

use std::collections::BTreeSet;

use access::action::{EditShare, SeeShare};
use access::proof::Granted;
use model::Instant;
use model::id::{RecipientId, ShareId};
use model::name::{Email, EmailDomain, Title};
use model::share::{Audience, GuestsAudience, InvitationMail, MailState, Recipient, RecipientState, Share};
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::credential_ends;
use crate::db::{Row, Sql, hex, list, sql};
use crate::error::{Clash, Result, StoreError};
use crate::jobs::{NewJob, order};
use crate::sharing::open::open_share;

/// Somebody to be let in by their address.
#[derive(Debug, Clone)]
pub struct NewRecipient {
    /// A fresh id, or that of somebody who was removed.
    pub id: RecipientId,
    /// Theirs.
    pub address: Email,
    /// As they are named.
    pub name: Option<Title>,
    /// Let in until then.
    pub expires_at: Option<Instant>,
    /// Keyed hash of their own secret.
    pub secret_hash: [u8; 32],
    /// The how manieth secret it is.
    pub round: u32,
    /// Brings it to them.
    pub mail: NewJob,
}

/// A recipient as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientRecord {
    /// Who.
    pub recipient: Recipient,
    /// The how manieth secret they have.
    pub round: u32,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.share, r.address, r.name, r.rounds, r.by_domain, r.state, r.invited_at, r.verified_at, r.last_seen_at, ",
            "r.views, r.minutes, r.expires_at, r.mail, r.mail_why, r.mail_at, r.elsewhere_at FROM recipients r ",
            $rest
        )
    };
}
pub(super) const RECIPIENT: &str = select!("WHERE r.id = $1");
pub(super) const OF_SECRET: &str = select!("WHERE r.secret_hash = $1");
pub(super) const AT_ADDRESS: &str = select!("WHERE r.share = $1 AND r.address = $2");
pub(super) const OF_ADDRESS: &str =
    select!("WHERE r.address = $1 AND r.state <> 'removed' ORDER BY r.id DESC LIMIT $2");
const OF_SHARE: &str = select!("WHERE r.share = $1 ORDER BY r.invited_at DESC, r.id DESC");

pub(super) fn record(row: &Row<'_>) -> Result<RecipientRecord> {
    let title = |text: String| Title::new(&text).map_err(|_| StoreError::Damaged("a name does not keep its rule"));
    let mail = row.text_or_null("mail")?.map(|word| {
        let state: MailState = word
            .parse()
            .map_err(|_| StoreError::Damaged("a mail has an unknown state"))?;
        let at = row.instant_or_null("mail_at")?;
        Ok::<_, StoreError>(InvitationMail {
            state,
            why: row.text_or_null("mail_why")?,
            at: at.ok_or(StoreError::Damaged("a mail has no time"))?,
        })
    });
    Ok(RecipientRecord {
        recipient: Recipient {
            id: row.parsed("id")?,
            share: row.parsed("share")?,
            address: Email::kept(&row.text("address")?),
            name: row.text_or_null("name")?.map(title).transpose()?,
            state: row.parsed("state")?,
            by_domain: row.flag("by_domain")?,
            invited_at: row.instant("invited_at")?,
            verified_at: row.instant_or_null("verified_at")?,
            last_seen_at: row.instant_or_null("last_seen_at")?,
            views: row.number("views")?,
            minutes: row.number("minutes")?,
            expires_at: row.instant_or_null("expires_at")?,
            mail: mail.transpose()?,
            elsewhere_at: row.instant_or_null("elsewhere_at")?,
        },
        round: row.number("rounds")?,
    })
}

impl Store {
    /// Everybody whom a share lets in by their address, those removed too, the latest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipients_of(&self, proof: &Granted<'_, SeeShare>) -> Result<Vec<RecipientRecord>> {
        self.db.all(sql(OF_SHARE).text(proof.on()), record).await
    }

    /// Lets more people in. Their mails are ordered with it.
    ///
    /// # Errors
    /// `Conflict(ShareState)` when the share has ended or is of another kind, `Conflict(Duplicate)`, `NotFound`, `Stale`.
    pub async fn recipients_add(&self, proof: &Granted<'_, EditShare>, new: &[NewRecipient]) -> Result<()> {
        let mut change = self.change_facts(proof).await?;
        let kept = guests_of(&mut change, *proof.on()).await?;
        insert(&mut change, kept.id, new).await?;
        settle_domains(&mut change, &kept).await?;
        let told: Vec<_> = new
            .iter()
            .map(|one| json!({ "id": one.id, "address": one.address }))
            .collect();
        let entry = Audit::of("guests.invite", kept.id).at(kept.workspace);
        change
            .commit(entry.with(json!({ "recipients": told })))
            .await
            .map(|_| ())
    }

    /// Gives a recipient a new secret, and orders the mail with it. The old one opens nothing any more.
    ///
    /// # Errors
    /// `Conflict(ShareState)`, `NotFound`, `Stale`.
    pub async fn recipient_renew(&self, proof: &Granted<'_, EditShare>, new: &NewRecipient) -> Result<()> {
        let now = proof.op().now;
        let mut change = self.change(proof).await?;
        let kept = guests_of(&mut change, *proof.on()).await?;
        let update = sql(
            "UPDATE recipients SET secret_hash = $3, rounds = $4, mail = 'queued', mail_why = NULL, mail_at = $5 \
             WHERE id = $1 AND share = $2 AND state <> 'removed'",
        );
        let update = update.text(new.id).text(kept.id).text(hex(&new.secret_hash));
        change.must(update.number(new.round).instant(now)).await?;
        order(&mut change.tx, &new.mail).await?;
        let entry = Audit::of("guests.invite", kept.id).at(kept.workspace);
        let told = json!({ "recipients": [{ "id": new.id, "address": new.address }], "again": true });
        change.commit(entry.with(told)).await.map(|_| ())
    }

    /// Says until when a recipient is let in. What they have open ends by then.
    ///
    /// # Errors
    /// `Conflict(ShareState)`, `NotFound`, `Stale`.
    pub async fn recipient_expires(
        &self,
        proof: &Granted<'_, EditShare>,
        id: RecipientId,
        end: Option<Instant>,
    ) -> Result<()> {
        let mut change = self.change(proof).await?;
        let kept = guests_of(&mut change, *proof.on()).await?;
        let update = sql("UPDATE recipients SET expires_at = $3 WHERE id = $1 AND share = $2 AND state <> 'removed'");
        change.must(update.text(id).text(kept.id).instant_or_null(end)).await?;
        if let Some(end) = end {
            let sessions = sql("UPDATE share_sessions SET expires_at = $2 WHERE recipient = $1 AND expires_at > $2");
            credential_ends::end(&mut change, sessions.text(id).instant(end)).await?;
        }
        let entry = Audit::of("guests.change", kept.id).at(kept.workspace);
        let told = json!({ "recipient": id, "expires_at": end });
        change.commit(entry.with(told)).await.map(|_| ())
    }

    /// Lets a recipient in no more, and ends what they have open. The others go on.
    ///
    /// # Errors
    /// `Conflict(ShareState)`, `NotFound`, `Stale`.
    pub async fn recipient_remove(&self, proof: &Granted<'_, EditShare>, id: RecipientId) -> Result<()> {
        let mut change = self.change_facts(proof).await?;
        let kept = guests_of(&mut change, *proof.on()).await?;
        let this = sql("SELECT id FROM recipients WHERE id = $1 AND share = $2 AND state <> 'removed'");
        if remove_those(&mut change, this.text(id).text(kept.id)).await?.is_empty() {
            return Err(StoreError::NotFound);
        }
        settle_domains(&mut change, &kept).await?;
        let entry = Audit::of("guests.remove", kept.id).at(kept.workspace);
        change.commit(entry.with(json!({ "recipient": id }))).await.map(|_| ())
    }
}

/// The share, which is one for guests and has not ended.
async fn guests_of(change: &mut Change<'_>, id: ShareId) -> Result<Share> {
    let kept = open_share(change, id).await?;
    match kept.audience {
        Audience::Guests(_) => Ok(kept),
        _ => Err(Clash::ShareState.into()),
    }
}

/// Keeps new recipients, or lets in again who was removed; orders their mails.
pub(super) async fn insert(change: &mut Change<'_>, share: ShareId, new: &[NewRecipient]) -> Result<()> {
    let now = change.op().now;
    for one in new {
        let insert = sql(
            "INSERT INTO recipients (id, share, address, name, secret_hash, rounds, by_domain, state, invited_at, views, minutes, \
             expires_at, mail, mail_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 'invited', $7, 0, 0, $8, 'queued', $7) \
             ON CONFLICT (id) DO UPDATE SET name = COALESCE($4, recipients.name), secret_hash = $5, rounds = $6, by_domain = 0, \
             state = 'invited', invited_at = $7, verified_at = NULL, expires_at = $8, mail = 'queued', mail_why = NULL, mail_at = $7, \
             elsewhere_at = NULL",
        );
        let insert = insert
            .text(one.id)
            .text(share)
            .text(&one.address)
            .text_or_null(one.name.as_ref());
        let insert = insert.text(hex(&one.secret_hash)).number(one.round).instant(now);
        change.tx.run(insert.instant_or_null(one.expires_at)).await?;
        order(&mut change.tx, &one.mail).await?;
    }
    Ok(())
}

/// Removes the recipients whose `id` a question finds, with all that they have open.
pub(super) async fn remove_those(change: &mut Change<'_>, which: Sql) -> Result<Vec<RecipientId>> {
    let found: Vec<RecipientId> = change.tx.all(which, |row| row.parsed("id")).await?;
    if found.is_empty() {
        return Ok(found);
    }
    let remove = sql("UPDATE recipients SET state = 'removed', secret_hash = NULL WHERE id IN {in $1}");
    change.tx.run(remove.text(list(&found))).await?;
    let sessions = sql("DELETE FROM share_sessions WHERE recipient IN {in $1}").text(list(&found));
    credential_ends::end(change, sessions).await?;
    Ok(found)
}

/// Notes at the share which domains those have who were invited by their address: what policies look at.
pub(super) async fn settle_domains(change: &mut Change<'_>, share: &Share) -> Result<()> {
    let Audience::Guests(guests) = &share.audience else {
        return Ok(());
    };
    let question = sql("SELECT address FROM recipients WHERE share = $1 AND state <> 'removed' AND by_domain = 0");
    let read = |row: &Row<'_>| Ok(Email::kept(&row.text("address")?).domain());
    let invited: BTreeSet<EmailDomain> = change
        .tx
        .all(question.text(share.id), read)
        .await?
        .into_iter()
        .collect();
    if invited == guests.invited {
        return Ok(());
    }
    let audience = Audience::Guests(GuestsAudience {
        invited,
        ..guests.clone()
    });
    let update = sql("UPDATE shares SET audience = $2 WHERE id = $1");
    change.must(update.text(share.id).text(audience.fields())).await
}

/// Keeps a guests' share to these domains: who has another is removed. How many that were.
pub(super) async fn narrow(change: &mut Change<'_>, share: &Share, to: &BTreeSet<EmailDomain>) -> Result<usize> {
    let Audience::Guests(guests) = &share.audience else {
        return Ok(0);
    };
    let question = sql("SELECT id, address FROM recipients WHERE share = $1 AND state <> 'removed'").text(share.id);
    let read = |row: &Row<'_>| {
        Ok((
            row.parsed::<RecipientId>("id")?,
            Email::kept(&row.text("address")?).domain(),
        ))
    };
    let all = change.tx.all(question, read).await?.into_iter();
    let outside: Vec<_> = all
        .filter(|(_, domain)| !to.contains(domain))
        .map(|(id, _)| id)
        .collect();
    let those = sql("SELECT id FROM recipients WHERE id IN {in $1}").text(list(&outside));
    let removed = remove_those(change, those).await?.len();
    let mut kept = share.clone();
    kept.audience = Audience::Guests(GuestsAudience {
        domains: guests.domains.intersection(to).cloned().collect(),
        ..guests.clone()
    });
    let update = sql("UPDATE shares SET audience = $2 WHERE id = $1");
    change.must(update.text(share.id).text(kept.audience.fields())).await?;
    settle_domains(change, &kept).await?;
    Ok(removed)
}

/// Keeps another audience of a guests' share: who came by a domain that is left out is removed.
pub(super) async fn change_domains(change: &mut Change<'_>, share: &mut Share, to: GuestsAudience) -> Result<()> {
    let Audience::Guests(_) = share.audience else {
        return Err(Clash::ShareState.into());
    };
    let question = sql("SELECT id, address FROM recipients WHERE share = $1 AND state <> 'removed' AND by_domain = 1");
    let read = |row: &Row<'_>| {
        Ok((
            row.parsed::<RecipientId>("id")?,
            Email::kept(&row.text("address")?).domain(),
        ))
    };
    let all = change.tx.all(question.text(share.id), read).await?.into_iter();
    let outside = all.filter(|(_, domain)| !to.domains.contains(domain)).map(|(id, _)| id);
    let those = sql("SELECT id FROM recipients WHERE id IN {in $1}").text(list(outside));
    remove_those(change, those).await?;
    if to.domains.is_empty() {
        // A link for addresses of no domain opens nothing.
        let keys = sql("DELETE FROM share_keys WHERE share = $1").text(share.id);
        change.tx.run(keys).await?;
    }
    share.audience = Audience::Guests(to);
    let update = sql("UPDATE shares SET audience = $2 WHERE id = $1");
    change.must(update.text(share.id).text(share.audience.fields())).await?;
    settle_domains(change, share).await
}

/// Whether a kept recipient is removed; unknown ones are.
pub(super) const fn is_gone(record: &RecipientRecord) -> bool {
    matches!(record.recipient.state, RecipientState::Removed)
}
