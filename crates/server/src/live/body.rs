//! The bytes of one page on their way out: a queue that can be cut. What was queued before a cut is not sent after it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures::Stream;
use tokio::sync::mpsc;

/// Ends an answer of which only the beginning was sent, so that it is no answer: another name, no id, nothing to read.
const CUT_SHORT: Bytes = Bytes::from_static(b"\nid:\nevent: cut\n\n");

/// One event, ready to be sent.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// As a whole.
    Whole(Bytes),
    /// An answer in three parts, of which the middle one is shared by all pages.
    Answer([Bytes; 3]),
}

/// The page's side. Cheap to clone; all clones fill the same queue.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    queue: mpsc::Sender<(u64, Event)>,
    cuts: Arc<AtomicU64>,
}

/// The connection's side: a complete `text/event-stream` body.
#[derive(Debug)]
pub struct Events {
    queue: mpsc::Receiver<(u64, Event)>,
    cuts: Arc<AtomicU64>,
    /// Rest of an answer of which the beginning was sent.
    begun: Option<(u64, std::array::IntoIter<Bytes, 3>)>,
}

/// A queue without anything in it.
pub(super) fn queue() -> (Outlet, Events) {
    let (sender, receiver) = mpsc::channel(crate::limits::EVENTS_WAITING);
    let cuts = Arc::new(AtomicU64::new(0));
    let outlet = Outlet {
        queue: sender,
        cuts: Arc::clone(&cuts),
    };
    let events = Events {
        queue: receiver,
        cuts,
        begun: None,
    };
    (outlet, events)
}

impl Outlet {
    /// Nothing that was put in before is sent any more. What the connection has taken out already is on its way.
    pub(super) fn cut(&self) {
        self.cuts.fetch_add(1, Ordering::SeqCst);
    }

    /// Waits until there is room.
    ///
    /// # Errors
    /// The reader is gone.
    pub(super) async fn room(&self) -> Result<Room<'_>, Gone> {
        let permit = self.queue.reserve().await.map_err(|_| Gone)?;
        Ok(Room { outlet: self, permit })
    }

    /// Waits until the reader is gone.
    pub(super) async fn gone(&self) {
        self.queue.closed().await;
    }
}

/// The reader is gone.
#[derive(Debug)]
pub(super) struct Gone;

/// Room for one event.
#[derive(Debug)]
pub(super) struct Room<'o> {
    outlet: &'o Outlet,
    permit: mpsc::Permit<'o, (u64, Event)>,
}

impl Room<'_> {
    pub(super) fn put(self, event: Event) {
        let cuts = self.outlet.cuts.load(Ordering::SeqCst);
        self.permit.send((cuts, event));
    }
}

impl Events {
    /// The next part of an answer that was begun.
    fn rest(&mut self, cuts: u64) -> Option<Bytes> {
        let (queued, mut parts) = self.begun.take()?;
        // The middle part is the data; after it there is nothing left to withhold.
        if queued < cuts && parts.len() > 1 {
            return Some(CUT_SHORT);
        }
        let part = parts.next()?;
        self.begun = Some((queued, parts));
        Some(part)
    }
}

impl Stream for Events {
    type Item = Bytes;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        loop {
            let cuts = self.cuts.load(Ordering::SeqCst);
            if let Some(part) = self.rest(cuts) {
                return Poll::Ready(Some(part));
            }
            let Some((queued, event)) = ready!(self.queue.poll_recv(context)) else {
                return Poll::Ready(None);
            };
            if queued < self.cuts.load(Ordering::SeqCst) {
                continue;
            }
            match event {
                Event::Whole(bytes) => return Poll::Ready(Some(bytes)),
                Event::Answer(parts) => {
                    let mut parts = parts.into_iter();
                    if let Some(first) = parts.next() {
                        self.begun = Some((queued, parts));
                        return Poll::Ready(Some(first));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt as _, StreamExt as _};

    use super::*;

    fn answer() -> Event {
        Event::Answer([Bytes::from("head "), Bytes::from("DATA"), Bytes::from(" tail")])
    }

    fn put(outlet: &Outlet, event: Event) {
        outlet
            .room()
            .now_or_never()
            .expect("room")
            .expect("a reader")
            .put(event);
    }

    /// All that is sent without waiting.
    fn sent(events: &mut Events) -> String {
        let mut text = String::new();
        while let Some(Some(part)) = events.next().now_or_never() {
            text.push_str(std::str::from_utf8(&part).expect("text"));
        }
        text
    }

    #[test]
    fn what_was_queued_before_a_cut_is_not_sent_after_it() {
        let (outlet, mut events) = queue();
        put(&outlet, answer());
        put(&outlet, Event::Whole(Bytes::from("more")));
        put(&outlet, answer());
        outlet.cut();
        put(&outlet, Event::Whole(Bytes::from("ended")));
        assert_eq!(sent(&mut events), "ended");
        put(&outlet, answer());
        drop(outlet);
        assert_eq!(sent(&mut events), "head DATA tail");
        assert!(events.next().now_or_never().expect("the end").is_none());
    }

    #[test]
    fn an_answer_that_was_begun_is_cut_short_before_its_data() {
        for (taken, rest) in [(1, "\nid:\nevent: cut\n\nended"), (2, " tailended"), (3, "ended")] {
            let (outlet, mut events) = queue();
            put(&outlet, answer());
            for _ in 0..taken {
                events.next().now_or_never().expect("a part");
            }
            outlet.cut();
            put(&outlet, Event::Whole(Bytes::from("ended")));
            assert_eq!(sent(&mut events), rest, "after {taken} parts");
        }
    }
}
