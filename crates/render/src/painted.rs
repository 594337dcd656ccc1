//! A page before scripts run: what the browser will draw, drawn here by the same code, as HTML. Every text in it was escaped by what
//! drew it; there is no style sheet and no script in it. How it is dressed with a head is the server's.

use model::answer::Answer;
use model::document::{GridPlace, Widget, WidgetKind};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::drawer::Pending;
use crate::drawing::{Drawing, Period, Shown, Theme, json};
use crate::{Drawer, RenderError};

/// How wide the device shows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Device {
    /// A phone held upright.
    Phone,
    /// A window on a desk.
    Wide,
}

impl Device {
    /// The width of its page, CSS pixels: drawings are stretched to where they stand.
    const fn page(self) -> u32 {
        match self {
            Self::Phone => 390,
            Self::Wide => 1280,
        }
    }
}

/// What is known of a widget.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// Its answer; none for widgets without data.
    Answered(Option<&'a Answer>),
    /// It could not be answered.
    Failed,
    /// Its answer is not there yet.
    Late,
}

/// The logo of who shares a page.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct PaintedLogo<'a> {
    /// Where the browser finds its file.
    pub path: &'a str,
    /// What it says.
    pub name: &'a str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// A page to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Painting<'a> {
    /// As its reader knows it.
    pub title: &'a str,
    /// `en` or `de`.
    pub language: &'a str,
    /// BCP 47, of the same language.
    pub locale: &'a str,
    /// IANA zone in which moments are shown.
    pub time_zone: &'a str,
    /// The range of time that is shown, if one is.
    pub period: Option<&'a Period>,
    /// The moment whose state it shows, RFC 3339; none where nothing was asked.
    pub as_of: Option<&'a str>,
    /// Who shares it.
    pub shared_by: &'a str,
    /// Their logo, if there is one.
    pub logo: Option<PaintedLogo<'a>>,
    /// For which device.
    pub device: Device,
    /// In the order of the document.
    pub widgets: &'a [(&'a Widget, Content<'a>)],
}

#[derive(Serialize)]
struct PaintRequest<'a> {
    kind: &'static str,
    title: Option<&'a str>,
    options: &'a Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Shown<'a>>,
    locale: &'a str,
    time_zone: &'a str,
    labels: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a Period>,
    place: GridPlace,
    page: u32,
    alone: bool,
}

#[derive(Serialize)]
struct PageRequest<'a> {
    title: &'a str,
    language: &'a str,
    locale: &'a str,
    time_zone: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    shared_by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<PaintedLogo<'a>>,
    widgets: Vec<PageWidget<'a>>,
}

#[derive(Serialize)]
struct PageWidget<'a> {
    id: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    place: GridPlace,
    state: &'static str,
}

/// The page as HTML, for the body of a document.
///
/// # Errors
/// When the page as a whole cannot be drawn; a widget that cannot says so in its place.
pub fn painted(drawer: &Drawer, page: &Painting<'_>) -> Result<String, RenderError> {
    let labels = labels(drawer, page);
    let started: Vec<_> = page
        .widgets
        .iter()
        .map(|(widget, content)| start(drawer, page, widget, content, &labels))
        .collect();
    let drawn: Vec<_> = started
        .into_iter()
        .map(|pending| pending.map(|pending| drawer.finish(pending).ok()))
        .collect();
    let states = page.widgets.iter().zip(&drawn);
    let widgets = states.map(|((widget, content), drawn)| PageWidget {
        id: widget.id.as_str(),
        kind: widget.kind.as_str(),
        title: widget.title.as_deref(),
        place: widget.place,
        state: match (content, drawn) {
            (Content::Late, _) => "late",
            (Content::Answered(_), Some(Some(_))) => "drawn",
            (Content::Answered(_) | Content::Failed, _) => "failed",
        },
    });
    let request = PageRequest {
        title: page.title,
        language: page.language,
        locale: page.locale,
        time_zone: page.time_zone,
        as_of: page.as_of,
        shared_by: page.shared_by,
        logo: page.logo,
        widgets: widgets.collect(),
    };
    let around = drawer.finish(drawer.start("page", json(&request)))?;
    Ok(filled(&around, |n| drawn.get(n)?.as_ref()?.as_deref()))
}

/// Puts what stands in the widgets where the page has their marks.
fn filled<'d>(around: &str, drawn: impl Fn(usize) -> Option<&'d str>) -> String {
    let mut parts = around.split("<!--");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, rest) = part.split_once("-->").unwrap_or(("", part));
        html.push_str(mark.parse().ok().and_then(&drawn).unwrap_or_default());
        html.push_str(rest);
    }
    html
}

fn start(
    drawer: &Drawer,
    page: &Painting<'_>,
    widget: &Widget,
    content: &Content<'_>,
    labels: &[String],
) -> Option<Pending> {
    let Content::Answered(answer) = content else {
        return None;
    };
    let request = PaintRequest {
        kind: widget.kind.as_str(),
        title: widget.title.as_deref(),
        options: &widget.options,
        answer: answer.map(Shown::of),
        locale: page.locale,
        time_zone: page.time_zone,
        labels,
        period: page.period.filter(|_| widget.kind == WidgetKind::Stat),
        place: widget.place,
        page: page.device.page(),
        alone: page.widgets.len() == 1,
    };
    Some(drawer.start("paint", json(&request)))
}

/// Which label has which colour, over the whole page; without an answer to that, each chart for itself.
fn labels(drawer: &Drawer, page: &Painting<'_>) -> Vec<String> {
    let answered = page.widgets.iter().filter_map(|(widget, content)| match content {
        Content::Answered(Some(answer)) => Some(Drawing {
            kind: widget.kind,
            title: None,
            options: &widget.options,
            answer: Some(*answer),
            theme: Theme::Light,
            width: 0,
            height: 0,
            locale: page.locale,
            time_zone: page.time_zone,
            period: None,
            part: None,
        }),
        _ => None,
    });
    drawer.labels(&answered.collect::<Vec<_>>()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn drawings_stand_where_their_marks_are() {
        let drawn = |n: usize| ["<b>1</b>", "<!--0-->"].get(n).copied();
        let page = filled("<i><!--1--></i><u><!--0--></u><!--7-->.", drawn);
        assert_eq!(
            page, "<i><!--0--></i><u><b>1</b></u>.",
            "what was put in is looked at no more"
        );
    }
}
