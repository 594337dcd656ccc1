//! Calls to the installation.

use anyhow::{Context as _, bail};
use reqwest::{Client, Method, Response};
use serde_json::Value as Json;
use std::time::Duration;

/// Where the API begins.
pub(super) const API: &str = "/api/v1";

/// Who calls.
#[derive(Debug, Clone, Copy)]
pub(super) enum As<'a> {
    /// The administrator whose token was given.
    Administrator,
    /// Somebody with this bearer.
    Bearer(&'a str),
    /// Somebody without any credentials.
    Stranger,
}

/// The installation and the administrator's token.
#[derive(Debug)]
pub(super) struct Installation {
    pub(super) base: String,
    token: String,
    client: Client,
}

/// What a caller can tell of an answer: its status and its body, the request's id apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) body: Json,
}

impl Seen {
    pub(super) const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

impl Installation {
    pub(super) fn new(base: &str, token: String) -> anyhow::Result<Self> {
        let base = base.trim_end_matches('/').to_owned();
        if !base.starts_with("http://") && !base.starts_with("https://") {
            bail!("{base} is no address: it has to begin with https:// or http://");
        }
        let client = Client::builder()
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { base, token, client })
    }

    /// The answer as it comes; the path is one from the root.
    pub(super) async fn send(
        &self,
        who: As<'_>,
        method: Method,
        path: &str,
        body: Option<&Json>,
    ) -> reqwest::Result<Response> {
        let request = self.client.request(method, format!("{}{path}", self.base));
        let request = match who {
            As::Administrator => request.bearer_auth(&self.token),
            As::Bearer(bearer) => request.bearer_auth(bearer),
            As::Stranger => request,
        };
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await
    }

    /// What a caller can tell of an answer; the path is one below `/api/v1`.
    pub(super) async fn see(
        &self,
        who: As<'_>,
        method: Method,
        path: &str,
        body: Option<&Json>,
    ) -> Result<Seen, String> {
        let failed = |error: reqwest::Error| format!("{path}: {error}");
        let response = self
            .send(who, method, &format!("{API}{path}"), body)
            .await
            .map_err(failed)?;
        let status = response.status().as_u16();
        let text = response.text().await.map_err(failed)?;
        let mut body = serde_json::from_str(&text).unwrap_or(Json::String(text));
        if let Some(object) = body.as_object_mut() {
            object.remove("request_id");
        }
        Ok(Seen { status, body })
    }

    /// The answer to a call of the administrator that names another host.
    pub(super) async fn with_host(&self, host: &str, path: &str) -> Result<String, String> {
        let url = format!("{}{API}{path}", self.base);
        let request = self.client.post(url).bearer_auth(&self.token);
        let request = request.header("host", host).header("x-forwarded-host", host);
        let response = request.json(&serde_json::json!({})).send().await;
        let response = response.map_err(|error| error.to_string())?;
        response.text().await.map_err(|error| error.to_string())
    }

    /// What the administrator does has to succeed; the answer.
    pub(super) async fn done(&self, method: Method, path: &str, body: Option<&Json>) -> anyhow::Result<Json> {
        let seen = self.see(As::Administrator, method.clone(), path, body).await;
        let seen = seen.map_err(anyhow::Error::msg)?;
        if !seen.is_success() {
            bail!("{method} {path} was answered {}: {}", seen.status, seen.body);
        }
        Ok(seen.body)
    }

    /// Rows into a dataset.
    pub(super) async fn upload(&self, dataset: &str, csv: &'static str) -> anyhow::Result<()> {
        let url = format!("{}{API}/datasets/{dataset}/upload", self.base);
        let request = self.client.post(url).bearer_auth(&self.token);
        let response = request.header("content-type", "text/csv").body(csv).send().await?;
        response.error_for_status().context("the rows were not taken")?;
        Ok(())
    }
}
