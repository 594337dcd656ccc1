//! Brings a database up to the schema of this program, step by step, in one transaction. Never downwards.

use crate::addresses;
use crate::db::{Db, Tx, sql};
use crate::digests;
use crate::error::{Result, StoreError};

/// Every step ever released, in order; the version of a schema is how many of them it has. A released step never changes.
const STEPS: &[&str] = &[
    include_str!("../migrations/0001_initial.sql"),
    include_str!("../migrations/0002_people.sql"),
    include_str!("../migrations/0003_sharing.sql"),
    include_str!("../migrations/0004_jobs.sql"),
    include_str!("../migrations/0005_approvals.sql"),
    include_str!("../migrations/0006_ends.sql"),
    include_str!("../migrations/0007_intake.sql"),
    include_str!("../migrations/0008_pinned.sql"),
    include_str!("../migrations/0009_share_rules.sql"),
    include_str!("../migrations/0010_share_days.sql"),
    include_str!("../migrations/0011_audit_tree.sql"),
    include_str!("../migrations/0012_admitted.sql"),
    include_str!("../migrations/0013_guests.sql"),
    include_str!("../migrations/0014_share_blocks.sql"),
    include_str!("../migrations/0015_previews.sql"),
    include_str!("../migrations/0016_sharing_consent.sql"),
    include_str!("../migrations/0017_embeds.sql"),
    include_str!("../migrations/0018_share_cells.sql"),
    include_str!("../migrations/0019_brand.sql"),
    include_str!("../migrations/0020_share_minutes.sql"),
];

/// The step after which the digests of all documents are filled in; SQL cannot work them out.
const DIGESTS: u64 = 5;

/// The newest schema this program knows.
pub const KNOWN_VERSION: u64 = STEPS.len() as u64;

/// Two nodes that start at once on one PostgreSQL wait for each other on this lock ("vitrine" in ASCII).
const LOCK: i64 = 0x0076_6974_7269_6e65;

pub(crate) async fn up(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    if matches!(tx, Tx::Postgres(_)) {
        tx.run(sql("SELECT pg_advisory_xact_lock($1)").number(LOCK)).await?;
    }
    let found = version(&mut tx).await?;
    if found > KNOWN_VERSION {
        return Err(StoreError::NewerDatabase {
            found,
            known: KNOWN_VERSION,
        });
    }
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(done) {
        tx.script(step).await?;
    }
    if found < DIGESTS {
        digests::fill(&mut tx).await?;
    }
    if found < KNOWN_VERSION {
        addresses::one_form(&mut tx).await?;
        let note = sql("UPDATE schema_version SET version = $1 WHERE id = 1");
        tx.run(note.number(KNOWN_VERSION)).await?;
    }
    tx.commit().await
}

async fn version(tx: &mut Tx) -> Result<u64> {
    let table = "CREATE TABLE IF NOT EXISTS schema_version (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL)";
    tx.run(sql(table)).await?;
    let first = "INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING";
    tx.run(sql(first)).await?;
    let question = sql("SELECT version FROM schema_version WHERE id = 1");
    let version = tx.one(question, |row| row.number("version")).await?;
    version.ok_or(StoreError::Damaged("the schema version is missing"))
}
