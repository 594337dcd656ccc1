//! The one list of routes, with what each needs; the API description is made from the same list. No logic.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::MethodRouter;
use http::{HeaderName, HeaderValue, Method, header};
use model::id::RequestId;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::call::Requested;
use super::{pages, routes};
use crate::app::App;
use crate::app::error::Error;
use crate::clock;
use crate::http::problem::Refusal;
use crate::limits::{BODY_BYTES, UPLOAD_BYTES};

/// What a route needs before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing, and why that is right.
    Open(&'static str),
    /// A proof of this action of the gate.
    Proof(&'static str),
}

/// One route of the API.
#[derive(Debug)]
pub struct Route {
    /// HTTP method.
    pub method: Method,
    /// Below `/api/v1`.
    pub path: &'static str,
    /// What it does, in a sentence.
    pub does: &'static str,
    /// What it needs.
    pub need: Need,
    /// Schema of the request body, if any.
    pub takes: Option<&'static str>,
    /// Schema of the answer, if any.
    pub gives: Option<&'static str>,
    handler: MethodRouter<Arc<App>>,
}

impl Route {
    pub(crate) const fn new(
        method: Method,
        path: &'static str,
        does: &'static str,
        need: Need,
        handler: MethodRouter<Arc<App>>,
    ) -> Self {
        Self {
            method,
            path,
            does,
            need,
            takes: None,
            gives: None,
            handler,
        }
    }

    pub(crate) const fn takes(mut self, schema: &'static str) -> Self {
        self.takes = Some(schema);
        self
    }

    pub(crate) const fn gives(mut self, schema: &'static str) -> Self {
        self.gives = Some(schema);
        self
    }
}

/// The whole service.
pub fn app(app: &Arc<App>) -> Router {
    let api = routes::all().into_iter().fold(Router::new(), |router, route| {
        let limit = if route.path.ends_with("/upload") {
            UPLOAD_BYTES
        } else {
            BODY_BYTES
        };
        router.route(route.path, route.handler.layer(DefaultBodyLimit::max(limit)))
    });
    let api = api.fallback(unknown).method_not_allowed_fallback(unknown);
    Router::new()
        .nest("/api/v1", api)
        .merge(pages::routes())
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn(finish))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Refusal::from(Error::Internal("a handler panicked".to_owned())).respond(RequestId::new(clock::now()))
        }))
        .with_state(Arc::clone(app))
}

/// An unknown route and a known one with another method are the same 404 as an unknown id.
async fn unknown(request: Request) -> Response {
    let id = request
        .extensions()
        .get::<Requested>()
        .map_or_else(|| RequestId::new(clock::now()), |r| r.0);
    Refusal::from(Error::hidden()).respond(id)
}

/// Gives every request its id and every response its headers.
async fn finish(mut request: Request, next: Next) -> Response {
    let id = RequestId::new(clock::now());
    request.extensions_mut().insert(Requested(id));
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await.into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
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
