//! Codes by which somebody proves an address. Every asking is kept alike, whether anybody is to be sent a code or not, so that what is
//! written says nothing. Who may be sent one, and how often, is decided by who sends it. Narrow ports: nobody is a caller here.

use chrono::TimeDelta;
use model::Instant;
use model::id::GuestCodeId;
use model::name::Email;

use crate::Store;
use crate::db::{Row, Sql, hex, sql};
use crate::error::{Result, StoreError};
use crate::jobs::{NewJob, order};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, secret_hash, typed, browser_hash, network, address, known, code_hash, made_at, sent_at, used_at, shared FROM guest_codes ",
            $rest
        )
    };
}
/// Somebody asks for a code.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// Fresh.
    pub id: GuestCodeId,
    /// The browser that asks, and in which the code will count.
    pub asker: [u8; 32],
    /// Of the secret that they have.
    pub secret: [u8; 32],
    /// The address that they typed.
    pub typed: Option<Email>,
    /// A browser in which an address was proven before.
    pub browser: Option<[u8; 32]>,
    /// Where they are.
    pub network: String,
    /// When.
    pub now: Instant,
    /// Sends it.
    pub mail: NewJob,
}

/// An asking as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedCode {
    /// Which.
    pub id: GuestCodeId,
    /// Of the secret that they have.
    pub secret: [u8; 32],
    /// The address that they typed.
    pub typed: Option<Email>,
    /// A browser in which an address was proven before.
    pub browser: Option<[u8; 32]>,
    /// Where they are.
    pub network: String,
    /// Whose address it is; `None` until a code was made.
    pub address: Option<Email>,
    /// Of the code, until it counts no more.
    pub code: Option<[u8; 32]>,
    /// When it was asked for.
    pub made_at: Instant,
    /// When the code was made.
    pub sent_at: Option<Instant>,
    /// Asked from a browser or network in which this address was proven before.
    pub known: bool,
    /// Tries for this address by others who were not known and by itself, since the code was made.
    shared: u32,
}

/// How many codes were made for one address lately, by who asked for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CodesSent {
    /// For this address, by those who were never known for it.
    pub unknown: u32,
    /// For this address, by those who were.
    pub known: u32,
    /// For this address, by the same network.
    pub network: u32,
    /// For this link, whatever the address, by those who were never known.
    pub link: u32,
}

impl Store {
    /// Keeps that somebody asks for a code, and orders that it is sent.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_code_ask(&self, new: &NewCode) -> Result<()> {
        let insert = sql(
            "INSERT INTO guest_codes (id, asker_hash, secret_hash, typed, browser_hash, network, known, made_at, tries, shared) \
             VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, 0)",
        );
        let typed = new.typed.as_ref().map_or("", Email::as_str);
        let insert = insert
            .text(new.id)
            .text(hex(&new.asker))
            .text(hex(&new.secret))
            .text(typed);
        let insert = insert
            .text_or_null(new.browser.as_ref().map(hex))
            .text(&new.network)
            .instant(new.now);
        let mut tx = self.db.write().await?;
        tx.run(insert).await?;
        order(&mut tx, &new.mail).await?;
        tx.commit().await
    }

    /// An asking.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_code_get(&self, id: GuestCodeId) -> Result<Option<AskedCode>> {
        self.db.one(sql(select!("WHERE id = $1")).text(id), asked).await
    }

    /// Whether an address was proven in this network, by a browser whose time is not up.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_network_known(&self, address: &Email, network: &str, now: Instant) -> Result<bool> {
        let question =
            sql("SELECT 1 FROM guest_browsers WHERE address = $1 AND network = $2 AND expires_at > $3 LIMIT 1");
        let found = self
            .db
            .one(question.text(address).text(network).instant(now), |_| Ok(()))
            .await?;
        Ok(found.is_some())
    }

    /// Notes a code that is about to be sent, if it `may` be after what was sent `since` a moment. Counted and noted in one: however many are
    /// asked for at once, no more are sent. `false`: it may not, or one was made in this very asking meanwhile and used.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_code_make(
        &self,
        asked: &AskedCode,
        (address, known): (&Email, bool),
        code_hash: &[u8; 32],
        (since, now): (Instant, Instant),
        may: impl FnOnce(CodesSent) -> bool + Send,
    ) -> Result<bool> {
        // Whoever makes codes for this link waits here for one another; the first row stands for the link.
        let wait =
            "UPDATE guest_codes SET known = known WHERE id = (SELECT MIN(id) FROM guest_codes WHERE secret_hash = $1)";
        let note = sql(
            "UPDATE guest_codes SET address = $2, known = $3, code_hash = $4, sent_at = $5, tries = 0, shared = 0 \
             WHERE id = $1 AND used_at IS NULL",
        );
        let note = note
            .text(asked.id)
            .text(address)
            .flag(known)
            .text(hex(code_hash))
            .instant(now);
        let mut tx = self.db.write().await?;
        tx.run(sql(wait).text(hex(&asked.secret))).await?;
        let counted = tx.one(sent(asked, address, since), codes_sent).await?;
        if !may(counted.unwrap_or_default()) {
            return Ok(false);
        }
        let noted = tx.run(note).await? == 1;
        tx.commit().await?;
        Ok(noted)
    }

    /// Counts a try in the browser that asked, and gives what it is compared with. `None`: there is nothing (any more): nothing was asked for
    /// here, the time or the tries are up. As many tries as `most` count for a code, and as many for an address since its last code.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_code_try(
        &self,
        asker: &[u8; 32],
        (secret, typed): (&[u8; 32], Option<&Email>),
        (most, minutes): (u32, i64),
        now: Instant,
    ) -> Result<Option<AskedCode>> {
        let mut tx = self.db.write().await?;
        let question = select!("WHERE asker_hash = $1 AND secret_hash = $2 AND typed = $3 ORDER BY id DESC LIMIT 1");
        let question = sql(question).text(hex(asker)).text(hex(secret));
        let found = tx.one(question.text(typed.map_or("", Email::as_str)), asked).await?;
        // What was never asked for is written to nowhere; whoever holds the cookie asked.
        let Some(found) = found else { return Ok(None) };
        let count = sql("UPDATE guest_codes SET tries = tries + 1 WHERE id = $1 AND tries < $2");
        let counted = tx.run(count.text(found.id).number(most)).await? == 1;
        // The same is written where no code was sent: then there is no such address.
        let share = sql(
            "UPDATE guest_codes SET shared = shared + 1 WHERE secret_hash = $1 AND address = $2 AND known = 0 \
             AND code_hash IS NOT NULL",
        );
        let address = found.address.as_ref().map_or("", Email::as_str);
        tx.run(share.text(hex(secret)).text(address)).await?;
        tx.commit().await?;
        let fresh = found.sent_at.is_some_and(|at| now - at < TimeDelta::minutes(minutes));
        let left = found.known || found.shared < most;
        Ok((counted && fresh && left).then_some(found))
    }

    /// Uses a code up. `false`: somebody else did.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_code_use(&self, id: GuestCodeId, now: Instant) -> Result<bool> {
        let note = sql("UPDATE guest_codes SET used_at = $2, code_hash = NULL WHERE id = $1 AND used_at IS NULL");
        let mut tx = self.db.write().await?;
        let used = tx.run(note.text(id).instant(now)).await? == 1;
        tx.commit().await?;
        Ok(used)
    }

    /// Forgets askings from before a moment. Answers how many.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn guest_codes_forget(&self, before: Instant) -> Result<u64> {
        let any = sql("SELECT 1 FROM guest_codes WHERE made_at < $1 LIMIT 1").instant(before);
        if self.db.one(any, |_| Ok(())).await?.is_none() {
            return Ok(0);
        }
        let mut tx = self.db.write().await?;
        let count = tx
            .run(sql("DELETE FROM guest_codes WHERE made_at < $1").instant(before))
            .await?;
        tx.commit().await?;
        Ok(count)
    }
}

/// What was sent since a moment for this secret and address.
fn sent(code: &AskedCode, address: &Email, since: Instant) -> Sql {
    let question = sql(
        "SELECT COALESCE(SUM(CASE WHEN address = $2 AND known = 0 THEN 1 ELSE 0 END), 0) AS of_unknown, \
         COALESCE(SUM(CASE WHEN address = $2 AND known = 1 THEN 1 ELSE 0 END), 0) AS of_known, \
         COALESCE(SUM(CASE WHEN address = $2 AND network = $3 THEN 1 ELSE 0 END), 0) AS of_network, \
         COALESCE(SUM(CASE WHEN known = 0 THEN 1 ELSE 0 END), 0) AS of_link \
         FROM guest_codes WHERE secret_hash = $1 AND sent_at > $4",
    );
    question
        .text(hex(&code.secret))
        .text(address)
        .text(&code.network)
        .instant(since)
}

fn codes_sent(row: &Row<'_>) -> Result<CodesSent> {
    Ok(CodesSent {
        unknown: row.number("of_unknown")?,
        known: row.number("of_known")?,
        network: row.number("of_network")?,
        link: row.number("of_link")?,
    })
}

fn asked(row: &Row<'_>) -> Result<AskedCode> {
    let hash = |text: String| bytes(&text).ok_or(StoreError::Damaged("a hash has another form"));
    let typed = row.text("typed")?;
    let used = row.instant_or_null("used_at")?.is_some();
    Ok(AskedCode {
        id: row.parsed("id")?,
        secret: hash(row.text("secret_hash")?)?,
        typed: (!typed.is_empty()).then(|| Email::kept(&typed)),
        browser: row.text_or_null("browser_hash")?.map(hash).transpose()?,
        network: row.text("network")?,
        address: row.text_or_null("address")?.map(|text| Email::kept(&text)),
        code: if used {
            None
        } else {
            row.text_or_null("code_hash")?.map(hash).transpose()?
        },
        made_at: row.instant("made_at")?,
        sent_at: row.instant_or_null("sent_at")?,
        known: row.flag("known")?,
        shared: row.number("shared")?,
    })
}

/// The bytes of a kept hash.
fn bytes(text: &str) -> Option<[u8; 32]> {
    let hash: identity::secret::SecretHash = text.parse().ok()?;
    Some(*hash.as_bytes())
}
