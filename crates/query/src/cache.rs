//! Kept answers, bounded by bytes. The key holds everything that could change an answer, the scope's fingerprint first of all:
//! callers with different scopes never share one.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use access::scope::Scope;
use bytes::Bytes;
use model::answer::Answer;
use moka::future::Cache;
use sha2::{Digest, Sha256};

use crate::error::QueryError;
use crate::inputs::Inputs;
use crate::limits::{CACHE_UNUSED_SECONDS, Limits};
use crate::prepared::{Hash, Prepared, digest};
use crate::tables::Tables;

/// One kept answer.
#[derive(Debug)]
pub(crate) struct Kept {
    /// As later callers get it: `cached` is true.
    pub(crate) answer: Arc<Answer>,
    /// About how many bytes the answer takes as values.
    bytes: usize,
    json: OnceLock<Bytes>,
}

impl Kept {
    pub(crate) fn new(answer: Answer, bytes: usize) -> Self {
        Self {
            answer: Arc::new(answer),
            bytes,
            json: OnceLock::new(),
        }
    }

    /// The answer as JSON, encoded once.
    pub(crate) fn json(&self) -> Result<Bytes, QueryError> {
        if let Some(json) = self.json.get() {
            return Ok(json.clone());
        }
        let text = serde_json::to_vec(self.answer.as_ref()).map_err(|_| QueryError::Internal)?;
        Ok(self.json.get_or_init(|| Bytes::from(text)).clone())
    }
}

/// The answers.
pub(crate) type Answers = Cache<Hash, Arc<Kept>>;

pub(crate) fn answers(limits: &Limits) -> Answers {
    Cache::builder()
        .max_capacity(limits.cache_bytes)
        // Counted twice: an answer is kept as values and as JSON. 512 for the key and the bookkeeping.
        .weigher(|_, kept: &Arc<Kept>| u32::try_from(kept.bytes.saturating_mul(2) + 512).unwrap_or(u32::MAX))
        .time_to_idle(Duration::from_secs(CACHE_UNUSED_SECONDS))
        .build()
}

/// What must be equal for two calls to have the same answer.
pub(crate) fn key(tables: &Tables, scope: &Scope, prepared: &Prepared, inputs: &Inputs, now: model::Instant) -> Hash {
    let mut hasher = Sha256::new();
    let fingerprint = scope.fingerprint().as_bytes();
    hasher.update((fingerprint.len() as u64).to_le_bytes());
    hasher.update(fingerprint);
    hasher.update(prepared.hash);
    for name in &prepared.datasets {
        if let Some(dataset) = scope.dataset(name) {
            hasher.update(dataset.id.number().to_le_bytes());
            hasher.update(tables.version(dataset.id).to_le_bytes());
        }
    }
    let chosen: Vec<_> = prepared
        .variables
        .iter()
        .map(|name| {
            (
                inputs.variables.get(name.as_str()),
                inputs.dates.contains(name.as_str()),
            )
        })
        .collect();
    hasher.update(digest(&chosen));
    if prepared.reads_time {
        let micros = |at: Option<model::Instant>| at.map_or(i64::MIN, |at| at.timestamp_micros());
        hasher.update(micros(inputs.from).to_le_bytes());
        hasher.update(micros(inputs.to).to_le_bytes());
    }
    hasher.update(digest(&(
        inputs.calendar.zone,
        inputs.calendar.week_starts,
        inputs.search.as_ref().map(|search| (&search.column, &search.text)),
    )));
    if prepared.reads_clock {
        hasher.update(now.timestamp().to_le_bytes());
    }
    hasher.finalize().into()
}
