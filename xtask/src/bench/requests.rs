//! B5: the answer of a widget, from the cache, asked over a share link on 64 connections by `wrk` (Debian's package wrk);
//! beside it the same bytes from a file by nginx.

use std::path::Path;
use std::process::Stdio;

use anyhow::Context as _;
use serde_json::json;

use super::demo::Demo;
use super::nginx::Nginx;
use super::table::Row;

const CONNECTIONS: u64 = 64;

/// Loads the server for so many seconds.
///
/// # Errors
/// When the share does not open, wrk is missing, or an answer was not 200.
pub(super) async fn run(demo: &Demo, seconds: u64) -> anyhow::Result<Vec<Row>> {
    println!("measuring: cached answers over a link, {seconds} s");
    let (session, dashboard) = demo.open_share("united").await?;
    let url = format!("{}/api/v1/dashboards/{dashboard}/data", demo.base);
    let body = json!({ "widget": "by-airport" }).to_string();
    let first = demo
        .client
        .post(&url)
        .bearer_auth(&session)
        .header("content-type", "application/json")
        .body(body.clone());
    let first = first.send().await?.error_for_status()?.bytes().await?;
    let script = script(&session, &body)?;
    let path = std::env::temp_dir().join(format!("vitrine-bench-{}.lua", std::process::id()));
    std::fs::write(&path, script)?;
    let said = load(&url, Some(&path), &[], seconds).await;
    std::fs::remove_file(&path)?;
    let (mut rows, rate) = read(&said?, first.len())?;
    rows.push(
        beside_nginx(rate, &first, seconds)
            .await
            .unwrap_or_else(|error| Row::failed("B5", &error)),
    );
    Ok(rows)
}

/// What wrk says of so many seconds.
pub(super) async fn load(url: &str, script: Option<&Path>, headers: &[&str], seconds: u64) -> anyhow::Result<String> {
    let mut wrk = tokio::process::Command::new("wrk");
    wrk.args([
        "-t",
        "1",
        "-c",
        &CONNECTIONS.to_string(),
        "-d",
        &format!("{seconds}s"),
        "--latency",
    ]);
    if let Some(script) = script {
        wrk.arg("-s").arg(script);
    }
    for header in headers {
        wrk.arg("-H").arg(header);
    }
    let output = wrk.arg(url).stderr(Stdio::inherit()).output().await;
    let output = output.context("wrk is missing: run make bench, which installs it")?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The least part of what nginx does.
const OF_NGINX: f64 = 0.5;

async fn beside_nginx(rate: f64, bytes: &[u8], seconds: u64) -> anyhow::Result<Row> {
    println!("measuring: the same bytes by nginx, {seconds} s");
    let nginx = Nginx::serve(bytes).await?;
    let (_, theirs) = read(&load(&nginx.url, None, &[], seconds).await?, bytes.len())?;
    let part = rate / theirs.max(f64::MIN_POSITIVE);
    Ok(Row::new(
        "B5",
        "of what nginx does with the same bytes from a file",
        format!("{:.0} %", part * 100.0),
        "≥ 50 %",
        Some(part >= OF_NGINX),
    )
    .against(format!("nginx {theirs:.0} requests/s")))
}

/// The request, for wrk. Session and body are quoted as JSON texts, which Lua reads alike for these characters.
fn script(session: &str, body: &str) -> anyhow::Result<String> {
    let bearer = serde_json::to_string(&format!("Bearer {session}"))?;
    let body = serde_json::to_string(body)?;
    Ok(format!(
        "wrk.method = \"POST\"\nwrk.headers[\"Authorization\"] = {bearer}\nwrk.headers[\"Content-Type\"] = \"application/json\"\nwrk.body = {body}\n"
    ))
}

/// The requests a second, none of them refused.
///
/// # Errors
/// Some were refused, or nothing was said.
pub(super) fn rate(said: &str) -> anyhow::Result<f64> {
    read(said, 0).map(|(_, rate)| rate)
}

/// Rows, and the requests a second.
fn read(said: &str, bytes: usize) -> anyhow::Result<(Vec<Row>, f64)> {
    let value = |key: &str| {
        said.lines()
            .find_map(|line| line.trim().strip_prefix(key))
            .map(str::trim)
    };
    anyhow::ensure!(
        value("Non-2xx or 3xx responses:").is_none(),
        "some answers were refused: {}",
        value("Non-2xx or 3xx responses:").unwrap_or_default()
    );
    let rate: f64 = value("Requests/sec:")
        .and_then(|text| text.parse().ok())
        .context("wrk did not say its rate")?;
    let p99 = value("99%")
        .and_then(milliseconds)
        .context("wrk did not say its latencies")?;
    let what = format!("cached answer of {bytes} bytes over a link, {CONNECTIONS} connections");
    let rows = vec![
        Row::new(
            "B5",
            &what,
            format!("{rate:.0} requests/s"),
            "≥ 30 000/s",
            Some(rate >= 30_000.0),
        ),
        Row::new(
            "B5",
            "the same, p99",
            format!("{p99:.1} ms"),
            "≤ 20 ms",
            Some(p99 <= 20.0),
        ),
    ];
    Ok((rows, rate))
}

/// `12.34ms`, `950.00us`, `1.20s`.
fn milliseconds(text: &str) -> Option<f64> {
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0), ("m", 60_000.0)];
    units
        .iter()
        .find_map(|(unit, factor)| text.strip_suffix(unit)?.parse::<f64>().ok().map(|value| value * factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "  Latency Distribution\n     50%    2.00ms\n     99%   12.50ms\n  100 requests in 1.00s\nRequests/sec:  36000.00\n";

    #[test]
    fn what_wrk_says_is_read() {
        let (rows, rate) = read(SAID, 10).unwrap();
        assert!((rate - 36_000.0).abs() < 1e-9);
        assert_eq!(
            rows.iter().map(|row| row.met).collect::<Vec<_>>(),
            [Some(true), Some(true)]
        );
        let slow = SAID.replace("36000", "900").replace("12.50ms", "1.20s");
        assert_eq!(
            read(&slow, 10).unwrap().0.iter().map(|row| row.met).collect::<Vec<_>>(),
            [Some(false), Some(false)]
        );
        assert!(read(&format!("{SAID}  Non-2xx or 3xx responses: 5\n"), 10).is_err());
        assert!(read("", 10).is_err());
        assert!((milliseconds("950.00us").unwrap() - 0.95).abs() < 1e-9);
    }
}
