//! The body of a request at the pace that is expected of a sender: who sends less than a little is not waited for. How much a body may
//! hold is the route's to say.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::limits::{BODY_BYTES_PER_SECOND, BODY_SECONDS, BODY_SILENT_SECONDS};

/// A body that breaks off with [`TooSlow`] when its sender is.
#[derive(Debug)]
pub(super) struct Paced<B> {
    body: B,
    pace: Pace,
    /// How long its sender is waited for yet; what the server needs itself is not counted.
    patience: Duration,
    /// What came and has not given another second yet.
    odd_bytes: u64,
    /// Since when it is waited for at present, and until when.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

/// What is expected of a sender.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// How long it is waited for at first, whatever it sends.
    first: Duration,
    /// So many bytes give it another second.
    bytes_per_second: u64,
    /// It is never waited for longer than this, however fast it was before.
    silent: Duration,
}

const EXPECTED: Pace = Pace {
    first: Duration::from_secs(BODY_SECONDS),
    bytes_per_second: BODY_BYTES_PER_SECOND,
    silent: Duration::from_secs(BODY_SILENT_SECONDS),
};

/// The sender is slower than is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body came too slowly")]
pub(super) struct TooSlow;

impl<B> Paced<B> {
    pub(super) const fn new(body: B) -> Self {
        Self::at(EXPECTED, body)
    }

    const fn at(pace: Pace, body: B) -> Self {
        Self {
            body,
            pace,
            patience: pace.first,
            odd_bytes: 0,
            waiting: None,
        }
    }

    /// So much came: its sender is waited for longer.
    fn received(&mut self, bytes: u64) {
        let bytes = self.odd_bytes.saturating_add(bytes);
        let seconds = Duration::from_secs(bytes / self.pace.bytes_per_second);
        self.odd_bytes = bytes % self.pace.bytes_per_second;
        self.patience = self.patience.saturating_add(seconds).min(self.pace.silent);
    }
}

impl<B> Body for Paced<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(frame) => {
                if let Some((since, _)) = self.waiting.take() {
                    self.patience = self.patience.saturating_sub(since.elapsed());
                }
                if let Some(Ok(frame)) = &frame {
                    let bytes = frame.data_ref().map_or(0, bytes::Buf::remaining);
                    self.received(bytes as u64);
                }
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                let left = self.patience;
                let (_, end) = self.waiting.get_or_insert_with(|| {
                    let now = Instant::now();
                    (now, Box::pin(sleep_until(now + left)))
                });
                end.as_mut().poll(cx).map(|()| Some(Err(TooSlow.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Whether this is why a body broke off, however it is wrapped.
pub(super) fn is_too_slow(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<TooSlow>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt as _;
    use tokio::sync::mpsc;

    fn body(first: Duration) -> (mpsc::Sender<Bytes>, axum::body::BodyDataStream) {
        let (sender, mut receiver) = mpsc::channel::<Bytes>(4);
        let chunks = futures::stream::poll_fn(move |cx| receiver.poll_recv(cx));
        let body = axum::body::Body::from_stream(chunks.map(Ok::<_, std::convert::Infallible>));
        let pace = Pace { first, ..EXPECTED };
        (sender, axum::body::Body::new(Paced::at(pace, body)).into_data_stream())
    }

    #[test]
    fn a_drip_buys_no_time_a_slow_line_does_and_nothing_is_saved_up() {
        let mut paced = Paced::new(axum::body::Body::empty());
        let first = Duration::from_secs(BODY_SECONDS);
        assert_eq!(paced.patience, first);
        for _ in 1..BODY_BYTES_PER_SECOND {
            paced.received(1);
        }
        assert_eq!(paced.patience, first, "less than a second's bytes");
        paced.received(1);
        assert_eq!(paced.patience, first + Duration::from_secs(1));
        paced.received(5 << 20);
        assert_eq!(paced.patience, Duration::from_secs(BODY_SILENT_SECONDS));
    }

    #[tokio::test]
    async fn a_sender_who_is_waited_for_too_long_is_cut_off_whatever_was_sent() {
        let (sender, mut chunks) = body(Duration::ZERO);
        sender.send(Bytes::from_static(b"x")).await.unwrap();
        assert_eq!(chunks.next().await.unwrap().unwrap(), "x", "what is there is taken");
        let error = chunks.next().await.unwrap().unwrap_err();
        assert!(is_too_slow(&error), "{error}");
        drop(sender);
    }

    #[tokio::test]
    async fn a_body_that_comes_is_left_as_it_is() {
        let (sender, mut chunks) = body(Duration::from_secs(3_600));
        let sending = tokio::spawn(async move {
            for _ in 0..100 {
                tokio::task::yield_now().await;
                sender.send(Bytes::from_static(b"abc")).await.unwrap();
            }
        });
        let mut received = 0;
        while let Some(chunk) = chunks.next().await {
            received += chunk.unwrap().len();
        }
        assert_eq!(received, 300);
        sending.await.unwrap();
    }
}
