//! Writes rows to Parquet and what could not be read to a list, while a file is read. Decides nothing.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};

use crate::error::QueryError;
use crate::limits::{BATCH_ROWS, FAULTY_ROW_CHARACTERS, ROW_GROUP_ROWS};
use crate::load::cell::{ColumnBuilder, Fitted};

/// A Parquet file that is being written. Uncompressed: columns are already coded by dictionaries, and reading is what happens often.
pub(crate) struct ParquetSink {
    writer: ArrowWriter<BufWriter<File>>,
    rows: u64,
}

impl ParquetSink {
    pub(crate) fn create(path: &Path, schema: SchemaRef) -> Result<Self, QueryError> {
        let file = File::create(path).map_err(|error| QueryError::io(&error))?;
        let properties = WriterProperties::builder()
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            // No index of pages: groups of rows are as small, and beside one the engine skips no group by what it learns while it runs.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let writer = ArrowWriter::try_new(BufWriter::new(file), schema, Some(properties)).map_err(|_| unwritable())?;
        Ok(Self { writer, rows: 0 })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), QueryError> {
        self.rows += batch.num_rows() as u64;
        self.writer.write(batch).map_err(|_| unwritable())
    }

    /// Ends the file and waits until it is on disk; gives its rows.
    pub(crate) fn finish(self) -> Result<u64, QueryError> {
        let buffered = self.writer.into_inner().map_err(|_| unwritable())?;
        let file = buffered.into_inner().map_err(|error| QueryError::io(error.error()))?;
        file.sync_all().map_err(|error| QueryError::io(&error))?;
        Ok(self.rows)
    }
}

fn unwritable() -> QueryError {
    tracing::error!("rows could not be written as Parquet");
    QueryError::Internal
}

/// The list of what could not be read: line, column, reason, and what stands there.
pub(crate) struct BadCells {
    writer: csv::Writer<File>,
    /// Rows with at least one entry.
    rows: u64,
    last_line: Option<u64>,
}

impl BadCells {
    pub(crate) fn create(path: &Path) -> Result<Self, QueryError> {
        let mut writer = csv::Writer::from_path(path).map_err(|_| unlisted())?;
        let head = ["line", "column", "reason", "raw"];
        writer.write_record(head).map_err(|_| unlisted())?;
        Ok(Self {
            writer,
            rows: 0,
            last_line: None,
        })
    }

    /// Notes a cell, or a whole row where no column is named. Lines come in order.
    pub(crate) fn add(&mut self, line: u64, column: Option<&str>, reason: &str, raw: &str) -> Result<(), QueryError> {
        if self.last_line != Some(line) {
            self.rows += 1;
            self.last_line = Some(line);
        }
        let kept: String = raw.chars().take(FAULTY_ROW_CHARACTERS).collect();
        let record = [&line.to_string(), column.unwrap_or_default(), reason, &kept];
        self.writer.write_record(record).map_err(|_| unlisted())
    }

    /// Rows with something that could not be read.
    pub(crate) fn finish(self) -> Result<u64, QueryError> {
        let file = self.writer.into_inner().map_err(|_| unlisted())?;
        file.sync_all().map_err(|error| QueryError::io(&error))?;
        Ok(self.rows)
    }
}

fn unlisted() -> QueryError {
    tracing::error!("the list of bad cells could not be written");
    QueryError::Internal
}

/// Turns rows of values into batches of typed columns.
pub(crate) struct RowSink {
    schema: SchemaRef,
    builders: Vec<ColumnBuilder>,
    waiting: usize,
    parquet: ParquetSink,
}

impl RowSink {
    pub(crate) fn create(path: &Path, schema: SchemaRef) -> Result<Self, QueryError> {
        let builders = schema
            .fields()
            .iter()
            .map(|field| ColumnBuilder::new(field.data_type()));
        Ok(Self {
            builders: builders.collect(),
            waiting: 0,
            parquet: ParquetSink::create(path, Arc::clone(&schema))?,
            schema,
        })
    }

    /// Takes one value for the column at this place.
    pub(crate) fn put(&mut self, place: usize, value: &Fitted<'_>) {
        if let Some(builder) = self.builders.get_mut(place) {
            builder.push(value);
        }
    }

    /// Ends the row, for which every column has got one value.
    pub(crate) fn end_row(&mut self) -> Result<(), QueryError> {
        self.waiting += 1;
        if self.waiting == BATCH_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), QueryError> {
        let columns = self.builders.iter_mut().map(ColumnBuilder::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(|_| QueryError::Internal)?;
        self.waiting = 0;
        self.parquet.write(&batch)
    }

    pub(crate) fn finish(mut self) -> Result<u64, QueryError> {
        if self.waiting > 0 {
            self.flush()?;
        }
        self.parquet.finish()
    }
}
