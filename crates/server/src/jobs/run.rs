//! Runs jobs of the store: takes one when there is room, holds it while it runs, says how it ended. Knows no kind of them.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;
use chrono::TimeDelta;
use model::Instant;
use model::id::RequestId;
use store::{Hold, JobRecord};
use tokio::sync::Semaphore;

use super::job::Kind;
use crate::app::App;
use crate::app::error::Error;
use crate::clock;
use crate::limits::{JOB_LEASE_SECONDS, JOBS_AT_ONCE, JOBS_SECONDS};

/// How long a job is held without a word.
const LEASE: TimeDelta = TimeDelta::seconds(JOB_LEASE_SECONDS);

/// Runs jobs as long as the process lives.
pub(super) async fn run(app: Arc<App>, kinds: &'static [Kind]) {
    let turns = Arc::new(Semaphore::new(JOBS_AT_ONCE));
    while let Ok(turn) = Arc::clone(&turns).acquire_owned().await {
        match take(&app, kinds, clock::now()).await {
            Ok(Some(job)) => {
                let app = Arc::clone(&app);
                tokio::spawn(async move {
                    run_one(&app, kinds, job, clock::now).await;
                    drop(turn);
                });
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "jobs could not be read"),
        }
        drop(turn);
        tokio::select! {
            () = app.node.ordered.notified() => {}
            () = tokio::time::sleep(Duration::from_secs(JOBS_SECONDS)) => {}
        }
    }
}

/// Runs what is due at a time, one after the other, until nothing is. Answers how many were run.
///
/// # Errors
/// The store failed.
pub async fn run_due(app: &Arc<App>, kinds: &'static [Kind], now: Instant) -> Result<usize, Error> {
    let mut count = 0;
    while let Some(job) = take(app, kinds, now).await? {
        run_one(app, kinds, job, move || now).await;
        count += 1;
    }
    Ok(count)
}

async fn take(app: &App, kinds: &[Kind], now: Instant) -> Result<Option<JobRecord>, Error> {
    let names: Vec<_> = kinds.iter().map(|kind| kind.name).collect();
    let hold = Hold {
        node: app.node(),
        now,
        until: now + LEASE,
    };
    Ok(app.store.job_take(&names, hold).await?)
}

async fn run_one(app: &Arc<App>, kinds: &[Kind], job: JobRecord, clock: impl Fn() -> Instant + Send + Sync) {
    let Some(kind) = kinds.iter().find(|kind| kind.name == job.kind) else {
        return;
    };
    let (id, tries) = (job.id.clone(), job.tries);
    let ended = if tries > kind.tries {
        tracing::warn!(job = %id, kind = kind.name, "a job was cut off too often");
        app.store.job_end(&id, tries, false).await
    } else {
        match done(app, kind, job, &clock).await {
            Some(Ok(())) => app.store.job_end(&id, tries, true).await,
            Some(Err(error)) => {
                tracing::warn!(%error, job = %id, kind = kind.name, "a job failed");
                let is_final = matches!(error, Error::Final(_));
                match kind.again_after(tries).filter(|_| tries < kind.tries && !is_final) {
                    Some(later) => app.store.job_again(&id, tries, clock() + later).await,
                    None => app.store.job_end(&id, tries, false).await,
                }
            }
            None => Ok(false),
        }
    };
    match ended {
        Ok(true) => {}
        Ok(false) => tracing::warn!(job = %id, "another node has taken a job that was held too long"),
        Err(error) => tracing::warn!(%error, job = %id, "the end of a job could not be kept"),
    }
}

/// Does a job and holds it meanwhile. `None`: another node has it now.
async fn done(
    app: &Arc<App>,
    kind: &Kind,
    job: JobRecord,
    clock: &(impl Fn() -> Instant + Send + Sync),
) -> Option<Result<(), Error>> {
    let now = clock();
    let op = match job.owner {
        Some(owner) => Op::new(owner.into(), RequestId::new(now), now),
        None => Op::system(kind.name, now),
    };
    // A task of its own: a panic is a failure of this job and of nothing else.
    let mut running = tokio::spawn((kind.run)(Arc::clone(app), op, job.id.clone(), job.payload));
    let third = (LEASE / 3).to_std().unwrap_or_default();
    let mut word = tokio::time::interval_at(tokio::time::Instant::now() + third, third);
    loop {
        tokio::select! {
            ended = &mut running => {
                return Some(ended.unwrap_or_else(|error| Err(Error::Internal(error.to_string()))));
            }
            _ = word.tick() => {
                // An error of the store says nothing about who has the job: the next word will.
                if let Ok(false) = app.store.job_hold(&job.id, job.tries, clock() + LEASE).await {
                    running.abort();
                    return None;
                }
            }
        }
    }
}
