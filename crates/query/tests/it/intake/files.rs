//! How a file is written: recognised over many lines, said, and overridden by what is said of it; what is no table is refused.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, Int64Array, RecordBatch, TimestampMicrosecondArray};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::parquet::arrow::ArrowWriter;
use model::column::ColumnType;
use model::dataset::Origin;
use model::intake::ReadNoteKind;
use query::{Engine, FileFormat, Limits};
use serde_json::json;

use super::{column, kinds, notes, read, read_file, read_text};
use crate::world::{World, case, fault, load, now, sql};

#[tokio::test]
async fn separators_encodings_and_titles_are_recognised_and_said() {
    let (world, read_sep) = read("sep_line.csv", "").await;
    assert_eq!(
        kinds(&read_sep).iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["name", "site", "hours"]
    );
    assert_eq!(notes(&read_sep), [(ReadNoteKind::SepLine, 1, Some(1))]);
    assert_eq!(read_sep.head_line, Some(2));
    assert_eq!(world.rows(sql("select sum(hours) as n from t")).await, json!([[19]]));

    let (world, tie) = read("separator_tie.csv", "").await;
    assert_eq!(
        (tie.separator.as_deref(), notes(&tie)),
        (Some(";"), vec![(ReadNoteKind::SpaceAfterSeparator, 1, None)])
    );
    assert_eq!(
        world.rows(sql("select * from t")).await,
        json!([["pump", "1,250"], ["valve", "1,250,000"], ["gasket", "75"]])
    );
    assert_eq!(tie.columns[1].offers[0].types, "price\\, in EUR:decimal:point");

    let (world, titles) = read("title_lines.csv", "").await;
    assert_eq!(titles.head_line, Some(4));
    assert_eq!(notes(&titles), [(ReadNoteKind::TitleLines, 3, Some(1))]);
    assert_eq!(
        world.rows(sql("select * from t")).await[0],
        json!(["press", "north", 12])
    );

    let (world, trailing) = read("trailing_separator.csv", "").await;
    assert_eq!(trailing.columns.len(), 3);
    assert_eq!(notes(&trailing), [(ReadNoteKind::TrailingSeparator, 3, Some(2))]);
    assert_eq!(world.rows(sql("select sum(hours) as n from t")).await, json!([[22]]));

    let (world, wide) = read("utf16_excel_unicode_text.csv", "").await;
    assert_eq!(
        (wide.encoding.as_deref(), wide.separator.as_deref()),
        (Some("UTF-16LE"), Some("\t"))
    );
    assert_eq!(
        world.rows(sql("select * from t")).await,
        json!([["München", 12], ["東京", 9]])
    );

    let (world, western) = read("windows1252_values.csv", "").await;
    assert_eq!(western.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(notes(&western), [(ReadNoteKind::GuessedEncoding, 1, None)]);
    assert_eq!(
        world.rows(sql("select city from t")).await,
        json!([["München"], ["Köln"], ["Graz"], ["Zürich"], ["Malmö"]])
    );
    let (_, unicode) = read("scripts.csv", "").await;
    assert_eq!((unicode.encoding.as_deref(), unicode.columns.len()), (Some("UTF-8"), 3));
}

#[tokio::test]
async fn what_is_said_of_a_file_goes_before_what_is_recognised() {
    let text = "1;2\n3;4\n";
    let (world, read) = read_text(text, "header=none").await;
    assert_eq!(
        (read.head_line, world.rows(sql("select column_1 from t")).await),
        (None, json!([[1], [3]]))
    );
    let (_, read) = read_text(text, "separator=comma").await;
    assert_eq!(read.columns[0].name, "1;2");
    let (world, read) = read_text("a\nb\nname\nx\n", "header=3").await;
    assert_eq!((read.head_line, read.columns[0].name.as_str()), (Some(3), "name"));
    assert_eq!(world.rows(sql("select * from t")).await, json!([["x"]]));
    let mut world = World::empty().await;
    let id = world.add("t", Origin::Files, &[]).await;
    let path = world.write("t.csv", text);
    for (said, pointer) in [("types=z:int", "/types"), ("header=9", "/header")] {
        let error = load(&world.engine, id, FileFormat::Csv, &path, said).await.unwrap_err();
        assert_eq!(fault(&error).0, pointer);
    }
    assert_eq!(world.engine.version(id), 0);
}

#[tokio::test]
async fn a_chosen_type_stays_with_the_columns_name() {
    let mut world = World::empty().await;
    let id = world.add("t", Origin::Files, &[]).await;
    let path = world.write("t.csv", "plz,n\n01067,1\n");
    let said = async |said: &str| {
        let loaded = load(&world.engine, id, FileFormat::Csv, &path, said).await.unwrap();
        (loaded.read.columns[0].kind, loaded.read.columns[0].chosen)
    };
    assert_eq!(said("").await, (ColumnType::String, false));
    assert_eq!(said("types=plz:int").await, (ColumnType::Int, true));
    assert_eq!(said("").await, (ColumnType::Int, true), "the next file is read alike");
    assert_eq!(said("types=plz:auto").await, (ColumnType::String, false));
}

#[tokio::test]
async fn parquet_of_spark_and_maps_cost_no_file() {
    let (world, read) = read_file(&case("int96_as_spark_writes.parquet"), FileFormat::Parquet, "").await;
    let moments = read
        .columns
        .iter()
        .find(|column| column.kind == ColumnType::Timestamp)
        .unwrap();
    assert_eq!(moments.bad_cells, 0);
    let name = &moments.name;
    let rows = world.rows(sql(&format!("select {name} from t"))).await.to_string();
    assert!(rows.contains("9999-12-31"), "{rows}");
    assert!(!rows.contains("\"18"), "{rows}");

    let (world, read) = read_file(&case("map.parquet"), FileFormat::Parquet, "").await;
    assert!(
        read.columns
            .iter()
            .any(|column| column.notes.iter().any(|note| note.kind == ReadNoteKind::KeptAsText)),
        "{read:?}"
    );
    let rows = world.rows(sql("select * from t")).await.to_string();
    assert!(rows.contains("{\\\""), "{rows}");
}

/// A file with these columns, as programs write them that have no rules for names.
fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, values)| Field::new(*name, values.data_type().clone(), true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let values = columns.into_iter().map(|(_, values)| values).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), values).unwrap();
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, schema, None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file
}

#[tokio::test]
async fn columns_of_parquet_without_a_name_are_numbered() {
    let numbers = |from| Arc::new(Int64Array::from(vec![from, from + 1])) as ArrayRef;
    let file = parquet(vec![
        ("", numbers(1)),
        ("n", numbers(3)),
        (" ", numbers(5)),
        ("n", numbers(7)),
    ]);
    let world = World::empty().await;
    let path = world.write("t.parquet", file);
    let (world, read) = read_file(&path, FileFormat::Parquet, "").await;
    assert!(
        notes(&read).contains(&(ReadNoteKind::RenamedColumns, 3, None)),
        "{read:?}"
    );
    let rows = world.rows(sql("select * from t")).await;
    assert_eq!(rows, json!([[1, 3, 5, 7], [2, 4, 6, 8]]));
}

#[tokio::test]
async fn times_of_parquet_without_a_zone_are_those_of_the_clock_that_is_said() {
    let at = |text: &str| text.parse::<model::Instant>().unwrap().timestamp_micros();
    let times = [
        at("2024-07-01T12:00:00Z"),
        at("2024-10-27T02:30:00Z"),
        at("2024-03-31T02:30:00Z"),
    ];
    let local: ArrayRef = Arc::new(TimestampMicrosecondArray::from(times.to_vec()));
    let zoned: ArrayRef = Arc::new(TimestampMicrosecondArray::from(times.to_vec()).with_timezone("UTC"));
    let world = World::empty().await;
    let path = world.write("t.parquet", parquet(vec![("local", local), ("zoned", zoned)]));
    let (_, read) = read_file(&path, FileFormat::Parquet, "").await;
    assert_eq!(read.columns[0].notes[0].kind, ReadNoteKind::WithoutZone);
    assert_eq!(read.columns[1].notes, []);
    let (world, read) = read_file(&path, FileFormat::Parquet, "types=local:timestamp@Europe/Berlin").await;
    assert_eq!(
        (read.columns[0].read_as.as_str(), read.columns[0].bad_cells),
        ("timestamp@Europe/Berlin", 1)
    );
    let note = read.columns[0].notes[0];
    assert_eq!(
        (note.kind, note.count, note.line),
        (ReadNoteKind::ShownTwice, 1, Some(2))
    );
    assert_eq!(
        world.rows(sql("select local from t")).await,
        json!([["2024-07-01T10:00:00Z"], ["2024-10-27T00:30:00Z"], [null]])
    );
    for wrong in [
        "types=zoned:timestamp@Europe/Berlin",
        "types=local:date",
        "types=gone:timestamp@UTC",
    ] {
        let mut world = World::empty().await;
        let id = world.add("t", Origin::Files, &[]).await;
        let refused = load(&world.engine, id, FileFormat::Parquet, &path, wrong)
            .await
            .unwrap_err();
        assert!(format!("{refused:?}").contains("/types"), "{wrong}");
    }
}

#[tokio::test]
async fn ndjson_keeps_numbers_and_says_what_stands_twice() {
    let mut world = World::empty().await;
    let text = "\u{feff}{\"id\":18446744073709551617,\"x\":1.10,\"s\":\"5\"}\n{\"id\":2,\"x\":2,\"s\":\"6\",\"x\":3}\n";
    let path = world.write("t.ndjson", text);
    let id = world.add("t", Origin::Files, &[]).await;
    let loaded = load(&world.engine, id, FileFormat::Ndjson, &path, "").await.unwrap();
    world.datasets[0].columns = loaded.columns;
    assert_eq!(
        world.rows(sql("select * from t")).await,
        json!([["18446744073709551617", 1.1, "5"], ["2", 3.0, "6"]])
    );
    let x = column(&loaded.read, "x");
    let noted: Vec<_> = x.notes.iter().map(|note| (note.kind, note.count, note.line)).collect();
    assert_eq!(noted, [(ReadNoteKind::DoubledNames, 1, Some(2))]);
    let (world, _) = read_file(&case("null_and_empty.ndjson"), FileFormat::Ndjson, "").await;
    assert_eq!(
        world.rows(sql("select status, n from t")).await,
        json!([[null, 3], ["", 5], ["open", 7], ["closed", 2], [null, 1], ["–", 4]])
    );
}

#[tokio::test]
async fn bad_cells_are_named_with_the_line_that_editors_show() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["n,note", "1,\"two", "lines\"", "x,y", ""].join(end);
        let (_, read) = read_text(&text, "types=n:int").await;
        let n = column(&read, "n");
        assert_eq!((n.bad_cells, n.cells[0].line), (1, 4), "{end:?}");
    }
}

#[tokio::test]
async fn a_file_without_rows_and_figures_as_names_are_said() {
    for (text, wanted) in [
        ("name;hours\n", vec![(ReadNoteKind::NoRows, 1, None)]),
        ("4,5\n6,7\n", vec![(ReadNoteKind::FiguresAsNames, 1, Some(1))]),
        (
            "1.250;7\n",
            vec![
                (ReadNoteKind::FiguresAsNames, 1, Some(1)),
                (ReadNoteKind::NoRows, 1, None),
            ],
        ),
        ("year,2019,2020\nEWR,1,2\n", vec![]),
    ] {
        let (_, read) = read_text(text, "").await;
        assert_eq!(notes(&read), wanted, "{text}");
    }
    let (_, read) = read_text("4,5\n6,7\n", "header=false").await;
    assert_eq!(notes(&read), []);
}

#[tokio::test]
async fn what_is_no_table_replaces_none() {
    let mut world = World::empty().await;
    let id = world.add("t", Origin::Files, &[]).await;
    for (format, text, word) in [
        (FileFormat::Csv, "<html><body>Sign in</body></html>", "web page"),
        (
            FileFormat::Ndjson,
            "[\n{\"a\":1},\n{\"a\":2},\n{\"a\":3}\n]\n",
            "JSON list",
        ),
        (FileFormat::Ndjson, "[{\"a\":1},{\"a\":2}]", "JSON list"),
        (FileFormat::Ndjson, "{\"a\":\n1\n}\n{\"a\":3}\n", "one object a line"),
    ] {
        let path = world.write("t.txt", text);
        let error = load(&world.engine, id, format, &path, "").await.unwrap_err();
        assert!(fault(&error).1.contains(word), "{text}: {error:?}");
    }
}

/// A process that ends between the file and the swap leaves the rows that the record decided on: the old ones before, the new ones after.
#[tokio::test]
async fn an_upload_cut_off_before_its_swap_holds_if_it_was_decided() {
    for decided in [false, true] {
        let mut world = World::empty().await;
        let id = world.add("t", Origin::Files, &[]).await;
        let first = world.write("first.csv", "n\n1\n");
        let loaded = load(&world.engine, id, FileFormat::Csv, &first, "").await.unwrap();
        let second = world.write("second.csv", "n\n2\n3\n");
        let options = query::ReadOptions::default();
        let staged = world
            .engine
            .stage(id, FileFormat::Csv, &second, options, now())
            .await
            .unwrap();
        let ready = world.engine.ready(staged).await.unwrap();
        let version = ready.version;
        // As kill -9 has it: nothing is tidied up.
        std::mem::forget(ready);
        let data = world.folder.path().join("data");
        let reopened = Engine::open(&data, Limits::default()).await.unwrap();
        world.datasets[0].columns = loaded.columns;
        world.datasets[0].version = if decided { version } else { loaded.version };
        let state = reopened.register(&world.datasets[0]).await.unwrap();
        assert_eq!(state.version, world.datasets[0].version);
        world.engine = reopened;
        let expected = if decided { json!([[2], [3]]) } else { json!([[1]]) };
        assert_eq!(world.rows(sql("select n from t order by n")).await, expected);
        let files = std::fs::read_dir(data.join(id.to_string())).unwrap();
        let files: Vec<_> = files.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(files.len(), 2, "the state and its part: {files:?}");
    }
}
