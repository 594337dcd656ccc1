//! Sealing: entries get their place in the audit's tree, some at once, after the transactions that wrote them. And what follows from the
//! tree alone: roots, paths, checkpoints. Holds no key; what is signed comes from above.

use chrono::TimeDelta;
use model::Instant;
use model::audit::tree::{Hash, Span, consistency, inclusion};

use super::audit::{Kept, UNSEALED};
use super::strips::{self, Strips};
use crate::Store;
use crate::db::{list, sql};
use crate::error::{Result, StoreError};
use crate::limits::AUDIT_SEALED_AT_ONCE;

/// What one go of sealing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// Entries in the tree now.
    pub size: u64,
    /// Entries that this go sealed. As many as `AUDIT_SEALED_AT_ONCE`: there may be more.
    pub fresh: u32,
}

impl Sealed {
    /// Whether another go may find something.
    #[must_use]
    pub const fn may_be_more(&self) -> bool {
        self.fresh >= AUDIT_SEALED_AT_ONCE
    }
}

/// A signed checkpoint as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCheckpoint {
    /// Entries it is about.
    pub size: u64,
    /// When it was made.
    pub made_at: Instant,
    /// The signed note.
    pub note: String,
}

impl Store {
    /// Seals entries that are not sealed yet, the oldest first, in one transaction. A narrow port: it follows from the entries alone.
    ///
    /// On PostgreSQL an entry may be committed after younger ones: it is sealed behind them. Its place is the order of sealing.
    ///
    /// # Errors
    /// `Damaged`, `Unavailable`; nothing was sealed then.
    pub async fn audit_seal(&self) -> Result<Sealed> {
        let waits = sql("SELECT id FROM audit WHERE leaf IS NULL ORDER BY id LIMIT 1");
        if self.db.one(waits, |_| Ok(())).await?.is_none() {
            return Ok(Sealed {
                size: self.audit_size().await?,
                fresh: 0,
            });
        }
        let mut tx = self.db.write().await?;
        // Takes the turn of all nodes.
        tx.run(sql("UPDATE audit_tree SET size = size WHERE id = 1")).await?;
        let size = tx.one(sql(SIZE), |row| row.number::<u64>("size")).await?.ok_or(BARE)?;
        let some = sql(UNSEALED).number(AUDIT_SEALED_AT_ONCE);
        let some = tx
            .all(some, |row| {
                let kept = Kept::read(row)?;
                Ok((row.text("id")?, Hash::leaf(kept.canonical().as_bytes())))
            })
            .await?;
        let (ids, leaves): (Vec<String>, Vec<Hash>) = some.into_iter().unzip();
        let fresh = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        if fresh > 0 {
            strips::append(&mut tx, size, &leaves).await?;
            let put = sql(
                "UPDATE audit SET leaf = $1 + s.n FROM (SELECT value AS id, ROW_NUMBER() OVER (ORDER BY value) - 1 AS n FROM {in $2} AS x) AS s \
                 WHERE audit.id = s.id AND audit.leaf IS NULL",
            );
            let placed = tx.run(put.number(size).text(list(&ids))).await?;
            if placed != u64::from(fresh) {
                return Err(StoreError::Damaged("entries of the audit went while they were sealed"));
            }
            let grow = sql("UPDATE audit_tree SET size = $1 WHERE id = 1");
            tx.run(grow.number(size + u64::from(fresh))).await?;
            tx.commit().await?;
        }
        Ok(Sealed {
            size: size + u64::from(fresh),
            fresh,
        })
    }

    /// How many entries are sealed. A narrow port.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_size(&self) -> Result<u64> {
        let size = self.db.one(sql(SIZE), |row| row.number("size")).await?;
        size.ok_or(BARE)
    }

    /// The root over the first `size` entries. A narrow port: a hash says nothing of what it is over.
    ///
    /// # Errors
    /// `Damaged`: there are not so many.
    pub async fn audit_root(&self, size: u64) -> Result<Hash> {
        Strips::new(&self.db).span(Span::whole(size)).await
    }

    /// The path from an entry to the root over the first `size`. A narrow port, as [`Self::audit_root`].
    ///
    /// # Errors
    /// `Damaged`: there are not so many.
    pub async fn audit_inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>> {
        Strips::new(&self.db).spans(inclusion(index, size)).await
    }

    /// The path that shows that the tree of `new` entries begins with that of `old`. A narrow port, as [`Self::audit_root`].
    ///
    /// # Errors
    /// `Damaged`: there are not so many.
    pub async fn audit_consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>> {
        Strips::new(&self.db).spans(consistency(old, new)).await
    }

    /// Keeps a checkpoint, in place of those of its day. A narrow port.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_checkpoint_put(&self, made: &KeptCheckpoint) -> Result<()> {
        let day = made.made_at.timestamp().div_euclid(TimeDelta::days(1).num_seconds());
        let mut tx = self.db.write().await?;
        let put = sql(
            "INSERT INTO audit_checkpoints (size, day, made_at, note) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (size) DO UPDATE SET day = excluded.day, made_at = excluded.made_at, note = excluded.note",
        );
        let put = put.number(made.size).number(day).instant(made.made_at).text(&made.note);
        tx.run(put).await?;
        let drop = sql("DELETE FROM audit_checkpoints WHERE day = $1 AND size < $2");
        tx.run(drop.number(day).number(made.size)).await?;
        tx.commit().await
    }

    /// Kept checkpoints over fewer than `before` entries, the newest first. A narrow port: who may see them is decided above.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_checkpoints(&self, before: Option<u64>, limit: u32) -> Result<Vec<KeptCheckpoint>> {
        let question = sql(
            "SELECT size, made_at, note FROM audit_checkpoints WHERE ($1 IS NULL OR size < $1) ORDER BY size DESC LIMIT $2",
        );
        self.db
            .all(question.number_or_null(before).number(limit), |row| {
                Ok(KeptCheckpoint {
                    size: row.number("size")?,
                    made_at: row.instant("made_at")?,
                    note: row.text("note")?,
                })
            })
            .await
    }
}

const SIZE: &str = "SELECT size FROM audit_tree WHERE id = 1";
const BARE: StoreError = StoreError::Damaged("the size of the audit is missing");
