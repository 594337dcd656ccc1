//! CSV as spreadsheets and programs read it.

use model::column::ColumnType;
use render::csv::{CsvOptions, csv};
use serde_json::{Value as Json, json};

use crate::data::answer;

fn text(rows: Vec<Vec<Json>>, options: CsvOptions) -> String {
    let columns = [("name", ColumnType::String), ("n", ColumnType::Int)];
    String::from_utf8(csv(&answer(&columns, rows), &options)).unwrap()
}

#[test]
fn quotes_lines_and_nothing() {
    let rows = vec![
        vec![json!("plain"), json!(1)],
        vec![json!("with, comma"), json!(-2.5)],
        vec![json!("with \"quotes\""), Json::Null],
        vec![json!("two\nlines"), json!(true)],
        vec![json!("list"), json!([1, "a"])],
    ];
    let expected = "name,n\r\nplain,1\r\n\"with, comma\",-2.5\r\n\"with \"\"quotes\"\"\",\r\n\"two\nlines\",true\r\nlist,\"[1,\"\"a\"\"]\"\r\n";
    assert_eq!(text(rows, CsvOptions::default()), expected);
}

/// What a program reads from it is what was answered; a line of one column cannot say that it has no value.
#[test]
fn no_value_and_an_empty_text_are_told_apart() {
    let rows = vec![
        vec![json!(""), Json::Null],
        vec![Json::Null, json!(1)],
        vec![json!("\""), json!(2)],
    ];
    assert_eq!(
        text(rows, CsvOptions::default()),
        "name,n\r\n\"\",\r\n,1\r\n\"\"\"\",2\r\n"
    );
    let alone = answer(&[("name", ColumnType::String)], vec![vec![Json::Null], vec![json!("")]]);
    assert_eq!(csv(&alone, &CsvOptions::default()), b"name\r\n\"\"\r\n\"\"\r\n");
}

/// A program that cuts at another separator finds no formula behind it.
#[test]
fn every_separator_is_quoted() {
    for cell in ["x;=1+1", "x\t=1+1", "x|=1+1", "x,=1+1"] {
        let made = text(vec![vec![json!(cell), json!(1)]], CsvOptions::default());
        assert_eq!(made, format!("name,n\r\n\"{cell}\",1\r\n"));
    }
}

#[test]
fn separator_and_mark() {
    let made = text(
        vec![vec![json!("a;b"), json!(1)]],
        CsvOptions {
            bom: true,
            separator: b';',
        },
    );
    assert_eq!(made, "\u{feff}name;n\r\n\"a;b\";1\r\n");
}

#[test]
fn formulas_are_neutralised_and_numbers_stay_numbers() {
    for bad in [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=HYPERLINK(\"http://x\")",
        "-",
        "+49 1",
        "＝1",
        "-1.",
        "-.5",
        "--1",
    ] {
        let made = text(vec![vec![json!(bad), json!(1)]], CsvOptions::default());
        let mut reader = ::csv::Reader::from_reader(made.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(&record[0], format!("'{bad}"), "{bad:?}");
    }
    for good in ["-5", "-0.25", "12345678901234567890", "a=b", "1-2", "'x", ""] {
        let made = text(vec![vec![json!(good), json!(-7)]], CsvOptions::default());
        let mut reader = ::csv::Reader::from_reader(made.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!((&record[0], &record[1]), (good, "-7"));
    }
}

#[test]
fn heads_are_neutralised_too() {
    let made = csv(&answer(&[("=cmd", ColumnType::String)], vec![]), &CsvOptions::default());
    assert_eq!(made, b"'=cmd\r\n");
}

#[test]
fn moments_are_written_on_the_clock_of_their_column() {
    let mut made = answer(
        &[("at", ColumnType::Timestamp)],
        vec![
            vec![json!("2024-10-27T00:30:00Z")],
            vec![json!("2024-10-27T01:30:00.5Z")],
            vec![Json::Null],
        ],
    );
    made.columns[0].zone = "Europe/Berlin".parse().ok();
    let text = String::from_utf8(csv(&made, &CsvOptions::default())).unwrap();
    // The hour that comes twice is told apart.
    assert_eq!(
        text,
        "at\r\n2024-10-27T02:30:00+02:00\r\n2024-10-27T02:30:00.500+01:00\r\n\"\"\r\n"
    );
    made.columns[0].zone = "UTC".parse().ok();
    let text = String::from_utf8(csv(&made, &CsvOptions::default())).unwrap();
    assert!(text.contains("2024-10-27T00:30:00Z"), "{text}");
}

#[test]
fn a_file_that_was_cut_says_so_first_and_is_known_by_it() {
    let mut made = answer(&[("n", ColumnType::Int)], vec![vec![json!(1)]]);
    let cut_to = |bytes: Vec<u8>| {
        let mut file = std::io::Cursor::new(bytes);
        let rows = render::csv::cut_to(&mut file).unwrap();
        assert_eq!(file.position(), 0, "ready to be read from its beginning");
        rows
    };
    assert_eq!(cut_to(csv(&made, &CsvOptions::default())), None);
    (made.truncated, made.limit) = (true, Some(1));
    for bom in [false, true] {
        let options = CsvOptions {
            bom,
            ..CsvOptions::default()
        };
        let bytes = csv(&made, &options);
        assert!(String::from_utf8_lossy(&bytes).contains("# Only the first 1 rows: there are more"));
        assert_eq!(cut_to(bytes), Some(1));
    }
    assert_eq!(cut_to(Vec::new()), None);
}
