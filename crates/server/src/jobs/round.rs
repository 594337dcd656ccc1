//! Rounds: what every node does again and again, as the server itself. Missing one changes nothing: the next finds the same to do.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use access::op::Op;
use futures::future::BoxFuture;

use crate::app::App;
use crate::app::error::Error;
use crate::clock;

/// Something that is done again and again.
pub trait Round: 'static {
    /// Its name, in the audit and in the log.
    const WORK: &'static str;
    /// How often.
    const EVERY: Duration;

    /// Looks what there is to do, and does it.
    ///
    /// # Errors
    /// It was not done; the next round tries again.
    fn run(app: &Arc<App>, op: &Op) -> impl Future<Output = Result<(), Error>> + Send;
}

/// A round as the list has it.
#[derive(Debug, Clone, Copy)]
pub struct Rounds {
    work: &'static str,
    every: Duration,
    run: fn(Arc<App>, Op) -> BoxFuture<'static, Result<(), Error>>,
}

impl Rounds {
    /// The rounds of a type.
    #[must_use]
    pub const fn of<R: Round>() -> Self {
        Self {
            work: R::WORK,
            every: R::EVERY,
            run: |app, op| Box::pin(async move { R::run(&app, &op).await }),
        }
    }

    /// One after the other, as long as the process lives.
    pub(super) async fn go(self, app: Arc<App>) {
        let mut tick = tokio::time::interval(self.every);
        loop {
            tick.tick().await;
            let op = Op::system(self.work, clock::now());
            if let Err(error) = (self.run)(Arc::clone(&app), op).await {
                tracing::warn!(%error, work = self.work, "a round failed");
            }
        }
    }
}
