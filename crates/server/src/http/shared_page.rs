//! `/s/{secret}`: the page of a share, drawn before its scripts run where it opens without being asked for anything. In every other
//! case it is one and the same page, which asks the API: for a secret that nobody made, for one that has ended, for a password.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderValue, Uri, header};
use identity::caller::Caller;
use render::Device;

use super::arrival::{From, request_id};
use super::pages::{document, guarded, html};
use crate::app::App;
use crate::app::sharing::audience::Opener;
use crate::app::sharing::painting::{Painted, Sight};
use crate::clock;
use crate::encoded::{Encoded, Packing};
use crate::limits::LANGUAGES_READ;
use access::op::Op;

/// What stands in the built page, and is replaced in a drawn one.
const ROOT: &str = "<div id=\"root\">";
const TITLE: &str = "<title>Vitrine</title>";
const LANGUAGE: &str = "<html lang=\"en\"";

/// Parts of the names that robots give themselves.
const ROBOTS: [&str; 12] = [
    "bot",
    "crawl",
    "spider",
    "preview",
    "slurp",
    "facebookexternalhit",
    "whatsapp",
    "embedly",
    "skypeuri",
    "iframely",
    "mastodon",
    "fetcher",
];

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/s/{secret}", get(shared))
}

async fn shared(State(app): State<Arc<App>>, Path(secret): Path<String>, request: Request) -> Response {
    let headers = request.headers();
    let packing = Packing::for_reader(headers);
    let now = clock::now();
    let from = request.extensions().get::<From>().map(|from| from.0);
    let op = Op::new(Caller::Nobody, request_id(request.extensions()), now).coming_from(from);
    let presented = Opener {
        secret: &secret,
        password: None,
        guest: None,
    };
    let page = match begins(request.uri()) {
        true => app.painted(&op, &presented, &sight(headers), dressed).await,
        false => None,
    };
    let response = match page {
        Some(page) => sent(&page, packing),
        None => match document(&app, "share.html") {
            Some(text) => html(text.into()),
            None => http::StatusCode::NOT_FOUND.into_response(),
        },
    };
    guarded(response)
}

/// Whether the address says nothing of what is to be shown: what is drawn is what the share begins with.
fn begins(uri: &Uri) -> bool {
    uri.query().is_none_or(str::is_empty)
}

fn sent(page: &Encoded, packing: Packing) -> Response {
    let mut response = html(page.body(packing).into());
    if let Some(name) = packing.name() {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

/// What a request says of its reader.
fn sight(headers: &HeaderMap) -> Sight {
    let said = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let agent = said("user-agent").to_ascii_lowercase();
    let is_phone = said("sec-ch-ua-mobile") == "?1" || agent.contains("mobi");
    let device = if agent.is_empty() || ROBOTS.iter().any(|name| agent.contains(name)) {
        None
    } else if is_phone {
        Some(Device::Phone)
    } else {
        Some(Device::Wide)
    };
    Sight {
        wished: languages(said("accept-language")),
        device,
    }
}

/// The languages of a browser, best first: those of two letters, with a country of two where one is said.
fn languages(wished: &str) -> Vec<String> {
    let mut tags: Vec<(f32, String)> = Vec::new();
    for part in wished.split(',').take(LANGUAGES_READ) {
        let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse);
        let mut parts = tag.trim().split('-');
        let two = |part: Option<&str>| {
            part.filter(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_alphabetic()))
                .map(str::to_owned)
        };
        let (Some(language), Ok(weight)) = (two(parts.next()), weight) else {
            continue;
        };
        let language = language.to_ascii_lowercase();
        let tag = match two(parts.next()) {
            Some(country) => format!("{language}-{}", country.to_ascii_uppercase()),
            None => language,
        };
        tags.push((weight, tag));
    }
    tags.sort_by(|a, b| b.0.total_cmp(&a.0));
    tags.into_iter().map(|(_, tag)| tag).collect()
}

/// The document of a drawn page: the built one, in its language, with what previews may show in its head and the drawing in its body.
fn dressed(app: &App, painted: &Painted) -> String {
    let text = document(app, "share.html").unwrap_or_default();
    let language = painted.language.as_str();
    let mut text = text.replacen(LANGUAGE, &format!("<html lang=\"{language}\""), 1);
    if let Some(preview) = &painted.preview {
        let (title, workspace) = (escaped(&preview.title), escaped(&preview.workspace));
        let head = format!(
            "<title>{title}</title>\n    <meta property=\"og:title\" content=\"{title}\" />\n    \
             <meta property=\"og:site_name\" content=\"{workspace}\" />\n    <meta property=\"og:type\" content=\"website\" />"
        );
        text = text.replacen(TITLE, &head, 1);
    }
    if painted.body.is_empty() {
        return text;
    }
    text.replacen(
        ROOT,
        &format!("<div id=\"painted\">{}</div>\n    {ROOT}", painted.body),
        1,
    )
}

/// A text between tags or in quotation marks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sees(headers: &[(&'static str, &'static str)]) -> Sight {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        sight(&map)
    }

    #[test]
    fn a_device_is_known_by_what_it_says() {
        let of = |agent| sees(&[("user-agent", agent)]).device;
        assert_eq!(
            of("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Mobile/15E148 Safari/604.1"),
            Some(Device::Phone)
        );
        assert_eq!(of("Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0"), Some(Device::Wide));
        for robot in [
            "Slackbot-LinkExpanding 1.0",
            "facebookexternalhit/1.1",
            "WhatsApp/2.23",
            "Mozilla/5.0 (compatible; Googlebot/2.1)",
            "",
        ] {
            assert_eq!(of(robot), None, "{robot}");
        }
        let hinted = sees(&[("user-agent", "Mozilla/5.0"), ("sec-ch-ua-mobile", "?1")]);
        assert_eq!(hinted.device, Some(Device::Phone));
    }

    #[test]
    fn wished_languages_are_read_in_their_order_and_nothing_else_is() {
        assert_eq!(languages("en;q=0.5, de-at, fr-CA-x;q=0.9"), ["de-AT", "fr-CA", "en"]);
        assert_eq!(languages("*, de<script>, e, zh-Hant-TW"), ["zh"]);
        assert_eq!(languages(&"en,".repeat(100)).len(), LANGUAGES_READ);
        assert!(languages("").is_empty());
    }
}
