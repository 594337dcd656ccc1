//! What happens to a request before it meets the routes: the path that the server stands at is taken off, the reader's address found,
//! its body paced and, where nobody wants it, taken all the same. Decides no rights.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use http::{Extensions, Request, Uri, header};
use hyper::body::Incoming;
use model::id::RequestId;

use super::forwarded;
use super::pace::Paced;
use super::rest::Rest;
use crate::app::App;
use crate::clock;

/// Where a request comes from, as far as who passed it on is believed.
#[derive(Debug, Clone, Copy)]
pub(super) struct From(pub(super) IpAddr);

/// The id of the request, put there by the outermost layer of the routes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Requested(pub(crate) RequestId);

/// The id of a request, as the outermost layer gave it.
pub(super) fn request_id(extensions: &Extensions) -> RequestId {
    extensions
        .get::<Requested>()
        .map_or_else(|| RequestId::new(clock::now()), |requested| requested.0)
}

/// Makes a request ready for the routes.
pub(crate) fn arrive(app: &App, peer: SocketAddr, request: Request<Incoming>) -> Request<Body> {
    let (mut parts, body) = request.into_parts();
    if let Some(inside) = inside(app.config.base_url.path(), &parts.uri) {
        parts.uri = inside;
    }
    let from = forwarded::reader(&parts.headers, peer.ip(), &app.config.trusted_proxies);
    parts.extensions.insert(From(from));
    let body = Paced::new(body);
    // Who asks first whether to send sends nothing unasked.
    let body = match parts.headers.contains_key(header::EXPECT) {
        true => Body::new(body),
        false => Body::new(Rest::new(body)),
    };
    Request::from_parts(parts, body)
}

/// The address below the path that the server stands at. `None` where it is no such one: a proxy in front has taken the path off.
fn inside(path: &str, uri: &Uri) -> Option<Uri> {
    let rest = uri.path().strip_prefix(path).filter(|_| !path.is_empty())?;
    if !rest.is_empty() && !rest.starts_with('/') {
        return None;
    }
    let rest = if rest.is_empty() { "/" } else { rest };
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    format!("{rest}{query}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_taken_off_where_it_stands() {
        let inside = |uri: &str| inside("/charts", &uri.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(inside("/charts/s/x?y=1&z=%2F").as_deref(), Some("/s/x?y=1&z=%2F"));
        assert_eq!(inside("/charts").as_deref(), Some("/"));
        assert_eq!(inside("/charts?a=b").as_deref(), Some("/?a=b"));
        for other in ["/", "/chartsx", "/s/charts", "/Charts/s"] {
            assert_eq!(inside(other), None, "{other}");
        }
        assert_eq!(super::inside("", &"/s/x".parse().unwrap()), None);
    }
}
