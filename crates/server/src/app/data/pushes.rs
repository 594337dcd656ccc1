//! Rows that devices and programs push, and their sums for the audit. The first push of an hour is noted before its call is answered, so that
//! there is a trace of each; the counts of those that follow reach the store a few seconds later.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use access::action::WriteDataset;
use access::op::Op;
use identity::caller::Credential;
use model::Instant;
use model::id::DatasetId;
use query::{Appended, NewRows};
use store::{PushSum, hour_of};

use crate::app::App;
use crate::app::error::Error;

/// Who pushes into what with what, in which hour.
type Key = (DatasetId, String, String, Instant);

/// Sums that wait for the store.
#[derive(Debug, Default)]
pub(super) struct Pushes {
    waiting: Mutex<HashMap<Key, PushSum>>,
}

impl Pushes {
    /// Adds a push. The sum comes back when it is the first of its kind in this hour: it has to be kept at once.
    fn count(&self, push: PushSum) -> Option<PushSum> {
        let key = (push.dataset, push.actor.clone(), push.token.clone(), push.hour);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sum) = waiting.get_mut(&key) {
            sum.calls += push.calls;
            sum.rows += push.rows;
            sum.duplicates += push.duplicates;
            return None;
        }
        let nothing = PushSum {
            calls: 0,
            rows: 0,
            duplicates: 0,
            ..push.clone()
        };
        waiting.insert(key, nothing);
        Some(push)
    }

    /// What has come in since the last time. Hours that are over are forgotten.
    fn take(&self, now: Instant) -> Vec<PushSum> {
        let hour = hour_of(now);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sums = Vec::new();
        for sum in waiting.values_mut() {
            if sum.calls > 0 {
                sums.push(sum.clone());
                (sum.calls, sum.rows, sum.duplicates) = (0, 0, 0);
            }
        }
        waiting.retain(|_, sum| sum.hour >= hour);
        sums
    }

    /// Puts back what could not be kept.
    fn put_back(&self, sums: Vec<PushSum>) {
        for sum in sums {
            if let Some(first) = self.count(sum) {
                let key = (first.dataset, first.actor.clone(), first.token.clone(), first.hour);
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.insert(key, first);
            }
        }
    }
}

impl App {
    /// Appends pushed rows; they are durable when this returns.
    ///
    /// # Errors
    /// Not allowed, wrong rows (nothing is appended).
    pub async fn append(&self, op: &Op, id: DatasetId, rows: NewRows) -> Result<Appended, Error> {
        let _may = self.gate.allow::<WriteDataset>(op, id)?;
        let workspace = self.gate.dataset_home(id).ok_or_else(Error::hidden)?;
        let appended = self.engine.append(id, rows, op.now).await?;
        let token = match op.caller.credential() {
            Some(Credential::Token(token)) => token.to_string(),
            _ => String::new(),
        };
        let push = PushSum {
            dataset: id,
            workspace,
            actor: op.caller.name(),
            token,
            hour: hour_of(op.now),
            calls: 1,
            rows: appended.accepted,
            duplicates: appended.duplicates,
        };
        if let Some(first) = self.data.pushes.count(push)
            && let Err(error) = self.store.pushes_noted(std::slice::from_ref(&first)).await
        {
            // The rows are there: the call has not failed. The sum is tried again with the next round.
            tracing::warn!(%error, "a push could not be noted yet");
            self.data.pushes.put_back(vec![first]);
        }
        Ok(appended)
    }

    /// Brings the sums of pushes to the store, with how far their datasets have grown, and lets the audit tell the hours that are over.
    ///
    /// # Errors
    /// The store failed; nothing is lost.
    pub async fn note_pushes(&self, op: &Op) -> Result<(), Error> {
        let sums = self.data.pushes.take(op.now);
        if let Err(error) = self.store.pushes_noted(&sums).await {
            self.data.pushes.put_back(sums);
            return Err(error.into());
        }
        let datasets: std::collections::BTreeSet<DatasetId> = sums.iter().map(|sum| sum.dataset).collect();
        for id in datasets {
            if let Some(state) = self.engine.state(id).await {
                self.store
                    .rows_noted(id, state.version, state.row_count, op.now)
                    .await?;
            }
        }
        self.store.pushes_told(op).await?;
        Ok(())
    }
}
