//! Every part of a structured question, against flights and weather of New York in 2013.

use serde_json::{Value as Json, json};

use crate::world::{World, fault, now, patient, question};
use query::{Inputs, Limits};

async fn check(world: &World, asked: Json, expected: Json) {
    let rows = world.rows(question(asked.clone())).await;
    assert_eq!(rows, expected, "{asked}");
}

#[tokio::test]
async fn every_aggregate() {
    let world = World::airports(&["flights", "weather"]).await;
    let of = |aggregate: &str, column: &str| json!({"dataset":"flights","select":[{aggregate:column,"as":"v"}]});
    check(&world, of("count", "*"), json!([[336_776]])).await;
    check(&world, of("count", "dep_delay"), json!([[328_521]])).await;
    check(&world, of("distinct", "carrier"), json!([[16]])).await;
    check(&world, of("min", "dep_delay"), json!([[-43]])).await;
    check(&world, of("max", "dep_delay"), json!([[1301]])).await;
    check(&world, of("median", "dep_delay"), json!([[-2.0]])).await;
    check(&world, of("p95", "dep_delay"), json!([[88.0]])).await;
    check(&world, of("sum", "distance"), json!([[350_217_607]])).await;
    check(&world, of("min", "time_hour"), json!([["2013-01-01T10:00:00Z"]])).await;
    check(&world, of("first", "carrier"), json!([["UA"]])).await;
    check(&world, of("last", "carrier"), json!([["MQ"]])).await;
    let mean = world.rows(question(of("avg", "dep_delay"))).await;
    assert!((mean[0][0].as_f64().unwrap() - 12.639_07).abs() < 1e-4, "{mean}");
    // The first rows have a value, the last one has none: missing values do not count.
    check(&world, of("last", "dep_time"), json!([[2349]])).await;
}

#[tokio::test]
async fn grains_groups_order_and_limit() {
    let world = World::airports(&["flights"]).await;
    let by = |grain: &str| {
        json!({"dataset":"flights","select":[{"column":"time_hour","grain":grain,"as":"t"},{"count":"*"}],
               "order":[{"by":"t"}],"limit":1})
    };
    check(&world, by("hour"), json!([["2013-01-01T10:00:00Z", 6]])).await;
    check(&world, by("day"), json!([["2013-01-01T00:00:00Z", 709]])).await;
    check(&world, by("week"), json!([["2012-12-31T00:00:00Z", 5_025]])).await;
    check(&world, by("month"), json!([["2013-01-01T00:00:00Z", 26_865]])).await;
    check(&world, by("quarter"), json!([["2013-01-01T00:00:00Z", 80_687]])).await;
    check(&world, by("year"), json!([["2013-01-01T00:00:00Z", 336_688]])).await;
    let top = json!({"dataset":"flights","select":[{"column":"origin"},{"count":"*","as":"n"}],
                     "order":[{"by":"n","desc":true}],"limit":2});
    check(&world, top, json!([["EWR", 120_835], ["JFK", 111_279]])).await;
    let plain = json!({"dataset":"flights","select":[{"column":"flight","as":"number"},{"column":"carrier"}],
                       "where":{"eq":["dest","ANC"]},"order":[{"by":"number"}],"limit":2});
    check(&world, plain, json!([[887, "UA"], [887, "UA"]])).await;
}

#[tokio::test]
async fn every_condition() {
    let world = World::airports(&["flights"]).await;
    let count = |filter: Json| json!({"dataset":"flights","select":[{"count":"*"}],"where":filter});
    for (filter, expected) in [
        (json!({"eq":["carrier","UA"]}), 58_665),
        (json!({"ne":["origin","EWR"]}), 215_941),
        (json!({"lt":["dep_delay",0]}), 183_575),
        (json!({"le":["dep_delay",0]}), 200_089),
        (json!({"gt":["dep_delay",0.5]}), 128_432),
        (json!({"ge":["dep_delay",1]}), 128_432),
        (json!({"in":["origin",["JFK","LGA"]]}), 215_941),
        (json!({"in":["origin",[]]}), 0),
        (json!({"between":["month",6,8]}), 86_995),
        (json!({"is_null":"dep_time"}), 8_255),
        (json!({"not":{"is_null":"dep_time"}}), 328_521),
        // Missing delays are neither less than nothing nor not.
        (json!({"not":{"lt":["dep_delay",0]}}), 144_946),
        (json!({"and":[{"eq":["origin","JFK"]},{"eq":["carrier","UA"]}]}), 4_534),
        (json!({"or":[{"eq":["carrier","OO"]},{"eq":["carrier","HA"]}]}), 374),
        (json!({"and":[]}), 336_776),
        (json!({"or":[]}), 0),
        (json!({"ge":["time_hour","2013-12-31T00:00:00Z"]}), 932),
        (json!({"time":"time_hour"}), 336_776),
        (json!({"eq":["flight","1545"]}), 149),
    ] {
        let rows = world.rows(question(count(filter.clone()))).await;
        assert_eq!(rows, json!([[expected]]), "{filter}");
    }
}

#[tokio::test]
async fn the_time_range_includes_its_beginning_and_not_its_end() {
    let world = World::airports(&["flights"]).await;
    let asked = question(json!({"dataset":"flights","select":[{"count":"*"}],"where":{"time":"time_hour"}}));
    let inputs = Inputs {
        from: Some("2013-01-01T10:00:00Z".parse().unwrap()),
        to: Some("2013-01-01T11:00:00Z".parse().unwrap()),
        ..Inputs::default()
    };
    let answer = world.ask_with(&world.all(), &asked, &inputs).await.unwrap();
    assert_eq!(json!(answer.rows), json!([[6]]));
}

#[tokio::test]
async fn faults_point_to_their_place() {
    let world = World::airports(&["flights"]).await;
    let base = json!({"dataset":"flights","select":[{"count":"*"}]});
    let with = |key: &str, value: Json| {
        let mut asked = base.clone();
        asked[key] = value;
        asked
    };
    for (asked, pointer) in [
        (with("dataset", json!("planes")), "/dataset"),
        (with("select", json!([{"count":"*"},{"column":"nothing"}])), "/select/1"),
        (with("select", json!([{"sum":"carrier"}])), "/select/0"),
        (with("select", json!([{"column":"carrier","grain":"day"}])), "/select/0"),
        (
            with(
                "where",
                json!({"and":[{"eq":["origin","JFK"]},{"not":{"lt":["dep_delay","late"]}}]}),
            ),
            "/where/and/1/not/lt",
        ),
        (with("where", json!({"ge":["time_hour","yesterday"]})), "/where/ge"),
        (with("where", json!({"eq":["nothing",1]})), "/where/eq"),
        (with("where", json!({"time":"carrier"})), "/where/time"),
    ] {
        let error = world.ask(&world.all(), &question(asked.clone())).await.unwrap_err();
        let (at, message) = fault(&error);
        assert_eq!(at, pointer, "{asked}");
        assert!(!message.contains("late") && !message.contains("yesterday"), "{message}");
    }
}

#[tokio::test]
async fn a_missing_variable_matches_nothing_wherever_it_stands() {
    let world = World::airports(&["airlines"]).await;
    for filter in [
        json!({"eq":["carrier",{"var":"v"}]}),
        json!({"not":{"eq":["carrier",{"var":"v"}]}}),
        json!({"or":[{"eq":["carrier","UA"]},{"in":["carrier",{"var":"v"}]}]}),
    ] {
        let asked = json!({"dataset":"airlines","select":[{"count":"*"}],"where":filter});
        assert_eq!(world.rows(question(asked)).await, json!([[0]]));
    }
}

#[tokio::test]
async fn the_server_cuts_and_says_so() {
    let limits = Limits { rows: 10, ..patient() };
    let mut world = World::limited(limits).await;
    world
        .add_file(
            "airlines",
            query::FileFormat::Parquet,
            &crate::world::fixture("airlines"),
        )
        .await;
    let asked = |limit: Json| question(json!({"dataset":"airlines","select":[{"column":"carrier"}],"limit":limit}));
    for (limit, rows, truncated) in [
        (json!(null), 10, true),
        (json!(3), 3, false),
        (json!(10), 10, false),
        (json!(12), 10, true),
    ] {
        let answer = world.ask(&world.all(), &asked(limit)).await.unwrap();
        assert_eq!(
            (answer.row_count, answer.rows.len(), answer.truncated),
            (rows, rows, truncated)
        );
    }
}

#[tokio::test]
async fn values_travel_exactly() {
    let mut world = World::empty().await;
    let text = "i,f,b,d,t,s\n9007199254740993,1.5,true,2013-07-04,2013-07-04T12:00:00.25Z,ä\n1,NA,false,,,\n";
    world.add_text("v", query::FileFormat::Csv, text).await;
    let answer = world
        .ask(&world.all(), &crate::world::sql("select * from v"))
        .await
        .unwrap();
    assert_eq!(
        json!(answer.rows),
        json!([
            [
                "9007199254740993",
                1.5,
                true,
                "2013-07-04",
                "2013-07-04T12:00:00.250Z",
                "ä"
            ],
            [1, null, false, null, null, null]
        ])
    );
    let kinds: Vec<_> = answer.columns.iter().map(|column| json!(column.kind)).collect();
    assert_eq!(
        json!(kinds),
        json!(["int", "float", "bool", "date", "timestamp", "string"])
    );
    let odd = "select f / 0.0 as inf, cast(i as decimal(20,2)) as money, [i, 2] as list, now() as n from v where i > 5";
    let answer = world.ask(&world.all(), &crate::world::sql(odd)).await.unwrap();
    assert_eq!(
        json!(answer.rows),
        json!([[
            null,
            "9007199254740993.00",
            ["9007199254740993", 2],
            now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        ]])
    );
    assert_eq!(answer.notes.len(), 1);
}
