//! What follows a change: the gate takes it, shares that lost their ground end, the open pages that it touches decide again, and only
//! then is the caller answered. What changes is in the areas; who is touched is said by the gate.

use access::change::{Fact, Touched};
use access::op::Op;
use model::Instant;
use model::id::DashboardId;
use store::StoreError;
use tokio::sync::MutexGuard;

use super::App;
use super::error::Error;
use super::watching::{Ground, Wave};
use crate::limits::CHANGE_TRIES;

/// The right to change facts in this process; held by one at a time.
pub(crate) type Turn<'a> = MutexGuard<'a, ()>;

impl App {
    /// Waits for the turn to change facts.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        self.turn.lock().await
    }

    /// Decides and changes in one turn; `attempt` does both. When the facts moved on in between (another node), it decides again.
    /// Answers after every open page that the change touches has decided: what it ended is cut.
    ///
    /// # Errors
    /// Those of `attempt`; the store failed.
    pub(crate) async fn change<T, Attempt>(&self, op: &Op, attempt: impl Fn() -> Attempt) -> Result<T, Error>
    where
        Attempt: Future<Output = Result<T, Error>> + Send,
    {
        let turn = self.turn().await;
        let mut wave = Wave::default();
        let mut tries = 0;
        let result = loop {
            match attempt().await {
                Err(Error::Store(StoreError::Stale)) if tries < CHANGE_TRIES => {
                    tries += 1;
                    wave.join(self.settle(&turn, op.now).await?);
                }
                other => break other,
            }
        };
        if result.is_ok() {
            wave.join(self.settle(&turn, op.now).await?);
        }
        drop(turn);
        wave.decided().await;
        result
    }

    /// Takes the facts as they are kept now, so that the next decision rests on them; what they touch is to be woken.
    ///
    /// # Errors
    /// The store failed.
    async fn reload(&self, _turn: &Turn<'_>) -> Result<Touched, Error> {
        let patch = self.store.facts_since(self.gate.generation()).await?;
        let touched = match patch.map(|patch| self.gate.apply(patch)) {
            Some(Ok(touched)) => touched,
            // What changed cannot be told: read all of it.
            Some(Err(_)) | None => {
                self.gate.replace(self.store.facts().await?);
                Touched::everything()
            }
        };
        self.credentials.forget();
        self.forget_documents(&touched);
        Ok(touched)
    }

    /// Everything that follows a change of facts: decide on them, end shares that lost their ground, wake the pages. These are woken last,
    /// so that a reader whose share has just ended is told why.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn settle(&self, turn: &Turn<'_>, now: Instant) -> Result<Wave, Error> {
        let touched = self.reload(turn).await?;
        self.settle_after(turn, now, touched).await
    }

    /// Ends shares whose time is up or whose owner lost the ground under them, and takes dashboards out of rotations that lost theirs.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn end_lost_shares(&self, turn: &Turn<'_>, now: Instant) -> Result<Wave, Error> {
        self.settle_after(turn, now, Touched::default()).await
    }

    /// Ends lost shares, and wakes the pages that this touches and those that were touched before, also when ending failed.
    async fn settle_after(&self, turn: &Turn<'_>, now: Instant, mut touched: Touched) -> Result<Wave, Error> {
        let ended = self.lost_ended(turn, now).await;
        if let Ok(more) = &ended {
            touched.join(more.clone());
        }
        let wave = self.watching.wake(&touched);
        ended.map(|_| wave)
    }

    async fn lost_ended(&self, turn: &Turn<'_>, now: Instant) -> Result<Touched, Error> {
        let (lost, stops) = (self.gate.lost_shares(now), self.gate.lost_stops());
        if lost.is_empty() && stops.is_empty() {
            return Ok(Touched::default());
        }
        let op = Op::system("share-ends", now);
        self.store.shares_end_lost(&op, &lost).await?;
        self.store.share_stops_drop(&op, &stops).await?;
        self.reload(turn).await
    }

    fn forget_documents(&self, touched: &Touched) {
        if touched.is_everything() {
            self.documents.forget_all();
        }
        for fact in touched.facts() {
            if let Fact::Dashboard(id) = fact {
                self.documents.forget(id);
            }
        }
    }

    /// Forgets a document that was saved or deleted, and waits until the pages that show it have looked.
    pub(crate) async fn document_changed(&self, id: DashboardId) {
        self.documents.forget(id);
        self.watching.wake_on(Ground::Document(id)).decided().await;
    }

    /// Forgets found credentials after some have ended, and waits until the pages opened with them are cut.
    pub(crate) async fn credentials_ended(&self, which: Ground) {
        self.credentials.forget();
        self.watching.wake_on(which).decided().await;
    }
}
