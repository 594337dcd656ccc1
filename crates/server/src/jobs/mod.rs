//! What runs without a request: shares end on time, old files go. Jobs are callers too, and decide nothing themselves.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;
use identity::caller::Caller;
use model::Instant;
use model::id::RequestId;
use model::share::EndReason;

use crate::app::App;
use crate::app::error::Error;
use crate::clock;

/// How often the time of shares is looked at: an ended share is cut within a second.
const SHARE_TICK: Duration = Duration::from_millis(400);
const CREDENTIAL_TICK: Duration = Duration::from_secs(15);
const SWEEP_TICK: Duration = Duration::from_secs(60);

/// The operation of a job that follows from facts alone and asks for no rights.
#[must_use]
pub fn op(now: Instant) -> Op {
    Op::new(Caller::Nobody, RequestId::new(now), now)
}

/// Starts all jobs; they end with the process.
pub fn start(app: &Arc<App>) {
    tokio::spawn(end_shares(Arc::clone(app)));
    tokio::spawn(follow_store(Arc::clone(app)));
    tokio::spawn(sweep(Arc::clone(app)));
    tokio::spawn(follow_credentials(Arc::clone(app)));
}

/// Ends open pages whose credential has expired or was ended by another node. What is ended here is cut at once.
async fn follow_credentials(app: Arc<App>) {
    let mut tick = tokio::time::interval(CREDENTIAL_TICK);
    loop {
        tick.tick().await;
        app.look_after_credentials(clock::now()).await;
    }
}

async fn end_shares(app: Arc<App>) {
    let mut tick = tokio::time::interval(SHARE_TICK);
    loop {
        tick.tick().await;
        let now = clock::now();
        if app.gate.lost_shares(now).is_empty() {
            continue;
        }
        let turn = app.turn().await;
        match app.end_lost_shares(&turn, now).await {
            Ok(wave) => wave.decided().await,
            Err(error) => tracing::warn!(%error, "shares could not be ended"),
        }
        drop(turn);
    }
}

/// Takes facts that another node changed. One indexed read a tick; nothing else when they are ours.
async fn follow_store(app: Arc<App>) {
    let mut tick = tokio::time::interval(SHARE_TICK);
    loop {
        tick.tick().await;
        match app.store.generation().await {
            Ok(generation) if generation > app.gate.generation() => {
                // In turn: who is changing something here takes the facts themselves, and waits for the pages.
                let turn = app.turn().await;
                match app.settle(&turn, clock::now()).await {
                    Ok(wave) => wave.decided().await,
                    Err(error) => tracing::warn!(%error, "facts could not be read"),
                }
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the store does not answer"),
        }
    }
}

async fn end_idle_shares(app: &App, now: Instant) -> Result<(), Error> {
    let idle = app.store.shares_idle(now).await?;
    if idle.is_empty() {
        return Ok(());
    }
    let turn = app.turn().await;
    let ended: Vec<_> = idle.into_iter().map(|share| (share, EndReason::Expired)).collect();
    app.store.shares_end_lost(&op(now), &ended).await?;
    app.settle(&turn, now).await?.decided().await;
    drop(turn);
    Ok(())
}

async fn sweep(app: Arc<App>) {
    let mut tick = tokio::time::interval(SWEEP_TICK);
    loop {
        tick.tick().await;
        let now = clock::now();
        app.exports.sweep(now);
        if let Err(error) = end_idle_shares(&app, now).await {
            tracing::warn!(%error, "idle shares could not be ended");
        }
    }
}
