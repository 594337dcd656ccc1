//! Answers are shared between equal calls only; equal calls at one time run once; a question nobody waits for stops.

use std::time::Duration;

use query::{Ask, FileFormat, Inputs, NewRows};
use serde_json::json;

use crate::world::{World, load, now, question, sql};

#[tokio::test]
async fn answers_are_kept_per_scope_inputs_and_version() {
    let mut world = World::empty().await;
    let id = world.add_text("t", FileFormat::Csv, "who,n\nme,1\nyou,2\n").await;
    world.add_text("other", FileFormat::Csv, "n\n1\n").await;
    let asked = sql("select sum(n) as n from t");
    let queries = |world: &World| world.engine.statistics().queries;
    let all = world.all();
    let first = world.ask(&all, &asked).await.unwrap();
    let second = world.ask(&all, &asked).await.unwrap();
    assert_eq!((first.cached, second.cached, queries(&world)), (false, true, 1));
    // Made anew from the same rules: the same scope.
    assert!(world.ask(&world.all(), &asked).await.unwrap().cached);
    let mine = world.scope(&[("t", json!({"eq":["who","me"]}))]);
    let other = world.ask(&mine, &asked).await.unwrap();
    assert_eq!((other.cached, json!(other.rows)), (false, json!([[1]])));
    assert_ne!(other.fingerprint, first.fingerprint);
    // What the question does not read does not part the answers.
    let inputs = Inputs {
        from: Some(now()),
        ..Inputs::default()
    };
    assert!(world.ask_with(&all, &asked, &inputs).await.unwrap().cached);
    let timed = sql("select sum(n) as n from t where $from < now()");
    assert!(!world.ask_with(&all, &timed, &Inputs::default()).await.unwrap().cached);
    assert!(!world.ask_with(&all, &timed, &inputs).await.unwrap().cached);
    let path = world.write("new.csv", "who,n\nme,5\n");
    load(&world.engine, id, FileFormat::Csv, &path, "").await.unwrap();
    let newer = world.ask(&all, &asked).await.unwrap();
    assert_eq!((newer.cached, json!(newer.rows)), (false, json!([[5]])));
    let ask = Ask {
        question: &asked,
        inputs: &Inputs::default(),
        now: now(),
        cache: false,
    };
    assert!(!world.engine.ask(&all, &ask).await.unwrap().cached);
    let json: serde_json::Value =
        serde_json::from_slice(&world.engine.ask_json(&all, &ask).await.unwrap().json).unwrap();
    assert_eq!(
        (json["cached"].clone(), json["rows"].clone()),
        (json!(true), json!([[5]]))
    );
}

#[tokio::test]
async fn equal_calls_at_one_time_run_once() {
    let world = World::airports(&["flights"]).await;
    let scope = world.all();
    let asked = question(json!({"dataset":"flights","select":[{"column":"carrier"},{"p95":"dep_delay","as":"d"}]}));
    let calls = (0..50).map(|_| world.ask(&scope, &asked));
    let answers = futures::future::join_all(calls).await;
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().row_count == 16));
    assert_eq!(
        answers.iter().filter(|answer| !answer.as_ref().unwrap().cached).count(),
        1
    );
    assert_eq!(world.engine.statistics().queries, 1);
}

#[tokio::test]
async fn errors_are_not_kept() {
    let mut world = World::empty().await;
    let origin = model::dataset::Origin::Ingest {
        time_column: None,
        grow: false,
    };
    let id = world.add("t", origin, &[("n", "int")]).await;
    let push = |text: &'static str| world.engine.append(id, NewRows::Ndjson(text.into()), now());
    push("{\"n\":0}").await.unwrap();
    let asked = sql("select sum(6 / n) as q from t");
    assert!(world.ask(&world.all(), &asked).await.is_err());
    assert!(world.ask(&world.all(), &asked).await.is_err());
    assert_eq!(world.engine.statistics().queries, 2);
}

#[tokio::test]
async fn a_question_nobody_waits_for_stops() {
    let mut world = World::limited(query::Limits {
        running: 1,
        time: Duration::from_secs(600),
        ..query::Limits::default()
    })
    .await;
    for (n, endless) in (1..).zip(world.endless().await) {
        let scope = world.all();
        // It runs, and has begun to gather one side of its join.
        let in_the_middle = async {
            while world.engine.statistics().held_bytes == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            answer = world.ask(&scope, &endless) => panic!("it ended: {answer:?}"),
            () = in_the_middle => {}
        }
        // There is one place: the next question runs only because the first one stopped.
        let next = sql(&format!("select count(*) + {n} as n from t"));
        world.ask(&scope, &next).await.unwrap();
        // And nothing of it goes on behind.
        while world.engine.statistics().held_bytes > 0 {
            tokio::task::yield_now().await;
        }
    }
}
