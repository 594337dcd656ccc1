//! Whatever turns a moment into a text, a day or a time, or back, and whatever moves it, goes by the dashboard's clock.

use model::answer::Answer;
use model::zone::Calendar;
use query::Inputs;
use serde_json::json;

use super::{berlin, by, calendar, evenings, on};
use crate::world::{question, sql};

/// Texts and days that are compared with moments, and what is made of moments, mean what the clock shows. The engine's own would mean UTC.
#[tokio::test]
async fn moments_are_written_and_compared_on_the_same_clock() {
    let world = evenings().await;
    let york = calendar("America/New_York");
    let count = async |calendar, condition: &str| {
        let text = format!("select count(*) from t where {condition}");
        on(&world, calendar, &sql(&text)).await.rows[0][0].clone()
    };
    for (condition, rows) in [
        ("at >= '2025-01-15'", 5),
        ("at >= timestamp '2025-01-15 00:00:00'", 5),
        ("at >= cast('2025-01-15T00:00:00' as timestamp)", 5),
        ("at >= date '2025-01-15'", 5),
        ("cast('2025-01-15' as date) <= at", 5),
        ("at between '2025-01-14' and '2025-01-14 23:59:59.999'", 5),
        ("at in ('2025-01-13T09:00:00', '2025-01-13T10:00:00')", 2),
        ("at = '2025-01-13T14:00:00Z'", 1),
        ("at = '2025-01-13 09:00:00-05:00'", 1),
        ("at >= (select max(d) from (values (date '2025-01-15')) as v(d))", 5),
        ("date_trunc('day', at) = '2025-01-15'", 5),
        ("at >= concat('2025-01-', '15')", 5),
        ("at >= coalesce(null, '2025-01-15')", 5),
        ("at >= case when what <> '' then '2025-01-15' end", 5),
        ("at = cast(cast(at as varchar) as timestamp)", 15),
        ("at = try_cast(at || '' as timestamp)", 15),
        ("try_cast(what as timestamp) is null", 15),
        ("at = cast(concat('2025-01-13T14:00:00', 'Z') as timestamp)", 1),
        ("at >= current_date", 15),
        ("at < now()", 0),
        ("at >= to_timestamp('2025-01-15')", 5),
        ("to_date('2025-01-15T03:00:00Z') = date '2025-01-14'", 15),
        ("to_date('2025-01-15') = date '2025-01-15'", 15),
        ("date_bin(null, at) is null", 15),
        ("at >= to_timestamp('2025-01-15 %z', '%Y-%m-%d %%z')", 5),
        ("at >= to_timestamp(concat('2025-01-', '15'))", 5),
        ("at >= to_timestamp('15.01.2025 00:00', '%d.%m.%Y %H:%M')", 5),
        ("at = to_timestamp('2025-01-13T14:00:00Z')", 1),
        ("at = to_timestamp('13.01.2025 14:00 +0000', '%d.%m.%Y %H:%M %z')", 1),
        ("date_part('epoch', at) >= to_unixtime('2025-01-15')", 5),
        ("array_contains([to_timestamp_seconds('2025-01-13 09:00:00')], at)", 1),
    ] {
        assert_eq!(count(york, condition).await, json!(rows), "{condition}");
    }
    assert_eq!(count(Calendar::UTC, "at >= '2025-01-15'").await, json!(8));
    let later = question(json!({"dataset":"t","select":[{"count":"*"}],"where":{"ge":["at","2025-01-15"]}}));
    assert_eq!(json!(on(&world, york, &later).await.rows), json!([[5]]));
    assert_eq!(json!(on(&world, Calendar::UTC, &later).await.rows), json!([[8]]));
    let nine = question(json!({"dataset":"t","select":[{"count":"*"}],"where":{"eq":["at","2025-01-13 09:00"]}}));
    assert_eq!(json!(on(&world, york, &nine).await.rows), json!([[1]]));

    let evening = json!([["2025-01-13"], ["2025-01-14"], ["2025-01-15"]]);
    for (made, rows) in [
        ("to_char(at, '%H')", json!([["20"]])),
        ("to_char(at, 'HH24')", json!([["20"]])),
        (
            "to_char(at, 'DD.MM.YYYY \"at\" HH12 AM')",
            json!([
                ["13.01.2025 at 08 PM"],
                ["14.01.2025 at 08 PM"],
                ["15.01.2025 at 08 PM"]
            ]),
        ),
        (
            "substr(array_to_string([at], ','), 1, 13)",
            json!([["2025-01-13T20"], ["2025-01-14T20"], ["2025-01-15T20"]]),
        ),
        ("date_format(at, '%d %H')", json!([["13 20"], ["14 20"], ["15 20"]])),
        ("to_date(at)", evening.clone()),
        ("try_cast(at as date)", evening.clone()),
        (
            "substr(cast(at as varchar), 1, 13)",
            json!([["2025-01-13T20"], ["2025-01-14T20"], ["2025-01-15T20"]]),
        ),
        ("left(at || '', 10)", evening),
        ("cast(at as time)", json!([["20:15:00"], ["20:30:00"], ["20:45:00"]])),
        (
            "date_bin(interval '1 day', at)",
            json!([
                ["2025-01-13T05:00:00Z"],
                ["2025-01-14T05:00:00Z"],
                ["2025-01-15T05:00:00Z"]
            ]),
        ),
        (
            "date_bin(interval '1 day', at, '2025-01-01T21:00:00')",
            json!([
                ["2025-01-13T02:00:00Z"],
                ["2025-01-14T02:00:00Z"],
                ["2025-01-15T02:00:00Z"]
            ]),
        ),
        (
            "date_bin(interval '6 hours', at)",
            json!([
                ["2025-01-13T23:00:00Z"],
                ["2025-01-14T23:00:00Z"],
                ["2025-01-15T23:00:00Z"]
            ]),
        ),
    ] {
        let text = format!("select distinct {made} as m from t where what = 'evening' order by 1");
        assert_eq!(json!(on(&world, york, &sql(&text)).await.rows), rows, "{made}");
    }
    let time = on(&world, york, &sql("select current_time as t, cast(now() as time) as n")).await;
    assert_eq!(json!(time.rows), json!([["07:00:00", "07:00:00"]]));
    let text = "select cast(what as timestamp) as t from t";
    let inputs = Inputs {
        calendar: york,
        ..Inputs::default()
    };
    assert!(
        world.ask_with(&world.all(), &sql(text), &inputs).await.is_err(),
        "no moment"
    );
    // Columns keep the names that they had.
    let named = on(&world, york, &sql("select cast(at as date), to_char(at, '%H') from t")).await;
    let utc = on(
        &world,
        Calendar::UTC,
        &sql("select cast(at as date), to_char(at, '%H') from t"),
    )
    .await;
    let names = |answer: &Answer| {
        answer
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&named), names(&utc));

    let world = berlin().await;
    let clock = calendar("Europe/Berlin");
    let bins = async |width: &str| {
        let text = format!("select date_bin(interval '{width}', at) as b, sum(kwh) as n from t group by 1 order by 1");
        json!(on(&world, clock, &sql(&text)).await.rows)
    };
    let sum = json!({"sum":"kwh","as":"kwh"});
    for (width, grain) in [
        ("1 hour", "hour"),
        ("60 minutes", "hour"),
        ("1 day", "day"),
        ("1 month", "month"),
    ] {
        let by_grain = on(&world, clock, &by(grain, &sum)).await;
        assert_eq!(bins(width).await, json!(by_grain.rows), "{width}");
    }
}

/// A day or a month further the clock shows the same time, also over its change; hours are hours. A day has no hours.
#[tokio::test]
async fn spans_move_what_the_clock_shows() {
    let world = berlin().await;
    let clock = calendar("Europe/Berlin");
    for (made, moment) in [
        ("timestamp '2024-10-27' + interval '1 day'", "2024-10-27T23:00:00Z"),
        ("interval '7 days' + timestamp '2024-10-27'", "2024-11-02T23:00:00Z"),
        ("timestamp '2024-10-28' - interval '1 day'", "2024-10-26T22:00:00Z"),
        ("timestamp '2024-10-27' + interval '24 hours'", "2024-10-27T22:00:00Z"),
        (
            "timestamp '2024-10-27' + interval '1 day 6 hours'",
            "2024-10-28T05:00:00Z",
        ),
        ("timestamp '2024-03-01' + interval '1 month'", "2024-03-31T22:00:00Z"),
        ("timestamp '2024-04-01' - interval '1 month'", "2024-02-29T23:00:00Z"),
        (
            "date_trunc('month', timestamp '2013-05-10') + interval '1 month'",
            "2013-05-31T22:00:00Z",
        ),
        ("timestamp '2024-01-31' + interval '1 month'", "2024-02-28T23:00:00Z"),
    ] {
        let rows = json!(on(&world, clock, &sql(&format!("select {made} as m"))).await.rows);
        assert_eq!(rows, json!([[moment]]), "{made}");
    }
    for (made, day) in [
        ("date '2024-01-31' + interval '1 month'", "2024-02-29"),
        ("date '2024-10-27' + interval '24 hours'", "2024-10-28"),
        ("date '2024-03-31' - interval '1 month 1 day'", "2024-02-28"),
    ] {
        for calendar in [clock, Calendar::UTC] {
            let rows = json!(on(&world, calendar, &sql(&format!("select {made} as d"))).await.rows);
            assert_eq!(rows, json!([[day]]), "{made}");
        }
    }
    let days = "select unnest(generate_series(timestamp '2024-10-26', timestamp '2024-10-29', interval '1 day')) as d";
    assert_eq!(
        json!(on(&world, clock, &sql(days)).await.rows),
        json!([
            ["2024-10-25T22:00:00Z"],
            ["2024-10-26T22:00:00Z"],
            ["2024-10-27T23:00:00Z"],
            ["2024-10-28T23:00:00Z"]
        ])
    );
    let sums =
        "select date_trunc('month', at) + interval '1 month' as next, sum(kwh) as n from t group by 1 order by 1";
    assert_eq!(
        json!(on(&world, clock, &sql(sums)).await.rows[0][0]),
        json!("2024-10-31T23:00:00Z")
    );
    // Hours are hours, also where the clock shows one of them twice, or not at all.
    for (night, hours) in [("2024-10-27", "1 hour"), ("2024-03-31", "30 minutes")] {
        let text = format!(
            "select unnest(generate_series(timestamp '{night}T00:00:00Z', timestamp '{night}T03:00:00Z', interval '{hours}')) as h"
        );
        let by_clock = json!(on(&world, clock, &sql(&text)).await.rows);
        assert_eq!(
            by_clock,
            json!(on(&world, Calendar::UTC, &sql(&text)).await.rows),
            "{night}"
        );
    }
    let window = |span: &str| {
        format!(
            "select sum(kwh) over (order by at range between interval '{span}' preceding and current row) as s from t order by at"
        )
    };
    let hours = json!(on(&world, clock, &sql(&window("6 hours"))).await.rows);
    assert_eq!(
        hours,
        json!(on(&world, Calendar::UTC, &sql(&window("6 hours"))).await.rows)
    );
    for (text, word) in [
        ("select date '2024-10-27' + interval '6 hours'", "whole days"),
        ("select cast(at as date) - interval '1 second' from t", "whole days"),
        ("select at at time zone 'Asia/Tokyo' from t", "AT TIME ZONE"),
        ("select 2^10", "power"),
        ("select timestamp '2024-10-27' + interval '3000000 months'", "too large"),
        ("select to_char(at, 'hh:mi') from t", "no format"),
        ("select to_char(at, 'DDth') from t", "no format"),
        ("select to_char(at, concat('YYYY', '-MM')) from t", "one text"),
        ("select from_unixtime(0, 'Asia/Tokyo')", "alone"),
        (
            "select date_bin(interval '1 day', to_timestamp_seconds(99999999999))",
            "too large",
        ),
        (
            "select date_bin(interval '1 day', b) from (select to_timestamp_seconds(99999999999) as b from t) u",
            "too large",
        ),
    ] {
        for calendar in [clock, Calendar::UTC] {
            let inputs = Inputs {
                calendar,
                ..Inputs::default()
            };
            let error = world.ask_with(&world.all(), &sql(text), &inputs).await.unwrap_err();
            assert!(format!("{error:?}").contains(word), "{text}: {error:?}");
        }
    }
    let days = "goes by days";
    for (text, word) in [
        (window("6 days"), days),
        (window("1 month"), days),
        (window("1 day 2 hours"), days),
        ("select to_timestamp_nanos('9999-01-01') as x".to_owned(), "too large"),
    ] {
        let inputs = Inputs {
            calendar: clock,
            ..Inputs::default()
        };
        let error = world.ask_with(&world.all(), &sql(&text), &inputs).await.unwrap_err();
        assert!(format!("{error:?}").contains(word), "{text}: {error:?}");
    }
}
