//! B4: many open pages on the live dashboard. Rows are pushed as a device would; every page must get every widget that
//! changed, while the server asks once per widget and tick.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::demo::Demo;
use super::table::Row;

/// Rounds of pushed rows.
const TICKS: u32 = 8;
/// The rows of the first round are later than those that another bench pushed before: every widget has something new to show.
const FIRST: u32 = 48;
/// Between rounds; long enough for the slowest page.
const BETWEEN: Duration = Duration::from_secs(4);
/// Widgets of the dashboard that change with every push.
const WIDGETS: u64 = 6;

/// One page: how many answers it got, when the last byte came (nanoseconds since the beginning), and whether the server closed it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) answers: AtomicU64,
    last: AtomicU64,
    pub(super) closed: AtomicBool,
}

/// Pages and the tasks that read them.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Arc<Page>>,
    tasks: Vec<JoinHandle<anyhow::Result<()>>>,
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Pages {
    /// Opens so many more pages of a dashboard, the bearers in turn. Pages come in crowds, not all in one instant.
    pub(super) async fn open(
        &mut self,
        demo: &Demo,
        dashboard: &str,
        bearers: &[String],
        count: usize,
        begun: Instant,
    ) {
        let url = format!("{}/api/v1/dashboards/{dashboard}/live", demo.base);
        let mut bearers = bearers.iter().cycle();
        for opened in 1..=count {
            let page: Arc<Page> = Arc::default();
            let bearer = bearers.next().cloned().unwrap_or_default();
            let task = watch(demo.client.clone(), url.clone(), bearer, Arc::clone(&page), begun);
            self.tasks.push(tokio::spawn(task));
            self.pages.push(page);
            if opened % CROWD == 0 {
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
        }
    }

    /// Waits until every page has its first answers, or patience ends.
    ///
    /// # Errors
    /// Patience ended.
    pub(super) async fn settle(&self) -> anyhow::Result<()> {
        let open = settle(&self.pages).await;
        let all = self.pages.len();
        anyhow::ensure!(open == all, "{open} of {all} pages got their first answers");
        Ok(())
    }
}

/// Pages that come at once.
const CROWD: usize = 100;

/// Opens the pages and pushes rows.
///
/// # Errors
/// When the share does not open or rows are refused.
pub(super) async fn run(demo: &Demo, viewers: usize) -> anyhow::Result<Vec<Row>> {
    println!("measuring: {viewers} open pages");
    let (session, dashboard) = demo.open_share("terminal-screens").await?;
    let begun = Instant::now();
    let before = demo.resident_kib()?;
    let mut open = Pages::default();
    open.open(demo, &dashboard, &[session], viewers, begun).await;
    open.settle().await?;
    let pages = &open.pages;
    push(demo, FIRST).await?;
    tokio::time::sleep(BETWEEN).await;
    let memory = (demo.resident_kib()? - before) / count(viewers);
    let mut latencies = Vec::new();
    let mut missed = 0;
    let queries = demo.counter("vitrine_queries_total").await?;
    for tick in 1..=TICKS {
        let answers: Vec<u64> = pages.iter().map(|page| page.answers.load(Ordering::Relaxed)).collect();
        let pushed = begun.elapsed();
        push(demo, FIRST + tick).await?;
        tokio::time::sleep(BETWEEN).await;
        for (page, earlier) in pages.iter().zip(answers) {
            missed += u64::from(page.answers.load(Ordering::Relaxed) < earlier + WIDGETS);
            let last = Duration::from_nanos(page.last.load(Ordering::Relaxed));
            latencies.push(last.saturating_sub(pushed));
        }
    }
    let queries = (demo.counter("vitrine_queries_total").await? - queries) / f64::from(TICKS);
    Ok(rows(viewers, queries, latencies, missed, memory))
}

/// Reads one live stream until it ends, counting answers.
async fn watch(
    client: reqwest::Client,
    url: String,
    session: String,
    page: Arc<Page>,
    begun: Instant,
) -> anyhow::Result<()> {
    let mut stream = client
        .get(url)
        .bearer_auth(session)
        .send()
        .await?
        .error_for_status()?
        .bytes_stream();
    // The word may be cut between two pieces: so much of the last piece is looked at again.
    const MARK: &[u8] = b"event: answer";
    let mut kept: Vec<u8> = Vec::new();
    while let Some(piece) = stream.next().await {
        let piece = piece?;
        kept.extend_from_slice(&piece);
        let found = kept.windows(MARK.len()).filter(|part| *part == MARK).count();
        let tail = kept.len().saturating_sub(MARK.len() - 1);
        kept.drain(..tail);
        page.answers.fetch_add(u64::try_from(found)?, Ordering::Relaxed);
        if !piece.starts_with(b":") {
            page.last
                .store(u64::try_from(begun.elapsed().as_nanos())?, Ordering::Relaxed);
        }
    }
    page.closed.store(true, Ordering::Relaxed);
    Ok(())
}

/// Waits until every page has its first answers, or patience ends. Gives how many have.
async fn settle(pages: &[Arc<Page>]) -> usize {
    let ready = || {
        pages
            .iter()
            .filter(|page| page.answers.load(Ordering::Relaxed) >= WIDGETS)
            .count()
    };
    for _ in 0..240 {
        if ready() == pages.len() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    ready()
}

/// One hour of three stations, later than anything the demo has.
pub(super) async fn push(demo: &Demo, tick: u32) -> anyhow::Result<()> {
    let rows: Vec<Value> = ["EWR", "JFK", "LGA"]
        .iter()
        .map(|station| {
            let (day, hour) = (1 + tick / 24, tick % 24);
            let value = f64::from(tick);
            json!({ "station": station, "time": format!("2014-06-{day:02}T{hour:02}:00:00Z"), "temp": 60.0 + value,
                "wind_speed": 5.0 + value, "wind_gust": 20.0 + value, "visib": 10.0, "pressure": 1010.0 + value, "precip": 0.0 })
        })
        .collect();
    let url = format!(
        "{}/api/v1/datasets/{}/rows",
        demo.base,
        demo.text("/datasets/readings")?
    );
    demo.client
        .post(url)
        .bearer_auth(demo.text("/users/ada/token")?)
        .json(&rows)
        .send()
        .await?
        .error_for_status()?;
    Ok(())
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX).max(1))
}

fn rows(viewers: usize, queries: f64, mut latencies: Vec<Duration>, missed: u64, memory: f64) -> Vec<Row> {
    latencies.sort();
    let at = |share: usize| {
        latencies
            .get(latencies.len().saturating_sub(1) * share / 100)
            .copied()
            .unwrap_or_default()
    };
    let (p50, p99) = (at(50).as_secs_f64() * 1000.0, at(99).as_secs_f64() * 1000.0);
    let widgets = f64::from(u32::try_from(WIDGETS).unwrap_or(0));
    vec![
        Row::new(
            "B4",
            &format!("{viewers} open pages, {WIDGETS} live widgets: queries a tick"),
            format!("{queries:.1}"),
            "≤ 6, one per widget",
            Some(queries <= widgets),
        ),
        Row::new(
            "B4",
            "pushed row → last byte at the last page, p99",
            format!("{p99:.0} ms (p50 {p50:.0})"),
            "≤ 250 ms",
            Some(p99 <= 250.0 && missed == 0),
        ),
        Row::new(
            "B4",
            "pages that missed an answer",
            format!("{missed}"),
            "0",
            Some(missed == 0),
        ),
        Row::new(
            "B4",
            "resident memory a page",
            format!("{memory:.1} KiB"),
            "≤ 12 KiB",
            Some(memory <= 12.0),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_answer_or_a_slow_page_is_short() {
        let met = |missed, slowest: u64, queries| {
            let latencies = vec![Duration::from_millis(slowest); 100];
            rows(100, queries, latencies, missed, 10.0)
                .iter()
                .map(|row| row.met == Some(true))
                .collect::<Vec<_>>()
        };
        assert_eq!(met(0, 200, 6.0), [true, true, true, true]);
        assert_eq!(met(1, 200, 6.0), [true, false, false, true]);
        assert_eq!(met(0, 1400, 600.0), [false, false, true, true]);
    }
}
