//! B3: many open pages, and changes. One that touches none of them should cost what it costs without them; one that ends them should
//! be answered after the last of them was cut, with nothing sent after it.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::{Value, json};

use super::demo::Demo;
use super::live::{Pages, push};
use super::table::Row;

/// Sessions that the pages are spread over.
const SESSIONS: usize = 50;
/// Pages of somebody whom the end of the share does not concern.
const OTHERS: usize = 100;
/// Changes that are measured; their processor time is told in hundredths of a second, so one alone would say nothing.
const CHANGES: u32 = 50;

/// What some changes that touch no page took.
struct Cost {
    median: Duration,
    /// Milliseconds of processor a change.
    processor: f64,
}

/// What the end of a share that all have open took.
struct End {
    call: Duration,
    frames_after: u64,
    still_open: usize,
    others_answered: bool,
}

/// Opens the pages and changes something.
///
/// # Errors
/// The share does not open, or a change is refused.
pub(super) async fn run(demo: &Demo, streams: usize) -> anyhow::Result<Vec<Row>> {
    println!("measuring: changes beside {streams} open pages");
    let without = changes(demo).await?;
    let dashboard = demo.text("/dashboards/operations-now")?;
    let share = demo
        .send(
            "POST",
            &format!("dashboards/{dashboard}/shares"),
            json!({ "kind": "link", "title": "Bench" }),
        )
        .await?;
    let id = share
        .pointer("/share/id")
        .and_then(Value::as_str)
        .context("the share has no id")?;
    let link = share
        .pointer("/link")
        .and_then(Value::as_str)
        .context("the share has no link")?;
    let mut sessions = Vec::with_capacity(SESSIONS);
    for _ in 0..SESSIONS {
        sessions.push(demo.open_link(link).await?.0);
    }
    let begun = Instant::now();
    let mut readers = Pages::default();
    readers.open(demo, dashboard, &sessions, streams, begun).await;
    let mut others = Pages::default();
    let ada = demo.text("/users/ada/token")?.to_owned();
    others.open(demo, dashboard, &[ada], OTHERS, begun).await;
    readers.settle().await?;
    others.settle().await?;
    let woken = demo.counter("vitrine_live_woken_total").await?;
    let with = changes(demo).await?;
    let woken = demo.counter("vitrine_live_woken_total").await? - woken;
    let end = end(demo, id, &readers, &others).await?;
    Ok(rows(streams, &without, &with, woken, &end))
}

/// Gives somebody a level on another dashboard, and another one, and so on.
async fn changes(demo: &Demo) -> anyhow::Result<Cost> {
    let path = format!(
        "dashboards/{}/grants/user:{}",
        demo.text("/dashboards/delays")?,
        demo.text("/users/uma/id")?
    );
    let mut took = Vec::new();
    let processor = demo.processor()?;
    for change in 0..CHANGES {
        let level = if change % 2 == 0 { "share" } else { "view" };
        let begun = Instant::now();
        demo.send("PUT", &path, json!({ "level": level })).await?;
        took.push(begun.elapsed());
    }
    let processor = (demo.processor()? - processor).as_secs_f64() * 1000.0 / f64::from(CHANGES);
    took.sort();
    let median = took.get(took.len() / 2).copied().unwrap_or_default();
    Ok(Cost { median, processor })
}

/// Ends the share, then pushes rows: whoever is still there would get them.
async fn end(demo: &Demo, share: &str, readers: &Pages, others: &Pages) -> anyhow::Result<End> {
    let answers = |pages: &Pages| -> u64 {
        pages
            .pages
            .iter()
            .map(|page| page.answers.load(Ordering::Relaxed))
            .sum()
    };
    let begun = Instant::now();
    demo.send("DELETE", &format!("shares/{share}"), Value::Null).await?;
    let call = begun.elapsed();
    let (before, others_before) = (answers(readers), answers(others));
    push(demo, 20).await?;
    // A generous while: what has not come by then does not come.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let open = readers.pages.iter().filter(|page| !page.closed.load(Ordering::Relaxed));
    Ok(End {
        call,
        frames_after: answers(readers) - before,
        still_open: open.count(),
        others_answered: answers(others) > others_before,
    })
}

fn rows(streams: usize, without: &Cost, with: &Cost, woken: f64, end: &End) -> Vec<Row> {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let more = milliseconds(with.median) - milliseconds(without.median);
    let call = milliseconds(end.call);
    vec![
        Row::new(
            "B3",
            &format!("a change that touches none of {streams} open pages, beyond one with none open"),
            format!(
                "{more:.1} ms ({:.1} against {:.1}; processor {:.1} against {:.1} ms)",
                milliseconds(with.median),
                milliseconds(without.median),
                with.processor,
                without.processor
            ),
            "≤ 2 ms",
            Some(more <= 2.0),
        ),
        Row::new(
            "B3",
            "pages that it woke: each would decide and might read",
            format!("{woken:.0}"),
            "0",
            Some(woken == 0.0),
        ),
        Row::new(
            "B3",
            &format!("the end of a share with {streams} open pages: the call"),
            format!("{call:.0} ms"),
            "≤ 250 ms",
            Some(call <= 250.0),
        ),
        Row::new(
            "B3",
            "data frames after its 2xx; pages still open; pages of others go on",
            format!("{}; {}; {}", end.frames_after, end.still_open, end.others_answered),
            "0; 0; true",
            Some(end.frames_after == 0 && end.still_open == 0 && end.others_answered),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_frame_too_many_or_a_page_woken_for_nothing_is_short() {
        let met = |woken, frames_after| {
            let cost = |median| Cost {
                median: Duration::from_millis(median),
                processor: 1.0,
            };
            let end = End {
                call: Duration::from_millis(200),
                frames_after,
                still_open: 0,
                others_answered: true,
            };
            let rows = rows(10, &cost(5), &cost(6), woken, &end);
            rows.iter().map(|row| row.met == Some(true)).collect::<Vec<_>>()
        };
        assert_eq!(met(0.0, 0), [true, true, true, true]);
        assert_eq!(met(1.0, 1), [true, false, true, false]);
    }
}
