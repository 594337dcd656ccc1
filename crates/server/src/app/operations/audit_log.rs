//! The audit as a log that is proven: sealing what is new, signing checkpoints, the file of a proof. Who may have them is decided before; the
//! same code works for a running server and for who runs the program by hand.

use std::time::Duration;

use chrono::TimeDelta;
use identity::notes::{NoteSigner, VerifierKey};
use identity::secret::SecretKey;
use model::audit::checkpoint::Checkpoint;
use model::audit::lines::{EntryLine, Head, Holds, Line};
use model::id::WorkspaceId;
use store::{KeptCheckpoint, SealedEntry, Store};
use tokio::sync::Mutex;

use crate::app::error::Error;
use crate::clock;
use crate::limits::AUDIT_CHECKPOINT_SECONDS;

/// What the signing key is derived for. Another word would be another key.
const USE: &str = "audit checkpoints";

/// The log, with the key that signs it.
#[derive(Debug)]
pub struct AuditLog<'a> {
    store: &'a Store,
    turn: &'a Mutex<()>,
    signer: NoteSigner,
}

impl<'a> AuditLog<'a> {
    /// The log of the installation whose first workspace is `root`.
    ///
    /// # Errors
    /// None that can happen: the name has no blanks.
    pub fn new(store: &'a Store, key: &SecretKey, root: WorkspaceId, turn: &'a Mutex<()>) -> Result<Self, Error> {
        let signer = NoteSigner::new(&format!("vitrine/{root}"), &key.derive(USE));
        let signer = signer.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { store, turn, signer })
    }

    /// The public half of the key.
    #[must_use]
    pub const fn key(&self) -> &VerifierKey {
        self.signer.verifier()
    }

    /// Seals all that is not sealed yet, some in a transaction; other writers come in between. Answers how many entries are sealed.
    ///
    /// # Errors
    /// The store failed.
    pub async fn seal(&self) -> Result<u64, Error> {
        loop {
            let done = self.store.audit_seal().await?;
            if !done.may_be_more() {
                return Ok(done.size);
            }
        }
    }

    /// Seals, and makes a checkpoint if the log has grown and the last one is old enough.
    ///
    /// # Errors
    /// The store failed.
    pub async fn round(&self) -> Result<(), Error> {
        let size = self.seal().await?;
        let _turn = self.turn.lock().await;
        let last = self.store.audit_checkpoints(None, 1).await?.pop();
        let due = last.is_none_or(|last| last.size < size && age(&last) >= between());
        if due && size > 0 {
            self.make(size).await?;
        }
        Ok(())
    }

    /// A checkpoint over at least `entries` entries, signed with the present key: the last one if it will do, else a new one, which may
    /// take a moment since they are made one a second at most.
    ///
    /// # Errors
    /// The store failed.
    pub async fn checkpoint(&self, entries: u64) -> Result<KeptCheckpoint, Error> {
        loop {
            let size = self.seal().await?;
            let wait = {
                let _turn = self.turn.lock().await;
                let last = self.store.audit_checkpoints(None, 1).await?.pop();
                let wait = match last.filter(|last| self.is_own(last)) {
                    Some(last) if last.size >= size => return Ok(last),
                    Some(last) if age(&last) < between() && last.size >= entries => return Ok(last),
                    Some(last) => between() - age(&last),
                    None => TimeDelta::zero(),
                };
                if wait <= TimeDelta::zero() {
                    return self.make(size).await;
                }
                wait
            };
            // A clock that was put back must not make anybody wait for it.
            let wait = wait.min(between()).to_std().unwrap_or(Duration::ZERO);
            tokio::time::sleep(wait).await;
        }
    }

    /// Whether the present key signed it. After a loss of the key older checkpoints are of another one.
    #[must_use]
    pub fn is_own(&self, kept: &KeptCheckpoint) -> bool {
        self.key().open(&kept.note).is_ok()
    }

    async fn make(&self, size: u64) -> Result<KeptCheckpoint, Error> {
        let checkpoint = Checkpoint {
            origin: self.key().name().to_owned(),
            size,
            root: self.store.audit_root(size).await?,
        };
        let made = KeptCheckpoint {
            size,
            made_at: clock::now(),
            note: self.signer.sign(&checkpoint.to_string()),
        };
        self.store.audit_checkpoint_put(&made).await?;
        Ok(made)
    }

    /// The file that proves one entry and shows no other.
    ///
    /// # Errors
    /// The store failed.
    pub async fn proof(&self, entry: &SealedEntry) -> Result<String, Error> {
        let checkpoint = self.checkpoint(entry.index + 1).await?;
        let path = self.store.audit_inclusion(entry.index, checkpoint.size).await?;
        let text = entry.canonical();
        let lines = [
            Line::Head(Head::new(Holds::Proof, self.key())),
            Line::Entry(line(entry, &text)),
            Line::Path(path),
            Line::Checkpoint(checkpoint.note),
        ];
        Ok(lines.iter().map(|line| format!("{line}\n")).collect())
    }
}

/// The line of an entry in a file.
pub(super) fn line<'t>(entry: &SealedEntry, text: &'t str) -> EntryLine<'t> {
    EntryLine {
        index: entry.index,
        leaf: entry.leaf,
        entry: text,
    }
}

fn age(kept: &KeptCheckpoint) -> TimeDelta {
    // A time to come is no age: then the clock was put back.
    let age = clock::now() - kept.made_at;
    if age < TimeDelta::zero() { between() } else { age }
}

const fn between() -> TimeDelta {
    TimeDelta::seconds(AUDIT_CHECKPOINT_SECONDS)
}
