//! No question, rule or document takes the engine down or holds it longer than its limits say. What is over a bound is refused with a
//! sentence; what is just below it is answered.

use std::time::Duration;

use model::document::Document;
use query::{FileFormat, Limits, QueryError};
use serde_json::{Value as Json, json};

use crate::world::{World, fault, question, sql};

async fn small() -> World {
    let mut world = World::empty().await;
    let rows: String = (0..1_000).map(|n| format!("{n},word {n}\n")).collect();
    world.add_text("t", FileFormat::Csv, &format!("n,s\n{rows}")).await;
    world
}

#[tokio::test]
async fn deep_and_long_sql_is_refused_and_never_ends_the_process() {
    let world = small().await;
    let chain = |part: &str, times: usize| format!("select 1{} as x from t", part.repeat(times));
    let around = |open: &str, close: &str, times: usize| {
        format!("select {}n{} as x from t", open.repeat(times), close.repeat(times))
    };
    let names = |times: usize| {
        let names: Vec<_> = (1..times)
            .map(|n| format!("c{n} as (select a.n from c{0} a, c{0} b)", n - 1))
            .collect();
        format!(
            "with c0 as (select n from t), {} select count(*) as x from c{}",
            names.join(", "),
            times - 1
        )
    };
    for text in [
        chain("+1", 3_000),
        chain(" and n = 1", 1_500),
        chain(" or n = 1", 1_500),
        chain(" || 'x'", 2_000),
        chain("::text", 3_000),
        chain("[1]", 5_000),
        chain(" is null", 2_000),
        chain(" union all select n from t", 700),
        format!("select (n){} as x from t", ".a".repeat(5_000)),
        format!("select n{} as x from t", ".a".repeat(5_000)),
        around("(", ")", 5_000),
        around("abs(", ")", 3_000),
        around("- ", "", 5_000),
        around("not ", "", 4_000),
        around("case when ", " end", 1_000),
        around("(select ", ")", 1_500),
        format!("select * from {}t{}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("select 1 as x from {}t", "t, ".repeat(5_000)),
        names(10),
        names(40),
        format!("select count(*) as x from t group by cube({}n)", "n+1, ".repeat(20)),
        format!("select n from t where {}", "x".repeat(30_000)),
    ] {
        let error = world.ask(&world.all(), &sql(&text)).await.expect_err(&text[..60]);
        assert!(matches!(error, QueryError::Invalid(_)), "{error:?}: {}", &text[..60]);
        assert_eq!(fault(&error).0, "/sql");
    }
}

#[tokio::test]
async fn sql_just_below_its_bounds_is_answered() {
    let world = small().await;
    let rows = |text: String| {
        let world = &world;
        async move { world.rows(sql(&text)).await }
    };
    assert_eq!(
        rows(format!("select n{} as x from t where n = 0", "+1".repeat(240))).await,
        json!([[240]])
    );
    let any: Vec<_> = (0..240).map(|n| format!("n = {n}")).collect();
    assert_eq!(
        rows(format!("select count(*) as x from t where {}", any.join(" or "))).await,
        json!([[240]])
    );
    let list: Vec<_> = (0..2_000).map(|n| n.to_string()).collect();
    assert_eq!(
        rows(format!("select count(*) as x from t where n in ({})", list.join(","))).await,
        json!([[1_000]])
    );
    let nested = format!(
        "select {}n{} as x from t where n = 7",
        "abs(".repeat(40),
        ")".repeat(40)
    );
    assert_eq!(rows(nested).await, json!([[7]]));
    let union = vec!["select n from t where n = 0"; 60].join(" union all ");
    assert_eq!(
        rows(format!("select count(*) as x from ({union}) u")).await,
        json!([[60]])
    );
    let when: Vec<_> = (0..300).map(|n| format!("when n = {n} then {n}")).collect();
    let case = format!("select sum(case {} else 0 end) as x from t", when.join(" "));
    assert_eq!(rows(case).await, json!([[44_850]]));
    let columns: Vec<_> = (0..500).map(|n| format!("n as c{n}")).collect();
    let wide = rows(format!("select {} from t limit 1", columns.join(","))).await;
    assert_eq!(wide[0].as_array().unwrap().len(), 500);
}

#[tokio::test]
async fn wide_conditions_become_balanced_trees() {
    let world = small().await;
    let any = |word: &str, count: usize| {
        let parts: Vec<_> = (0..count).map(|n| json!({ "eq": ["n", n] })).collect();
        json!({ word: parts })
    };
    // As a condition of a question.
    let asked = |condition: &Json| question(json!({"dataset":"t","select":[{"count":"*"}],"where":condition}));
    assert_eq!(world.rows(asked(&any("or", 999))).await, json!([[999]]));
    assert_eq!(
        world.rows(asked(&json!({ "not": any("or", 900) }))).await,
        json!([[100]])
    );
    assert_eq!(world.rows(asked(&any("and", 999))).await, json!([[0]]));
    // Parts that do not become a list.
    let between = |word: &str, count: usize| {
        let parts: Vec<_> = (0..count).map(|n| json!({ "between": ["n", n, n] })).collect();
        json!({ word: parts })
    };
    assert_eq!(world.rows(asked(&between("or", 300))).await, json!([[300]]));
    let scope = world.scope(&[("t", between("or", 999))]);
    let answer = world.ask(&scope, &sql("select count(*) as x from t")).await;
    assert_eq!(json!(answer.unwrap().rows), json!([[999]]));
    // As a rule, kept from before its width was bounded, too.
    for (parts, expected) in [(900, Some(900)), (2_000, Some(1_000)), (200_000, None)] {
        let scope = world.scope(&[("t", any("or", parts))]);
        let answer = world.ask(&scope, &sql("select count(*) as x from t")).await;
        match expected {
            Some(rows) => assert_eq!(json!(answer.unwrap().rows), json!([[rows]]), "{parts}"),
            // It is not left out, and it does not hide in an empty answer.
            None => assert_eq!(answer.unwrap_err(), QueryError::TooLarge, "{parts}"),
        }
    }
}

#[tokio::test]
async fn functions_make_no_more_than_their_bound() {
    let world = small().await;
    let doubled = (0..24).fold("select s as x from t".to_owned(), |inner, _| {
        format!("select x || x as x from ({inner}) y")
    });
    let concatenated = (0..24).fold("select s as x from t".to_owned(), |inner, _| {
        format!("select concat(x, x) as x from ({inner}) y")
    });
    let many: Vec<_> = (0..90)
        .map(|n| format!("rpad(s, {}, 'x') as c{n}", 100_000 + n))
        .collect();
    let many = format!("select {} from t", many.join(","));
    for text in [
        "select array_length(range(0, 300000000)) as x",
        "select array_length(generate_series(1, 300000000)) as x",
        "select array_length(range(0, n * 1000000)) as x from t",
        "select array_length(generate_series(timestamp '1900-01-01', timestamp '2100-01-01', interval '1 second')) as x",
        "select length(repeat('x', 1000000000)) as x",
        "select length(repeat(s, 1000000)) as x from t",
        "select length(rpad(s, 100000000, 'x')) as x from t",
        "select length(lpad('x', 2000000000, 'x')) as x",
        "select array_length(array_repeat(n, 100000000)) as x from t",
        "select array_length(array_resize([n], 100000000, n)) as x from t",
        "select length(replace(rpad('', 60000, 'a'), 'a', rpad('', 60000, 'b'))) as x",
        "select length(regexp_replace(rpad('', 60000, 'a'), 'a', rpad('', 60000, 'b'), 'g')) as x",
        "select levenshtein(rpad('', 600000, 'a'), rpad('', 600000, 'b')) as x",
        "select array_to_string(range(0, 100000), rpad('', 60000, 'b')) as x",
        "select length(string_agg(rpad(s, 60000, 'x'), '')) as x from (select a.s from t a, t b) u",
        "select a.n, rpad('x', 100000) as y, b.n as m from (select n, rpad('x', 100000) as x from t) a, t b order by a.x",
        &doubled,
        &concatenated,
        &many,
    ] {
        let error = world.ask(&world.all(), &sql(text)).await.expect_err(text);
        assert_eq!(error, QueryError::TooLarge, "{text}");
    }
    assert_eq!(world.engine.statistics().held_bytes, 0, "what was held is given back");
    for (text, expected) in [
        (
            "select sum(array_length(range(0, 1000))) as x from t",
            json!([[1_000_000]]),
        ),
        ("select sum(length(rpad(s, 500, '.'))) as x from t", json!([[500_000]])),
        ("select sum(length(s || ' and ' || s)) as x from t", json!([[20_780]])),
        (
            "select count(*) as x from (select unnest(range(0, 500)) as u, s from t) y",
            json!([[500_000]]),
        ),
    ] {
        assert_eq!(world.rows(sql(text)).await, expected, "{text}");
    }
}

#[tokio::test]
async fn what_is_not_offered_is_told_and_patterns_are_values() {
    let world = small().await;
    for (text, part) in [
        (
            "select arrow_cast(n, 'FixedSizeBinary(2000000000)') as x from t",
            "a function that is not there",
        ),
        ("select map(['a'], [n]) as x from t", "a function that is not there"),
        ("select n from t where s ~ s", "not a column"),
        ("select regexp_replace(s, s, 'x') as x from t", "not a column"),
        ("select regexp_like(s, s || '{1000}') as x from t", "not a column"),
        ("select string_agg(s, repeat('z', 9000)) as x from t", "one short text"),
        (
            "select array_length(generate_series(timestamp '2025-01-01', timestamp '2026-01-01', interval '1 month -31 days')) as x",
            "one way",
        ),
        (
            "select array_length(generate_series(date '2026-01-01', date '2025-01-01', interval '1 month -31 days')) as x",
            "one way",
        ),
        (
            "select array_length(range(timestamp '2025-01-02', timestamp '2025-01-01', interval '1 day -23 hours')) as x",
            "one way",
        ),
        ("select string_agg(s, s) as x from t", "one short text"),
        (
            "select (select max(u.n) from t u where u.n < t.n) as x from t",
            "write it as a join",
        ),
    ] {
        let (_, message) = fault(&world.ask(&world.all(), &sql(text)).await.expect_err(text));
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[tokio::test]
async fn joins_and_windows_hold_no_more_than_a_question_may() {
    let mut world = World::limited(Limits {
        question_memory: 8 << 20,
        ..Limits::default()
    })
    .await;
    let rows: String = (0..20_000).map(|n| format!("{n},word {n}\n")).collect();
    world.add_text("t", FileFormat::Csv, &format!("n,s\n{rows}")).await;
    for text in [
        "select count(*) as x from t a, t b, t c where a.s || b.s = c.s",
        "select sum(r) as x from (select row_number() over (order by a.n) as r from t a, (select n from t limit 100) b) y",
        "select max(x) as x from (select array_agg(a.n) as x from t a, (select n from t limit 200) b) y",
    ] {
        let error = world.ask(&world.all(), &sql(text)).await.expect_err(text);
        assert!(
            matches!(error, QueryError::TooLarge | QueryError::Timeout),
            "{text}: {error:?}"
        );
    }
    // Threads of questions that nobody waits for give back what they hold as soon as they notice.
    while world.engine.statistics().held_bytes > 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn names_given_by_with_are_no_datasets() {
    let mut world = small().await;
    world.add_text("hidden", FileFormat::Csv, "n\n1\n").await;
    let names = |text: &str| {
        let document: Document = serde_json::from_value(json!({"version":1,"widgets":[
            {"id":"a","kind":"table","place":{"x":0,"y":0,"w":1,"h":1},"question":{"sql":text}}]}))
        .unwrap();
        let names = world.engine.opens(&document);
        names.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    };
    for (text, expected) in [
        ("with m as (select n from t) select * from m", "t"),
        ("with M as (select n from t) select * from m", "t"),
        (
            "with a as (select n from t), b as (select * from a) select * from b join a on a.n = b.n",
            "t",
        ),
        // It is not known to itself, nor before it is given, nor outside.
        ("with t as (select n from t) select * from t", "t"),
        (
            "with a as (select * from b), b as (select n from t) select * from a",
            "b,t",
        ),
        (
            "select * from (with x as (select n from t) select * from x) y, x",
            "t,x",
        ),
        (
            "select n from t where n in (with y as (select 1 as n) select n from y)",
            "t",
        ),
        (
            "with hidden as (select 1 as n) select * from (select * from hidden) z",
            "",
        ),
        ("with \"A\" as (select n from t) select * from a", "a,t"),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
    let count = "with hidden as (select n from t) select count(*) as x from hidden";
    assert_eq!(world.rows(sql(count)).await, json!([[1_000]]));
}

#[tokio::test]
async fn planning_that_takes_too_long_is_given_up_and_frees_its_place() {
    let mut world = World::limited(Limits {
        time: Duration::from_millis(200),
        check_time: Duration::from_millis(200),
        running: 1,
        running_of_one: 1,
        ..Limits::default()
    })
    .await;
    world.add_text("t", FileFormat::Csv, "n,s\n1,x\n").await;
    // Some thousand conditions over a chain of joins: slow to plan on any machine, and planned again by every rule.
    let tables: Vec<_> = (0..20)
        .map(|n| format!("join t t{n} on t{n}.n = a.n and t{n}.n > 0"))
        .collect();
    let conditions: Vec<_> = (0..200).map(|n| format!("(a.n = {n} or a.s = '{n}')")).collect();
    let text = format!(
        "select count(*) as x from t a {} where {}",
        tables.join(" "),
        conditions.join(" and ")
    );
    let document: Document = serde_json::from_value(json!({"version":1,"widgets": (0..100).map(|n| json!(
        {"id":format!("w{n}"),"kind":"table","place":{"x":0,"y":0,"w":1,"h":1},"question":{"sql":text.replace("as x", &format!("as x{n}"))}}
    )).collect::<Vec<_>>()}))
    .unwrap();
    assert_eq!(
        world.engine.check_document(&world.all(), &document).await.unwrap_err(),
        QueryError::Timeout
    );
    // There is one place, and it is free again: a slow machine may need more than one try in this short time.
    loop {
        match world.ask(&world.all(), &sql("select count(*) as n from t")).await {
            Err(QueryError::Timeout) => {}
            answer => break assert_eq!(json!(answer.unwrap().rows), json!([[1]])),
        }
    }
}
