//! One connection: HTTP/1.1 with a bound on how long a head may take, how large it may be, and how long a reader may leave unread what is
//! sent. What a request may send after its head is paced in `http/arrival.rs`.

use std::io::Write as _;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use super::sockets::{Full, Socket, Sockets};
use crate::app::App;
use crate::http::arrival;
use crate::limits::{ACCEPT_AGAIN_MILLISECONDS, HEAD_BYTES, HEAD_SECONDS, UNREAD_SECONDS};

/// Everything that a connection needs.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) app: Arc<App>,
    pub(super) routes: Router,
    pub(super) sockets: Sockets,
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
}

impl Served {
    /// Takes connections until the server stops.
    pub(super) async fn accept(self: Arc<Self>, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = self.stop.cancelled() => return,
            };
            match accepted {
                Ok((stream, peer)) => match self.sockets.take(peer.ip()) {
                    Ok(socket) => {
                        self.tasks.spawn(Arc::clone(&self).serve(stream, peer, socket));
                    }
                    Err(full) => refuse(stream, full),
                },
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    // Such as too many open files: trying again at once would keep a processor busy and change nothing.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(ACCEPT_AGAIN_MILLISECONDS)).await;
                }
            }
        }
    }

    async fn serve(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, socket: Socket) {
        // Answers and live events are small and are waited for.
        let _slower_without = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(Duration::from_secs(UNREAD_SECONDS)));
        let service = service_fn(|request| {
            let request = arrival::arrive(&self.app, peer, request);
            self.routes.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(HEAD_SECONDS))
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection broke off");
        }
        drop(socket);
    }
}

/// Says so, as far as that takes no waiting: whoever is refused gets no more than a line of ours.
fn refuse(stream: TcpStream, full: Full) {
    let (status, detail) = match full {
        Full::All => ("503 Service Unavailable", "The server has no free connection."),
        Full::Network => ("429 Too Many Requests", "Too many connections come from your network."),
    };
    let (code, number) = match full {
        Full::All => ("unavailable", 503),
        Full::Network => ("too_many", 429),
    };
    let title = status.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let body = format!(
        r#"{{"type":"about:blank","title":"{title}","status":{number},"code":"{code}","detail":"{detail} Try again in a moment."}}"#
    );
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\ncontent-length: {}\r\ncache-control: no-store\r\n\
         retry-after: 2\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    // Past the runtime, which would first wait to hear that a new socket takes bytes. It does not block: it never has.
    if let Ok(mut stream) = stream.into_std() {
        let _gone_anyway = stream.write(answer.as_bytes());
    }
}

/// The other side went away before it was served; the listener is as good as before.
fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
