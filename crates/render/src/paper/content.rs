//! What stands in a widget's place on paper, as the data that `paper.typ` reads: a chart, a stat, a table, a text, or a
//! notice in words. Sizes are in points here and in CSS pixels towards the chart code.

use model::answer::Answer;
use model::document::Widget;
use serde_json::{Value as Json, json};

use super::kinds::OnPaper;
use super::page::Sheet;
use super::room::Room;
use super::stat;
use super::table;
use super::words::{Words, alternative};
use super::wrap::Type;
use crate::drawer::Pending;
use crate::drawing::{Drawing, Part, Period, Theme};
use crate::{Drawer, RenderError};

/// Space inside a card, CSS pixels.
pub(crate) const PAD: f64 = 14.0;
/// Height of a title with the space below it, CSS pixels.
const TITLE: f64 = 26.0;
/// Height of each further line of a title, and the size of its text, CSS pixels.
const TITLE_LINE: f64 = 18.0;
const TITLE_TEXT: f64 = 14.0;
/// Height of a sentence below a drawing, CSS pixels.
const NOTE: f64 = 20.0;
/// Size of the text of notices and text widgets, CSS pixels. A heading's is larger: so words are broken a little early.
const TEXT: f64 = 20.0;

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
    /// Not the first drawing of its widget.
    goes_on: bool,
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
            part: None,
        }
    }

    /// The drawings of a chart that one place does not hold; a single one without a part where it does.
    pub(crate) fn parts(&self, widget: &Widget, answer: Option<&Answer>, room: Room) -> Vec<Option<Part>> {
        if answer.is_none() || !OnPaper::may_be_dealt_out(widget.kind) {
            return vec![None];
        }
        // Where that cannot be told the chart is drawn whole, and what is wrong with it is said there.
        let (room, _notes) = self.between_words(widget, answer, room);
        let parts = self
            .drawer
            .parts(&self.drawing(widget, answer, room))
            .unwrap_or_default();
        if parts.is_empty() {
            return vec![None];
        }
        parts.into_iter().map(Some).collect()
    }

    /// The room that the title above and the notes below a drawing leave, and these notes.
    fn between_words(&self, widget: &Widget, answer: Option<&Answer>, room: Room) -> (Room, Vec<String>) {
        let room = self.below_title(widget, room);
        let notes = self.notes(widget, answer, room);
        let lines = f64::from(u32::try_from(notes.len()).unwrap_or(u32::MAX));
        let below = NOTE * self.sheet.px * lines;
        let room = Room {
            height: room.height.map(|all| (all - below).max(1.0)),
            ..room
        };
        (room, notes)
    }

    /// The room that a title leaves.
    fn below_title(&self, widget: &Widget, room: Room) -> Room {
        let height = self.title_height(widget, room.width);
        Room {
            height: room.height.map(|all| (all - height).max(1.0)),
            ..room
        }
    }

    /// Begins to draw, without waiting.
    pub(crate) fn start(
        &self,
        widget: &'a Widget,
        content: &'a Result<Option<&'a Answer>, String>,
        room: Room,
        part: Option<Part>,
        labels: &[String],
    ) -> Started<'a> {
        let answer = content.as_ref().ok().copied().flatten();
        let (room, notes) = self.between_words(widget, answer, room);
        let drawing = Drawing {
            part,
            ..self.drawing(widget, answer, room)
        };
        let work = match (content, self.on_paper(widget)) {
            (Err(notice), _) => Work::Notice(notice.clone()),
            (Ok(_), OnPaper::Chart(kind)) => Work::Chart(self.drawer.start_svg(&drawing, labels), kind),
            (Ok(_), OnPaper::Layout | OnPaper::LeftOut) => Work::Layout(self.drawer.start_layout(&drawing)),
        };
        Started {
            widget,
            answer,
            room,
            goes_on: part.is_some_and(|part| part.from > 0),
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
            goes_on,
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
        let title = title(widget).map(|title| {
            let broken = self.title_type().breakable(title, room.width);
            broken.unwrap_or_else(|| title.to_owned())
        });
        let (title, continued) = if goes_on {
            let name = title.unwrap_or_default();
            (None, Some(self.words.continued.replace("{title}", &name)))
        } else {
            (title, None)
        };
        json!({ "title": title, "continued": continued, "room": room.height, "width": room.width, "body": body, "notes": notes })
    }

    fn title_type(&self) -> Type {
        Type {
            size: TITLE_TEXT * self.sheet.px,
            weight: 600.0,
        }
    }

    fn title_height(&self, widget: &Widget, width: f64) -> f64 {
        let Some(title) = title(widget) else { return 0.0 };
        let set = self.title_type();
        let broken = set.breakable(title, width);
        let pieces = broken.as_deref().unwrap_or(title).replace('\u{200b}', " ");
        let further = set.lines(&pieces, width).saturating_sub(1);
        (TITLE + TITLE_LINE * f64::from(u32::try_from(further).unwrap_or(u32::MAX))) * self.sheet.px
    }

    fn laid_out(&self, layout: Json, room: Room) -> Json {
        let Json::Object(mut layout) = layout else {
            return notice("");
        };
        let kind = layout.get("kind").and_then(Json::as_str).unwrap_or_default().to_owned();
        layout.insert("type".to_owned(), Json::String(kind.clone()));
        match kind.as_str() {
            "table" => table::fit(&mut layout, room, self.sheet.px, self.words),
            "stat" => stat::fit(&mut layout, room, self.sheet.px),
            _ => {
                let set = Type {
                    size: TEXT * self.sheet.px,
                    weight: 600.0,
                };
                layout
                    .values_mut()
                    .for_each(|value| break_words(value, set, room.width));
            }
        }
        Json::Object(layout)
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

/// Makes words breakable that are wider than their place, in all texts of a text widget. The cells of a table share its
/// width.
fn break_words(value: &mut Json, set: Type, width: f64) {
    match value {
        Json::Object(fields) => {
            let cells = fields.get("head").and_then(Json::as_array).map_or(1, Vec::len);
            let width = width / f64::from(u32::try_from(cells.max(1)).unwrap_or(u32::MAX));
            for (name, field) in fields.iter_mut() {
                match field {
                    Json::String(text) if name == "text" => {
                        if let Some(broken) = set.breakable(text, width) {
                            *text = broken;
                        }
                    }
                    other => break_words(other, set, width),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| break_words(item, set, width)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
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
