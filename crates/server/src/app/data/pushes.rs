//! Rows that devices and programs push, and what the audit learns of them. The first push of an hour is noted before its call is answered, so that
//! there is a trace of each; the counts of those that follow reach the store a few seconds later.

use access::action::WriteDataset;
use access::op::Op;
use identity::caller::Credential;
use model::column::Column;
use model::id::DatasetId;
use query::{Appended, NewRows};
use store::{PushSum, hour_of};

use crate::app::error::Error;
use crate::app::{App, gone};

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
        if let Some(columns) = &appended.grown
            && let Err(error) = self.grow(op, id, columns).await
        {
            // The rows are there: the call has not failed. The next one tries again.
            tracing::warn!(?error, "columns that rows brought could not be recorded yet");
        }
        Ok(appended)
    }

    /// Records columns that rows brought: without, nobody could ask for them.
    async fn grow(&self, op: &Op, id: DatasetId, columns: &[Column]) -> Result<(), Error> {
        let grown = self.change(op, || async {
            let may = self.gate.allow::<WriteDataset>(op, id)?;
            let grown = self.store.dataset_grown(&may, columns.to_vec()).await;
            grown.map_err(gone)
        });
        let columns = grown.await?.columns.len();
        self.engine.recorded(id, columns);
        Ok(())
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
