//! Dashboards as PDF, read back with poppler and checked by qpdf.

use std::process::Command;

use model::answer::Answer;
use model::document::{Widget, WidgetKind};
use render::{Footer, MadeAt, Orientation, Page, PageLayout, Paper, PaperWidget, Reader, pdf};
use serde_json::json;

use crate::data::{DRAWER, answer_for, carriers, flights, widget};

const MADE_AT: MadeAt = MadeAt {
    year: 2026,
    month: 11,
    day: 21,
    hour: 22,
    minute: 5,
    second: 0,
};
const NASTY: [&str; 8] = [
    "#panic(\"x\")",
    "$x$ *b* _i_ `c` <l> @ref",
    "\"] #eval(\"1+1\") [\"",
    "\\u{41} // comment /* c */",
    "#read(\"/etc/passwd\")",
    "Verspätung 🛫😀 ✈",
    "עיכוב ממוצע تأخير",
    "= Heading\n\n- list",
];

fn footer() -> Footer {
    Footer {
        made_by: "Ada Lovelace".to_owned(),
        made_at: "21 Nov 2026 23:05 CET".to_owned(),
        filters: "Airport: JFK".to_owned(),
        rows: "flights where carrier is UA".to_owned(),
        watermark: String::new(),
    }
}

/// A finished document in a file, for the tools.
pub(crate) struct Made(tempfile::NamedTempFile);

impl Made {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Self(file)
    }

    pub(crate) fn run(&self, tool: &str, before: &[&str], after: &[&str]) -> String {
        let out = Command::new(tool).args(before).arg(self.0.path()).args(after).output();
        let out = out.unwrap_or_else(|error| panic!("{tool} is needed for this test: {error}"));
        assert!(out.status.success(), "{tool}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// Text of each page.
    pub(crate) fn pages(&self) -> Vec<String> {
        let text = self.run("pdftotext", &["-layout"], &["-"]);
        text.trim_end_matches('\u{c}')
            .split('\u{c}')
            .map(str::to_owned)
            .collect()
    }

    pub(crate) fn check(&self) {
        assert!(
            self.run("qpdf", &["--check"], &[])
                .contains("No syntax or stream encoding errors")
        );
    }

    /// The file with its streams uncompressed, to look for names in.
    fn plain(&self) -> String {
        self.run("qpdf", &["--qdf", "--object-streams=disable"], &["-"])
    }

    fn outline(&self) -> Vec<String> {
        let json: serde_json::Value =
            serde_json::from_str(&self.run("qpdf", &["--json", "--json-key=outlines"], &[])).unwrap();
        let titles = json["outlines"].as_array().unwrap().iter();
        titles
            .map(|entry| entry["title"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub(crate) fn print(
    title: &str,
    widgets: &[(Widget, Result<Option<Answer>, String>)],
    page: Page,
    locale: &str,
) -> Vec<u8> {
    pdf(
        &DRAWER,
        title,
        &on_paper(widgets),
        &page,
        &footer(),
        &Reader {
            locale,
            time_zone: "Europe/Vienna",
            period: None,
        },
        MADE_AT,
    )
    .unwrap()
    .bytes
}

fn on_paper(widgets: &[(Widget, Result<Option<Answer>, String>)]) -> Vec<PaperWidget<'_>> {
    widgets
        .iter()
        .map(|(widget, content)| PaperWidget {
            widget,
            content: content.as_ref().map(Option::as_ref).map_err(Clone::clone),
        })
        .collect()
}

fn all_kinds() -> Vec<(Widget, Result<Option<Answer>, String>)> {
    let kind = |id, kind, title, place, options| (widget(id, kind, title, place, &options), Ok(Some(answer_for(kind))));
    vec![
        kind(
            "bar",
            WidgetKind::Bar,
            "Mean departure delay",
            (0, 2, 6, 6),
            json!({ "horizontal": true }),
        ),
        kind("line", WidgetKind::Line, "Flights an hour", (6, 2, 6, 6), json!({})),
        kind("area", WidgetKind::Area, "Stacked flights", (0, 8, 6, 5), json!({})),
        kind("pie", WidgetKind::Pie, "Shares", (6, 8, 3, 5), json!({})),
        kind(
            "stat",
            WidgetKind::Stat,
            "On time",
            (9, 8, 3, 5),
            json!({ "decimals": 1 }),
        ),
        kind("table", WidgetKind::Table, "Worst today", (0, 13, 8, 6), json!({})),
        (
            widget(
                "text",
                WidgetKind::Text,
                "",
                (8, 13, 4, 6),
                &json!({ "markdown": "## How to read\n\nCounted **hourly**." }),
            ),
            Ok(None),
        ),
        (
            widget(
                "origin",
                WidgetKind::Dropdown,
                "Airport chooser",
                (0, 0, 4, 2),
                &json!({}),
            ),
            Ok(None),
        ),
        (
            widget("when", WidgetKind::TimeRange, "Range chooser", (4, 0, 4, 2), &json!({})),
            Ok(None),
        ),
    ]
}

pub(crate) const LANDSCAPE: Page = Page {
    paper: Paper::A4,
    orientation: Orientation::Landscape,
    layout: PageLayout::AsOnScreen,
};
pub(crate) const STACKED: Page = Page {
    paper: Paper::A4,
    orientation: Orientation::Portrait,
    layout: PageLayout::Stacked,
};

#[test]
fn a_watermark_stands_on_every_page_and_is_not_read_aloud() {
    let mark = "jane@united.example · 2026-11-30 #panic(x)";
    let footer = Footer {
        watermark: mark.to_owned(),
        ..footer()
    };
    let reader = Reader {
        locale: "en",
        time_zone: "Europe/Vienna",
        period: None,
    };
    let kinds = all_kinds();
    let printed = pdf(
        &DRAWER,
        "Delays",
        &on_paper(&kinds),
        &STACKED,
        &footer,
        &reader,
        MADE_AT,
    )
    .unwrap();
    let made = Made::of(&printed.bytes);
    made.check();
    let straight = made.run("pdftotext", &["-raw", "-nodiag"], &["-"]);
    let pages: Vec<_> = straight.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 1);
    for page in &pages {
        assert_eq!(page.matches(mark).count(), 1, "once to be read: {page}");
    }
    let slanted = made.run("pdftotext", &["-raw"], &["-"]);
    assert!(
        slanted.matches("@united.example · 2026-11-30").count() > 3 * pages.len(),
        "{slanted}"
    );
    // What lies over a page and what stands in its head is no part of what is read aloud.
    let artifacts = made.plain().matches("/Artifact").count();
    assert!(artifacts > 4 * pages.len(), "{artifacts}");
}

#[test]
fn every_kind_on_the_grid() {
    let made = Made::of(&print("Delays at JFK", &all_kinds(), LANDSCAPE, "en"));
    made.check();
    let pages = made.pages();
    let text = pages.join("\n");
    for shown in [
        "Delays at JFK",
        "Mean departure delay",
        "Frontier",
        "Flights an hour",
        "On time",
        "12.1",
        "Worst today",
        "LAX",
        "How to read",
        "hourly",
    ] {
        assert!(text.contains(shown), "{shown} is missing in {text}");
    }
    for hidden in ["Airport chooser", "Range chooser"] {
        assert!(!text.contains(hidden), "controls are left out");
    }
    for (n, page) in pages.iter().enumerate() {
        for said in [
            "Made by Ada Lovelace",
            "21 Nov 2026 23:05 CET",
            "Airport: JFK",
            "carrier is UA",
        ] {
            assert!(page.contains(said), "page {n} lacks {said}");
        }
        assert!(page.contains(&format!("Page {} of {}", n + 1, pages.len())), "{page}");
    }
    assert!(text.contains("more rows"), "30 rows do not fit, and it says so");
    assert_eq!(
        made.outline(),
        [
            "Mean departure delay",
            "Flights an hour",
            "Stacked flights",
            "Shares",
            "On time",
            "Worst today"
        ]
    );
}

#[test]
fn it_is_tagged_and_named_and_charts_are_vectors() {
    let made = Made::of(&print("Delays", &all_kinds(), LANDSCAPE, "de-AT"));
    let plain = made.plain();
    for name in [
        "/StructTreeRoot",
        "/Lang (de-AT)",
        "/Marked true",
        "pdfuaid:part",
        "/Figure",
        "/TH",
        "/Alt",
    ] {
        assert!(plain.contains(name), "{name} is missing");
    }
    assert!(!plain.contains("/Subtype /Image"), "charts are drawn, not photographed");
    let info = made.run("pdfinfo", &["-isodates"], &[]);
    assert!(
        info.contains("Title:           Delays") && info.contains("2026-11-21T22:05:00Z"),
        "{info}"
    );
    assert!(made.pages()[0].contains("Seite 1 von"));
}

#[test]
fn fixed_inputs_give_identical_bytes() {
    for page in [LANDSCAPE, STACKED] {
        assert!(print("Delays", &all_kinds(), page, "en") == print("Delays", &all_kinds(), page, "en"));
    }
}

#[test]
fn a_long_table_prints_all_rows_under_repeated_heads() {
    let table = (
        widget("t", WidgetKind::Table, "All flights", (0, 0, 6, 4), &json!({})),
        Ok(Some(flights(400))),
    );
    let made = Made::of(&print("Long", &[table], STACKED, "en"));
    made.check();
    let pages = made.pages();
    assert!((8..=16).contains(&pages.len()), "{} pages", pages.len());
    for (n, page) in pages.iter().enumerate() {
        assert!(
            page.contains("Carrier") && page.contains("Scheduled"),
            "no head on page {n}: {page}"
        );
    }
    let text = pages.join("\n");
    for n in 0..400 {
        assert!(text.contains(&format!("1,{n:03}")), "row {n} is missing");
    }
    assert!(!text.contains("more rows"));
}

#[test]
fn rows_that_need_several_lines_get_them() {
    let mut answer = flights(3);
    answer.rows[1][0] = json!(
        "A carrier with a name so long that it cannot stand on one line of this table whatever the paper".repeat(3)
    );
    let table = |answer| {
        [(
            widget("t", WidgetKind::Table, "T", (0, 0, 12, 4), &json!({})),
            Ok(Some(answer)),
        )]
    };
    let text = Made::of(&print("Long", &table(answer), STACKED, "en"))
        .pages()
        .join("\n");
    assert!(
        text.split_whitespace().filter(|word| word.contains("paper")).count() == 3,
        "all of it is there: {text}"
    );
    assert!(text.contains("1,002"));
}

#[test]
fn a_failed_widget_prints_its_notice_and_the_others_stay() {
    let mut widgets = all_kinds();
    widgets[0].1 = Err("This took too long and was stopped.".to_owned());
    for page in [LANDSCAPE, STACKED] {
        let text = Made::of(&print("Delays", &widgets, page, "en")).pages().join("\n");
        assert!(
            text.contains("This took too long and was stopped.") && text.contains("Mean departure delay"),
            "{text}"
        );
        assert!(text.contains("Flights an hour") && !text.contains("Frontier 20"));
    }
}

#[test]
fn texts_of_users_are_data_and_never_program() {
    let bar = |n: usize, title: &str| {
        let mut answer = carriers();
        answer.rows[0][0] = json!(title);
        let y = u16::try_from(n).unwrap() * 12;
        let table = widget(&format!("t{n}"), WidgetKind::Table, title, (6, y, 6, 4), &json!({}));
        let text = widget(
            &format!("x{n}"),
            WidgetKind::Text,
            title,
            (0, y + 4, 6, 4),
            &json!({ "markdown": title }),
        );
        let stat = widget(
            &format!("s{n}"),
            WidgetKind::Stat,
            title,
            (6, y + 4, 6, 4),
            &json!({ "caption": title, "unit": title }),
        );
        let chart = widget(
            &format!("b{n}"),
            WidgetKind::Bar,
            title,
            (0, y, 6, 4),
            &json!({ "unit": title }),
        );
        let failed = widget(&format!("f{n}"), WidgetKind::Bar, title, (0, y + 8, 6, 4), &json!({}));
        [
            (chart, Ok(Some(answer.clone()))),
            (table, Ok(Some(answer.clone()))),
            (stat, Ok(Some(answer))),
            (text, Ok(None)),
            (failed, Err(title.to_owned())),
        ]
    };
    for title in NASTY {
        let footer_too = Footer {
            made_by: title.to_owned(),
            made_at: title.to_owned(),
            filters: title.to_owned(),
            rows: title.to_owned(),
            watermark: String::new(),
        };
        let widgets: Vec<_> = NASTY.iter().enumerate().flat_map(|(n, title)| bar(n, title)).collect();
        let bytes = pdf(
            &DRAWER,
            title,
            &on_paper(&widgets),
            &LANDSCAPE,
            &footer_too,
            &Reader {
                locale: title,
                time_zone: title,
                period: None,
            },
            MADE_AT,
        )
        .unwrap();
        let made = Made::of(&bytes.bytes);
        made.check();
        let text = made.pages().join("\n");
        for shown in [
            "#panic(\"x\")",
            "$x$ *b* _i_ `c` <l> @ref",
            "\"] #eval(\"1+1\") [\"",
            "#read(\"/etc/passwd\")",
            "// comment",
        ] {
            assert!(text.contains(shown), "{shown} must be printed as it stands: {text}");
        }
        assert!(made.outline().iter().any(|entry| entry.contains("#panic")));
    }
}

#[test]
fn characters_without_a_font_do_not_fail_the_document() {
    let widgets = [(
        widget("b", WidgetKind::Bar, "遅延 𓀀 \u{10ffff}", (0, 0, 12, 6), &json!({})),
        Ok(Some(carriers())),
    )];
    let made = Made::of(&print("飛行機", &widgets, LANDSCAPE, "ja"));
    made.check();
    assert!(made.plain().contains("/StructTreeRoot"), "tagged all the same");
    assert!(made.pages()[0].contains("Frontier"));
    let text = made.pages().join("\n");
    assert!(
        text.contains("characters have no font here and stand as boxes: Egyptian"),
        "{text}"
    );
    assert!(text.contains("Han 5") && text.contains("U+98DB"), "{text}");
}

#[test]
fn papers_and_orientations() {
    let size = |paper, orientation| {
        let made = Made::of(&print(
            "P",
            &[],
            Page {
                paper,
                orientation,
                layout: PageLayout::AsOnScreen,
            },
            "en",
        ));
        let info = made.run("pdfinfo", &[], &[]);
        info.lines()
            .find(|line| line.starts_with("Page size"))
            .unwrap()
            .to_owned()
    };
    assert!(size(Paper::A4, Orientation::Portrait).contains("595.276 x 841.89 pts (A4)"));
    assert!(size(Paper::A3, Orientation::Landscape).contains("841.89 pts (A3)"));
    assert!(size(Paper::Letter, Orientation::Portrait).contains("612 x 792 pts (letter)"));
    assert!(size(Paper::Legal, Orientation::Landscape).contains("1008 x 612 pts"));
}

#[test]
fn page_options_are_read_as_the_api_writes_them() {
    let page: Page =
        serde_json::from_value(json!({ "paper": "A3", "orientation": "landscape", "layout": "stacked" })).unwrap();
    assert_eq!(
        page,
        Page {
            paper: Paper::A3,
            orientation: Orientation::Landscape,
            layout: PageLayout::Stacked
        }
    );
    let page: Page = serde_json::from_value(json!({ "layout": "as_on_screen" })).unwrap();
    assert_eq!(page, Page::default());
    assert!(serde_json::from_value::<Page>(json!({ "paper": "A5" })).is_err());
}
