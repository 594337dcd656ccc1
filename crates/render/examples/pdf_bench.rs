//! Benchmark B7: a PDF of ten charts and a table of 400 rows. Prints milliseconds from a cold start (fonts, chart code and
//! typesetter not yet ready), warm with every drawing made anew, and warm with the drawings kept, and the peak memory.
//! Run by `make bench`; give a path to keep the document.

use std::error::Error;
use std::time::Instant;

use model::answer::{Answer, AnswerColumn};
use model::column::ColumnType;
use model::document::{GridPlace, Refresh, Widget, WidgetKind};
use model::name::WidgetId;
use render::{Drawer, Footer, MadeAt, Orientation, Page, PageLayout, Paper, PaperWidget, Reader, pdf};
use serde_json::{Map, Value as Json, json};

const ROUNDS: u32 = 15;
const MADE_AT: MadeAt = MadeAt {
    year: 2026,
    month: 11,
    day: 21,
    hour: 22,
    minute: 5,
    second: 0,
};

fn answer(columns: &[(&str, ColumnType)], rows: Vec<Vec<Json>>) -> Answer {
    let column = |(name, kind): &(&str, ColumnType)| AnswerColumn {
        name: (*name).to_owned(),
        kind: *kind,
        label: None,
        unit: None,
        grain: None,
        zone: None,
    };
    Answer {
        columns: columns.iter().map(column).collect(),
        row_count: rows.len(),
        rows,
        truncated: false,
        limit: None,
        until: None,
        newest: None,
        as_of: model::Instant::UNIX_EPOCH,
        cached: false,
        fingerprint: String::new(),
        notes: Vec::new(),
    }
}

/// The dashboard; `seed` changes every drawing.
fn dashboard(seed: u32) -> Result<Vec<(Widget, Answer)>, Box<dyn Error>> {
    let value = |n: u32| json!(f64::from((n * 7919 + seed * 104_729) % 1000) / 10.0);
    let mut widgets = Vec::new();
    for n in 0..10_u32 {
        let (kind, answer) = match n % 4 {
            0 => {
                let row = |i: u32| vec![json!(format!("Carrier {i}")), value(i + n)];
                (
                    WidgetKind::Bar,
                    answer(
                        &[("carrier", ColumnType::String), ("delay", ColumnType::Float)],
                        (0..12).map(row).collect(),
                    ),
                )
            }
            3 => {
                let row = |i: u32| vec![json!(format!("Airport {i}")), value(i + n)];
                (
                    WidgetKind::Pie,
                    answer(
                        &[("airport", ColumnType::String), ("flights", ColumnType::Float)],
                        (0..7).map(row).collect(),
                    ),
                )
            }
            kind => {
                let row = |i: u32| {
                    vec![
                        json!(format!("2026-11-{:02}T{:02}:00:00Z", 1 + i / 24, i % 24)),
                        value(i + n),
                        value(i * 3 + n),
                    ]
                };
                let columns = [
                    ("hour", ColumnType::Timestamp),
                    ("departures", ColumnType::Float),
                    ("arrivals", ColumnType::Float),
                ];
                let kind = if kind == 1 { WidgetKind::Line } else { WidgetKind::Area };
                (kind, answer(&columns, (0..168).map(row).collect()))
            }
        };
        let place = GridPlace {
            x: u16::try_from(n % 2)? * 6,
            y: u16::try_from(n / 2)? * 6,
            w: 6,
            h: 6,
        };
        widgets.push((
            widget(&format!("chart-{n}"), kind, &format!("Chart {n}"), place)?,
            answer,
        ));
    }
    let row = |i: u32| {
        vec![
            json!(format!("UA {}", 1000 + i)),
            json!("JFK"),
            json!("LAX"),
            json!(format!("2026-11-{:02}T08:15:00Z", 1 + i % 28)),
            value(i),
        ]
    };
    let columns = [
        ("flight", ColumnType::String),
        ("origin", ColumnType::String),
        ("dest", ColumnType::String),
        ("scheduled", ColumnType::Timestamp),
        ("dep_delay", ColumnType::Float),
    ];
    let table = widget(
        "table",
        WidgetKind::Table,
        "Flights",
        GridPlace {
            x: 0,
            y: 30,
            w: 12,
            h: 10,
        },
    )?;
    widgets.push((table, answer(&columns, (0..400).map(row).collect())));
    Ok(widgets)
}

fn widget(id: &str, kind: WidgetKind, title: &str, place: GridPlace) -> Result<Widget, Box<dyn Error>> {
    let id = WidgetId::new(id)?;
    Ok(Widget {
        id,
        kind,
        title: Some(title.to_owned()),
        place,
        question: None,
        refresh: Refresh::Manual,
        options: Map::new(),
    })
}

fn print(drawer: &Drawer, dashboard: &[(Widget, Answer)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let widgets: Vec<_> = dashboard
        .iter()
        .map(|(widget, answer)| PaperWidget {
            widget,
            content: Ok(Some(answer)),
        })
        .collect();
    let page = Page {
        paper: Paper::A4,
        orientation: Orientation::Portrait,
        layout: PageLayout::Stacked,
    };
    let footer = Footer {
        made_by: "Bench".to_owned(),
        made_at: "21 Nov 2026 22:05 UTC".to_owned(),
        ..Footer::default()
    };
    let printed = pdf(
        drawer,
        "Ten charts and a table",
        &widgets,
        &page,
        &footer,
        &Reader {
            locale: "en",
            time_zone: "UTC",
            period: None,
        },
        MADE_AT,
    )?;
    Ok(printed.bytes)
}

/// Median of the rounds, in milliseconds.
fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds.get(rounds.len() / 2).copied().unwrap_or_default()
}

fn timed<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<(f64, T), Box<dyn Error>> {
    let begun = Instant::now();
    let made = work()?;
    Ok((begun.elapsed().as_secs_f64() * 1000.0, made))
}

/// Highest resident memory of this process so far, where the system tells.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<f64>().ok()? / 1024.0)
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its result")]
fn main() -> Result<(), Box<dyn Error>> {
    let first = dashboard(0)?;
    let (cold, (drawer, bytes)) = timed(|| {
        let drawer = Drawer::new(2)?;
        let bytes = print(&drawer, &first)?;
        Ok((drawer, bytes))
    })?;
    let (mut warm, mut kept) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let dashboard = dashboard(round)?;
        warm.push(timed(|| print(&drawer, &dashboard))?.0);
        kept.push(timed(|| print(&drawer, &dashboard))?.0);
    }
    println!("B7 pdf cold {cold:.0} ms");
    println!("B7 pdf warm {:.0} ms (every drawing new)", median(warm));
    println!("B7 pdf warm {:.0} ms (drawings kept)", median(kept));
    println!("B7 pdf size {} bytes", bytes.len());
    if let Some(peak) = peak_mib() {
        println!("B7 pdf peak {peak:.0} MiB");
    }
    if let Some(path) = std::env::args_os().nth(1) {
        std::fs::write(path, &bytes)?;
    }
    Ok(())
}
