//! What somebody wants to watch, and what they get. Only values.

use std::sync::Arc;

use access::scope::Scope;
use bytes::Bytes;
use model::Instant;
use model::document::Refresh;
use model::question::Question;

use crate::inputs::InputsSpec;

/// The program's clock.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// What somebody wants to watch.
#[derive(Debug, Clone)]
pub struct TopicRequest {
    /// What they may see.
    pub scope: Scope,
    /// What is asked.
    pub question: Arc<Question>,
    /// What they chose; a relative time range moves on at every tick.
    pub inputs: InputsSpec,
    /// When it is asked again.
    pub refresh: Refresh,
    /// Given back with the watcher; not part of the topic.
    pub widget_key: String,
}

/// One answer on its way to all watchers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The answer as JSON, or `{"error":{"code","message"}}`.
    pub json: Bytes,
    /// Equal for equal columns and rows, whenever they were asked.
    pub digest: String,
    /// How many values the answer holds.
    pub cells: u64,
    /// When it was asked.
    pub at: Instant,
    /// There was no answer.
    pub failed: bool,
}
