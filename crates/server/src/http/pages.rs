//! The web application's files, built into the program, and the pages that all lead to it. No data, no decisions.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderValue, StatusCode, header};
use model::origin::Origin;
use rust_embed::RustEmbed;

use crate::app::App;
use crate::clock;

/// What `web` builds.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Web;

/// Nothing inline, nothing from elsewhere; charts and fonts are our own files. Style attributes are set by script, which `'self'` allows.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// Who may show our pages in theirs, as [`POLICY`] says it.
const FRAMED: &str = "frame-ancestors 'self'";

/// Where scripts look for the path that the server stands at.
const BASE_PATH: &str = "content=\"\" name=\"base-path\"";

/// Pages, files and health.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/assets/{*path}", get(asset))
        .route("/s/{secret}", get(share))
        .route("/shared", get(share))
        .route("/shared/{recipient}", get(share))
        .route("/e/{share}", get(embed))
        .fallback(get(root))
}

async fn ready(State(app): State<Arc<App>>) -> Response {
    match app.store.generation().await {
        Ok(_) => "ready".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer").into_response(),
    }
}

/// Counters without names of anything that is kept here.
async fn metrics(State(app): State<Arc<App>>) -> String {
    let engine = app.engine.statistics();
    let asked = app.asked.load(std::sync::atomic::Ordering::Relaxed);
    format!(
        "# TYPE vitrine_questions_total counter\nvitrine_questions_total {asked}\n\
         # TYPE vitrine_queries_total counter\nvitrine_queries_total {}\n\
         # TYPE vitrine_live_topics gauge\nvitrine_live_topics {}\n\
         # TYPE vitrine_live_woken_total counter\nvitrine_live_woken_total {}\n",
        engine.queries,
        app.hub.statistics().topics,
        app.watching.woken(),
    )
}

async fn asset(Path(path): Path<String>) -> Response {
    file(&format!("assets/{path}"), "public, max-age=31536000, immutable")
}

/// A file at the root (icons, manifest), else the application, which shows what the address means.
async fn root(State(app): State<Arc<App>>, uri: http::Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.contains('.')
        && !path.contains('/')
        && Web::get(path).is_some()
        && std::path::Path::new(path).extension().is_none_or(|e| e != "html")
    {
        return file(path, "public, max-age=3600");
    }
    page(&app, "index.html")
}

async fn share(State(app): State<Arc<App>>) -> Response {
    page(&app, "share.html")
}

/// The page of an embed. Which sites may show it is the browser's to keep to, and so it has to be told, before anybody has said who they
/// are: whoever has the address learns the sites of an embed that opens, and nothing else. Of all other addresses the page is the same, and
/// no site may show it.
async fn embed(State(app): State<Arc<App>>, Path(share): Path<String>) -> Response {
    let sites = share
        .parse()
        .map_or_else(|_| Vec::new(), |share| app.gate.sites_of(share, clock::now()));
    let sites: Vec<_> = sites.iter().map(Origin::as_str).collect();
    let policy = match sites.as_slice() {
        [] => POLICY.replace(FRAMED, "frame-ancestors 'none'"),
        sites => POLICY.replace(FRAMED, &format!("frame-ancestors {}", sites.join(" "))),
    };
    let mut response = page(&app, "share.html");
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        // It knows one site alone, and those who know the policy do not look at it.
        headers.remove(header::X_FRAME_OPTIONS);
    }
    response
}

/// A page, with the path that the server stands at before the addresses of its files and where its scripts look for it.
fn page(app: &App, name: &str) -> Response {
    let mut response = file(name, "no-store");
    if let Some(found) = Web::get(name)
        && let Ok(text) = std::str::from_utf8(&found.data)
    {
        let path = app.config.base_url.path();
        let text = text.replace("=\"./", &format!("=\"{path}/"));
        *response.body_mut() = text
            .replace(BASE_PATH, &format!("content=\"{path}\" name=\"base-path\""))
            .into();
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

fn file(path: &str, keep: &'static str) -> Response {
    let Some(found) = Web::get(path) else {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    };
    let kind = HeaderValue::from_str(found.metadata.mimetype());
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    (headers, found.data.into_owned()).into_response()
}
