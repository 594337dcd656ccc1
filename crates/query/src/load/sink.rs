//! Writes good rows to Parquet and bad ones to a list, while a file is read.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::file::properties::WriterProperties;

use crate::error::QueryError;
use crate::limits::{BATCH_ROWS, FAULTY_ROW_CHARACTERS, ROW_GROUP_ROWS};
use crate::load::cell::{Cell, ColumnBuilder, Fitted, fit};

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

/// The list of rows that could not be read: line, reason, raw.
pub(crate) struct BadRows {
    writer: csv::Writer<File>,
    count: u64,
}

impl BadRows {
    pub(crate) fn create(path: &Path) -> Result<Self, QueryError> {
        let mut writer = csv::Writer::from_path(path).map_err(|_| unlisted())?;
        writer.write_record(["line", "reason", "raw"]).map_err(|_| unlisted())?;
        Ok(Self { writer, count: 0 })
    }

    pub(crate) fn add(&mut self, line: u64, reason: &str, raw: &str) -> Result<(), QueryError> {
        self.count += 1;
        let kept: String = raw.chars().take(FAULTY_ROW_CHARACTERS).collect();
        let record = [line.to_string(), reason.to_owned(), kept];
        self.writer.write_record(&record).map_err(|_| unlisted())
    }

    pub(crate) fn finish(self) -> Result<u64, QueryError> {
        let file = self.writer.into_inner().map_err(|_| unlisted())?;
        file.sync_all().map_err(|error| QueryError::io(&error))?;
        Ok(self.count)
    }
}

fn unlisted() -> QueryError {
    tracing::error!("the list of bad rows could not be written");
    QueryError::Internal
}

/// Turns rows of cells into batches of typed columns.
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

    /// Takes one row; `Ok(Some(reason))` when it does not fit and was left out.
    pub(crate) fn row(&mut self, cells: Vec<Cell<'_>>) -> Result<Option<String>, QueryError> {
        let mut fitted: Vec<Fitted<'_>> = Vec::with_capacity(cells.len());
        for (cell, field) in cells.into_iter().zip(self.schema.fields()) {
            match fit(cell, field.data_type(), true) {
                Ok(value) => fitted.push(value),
                Err(expected) => return Ok(Some(format!("column {}: {expected}", field.name()))),
            }
        }
        for (builder, value) in self.builders.iter_mut().zip(&fitted) {
            builder.push(value);
        }
        for builder in self.builders.iter_mut().skip(fitted.len()) {
            builder.push_null();
        }
        self.waiting += 1;
        if self.waiting == BATCH_ROWS {
            self.flush()?;
        }
        Ok(None)
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
