//! What stands in a widget's place on paper, as the data that `paper.typ` reads: a chart, a stat, a table, a text, or a
//! notice in words. Sizes are in points here and in CSS pixels towards the chart code.

use model::answer::Answer;
use model::document::Widget;
use serde_json::{Map, Value as Json, json};

use super::kinds::OnPaper;
use super::page::Sheet;
use super::words::{Words, alternative, more_rows};
use crate::drawer::Pending;
use crate::drawing::{Drawing, Period, Theme};
use crate::{Drawer, RenderError, font};

/// Space inside a card, CSS pixels.
pub(crate) const PAD: f64 = 14.0;
/// Height of a title with the space below it, CSS pixels.
const TITLE: f64 = 26.0;
/// Height of a table's row that is cut to one line, CSS pixels.
const ROW: f64 = 25.0;
/// Height of a table's row of one line that might also be higher, CSS pixels.
const LINE: f64 = 23.0;
/// Text size in a table, and the space beside a cell's text (both sides together), CSS pixels.
const CELL_TEXT: f64 = 12.0;
const CELL_SPACE: f64 = 12.0;
/// Height kept for the sentence below a table, CSS pixels.
const SENTENCE: f64 = 20.0;

/// Room for one widget, in points. `height` is none where it may go on over pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) width: f64,
    pub(crate) height: Option<f64>,
}

/// Everything about the document that the content of a widget depends on.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) drawer: &'a Drawer,
    pub(crate) sheet: Sheet,
    pub(crate) locale: &'a str,
    pub(crate) time_zone: &'a str,
    pub(crate) period: Option<&'a Period>,
    pub(crate) words: &'static Words,
}

/// A widget whose drawing is on its way.
pub(crate) struct Started<'a> {
    widget: &'a Widget,
    answer: Option<&'a Answer>,
    room: Room,
    work: Work,
    /// Sentences below it: what was cut, added up or left out.
    notes: Vec<String>,
}

enum Work {
    /// With the name of its kind.
    Chart(Pending, &'static str),
    Layout(Pending),
    Notice(String),
}

impl<'a> Setting<'a> {
    /// What becomes of a widget.
    pub(crate) const fn on_paper(&self, widget: &Widget) -> OnPaper {
        OnPaper::of(widget.kind, self.words)
    }

    /// The drawing of a widget, in this size of CSS pixels.
    pub(crate) fn drawing<'d>(&'d self, widget: &'d Widget, answer: Option<&'d Answer>, room: Room) -> Drawing<'d> {
        let pixels = |points: f64| whole((points / self.sheet.px).max(40.0));
        Drawing {
            kind: widget.kind,
            title: widget.title.as_deref(),
            options: &widget.options,
            answer,
            theme: Theme::Light,
            width: pixels(room.width),
            height: pixels(room.height.unwrap_or(room.width / 2.0)),
            locale: self.locale,
            time_zone: self.time_zone,
            period: self.period,
        }
    }

    /// Begins to draw, without waiting.
    pub(crate) fn start(
        &self,
        widget: &'a Widget,
        content: &'a Result<Option<&'a Answer>, String>,
        room: Room,
        labels: &[String],
    ) -> Started<'a> {
        let answer = content.as_ref().ok().copied().flatten();
        let notes = self.notes(widget, answer, room);
        let below = SENTENCE * self.sheet.px * count(notes.len());
        let room = Room {
            height: room.height.map(|height| height - self.title_height(widget) - below),
            ..room
        };
        let drawing = self.drawing(widget, answer, room);
        let work = match (content, self.on_paper(widget)) {
            (Err(notice), _) => Work::Notice(notice.clone()),
            (Ok(_), OnPaper::Chart(kind)) => Work::Chart(self.drawer.start_svg(&drawing, labels), kind),
            (Ok(_), OnPaper::Layout | OnPaper::LeftOut) => Work::Layout(self.drawer.start_layout(&drawing)),
        };
        Started {
            widget,
            answer,
            room,
            work,
            notes,
        }
    }

    /// What the drawing does not show by itself. A chart code that fails here fails at the drawing, too, which says so.
    fn notes(&self, widget: &Widget, answer: Option<&Answer>, room: Room) -> Vec<String> {
        let Some(answer) = answer else {
            return Vec::new();
        };
        let drawing = self.drawing(widget, Some(answer), room);
        self.drawer.notes(&drawing).unwrap_or_default()
    }

    /// Waits for the drawing; what failed becomes a notice, so that one widget never takes the document away.
    pub(crate) fn finish(&self, started: Started<'_>) -> Json {
        let Started {
            widget,
            answer,
            room,
            work,
            notes,
        } = started;
        let made = match work {
            Work::Notice(text) => Ok(notice(&text)),
            Work::Chart(pending, kind) => self.drawer.finish(pending).map(|svg| {
                let alternative = alternative(kind, widget, answer, self.words);
                chart(&svg, &alternative, room)
            }),
            Work::Layout(pending) => self
                .drawer
                .finish_layout(pending)
                .map(|layout| self.laid_out(layout, room)),
        };
        let body = made.unwrap_or_else(|error: RenderError| notice(&error.to_string()));
        json!({ "title": title(widget), "body": body, "notes": notes })
    }

    fn title_height(&self, widget: &Widget) -> f64 {
        if title(widget).is_some() {
            TITLE * self.sheet.px
        } else {
            0.0
        }
    }

    fn laid_out(&self, layout: Json, room: Room) -> Json {
        let Json::Object(mut layout) = layout else {
            return notice("");
        };
        let kind = layout.get("kind").and_then(Json::as_str).unwrap_or_default().to_owned();
        layout.insert("type".to_owned(), Json::String(kind.clone()));
        match kind.as_str() {
            "table" => self.fit_table(&mut layout, room),
            "stat" => self.fit_stat(&mut layout, room),
            _ => {}
        }
        Json::Object(layout)
    }

    /// Widths of the columns; then, where the height is given, as many whole rows as fit and how many more there are,
    /// else the heights of all rows whose cells surely need one line each (which spares the typesetter measuring them).
    fn fit_table(&self, layout: &mut Map<String, Json>, room: Room) {
        let px = self.sheet.px;
        let widths = column_widths(layout.get("columns"), room.width);
        let noted = layout.get("note").is_some_and(Json::is_string);
        let Some(Json::Array(rows)) = layout.get_mut("rows") else {
            return;
        };
        let (mut more, mut heights, mut row_height) = (None, Vec::new(), None);
        if let Some(height) = room.height {
            let (row, sentence) = (ROW * px, SENTENCE * px);
            let height = if noted { height - sentence } else { height };
            // One row is the head.
            let fitting = |height: f64| (height / row).floor() - 1.0;
            let all = rows.len();
            let shown = if fitting(height) >= count(all) {
                all
            } else {
                whole(fitting(height - sentence)) as usize
            };
            rows.truncate(shown);
            more = (shown < all).then(|| more_rows(all - shown, self.words));
            row_height = Some(row);
        } else {
            heights = rows
                .iter()
                .map(|row| one_line(row, &widths, px).then_some(LINE * px))
                .collect();
        }
        layout.insert("widths".to_owned(), json!(widths));
        layout.insert("heights".to_owned(), json!(heights));
        layout.insert("more".to_owned(), json!(more));
        layout.insert("row_height".to_owned(), json!(row_height));
    }

    /// The line of last values, where there is room for it below the words.
    fn fit_stat(&self, layout: &mut Map<String, Json>, room: Room) {
        let drawn = layout.get("sparkline").is_some_and(Json::is_object);
        let words =
            44.0 + if layout.get("caption").is_some_and(|c| c != "") {
                21.0
            } else {
                0.0
            } + if layout.get("comparison").is_some_and(Json::is_object) {
                23.0
            } else {
                0.0
            };
        let px = self.sheet.px;
        let left = room.height.map_or(48.0, |height| height / px - words);
        let height = if drawn && left >= 16.0 {
            left.min(48.0) * px
        } else {
            0.0
        };
        let width = if room.height.is_some() {
            room.width
        } else {
            room.width.min(240.0 * px)
        };
        layout.insert("spark_height".to_owned(), json!(height));
        layout.insert("spark_width".to_owned(), json!(width));
    }
}

/// A title that says something.
fn title(widget: &Widget) -> Option<&str> {
    widget.title.as_deref().map(str::trim).filter(|title| !title.is_empty())
}

fn chart(svg: &str, alternative: &str, room: Room) -> Json {
    json!({
        "type": "chart",
        "svg": svg,
        "alt": alternative,
        "width": room.width,
        "height": room.height.unwrap_or(room.width / 2.0),
    })
}

fn notice(text: &str) -> Json {
    json!({ "type": "notice", "text": text })
}

/// Widths in points by the weights the layout gives the columns.
fn column_widths(columns: Option<&Json>, width: f64) -> Vec<f64> {
    let weight = |column: &Json| column.get("weight").and_then(Json::as_f64).unwrap_or(10.0);
    let weights: Vec<f64> = columns
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .map(weight)
        .collect();
    let all: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| width * weight / all).collect()
}

/// Whether every cell surely fits on one line. Figures count as the widest, since they are set equally wide.
fn one_line(row: &Json, widths: &[f64], px: f64) -> bool {
    let fits = |(cell, width): (&Json, &f64)| {
        let text = cell.get("text").and_then(Json::as_str).unwrap_or_default();
        let figures = text.replace(|c: char| c.is_ascii_digit(), "0");
        !text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
            && font::width(&figures, CELL_TEXT, 500.0) * 1.06 * px + CELL_SPACE * px <= *width
    };
    row.as_array().is_some_and(|cells| cells.iter().zip(widths).all(fits))
}

/// As a number with a fraction; tables are shorter than where that would matter.
#[expect(clippy::cast_precision_loss, reason = "see above")]
fn count(rows: usize) -> f64 {
    rows as f64
}

/// The nearest whole number from 0 up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, which is what is wanted"
)]
fn whole(number: f64) -> u32 {
    number.round() as u32
}
