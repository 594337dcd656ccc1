//! The whole service: every route behind its door, pages, and the headers of every response. No logic of a route.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, Method, header};
use model::id::RequestId;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::arrival::{Requested, request_id};
use super::door::{self, Door, Guard};
use super::problem::Refusal;
use super::route::Need;
use super::{pages, routes, shared_page};
use crate::app::App;
use crate::app::error::Error;
use crate::clock;
use crate::limits::{BODY_BYTES, OPEN_BODY_BYTES};

/// The whole service.
pub fn app(app: &Arc<App>) -> Router {
    let api = routes::all().into_iter().fold(Router::new(), |router, route| {
        let limit = route.file.unwrap_or(match route.door {
            // Whoever comes may send this much.
            Door::Open => OPEN_BODY_BYTES,
            Door::Decides(_) | Door::Looks(_) => BODY_BYTES,
        });
        let guard = Guard {
            app: Arc::clone(app),
            door: route.door,
            changes: route.changes,
        };
        let door = middleware::from_fn_with_state(Arc::new(guard), door::guard);
        let asks = matches!(route.need, Need::Proof(_)) && !route.changes;
        let handler = match route.method {
            // Nobody waits for an answer that nobody waits for.
            _ if asks => route.handler,
            Method::GET => route.handler,
            _ => route.handler.layer(middleware::from_fn(to_the_end)),
        };
        let handler = handler.layer(DefaultBodyLimit::max(limit)).route_layer(door);
        router.route(route.path, handler)
    });
    let api = api.fallback(unknown).method_not_allowed_fallback(unknown);
    Router::new()
        .nest("/api/v1", api)
        .merge(pages::routes())
        .merge(shared_page::routes())
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn_with_state(Arc::clone(app), finish))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Refusal::from(Error::Internal("a handler panicked".to_owned())).respond(RequestId::new(clock::now()))
        }))
        .with_state(Arc::clone(app))
}

/// Goes on when its caller has gone: what has begun to change something is done with all that belongs to it, such as its trace in the audit
/// and the open pages that it ends.
async fn to_the_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(failed) => match failed.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => {
                Refusal::from(Error::Internal("the server ends".to_owned())).respond(RequestId::new(clock::now()))
            }
        },
    }
}

/// An unknown route and a known one with another method are the same 404 as an unknown id.
async fn unknown(request: Request) -> Response {
    Refusal::from(Error::hidden()).respond(request_id(request.extensions()))
}

/// Gives every request its id and every response its headers.
async fn finish(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let id = RequestId::new(clock::now());
    request.extensions_mut().insert(Requested(id));
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await.into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    let path = app.config.base_url.path();
    if let Some(location) = headers.get_mut(header::LOCATION).filter(|_| !path.is_empty())
        && let Ok(value) = HeaderValue::try_from([path.as_bytes(), location.as_bytes()].concat())
    {
        // Routes name what they made below the path that the server stands at.
        *location = value;
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if is_api {
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
        );
    }
    response
}
