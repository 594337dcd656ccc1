//! Every kind as SVG or layout: what it says, that it is sound, and that it is the same again.

use model::answer::Answer;
use model::document::WidgetKind;
use render::{Drawer, Theme};
use serde_json::json;

use crate::data::{DRAWER, DRAWN, answer_for, carriers, drawing, hours, options};

#[test]
fn every_chart_says_its_labels_and_is_sound() {
    for kind in DRAWN {
        let (given, answer) = (options(&json!({})), answer_for(kind));
        let svg = DRAWER.svg(&drawing(kind, &given, Some(&answer))).unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{kind:?}");
        assert!(
            svg.contains("width=\"640\"") && svg.contains("height=\"320\""),
            "{kind:?}"
        );
        for bad in ["NaN", "undefined", "Infinity", "<script", "[object"] {
            assert!(!svg.contains(bad), "{kind:?} holds {bad}");
        }
        let label = if matches!(kind, WidgetKind::Line | WidgetKind::Area) {
            "12:00"
        } else {
            "Frontier"
        };
        assert!(svg.contains(label), "{kind:?} lacks {label}: {svg}");
        assert!(svg.contains("<path"), "{kind:?}");
    }
}

#[test]
fn names_are_data_and_never_markup() {
    let given = options(&json!({}));
    let svg = DRAWER
        .svg(&drawing(WidgetKind::Bar, &given, Some(&carriers())))
        .unwrap();
    assert!(svg.contains("United &lt;&amp;"), "{svg}");
    assert!(!svg.contains("United <"));
}

#[test]
fn the_same_again_even_by_another_drawer() {
    let other = Drawer::new(1).unwrap();
    for kind in DRAWN {
        let (given, answer) = (options(&json!({})), answer_for(kind));
        let drawing = drawing(kind, &given, Some(&answer));
        let first = DRAWER.svg(&drawing).unwrap();
        assert_eq!(first, DRAWER.svg(&drawing).unwrap(), "{kind:?} from the cache");
        assert_eq!(first, other.svg(&drawing).unwrap(), "{kind:?} drawn anew");
    }
}

#[test]
fn who_asked_and_when_does_not_change_a_drawing() {
    let (given, one) = (options(&json!({})), carriers());
    let mut two = one.clone();
    two.fingerprint = "another scope".to_owned();
    two.cached = true;
    two.as_of = "2027-01-01T00:00:00Z".parse().unwrap();
    let svg = |answer: &Answer| DRAWER.svg(&drawing(WidgetKind::Bar, &given, Some(answer))).unwrap();
    assert_eq!(svg(&one), svg(&two));
    two.rows[0][1] = json!(3.0);
    assert_ne!(svg(&one), svg(&two));
}

#[test]
fn theme_size_zone_and_locale_do() {
    let (given, answer) = (options(&json!({})), hours());
    let base = drawing(WidgetKind::Line, &given, Some(&answer));
    let svg = |drawing| DRAWER.svg(&drawing).unwrap();
    let plain = svg(base);
    assert_ne!(
        plain,
        svg(render::Drawing {
            theme: Theme::Dark,
            ..base
        })
    );
    assert!(svg(render::Drawing { width: 400, ..base }).contains("width=\"400\""));
    let vienna = svg(render::Drawing {
        time_zone: "Europe/Vienna",
        ..base
    });
    assert_ne!(plain, vienna, "midnight in UTC is two o'clock in Vienna's summer");
    assert!(
        vienna.contains("2 Jul"),
        "the last hours are already tomorrow there: {vienna}"
    );
    assert!(!plain.contains("2 Jul"));
    assert!(
        svg(render::Drawing {
            time_zone: "Europe/Vienna",
            locale: "de-AT",
            ..base
        })
        .contains("2. Juli")
    );
}

#[test]
fn ids_differ_between_drawings() {
    let (given, answer) = (options(&json!({})), hours());
    let ids = |width| {
        let svg = DRAWER
            .svg(&render::Drawing {
                width,
                ..drawing(WidgetKind::Line, &given, Some(&answer))
            })
            .unwrap();
        svg.split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (one, two) = (ids(500), ids(501));
    assert!(!one.is_empty(), "lines are clipped to their grid, which takes an id");
    assert!(one.iter().all(|id| !two.contains(id)), "{one:?} {two:?}");
}

#[test]
fn without_rows_it_says_so_in_words() {
    let given = options(&json!({}));
    let mut empty = carriers();
    empty.rows.clear();
    empty.row_count = 0;
    for kind in DRAWN {
        let svg = DRAWER.svg(&drawing(kind, &given, Some(&empty))).unwrap();
        assert!(svg.contains("<text"), "{kind:?}");
        assert!(!svg.contains("NaN"), "{kind:?}");
    }
}

#[test]
fn a_curve_leaves_out_what_the_shown_time_cuts_through() {
    let (given, answer) = (options(&json!({ "reduce": "sum" })), hours());
    let points = |to: &str| {
        let period = render::Period {
            from: "2026-07-01T00:00:00Z".to_owned(),
            to: to.to_owned(),
        };
        let stat = DRAWER.layout(&render::Drawing {
            period: Some(&period),
            ..drawing(WidgetKind::Stat, &given, Some(&answer))
        });
        stat.unwrap()["sparkline"]["points"].as_array().unwrap().len()
    };
    assert_eq!(points("2026-07-02T00:00:00Z"), 24);
    assert_eq!(points("2026-07-01T23:30:00Z"), 23);
}

#[test]
fn layouts() {
    let given = options(&json!({ "sparkline": false }));
    let stat = DRAWER
        .layout(&drawing(WidgetKind::Stat, &given, Some(&carriers())))
        .unwrap();
    assert_eq!(stat["kind"], "stat");
    assert_eq!(stat["value"], 12.1, "the last number");

    let table = DRAWER
        .layout(&drawing(WidgetKind::Table, &options(&json!({})), Some(&carriers())))
        .unwrap();
    assert_eq!(table["rows"][0][0]["text"], "Frontier");
    assert_eq!(table["columns"][1]["align"], "right");

    let words = options(&json!({ "markdown": "# Delays\n\nCounted **hourly**." }));
    let text = DRAWER.layout(&drawing(WidgetKind::Text, &words, None)).unwrap();
    assert_eq!(text["blocks"][0]["runs"][0]["text"], "Delays");
    assert_eq!(text["blocks"][1]["runs"][1]["strong"], true);
}

#[test]
fn one_label_one_colour_over_a_dashboard() {
    let (given, answer) = (options(&json!({})), carriers());
    let pie = drawing(WidgetKind::Pie, &given, Some(&answer));
    let labels = DRAWER.labels(&[pie]).unwrap();
    assert_eq!(labels[0], "Frontier");
    let turned: Vec<String> = labels.iter().rev().cloned().collect();
    assert_ne!(
        DRAWER.svg_with_labels(&pie, &labels).unwrap(),
        DRAWER.svg_with_labels(&pie, &turned).unwrap()
    );
}
