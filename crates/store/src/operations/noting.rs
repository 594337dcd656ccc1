//! Entries that changed nothing, written together: who comes while others are being written is written with all who came meanwhile, in
//! one transaction. Each is answered when its own entry is durable.

use std::sync::{Arc, Mutex, PoisonError};

use access::op::Op;
use tokio::sync::oneshot;

use crate::Store;
use crate::change::Audit;
use crate::error::{Result, StoreError};
use crate::limits::AUDIT_NOTED_AT_ONCE;

/// Who waits to be written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Noting {
    waiting: Arc<Mutex<Vec<Waiting>>>,
    /// One transaction at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug)]
struct Waiting {
    op: Op,
    entry: Audit,
    told: oneshot::Sender<Result<()>>,
}

impl Store {
    /// Writes an entry with those of others. It is written also when its caller goes away.
    pub(super) async fn note_together(&self, op: Op, entry: Audit) -> Result<()> {
        let (told, answer) = oneshot::channel();
        let waiting = Waiting { op, entry, told };
        self.queue().push(waiting);
        let store = self.clone();
        tokio::spawn(async move { store.write_some().await });
        answer.await.map_err(|_| StoreError::Unavailable)?
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.noting.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes who waits. Every entry brings a call of this, so that none is left when more wait than are written together.
    async fn write_some(&self) {
        let _turn = self.noting.turn.lock().await;
        let some: Vec<Waiting> = {
            let mut queue = self.queue();
            let count = queue.len().min(AUDIT_NOTED_AT_ONCE);
            queue.drain(..count).collect()
        };
        if some.len() > 1 && self.write_all(&some).await.is_ok() {
            for waiting in some {
                // Who has gone away is not told.
                let _gone = waiting.told.send(Ok(()));
            }
            return;
        }
        // One that the database does not take must not take the others with it.
        for waiting in some {
            let written = self.write_all(std::slice::from_ref(&waiting)).await;
            let _gone = waiting.told.send(written);
        }
    }

    async fn write_all(&self, some: &[Waiting]) -> Result<()> {
        let mut tx = self.db.write().await?;
        for Waiting { op, entry, .. } in some {
            tx.run(entry.clone().statement(op, &op.caller.name())).await?;
        }
        tx.commit().await
    }
}
