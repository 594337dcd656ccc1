//! How the query engine is set up: its memory, its address space, its options. The same for all questions; what one of them sees
//! is not here.

use std::path::Path;
use std::sync::Arc;

use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::object_store::local::LocalFileSystem;
use datafusion::optimizer::OptimizerRule;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::prelude::SessionConfig;

use crate::error::{QueryError, classify};
use crate::limits::BATCH_ROWS;
use crate::snapshot::Files;
use crate::stop::Pausing;

/// Where the data folder hangs in the store's own address space; no path of the machine can be written in it.
const STORE: &str = "vitrine://data";

/// The engine over a data folder, and how files of that folder are read.
///
/// # Errors
/// When the folder cannot be used.
pub(crate) fn session(folder: &Path) -> Result<(SessionState, Files), QueryError> {
    let failed = |error| classify(&error, "");
    let runtime: RuntimeEnv = RuntimeEnvBuilder::new()
        // Every question brings a memory of its own; nothing runs in this one.
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(0)))
        // What does not fit into memory is too large for a widget.
        .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled))
        .build()
        .map_err(failed)?;
    let url = ObjectStoreUrl::parse(STORE).map_err(failed)?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|_| QueryError::Internal)?;
    let store = Arc::new(store);
    runtime.register_object_store(url.as_ref(), Arc::clone(&store) as _);
    let footers = runtime.cache_manager.get_file_metadata_cache();
    let files = Files {
        url,
        reader: Arc::new(CachedParquetFileReaderFactory::new(store, footers)),
    };
    let mut config = SessionConfig::new()
        // One partition: equal data give equal answers to the last digit, so that live views can tell that nothing changed;
        // the other cores answer other questions.
        .with_target_partitions(1)
        .with_batch_size(BATCH_ROWS)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_collect_statistics(false);
    let options = config.options_mut();
    options.execution.parquet.pushdown_filters = true;
    options.execution.parquet.reorder_filters = true;
    options.execution.enable_recursive_ctes = false;
    options.execution.time_zone = None;
    let state = SessionStateBuilder::new()
        .with_default_features()
        .with_config(config)
        .with_runtime_env(Arc::new(runtime))
        .build();
    Ok((pausing(state), files))
}

/// The engine whose every rule of planning asks first whether somebody waits for the question.
fn pausing(state: SessionState) -> SessionState {
    let rules = state.optimizers().iter();
    let rules = rules.map(|rule| Arc::new(Pausing(Arc::clone(rule))) as Arc<dyn OptimizerRule + Send + Sync>);
    let physical = state.physical_optimizers().iter();
    let physical =
        physical.map(|rule| Arc::new(Pausing(Arc::clone(rule))) as Arc<dyn PhysicalOptimizerRule + Send + Sync>);
    let (rules, physical) = (rules.collect(), physical.collect());
    SessionStateBuilder::new_from_existing(state)
        .with_optimizer_rules(rules)
        .with_physical_optimizer_rules(physical)
        .build()
}
