//! B6: a shared page with six charts: how soon it is seen and alive in headless Chromium, what it costs over the wire, and how many
//! a second the server hands out.

use std::path::Path;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::demo::Demo;
use super::requests;
use super::table::Row;

/// Charts on the page.
const CHARTS: u32 = 6;
/// Bytes over the wire, at most: 250 KiB.
const BYTES: f64 = 256_000.0;
/// A browser as it speaks for itself: robots are shown no drawings.
const AGENT: &str = "user-agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0 Safari/537.36";

/// Makes the dashboard and its link, and looks at it.
///
/// # Errors
/// They cannot be made, wrk is missing, or the page is not handed out; a missing Chromium only leaves its figures out.
pub(super) async fn run(root: &Path, demo: &Demo, seconds: u64) -> anyhow::Result<Vec<Row>> {
    println!("measuring: a shared page");
    let link = shared(demo).await?;
    let page = drawn(demo, &link).await?;
    let headers = [AGENT, "accept-encoding: br", "accept-language: en"];
    let said = requests::load(&link, None, &headers, seconds).await?;
    let rate = requests::rate(&said)?;
    let mut rows = vec![Row::new(
        "B6",
        &format!("page of {CHARTS} charts, {} KiB of HTML, handed out", page / 1024),
        format!("{rate:.0} requests/s"),
        "≥ 2 000/s",
        Some(rate >= 2_000.0),
    )];
    rows.extend(match seen(root, &link).await {
        Ok(said) => figures(&said)?,
        Err(error) => vec![Row::failed("B6", &error)],
    });
    Ok(rows)
}

/// A link to a dashboard of its own.
async fn shared(demo: &Demo) -> anyhow::Result<String> {
    let widgets = (0..CHARTS).map(|n| {
        let (x, y) = ((n % 2) * 6, (n / 2) * 6);
        let week = json!({ "column": "time_hour", "grain": "week", "as": "Week" });
        let (kind, by) = match n % 3 {
            0 => ("line", week),
            1 => ("bar", json!({ "column": "carrier" })),
            _ => ("area", json!({ "column": "time_hour", "grain": "month", "as": "Month" })),
        };
        json!({
            "id": format!("chart-{n}"), "kind": kind, "title": format!("Flights {n}"), "refresh": "live",
            "place": { "x": x, "y": y, "w": 6, "h": 6 },
            "question": { "dataset": "flights", "select": [by, { "column": "origin" }, { "count": "*", "as": "Flights" }] },
        })
    });
    let document = json!({ "version": 1, "variables": [], "widgets": widgets.collect::<Vec<_>>() });
    let workspace = demo.text("/workspaces/port-authority")?;
    let made = demo
        .send(
            "POST",
            &format!("workspaces/{workspace}/dashboards"),
            json!({ "title": "Six charts", "tags": [], "document": document }),
        )
        .await?;
    let dashboard = made.get("id").and_then(Value::as_str).context("no dashboard")?;
    let share = json!({ "kind": "link", "title": "Six charts", "abilities": ["interact"] });
    let made = demo
        .send("POST", &format!("dashboards/{dashboard}/shares"), share)
        .await?;
    let link = made.get("link").and_then(Value::as_str).context("no link")?;
    let secret = link.rsplit('/').next().unwrap_or_default();
    Ok(format!("{}/s/{secret}", demo.base))
}

/// Asks until all is drawn: bytes of the page.
async fn drawn(demo: &Demo, link: &str) -> anyhow::Result<usize> {
    for _ in 0..50 {
        let asked = demo.client.get(link).header("user-agent", "Mozilla/5.0 Chrome/150.0");
        let html = asked.send().await?.error_for_status()?.text().await?;
        if html.matches("<svg").count() >= CHARTS as usize {
            return Ok(html.len());
        }
    }
    anyhow::bail!("the page was never drawn")
}

async fn seen(root: &Path, link: &str) -> anyhow::Result<Value> {
    let mut node = tokio::process::Command::new("node");
    node.arg(root.join("xtask/bench/page.mjs"))
        .arg(link)
        .arg(CHARTS.to_string());
    let output = node.output().await.context("node")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said
        .lines()
        .rev()
        .find(|line| line.contains("Error"))
        .unwrap_or("no page");
    anyhow::ensure!(output.status.success(), "{last}");
    serde_json::from_slice(&output.stdout).context("unreadable")
}

fn figures(said: &Value) -> anyhow::Result<Vec<Row>> {
    let figure = |name: &str| {
        said.get(name)
            .and_then(Value::as_f64)
            .with_context(|| format!("no {name}"))
    };
    let row = |what: &str, figure: String, goal: &str, met: bool| Row::new("B6", what, figure, goal, Some(met));
    let (fcp, alive, bytes) = (figure("fcp_ms")?, figure("alive_ms")?, figure("bytes")?);
    let (requests, cls) = (figure("requests")?, figure("cls")?);
    Ok(vec![
        row(
            "it is seen (FCP), nothing kept",
            format!("{fcp:.0} ms"),
            "≤ 150 ms",
            fcp <= 150.0,
        ),
        row("all charts alive", format!("{alive:.0} ms"), "≤ 500 ms", alive <= 500.0),
        row(
            "bytes over the wire",
            format!("{:.0} KiB", bytes / 1024.0),
            "≤ 250 KiB",
            bytes <= BYTES,
        ),
        row("requests", format!("{requests:.0}"), "≤ 8", requests <= 8.0),
        row("layout shift (CLS)", format!("{cls:.4}"), "≤ 0.01", cls <= 0.01),
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::figures;

    #[test]
    fn what_the_browser_says_is_read_or_refused() {
        let said = json!({ "fcp_ms": 90, "alive_ms": 700, "bytes": 256_000, "requests": 8, "cls": 0 });
        let met: Vec<_> = figures(&said).unwrap().iter().map(|row| row.met).collect();
        assert_eq!(met, [Some(true), Some(false), Some(true), Some(true), Some(true)]);
        assert!(figures(&json!({ "fcp_ms": 90 })).is_err());
    }
}
