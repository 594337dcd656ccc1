//! The hub: one question per tick for all, the latest frame for the slow, nothing without watchers.

use std::sync::Arc;
use std::time::Duration;

use model::Instant;
use model::dataset::Origin;
use model::document::{Refresh, Span, TimeRange};
use model::id::DatasetId;
use query::live::{Frame, Hub, TopicRequest, Watcher};
use query::{InputsSpec, NewRows};
use serde_json::{Value as Json, json};
use tokio::time::timeout;

use crate::world::{World, sql};

fn hub(world: &World) -> Hub {
    #[expect(clippy::disallowed_methods, reason = "the clock of this test")]
    let clock = Arc::new(chrono::Utc::now as fn() -> Instant);
    Hub::new(world.engine.clone(), clock)
}

async fn readings() -> (World, DatasetId) {
    let mut world = World::empty().await;
    let origin = Origin::Ingest {
        time_column: None,
        grow: false,
    };
    let id = world
        .add("readings", origin, &[("station", "string"), ("n", "int")])
        .await;
    (world, id)
}

fn request(world: &World, rules: &[(&str, Json)], refresh: Refresh) -> TopicRequest {
    TopicRequest {
        scope: world.scope(rules),
        question: Arc::new(sql("select count(*) as n from readings")),
        inputs: InputsSpec::default(),
        refresh,
        widget_key: "w".to_owned(),
    }
}

async fn push(world: &World, id: DatasetId, station: &str, n: i64) {
    let rows = NewRows::Json(json!([{"station":station,"n":n}]).to_string().into());
    world.engine.append(id, rows, crate::world::now()).await.unwrap();
}

async fn next(watcher: &mut Watcher) -> Arc<Frame> {
    watcher.next().await.unwrap()
}

/// However long it takes.
async fn until(reached: impl Fn() -> bool) {
    while !reached() {
        tokio::task::yield_now().await;
    }
}

fn shown(frame: impl AsRef<Frame>) -> Json {
    serde_json::from_slice::<Json>(&frame.as_ref().json).unwrap()["rows"][0][0].clone()
}

#[tokio::test]
async fn fifty_watchers_are_one_question() {
    let (world, id) = readings().await;
    let hub = hub(&world);
    let mut watchers: Vec<_> = (0..50)
        .map(|_| hub.watch(request(&world, &[], Refresh::Live)))
        .collect();
    for watcher in &mut watchers {
        assert_eq!(shown(&next(watcher).await), json!(0));
    }
    assert_eq!((hub.statistics().topics, hub.statistics().watchers), (1, 50));
    for n in 1..=3 {
        let before = world.engine.statistics().queries;
        push(&world, id, "EWR", n).await;
        let mut frames = Vec::new();
        for watcher in &mut watchers {
            let frame = next(watcher).await;
            assert_eq!(shown(&frame), json!(n));
            frames.push(frame);
        }
        assert!(
            frames.windows(2).all(|pair| Arc::ptr_eq(&pair[0], &pair[1])),
            "encoded once"
        );
        assert_eq!(world.engine.statistics().queries, before + 1);
    }
}

#[tokio::test]
async fn scopes_do_not_share_topics() {
    let (world, id) = readings().await;
    let hub = hub(&world);
    let mut all = hub.watch(request(&world, &[], Refresh::Live));
    let mut own = hub.watch(request(
        &world,
        &[("readings", json!({"eq":["station","EWR"]}))],
        Refresh::Live,
    ));
    assert_eq!(
        (shown(&next(&mut all).await), shown(&next(&mut own).await)),
        (json!(0), json!(0))
    );
    push(&world, id, "JFK", 1).await;
    assert_eq!(shown(&next(&mut all).await), json!(1));
    // The other one asked too, but saw nothing new: nothing is sent.
    assert!(timeout(Duration::from_millis(700), own.next()).await.is_err());
    push(&world, id, "EWR", 2).await;
    assert_eq!(shown(&next(&mut own).await), json!(1));
    assert_eq!(hub.statistics().topics, 2);
}

#[tokio::test]
async fn a_slow_reader_gets_the_latest_and_holds_up_nobody() {
    let (world, id) = readings().await;
    let hub = hub(&world);
    let mut slow = hub.watch(request(&world, &[], Refresh::Live));
    let mut quick = hub.watch(request(&world, &[], Refresh::Live));
    next(&mut slow).await;
    next(&mut quick).await;
    for n in 1..=3 {
        push(&world, id, "EWR", n).await;
        assert_eq!(shown(&next(&mut quick).await), json!(n));
    }
    assert_eq!(shown(&next(&mut slow).await), json!(3));
    assert!(timeout(Duration::from_millis(50), slow.next()).await.is_err());
}

#[tokio::test]
async fn many_changes_are_few_questions() {
    let (world, id) = readings().await;
    let hub = hub(&world);
    let mut watcher = hub.watch(request(&world, &[], Refresh::Live));
    next(&mut watcher).await;
    let before = hub.statistics().asked;
    let started = std::time::Instant::now();
    for n in 1..=100 {
        push(&world, id, "EWR", n).await;
    }
    while shown(&next(&mut watcher).await) != json!(100) {}
    let ticks = u64::try_from(started.elapsed().as_millis() / 250).unwrap() + 2;
    let asked = hub.statistics().asked - before;
    assert!(asked <= ticks, "{asked} in {:?}", started.elapsed());
}

#[tokio::test]
async fn nobody_watching_nothing_asked() {
    let (world, id) = readings().await;
    let hub = hub(&world);
    let second = Refresh::Every(Span::seconds(1));
    let mut watcher = hub.watch(request(&world, &[], second));
    next(&mut watcher).await;
    until(|| hub.statistics().asked >= 2).await;
    drop(watcher);
    until(|| hub.statistics().topics == 0).await;
    let at_rest = hub.statistics();
    assert_eq!(at_rest.watchers, 0);
    push(&world, id, "EWR", 1).await;
    assert_eq!(hub.statistics().asked, at_rest.asked);
    let mut again = hub.watch(request(&world, &[], second));
    assert_eq!(shown(&next(&mut again).await), json!(1));
}

#[tokio::test]
async fn a_relative_range_moves_on_and_failures_are_told() {
    let (world, _) = readings().await;
    let hub = hub(&world);
    let mut moving = request(&world, &[], Refresh::Every(Span::seconds(1)));
    moving.question = Arc::new(sql("select $from as n from readings"));
    moving.inputs.time = Some(TimeRange::Last {
        last: Span::seconds(60),
    });
    moving.question = Arc::new(sql("select $from as n"));
    let mut watcher = hub.watch(moving);
    let (first, second) = (next(&mut watcher).await, next(&mut watcher).await);
    assert!(shown(&second).as_str() > shown(&first).as_str());
    let mut failing = request(&world, &[], Refresh::Live);
    failing.question = Arc::new(sql("select nothing from readings"));
    let frame = next(&mut hub.watch(failing)).await;
    let told: Json = serde_json::from_slice(&frame.json).unwrap();
    assert!(frame.failed && told["error"]["code"] == "invalid", "{told}");
}

#[tokio::test]
async fn a_live_widget_whose_range_ends_now_moves_on_without_rows() {
    let (world, _) = readings().await;
    let hub = hub(&world);
    let mut moving = request(&world, &[], Refresh::Live);
    moving.question = Arc::new(sql("select $to as n"));
    moving.inputs.time = Some(TimeRange::Last {
        last: Span::seconds(60),
    });
    let mut watcher = hub.watch(moving);
    let (first, second) = (next(&mut watcher).await, next(&mut watcher).await);
    assert!(shown(&second).as_str() > shown(&first).as_str());
}
