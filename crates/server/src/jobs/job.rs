//! What a kind of job says of itself, and how the runner sees it.

use std::future::Future;
use std::sync::Arc;

use access::op::Op;
use chrono::TimeDelta;
use futures::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::app::App;
use crate::app::error::Error;
use crate::limits::JOB_TRIES;

/// A kind of work that is ordered.
pub trait Job: 'static {
    /// Its name in the store; never changes.
    const KIND: &'static str;
    /// It is begun so often at most.
    const BEGUN: u32 = JOB_TRIES;
    /// After an error it is tried again so much later, as long as tries are left; `None`: an error is final.
    const AGAIN: Option<TimeDelta> = None;
    /// Each time that it is tried again it waits so many times longer.
    const LONGER: i32 = 1;
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

/// What does a job: its id and payload are given last.
type Run = fn(Arc<App>, Op, String, Json) -> BoxFuture<'static, Result<(), Error>>;

/// A kind of job as the runner sees it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub(super) name: &'static str,
    pub(super) tries: u32,
    again: Option<TimeDelta>,
    longer: i32,
    pub(super) run: Run,
}

impl Kind {
    /// The kind that a type is.
    #[must_use]
    pub const fn of<J: Job>() -> Self {
        Self {
            name: J::KIND,
            tries: J::BEGUN,
            again: J::AGAIN,
            longer: J::LONGER,
            run: |app, op, id, payload| {
                Box::pin(async move {
                    let payload = serde_json::from_value(payload);
                    let payload = payload.map_err(|error| Error::Internal(error.to_string()))?;
                    J::run(&app, &op, &id, payload).await
                })
            },
        }
    }

    /// How much later it is tried again after so many tries.
    pub(super) fn again_after(&self, tries: u32) -> Option<TimeDelta> {
        let times = self.longer.saturating_pow(tries.saturating_sub(1));
        self.again.and_then(|again| again.checked_mul(times))
    }
}
