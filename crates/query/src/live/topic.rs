//! The life of one topic: ask, tell if it is new, wait for the next reason to ask, end when nobody watches.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use data_encoding::HEXLOWER;
use model::document::Refresh;
use model::id::DatasetId;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::{Instant as Moment, sleep_until};

use crate::ask::Ask;
use crate::error::QueryError;
use crate::limits::LIVE_MILLISECONDS;
use crate::live::request::{Frame, TopicRequest};
use crate::live::topics::{Sender, Topics};
use crate::prepared::{Hash, digest};

pub(crate) async fn run(hub: Arc<Topics>, key: Hash, request: TopicRequest, sender: Sender) {
    // Before the first ask: a change during it must not be missed.
    let mut changes = hub.engine.changes();
    let datasets = datasets(&hub, &request).await;
    loop {
        let asked_at = Moment::now();
        let turn = async {
            let (frame, until) = ask(&hub, &request).await;
            tell(&hub, &sender, frame);
            next(&request, &datasets, &mut changes, asked_at, until).await;
        };
        tokio::select! {
            () = turn => {}
            // Dropping the turn stops a question that is running for nobody.
            () = sender.closed() => {
                if hub.retire(&key) {
                    return;
                }
            }
        }
    }
}

async fn datasets(hub: &Topics, request: &TopicRequest) -> HashSet<DatasetId> {
    let Ok(prepared) = hub.engine.shared.prepared(&request.question).await else {
        return HashSet::new();
    };
    let in_scope = prepared.datasets.iter().filter_map(|name| request.scope.dataset(name));
    in_scope.map(|dataset| dataset.id).collect()
}

/// Waits for the next reason to ask.
async fn next(
    request: &TopicRequest,
    datasets: &HashSet<DatasetId>,
    changes: &mut Receiver<DatasetId>,
    asked_at: Moment,
    until: Option<Moment>,
) {
    match request.refresh {
        Refresh::Manual => std::future::pending().await,
        Refresh::Every(span) => {
            let seconds = u64::from(span.as_seconds().max(1));
            sleep_until(asked_at + Duration::from_secs(seconds)).await;
        }
        Refresh::Live => {
            // Also without new rows: what ends now, and what reads the clock, moves on by itself.
            tokio::select! {
                () = changed(datasets, changes) => {}
                () = moved(until) => {}
            }
            sleep_until(asked_at + Duration::from_millis(LIVE_MILLISECONDS)).await;
            // What came while waiting is part of the next answer.
            *changes = changes.resubscribe();
        }
    }
}

async fn moved(until: Option<Moment>) {
    match until {
        Some(until) => sleep_until(until).await,
        None => std::future::pending().await,
    }
}

async fn changed(datasets: &HashSet<DatasetId>, changes: &mut Receiver<DatasetId>) {
    loop {
        match changes.recv().await {
            Ok(id) if datasets.contains(&id) => return,
            Ok(_) => {}
            // Too many changes to tell apart: one of them may have been ours.
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// The frame, and when it is another one without new rows.
async fn ask(hub: &Topics, request: &TopicRequest) -> (Frame, Option<Moment>) {
    let now = (hub.clock)();
    let inputs = request.inputs.at(now);
    let ask = Ask {
        question: &request.question,
        inputs: &inputs,
        now,
        cache: true,
    };
    hub.asked.fetch_add(1, Ordering::Relaxed);
    let kept = hub.engine.kept(&request.scope, &ask).await;
    let encoded = kept.and_then(|(kept, _)| {
        let answer = &kept.answer;
        let content = digest(&(
            &answer.columns,
            &answer.rows,
            answer.truncated,
            &answer.notes,
            answer.newest,
        ));
        Ok((kept.json()?, content, answer.cells(), answer.as_of, answer.until))
    });
    match encoded {
        Ok((json, content, cells, at, until)) => {
            let frame = Frame {
                json,
                digest: HEXLOWER.encode(&content),
                cells,
                at,
                failed: false,
            };
            let wait = until.map(|until| (until - (hub.clock)()).to_std().unwrap_or_default());
            (frame, wait.map(|wait| Moment::now() + wait))
        }
        Err(error) => (failure(&error, now), None),
    }
}

fn failure(error: &QueryError, at: model::Instant) -> Frame {
    let code = match error {
        QueryError::Invalid(_) => "invalid",
        QueryError::TooLarge => "too_large",
        QueryError::Timeout => "timeout",
        QueryError::Busy => "too_many",
        QueryError::Unavailable => "unavailable",
        QueryError::Internal => "internal",
    };
    let message = error.to_string();
    let json = serde_json::json!({ "error": { "code": code, "message": message } });
    Frame {
        digest: HEXLOWER.encode(&digest(&json)),
        json: Bytes::from(json.to_string()),
        cells: 0,
        at,
        failed: true,
    }
}

/// Gives the frame to all watchers, unless it says what they know.
fn tell(hub: &Topics, sender: &Sender, frame: Frame) {
    sender.send_if_modified(|current| {
        let new = current.as_ref().is_none_or(|known| known.digest != frame.digest);
        if new {
            hub.sent.fetch_add(1, Ordering::Relaxed);
            *current = Some(Arc::new(frame));
        }
        new
    });
}
