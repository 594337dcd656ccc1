//! What goes on without a request: a file for each kind of job, and the one list of them. A job is a caller like others: it runs with
//! its owner's rights, decided when it runs, or as the server itself, which the gate allows nothing.
//!
//! A [`Job`] is ordered, kept in the store, and done once by some node, also after a restart. A [`Round`] is done again and again by every
//! node, and what it finds to do is in the store or in the facts anyway.

mod exports;
mod follow_store;
mod idle_shares;
mod round;
mod run;
mod share_ends;
mod sweep;

use std::future::Future;
use std::sync::Arc;

use access::op::Op;
use chrono::TimeDelta;
use futures::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::app::App;
use crate::app::error::Error;

pub use round::{Round, Rounds};
pub use run::run_due;

/// Every kind of job.
pub const KINDS: &[Kind] = &[Kind::of::<exports::Export>()];

/// Everything that is done again and again.
pub const ROUNDS: &[Rounds] = &[
    Rounds::of::<share_ends::ShareEnds>(),
    Rounds::of::<follow_store::FollowStore>(),
    Rounds::of::<idle_shares::IdleShares>(),
    Rounds::of::<sweep::Sweep>(),
];

/// A kind of work that is ordered.
pub trait Job: 'static {
    /// Its name in the store; never changes.
    const KIND: &'static str;
    /// It is begun so often at most, when the process ends while it runs.
    const TRIES: u32 = 3;
    /// After an error it is tried again so much later, as long as tries are left; `None`: an error is final.
    const AGAIN: Option<TimeDelta> = None;
    /// It is forgotten so long after it was ordered.
    const KEPT: TimeDelta;
    /// What the work needs to know; kept as JSON.
    type Payload: DeserializeOwned + Send;

    /// Does it. `op` is the owner's, or the server's own. It may be begun again after having been cut off anywhere, so doing it twice is
    /// doing it once.
    ///
    /// # Errors
    /// It was not done.
    fn run(app: &Arc<App>, op: &Op, id: &str, payload: Self::Payload)
    -> impl Future<Output = Result<(), Error>> + Send;
}

/// A kind of job as the runner sees it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    name: &'static str,
    tries: u32,
    again: Option<TimeDelta>,
    kept: TimeDelta,
    run: fn(Arc<App>, Op, String, Json) -> BoxFuture<'static, Result<(), Error>>,
}

impl Kind {
    /// The kind that a type is.
    #[must_use]
    pub const fn of<J: Job>() -> Self {
        Self {
            name: J::KIND,
            tries: J::TRIES,
            again: J::AGAIN,
            kept: J::KEPT,
            run: |app, op, id, payload| {
                Box::pin(async move {
                    let payload = serde_json::from_value(payload);
                    let payload = payload.map_err(|error| Error::Internal(error.to_string()))?;
                    J::run(&app, &op, &id, payload).await
                })
            },
        }
    }
}

/// Starts everything; it ends with the process.
///
/// # Errors
/// The store failed.
pub async fn start(app: &Arc<App>) -> Result<(), Error> {
    app.store.jobs_of_node_again(app.node()).await?;
    tokio::spawn(run::run(Arc::clone(app), KINDS));
    for round in ROUNDS {
        tokio::spawn(round.go(Arc::clone(app)));
    }
    Ok(())
}
