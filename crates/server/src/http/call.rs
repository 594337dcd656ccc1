//! The extractors of every route: the call (who, when, which request) and a JSON body with pointers. Decides no rights.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use access::op::Op;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Query, Request};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{Method, StatusCode, header};
use identity::caller::Caller;
use model::id::RequestId;
use model::invalid::{Fault, Invalid};
use serde::de::DeserializeOwned;

use super::problem::Refusal;
use crate::app::App;
use crate::app::error::Error;
use crate::clock;

/// What a route ends with when it gives no answer.
#[derive(Debug)]
pub struct Failure {
    request: RequestId,
    /// Boxed: it is large, and most calls end without one.
    refusal: Box<Refusal>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.refusal.respond(self.request)
    }
}

/// What a route returns.
pub type Reply<T> = Result<T, Failure>;

/// One call: the app and the operation.
#[derive(Debug, Clone)]
pub struct Call {
    /// The program.
    pub app: Arc<App>,
    /// Who asks, when, as which request.
    pub op: Op,
    /// Where the connection comes from.
    pub from: Option<IpAddr>,
}

impl Call {
    /// Runs the use case and dresses its error for the way out.
    ///
    /// # Errors
    /// The use case's error.
    pub fn reply<T>(&self, result: Result<T, Error>) -> Reply<T> {
        result.map_err(|error| self.fail(error))
    }

    /// Dresses an error for the way out.
    pub fn fail(&self, error: impl Into<Error>) -> Failure {
        Failure {
            request: self.op.request,
            refusal: Box::new(Refusal::from(error.into())),
        }
    }

    /// Reads an id of the path; whatever is not one is answered like an unknown one.
    ///
    /// # Errors
    /// Not found.
    pub fn id<T: std::str::FromStr>(&self, text: &str) -> Reply<T> {
        text.parse().map_err(|_| self.fail(Error::hidden()))
    }
}

/// The id of the request, put there by the outermost layer.
#[derive(Debug, Clone, Copy)]
pub struct Requested(pub RequestId);

impl FromRequestParts<Arc<App>> for Call {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let request = request_id(parts);
        let now = clock::now();
        let from = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let nobody = Op::new(Caller::Nobody, request, now);
        let caller = caller(parts, app, &nobody).await;
        let caller = caller.map_err(|error| Failure {
            request,
            refusal: Box::new(error.into()),
        })?;
        Ok(Self {
            app: Arc::clone(app),
            op: Op::new(caller, request, now),
            from,
        })
    }
}

/// A call that looks at no credentials: sign in, setup, opening a share.
#[derive(Debug, Clone)]
pub struct OpenCall(pub Call);

impl FromRequestParts<Arc<App>> for OpenCall {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let request = request_id(parts);
        let from = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        if is_foreign(parts, app) {
            return Err(Failure {
                request,
                refusal: Box::new(Error::CrossSite.into()),
            });
        }
        Ok(Self(Call {
            app: Arc::clone(app),
            op: Op::new(Caller::Nobody, request, clock::now()),
            from,
        }))
    }
}

fn request_id(parts: &Parts) -> RequestId {
    parts
        .extensions
        .get::<Requested>()
        .map_or_else(|| RequestId::new(clock::now()), |requested| requested.0)
}

/// Name of the cookie of a signed-in user.
pub const SESSION_COOKIE: &str = "vitrine_session";
/// Name of the cookie of a share's reader.
pub const SHARE_COOKIE: &str = "vitrine_share";

async fn caller(parts: &Parts, app: &App, nobody: &Op) -> Result<Caller, Error> {
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let token = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
        return app.authenticate_bearer(nobody, token.unwrap_or_default()).await;
    }
    let session = cookie(parts, SESSION_COOKIE);
    let share = cookie(parts, SHARE_COOKIE);
    let caller = match (session, share) {
        (Some(token), _) => app.authenticate_session(nobody, token).await?,
        (None, Some(token)) => app.authenticate_bearer(nobody, token).await?,
        (None, None) => return Ok(Caller::Nobody),
    };
    let changes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !is_own_page(parts, app) {
        return Err(Error::CrossSite);
    }
    Ok(caller)
}

/// The value of a cookie of the request.
pub fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    let values = parts.headers.get_all(header::COOKIE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

fn text<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts.headers.get(name).and_then(|value| value.to_str().ok())
}

/// The browser says that one of our own pages sent it.
fn is_own_page(parts: &Parts, app: &App) -> bool {
    match (text(parts, "sec-fetch-site"), text(parts, "origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => is_own_origin(parts, app, origin),
        (None, None) => false,
    }
}

/// The browser says that a page of another site sent it.
fn is_foreign(parts: &Parts, app: &App) -> bool {
    match (text(parts, "sec-fetch-site"), text(parts, "origin")) {
        (Some(site), _) => site != "same-origin" && site != "none",
        (None, Some(origin)) => !is_own_origin(parts, app, origin),
        (None, None) => false,
    }
}

fn is_own_origin(parts: &Parts, app: &App, origin: &str) -> bool {
    let host = text(parts, "host").unwrap_or_default();
    let scheme = if app.config.is_https() { "https" } else { "http" };
    origin == app.config.base_url || origin == format!("{scheme}://{host}")
}

/// A JSON body; a mistake is answered with its pointer.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let id = request
            .extensions()
            .get::<Requested>()
            .map_or_else(|| RequestId::new(clock::now()), |r| r.0);
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|kind| kind.contains("json"));
        let refuse = |error: Error| Refusal::from(error).respond(id);
        if !is_json {
            return Err(refuse(
                Invalid::at("", "send JSON with content-type application/json").into(),
            ));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            let response = rejection.into_response();
            if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
                return refuse(Error::TooLarge("The request is larger than allowed.".to_owned()));
            }
            refuse(Invalid::at("", "the body could not be read").into())
        })?;
        model::invalid::parse(&bytes)
            .map(Self)
            .map_err(|invalid| refuse(invalid.into()))
    }
}

/// A JSON body that may be absent.
#[derive(Debug)]
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<Arc<App>> for MaybeBody<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        if !request.headers().contains_key(header::CONTENT_TYPE) {
            return Ok(Self(T::default()));
        }
        Body::from_request(request, app).await.map(|Body(body)| Self(body))
    }
}

/// Query parameters; unknown ones are an error, like unknown fields.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let request = request_id(parts);
        let read = Query::<T>::from_request_parts(parts, app).await;
        read.map(|Query(value)| Self(value)).map_err(|_| {
            let fault = Fault {
                pointer: String::new(),
                message: "a query parameter is unknown or has a wrong value".to_owned(),
            };
            Failure {
                request,
                refusal: Box::new(Error::Invalid(Invalid { faults: vec![fault] }).into()),
            }
        })
    }
}

/// One path variable as text.
pub type Id = Path<String>;
