//! A body that is held in memory as a whole: how much all of them may hold together is counted while they come in. What one may hold is
//! the route's to say, what it says is read in `call`.

use std::sync::Arc;

use access::op::Op;
use axum::RequestExt as _;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use bytes::BytesMut;
use futures::StreamExt as _;
use identity::caller::Caller;

use super::arrival::request_id;
use super::pace::is_too_slow;
use super::problem::Refusal;
use crate::app::App;
use crate::app::bodies::Room;
use crate::app::error::Error;
use crate::limits::{BODY_AHEAD_BYTES, READER_BODY_BYTES};

/// The bytes of a body, and the room that they take until they are dropped.
#[derive(Debug)]
pub struct Held {
    /// The body.
    pub bytes: Bytes,
    _room: Option<Room>,
}

impl FromRequest<Arc<App>> for Held {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let id = request_id(&parts.extensions);
        let refused = |error: Error| Refusal::from(error).respond(id);
        // Left by the door, which decided on it.
        let op = parts.extensions.get::<Op>().cloned();
        let op = op.ok_or_else(|| refused(Error::Internal("a body is read without its door".to_owned())))?;
        let mut chunks = Request::from_parts(parts, body).into_limited_body().into_data_stream();
        let mut bytes = BytesMut::new();
        let mut room: Option<Room> = None;
        let mut counted = 0;
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|error| refused(broken(&error)))?;
            if bytes.len() + chunk.len() > counted {
                let more = (bytes.len() + chunk.len() - counted).max(BODY_AHEAD_BYTES);
                let taken = app.bodies.take(&op, more).map_err(refused)?;
                counted += more;
                match &mut room {
                    Some(room) => room.merge(taken),
                    None => room = Some(taken),
                }
            }
            bytes.extend_from_slice(&chunk);
            if bytes.len() > READER_BODY_BYTES && matches!(op.caller, Caller::Share { .. }) {
                return Err(refused(Error::TooLarge(
                    "The request is larger than allowed.".to_owned(),
                )));
            }
        }
        Ok(Self {
            bytes: bytes.freeze(),
            _room: room,
        })
    }
}

/// Why a body could not be read, for its sender.
pub(in crate::http) fn broken(error: &(dyn std::error::Error + 'static)) -> Error {
    if is_too_slow(error) {
        return Error::TooSlow;
    }
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return Error::TooLarge("The request is larger than allowed.".to_owned());
        }
        cause = error.source();
    }
    model::invalid::Invalid::at("", "the body could not be read").into()
}
