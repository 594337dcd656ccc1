//! The language that a browser asks for, of the two there are.

use http::{HeaderMap, header};

/// `de` where German is asked for first, else `en`.
pub(super) fn language(headers: &HeaderMap) -> String {
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let first = asked.unwrap_or_default().trim_start().to_ascii_lowercase();
    if first.starts_with("de") { "de" } else { "en" }.to_owned()
}
