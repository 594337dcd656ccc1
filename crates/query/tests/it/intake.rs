//! Data arrives as it was written: the files that people really have, and the property that nothing is lost in silence.

mod files;
mod times;

use model::column::ColumnType;
use model::dataset::Origin;
use model::intake::{ColumnOffer, ColumnRead, FileRead, ReadNoteKind};
use proptest::prelude::*;
use query::FileFormat;
use serde_json::{Value as Json, json};

use crate::world::{World, case, load, sql};

/// The file as a dataset `t`, read with what is said of it.
async fn read_file(path: &std::path::Path, format: FileFormat, said: &str) -> (World, FileRead) {
    let mut world = World::empty().await;
    let id = world.add("t", Origin::Files, &[]).await;
    let loaded = load(&world.engine, id, format, path, said).await.unwrap();
    world.datasets[0].columns = loaded.columns;
    (world, loaded.read)
}

async fn read(name: &str, said: &str) -> (World, FileRead) {
    read_file(&case(name), FileFormat::Csv, said).await
}

async fn read_text(text: &str, said: &str) -> (World, FileRead) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, text).unwrap();
    read_file(&path, FileFormat::Csv, said).await
}

fn kinds(read: &FileRead) -> Vec<(&str, ColumnType)> {
    read.columns
        .iter()
        .map(|column| (column.name.as_str(), column.kind))
        .collect()
}

fn column<'r>(read: &'r FileRead, name: &str) -> &'r ColumnRead {
    read.columns.iter().find(|column| column.name == name).unwrap()
}

fn notes(read: &FileRead) -> Vec<(ReadNoteKind, u64, Option<u64>)> {
    read.notes
        .iter()
        .map(|note| (note.kind, note.count, note.line))
        .collect()
}

fn price(offer: &ColumnOffer) -> (&str, u64, u64) {
    (&offer.types, offer.empty, offer.rewritten)
}

#[tokio::test]
async fn codes_that_look_like_powers_stay_codes() {
    let (world, read) = read("codes_with_e.csv", "").await;
    assert_eq!(column(&read, "batch").kind, ColumnType::String);
    assert_eq!(column(&read, "serial").kind, ColumnType::String);
    assert_eq!(column(&read, "kg").kind, ColumnType::Int);
    let rows = world.rows(sql("select batch, serial from t limit 4")).await;
    assert_eq!(
        rows,
        json!([
            ["5E0", "441709"],
            ["5E1", "441710"],
            ["12E3", "441711"],
            ["31E2", "4417E9"]
        ])
    );
    let offer = column(&read, "batch").offers.first().unwrap();
    assert_eq!((price(offer).0, offer.empty), ("batch:float", 0));
    assert!(
        offer.rewritten > 0,
        "that each code would be another text is part of the price"
    );
    assert_eq!(offer.cells[0].becomes.as_deref(), Some("5"));
}

#[tokio::test]
async fn postcodes_keep_their_zeros() {
    let (world, read) = read("postcodes_few_zeros.csv", "").await;
    assert_eq!(column(&read, "plz").kind, ColumnType::String);
    assert_eq!(world.rows(sql("select plz from t limit 1")).await, json!([["01067"]]));
    let offer = &column(&read, "plz").offers[0];
    assert_eq!(offer.types, "plz:int");
    assert_eq!(offer.empty, 0);
    assert_eq!((offer.cells[0].line, offer.cells[0].text.as_str()), (2, "01067"));
    assert_eq!(offer.cells[0].becomes.as_deref(), Some("1067"));
}

#[tokio::test]
async fn versions_stay_versions() {
    let (world, read) = read("firmware_changes_late.csv", "").await;
    assert_eq!(
        kinds(&read),
        [
            ("at", ColumnType::Timestamp),
            ("firmware", ColumnType::String),
            ("bpm", ColumnType::Int)
        ]
    );
    let rows = world
        .rows(sql("select count(*) as n from t where firmware = '3.9'"))
        .await;
    assert!(rows[0][0].as_u64().unwrap() > 900, "{rows}");
}

#[tokio::test]
async fn long_ids_are_exact_and_one_damaged_cell_is_named() {
    let (world, all_whole) = read("ids_all_whole.csv", "").await;
    assert_eq!(column(&all_whole, "post_id").kind, ColumnType::Int);
    let first = json!([["6176900062392749367", 0]]);
    assert_eq!(
        world.rows(sql("select post_id, likes from t where likes = 0")).await,
        first
    );

    let (world, damaged) = read("ids_one_damaged.csv", "").await;
    let ids = column(&damaged, "post_id");
    assert_eq!(ids.kind, ColumnType::String);
    assert_eq!(
        world.rows(sql("select post_id, likes from t where likes = 0")).await,
        first
    );
    let offer = ids.offers.iter().find(|offer| offer.kind == ColumnType::Int).unwrap();
    assert_eq!(price(offer), ("post_id:int", 1, 0));
    assert_eq!((offer.cells[0].line, offer.cells[0].text.as_str()), (25, "6.12994E+18"));

    let (world, taken) = read("ids_one_damaged.csv", &format!("types={}", offer.types)).await;
    let ids = column(&taken, "post_id");
    assert_eq!((ids.kind, ids.bad_cells, ids.chosen), (ColumnType::Int, 1, true));
    assert_eq!(
        world.rows(sql("select post_id, likes from t where likes = 0")).await,
        first
    );
    assert_eq!(
        world.rows(sql("select count(*) - count(post_id) as n from t")).await,
        json!([[1]])
    );
}

#[tokio::test]
async fn ids_beyond_64_bits_are_exact() {
    let (world, read) = read_text("id\n18446744073709551615\n9223372036854775808\n7\n", "").await;
    assert_eq!(column(&read, "id").kind, ColumnType::Decimal);
    assert_eq!(
        world.rows(sql("select id from t order by id desc")).await,
        json!([["18446744073709551615"], ["9223372036854775808"], ["7"]])
    );
}

#[tokio::test]
async fn numbers_are_numbers_only_where_each_is_given_back() {
    for (cells, kind) in [
        ("1,2,-3", ColumnType::Int),
        ("1.5,2.25,3", ColumnType::Float),
        ("1.0,2.25,3.0", ColumnType::Float),
        ("1.50,2.25,3.00", ColumnType::Decimal),
        ("1.10,1.1", ColumnType::String),
        ("+4912345,+4998765", ColumnType::String),
        ("0.1,.1", ColumnType::String),
        ("1e5,2e5", ColumnType::String),
        ("9007199254740993,1.5", ColumnType::String),
        ("0.1234567890123456789,0.9876543210987654321", ColumnType::Decimal),
        ("true,false", ColumnType::Bool),
        ("TRUE,FALSE", ColumnType::Bool),
        ("true,False", ColumnType::String),
        ("2024-01-31,2024-02-01", ColumnType::Date),
        ("2024-1-31,2024-02-01", ColumnType::String),
        ("31.12.2024,01.02.2024", ColumnType::Date),
        ("01/02/2024,03/04/2024", ColumnType::String),
        ("01/02/2024,03/14/2024", ColumnType::Date),
        ("2024-01-31T10:00:00Z,2024-02-01T11:30:00Z", ColumnType::Timestamp),
        ("2024-01-31T10:00:00Z,2024-02-01", ColumnType::String),
        (
            "2024-01-31T10:00:00+01:00,2024-07-01T10:00:00+02:00",
            ColumnType::String,
        ),
        ("2024-01-31 10:00:00.250000,2024-01-31 10:00:00", ColumnType::Timestamp),
        (
            "2024-01-31 10:00:00.123456789,2024-01-31 10:00:00.123456788",
            ColumnType::String,
        ),
        (" 1,2", ColumnType::String),
        ("NA,NULL", ColumnType::String),
        ("1,NA,2", ColumnType::Int),
    ] {
        let text = format!("c\n{}\n", cells.replace(',', "\n"));
        let (_, read) = read_text(&text, "").await;
        assert_eq!(read.columns[0].kind, kind, "{cells}");
    }
}

#[tokio::test]
async fn days_that_could_be_months_are_offered_both_ways() {
    let (_, read) = read_text("at\n01/02/2024\n03/04/2024\n", "").await;
    let offers: Vec<_> = read.columns[0].offers.iter().map(price).collect();
    assert_eq!(offers, [("at:date:%d/%m/%Y", 0, 0), ("at:date:%m/%d/%Y", 0, 0)]);
    let (world, _) = read_text("at\n01/02/2024\n03/04/2024\n", "types=at:date:%m/%d/%Y").await;
    assert_eq!(
        world.rows(sql("select at from t")).await,
        json!([["2024-01-02"], ["2024-03-04"]])
    );
}

#[tokio::test]
async fn numbers_with_other_marks_are_offered_and_read_when_said() {
    let (world, read) = read_text("a;b\nx;1.250,75\ny;12,5\nz;3\n", "").await;
    assert_eq!(read.columns[1].kind, ColumnType::String);
    assert_eq!(read.columns[1].offers[0].types, "b:decimal:comma");
    assert_eq!(world.rows(sql("select b from t limit 1")).await, json!([["1.250,75"]]));
    let (world, _) = read_text("a;b\nx;1.250,75\ny;12,5\nz;3\n", "types=b:decimal:comma").await;
    assert_eq!(
        world.rows(sql("select b from t")).await,
        json!([["1250.75"], ["12.50"], ["3.00"]])
    );
    // What was said for one file may not hold for the next: that a point was taken for thousands is counted.
    let (world, read) = read_text("u,x\n1.250,1\n2.500,2\n3,3\n", "types=u:decimal:comma").await;
    let told: Vec<_> = read.columns[0]
        .notes
        .iter()
        .map(|note| (note.kind, note.count, note.line))
        .collect();
    assert_eq!(told, [(ReadNoteKind::ThousandsTaken, 2, Some(2))]);
    assert_eq!(world.rows(sql("select sum(u) as u from t")).await, json!([["3753"]]));
    // Could be one and a quarter, or one thousand two hundred and fifty.
    let (_, read) = read_text("a;b\nx;1.250\ny;2.500\n", "").await;
    assert_eq!(read.columns[1].kind, ColumnType::String);
    for text in ["a;b\nx;1.250\ny;2.500\n", "a;b\nx;1.250\ny;980\nz;12.300\n"] {
        let (_, read) = read_text(text, "").await;
        let offers: Vec<_> = read.columns[1]
            .offers
            .iter()
            .map(|offer| offer.types.as_str())
            .collect();
        assert_eq!(read.columns[1].kind, ColumnType::String, "{text}");
        assert!(
            offers.first() == Some(&"b:decimal:comma") && offers.len() >= 2,
            "{text}: {offers:?}"
        );
    }
    let (_, read) = read_text("a;b\nx;1.25\ny;980\nz;12.3000\n", "").await;
    let offers = &read.columns[1].offers;
    assert!(
        offers.iter().all(|offer| offer.types != "b:decimal:comma"),
        "{offers:?}"
    );
    let (world, read) = read_text("a;b\nx;1,5\ny;2,75\n", "").await;
    assert_eq!(
        (read.columns[1].kind, read.columns[1].read_as.as_str()),
        (ColumnType::Float, "float:comma")
    );
    assert_eq!(world.rows(sql("select sum(b) as b from t")).await, json!([[4.25]]));
}

#[tokio::test]
async fn namibia_is_a_country_and_na_is_missing_among_numbers() {
    let (world, _) = read("namibia.csv", "").await;
    assert_eq!(
        world
            .rows(sql(
                "select country, visits from t where country = 'NA' or country is null"
            ))
            .await,
        json!([["NA", 120]])
    );
    let (world, read) = read_text("n,word\n1,NA\nNA,NULL\n3,\n,\"\"\n", "").await;
    let n = column(&read, "n");
    assert_eq!((n.kind, n.missing_words), (ColumnType::Int, 1));
    assert_eq!((n.cells[0].line, n.cells[0].text.as_str()), (3, "NA"));
    assert_eq!(column(&read, "word").missing_words, 0);
    assert_eq!(
        world.rows(sql("select * from t")).await,
        json!([[1, "NA"], [null, "NULL"], [3, null], [null, ""]])
    );
    // In quotes it is a word everywhere: then the column is none of numbers.
    let (_, read) = read_text("n\n1\n\"NA\"\n3\n", "").await;
    assert_eq!(read.columns[0].kind, ColumnType::String);
    assert_eq!(price(&read.columns[0].offers[0]), ("n:int", 1, 0));
}

/// Cells as people write them, and as they come.
fn cells() -> impl Strategy<Value = Vec<String>> {
    let cell = prop_oneof![
        "[a-zA-Z,;\"' é.0-9+-]{0,8}",
        "-?[0-9]{1,20}",
        "[+-]?[0-9]{0,4}\\.[0-9]{0,4}",
        "[0-9]{1,3}[eE][+-]?[0-9]{1,3}",
        "[0-9]{1,3}(,[0-9]{3}){0,2}",
        "(NA|NULL|NaN|null|true|FALSE|True|)",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[0-3][0-9][./][01][0-9][./]20[0-9]{2}",
        "2024-0[1-9]-1[0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,9})?(Z|\\+0[0-2]:00)?",
    ];
    // Columns of one kind of cell, and of many.
    prop_oneof![
        prop::collection::vec(cell.clone(), 1..6),
        prop::collection::vec("-?[0-9]{1,20}", 1..6),
        prop::collection::vec("-?[0-9]{1,3}\\.[0-9]{1,2}", 1..6),
        prop::collection::vec("[0-9]{1,3}\\.[0-9]{2}", 1..6),
        prop::collection::vec("[0-9]{1,3},[0-9]{1,3}", 1..6),
        prop::collection::vec("0?[1-9][./]0?[1-9][./]20[0-9]{2}", 1..6),
        prop::collection::vec("2024-0[1-9]-1[0-9]T1[0-9]:00:0[0-9](\\.[0-9]{3})?Z", 1..6),
    ]
}

/// Whether a value says exactly what stands in the cell. Written without what reads files, so that it can disagree.
fn says(column: &ColumnRead, value: &Json, cell: &str) -> bool {
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let digits = |text: &str| text.strip_suffix(".0").unwrap_or(text).to_owned();
    match column.kind {
        ColumnType::Float => {
            let plain = if column.read_as.ends_with("comma") {
                cell.replace(',', ".")
            } else {
                cell.to_owned()
            };
            let shortest = |number: f64| number.to_string() == digits(&plain) && value.as_f64() == Some(number);
            plain.parse::<f64>().is_ok_and(shortest)
        }
        ColumnType::Decimal => text == cell || (column.read_as.ends_with("comma") && text == cell.replace(',', ".")),
        ColumnType::Bool => text == cell.to_lowercase(),
        ColumnType::Date => match column.read_as.split_once(':') {
            Some((_, format)) => {
                let day: chrono::NaiveDate = text.parse().unwrap();
                day.format(format).to_string() == cell
            }
            None => text == cell,
        },
        // The same instant; that the forms are alike is looked at for the whole column.
        ColumnType::Timestamp => {
            let at: chrono::DateTime<chrono::Utc> = text.parse().unwrap();
            let zoned = chrono::DateTime::parse_from_rfc3339(&cell.replacen(' ', "T", 1));
            let bare = chrono::NaiveDateTime::parse_from_str(&cell.replacen(' ', "T", 1), "%Y-%m-%dT%H:%M:%S%.f");
            zoned
                .map(|zoned| zoned == at)
                .or_else(|_| bare.map(|bare| bare.and_utc() == at))
                .unwrap_or(false)
        }
        _ => text == cell,
    }
}

fn offsets(cells: &[String]) -> usize {
    let ends: std::collections::BTreeSet<_> = cells
        .iter()
        .filter(|cell| cell.len() > 10)
        .map(|cell| {
            cell.get(19..)
                .unwrap_or_default()
                .trim_start_matches(|c: char| c == '.' || c.is_ascii_digit())
                .to_owned()
        })
        .collect();
    ends.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever stands in a column: each cell is given back exactly, or the column is text, or the cell is said to be missing.
    #[test]
    fn no_cell_is_lost_in_silence(cells in cells(), semicolon in any::<bool>()) {
        let separator = if semicolon { ";" } else { "," };
        let quoted = |cell: &String| {
            let needs = cell.contains([',', ';', '"']) || (cell.is_empty());
            if needs && !cell.is_empty() { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        let lines: String = cells.iter().enumerate().map(|(n, cell)| format!("{n}{separator}{}\n", quoted(cell))).collect();
        let text = format!("row{separator}cell\n{lines}");
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let (rows, read) = runtime.block_on(async {
            let (world, read) = read_text(&text, &format!("header=1&separator={separator}")).await;
            (world.rows(sql("select row, cell from t order by row")).await, read)
        });
        let column = &read.columns[1];
        prop_assert_eq!(rows.as_array().unwrap().len(), cells.len());
        let mut missing = 0;
        for (row, cell) in rows.as_array().unwrap().iter().zip(&cells) {
            match &row[1] {
                Json::Null if cell.is_empty() => {}
                Json::Null => missing += 1,
                value => prop_assert!(says(column, value, cell), "{cell:?} became {value} in {column:?}"),
            }
        }
        prop_assert_eq!(missing, column.missing_words + column.bad_cells, "{:?}", column);
        if column.kind == ColumnType::String {
            prop_assert_eq!(missing, 0);
        }
        if column.kind == ColumnType::Timestamp {
            prop_assert_eq!(offsets(&cells), 1, "{:?}", cells);
        }
    }
}

#[tokio::test]
async fn truth_in_words_is_offered_and_read_when_said() {
    for (yes, no) in [("WAHR", "FALSCH"), ("ja", "nein"), ("Yes", "No"), ("VRAI", "FAUX")] {
        let text = format!("a;b\n{yes};1\n{no};2\n");
        let (_, read) = read_text(&text, "").await;
        assert_eq!(read.columns[0].kind, ColumnType::String, "{yes}");
        assert_eq!(price(&read.columns[0].offers[0]), ("a:bool", 0, 2));
        let (world, _) = read_text(&text, "types=a:bool,b:bool").await;
        assert_eq!(
            world.rows(sql("select a, b from t")).await,
            json!([[true, true], [false, null]])
        );
    }
}
