//! From the credentials of a request to its caller, and whether a browser sent it from one of our own pages. Decides no rights.

use access::op::Op;
use http::request::Parts;
use http::{Method, header};
use identity::caller::Caller;

use super::cookies::{SESSION_COOKIE, SHARE_COOKIE, cookie};
use crate::app::App;
use crate::app::error::Error;

/// Who sends the request. No credentials at all are nobody; wrong ones are an error.
///
/// # Errors
/// Wrong credentials; a cookie that another site's page uses for a change.
pub(super) async fn caller(parts: &Parts, app: &App, nobody: &Op) -> Result<Caller, Error> {
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let token = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
        return app.authenticate_bearer(nobody, token.unwrap_or_default()).await;
    }
    let session = cookie(&parts.headers, SESSION_COOKIE);
    let share = cookie(&parts.headers, SHARE_COOKIE);
    let caller = match (session, share) {
        (Some(token), _) => app.authenticate_session(nobody, token).await?,
        (None, Some(token)) => app.authenticate_bearer(nobody, token).await?,
        (None, None) => return Ok(Caller::Nobody),
    };
    let changes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !is_own_page(parts, app) {
        return Err(cross_site(app));
    }
    Ok(caller)
}

/// The refusal of what does not come from our own pages. It names their address: where a server is set to another one than people
/// come by, every change is refused, and they should learn why.
pub(super) fn cross_site(app: &App) -> Error {
    Error::CrossSite(app.config.base_url.to_string())
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
pub(super) fn is_foreign(parts: &Parts, app: &App) -> bool {
    match (text(parts, "sec-fetch-site"), text(parts, "origin")) {
        (Some(site), _) => site != "same-origin" && site != "none",
        (None, Some(origin)) => !is_own_origin(parts, app, origin),
        (None, None) => false,
    }
}

fn is_own_origin(parts: &Parts, app: &App, origin: &str) -> bool {
    let host = text(parts, "host").unwrap_or_default();
    let scheme = if app.config.is_https() { "https" } else { "http" };
    origin == app.config.base_url.origin() || origin == format!("{scheme}://{host}")
}
