//! The extractors of every route: the call (who, when, which request), a JSON body with pointers, query parameters.
//! Who calls and whether they may was decided before, in `door`.

use std::net::IpAddr;
use std::sync::Arc;

use access::action::{DashboardAt, FolderAt};
use access::op::Op;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::response::{IntoResponse, Response};
use http::header;
use http::request::Parts;
use model::id::{DashboardId, FolderId, RequestId, WorkspaceId};
use model::invalid::Invalid;
use serde::de::DeserializeOwned;

use super::arrival::request_id;
use super::held::Held;
use super::problem::Refusal;
use crate::app::App;
use crate::app::error::Error;

/// What a route ends with when it gives no answer.
#[derive(Debug)]
pub struct Failure {
    request: RequestId,
    /// Boxed: it is large, and most calls end without one.
    refusal: Box<Refusal>,
}

impl Failure {
    /// An error on its way out, for this request.
    pub(super) fn new(request: RequestId, error: Error) -> Self {
        Self {
            request,
            refusal: Box::new(error.into()),
        }
    }
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
    /// Where the request comes from.
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
        Failure::new(self.op.request, error.into())
    }

    /// Reads an id of the path; whatever is not one is answered like an unknown one.
    ///
    /// # Errors
    /// Not found.
    pub fn id<T: std::str::FromStr>(&self, text: &str) -> Reply<T> {
        text.parse().map_err(|_| self.fail(Error::hidden()))
    }

    /// A dashboard of the path, opened in the given workspace or where it opens for the caller.
    ///
    /// # Errors
    /// Not found.
    pub fn dashboard(&self, id: &str, workspace: Option<WorkspaceId>) -> Reply<DashboardAt> {
        let id: DashboardId = self.id(id)?;
        let at = self.app.dashboard_at(&self.op, id, workspace);
        at.ok_or_else(|| self.fail(Error::hidden()))
    }

    /// A folder of the path, seen in the given workspace or its own.
    ///
    /// # Errors
    /// Not found.
    pub fn folder(&self, id: &str, workspace: Option<WorkspaceId>) -> Reply<FolderAt> {
        let id: FolderId = self.id(id)?;
        self.reply(self.app.folder_at(&self.op, id, workspace).map_err(Error::from))
    }
}

impl FromRequestParts<Arc<App>> for Call {
    type Rejection = Failure;

    /// The call as the route's door let it in.
    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            let cause = "a route is mounted without its door".to_owned();
            Failure::new(request_id(&parts.extensions), Error::Internal(cause))
        })
    }
}

/// A JSON body; a mistake is answered with its pointer.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let id = request_id(request.extensions());
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
        let held = Held::from_request(request, app).await?;
        model::invalid::parse(&held.bytes)
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
        let request = request_id(&parts.extensions);
        let read = Query::<T>::from_request_parts(parts, app).await;
        read.map(|Query(value)| Self(value)).map_err(|_| {
            let message = "a query parameter is unknown or has a wrong value";
            Failure::new(request, Invalid::at("", message).into())
        })
    }
}

/// One path variable as text.
pub type Id = Path<String>;
