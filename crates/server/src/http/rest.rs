//! The rest of a body that nobody wants: a request is refused before its body is read, and whoever still sends it would find the
//! connection reset instead of the answer. So a little more is taken and thrown away, for a while.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::runtime::Handle;
use tokio::time::timeout;

use crate::limits::{REST_BYTES, REST_SECONDS};

/// A body whose rest is taken when it is dropped before its end.
#[derive(Debug)]
pub(super) struct Rest<B: Body<Data = Bytes, Error = BoxError> + Unpin + Send + 'static> {
    /// Gone at its end.
    body: Option<B>,
    /// How long the rest is taken.
    patience: Duration,
}

impl<B: Body<Data = Bytes, Error = BoxError> + Unpin + Send + 'static> Rest<B> {
    pub(super) const fn new(body: B) -> Self {
        Self::within(Duration::from_secs(REST_SECONDS), body)
    }

    const fn within(patience: Duration, body: B) -> Self {
        Self {
            body: Some(body),
            patience,
        }
    }
}

impl<B: Body<Data = Bytes, Error = BoxError> + Unpin + Send + 'static> Body for Rest<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let frame = Pin::new(body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body
            .as_ref()
            .map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}

impl<B: Body<Data = Bytes, Error = BoxError> + Unpin + Send + 'static> Drop for Rest<B> {
    fn drop(&mut self) {
        if let Some(body) = self.body.take()
            && !body.is_end_stream()
            && let Ok(runtime) = Handle::try_current()
        {
            drop(runtime.spawn(timeout(self.patience, throw_away(body))));
        }
    }
}

async fn throw_away<B: Body<Data = Bytes, Error = BoxError> + Unpin>(mut body: B) {
    let mut left = REST_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let bytes = frame.data_ref().map_or(0, bytes::Buf::remaining);
        match left.checked_sub(bytes) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt as _;
    use http_body_util::StreamBody;
    use tokio::sync::mpsc;

    const CHUNK: usize = 64 << 10;

    /// A body that is sent as it is taken, and its sender.
    fn body(
        patience: Duration,
    ) -> (
        mpsc::Sender<Bytes>,
        Rest<impl Body<Data = Bytes, Error = BoxError> + Unpin + Send>,
    ) {
        let (sender, mut receiver) = mpsc::channel::<Bytes>(1);
        let frames = futures::stream::poll_fn(move |cx| receiver.poll_recv(cx)).map(|data| Ok(Frame::data(data)));
        (sender, Rest::within(patience, StreamBody::new(frames)))
    }

    /// How many of so many chunks are taken of a body that is dropped after its first.
    async fn taken(chunks: usize) -> usize {
        let (sender, mut body) = body(Duration::from_secs(3_600));
        sender.send(vec![0; CHUNK].into()).await.unwrap();
        body.frame().await.unwrap().unwrap();
        drop(body);
        let mut sent = 1;
        while sent < chunks && sender.send(vec![0; CHUNK].into()).await.is_ok() {
            sent += 1;
        }
        sent
    }

    #[tokio::test]
    async fn the_rest_is_taken_up_to_a_bound() {
        assert_eq!(taken(20).await, 20);
        let most = REST_BYTES / CHUNK;
        let sent = taken(4 * most).await;
        assert!((most..most + 4).contains(&sent), "{sent} of {most}");
    }

    #[tokio::test]
    async fn a_rest_that_does_not_come_is_not_waited_for() {
        let (sender, body) = body(Duration::ZERO);
        drop(body);
        sender.closed().await;
    }
}
