//! Live topics: one question under one scope, asked once per tick for all who watch it, and encoded once. Nobody watching, nothing asked.
//! Who may watch is decided before; when rights change, the server drops its watchers and asks for new ones with the new scope.

mod topic;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use access::scope::Scope;
use bytes::Bytes;
use model::Instant;
use model::document::Refresh;
use model::question::Question;
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::engine::Engine;
use crate::inputs::InputsSpec;
use crate::prepared::{Hash, digest};

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
    /// When it was asked.
    pub at: Instant,
    /// There was no answer.
    pub failed: bool,
}

/// Counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LiveStatistics {
    /// Topics that are watched.
    pub topics: usize,
    /// Watchers of all topics.
    pub watchers: usize,
    /// How often a topic asked, since the start.
    pub asked: u64,
    /// How often that gave something new.
    pub sent: u64,
}

/// All topics of this process. Clones mean the same hub.
#[derive(Debug, Clone)]
pub struct Hub {
    inner: Arc<Inner>,
}

type Sender = Arc<watch::Sender<Option<Arc<Frame>>>>;

pub(crate) struct Inner {
    engine: Engine,
    clock: Clock,
    /// Shortest time between two asks of a topic.
    debounce: Duration,
    topics: Mutex<HashMap<Hash, Sender>>,
    asked: AtomicU64,
    sent: AtomicU64,
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub")
            .field("debounce", &self.debounce)
            .finish_non_exhaustive()
    }
}

impl Inner {
    fn topics(&self) -> MutexGuard<'_, HashMap<Hash, Sender>> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a topic unless somebody came in the meantime.
    fn retire(&self, key: &Hash) -> bool {
        let mut topics = self.topics();
        let unwatched = topics.get(key).is_none_or(|sender| sender.receiver_count() == 0);
        if unwatched {
            topics.remove(key);
        }
        unwatched
    }
}

impl Hub {
    /// A hub that asks at most every 250 ms for each topic.
    #[must_use]
    pub fn new(engine: Engine, clock: Clock) -> Self {
        Self {
            inner: Arc::new(Inner {
                engine,
                clock,
                debounce: Duration::from_millis(250),
                topics: Mutex::default(),
                asked: AtomicU64::new(0),
                sent: AtomicU64::new(0),
            }),
        }
    }

    /// Watches; the first frame comes as soon as there is an answer, at once when others watch the same. Call it inside a tokio runtime.
    #[must_use]
    pub fn watch(&self, request: TopicRequest) -> Watcher {
        let key = key(&request);
        let widget_key = request.widget_key.clone();
        let mut topics = self.inner.topics();
        let receiver = match topics.get(&key) {
            Some(sender) => sender.subscribe(),
            None => {
                let (sender, receiver) = watch::channel(None);
                let sender = Arc::new(sender);
                topics.insert(key, Arc::clone(&sender));
                tokio::spawn(topic::run(Arc::clone(&self.inner), key, request, sender));
                receiver
            }
        };
        drop(topics);
        Watcher {
            receiver,
            widget_key,
            first: true,
        }
    }

    /// Counters for tests, metrics and the benchmark.
    #[must_use]
    pub fn statistics(&self) -> LiveStatistics {
        let topics = self.inner.topics();
        LiveStatistics {
            topics: topics.len(),
            watchers: topics.values().map(|sender| sender.receiver_count()).sum(),
            asked: self.inner.asked.load(Ordering::Relaxed),
            sent: self.inner.sent.load(Ordering::Relaxed),
        }
    }
}

/// Everything that makes two watchers share a topic.
fn key(request: &TopicRequest) -> Hash {
    let inputs = &request.inputs;
    let mut hasher = Sha256::new();
    let fingerprint = request.scope.fingerprint().as_bytes();
    hasher.update((fingerprint.len() as u64).to_le_bytes());
    hasher.update(fingerprint);
    hasher.update(digest(request.question.as_ref()));
    hasher.update(digest(&(
        &inputs.chosen.variables,
        &inputs.time,
        &inputs.last_at_most,
        &request.refresh,
    )));
    hasher.finalize().into()
}

/// One reader of a topic. A slow one skips to the latest frame; dropping the last one ends the topic.
#[derive(Debug)]
pub struct Watcher {
    receiver: watch::Receiver<Option<Arc<Frame>>>,
    widget_key: String,
    first: bool,
}

impl Watcher {
    /// The next frame that this watcher has not seen; `None` when the topic is over.
    pub async fn next(&mut self) -> Option<Arc<Frame>> {
        loop {
            if !std::mem::take(&mut self.first) {
                self.receiver.changed().await.ok()?;
            }
            let frame = self.receiver.borrow_and_update().clone();
            if frame.is_some() {
                return frame;
            }
        }
    }

    /// What the request named.
    #[must_use]
    pub fn widget_key(&self) -> &str {
        &self.widget_key
    }
}
