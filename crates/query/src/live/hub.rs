//! The hub: gives everybody who watches the same the same topic, and starts it with the first of them.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::engine::Engine;
use crate::live::request::{Clock, TopicRequest};
use crate::live::topic;
use crate::live::topics::Topics;
use crate::live::watcher::Watcher;
use crate::prepared::{Hash, digest};

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
    topics: Arc<Topics>,
}

impl Hub {
    /// A hub without topics yet; each topic asks at most every [`LIVE_MILLISECONDS`](crate::limits::LIVE_MILLISECONDS).
    #[must_use]
    pub fn new(engine: Engine, clock: Clock) -> Self {
        Self {
            topics: Arc::new(Topics::new(engine, clock)),
        }
    }

    /// Watches; the first frame comes as soon as there is an answer, at once when others watch the same. Call it inside a tokio runtime.
    #[must_use]
    pub fn watch(&self, request: TopicRequest) -> Watcher {
        let key = key(&request);
        let widget_key = request.widget_key.clone();
        let mut topics = self.topics.open();
        let receiver = match topics.get(&key) {
            Some(sender) => sender.subscribe(),
            None => {
                let (sender, receiver) = watch::channel(None);
                let sender = Arc::new(sender);
                topics.insert(key, Arc::clone(&sender));
                tokio::spawn(topic::run(Arc::clone(&self.topics), key, request, sender));
                receiver
            }
        };
        drop(topics);
        Watcher::new(receiver, widget_key)
    }

    /// Counters for tests, metrics and the benchmark.
    #[must_use]
    pub fn statistics(&self) -> LiveStatistics {
        let topics = self.topics.open();
        LiveStatistics {
            topics: topics.len(),
            watchers: topics.values().map(|sender| sender.receiver_count()).sum(),
            asked: self.topics.asked.load(Ordering::Relaxed),
            sent: self.topics.sent.load(Ordering::Relaxed),
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
        &inputs.within,
        &inputs.chosen.calendar.zone,
        &inputs.chosen.calendar.week_starts,
        &request.refresh,
    )));
    hasher.finalize().into()
}
