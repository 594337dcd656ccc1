//! What every page carries all over: faint and slanted as often as there is room for, and once straight in its head, where all of it can be
//! read however long it is.

use serde_json::{Value as Json, json};

use super::page::Sheet;
use super::wrap::Type;

/// The part of a page's width that a slanted one takes at most.
const WIDE: f64 = 0.8;
/// Sizes of slanted ones, points: as large as one line allows.
const SIZES: (f64, f64) = (9.0, 26.0);
/// So many points lie between the middles of two that are below one another.
const APART: f64 = 170.0;
/// Sizes in the head, points: the smaller one for what would have more lines than there is room for.
const HEAD_SIZES: [f64; 2] = [6.5, 4.5];
/// Lines that the head has room for.
const HEAD_LINES: usize = 3;

/// As the typesetter reads it; `None` where there is nothing to be said.
pub(crate) fn watermark(text: &str, sheet: Sheet) -> Option<Json> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let of = |size: f64, weight: f64| Type { size, weight };
    let width = sheet.width * WIDE;
    let size = (width / of(1.0, 600.0).width(text)).clamp(SIZES.0, SIZES.1);
    let head = HEAD_SIZES.map(|size| (size, of(size, 400.0).broken(text, sheet.inner_width())));
    let [read, smaller] = head;
    let (head_size, head) = if read.1.len() <= HEAD_LINES { read } else { smaller };
    let places = std::iter::successors(Some(APART / 2.0), |at| Some(at + APART));
    Some(json!({
        "lines": of(size, 600.0).broken(text, width),
        "size": size,
        "places": places.take_while(|at| *at < sheet.height).collect::<Vec<f64>>(),
        "head": head,
        "head_size": head_size,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::page::{Page, Sheet};
    use super::watermark;

    #[test]
    fn all_of_it_stands_on_the_page_however_long_it_is() {
        let sheet = Sheet::of(&Page::default());
        assert_eq!(watermark("  ", sheet), None);
        for text in ["jane@united.example · 2026-11-30".to_owned(), "w".repeat(254)] {
            let made = watermark(&text, sheet).unwrap();
            for lines in ["lines", "head"] {
                let lines = made[lines].as_array().unwrap();
                let whole: String = lines.iter().map(|line| line.as_str().unwrap()).collect();
                assert_eq!(whole.replace(' ', ""), text.replace(' ', ""));
            }
            assert!(made["head"].as_array().unwrap().len() <= 3, "{made}");
            assert_eq!(made["places"].as_array().unwrap().len(), 5);
        }
    }
}
