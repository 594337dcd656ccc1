//! Uploads: types are found, bad rows are listed, nothing is half done, everything is there after a restart.

use query::{Engine, FileFormat, Limits};
use serde_json::json;

use crate::world::{World, fault, fixture, load, sql};

#[tokio::test]
async fn a_broken_cell_costs_itself_and_a_short_row_nothing_more() {
    let mut world = World::empty().await;
    let mut text = String::from("\u{feff}id;when;temp;note;code\r\n");
    for n in 0..20 {
        text.push_str(&format!("{n};2013-07-{:02} 12:00:00;{n}.5;\"a;b\";0{n}\r\n", n + 1));
    }
    text.push_str("20;2013-07-21 12:00:00;hot;x;1\r\n21;2013-07-22 12:00:00\r\n22;NA;;NULL;7\r\n");
    let path = world.write("t.csv", &text);
    let id = world.add("t", model::dataset::Origin::Files, &[]).await;
    let loaded = load(&world.engine, id, FileFormat::Csv, &path, "types=temp:float")
        .await
        .unwrap();
    let columns: Vec<_> = loaded
        .columns
        .iter()
        .map(|column| (column.name.as_str(), json!(column.kind)))
        .collect();
    assert_eq!(
        columns,
        [
            ("id", json!("int")),
            ("when", json!("timestamp")),
            ("temp", json!("float")),
            ("note", json!("string")),
            ("code", json!("string"))
        ]
    );
    assert_eq!((loaded.rows, loaded.bad_rows, loaded.version), (23, 2, 1));
    let list = std::fs::read_to_string(world.engine.bad_rows(id).await.unwrap().unwrap()).unwrap();
    assert_eq!(
        list,
        "line,column,reason,raw\n22,temp,expected a number,hot\n23,,has 2 cells instead of 5: the others are empty,\"21,2013-07-22 12:00:00\"\n"
    );
    world.datasets[0].columns = loaded.columns;
    assert_eq!(
        world
            .rows(sql("select * from t where id in (0, 20, 22) order by id"))
            .await,
        json!([
            [0, "2013-07-01T12:00:00Z", 0.5, "a;b", "00"],
            [20, "2013-07-21T12:00:00Z", null, "x", "1"],
            [22, null, null, "NULL", "7"]
        ])
    );
}

#[tokio::test]
async fn ndjson_takes_all_keys() {
    let mut world = World::empty().await;
    let text = "{\"a\":1,\"b\":\"x\"}\n\n{\"a\":2.5,\"c\":true}\n{\"b\":\"y\",\"d\":{\"k\":[1]}}\nnot json\n[1]\n";
    let id = world.add_text("t", FileFormat::Ndjson, text).await;
    assert_eq!(
        world.rows(sql("select * from t")).await,
        json!([
            [1.0, "x", null, null],
            [2.5, null, true, null],
            [null, "y", null, "{\"k\":[1]}"]
        ])
    );
    let list = std::fs::read_to_string(world.engine.bad_rows(id).await.unwrap().unwrap()).unwrap();
    assert_eq!(
        list,
        "line,column,reason,raw\n5,,is not a JSON object,not json\n6,,is not a JSON object,[1]\n"
    );
}

#[tokio::test]
async fn a_failed_load_changes_nothing() {
    let mut world = World::empty().await;
    let id = world.add_text("t", FileFormat::Csv, "n\n1\n2\n").await;
    let folder = world.folder.path().join("data").join(id.to_string());
    let files = || {
        let mut names: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    let before = files();
    for (format, text) in [
        (FileFormat::Parquet, "n\n1\n"),
        (FileFormat::Ndjson, "1\n2\n"),
        (FileFormat::Csv, "PK\u{0}\u{0}"),
        (FileFormat::Csv, ""),
    ] {
        let path = world.write("bad", text);
        let error = load(&world.engine, id, format, &path, "").await.unwrap_err();
        assert_eq!(fault(&error).0, "", "{text:?}");
        assert_eq!(files(), before, "{text:?}");
    }
    assert_eq!(world.engine.version(id), 1);
    assert_eq!(world.rows(sql("select sum(n) as n from t")).await, json!([[3]]));
}

#[tokio::test]
async fn rows_come_back_after_a_restart_and_rubbish_goes() {
    let mut world = World::empty().await;
    let id = world
        .add_file("flights", FileFormat::Parquet, &fixture("flights"))
        .await;
    let path = world.write("again", "n\n1\nx y\n3\n4\n5\n6\n");
    load(&world.engine, id, FileFormat::Csv, &path, "types=n:int")
        .await
        .unwrap();
    let data = world.folder.path().join("data");
    std::fs::write(data.join(id.to_string()).join("part-99.parquet"), "rubbish").unwrap();
    let engine = Engine::open(&data, Limits::default()).await.unwrap();
    let state = engine.register(&world.datasets[0]).await.unwrap();
    assert_eq!(
        (state.version, state.row_count, state.bad_rows, state.columns.len()),
        (2, 6, 1, 1)
    );
    let left: Vec<_> = std::fs::read_dir(data.join(id.to_string()))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
    engine.remove(id).await;
    assert!(!data.join(id.to_string()).exists());
    assert_eq!(engine.version(id), 0);
}

#[tokio::test]
async fn readers_of_replaced_rows_finish() {
    let mut world = World::empty().await;
    let id = world.add_file("t", FileFormat::Parquet, &fixture("weather")).await;
    let path = world.write("next.csv", "n\n1\n");
    let mut changes = world.engine.changes();
    for _ in 0..5 {
        let scope = world.all();
        let asked = sql("select count(*) as n from t");
        let reading = world.ask(&scope, &asked);
        let loading = load(&world.engine, id, FileFormat::Csv, &path, "");
        let (answer, loaded) = tokio::join!(reading, loading);
        let n = answer.unwrap().rows[0][0].clone();
        assert!(n == json!(26_115) || n == json!(1), "{n}");
        loaded.unwrap();
        assert_eq!(changes.recv().await.unwrap(), id);
        load(&world.engine, id, FileFormat::Parquet, &fixture("weather"), "")
            .await
            .unwrap();
        assert_eq!(changes.recv().await.unwrap(), id);
    }
}
