//! How a file is written: recognised over many lines, said, and overridden by what is said of it; what is no table is refused.

use model::column::ColumnType;
use model::dataset::Origin;
use model::intake::ReadNoteKind;
use query::FileFormat;
use serde_json::json;

use super::{column, kinds, notes, read, read_file, read_text};
use crate::world::{World, case, fault, load, sql};

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
