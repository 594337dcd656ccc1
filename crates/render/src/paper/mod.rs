//! A dashboard on paper. Decides sizes and places, has the widgets drawn, and gives all of it to the typesetter as data.
//! Controls are left out; a widget that failed stands there with its notice.

mod columns;
mod content;
mod footer;
mod grid;
mod kinds;
mod missing;
mod page;
mod press;
mod room;
mod stat;
mod table;
mod watermark;
mod words;
mod wrap;

use model::answer::Answer;
use model::document::Widget;
use serde_json::{Value as Json, json};

use crate::limits::CHART_PARTS;
use crate::{Drawer, Part, Period, RenderError};
use content::{PAD, Setting, Started};
use footer::foot;
use kinds::OnPaper;
use page::{BOTTOM, HEAD, MARGIN, Sheet};
use room::Room;
use watermark::watermark;
use words::{language, words};

pub use footer::{Footer, Reading};
pub use missing::Missing;
pub use page::{MadeAt, Orientation, Page, PageLayout, Paper};
pub(crate) use press::Press;

/// Between widgets on the grid, CSS pixels.
const GAP: f64 = 12.0;
/// Height of a row of the grid, CSS pixels.
const GRID_ROW: f64 = 40.0;
/// Room beside the foot for the number of the page, points.
const PAGE_NUMBER: f64 = 80.0;

/// A widget and what it answered.
#[derive(Debug, Clone)]
pub struct PaperWidget<'a> {
    /// The widget.
    pub widget: &'a Widget,
    /// Its answer (none for widgets without data), or, where it failed, why, in words a reader may see.
    pub content: Result<Option<&'a Answer>, String>,
}

/// How paper is read.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// BCP 47.
    pub locale: &'a str,
    /// IANA zone.
    pub time_zone: &'a str,
    /// The range of time that the dashboard shows, if one.
    pub period: Option<&'a Period>,
}

/// What stands in place of a widget that could not be answered, in the language of `locale`.
#[must_use]
pub fn not_answered(locale: &str) -> &'static str {
    words(locale).not_answered
}

/// A finished document.
#[derive(Debug)]
pub struct Printed {
    /// PDF.
    pub bytes: Vec<u8>,
    /// Characters that stand on it as boxes, since no font has them; the document says so itself.
    pub missing: Missing,
}

/// Prints a dashboard as PDF: vector charts, bookmarks for the widgets' titles, tags and alternative texts for readers
/// who listen. Equal inputs give equal bytes.
///
/// `made_at_utc` goes into the document's metadata only.
///
/// # Errors
/// When the document as a whole cannot be set; a widget that cannot be drawn prints a notice instead.
pub fn pdf(
    drawer: &Drawer,
    title: &str,
    widgets: &[PaperWidget<'_>],
    page: &Page,
    footer: &Footer,
    reader: &Reader<'_>,
    made_at_utc: MadeAt,
) -> Result<Printed, RenderError> {
    let Reader {
        locale,
        time_zone,
        period,
    } = *reader;
    let sheet = Sheet::of(page);
    let words = words(locale);
    let setting = Setting {
        drawer,
        sheet,
        locale,
        time_zone,
        period,
        words,
    };
    let is_shown = |w: &&PaperWidget<'_>| setting.on_paper(w.widget) != OnPaper::LeftOut;
    let shown: Vec<&PaperWidget<'_>> = widgets.iter().filter(is_shown).collect();
    let labels = labels(&setting, &shown);
    let stacked = page.layout == PageLayout::Stacked;
    let Content {
        sheets,
        stack,
        mut notes,
    } = if stacked {
        stack(&setting, &shown, &labels)
    } else {
        grid(&setting, &shown, &labels)
    };

    let (lang, region) = language(locale);
    let title = if title.trim().is_empty() {
        words.untitled
    } else {
        title.trim()
    };
    let missing = Missing::of(&texts(title, footer), sheets.iter().chain(&stack));
    let foot = foot(footer, missing.short(words), sheet.inner_width() - PAGE_NUMBER, words);
    notes.extend(foot.in_full);
    notes.extend(missing.told(words));
    let data = json!({
        "title": title,
        "author": footer.made_by,
        "lang": lang,
        "region": region,
        "px": sheet.px,
        "pad": PAD,
        "head": HEAD,
        "paper": { "width": sheet.width, "height": sheet.height, "margin": MARGIN, "bottom": BOTTOM },
        "footer": { "lines": foot.lines, "page": words.page, "of": words.of },
        "watermark": watermark(&footer.watermark, sheet),
        "text_cut": words.text_cut,
        "sheets": sheets,
        "stack": stack,
        "notes": notes,
    });
    let bytes = drawer.press().print(&data.to_string(), made_at_utc)?;
    Ok(Printed { bytes, missing })
}

/// What stands on the pages: on the grid, below one another, and at the end in words.
#[derive(Default)]
struct Content {
    sheets: Vec<Json>,
    stack: Vec<Json>,
    notes: Vec<String>,
}

fn texts<'a>(title: &'a str, footer: &'a Footer) -> [&'a str; 6] {
    let Footer {
        made_by,
        made_at,
        filters,
        rows,
        watermark,
    } = footer;
    [title, made_by, made_at, filters, rows, watermark]
}

/// Which label has which colour, over the whole dashboard; without an answer to that, each chart for itself.
fn labels(setting: &Setting<'_>, shown: &[&PaperWidget<'_>]) -> Vec<String> {
    let room = Room {
        width: 0.0,
        height: None,
    };
    let answered = shown
        .iter()
        .filter(|w| setting.on_paper(w.widget).is_chart())
        .filter_map(|w| match &w.content {
            Ok(Some(answer)) => Some(setting.drawing(w.widget, Some(answer), room)),
            _ => None,
        });
    setting.drawer.labels(&answered.collect::<Vec<_>>()).unwrap_or_default()
}

/// The drawings of a widget, as many as are printed, and what is said of the others.
fn dealt(setting: &Setting<'_>, shown: &PaperWidget<'_>, room: Room) -> (Vec<Option<Part>>, Option<String>) {
    let answer = shown.content.as_ref().ok().copied().flatten();
    let mut parts = setting.parts(shown.widget, answer, room);
    let all = parts.last().copied().flatten().map_or(0, |part| part.to);
    parts.truncate(CHART_PARTS);
    let printed = parts.last().copied().flatten().map_or(all, |part| part.to);
    let title = shown.widget.title.as_deref().unwrap_or(shown.widget.id.as_str());
    let left = (printed < all).then(|| {
        let count = (all - printed).to_string();
        setting.words.more_bars.replace("{n}", &count).replace("{title}", title)
    });
    (parts, left)
}

/// One widget under the other.
fn stack(setting: &Setting<'_>, shown: &[&PaperWidget<'_>], labels: &[String]) -> Content {
    let mut in_order = shown.to_vec();
    in_order.sort_by_key(|w| (w.widget.place.y, w.widget.place.x));
    let room = |w: &PaperWidget<'_>| {
        let width = setting.sheet.inner_width();
        // As high as on the screen, but neither flat nor more than half a page.
        let high = f64::from(w.widget.place.h) * GRID_ROW * setting.sheet.px;
        let is_chart = setting.on_paper(w.widget).is_chart();
        let height = is_chart.then(|| high.clamp(width * 0.3, setting.sheet.inner_height() * 0.5));
        Room { width, height }
    };
    let (mut started, mut notes): (Vec<Started<'_>>, _) = (Vec::new(), Vec::new());
    for w in in_order {
        let (parts, left) = dealt(setting, w, room(w));
        notes.extend(left);
        started.extend(
            parts
                .into_iter()
                .map(|part| setting.start(w.widget, &w.content, room(w), part, labels)),
        );
    }
    Content {
        stack: started.into_iter().map(|s| setting.finish(s)).collect(),
        notes,
        ..Content::default()
    }
}

/// On the grid of the screen; what a chart has no room for there goes on behind it.
fn grid(setting: &Setting<'_>, shown: &[&PaperWidget<'_>], labels: &[String]) -> Content {
    let Sheet { px, .. } = setting.sheet;
    let (first, other) = (setting.sheet.inner_height() - HEAD, setting.sheet.inner_height());
    let room = grid::Room {
        width: setting.sheet.inner_width(),
        first,
        other,
        row: GRID_ROW * px,
        gap: GAP * px,
    };
    let places: Vec<_> = shown.iter().map(|w| w.widget.place).collect();
    let (mut behind, mut notes): (Vec<Started<'_>>, Vec<String>) = (Vec::new(), Vec::new());
    let mut start = |spot: &grid::Spot| {
        let inside = |side: f64| (side - 2.0 * PAD * px).max(1.0);
        let room = Room {
            width: inside(spot.w),
            height: Some(inside(spot.h)),
        };
        let w = shown.get(spot.index)?;
        let (parts, left) = dealt(setting, w, room);
        notes.extend(left);
        let mut parts = parts.into_iter();
        let started = setting.start(w.widget, &w.content, room, parts.next().flatten(), labels);
        behind.extend(parts.map(|part| setting.start(w.widget, &w.content, room, part, labels)));
        Some((*spot, started))
    };
    let sheets = grid::sheets(&places, room);
    // All drawings are begun before the first is waited for.
    let started: Vec<Vec<_>> = sheets
        .iter()
        .map(|sheet| sheet.iter().filter_map(&mut start).collect())
        .collect();
    let sheet = |(n, items): (usize, Vec<(grid::Spot, Started<'_>)>)| {
        let item = |(spot, started): (grid::Spot, Started<'_>)| json!({ "x": spot.x, "y": spot.y, "w": spot.w, "h": spot.h, "content": setting.finish(started) });
        json!({ "height": if n == 0 { first } else { other }, "items": items.into_iter().map(item).collect::<Vec<_>>() })
    };
    Content {
        sheets: started.into_iter().enumerate().map(sheet).collect(),
        stack: behind.into_iter().map(|s| setting.finish(s)).collect(),
        notes,
    }
}
