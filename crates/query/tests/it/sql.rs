//! What SQL may be: one SELECT over datasets of the scope. Everything else is refused, and refusals tell nothing.

use query::{Ask, FileFormat, Inputs, Limits, QueryError};
use serde_json::json;

use crate::world::{World, fault, now, patient, sql};

#[tokio::test]
async fn only_one_select_is_taken() {
    let mut world = World::empty().await;
    world.add_text("t", FileFormat::Csv, "a,b\n1,2\n").await;
    world.add_text("hidden", FileFormat::Csv, "a\n1\n").await;
    let scope = crate::world::scope_of(&world.datasets[..1], &[]);
    for text in [
        "",
        "selec",
        "select 1; select 2",
        "select 1; drop table t",
        "drop table t",
        "create table x as select * from t",
        "create view x as select * from t",
        "create external table x stored as csv location '/etc/passwd'",
        "insert into t values (1, 2)",
        "update t set a = 2",
        "delete from t",
        "with x as (insert into t values (1, 2) returning *) select * from x",
        "copy t to '/tmp/x'",
        "copy (select * from t) to '/tmp/x'",
        "set datafusion.execution.batch_size = 1",
        "show tables",
        "show all",
        "describe t",
        "explain select * from t",
        "explain analyze select * from t",
        "prepare p as select 1",
        "select * into x from t",
        "select * from t for update",
        "with recursive r as (select 1 as n union all select n + 1 from r) select * from r",
        "table t",
        "select * from hidden",
        "select * from nothing",
        "select * from information_schema.tables",
        "select * from information_schema.columns",
        "select * from public.t",
        "select * from datafusion.public.t",
        "select * from vitrine.data.t",
        "select * from '/etc/passwd'",
        "select * from \"/etc/passwd\"",
        "select * from 'part-1.parquet'",
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('x')",
        "select * from parquet_metadata('x')",
        "select * from generate_series(1, 1000000000)",
        "select * from range(1, 10)",
        "select input_file_name() from t",
        "select version()",
        "select random()",
        "select uuid()",
        "select * from t where a = $1",
        "select * from t where a = ?",
        "select * from t where a = $nothing",
        "select @@version",
        "select x from t",
        "select a as n, b as n from t",
        "select a, count(*) from t",
        "select nosuchfunction(a) from t",
        "select a + true from t",
    ] {
        let error = world.ask(&scope, &sql(text)).await.expect_err(text);
        assert!(matches!(error, QueryError::Invalid(_)), "{text}: {error:?}");
        let (pointer, message) = fault(&error);
        assert_eq!(pointer, "/sql", "{text}");
        for part in [
            "passwd",
            "hidden",
            "nosuch",
            "DataFusion",
            "Schema",
            "insert",
            "datafusion",
        ] {
            assert!(!message.contains(part), "{text}: {message}");
        }
    }
}

#[tokio::test]
async fn a_foreign_dataset_and_none_are_told_alike() {
    let mut world = World::empty().await;
    world.add_text("t", FileFormat::Csv, "a\n1\n").await;
    world.add_text("hidden", FileFormat::Csv, "a\n1\n").await;
    let scope = crate::world::scope_of(&world.datasets[..1], &[]);
    let mut told = Vec::new();
    for text in [
        "select * from hidden",
        "select * from nothing",
        "select a from t where a in (select a from hidden)",
    ] {
        told.push(fault(&world.ask(&scope, &sql(text)).await.unwrap_err()));
    }
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:?}");
}

#[tokio::test]
async fn ordinary_sql_works() {
    let world = World::airports(&["flights", "weather", "airlines"]).await;
    for (text, expected) in [
        (
            "select a.name, count(*) as n from flights f join airlines a on f.carrier = a.carrier group by a.name order by n desc limit 1",
            json!([["United Air Lines Inc.", 58_665]]),
        ),
        (
            "select date_trunc('month', time_hour) as m, count(*) as n from flights group by 1 order by 1 limit 1",
            json!([["2013-01-01T00:00:00Z", 26_865]]),
        ),
        (
            "select count(*) as n from flights where time_hour >= '2013-12-31' and time_hour < timestamp '2014-01-01'",
            json!([[844]]),
        ),
        (
            "select max(dep_delay) filter (where origin = 'JFK') as m from flights",
            json!([[1301]]),
        ),
        (
            "select extract(hour from time_hour) as h from flights order by time_hour limit 1",
            json!([[10]]),
        ),
        (
            "select sum(n) over (order by o) as r from (select origin as o, count(*) as n from flights group by origin) order by r",
            json!([[120_835], [232_114], [336_776]]),
        ),
        (
            "select \"carrier\", upper('x') || 'y' as z, coalesce(null, 3) as c from airlines order by 1 limit 1",
            json!([["9E", "Xy", 3]]),
        ),
    ] {
        assert_eq!(world.rows(sql(text)).await, expected, "{text}");
    }
}

#[tokio::test]
async fn a_long_question_is_stopped_in_time() {
    let mut world = World::limited(Limits {
        time: std::time::Duration::from_millis(300),
        running: 1,
        ..Limits::default()
    })
    .await;
    let count = sql("select count(*) as n from t");
    for endless in world.endless().await {
        let error = world.ask(&world.all(), &endless).await.unwrap_err();
        assert_eq!(error, QueryError::Timeout);
        // There is one place: with a question that went on, no other one would ever be answered. A slow machine may need
        // more than one try in this short time.
        let fresh = Ask {
            question: &count,
            inputs: &Inputs::default(),
            now: now(),
            cache: false,
        };
        let answer = loop {
            match world.engine.ask(&world.all(), &fresh).await {
                Err(QueryError::Timeout) => {}
                answer => break answer.unwrap(),
            }
        };
        assert_eq!(json!(answer.rows), json!([[300_000]]));
    }
}

#[tokio::test]
async fn too_much_memory_is_too_large() {
    let mut world = World::limited(Limits {
        memory: 200_000,
        answer_bytes: 20_000,
        ..patient()
    })
    .await;
    let numbers: String = (0..50_000).map(|n| format!("{n},text-{n}\n")).collect();
    world.add_text("t", FileFormat::Csv, &format!("n,s\n{numbers}")).await;
    for text in [
        "select s, count(*) as n from t group by s order by n",
        "select * from t",
    ] {
        assert_eq!(
            world.ask(&world.all(), &sql(text)).await.unwrap_err(),
            QueryError::TooLarge,
            "{text}"
        );
    }
}

#[tokio::test]
async fn variables_are_values_never_text() {
    let mut world = World::empty().await;
    world.add_text("t", FileFormat::Csv, "s,n\nx,1\n' or 1=1 --,2\n").await;
    let document =
        crate::variables::document(&json!([{"name":"v","type":"string"},{"name":"m","type":"number","many":true}]));
    let given = |json: serde_json::Value| json.as_object().unwrap().clone();
    let scope = world.all();
    for (chosen, expected) in [
        (json!({"v":"' or 1=1 --","m":[1,2]}), json!([[2]])),
        (json!({"v":"x","m":[1,2]}), json!([[1]])),
        (json!({"v":"x","m":[2]}), json!([])),
        (json!({"v":"x","m":[]}), json!([])),
        (json!({"m":[1,2]}), json!([])),
        (json!({"v":"x' union select 5","m":[1,2]}), json!([])),
    ] {
        let inputs = world
            .engine
            .inputs(
                &scope,
                &document,
                &given(chosen.clone()),
                None,
                &query::Locks::default(),
                crate::world::now(),
            )
            .await
            .unwrap();
        let asked = sql("select n from t where s = $v and n in ($m) and '$v' <> \"s\" -- $other");
        let answer = world.ask_with(&scope, &asked, &inputs).await.unwrap();
        assert_eq!(json!(answer.rows), expected, "{chosen}");
    }
    let several = sql("select n from t where n = $m");
    let inputs = world
        .engine
        .inputs(
            &scope,
            &document,
            &given(json!({"m":[1,2]})),
            None,
            &query::Locks::default(),
            crate::world::now(),
        )
        .await
        .unwrap();
    assert!(world.ask_with(&scope, &several, &inputs).await.is_err());
    let range =
        sql("select count(*) as n from t where timestamp '2013-06-01' >= $from and timestamp '2013-06-01' < $to");
    let open = world.ask_with(&scope, &range, &Inputs::default()).await.unwrap();
    assert_eq!(json!(open.rows), json!([[2]]));
    let closed = Inputs {
        from: Some("2013-06-02T00:00:00Z".parse().unwrap()),
        ..Inputs::default()
    };
    let closed = world.ask_with(&scope, &range, &closed).await.unwrap();
    assert_eq!(json!(closed.rows), json!([[0]]));
}

/// Where a whole or decimal number no longer fits, the question is refused; the engine's own would begin anew and say nothing.
#[tokio::test]
async fn no_number_begins_anew_where_it_no_longer_fits() {
    let mut world = World::empty().await;
    let big = "9223372036854775807";
    let digits = "9".repeat(38);
    world
        .add_text(
            "t",
            FileFormat::Csv,
            &format!("g,n,d\na,{big},{digits}\na,1,1\nb,-5,2\nb,,\n"),
        )
        .await;
    for text in [
        "select sum(n) from t where g = 'a'",
        "select g, sum(n) from t group by g",
        "select sum(distinct n) from t where g = 'a'",
        "select sum(n) over (order by n desc rows between 1 preceding and current row) from t where n > 0",
        "select sum(n) over (order by n) from t where n > 0",
        "select sum(d) from t where g = 'a'",
        "select g, sum(d) from t group by g",
        "select n + 1 from t",
        "select n * 2 from t",
        "select -2 - n from t",
        "select n + n as m from t order by 1",
        "select count(*) from t where n * 10 > 0",
        "select sum(n * 2) from t",
        "select 9223372036854775807 + 1",
        "select -(-n - 1) from t where n > 1",
        "select abs(-n - 1) from t where n > 1",
        "select (-n - 1) / -1 from t where n > 1",
        "select -(-9223372036854775807 - 1)",
        "select g from t group by g having sum(n) > 0",
        "select (select sum(n) from t where n > 0)",
    ] {
        let error = world.ask(&world.all(), &sql(text)).await.unwrap_err();
        assert_eq!(fault(&error).1, "a number in the question becomes too large", "{text}");
    }
    for (text, rows) in [
        ("select sum(n) from t", json!([["9223372036854775803"]])),
        ("select sum(n) from t where g = 'b'", json!([[-5]])),
        ("select sum(n) from t where g = 'c'", json!([[null]])),
        ("select sum(n), sum(distinct n) from t where n < 2", json!([[-4, -4]])),
        (
            "select sum(n) over (order by n rows between 1 preceding and current row) as s from t where n < 2 order by s",
            json!([[-5], [-4]]),
        ),
        (
            "select g, sum(n - 1) as s from t where n < 2 group by g order by g",
            json!([["a", 0], ["b", -6]]),
        ),
        (
            "select n - 1 + 1 as m from t where g = 'b' order by m",
            json!([[-5], [null]]),
        ),
        ("select n * 2, n % 2 from t where n < 0", json!([[-10, -1]])),
        (
            "select -n, - -n, -(n + 1) from t where g = 'b' order by n",
            json!([[5, -5, 4], [null, null, null]]),
        ),
        ("select sum(d) from t where g = 'b'", json!([["2"]])),
    ] {
        assert_eq!(world.rows(sql(text)).await, rows, "{text}");
    }
    // A structured question sums alike.
    let question =
        serde_json::from_value(json!({ "dataset": "t", "select": [{ "column": "g" }, { "sum": "n" }] })).unwrap();
    let error = world.ask(&world.all(), &question).await.unwrap_err();
    assert_eq!(fault(&error).1, "a number in the question becomes too large");
}

/// The engine's own percentiles are cut to millionths of the way between two values.
#[tokio::test]
async fn percentiles_are_exact() {
    let mut world = World::empty().await;
    world
        .add_text(
            "t",
            FileFormat::Csv,
            "g,n,d\na,0,10.25\na,0,20.5\na,0,30.75\na,1000000,40\nb,7,\n",
        )
        .await;
    for (text, rows) in [
        (
            "select percentile_cont(0.95) within group (order by n) from t where g = 'a'",
            json!([[850_000.0]]),
        ),
        (
            "select percentile_cont(0.05) within group (order by n desc) from t where g = 'a'",
            json!([[850_000.0]]),
        ),
        (
            "select quantile_cont(n, 0.95) from t where g = 'a'",
            json!([[850_000.0]]),
        ),
        (
            "select g, percentile_cont(d, 0.1) as p from t group by g order by g",
            json!([["a", 13.325], ["b", null]]),
        ),
        (
            "select percentile_cont(distinct n, 0.5) from t where g = 'a'",
            json!([[500_000.0]]),
        ),
        (
            "select percentile_cont(n, 0.5) over (order by n rows between 1 preceding and current row) as p from t order by p",
            json!([[0.0], [0.0], [0.0], [3.5], [500_003.5]]),
        ),
        (
            "select percentile_cont(n, 0) as a, percentile_cont(n, 1) as b from t",
            json!([[0.0, 1_000_000.0]]),
        ),
    ] {
        assert_eq!(world.rows(sql(text)).await, rows, "{text}");
    }
    let question = serde_json::from_value(json!({ "dataset": "t", "select": [{ "p95": "n", "as": "p" }],
        "where": { "eq": ["g", "a"] } }))
    .unwrap();
    assert_eq!(world.rows(question).await, json!([[850_000.0]]));
    assert!(
        world
            .ask(&world.all(), &sql("select percentile_cont(n, 1.5) from t"))
            .await
            .is_err()
    );
}

/// Every row would hold the list of the rows before it: gigabytes, before the memory of the question is asked.
#[tokio::test]
async fn no_list_of_many_rows_is_made_for_each_row() {
    let mut world = World::empty().await;
    world.add_text("t", FileFormat::Csv, "a,b\n1,x\n2,y\n").await;
    for text in [
        "select array_agg(b) over (order by a) from t",
        "select string_agg(b, ',') over (order by a rows between 5000 preceding and current row) from t",
        "select a from t qualify array_length(array_agg(b) over (order by a)) > 0",
        "select x from (select array_agg(b) over w as x from t window w as (partition by a)) s",
    ] {
        let error = world.ask(&world.all(), &sql(text)).await.unwrap_err();
        assert!(fault(&error).1.contains("not with OVER"), "{text}: {error:?}");
    }
    assert_eq!(
        world.rows(sql("select string_agg(b, ',' order by a) from t")).await,
        json!([["x,y"]])
    );
}

/// The engine's own cut a quotient of decimals after four more of them, and a mean as well.
#[tokio::test]
async fn quotients_and_means_of_decimals_are_fractions() {
    let mut world = World::empty().await;
    let id = world.add("t", model::dataset::Origin::Files, &[]).await;
    let path = world.write("t.csv", "defects;parts\n3,50;9500000,00\n0,75;8000000,00\n");
    let said = "types=defects:decimal:comma,parts:decimal:comma";
    let loaded = crate::world::load(&world.engine, id, FileFormat::Csv, &path, said)
        .await
        .unwrap();
    world.datasets[0].columns = loaded.columns;
    for (made, right) in [
        ("sum(defects) / sum(parts) * 1000000", 4.25 / 17.5),
        ("sum(defects) / 1000000000", 0.000_000_004_25),
        ("1 / sum(defects)", 1.0 / 4.25),
        ("sum(defects) / 3", 4.25 / 3.0),
        ("avg(defects / parts)", (3.5 / 9_500_000.0 + 0.75 / 8_000_000.0) / 2.0),
        ("avg(defects) / 7", 2.125 / 7.0),
        ("median(cast(defects as decimal(10, 1)) / 1)", 2.15),
        (
            "avg(cast(case when parts > 9000000 then 0.01 else 0.02 end as decimal(4, 2)))",
            0.015,
        ),
        (
            "median(cast(case when parts > 9000000 then 0.01 else 0.02 end as decimal(4, 2)))",
            0.015,
        ),
        ("mean(cast(defects as decimal(10, 2)))", 2.125),
    ] {
        let rows = world.rows(sql(&format!("select {made} as x from t"))).await;
        let found = rows[0][0].as_f64().unwrap_or_else(|| panic!("{made}: {rows}"));
        assert!(
            (found - right).abs() <= right.abs() * 1e-12,
            "{made}: {found} is not {right}"
        );
    }
    // Whole numbers are divided as whole numbers, and a window's mean is no other.
    let rows = world
        .rows(sql(
            "select 7 / 2 as w, avg(defects) over () as m, 1 / 3.0 as f from t limit 1",
        ))
        .await;
    assert_eq!(rows, json!([[3, 2.125, 1.0 / 3.0]]));
}
