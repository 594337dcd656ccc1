//! Entries that changed nothing, written together: who comes while others are being written is written with all who came meanwhile, in
//! one transaction. Each is answered when its own entry is durable.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::db::{Db, Sql};
use crate::error::{Result, StoreError};
use crate::limits::AUDIT_NOTED_AT_ONCE;

/// Who waits to be written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noting {
    waiting: Arc<Mutex<Vec<Waiting>>>,
    /// One transaction at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
}

struct Waiting {
    entry: Entry,
    told: oneshot::Sender<Result<()>>,
}

/// Makes the statement that writes the entry: once more where it has to be written alone.
pub(crate) type Entry = Box<dyn Fn() -> Sql + Send + Sync>;

impl std::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Waiting")
    }
}

impl Noting {
    /// Writes an entry with those of others. It is written also when its caller goes away.
    pub(crate) async fn note(&self, db: &Db, entry: Entry) -> Result<()> {
        let (told, answer) = oneshot::channel();
        self.queue().push(Waiting { entry, told });
        let (noting, db) = (self.clone(), db.clone());
        tokio::spawn(async move { noting.write_some(&db).await });
        answer.await.map_err(|_| StoreError::Unavailable)?
    }

    fn queue(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes who waits. Every entry brings a call of this, so that none is left when more wait than are written together.
    async fn write_some(&self, db: &Db) {
        let _turn = self.turn.lock().await;
        let some: Vec<Waiting> = {
            let mut queue = self.queue();
            let count = queue.len().min(AUDIT_NOTED_AT_ONCE);
            queue.drain(..count).collect()
        };
        if some.len() > 1 && write_all(db, &some).await.is_ok() {
            for waiting in some {
                // Who has gone away is not told.
                let _gone = waiting.told.send(Ok(()));
            }
            return;
        }
        // One that the database does not take must not take the others with it.
        for waiting in some {
            let written = write_all(db, std::slice::from_ref(&waiting)).await;
            let _gone = waiting.told.send(written);
        }
    }
}

async fn write_all(db: &Db, some: &[Waiting]) -> Result<()> {
    let mut tx = db.write().await?;
    for waiting in some {
        tx.run((waiting.entry)()).await?;
    }
    tx.commit().await
}
