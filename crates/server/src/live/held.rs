//! Answers that wait until a page may change again, where the share of its reader says how long one picture stands. Of each widget the newest
//! is kept, and all are shown together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use query::live::Frame;
use tokio::time::Instant;

/// What changes together comes within this time.
const TOGETHER: Duration = Duration::from_millis(crate::limits::TICK_MILLISECONDS);

/// The answers of one page that wait.
pub(super) struct Held {
    /// How long one picture stands; `None`: until something is new.
    every: Option<Duration>,
    next: Instant,
    frames: BTreeMap<usize, Arc<Frame>>,
    /// Widgets that have had their first answer; for that nobody waits.
    begun: BTreeSet<usize>,
}

impl Held {
    /// For a page whose pictures stand so many seconds.
    pub(super) fn every(seconds: Option<u32>, now: Instant) -> Self {
        Self {
            every: seconds.map(|seconds| Duration::from_secs(u64::from(seconds))),
            next: now,
            frames: BTreeMap::new(),
            begun: BTreeSet::new(),
        }
    }

    /// Keeps an answer, or gives it back where it may be shown at once.
    pub(super) fn keep(&mut self, index: usize, frame: Arc<Frame>, now: Instant) -> Option<Arc<Frame>> {
        let Some(every) = self.every else { return Some(frame) };
        if self.begun.insert(index) {
            self.next = now + every;
            return Some(frame);
        }
        if self.frames.is_empty() {
            self.next = self.next.max(now + TOGETHER);
        }
        self.frames.insert(index, frame);
        None
    }

    /// When what is held may be shown; `None` while nothing is.
    pub(super) fn due(&self) -> Option<Instant> {
        (!self.frames.is_empty()).then_some(self.next)
    }

    /// The picture that is due, in the order of the page.
    pub(super) fn picture(&mut self, now: Instant) -> BTreeMap<usize, Arc<Frame>> {
        self.next = now + self.every.unwrap_or_default();
        std::mem::take(&mut self.frames)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(digest: &str) -> Arc<Frame> {
        Arc::new(Frame {
            json: bytes::Bytes::new(),
            digest: digest.to_owned(),
            cells: 0,
            at: model::Instant::UNIX_EPOCH,
            failed: false,
        })
    }

    #[test]
    fn a_picture_stands_as_long_as_was_said_and_changes_as_a_whole() {
        let begin = Instant::now();
        let after = |seconds| begin + Duration::from_secs(seconds);
        let mut held = Held::every(Some(60), begin);
        assert!(held.keep(0, frame("a"), begin).is_some() && held.keep(1, frame("b"), begin).is_some());
        assert_eq!(held.due(), None, "the first is shown at once");
        assert!(held.keep(0, frame("c"), after(5)).is_none() && held.keep(0, frame("d"), after(10)).is_none());
        assert!(held.keep(1, frame("e"), after(59)).is_none());
        assert_eq!(held.due(), Some(after(60)));
        let shown = held.picture(after(60)).into_iter();
        let shown: Vec<_> = shown.map(|(index, frame)| (index, frame.digest.clone())).collect();
        assert_eq!(shown, [(0, "d".to_owned()), (1, "e".to_owned())]);
        assert_eq!(held.due(), None);
        // After a long silence what is new waits only for what changes with it.
        assert!(held.keep(0, frame("f"), after(600)).is_none());
        assert_eq!(held.due(), Some(after(600) + TOGETHER));
    }

    #[test]
    fn without_a_term_nothing_waits() {
        let now = Instant::now();
        let mut held = Held::every(None, now);
        assert!(held.keep(0, frame("a"), now).is_some() && held.keep(0, frame("b"), now).is_some());
        assert_eq!(held.due(), None);
    }
}
