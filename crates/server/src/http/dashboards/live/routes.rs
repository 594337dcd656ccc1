//! The live stream of a dashboard, as server-sent events.

use access::action::Open;
use std::sync::Arc;

use axum::body::Body as RawBody;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::StreamExt as _;
use http::{HeaderMap, header};
use model::document::TimeRange;
use model::id::WorkspaceId;
use model::invalid::Invalid;
use model::zone::Zone;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::app::ask::Chosen;
use crate::http::call::{Call, Id, Params, Reply};
use crate::http::route::Route;
use crate::live::{self, Watch};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/dashboards/{id}/live", "Answers as they change (SSE)")
            .needs::<Open>()
            .to(stream),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LiveQuery {
    state: Option<String>,
    workspace: Option<WorkspaceId>,
}

/// What `?state=` holds: base64url of this as JSON, or the JSON itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    workspace: Option<WorkspaceId>,
    #[serde(default)]
    variables: Map<String, Json>,
    time: Option<TimeRange>,
    time_zone: Option<Zone>,
}

fn read(state: Option<&str>) -> Result<State, Invalid> {
    let Some(state) = state.filter(|state| !state.is_empty()) else {
        return Ok(State::default());
    };
    let bytes = match state.strip_prefix('{') {
        Some(_) => state.as_bytes().to_vec(),
        None => URL_SAFE_NO_PAD
            .decode(state.trim_end_matches('='))
            .map_err(|_| Invalid::at("/state", "this is not base64url"))?,
    };
    model::invalid::parse(&bytes).map_err(|invalid| invalid.under("/state"))
}

async fn stream(call: Call, id: Id, Params(query): Params<LiveQuery>, headers: HeaderMap) -> Reply<Response> {
    let state = call.reply(read(query.state.as_deref()).map_err(Into::into))?;
    let at = call.dashboard(&id, query.workspace.or(state.workspace))?;
    let last_event_id = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let watch = Watch {
        at,
        chosen: Chosen {
            variables: state.variables,
            time: state.time,
            zone: state.time_zone,
        },
        last_event_id,
    };
    let events = call.reply(live::watch(Arc::clone(&call.app), call.op.clone(), watch).await)?;
    let body = RawBody::from_stream(events.map(Ok::<_, std::convert::Infallible>));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, [("x-accel-buffering", "no")], body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_state_is_told_not_guessed() {
        assert!(read(None).is_ok() && read(Some("")).is_ok());
        let json = r#"{"variables":{"origin":"JFK"}}"#;
        assert_eq!(read(Some(json)).unwrap().variables.len(), 1);
        assert_eq!(read(Some(&URL_SAFE_NO_PAD.encode(json))).unwrap().variables.len(), 1);
        for broken in ["%%%", "{", "e30x", "eyJ4IjoxfQ"] {
            assert!(read(Some(broken)).is_err(), "{broken}");
        }
    }
}
