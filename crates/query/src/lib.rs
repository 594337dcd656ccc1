//! Questions under a scope: datasets and their rows, the plan of a question with its row rules inside the scan, limits, cache, live topics.
//! The only crate that knows the query engine. It knows scopes and nothing about users, rights or HTTP.

mod answer;
mod ask;
mod barrier;
mod cache;
mod check;
mod choices;
mod chosen;
mod datasets;
mod engine;
mod error;
mod functions;
mod guard;
mod ingest;
mod inputs;
pub mod limits;
pub mod live;
mod load;
mod opens;
mod plan;
mod predicate;
mod prepared;
mod session;
mod shared;
mod snapshot;
mod sql;
mod state;
mod stop;
mod structured;
mod table;
mod tables;
mod types;
mod values;
mod workers;

pub use ask::Ask;
pub use choices::{Choice, Choices};
pub use datasets::DatasetState;
pub use engine::{Engine, Statistics};
pub use error::QueryError;
pub use ingest::{Appended, NewRows};
pub use inputs::{Inputs, InputsSpec, Locks};
pub use limits::Limits;
pub use load::{FileFormat, ReadOptions, Ready, Staged};
pub use opens::{OpenedDataset, Opens};
