//! Pushed rows: checked, counted once, on disk before the call returns, whatever happens afterwards.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use model::dataset::{Dataset, Origin};
use query::{Engine, Limits, NewRows, QueryError};
use serde_json::{Value as Json, json};

use crate::world::{World, dataset, now, patient, sql};

const COLUMNS: [(&str, &str); 4] = [
    ("station", "string"),
    ("time", "timestamp"),
    ("temp", "float"),
    ("n", "int"),
];

fn ingest(grow: bool) -> Origin {
    Origin::Ingest {
        time_column: None,
        grow,
    }
}

fn rows(json: &serde_json::Value) -> NewRows {
    NewRows::Json(json.to_string().into())
}

#[tokio::test]
async fn rows_are_seen_at_once() {
    let mut world = World::empty().await;
    let id = world.add("readings", ingest(false), &COLUMNS).await;
    let mut changes = world.engine.changes();
    let asked = sql("select station, time, temp, n from readings order by n nulls last");
    assert_eq!(world.rows(asked.clone()).await, json!([]));
    let sent = json!([
        {"station":"EWR","time":"2013-01-01T10:00:00+02:00","temp":20,"n":1},
        {"n":2.0,"temp":null},
        {}
    ]);
    let done = world.engine.append(id, rows(&sent), now()).await.unwrap();
    assert_eq!(
        (done.accepted, done.duplicates, done.version, done.grown),
        (3, 0, 1, None)
    );
    assert_eq!(changes.recv().await.unwrap(), id);
    assert_eq!(
        world.rows(asked).await,
        json!([
            ["EWR", "2013-01-01T08:00:00Z", 20.0, 1],
            [null, null, null, 2],
            [null, null, null, null]
        ])
    );
    assert_eq!(
        world.rows(sql("select * from readings limit 1")).await[0]
            .as_array()
            .unwrap()
            .len(),
        4,
        "row_id stays inside"
    );
}

#[tokio::test]
async fn faults_have_pointers_and_nothing_is_taken() {
    let mut world = World::empty().await;
    let id = world.add("readings", ingest(false), &COLUMNS).await;
    let sent = json!([
        {"station":"EWR","temp":1},
        {"station":5},
        {"temp":"warm"},
        {"n":1.5},
        {"time":"yesterday"},
        {"humidity":3},
        7,
        {"a/b~c":1}
    ]);
    let error = world.engine.append(id, rows(&sent), now()).await.unwrap_err();
    let QueryError::Invalid(invalid) = error else {
        panic!("{error:?}")
    };
    let pointers: Vec<_> = invalid.faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/1/station",
            "/2/temp",
            "/3/n",
            "/4/time",
            "/5/humidity",
            "/6",
            "/7/a~1b~0c"
        ]
    );
    assert!(!invalid.to_string().contains("warm"));
    assert_eq!(
        (
            world.engine.version(id),
            world.rows(sql("select * from readings")).await
        ),
        (0, json!([]))
    );
    for text in ["{\"n\":1}", "[{\"n\":1}", "nonsense"] {
        assert!(
            world
                .engine
                .append(id, NewRows::Json(text.into()), now())
                .await
                .is_err(),
            "{text}"
        );
    }
    let lines = NewRows::Ndjson("{\"n\":1}\n{\"n\":2\n".into());
    assert!(world.engine.append(id, lines, now()).await.is_err());
    let large = NewRows::Ndjson(vec![b' '; (5 << 20) + 1].into());
    assert_eq!(world.engine.append(id, large, now()).await, Err(QueryError::TooLarge));
}

#[tokio::test]
async fn a_row_id_counts_once_also_after_a_restart_and_compaction() {
    let limits = Limits {
        segment_rows: 3,
        ..patient()
    };
    let mut world = World::limited(limits.clone()).await;
    let id = world.add("readings", ingest(false), &COLUMNS).await;
    let push = |engine: Engine, ids: &'static [i64]| async move {
        let sent: Vec<_> = ids.iter().map(|id| json!({"row_id":id.to_string(),"n":id})).collect();
        let done = engine.append(id, rows(&json!(sent)), now()).await.unwrap();
        (done.accepted, done.duplicates)
    };
    assert_eq!(push(world.engine.clone(), &[1, 2, 1]).await, (2, 1));
    assert_eq!(push(world.engine.clone(), &[2, 3, 4]).await, (2, 1));
    let version = world.engine.version(id);
    let data = world.folder.path().join("data");
    let reopened = Engine::open(&data, limits).await.unwrap();
    let state = reopened.register(&world.datasets[0]).await.unwrap();
    assert_eq!((state.row_count, state.version), (4, version));
    assert_eq!(push(reopened.clone(), &[4, 5]).await, (1, 1));
    let parts = std::fs::read_dir(data.join(id.to_string())).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .ends_with(".parquet")
    });
    assert_eq!(parts.count(), 1, "four rows were moved to Parquet, the fifth waits");
    world.engine = reopened;
    assert_eq!(
        world.rows(sql("select n from readings order by n")).await,
        json!([[1], [2], [3], [4], [5]])
    );
}

#[tokio::test]
async fn a_dataset_grows_when_it_says_so() {
    let mut world = World::empty().await;
    let id = world.add("readings", ingest(true), &[("n", "int")]).await;
    world.engine.append(id, rows(&json!([{"n":1}])), now()).await.unwrap();
    let done = world
        .engine
        .append(
            id,
            rows(&json!([{"n":2,"temp":20,"at":"2013-01-01T00:00:00Z","who":"x","nil":null}])),
            now(),
        )
        .await
        .unwrap();
    let grown: Vec<_> = done
        .grown
        .unwrap()
        .iter()
        .map(|column| (column.name.to_string(), json!(column.kind)))
        .collect();
    let expected = [("n", "int"), ("temp", "float"), ("at", "timestamp"), ("who", "string")];
    assert_eq!(grown, expected.map(|(name, kind)| (name.to_owned(), json!(kind))));
    // Until the record has them each push says so: what is cut off in between is made up by the next.
    let again = world.engine.append(id, rows(&json!([])), now()).await.unwrap();
    assert_eq!(again.grown.map(|columns| columns.len()), Some(4));
    world.engine.recorded(id, 4);
    let known = world.engine.append(id, rows(&json!([])), now()).await.unwrap();
    assert_eq!(known.grown, None);
    let engine = Engine::open(&world.folder.path().join("data"), Limits::default())
        .await
        .unwrap();
    let state = engine.register(&world.datasets[0]).await.unwrap();
    assert_eq!((state.columns.len(), state.row_count), (4, 2));
    world.datasets[0].columns = state.columns;
    world.engine = engine;
    assert_eq!(
        world
            .rows(sql("select n, temp, at, who from readings order by n"))
            .await,
        json!([[1, null, null, null], [2, 20.0, "2013-01-01T00:00:00Z", "x"]])
    );
}

/// Calls that bring columns at the same time: each value that was acknowledged is there as it was sent, or its call was refused.
#[tokio::test(flavor = "multi_thread")]
async fn columns_that_come_together_lose_no_value() {
    let mut world = World::empty().await;
    let id = world.add("readings", ingest(true), &[("n", "int")]).await;
    let push = |n: usize, more: Json| {
        let engine = world.engine.clone();
        let mut row = json!({ "n": n });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        tokio::spawn(async move { engine.append(id, rows(&json!([row])), now()).await })
    };
    let own: Vec<_> = (0..12).map(|n| push(n, json!({ format!("own{n}"): n }))).collect();
    for call in own {
        assert_eq!(call.await.unwrap().unwrap().accepted, 1);
    }
    let state = world.engine.state(id).await.unwrap();
    assert_eq!((state.columns.len(), state.row_count), (13, 12));

    // One name, meant as text, as a number and as a moment.
    let meanings = [json!("abc"), json!(5), json!("2025-01-01T00:00:00Z"), json!(true)];
    let calls: Vec<_> = (0..12)
        .map(|n| push(100 + n, json!({ "same": meanings[n % 4] })))
        .collect();
    let mut taken = Vec::new();
    for (n, call) in calls.into_iter().enumerate() {
        match call.await.unwrap() {
            Ok(_) => taken.push((100 + n, n % 4)),
            Err(error) => assert!(matches!(error, QueryError::Invalid(_)), "{error:?}"),
        }
    }
    world.datasets[0].columns = world.engine.state(id).await.unwrap().columns;
    let kept = world
        .rows(sql("select n, same from readings where n >= 100 order by n"))
        .await;
    let kept = kept.as_array().unwrap();
    assert_eq!(kept.len(), taken.len(), "what was refused left nothing");
    for (row, (n, meaning)) in kept.iter().zip(&taken) {
        assert_eq!(row[0], json!(n));
        let same = row[1] == meanings[*meaning]
            || row[1]
                .as_f64()
                .is_some_and(|value| json!(value) == json!(5.0) && *meaning == 1);
        assert!(same, "{row} was sent as {}", meanings[*meaning]);
    }
}

#[tokio::test]
async fn an_unfinished_frame_is_cut_off_and_writing_goes_on() {
    let mut world = World::empty().await;
    let id = world.add("readings", ingest(false), &COLUMNS).await;
    for n in 0..3 {
        world.engine.append(id, rows(&json!([{"n":n}])), now()).await.unwrap();
    }
    let data = world.folder.path().join("data");
    let segment = data.join(id.to_string()).join("segment-0.log");
    let whole = std::fs::read(&segment).unwrap();
    for cut in [whole.len() - 1, whole.len() - 200, whole.len() + 7] {
        let mut torn = whole.clone();
        torn.resize(cut, 0xAB);
        std::fs::write(&segment, &torn).unwrap();
        let engine = Engine::open(&data, Limits::default()).await.unwrap();
        let state = engine.register(&world.datasets[0]).await.unwrap();
        let expected = if cut > whole.len() { 3 } else { 2 };
        assert_eq!(state.row_count, expected, "{cut}");
        engine.append(id, rows(&json!([{"n":9}])), now()).await.unwrap();
        let again = Engine::open(&data, Limits::default()).await.unwrap();
        assert_eq!(
            again.register(&world.datasets[0]).await.unwrap().row_count,
            expected + 1,
            "{cut}"
        );
    }
}

#[tokio::test]
async fn many_writers_at_once_lose_nothing() {
    let mut world = World::limited(Limits {
        segment_rows: 500,
        ..patient()
    })
    .await;
    let id = world.add("readings", ingest(false), &COLUMNS).await;
    let writers = (0..20_i64).map(|writer| {
        let engine = world.engine.clone();
        tokio::spawn(async move {
            for call in 0..10_i64 {
                let sent: Vec<_> = (0..10)
                    .map(|row| json!({"n": writer * 100 + call * 10 + row}))
                    .collect();
                let done = engine.append(id, rows(&json!(sent)), now()).await.unwrap();
                assert_eq!(done.accepted, 10);
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let asked = sql("select count(*) as n, count(distinct n) as d, sum(n) as s from readings");
    assert_eq!(world.rows(asked).await, json!([[2000, 2000, 1_999_000]]));
}

/// Lets another process push rows, kills it in the middle, and counts: every row that it acknowledged must be there.
#[tokio::test]
async fn nothing_acknowledged_is_lost_by_kill_9() {
    let readings: Dataset = dataset(7, "readings", ingest(false), &[("n", "int")]);
    let folder = tempfile::tempdir().unwrap();
    let program = ingester();
    let mut next = 0;
    for round in 0..3 {
        let mut child = Command::new(&program)
            .arg(folder.path())
            .arg(next.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = next;
        for _ in 0..(30 + round * 17) {
            acknowledged = lines.next().unwrap().unwrap().parse::<i64>().unwrap();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What was acknowledged between the last line read and the kill counts too.
        for line in lines.map_while(Result::ok) {
            acknowledged = line.parse().unwrap_or(acknowledged);
        }
        let engine = Engine::open(folder.path(), Limits::default()).await.unwrap();
        let state = engine.register(&readings).await.unwrap();
        let count = i64::try_from(state.row_count).unwrap();
        assert!(count >= acknowledged, "{count} rows, {acknowledged} acknowledged");
        let mut world = World::empty().await;
        world.engine = engine;
        world.datasets = vec![readings.clone()];
        let found = world
            .rows(sql("select count(distinct n) as n, max(n) as m from readings"))
            .await;
        assert_eq!(found, json!([[count, count - 1]]), "no gap and no row twice");
        next = count;
    }
    std::io::stdout().flush().unwrap();
}

/// The example program that pushes rows, built beside this test.
fn ingester() -> std::path::PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.parent().unwrap().parent().unwrap().join("examples/ingester");
    assert!(program.exists(), "build it with: cargo build -p query --examples");
    program
}
