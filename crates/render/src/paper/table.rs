//! A table on paper: its columns dealt out to as many tables as they need, its words broken where they would not fit, and
//! what is left out said. The chart code laid it out; `paper.typ` sets it and, where its height is given, finds out how
//! many rows fit.

use serde_json::{Map, Value as Json, json};

use super::columns::{Group, Need, groups};
use super::room::Room;
use super::words::{Words, columns_of, more_columns};
use super::wrap::Type;

/// Text size in a table, and the space beside a cell's text (both sides together), CSS pixels.
const CELL_TEXT: f64 = 12.0;
const CELL_SPACE: f64 = 12.0;
/// Height of a table's row of one line that might also be higher, CSS pixels.
const LINE: f64 = 23.0;
/// Height of each further line of a cell, at most, CSS pixels.
const FURTHER: f64 = 18.0;
/// A row of several lines stays on one page, unless it is higher than this: then nothing but going on would keep it whole.
const KEPT_HIGH: f64 = 360.0;
/// Words are kept whole up to this width, CSS pixels; of numbers and dates no part may go to another line.
const LONGEST_WORD: f64 = 150.0;

/// Replaces columns and rows of a layout by `parts`: tables of columns that fit, each with `widths`, `scale`, `heights` of
/// the rows that surely need one line (which spares the typesetter measuring them), and a `caption`.
pub(crate) fn fit(layout: &mut Map<String, Json>, room: Room, px: f64, words: &Words) {
    let columns = taken(layout, "columns");
    let rows = taken(layout, "rows");
    let needs = needs(&columns, &rows, px);
    let all = groups(&needs, room.width);
    let shown = match room.height {
        Some(_) => all.get(..1).unwrap_or_default(),
        None => all.as_slice(),
    };
    let several = shown.len() > 1;
    let parts: Vec<Json> = shown
        .iter()
        .map(|group| {
            let caption = several.then(|| caption(group, columns.len(), words));
            part(group, &columns, &rows, room, px, caption.as_deref())
        })
        .collect();
    let seen: usize = shown.iter().map(|group| group.columns.len()).sum();
    let left: Vec<&str> = columns
        .iter()
        .skip(seen)
        .map(|column| text_of(column, "label"))
        .collect();
    let left = (room.height.is_some() && !left.is_empty()).then(|| more_columns(&left, words));
    layout.insert("parts".to_owned(), json!(parts));
    layout.insert("left".to_owned(), json!(left));
    layout.insert("total".to_owned(), json!(rows.len()));
    layout.insert("more".to_owned(), json!([words.one_more_row, words.more_rows]));
    layout.insert("room".to_owned(), json!(room.height));
}

fn taken(layout: &mut Map<String, Json>, name: &str) -> Vec<Json> {
    match layout.remove(name) {
        Some(Json::Array(items)) => items,
        _ => Vec::new(),
    }
}

fn text_of<'a>(item: &'a Json, name: &str) -> &'a str {
    item.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// The head of a column as it is printed.
fn head(column: &Json) -> String {
    match text_of(column, "unit") {
        "" => text_of(column, "label").to_owned(),
        unit => format!("{} ({unit})", text_of(column, "label")),
    }
}

/// Coloured cells and heads are of weight 500; so all are measured.
fn cell_type(px: f64, scale: f64) -> Type {
    Type {
        size: CELL_TEXT * px * scale,
        weight: 500.0,
    }
}

fn needs(columns: &[Json], rows: &[Json], px: f64) -> Vec<Need> {
    let set = cell_type(px, 1.0);
    let mut needs: Vec<Need> = columns
        .iter()
        .map(|column| {
            let head = head(column);
            Need {
                least: set.longest_word(&head).min(LONGEST_WORD * px),
                full: set.width(&head),
            }
        })
        .collect();
    for row in rows {
        let cells = row.as_array().into_iter().flatten();
        for ((need, column), cell) in needs.iter_mut().zip(columns).zip(cells) {
            let text = text_of(cell, "text");
            let full = set.width(text);
            need.full = need.full.max(full);
            // A short cell holds no longer word.
            if full > need.least {
                let word = set.longest_word(text);
                let word = if is_words(column) {
                    word.min(LONGEST_WORD * px)
                } else {
                    word
                };
                need.least = need.least.max(word);
            }
        }
    }
    let space = CELL_SPACE * px;
    needs
        .into_iter()
        .map(|need| Need {
            least: need.least + space,
            full: need.full.max(need.least) + space,
        })
        .collect()
}

/// Whether a column holds words, which may be broken where they are very long.
fn is_words(column: &Json) -> bool {
    !matches!(
        text_of(column, "type"),
        "int" | "float" | "decimal" | "date" | "time" | "timestamp" | "duration" | "bool"
    )
}

fn caption(group: &Group, all: usize, words: &Words) -> String {
    let last = group.columns.last().map_or(0, |at| at + 1);
    // The repeated first column is not one of those that this table goes on with.
    let first = match group.columns.as_slice() {
        [0, next, ..] if *next > 1 => next + 1,
        [first, ..] => first + 1,
        [] => 0,
    };
    columns_of(first, last, all, words)
}

fn part(group: &Group, columns: &[Json], rows: &[Json], place: Room, px: f64, caption: Option<&str>) -> Json {
    let Group { widths, scale, .. } = group;
    let set = cell_type(px, *scale);
    let inside: Vec<f64> = widths.iter().map(|width| width - CELL_SPACE * px * scale).collect();
    let chosen =
        |items: &[Json]| -> Vec<Json> { group.columns.iter().filter_map(|at| items.get(*at)).cloned().collect() };
    let heads: Vec<Json> = chosen(columns)
        .iter()
        .zip(&inside)
        .map(|(column, room)| {
            let head = head(column);
            json!({ "text": set.breakable(&head, *room).unwrap_or(head), "align": text_of(column, "align") })
        })
        .collect();
    let line = LINE * px * scale;
    let most = place.height.map_or(rows.len(), |height| most_rows(height, line));
    let (mut cells, mut heights, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows.iter().take(most) {
        let mut row = chosen(row.as_array().map(Vec::as_slice).unwrap_or_default());
        let (mut one_line, mut lines) = (true, 1);
        for (cell, room) in row.iter_mut().zip(&inside) {
            let text = text_of(cell, "text");
            if set.width(text) <= *room && !text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
                continue;
            }
            one_line = false;
            let broken = set.breakable(text, *room);
            let pieces = broken.as_deref().unwrap_or(text).replace('\u{200b}', " ");
            let hard = text.lines().count();
            lines = lines.max(set.lines(&pieces, *room) + hard);
            if let (Some(broken), Some(fields)) = (broken, cell.as_object_mut()) {
                fields.insert("text".to_owned(), Json::String(broken));
            }
        }
        heights.push(one_line.then_some(line));
        let high = FURTHER * f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * scale;
        kept.push(!one_line && high <= KEPT_HIGH);
        cells.push(Json::Array(row));
    }
    json!({
        "heads": heads, "rows": cells, "widths": widths, "scale": scale, "heights": heights, "kept": kept, "caption": caption,
    })
}

/// No more rows than this can stand in the height, whatever is in them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, which is what is wanted"
)]
fn most_rows(height: f64, line: f64) -> usize {
    (height / line.max(1.0)).ceil().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value as Json, json};

    use super::{Room, fit};
    use crate::paper::words::words;

    fn layout(columns: usize, rows: usize, text: &str) -> Map<String, Json> {
        let columns: Vec<Json> = (0..columns)
            .map(|n| json!({ "label": format!("field {n}"), "unit": "", "align": "left", "type": "string" }))
            .collect();
        let row = Json::Array(columns.iter().map(|_| json!({ "text": text })).collect());
        let rows = vec![row; rows];
        json!({ "columns": columns, "rows": rows })
            .as_object()
            .cloned()
            .unwrap()
    }

    const PX: f64 = 0.7;
    const SHEET: Room = Room {
        width: 520.0,
        height: None,
    };

    #[test]
    fn a_wide_table_goes_on_below_with_all_its_columns() {
        let mut wide = layout(24, 3, "value 1234-23");
        fit(&mut wide, SHEET, PX, words("en"));
        let parts = wide["parts"].as_array().unwrap();
        assert!(parts.len() > 1, "{}", parts.len());
        assert_eq!(wide["left"], Json::Null);
        let captions: Vec<_> = parts.iter().map(|part| part["caption"].as_str().unwrap()).collect();
        assert!(captions[0].starts_with("Columns 1 to ") && captions[0].ends_with(" of 24"));
        assert!(captions.last().unwrap().ends_with(" to 24 of 24"), "{captions:?}");
        let heads: Vec<_> = parts
            .iter()
            .flat_map(|part| part["heads"].as_array().unwrap())
            .collect();
        for n in 0..24 {
            assert!(
                heads.iter().any(|head| head["text"] == json!(format!("field {n}"))),
                "{n}"
            );
        }
    }

    #[test]
    fn in_its_place_it_names_what_has_no_room() {
        let mut wide = layout(24, 3, "value 1234-23");
        let room = Room {
            height: Some(120.0),
            ..SHEET
        };
        fit(&mut wide, room, PX, words("en"));
        assert_eq!(wide["parts"].as_array().unwrap().len(), 1);
        assert!(wide["left"].as_str().unwrap().contains("have no room here: field "));
    }
}
