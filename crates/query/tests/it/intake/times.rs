//! Moments and days of files: the years they may have, and the clock that is said of them.

use model::column::ColumnType;
use model::intake::ReadNoteKind;
use serde_json::json;

use super::{price, read_text};
use crate::world::{question, sql};

#[tokio::test]
async fn moments_far_away_group_by_every_grain() {
    let text = "at\n0001-01-01T05:00:00Z\n1816-03-29T05:56:08Z\n2262-04-12T00:00:00Z\n9999-12-31T23:59:59Z\n";
    let (world, read) = read_text(text, "").await;
    assert_eq!(read.columns[0].kind, ColumnType::Timestamp);
    for grain in ["hour", "day", "week", "month", "quarter", "year"] {
        let asked = json!({ "dataset": "t", "select": [{ "column": "at", "grain": grain }, { "count": "*" }] });
        let rows = world.rows(question(asked)).await;
        assert_eq!(rows.as_array().unwrap().len(), 4, "{grain}: {rows}");
        let all = rows.to_string();
        for year in ["0001-", "1816-", "2262-", "9999-"] {
            // The week of the first of January of the year 1 begins in it: it is a Monday.
            assert!(all.contains(year), "{grain}: {all}");
        }
    }
}

#[tokio::test]
async fn a_year_of_two_figures_is_none_of_the_first_century() {
    let (_, read) = read_text("d\n31.12.24\n01.01.25\n", "").await;
    let column = super::column(&read, "d");
    assert_eq!(column.kind, ColumnType::String);
    let offers: Vec<_> = column.offers.iter().map(price).collect();
    assert_eq!(offers, [("d:date:%d.%m.%y", 0, 0)]);
    let (world, _) = read_text("d\n31.12.24\n1.2.98\n", "types=d:date:%d.%m.%y").await;
    let days = json!([["2024-12-31"], ["1998-02-01"]]);
    assert_eq!(world.rows(sql("select d from t")).await, days);
    let (world, read) = read_text("d\n31.12.24\n01.01.2025\n", "types=d:date:%d.%m.%Y").await;
    assert_eq!(super::column(&read, "d").bad_cells, 1);
    assert_eq!(
        world.rows(sql("select d from t")).await,
        json!([[null], ["2025-01-01"]])
    );
}

/// Times without a zone are UTC's, and said to be, until somebody says whose clock they were read from; then the next file is read alike.
#[tokio::test]
async fn times_are_those_of_the_clock_that_is_said() {
    let text = "at\n2024-07-01 12:00:00\n2024-10-27 02:30:00\n2024-03-31 02:30:00\n2024-07-01 12:00:00+00:00\n";
    let (world, read) = read_text(text, "types=at:timestamp@Europe/Berlin").await;
    let column = super::column(&read, "at");
    assert_eq!(
        (column.read_as.as_str(), column.bad_cells),
        ("timestamp@Europe/Berlin", 1)
    );
    // The clock shows this hour twice: the first is taken. The other it never shows.
    let told: Vec<_> = column
        .notes
        .iter()
        .map(|note| (note.kind, note.count, note.line))
        .collect();
    assert_eq!(told, [(ReadNoteKind::ShownTwice, 1, Some(3))]);
    assert_eq!(
        (column.cells[0].line, column.cells[0].text.as_str()),
        (4, "2024-03-31 02:30:00")
    );
    assert_eq!(
        world.rows(sql("select at from t")).await,
        json!([
            ["2024-07-01T10:00:00Z"],
            ["2024-10-27T00:30:00Z"],
            [null],
            ["2024-07-01T12:00:00Z"]
        ])
    );
    // Only the clock is said: how times are written is recognised as before.
    let (_, read) = read_text(
        "at;n\n01.07.2024 12:00;1\n02.07.2024 13:00;2\n",
        "types=at:timestamp@Europe/Berlin",
    )
    .await;
    let at = super::column(&read, "at");
    assert_eq!(
        (at.bad_cells, at.read_as.as_str()),
        (0, "timestamp@Europe/Berlin:%d.%m.%Y %H:%M")
    );
    let german = "at;n\n01.07.2024 12:00;1\n31.12.2024 23:59;2\n";
    let (_, read) = read_text(german, "").await;
    assert_eq!(read.columns[0].notes[0].kind, ReadNoteKind::WithoutZone);
    let (world, read) = read_text(german, "types=at:timestamp@America/New_York:%d.%m.%Y %H:%M").await;
    assert_eq!(read.columns[0].notes, []);
    assert_eq!(
        world.rows(sql("select at from t")).await,
        json!([["2024-07-01T16:00:00Z"], ["2025-01-01T04:59:00Z"]])
    );
}
