//! What the cases stand on: a workspace with rows of two regions, a dashboard that shows them and one that nobody shares.

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use model::id::RequestId;
use reqwest::Method;
use serde_json::{Value as Json, json};

use super::installation::{As, Installation, Seen};
use crate::clock;

/// Rows of two regions. The words are in no other installation.
const ROWS: &str =
    "region,word,amount\nnorth,canary-north-7f3a,1\nnorth,canary-north-7f3a,2\nsouth,canary-south-91bd,30\n";

/// In what readers of the north may see.
pub(super) const NORTH: &str = "canary-north-7f3a";

/// What is never to leave, whoever reads: the rows of the south, and what stands in the dashboard that is not shared.
pub(super) const CANARIES: &[&str] = &["canary-south-91bd", "canary-hidden-c0de", "selftest_rows"];

/// Asked beside every link, since a policy may want one.
const PASSWORD: &str = "a-password-of-the-selftest-92";

/// Whether the administrator may be shown as the sharer: without it nothing is shared.
const CONSENT: &str = "/auth/me/sharing-consent";

/// The objects.
#[derive(Debug)]
pub(super) struct Ground<'i> {
    pub(super) to: &'i Installation,
    pub(super) workspace: String,
    dataset: String,
    /// Shared by the cases. Widgets: `rows` (table), `count` (stat), `other` (table), `broken` (a question that always fails); the picker `region`.
    pub(super) shown: String,
    /// Shared with nobody.
    pub(super) hidden: String,
    /// The administrator had said before that they may be shown as the sharer.
    said: bool,
}

/// A link that was made, and its reader.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) session: String,
}

impl Link {
    pub(super) fn reader(&self) -> As<'_> {
        As::Bearer(&self.session)
    }
}

fn id(made: &Json) -> anyhow::Result<String> {
    let id = made.get("id").and_then(Json::as_str);
    Ok(id.with_context(|| format!("no id in {made}"))?.to_owned())
}

fn document() -> Json {
    let place = |y: u8| json!({ "x": 0, "y": y, "w": 6, "h": 4 });
    let rows = json!({ "dataset": "selftest_rows", "select": [{ "column": "region" }, { "column": "word" }, { "sum": "amount", "as": "amount" }],
        "where": { "in": ["region", { "var": "region" }] } });
    json!({ "version": 1,
        "variables": [{ "name": "region", "type": "string", "many": true, "default": ["north", "south"],
            "domain": { "choices": { "dataset": "selftest_rows", "value": "region" } } }],
        "widgets": [
            { "id": "rows", "kind": "table", "place": place(0), "question": rows },
            { "id": "count", "kind": "stat", "place": place(4), "refresh": "live",
                "question": { "dataset": "selftest_rows", "select": [{ "count": "*", "as": "n" }] } },
            { "id": "other", "kind": "table", "place": place(8),
                "question": { "dataset": "selftest_rows", "select": [{ "column": "region" }, { "count": "*", "as": "n" }] } },
            { "id": "broken", "kind": "table", "place": place(12),
                "question": { "sql": "select cast(word as int) as n from selftest_rows" } },
        ] })
}

impl<'i> Ground<'i> {
    pub(super) async fn lay(to: &'i Installation) -> anyhow::Result<Self> {
        let workspaces = to.done(Method::GET, "/workspaces", None).await?;
        let items = workspaces.get("items").and_then(Json::as_array);
        let root = items
            .into_iter()
            .flatten()
            .find(|one| one.get("parent") == Some(&Json::Null));
        let root = id(root.context("the token shows no organisation")?)?;
        let word = to.done(Method::GET, CONSENT, None).await?;
        let said = word.get("given_at").is_some_and(|at| !at.is_null());
        if !said {
            to.done(Method::PUT, CONSENT, None).await?;
        }
        // Two runs at once do not meet.
        let name = format!("Selftest {}", RequestId::new(clock::now()));
        let body = json!({ "name": name, "parent": root });
        let workspace = id(&to.done(Method::POST, "/workspaces", Some(&body)).await?)?;
        let laid = Self::fill(to, &workspace, said).await;
        if laid.is_err() {
            let _gone = to.done(Method::DELETE, &format!("/workspaces/{workspace}"), None).await;
        }
        laid
    }

    async fn fill(to: &'i Installation, workspace: &str, said: bool) -> anyhow::Result<Self> {
        let make = async |what: &str, body: Json| {
            let made = to
                .done(Method::POST, &format!("/workspaces/{workspace}/{what}"), Some(&body))
                .await?;
            id(&made)
        };
        let dataset = make(
            "datasets",
            json!({ "name": "selftest_rows", "upload": true, "outside": "anyone" }),
        )
        .await?;
        to.upload(&dataset, ROWS).await?;
        let shown = make("dashboards", json!({ "title": "Selftest", "document": document() })).await?;
        let hidden = json!({ "title": "canary-hidden-c0de", "document": { "version": 1, "widgets": [
            { "id": "text", "kind": "text", "place": { "x": 0, "y": 0, "w": 6, "h": 4 }, "options": { "text": "canary-hidden-c0de" } }] } });
        let hidden = make("dashboards", hidden).await?;
        Ok(Self {
            to,
            workspace: workspace.to_owned(),
            dataset,
            shown,
            hidden,
            said,
        })
    }

    /// Takes everything away again; links end with their dashboard.
    pub(super) async fn remove(&self) -> anyhow::Result<()> {
        let mut failed = Vec::new();
        let consent = (!self.said).then(|| CONSENT.to_owned());
        for path in [
            format!("/dashboards/{}", self.shown),
            format!("/dashboards/{}", self.hidden),
            format!("/datasets/{}", self.dataset),
            format!("/workspaces/{}", self.workspace),
        ]
        .into_iter()
        .chain(consent)
        {
            if let Err(error) = self.to.done(Method::DELETE, &path, None).await {
                failed.push(error.to_string());
            }
        }
        if !failed.is_empty() {
            bail!("{}", failed.join("\n"));
        }
        Ok(())
    }

    /// A link to the shown dashboard with these terms, not yet opened.
    pub(super) async fn unopened(&self, terms: Json) -> Result<Link, String> {
        let mut body = json!({ "kind": "link", "title": "Selftest", "password": PASSWORD });
        if let (Some(body), Json::Object(terms)) = (body.as_object_mut(), terms) {
            body.extend(terms);
        }
        let made = self.share(body).await?;
        let text = |pointer: &str| made.pointer(pointer).and_then(Json::as_str).map(str::to_owned);
        let link = text("/link").ok_or("a link that was made was not answered")?;
        Ok(Link {
            id: text("/share/id").ok_or("a share without an id")?,
            secret: link.rsplit('/').next().unwrap_or_default().to_owned(),
            session: String::new(),
        })
    }

    /// A share of the shown dashboard for an hour; what was answered.
    pub(super) async fn share(&self, mut body: Json) -> Result<Json, String> {
        let ends = (clock::now() + TimeDelta::hours(1)).to_rfc3339();
        if let Some(body) = body.as_object_mut() {
            body.entry("expires_at").or_insert(json!(ends));
        }
        let path = format!("/dashboards/{}/shares", self.shown);
        let made = self.to.done(Method::POST, &path, Some(&body)).await;
        made.map_err(|error| format!("no share could be made: {error}"))
    }

    /// A link with these terms, and its reader.
    pub(super) async fn link(&self, terms: Json) -> Result<Link, String> {
        let link = self.unopened(terms).await?;
        let opened = self.open(&link.secret).await?;
        let session = opened.body.get("session").and_then(Json::as_str);
        let session = session.ok_or_else(|| format!("a link does not open: {} {}", opened.status, opened.body))?;
        Ok(Link {
            session: session.to_owned(),
            ..link
        })
    }

    /// What is answered to who presents a secret with the right password.
    pub(super) async fn open(&self, secret: &str) -> Result<Seen, String> {
        let body = json!({ "secret": secret, "password": PASSWORD });
        self.to
            .see(As::Stranger, Method::POST, "/share-sessions", Some(&body))
            .await
    }

    /// The answer of a widget.
    pub(super) async fn ask(&self, who: As<'_>, body: Json) -> Result<Seen, String> {
        let path = format!("/dashboards/{}/data", self.shown);
        self.to.see(who, Method::POST, &path, Some(&body)).await
    }

    /// What the administrator does to a share.
    pub(super) async fn change(&self, method: Method, path: &str, body: Json) -> Result<Json, String> {
        let done = self.to.done(method, path, Some(&body)).await;
        done.map_err(|error| error.to_string())
    }
}

/// Terms that leave the rows of one region.
pub(super) fn only(region: &str) -> Json {
    json!({ "abilities": ["interact", "export_data", "export_document"],
        "rows": [{ "dataset": "selftest_rows", "predicate": { "eq": ["region", region] } }] })
}
