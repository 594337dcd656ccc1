//! Nothing on paper is cut in silence: values of random tables are found whole and apart from one another, and what has
//! no room is counted and named.

use model::answer::Answer;
use model::column::ColumnType;
use model::document::{Widget, WidgetKind};
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_oneof, proptest};
use proptest::test_runner::TestCaseError;
use render::Page;
use serde_json::{Value as Json, json};

use crate::data::{answer, widget};
use crate::paper::{LANDSCAPE, Made, STACKED, print};

/// A word on a page, in points from the top left.
struct Word {
    text: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// The words of each page, with the width of the page.
fn words(made: &Made) -> Vec<(f64, Vec<Word>)> {
    let html = made.run("pdftotext", &["-bbox"], &["-"]);
    let number = |line: &str, name: &str| -> f64 {
        let rest = line.split_once(&format!("{name}=\"")).unwrap().1;
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let mut pages = Vec::new();
    for line in html.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push((number(line, "width"), Vec::new()));
        } else if line.starts_with("<word ") {
            let text = line.split_once('>').unwrap().1.trim_end_matches("</word>").to_owned();
            let word = Word {
                text,
                left: number(line, "xMin"),
                top: number(line, "yMin"),
                right: number(line, "xMax"),
                bottom: number(line, "yMax"),
            };
            pages.last_mut().unwrap().1.push(word);
        }
    }
    pages
}

/// No two words lie upon one another, and none sticks out of the sheet.
fn lies_apart(made: &Made) -> Result<(), TestCaseError> {
    for (width, words) in words(made) {
        for (n, one) in words.iter().enumerate() {
            prop_assert!(one.left >= 30.0 && one.right <= width - 30.0, "{} sticks out", one.text);
            for other in words.iter().skip(n + 1) {
                let beside = one.right.min(other.right) - one.left.max(other.left);
                let high = one.bottom.min(other.bottom) - one.top.max(other.top);
                let line = (one.bottom - one.top).min(other.bottom - other.top);
                prop_assert!(
                    beside <= 1.0 || high <= 0.6 * line,
                    "{} and {} lie upon one another",
                    one.text,
                    other.text
                );
            }
        }
    }
    Ok(())
}

/// All text in the order in which it was set, cell after cell, without anything that breaks lines.
fn text(made: &Made) -> String {
    squeezed(&made.run("pdftotext", &["-raw"], &["-"]))
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200b}')
        .collect()
}

/// A cell of some type: what is asked about, and what is to be read on paper.
fn cell(kind: ColumnType) -> impl Strategy<Value = (Json, String)> {
    let grouped = |n: i64| {
        let digits = n.unsigned_abs().to_string();
        let mut said = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                said.push(',');
            }
            said.push(digit);
        }
        if n < 0 { format!("−{said}") } else { said }
    };
    let whole = move |n: i64| (json!(n), grouped(n));
    match kind {
        ColumnType::Int => prop_oneof![
            (-9_007_199_254_740_991..9_007_199_254_740_991_i64).prop_map(whole),
            (-99_i64..9_999).prop_map(whole),
        ]
        .boxed(),
        _ => prop_oneof![
            vec("[a-zäöüß]{1,9}", 1..9).prop_map(|words| words.join(" ")),
            "[A-Za-z0-9]{20,90}",
            "[A-Z]{2}",
        ]
        .prop_map(|text| (json!(text), text))
        .boxed(),
    }
}

#[derive(Debug, Clone)]
struct Table {
    answer: Answer,
    /// What every cell says.
    said: Vec<Vec<String>>,
}

fn table() -> impl Strategy<Value = Table> {
    let kind = prop_oneof![Just(ColumnType::Int), Just(ColumnType::String)];
    vec(kind, 0..18).prop_flat_map(|kinds| {
        let row: Vec<_> = kinds.iter().map(|kind| cell(*kind).boxed()).collect();
        vec(row, 1..14).prop_map(move |rows| {
            let mut columns = vec![("row".to_owned(), ColumnType::String)];
            columns.extend(kinds.iter().enumerate().map(|(n, kind)| (format!("col{n}x"), *kind)));
            let columns: Vec<_> = columns.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
            let key = |n: usize| format!("key{n}k");
            let cells = rows.iter().enumerate().map(|(n, row)| {
                let cells = row.iter().map(|(cell, _)| cell.clone());
                std::iter::once(json!(key(n))).chain(cells).collect()
            });
            let said = rows.iter().enumerate().map(|(n, row)| {
                let texts = row.iter().map(|(_, text)| squeezed(text));
                std::iter::once(key(n)).chain(texts).collect()
            });
            Table {
                answer: answer(&columns, cells.collect()),
                said: said.collect(),
            }
        })
    })
}

fn printed(answer: Answer, place: (u16, u16, u16, u16), page: Page) -> Made {
    let widgets = [(widget("t", WidgetKind::Table, "", place, &json!({})), Ok(Some(answer)))];
    Made::of(&print("T", &widgets, page, "en"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_value_of_a_printed_table_is_whole(table in table(), landscape in any::<bool>()) {
        let page = if landscape { Page { orientation: LANDSCAPE.orientation, ..STACKED } } else { STACKED };
        let made = printed(table.answer, (0, 0, 12, 6), page);
        let text = text(&made);
        for said in table.said.iter().flatten() {
            prop_assert!(text.contains(said.as_str()), "{said} is not whole in {text}");
        }
        lies_apart(&made)?;
    }

    #[test]
    fn in_its_place_a_table_says_how_many_rows_and_columns_are_not_there(
        table in table(), width in 2_u16..=12, height in 3_u16..14,
    ) {
        let all = table.said.len();
        let made = printed(table.answer, (0, 0, width, height), LANDSCAPE);
        let plain = made.pages().join("\n");
        let text = text(&made);
        let columns_left = text.contains("havenoroomhere") || text.contains("hasnoroomhere");
        let shown = table.said.iter().filter(|row| text.contains(row[0].as_str())).count();
        let more = plain.split(" more row").next().filter(|_| plain.contains(" more row"));
        let more = more.map_or(0, |before| before.split_whitespace().last().unwrap().parse().unwrap());
        prop_assert!(shown + more == all, "{shown} rows, {more} more, of {all}: {plain}");
        for row in table.said.iter().take(shown) {
            for said in row {
                prop_assert!(columns_left || text.contains(said.as_str()), "{said} is not whole in {text}");
            }
        }
        lies_apart(&made)?;
    }
}

#[test]
fn a_number_keeps_its_first_digits_in_a_narrow_place() {
    let rows = vec![vec![json!("a rather long name of something"), json!(1_234_567)]];
    let answer = answer(&[("name", ColumnType::String), ("total_of_all", ColumnType::Int)], rows);
    let text = text(&printed(answer, (0, 0, 2, 4), LANDSCAPE));
    assert!(text.contains("1,234,567"), "{text}");
}

#[test]
fn a_table_of_24_columns_prints_all_of_them() {
    let names: Vec<String> = (0..24)
        .map(|n| {
            if n == 0 {
                "order".to_owned()
            } else {
                format!("field_{n:02}")
            }
        })
        .collect();
    let columns: Vec<_> = names.iter().map(|name| (name.as_str(), ColumnType::String)).collect();
    let row = |r: usize| {
        (0..24)
            .map(|c| {
                if c == 0 {
                    json!(format!("n{r}"))
                } else {
                    json!(format!("value {r}-{c}"))
                }
            })
            .collect()
    };
    let made = printed(answer(&columns, (1..=120).map(row).collect()), (0, 0, 12, 6), STACKED);
    made.check();
    let text = text(&made);
    for r in 1..=120 {
        for c in 1..24 {
            assert!(text.contains(&format!("value{r}-{c}")), "value {r}-{c}");
        }
    }
    assert!(made.pages().join("\n").contains("Columns 1 to "));
}

#[test]
fn a_stat_and_a_text_are_whole_in_a_narrow_place() {
    let number = answer(&[("n", ColumnType::Int)], vec![vec![json!(8_123_456_789_012_i64)]]);
    let words = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
    let long = format!("{} {words}", "Rindfleischetikettierungsueberwachung".repeat(3));
    let widgets: Vec<(Widget, Result<Option<Answer>, String>)> = vec![
        (
            widget(
                "s",
                WidgetKind::Stat,
                "A title that takes several lines in so narrow a place",
                (0, 0, 2, 5),
                &json!({}),
            ),
            Ok(Some(number)),
        ),
        (
            widget("t", WidgetKind::Text, "", (2, 0, 2, 6), &json!({ "markdown": words })),
            Ok(None),
        ),
        (
            widget(
                "u",
                WidgetKind::Text,
                "",
                (4, 0, 2, 4),
                &json!({ "markdown": long.repeat(9) }),
            ),
            Ok(None),
        ),
    ];
    let made = Made::of(&print("T", &widgets, LANDSCAPE, "en"));
    let text = text(&made);
    assert!(text.contains("8,123,456,789,012"), "{text}");
    assert!(text.contains(&squeezed(words)), "{text}");
    assert!(text.contains("Therestofthisdoesnotfithere."), "{text}");
}

#[test]
fn bars_that_do_not_fit_go_on_in_further_drawings() {
    let rows = (1..=150)
        .map(|n| vec![json!(format!("bar{n:03}")), json!(n * 10)])
        .collect();
    let bars = answer(&[("name", ColumnType::String), ("n", ColumnType::Int)], rows);
    for page in [LANDSCAPE, STACKED] {
        let given = json!({ "horizontal": true });
        let widgets = [(
            widget("b", WidgetKind::Bar, "Many", (0, 0, 6, 6), &given),
            Ok(Some(bars.clone())),
        )];
        let made = Made::of(&print("T", &widgets, page, "en"));
        made.check();
        let text = made.pages().join("\n");
        for n in 1..=150 {
            assert!(text.contains(&format!("bar{n:03}")), "bar{n:03} is missing: {text}");
        }
        assert!(
            text.contains("Many (continued)") && text.contains(" to 150 of 150"),
            "{text}"
        );
    }
}

#[test]
fn scripts_without_a_font_are_named_and_the_others_are_whole() {
    let csv = include_str!("../../../../fixtures/cases/scripts.csv");
    let rows: Vec<Vec<Json>> = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| json!(cell)).collect())
        .collect();
    let columns = ["script", "text", "n"].map(|name| (name, ColumnType::String));
    let made = printed(answer(&columns, rows), (0, 0, 12, 6), STACKED);
    made.check();
    let plain = made.pages().join("\n");
    for script in ["Han ", "Hangul ", "Thai ", "Devanagari ", "Tamil ", "Katakana "] {
        assert!(plain.contains(script), "{script} is not named: {plain}");
    }
    for script in ["Greek ", "Cyrillic ", "Arabic ", "Hebrew "] {
        let named = format!("{script}1");
        assert!(
            !plain.split("boxes:").nth(1).unwrap().contains(&named),
            "{script} has a font: {plain}"
        );
    }
    let text = text(&made);
    assert!(
        text.contains("Αναφοράπωλήσεων") && text.contains("Отчётопродажах"),
        "{text}"
    );
}
