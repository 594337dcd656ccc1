//! A stat on paper: its number as large as its place allows, never cut, and the line of last values where there is room
//! for it below the words.

use serde_json::{Map, Value as Json, json};

use super::room::Room;
use super::wrap::Type;

/// Size of the number and of its unit, CSS pixels, and what the number is never smaller than.
const VALUE: f64 = 30.0;
const UNIT: f64 = 15.0;
const SMALLEST: f64 = 11.0;
/// Between a number and its unit, CSS pixels.
const BETWEEN: f64 = 4.0;

/// Adds `value_px`, `unit_px`, `spark_width` and `spark_height`.
pub(crate) fn fit(layout: &mut Map<String, Json>, room: Room, px: f64) {
    let said = |name: &str| layout.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let (text, unit) = (said("text"), said("unit"));
    let width = |size: f64, weight: f64, text: &str| {
        Type {
            size: size * px,
            weight,
        }
        .width(text)
    };
    let beside = if unit.is_empty() {
        0.0
    } else {
        width(UNIT, 500.0, &unit) + BETWEEN * px
    };
    let whole = width(VALUE, 600.0, &text) + beside;
    let share = if whole > room.width { room.width / whole } else { 1.0 };
    let value = (VALUE * share).max(SMALLEST);
    if width(value, 600.0, &text) > room.width {
        let set = Type {
            size: value * px,
            weight: 600.0,
        };
        if let Some(broken) = set.breakable(&text, room.width) {
            layout.insert("text".to_owned(), Json::String(broken));
        }
    }
    let captioned = layout.get("caption").is_some_and(|c| c != "");
    let compared = layout.get("comparison").is_some_and(Json::is_object);
    let words = 44.0 + if captioned { 21.0 } else { 0.0 } + if compared { 23.0 } else { 0.0 };
    let left = room.height.map_or(48.0, |height| height / px - words);
    let drawn = layout.get("sparkline").is_some_and(Json::is_object);
    let height = if drawn && left >= 16.0 {
        left.min(48.0) * px
    } else {
        0.0
    };
    let line = if room.height.is_some() {
        room.width
    } else {
        room.width.min(240.0 * px)
    };
    layout.insert("value_px".to_owned(), json!(value));
    layout.insert("unit_px".to_owned(), json!((UNIT * share).max(SMALLEST * 0.8)));
    layout.insert("spark_height".to_owned(), json!(height));
    layout.insert("spark_width".to_owned(), json!(line));
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value as Json, json};

    use super::{Room, fit};

    fn stat(text: &str, width: f64) -> Map<String, Json> {
        let mut layout = json!({ "text": text, "unit": "min", "caption": "", "comparison": null, "sparkline": null })
            .as_object()
            .cloned()
            .unwrap();
        let room = Room {
            width,
            height: Some(80.0),
        };
        fit(&mut layout, room, 1.0);
        layout
    }

    #[test]
    fn a_number_is_as_large_as_its_place_allows() {
        assert_eq!(stat("12.5", 300.0)["value_px"], json!(30.0));
        let shrunk = stat("1,234,567,890.12", 150.0);
        let size = shrunk["value_px"].as_f64().unwrap();
        assert!((11.0..30.0).contains(&size), "{size}");
        assert_eq!(shrunk["text"], json!("1,234,567,890.12"), "and whole");
        let broken = stat(&"9".repeat(80), 100.0);
        assert_eq!(broken["text"].as_str().unwrap().replace('\u{200b}', "").len(), 80);
    }
}
