//! One reader of a topic.

use std::sync::Arc;

use tokio::sync::watch;

use crate::live::request::Frame;

/// Reads the frames of a topic. A slow reader skips to the latest frame; dropping the last one ends the topic.
#[derive(Debug)]
pub struct Watcher {
    receiver: watch::Receiver<Option<Arc<Frame>>>,
    widget_key: String,
    first: bool,
}

impl Watcher {
    pub(crate) const fn new(receiver: watch::Receiver<Option<Arc<Frame>>>, widget_key: String) -> Self {
        Self {
            receiver,
            widget_key,
            first: true,
        }
    }

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
