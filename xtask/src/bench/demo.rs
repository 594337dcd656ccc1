//! A started `vitrine demo` on a folder and a port of its own, what it wrote into demo.json, and how fast it was there
//! (B10). The first start makes the demo's data and is not measured; the second one is.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::{Value, json};

use super::table::Row;

/// Where cargo puts what it builds.
pub(super) fn target_folder() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from("target"),
    }
}

/// The program that people run, as `make release` builds it.
fn program(target: &Path) -> PathBuf {
    target.join("release/vitrine")
}

/// A running server; ends with the value.
#[derive(Debug)]
pub(super) struct Demo {
    child: Child,
    folder: PathBuf,
    /// `http://127.0.0.1:PORT`.
    pub(super) base: String,
    /// demo.json.
    pub(super) sheet: Value,
    pub(super) client: reqwest::Client,
}

/// A server and how its start went.
#[derive(Debug)]
pub(super) struct Started {
    pub(super) demo: Demo,
    first_answer: Duration,
    idle_mib: f64,
    /// Megabytes, of a million bytes, of the program's file.
    program_mb: f64,
}

impl Demo {
    /// Starts twice: once to make the data, once to measure.
    ///
    /// # Errors
    /// When the program is missing, does not start, or does not answer.
    pub(super) async fn start(target: &Path) -> anyhow::Result<Started> {
        println!("measuring: server");
        let folder = std::env::temp_dir().join(format!("vitrine-bench-{}", std::process::id()));
        let made = Self::spawn(target, &folder, &[])?;
        made.first_answer(Duration::from_secs(120))
            .await
            .context("the first start, which makes the data")?;
        // The replay brings three days of readings, so that live answers have their usual size.
        tokio::time::sleep(Duration::from_secs(3)).await;
        drop(made);
        let begun = Instant::now();
        let mut demo = Self::spawn(target, &folder, &["--no-replay"])?;
        demo.sheet = demo.first_answer(Duration::from_secs(30)).await?;
        let first_answer = begun.elapsed();
        tokio::time::sleep(Duration::from_secs(5)).await;
        let idle_mib = demo.resident_kib()? / 1024.0;
        let program_mb = std::fs::metadata(program(target))?.len() as f64 / 1e6;
        Ok(Started {
            demo,
            first_answer,
            idle_mib,
            program_mb,
        })
    }

    fn spawn(target: &Path, folder: &Path, further: &[&str]) -> anyhow::Result<Self> {
        let program = program(target);
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new(&program)
            .args(["demo", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(folder)
            // All viewers of a bench come from this machine.
            .args(["--connections-per-network", "20000"])
            .args(further)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}: run make bench", program.display()))?;
        Ok(Self {
            child,
            folder: folder.to_owned(),
            base: format!("http://127.0.0.1:{port}"),
            sheet: Value::Null,
            client: reqwest::Client::new(),
        })
    }

    /// Waits until a widget's question is answered. Gives demo.json.
    async fn first_answer(&self, patience: Duration) -> anyhow::Result<Value> {
        let begun = Instant::now();
        let mut last = anyhow::anyhow!("it did not answer");
        while begun.elapsed() < patience {
            match self.ask_once().await {
                Ok(sheet) => return Ok(sheet),
                Err(error) => last = error,
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Err(last.context("vitrine demo is not there"))
    }

    async fn ask_once(&self) -> anyhow::Result<Value> {
        let sheet: Value = serde_json::from_slice(&std::fs::read(self.folder.join("demo.json"))?)?;
        // A sheet of an earlier start names another port.
        let text = |pointer: &str| {
            sheet
                .pointer(pointer)
                .and_then(Value::as_str)
                .context("demo.json lacks something")
        };
        let url = format!("{}/api/v1/dashboards/{}/data", self.base, text("/dashboards/delays")?);
        let asked = self
            .client
            .post(url)
            .bearer_auth(text("/users/ada/token")?)
            .json(&json!({ "widget": "flights-by-airport" }));
        let answer = asked.send().await?;
        anyhow::ensure!(
            answer.status().is_success(),
            "the first question was answered with {}",
            answer.status()
        );
        answer.bytes().await?;
        Ok(sheet)
    }

    /// A text of demo.json.
    ///
    /// # Errors
    /// When it is not there.
    pub(super) fn text(&self, pointer: &str) -> anyhow::Result<&str> {
        self.sheet
            .pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("demo.json has no {pointer}"))
    }

    /// Opens a share of the demo: bearer of the session, dashboard.
    ///
    /// # Errors
    /// When it does not open.
    pub(super) async fn open_share(&self, name: &str) -> anyhow::Result<(String, String)> {
        self.open_link(self.text(&format!("/shares/{name}/link"))?).await
    }

    /// Opens a link: bearer of the session, dashboard.
    ///
    /// # Errors
    /// When it does not open.
    pub(super) async fn open_link(&self, link: &str) -> anyhow::Result<(String, String)> {
        let secret = link.rsplit('/').next().unwrap_or_default();
        let url = format!("{}/api/v1/share-sessions", self.base);
        let opened = self
            .client
            .post(url)
            .json(&json!({ "secret": secret }))
            .send()
            .await?
            .error_for_status()?;
        let opened: Value = opened.json().await?;
        let text = |key: &str| {
            opened
                .get(key)
                .and_then(Value::as_str)
                .map(str::to_owned)
                .context("no session")
        };
        Ok((text("session")?, text("dashboard")?))
    }

    /// A call by who manages everything.
    ///
    /// # Errors
    /// It is refused.
    pub(super) async fn send(&self, method: &str, path: &str, body: Value) -> anyhow::Result<Value> {
        let url = format!("{}/api/v1/{path}", self.base);
        let request = self.client.request(method.parse()?, url);
        let request = request.bearer_auth(self.text("/users/ada/token")?);
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&answer).unwrap_or(Value::Null))
    }

    /// Resident memory in KiB.
    ///
    /// # Errors
    /// When the system does not tell.
    pub(super) fn resident_kib(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .context("no VmRSS")?;
        line.trim()
            .trim_end_matches(" kB")
            .trim()
            .parse()
            .context("VmRSS is no number")
    }

    /// Processor time of the server since its start, in whole hundredths of a second.
    ///
    /// # Errors
    /// When the system does not tell.
    pub(super) fn processor(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program stands in brackets and may hold spaces; fields are counted after it.
        let fields = stat.rsplit_once(')').context("no stat")?.1.split_whitespace();
        let ticks = fields.skip(11).take(2).map(str::parse::<u64>);
        Ok(Duration::from_millis(10 * ticks.sum::<Result<u64, _>>()?))
    }

    /// A counter of `/metrics`.
    ///
    /// # Errors
    /// When it is not there.
    pub(super) async fn counter(&self, name: &str) -> anyhow::Result<f64> {
        let text = self
            .client
            .get(format!("{}/metrics", self.base))
            .send()
            .await?
            .text()
            .await?;
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        value
            .and_then(|value| value.trim().parse().ok())
            .with_context(|| format!("/metrics has no {name}"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Its own child; nothing is lost when it was gone already.
        let _gone = self.child.kill().and_then(|()| self.child.wait());
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.demo.folder);
    }
}

impl Started {
    /// B10.
    pub(super) fn rows(&self) -> Vec<Row> {
        let start = self.first_answer.as_secs_f64() * 1000.0;
        vec![
            Row::new(
                "B10",
                "start with demo data → first answer",
                format!("{start:.0} ms"),
                "≤ 75 ms",
                Some(start <= 75.0),
            ),
            Row::new(
                "B10",
                "resident memory, idle",
                format!("{:.0} MiB", self.idle_mib),
                "≤ 60 MiB",
                Some(self.idle_mib <= 60.0),
            ),
            Row::new(
                "B10",
                "size of the program",
                format!("{:.0} MB", self.program_mb),
                "≤ 120 MB",
                Some(self.program_mb <= 120.0),
            ),
        ]
    }
}
