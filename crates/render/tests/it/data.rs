//! Widgets and answers that the tests draw, and one drawer for all of them.

use std::sync::LazyLock;

use model::answer::{Answer, AnswerColumn};
use model::column::ColumnType;
use model::document::{GridPlace, Refresh, Widget, WidgetKind};
use model::name::WidgetId;
use render::{Drawer, Drawing, Theme};
use serde_json::{Map, Value as Json, json};

pub(crate) static DRAWER: LazyLock<Drawer> = LazyLock::new(|| Drawer::new(2).unwrap());

pub(crate) const DRAWN: [WidgetKind; 4] = [WidgetKind::Line, WidgetKind::Area, WidgetKind::Bar, WidgetKind::Pie];

pub(crate) fn column(name: &str, kind: ColumnType) -> AnswerColumn {
    AnswerColumn {
        name: name.to_owned(),
        kind,
        label: None,
        unit: None,
        grain: None,
        zone: None,
    }
}

pub(crate) fn answer(columns: &[(&str, ColumnType)], rows: Vec<Vec<Json>>) -> Answer {
    Answer {
        columns: columns.iter().map(|(name, kind)| column(name, *kind)).collect(),
        row_count: rows.len(),
        rows,
        truncated: false,
        limit: None,
        until: None,
        newest: None,
        as_of: "2026-11-21T22:00:00Z".parse().unwrap(),
        cached: false,
        fingerprint: "f".to_owned(),
        notes: Vec::new(),
    }
}

pub(crate) fn carriers() -> Answer {
    let rows = vec![
        vec![json!("Frontier"), json!(20.2)],
        vec![json!("ExpressJet"), json!(19.9)],
        vec![json!("Mesa"), json!(18.99)],
        vec![json!("United <&\"> Air"), json!(12.1)],
        vec![json!("Hawaiian"), Json::Null],
    ];
    answer(
        &[("carrier", ColumnType::String), ("mean_delay", ColumnType::Float)],
        rows,
    )
}

pub(crate) fn hours() -> Answer {
    let row = |n: u32| {
        vec![
            json!(format!("2026-07-01T{:02}:00:00Z", n % 24)),
            json!(f64::from(n % 7) * 1.5),
        ]
    };
    let mut hours = answer(
        &[("hour", ColumnType::Timestamp), ("flights", ColumnType::Float)],
        (0..24).map(row).collect(),
    );
    hours.columns[0].grain = Some(model::question::Grain::Hour);
    hours
}

/// A table of five columns.
pub(crate) fn flights(rows: usize) -> Answer {
    let row = |n: usize| {
        vec![
            json!(["UA", "DL", "B6", "AA"][n % 4]),
            json!(1000 + n),
            json!(["LAX", "SFO", "BOS"][n % 3]),
            json!(format!("2026-11-{:02}T0{}:15:00Z", 1 + n % 28, n % 10)),
            json!(1200.5 - f64::from(u32::try_from(n).unwrap())),
        ]
    };
    let columns = [
        ("carrier", ColumnType::String),
        ("flight", ColumnType::Int),
        ("dest", ColumnType::String),
        ("scheduled", ColumnType::Timestamp),
        ("dep_delay", ColumnType::Float),
    ];
    answer(&columns, (0..rows).map(row).collect())
}

pub(crate) fn answer_for(kind: WidgetKind) -> Answer {
    match kind {
        WidgetKind::Line | WidgetKind::Area => hours(),
        WidgetKind::Table => flights(30),
        _ => carriers(),
    }
}

pub(crate) fn options(value: &Json) -> Map<String, Json> {
    value.as_object().cloned().unwrap_or_default()
}

pub(crate) fn widget(id: &str, kind: WidgetKind, title: &str, place: (u16, u16, u16, u16), given: &Json) -> Widget {
    Widget {
        id: WidgetId::new(id).unwrap(),
        kind,
        title: (!title.is_empty()).then(|| title.to_owned()),
        place: GridPlace {
            x: place.0,
            y: place.1,
            w: place.2,
            h: place.3,
        },
        question: None,
        refresh: Refresh::Manual,
        options: options(given),
    }
}

pub(crate) fn drawing<'a>(kind: WidgetKind, options: &'a Map<String, Json>, answer: Option<&'a Answer>) -> Drawing<'a> {
    Drawing {
        kind,
        title: Some("Title"),
        options,
        answer,
        theme: Theme::Light,
        width: 640,
        height: 320,
        locale: "en",
        time_zone: "UTC",
        period: None,
        part: None,
    }
}
