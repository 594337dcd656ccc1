//! Cells that left to the readers of shares, by month. Narrow ports: the server counts them by itself, after what was handed out was decided.

use model::id::ShareId;

use crate::Store;
use crate::db::{Row, Sql, sql};
use crate::error::Result;

fn question(share: ShareId, month: i64) -> Sql {
    let question = sql("SELECT cells FROM share_cells WHERE share = $1 AND month = $2");
    question.text(share).number(month)
}

fn read(row: &Row<'_>) -> Result<u64> {
    row.number("cells")
}

impl Store {
    /// How many cells a share has shown in a month.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_cells(&self, share: ShareId, month: i64) -> Result<u64> {
        let found = self.db.one(question(share, month), read).await?;
        Ok(found.unwrap_or_default())
    }

    /// Adds what shares have shown in months; how many cells each has shown by then, in the same order. Two nodes that add at once come in
    /// the order of the list, which is sorted.
    ///
    /// # Errors
    /// `Unavailable`; nothing was added.
    pub async fn share_cells_add(&self, counted: &[(ShareId, i64, u64)]) -> Result<Vec<u64>> {
        let mut tx = self.db.write().await?;
        let mut all = Vec::with_capacity(counted.len());
        for (share, month, cells) in counted {
            let add = sql("INSERT INTO share_cells (share, month, cells) VALUES ($1, $2, $3) \
                 ON CONFLICT (share, month) DO UPDATE SET cells = share_cells.cells + $3");
            tx.run(add.text(share).number(*month).number(*cells)).await?;
            let found = tx.one(question(*share, *month), read).await?;
            all.push(found.unwrap_or_default());
        }
        tx.commit().await?;
        Ok(all)
    }
}
