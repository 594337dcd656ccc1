//! The rows of one dataset at one version: Parquet files and batches in memory. Immutable; readers hold it while writers make the next one.
//! Rights are not here: only `guard` scans it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::{Result, Statistics};
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::physical_plan::{FileScanConfigBuilder, ParquetFileReaderFactory, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::object_store::ObjectMeta;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use datafusion::physical_plan::union::UnionExec;

/// One Parquet file of a dataset. When it was replaced and its last reader is gone it deletes itself.
#[derive(Debug)]
pub(crate) struct PartFile {
    path: PathBuf,
    /// Name below the data folder, as the object store sees it.
    meta: ObjectMeta,
    /// Rows in it.
    pub(crate) rows: u64,
    replaced: AtomicBool,
}

impl PartFile {
    /// Takes an existing file; `location` is its path below the store's root.
    pub(crate) fn open(path: PathBuf, location: &str, rows: u64) -> std::io::Result<Self> {
        let found = std::fs::metadata(&path)?;
        let meta = ObjectMeta {
            location: location.into(),
            last_modified: found.modified()?.into(),
            size: found.len(),
            e_tag: None,
            version: None,
        };
        Ok(Self {
            path,
            meta,
            rows,
            replaced: AtomicBool::new(false),
        })
    }

    /// To be deleted after the last reader.
    pub(crate) fn replace(&self) {
        self.replaced.store(true, Ordering::Relaxed);
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if self.replaced.load(Ordering::Relaxed) {
            // A file that stays is only waste; the next start removes it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// How files are read: the store they are in and the reader that keeps their footers.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    pub(crate) url: ObjectStoreUrl,
    pub(crate) reader: Arc<dyn ParquetFileReaderFactory>,
}

/// Rows of a dataset at one version.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    /// Grows with every change.
    pub(crate) version: u64,
    /// All kept columns in their kept types.
    pub(crate) schema: SchemaRef,
    /// Older rows.
    pub(crate) parts: Vec<Arc<PartFile>>,
    /// Newer rows.
    pub(crate) memory: Vec<RecordBatch>,
    /// How to read the parts.
    pub(crate) files: Files,
}

impl Snapshot {
    /// How many rows.
    pub(crate) fn row_count(&self) -> u64 {
        let kept: u64 = self.parts.iter().map(|part| part.rows).sum();
        kept + self.memory.iter().map(|batch| batch.num_rows() as u64).sum::<u64>()
    }

    /// All rows, oldest first, with the columns at these places.
    pub(crate) fn scan(&self, columns: &[usize]) -> Result<Arc<dyn ExecutionPlan>> {
        let mut sources: Vec<Arc<dyn ExecutionPlan>> = Vec::new();
        if !self.parts.is_empty() {
            sources.push(self.scan_parts(columns)?);
        }
        if !self.memory.is_empty() {
            let memory = std::slice::from_ref(&self.memory);
            sources.push(MemorySourceConfig::try_new_exec(
                memory,
                Arc::clone(&self.schema),
                Some(columns.to_vec()),
            )?);
        }
        match (sources.pop(), sources.pop()) {
            (None, _) => Ok(Arc::new(EmptyExec::new(Arc::new(self.schema.project(columns)?)))),
            (Some(only), None) => Ok(only),
            (Some(newer), Some(older)) => UnionExec::try_new(vec![older, newer]),
        }
    }

    fn scan_parts(&self, columns: &[usize]) -> Result<Arc<dyn ExecutionPlan>> {
        let source = ParquetSource::new(Arc::clone(&self.schema))
            .with_parquet_file_reader_factory(Arc::clone(&self.files.reader))
            .with_pushdown_filters(true)
            .with_reorder_filters(true)
            // Files of before have one. With it the engine reads on where top rows are found already.
            .with_enable_page_index(false);
        // Said to be unknown, or the engine opens every footer again for each question; the barrier hides them in any case.
        let unknown = Arc::new(Statistics::new_unknown(&self.schema));
        let files = self
            .parts
            .iter()
            .map(|part| PartitionedFile::new_from_meta(part.meta.clone()).with_statistics(Arc::clone(&unknown)));
        let config = FileScanConfigBuilder::new(self.files.url.clone(), Arc::new(source))
            .with_file_group(files.collect::<Vec<_>>().into())
            .with_projection_indices(Some(columns.to_vec()))?
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}
