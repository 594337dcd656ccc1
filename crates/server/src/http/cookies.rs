//! The cookies of a browser: reading them from a request and setting them on a response. Decides nothing.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

use super::call::Call;

/// Name of the cookie of a signed-in user.
pub const SESSION_COOKIE: &str = "vitrine_session";
/// Name of the cookie of a share's reader.
pub const SHARE_COOKIE: &str = "vitrine_share";

/// Name of the cookie of a browser in which somebody proved an address.
pub const GUEST_COOKIE: &str = "vitrine_guest";
/// Name of the cookie of a browser that has asked for a code.
pub const ASKER_COOKIE: &str = "vitrine_code";

/// The value of a cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(header::COOKIE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// Sets a cookie that scripts cannot read, for so many seconds; 0 takes it away.
pub fn set_cookie(call: &Call, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let secure = if call.app.config.is_https() { "; Secure" } else { "" };
    // The path as the browser sees it, whatever a proxy in front takes off.
    let path = match call.app.config.base_url.path() {
        "" => "/",
        path => path,
    };
    let text = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
