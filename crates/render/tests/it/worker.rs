//! The limits of the engine that runs the chart code.

use std::sync::Arc;
use std::time::Duration;

use model::document::WidgetKind;
use render::{Drawer, Limits, RenderError};
use serde_json::json;

use crate::data::{drawing, options};

const LIMITS: Limits = Limits {
    memory_bytes: 16 << 20,
    time: Duration::from_millis(200),
    cache_bytes: 1 << 20,
};

/// A bundle whose `draw` does what the title says, and otherwise tells how often it was called.
const BUNDLE: &str = r#"
let calls = 0;
globalThis.vitrine = {
  draw(json) {
    const { title } = JSON.parse(json);
    calls += 1;
    if (title === "loop") for (;;);
    if (title === "hoard") { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); }
    if (title === "deep") { const f = () => 1 + f(); return String(f()); }
    if (title === "throw") throw new Error("row value 4711");
    if (title === "host") return [typeof fetch, typeof require, typeof std, typeof os, typeof process, typeof setTimeout].join();
    if (title === "chance") return [Math.random(), Date.now(), new Date().getTime(), new Date(5).getTime()].join();
    if (title === "zone") return String(__offset("Europe/Vienna", 1782864000000));
    if (title === "wide") return String(__measure("MMMM", 10, 400) > __measure("iiii", 10, 400));
    return "calls " + calls;
  },
};
"#;

fn draw(drawer: &Drawer, title: &str) -> Result<String, RenderError> {
    let none = options(&json!({}));
    drawer.svg(&render::Drawing {
        title: Some(title),
        ..drawing(WidgetKind::Bar, &none, None)
    })
}

fn drawer(workers: usize) -> Drawer {
    Drawer::with_bundle(workers, BUNDLE, LIMITS).unwrap()
}

#[test]
fn an_endless_loop_is_cut_off_and_the_next_drawing_works() {
    let drawer = drawer(1);
    assert!(matches!(draw(&drawer, "loop"), Err(RenderError::TooSlow)));
    assert_eq!(draw(&drawer, "a").unwrap(), "calls 1", "in a fresh engine");
}

#[test]
fn memory_is_bounded_and_the_next_drawing_works() {
    // Time enough that memory is what runs out.
    let drawer = Drawer::with_bundle(
        1,
        BUNDLE,
        Limits {
            time: Duration::from_secs(30),
            ..LIMITS
        },
    )
    .unwrap();
    assert!(matches!(draw(&drawer, "hoard"), Err(RenderError::TooBig)));
    assert_eq!(draw(&drawer, "a").unwrap(), "calls 1");
}

#[test]
fn deep_recursion_is_an_error_and_no_crash() {
    let drawer = drawer(1);
    assert!(matches!(draw(&drawer, "deep"), Err(RenderError::Drawing { .. })));
    assert!(draw(&drawer, "a").is_ok());
}

#[test]
fn errors_keep_values_to_themselves() {
    let error = draw(&drawer(1), "throw").unwrap_err();
    assert!(!error.to_string().contains("4711"));
    assert!(error.detail().unwrap().contains("4711"), "the log may know");
}

#[test]
fn scripts_reach_nothing_and_know_no_time_or_chance() {
    let drawer = drawer(1);
    assert_eq!(draw(&drawer, "host").unwrap(), ["undefined"; 6].join(","));
    assert_eq!(draw(&drawer, "chance").unwrap(), "0.5,0,0,5");
    assert_eq!(draw(&drawer, "zone").unwrap(), "120");
    assert_eq!(draw(&drawer, "wide").unwrap(), "true");
}

#[test]
fn a_broken_bundle_is_told_and_a_failed_drawing_is_not_kept() {
    let broken = Drawer::with_bundle(1, "this is no script", LIMITS).unwrap();
    assert!(draw(&broken, "a").is_err());
    let empty = Drawer::with_bundle(1, "1", LIMITS).unwrap();
    assert!(draw(&empty, "a").is_err());

    let drawer = drawer(1);
    assert_eq!(draw(&drawer, "a").unwrap(), "calls 1");
    assert!(draw(&drawer, "throw").is_err());
    assert!(draw(&drawer, "throw").is_err());
    assert_eq!(draw(&drawer, "a").unwrap(), "calls 1", "kept");
    assert_eq!(
        draw(&drawer, "b").unwrap(),
        "calls 4",
        "both failures reached the engine"
    );
}

#[test]
fn one_slow_drawing_does_not_hold_up_the_other_worker() {
    // Without end: where it held up the others, this test would not end either.
    let limits = Limits {
        time: Duration::MAX,
        ..LIMITS
    };
    let drawer = Arc::new(Drawer::with_bundle(2, BUNDLE, limits).unwrap());
    let slow = Arc::clone(&drawer);
    std::thread::spawn(move || draw(&slow, "loop"));
    // Two free workers take turns. Once one counts alone, the other one is busy with the loop.
    let (mut last, mut alone) = (0, 0);
    for n in 0.. {
        let said = draw(&drawer, &format!("quick {n}")).unwrap();
        let calls: u32 = said.strip_prefix("calls ").unwrap().parse().unwrap();
        alone = if calls == last + 1 { alone + 1 } else { 0 };
        last = calls;
        if alone == 20 {
            break;
        }
    }
}
