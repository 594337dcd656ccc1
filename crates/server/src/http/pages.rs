//! The web application's files, built into the program, and the pages that all lead to it. No data, no decisions.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::brand::LogoId;
use model::origin::Origin;
use rust_embed::RustEmbed;

use crate::app::App;
use crate::clock;
use crate::encoded::Packing;

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

/// How long what never changes under its name is kept.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Pages, files and health.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/assets/{*path}", get(asset))
        .route("/shared", get(shared_with_me))
        .route("/shared/{recipient}", get(shared_with_me))
        .route("/preview", get(shared_with_me))
        .route("/e/{share}", get(embed))
        .route("/brand/{logo}", get(logo))
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

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    file(&format!("assets/{path}"), IMMUTABLE, &headers)
}

/// A file at the root (icons, manifest), else the application, which shows what the address means.
async fn root(State(app): State<Arc<App>>, uri: http::Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.contains('.')
        && !path.contains('/')
        && Web::get(path).is_some()
        && std::path::Path::new(path).extension().is_none_or(|e| e != "html")
    {
        return file(path, "public, max-age=3600", &headers);
    }
    page(&app, "index.html")
}

/// What is shared with a guest: reader pages, which ask the API.
async fn shared_with_me(State(app): State<Arc<App>>) -> Response {
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

/// The file of a logo. Pages show it to whoever opens a share, before and after it asks who they are; nobody else knows its name, which is
/// the hash of what is in it. Nothing in it can do more than be looked at.
async fn logo(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    let found = match id.parse::<LogoId>() {
        Ok(id) => app.logo_file(id).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(file)) => {
            let headers = [
                (header::CONTENT_TYPE, file.kind.as_str()),
                (header::CACHE_CONTROL, IMMUTABLE),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ];
            (headers, file.bytes).into_response()
        }
        Ok(None) => {
            let headers = [(header::CACHE_CONTROL, "no-store")];
            (StatusCode::NOT_FOUND, headers, "not found").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer").into_response(),
    }
}

/// A page, with the path that the server stands at before the addresses of its files and where its scripts look for it.
fn page(app: &App, name: &str) -> Response {
    guarded(match document(app, name) {
        Some(text) => html(text.into()),
        None => (StatusCode::NOT_FOUND, "not found").into_response(),
    })
}

/// A page that no cache keeps.
pub(super) fn html(body: Body) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}

/// The text of a page, at home where the server stands.
pub(super) fn document(app: &App, name: &str) -> Option<String> {
    let found = Web::get(name)?;
    let text = std::str::from_utf8(&found.data).ok()?;
    let path = app.config.base_url.path();
    let text = text.replace("=\"./", &format!("=\"{path}/"));
    Some(text.replace(BASE_PATH, &format!("content=\"{path}\" name=\"base-path\"")))
}

/// A page with what browsers are told of every page.
pub(super) fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

/// A file, packed as whoever asks can unpack it, where the build has packed it.
fn file(path: &str, keep: &'static str, asked: &HeaderMap) -> Response {
    let packing = Packing::for_reader(asked);
    let packed = packing.ending().and_then(|ending| Web::get(&format!("{path}{ending}")));
    let packing = if packed.is_some() { packing } else { Packing::Plain };
    let Some(plain) = Web::get(path) else {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    };
    let kind = HeaderValue::from_str(plain.metadata.mimetype());
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let found = packed.unwrap_or(plain);
    let hash = found.metadata.sha256_hash();
    let tag = hash
        .iter()
        .take(12)
        .fold(String::from("\""), |tag, byte| tag + &format!("{byte:02x}"))
        + "\"";
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = match known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, kind)], found.data.into_owned()).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(name) = packing.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}
