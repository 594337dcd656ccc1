//! Datasets as they are kept: name, columns, how far they may leave. Their rows live with `query`.

use access::action::{ManageData, ReadDataset, WriteDataset};
use access::change::Fact;
use access::proof::Granted;
use access::visible::Visible;
use model::Instant;
use model::column::{Column, settle};
use model::dataset::{Dataset, Origin, Outside};
use model::id::{DatasetId, WorkspaceId};
use model::name::{ColumnName, DatasetName, Title};
use serde_json::{Value as Json, json};

use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{Row, list, micros, sql};
use crate::error::{Clash, Result, StoreError};
use crate::share_blocks::ShareBlocks;

/// A dataset to be made.
#[derive(Debug, Clone)]
pub struct NewDataset {
    /// Unique along the path of workspaces.
    pub name: DatasetName,
    /// What people read.
    pub label: Title,
    /// Where its rows come from.
    pub origin: Origin,
    /// Columns, where they are known already.
    pub columns: Vec<Column>,
    /// How far its data may leave.
    pub outside: Outside,
    /// Without a row rule that resolves for the caller it shows nothing.
    pub tenant_bound: bool,
}

/// What to change of a dataset; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct DatasetChange {
    /// What people read.
    pub label: Option<Title>,
    /// How far its data may leave.
    pub outside: Option<Outside>,
    /// Columns with labels, units and hiding, which are taken by name. Names and types are those of the rows: of a column that is not there any
    /// more nothing is taken, and one that is not named stays as it is.
    pub columns: Option<Vec<Column>>,
    /// Without a row rule that resolves for the caller it shows nothing.
    pub tenant_bound: Option<bool>,
}

/// A dataset that was filled.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedDataset {
    /// As it is now.
    pub dataset: Dataset,
    /// Its columns before.
    pub before: Vec<Column>,
    /// New columns that start hidden, because the dataset hides some.
    pub start_hidden: Vec<ColumnName>,
}

const BY_ID: &str = "SELECT id, workspace, name, label, origin, columns, outside, tenant_bound, version, row_count, bad_rows, \
     updated_at FROM datasets WHERE id = $1";
pub(crate) const ALL_DATASETS: &str = "SELECT id, workspace, name, label, origin, columns, outside, tenant_bound, version, row_count, bad_rows, \
     updated_at FROM datasets ORDER BY name, id";

const GONE_BY_ID: &str = "SELECT columns_gone FROM datasets WHERE id = $1";

fn gone_columns(row: &Row<'_>) -> Result<Vec<Column>> {
    row.json("columns_gone")
}

fn dataset(row: &Row<'_>) -> Result<Dataset> {
    Ok(Dataset {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        name: row.checked("name", DatasetName::new)?,
        label: row.checked("label", Title::new)?,
        origin: row.json("origin")?,
        columns: row.json("columns")?,
        outside: row.parsed("outside")?,
        tenant_bound: row.flag("tenant_bound")?,
        version: row.number("version")?,
        row_count: row.number_or_null("row_count")?,
        bad_rows: row.number("bad_rows")?,
        updated_at: row.instant_or_null("updated_at")?,
    })
}

impl Store {
    /// Makes an empty dataset in the workspace the proof is for.
    ///
    /// # Errors
    /// `Conflict(DatasetName)` when the workspace, one above or one below has one of this name; `Stale`.
    pub async fn dataset_create(&self, proof: &Granted<'_, ManageData>, new: NewDataset) -> Result<Dataset> {
        let mut change = self.change_facts(proof).await?;
        refuse_taken(&mut change, *proof.on(), &new.name).await?;
        let made = Dataset {
            id: DatasetId::new(proof.op().now),
            workspace: *proof.on(),
            name: new.name,
            label: new.label,
            origin: new.origin,
            columns: new.columns,
            outside: new.outside,
            tenant_bound: new.tenant_bound,
            version: 0,
            row_count: None,
            bad_rows: 0,
            updated_at: None,
        };
        let insert = sql(
            "INSERT INTO datasets (id, workspace, name, label, origin, columns, outside, tenant_bound, version, bad_rows) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)",
        );
        let insert = insert
            .text(made.id)
            .text(made.workspace)
            .text(&made.name)
            .text(&made.label);
        let insert = insert
            .text(json!(made.origin))
            .text(json!(made.columns))
            .text(made.outside.as_str());
        change.tx.run(insert.flag(made.tenant_bound)).await?;
        change.touch(Fact::Dataset(made.id));
        let details = json!({ "name": made.name, "origin": made.origin.as_str(), "outside": made.outside });
        change
            .commit(Audit::of("dataset.create", made.id).at(made.workspace).with(details))
            .await?;
        Ok(made)
    }

    /// One dataset.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn dataset_get(&self, proof: &Granted<'_, ReadDataset>) -> Result<Dataset> {
        let found = self.db.one(sql(BY_ID).text(proof.on()), dataset).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// The visible datasets, by name.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn datasets_list(&self, visible: &Visible<DatasetId>) -> Result<Vec<Dataset>> {
        let question = sql(
            "SELECT id, workspace, name, label, origin, columns, outside, tenant_bound, version, row_count, bad_rows, \
             updated_at FROM datasets WHERE id IN {in $1} ORDER BY name, id",
        );
        self.db.all(question.text(list(visible.ids())), dataset).await
    }

    /// Every dataset. A narrow port: the query engine asks once, when the server starts.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn datasets_all(&self) -> Result<Vec<Dataset>> {
        self.db.all(sql(ALL_DATASETS), dataset).await
    }

    /// Changes the settings of a dataset, with what that does to shares.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn dataset_update(
        &self,
        proof: &Granted<'_, WriteDataset>,
        to: DatasetChange,
        shares: &ShareBlocks,
    ) -> Result<Dataset> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = kept(&mut change, *proof.on()).await?;
        let columns = to.columns.unwrap_or_default();
        let named: Vec<_> = columns.iter().map(|column| column.name.clone()).collect();
        let before = told(&kept, &named);
        kept.label = to.label.unwrap_or(kept.label);
        kept.outside = to.outside.unwrap_or(kept.outside);
        for column in columns {
            if let Some(stands) = kept.columns.iter_mut().find(|stands| stands.name == column.name) {
                let kind = stands.kind;
                *stands = Column { kind, ..column };
            }
        }
        kept.tenant_bound = to.tenant_bound.unwrap_or(kept.tenant_bound);
        let update = sql("UPDATE datasets SET label = $2, outside = $3, columns = $4, tenant_bound = $5 WHERE id = $1");
        let update = update.text(kept.id).text(&kept.label).text(kept.outside.as_str());
        change
            .tx
            .run(update.text(json!(kept.columns)).flag(kept.tenant_bound))
            .await?;
        change.touch(Fact::Dataset(kept.id));
        let stopped = shares.apply(&mut change).await?;
        let details = json!({ "before": before, "after": told(&kept, &named), "shares": stopped });
        change
            .commit(Audit::of("dataset.change", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }

    /// Notes that the dataset was filled: its columns, rows, rows with something that could not be read, and the version these are. What people
    /// set on columns stays with their names. Moves the generation of the facts only when the columns are others than before.
    ///
    /// # Errors
    /// `Conflict(DatasetVersion)` when this or a later version is noted already; `NotFound`, `Stale`.
    pub async fn dataset_loaded(
        &self,
        proof: &Granted<'_, WriteDataset>,
        columns: Vec<Column>,
        rows: u64,
        bad_rows: u64,
        version: u64,
    ) -> Result<LoadedDataset> {
        let settled = |kept: &Dataset, gone: &[Column]| settle(&kept.columns, gone, columns.clone());
        let before = self.db.one(sql(BY_ID).text(proof.on()), dataset).await?;
        let gone = self.db.one(sql(GONE_BY_ID).text(proof.on()), gone_columns).await?;
        let same = before
            .zip(gone)
            .is_some_and(|(kept, gone)| settled(&kept, &gone).columns == kept.columns);
        let mut change = if same {
            self.change(proof).await?
        } else {
            self.change_facts(proof).await?
        };
        let mut kept = kept(&mut change, *proof.on()).await?;
        let gone = change.tx.one(sql(GONE_BY_ID).text(kept.id), gone_columns).await?;
        let settled = settled(&kept, &gone.unwrap_or_default());
        if kept.version >= version {
            return Err(Clash::DatasetVersion.into());
        }
        if same && kept.columns != settled.columns {
            return Err(StoreError::Stale);
        }
        let now = proof.op().now;
        let update = sql(
            "UPDATE datasets SET columns = $2, row_count = $3, bad_rows = $4, version = $5, updated_at = $6, columns_gone = $7 \
             WHERE id = $1",
        );
        let update = update
            .text(kept.id)
            .text(json!(settled.columns))
            .number(rows)
            .number(bad_rows);
        let update = update.number(version).instant(now).text(json!(settled.gone));
        change.tx.run(update).await?;
        change.touch(Fact::Dataset(kept.id));
        let before = std::mem::replace(&mut kept.columns, settled.columns);
        kept.row_count = Some(rows);
        kept.bad_rows = bad_rows;
        kept.version = version;
        kept.updated_at = Some(micros(now));
        let details = json!({
            "rows": rows, "bad_rows": bad_rows, "version": version, "start_hidden": settled.start_hidden,
        });
        change
            .commit(Audit::of("dataset.load", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(LoadedDataset {
            dataset: kept,
            before,
            start_hidden: settled.start_hidden,
        })
    }

    /// Notes that pushed rows brought columns that the dataset did not have. They start hidden where it hides some.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn dataset_grown(&self, proof: &Granted<'_, WriteDataset>, columns: Vec<Column>) -> Result<Dataset> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = kept(&mut change, *proof.on()).await?;
        let gone = change.tx.one(sql(GONE_BY_ID).text(kept.id), gone_columns).await?;
        // Calls that brought columns at the same time come in any order: none takes away what another brought.
        let known = |column: &Column| kept.columns.iter().any(|kept| kept.name == column.name);
        let more: Vec<Column> = columns.into_iter().filter(|column| !known(column)).collect();
        let columns = kept.columns.iter().cloned().chain(more).collect();
        let settled = settle(&kept.columns, &gone.unwrap_or_default(), columns);
        let before = std::mem::replace(&mut kept.columns, settled.columns);
        let update = sql("UPDATE datasets SET columns = $2, columns_gone = $3 WHERE id = $1");
        let update = update.text(kept.id).text(json!(kept.columns)).text(json!(settled.gone));
        change.tx.run(update).await?;
        change.touch(Fact::Dataset(kept.id));
        let new = kept
            .columns
            .iter()
            .filter(|column| before.iter().all(|known| known.name != column.name));
        let new: Vec<_> = new.map(|column| &column.name).collect();
        let details = json!({ "columns": new, "start_hidden": settled.start_hidden });
        change
            .commit(Audit::of("dataset.grow", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }

    /// Notes how far an ingest dataset has grown. A narrow port for the query engine, which has made the rows durable already and
    /// checked the proof of who pushed them; an older version than the one kept changes nothing.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn rows_noted(&self, id: DatasetId, version: u64, row_count: u64, now: Instant) -> Result<()> {
        let mut tx = self.db.write().await?;
        let update =
            sql("UPDATE datasets SET version = $2, row_count = $3, updated_at = $4 WHERE id = $1 AND version < $2");
        tx.run(update.text(id).number(version).number(row_count).instant(now))
            .await?;
        tx.commit().await
    }

    /// Deletes a dataset, with what that does to shares. Row rules on its name stay, so that a new one of this name is bound by them from the start.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn dataset_delete(&self, proof: &Granted<'_, WriteDataset>, shares: &ShareBlocks) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let kept = kept(&mut change, *proof.on()).await?;
        let stopped = shares.apply(&mut change).await?;
        change
            .tx
            .run(sql("DELETE FROM datasets WHERE id = $1").text(kept.id))
            .await?;
        change.touch(Fact::Dataset(kept.id));
        let details = json!({ "name": kept.name, "shares": stopped });
        change
            .commit(Audit::of("dataset.delete", kept.id).at(kept.workspace).with(details))
            .await
    }
}

/// What of a dataset can be changed, as the audit tells it: of the columns, those that somebody changes.
fn told(dataset: &Dataset, columns: &[ColumnName]) -> Json {
    let columns = dataset.columns.iter().filter(|column| columns.contains(&column.name));
    json!({
        "label": dataset.label, "outside": dataset.outside, "tenant_bound": dataset.tenant_bound,
        "columns": columns.collect::<Vec<_>>(),
    })
}

async fn kept(change: &mut Change<'_>, id: DatasetId) -> Result<Dataset> {
    change
        .tx
        .one(sql(BY_ID).text(id), dataset)
        .await?
        .ok_or(StoreError::NotFound)
}

/// Names are unique along every path, so that a name in a document means one dataset wherever the document is opened.
async fn refuse_taken(change: &mut Change<'_>, workspace: WorkspaceId, name: &DatasetName) -> Result<()> {
    let above = sql(
        "WITH RECURSIVE path (id, parent) AS (SELECT id, parent FROM workspaces WHERE id = $1 \
         UNION ALL SELECT w.id, w.parent FROM workspaces w JOIN path p ON w.id = p.parent) \
         SELECT d.id FROM datasets d JOIN path p ON d.workspace = p.id WHERE d.name = $2",
    );
    let below = sql("WITH RECURSIVE tree (id) AS (SELECT id FROM workspaces WHERE id = $1 \
         UNION ALL SELECT w.id FROM workspaces w JOIN tree t ON w.parent = t.id) \
         SELECT d.id FROM datasets d JOIN tree t ON d.workspace = t.id WHERE d.name = $2");
    for question in [above, below] {
        if change.tx.any(question.text(workspace).text(name)).await? {
            return Err(Clash::DatasetName.into());
        }
    }
    Ok(())
}
