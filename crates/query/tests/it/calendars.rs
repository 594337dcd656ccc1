//! Answers say what they are: cut by the dashboard's clock, with the grain and the clock on their columns; how far they go, when they
//! change by themselves, and how new they are.

mod clock;

use std::sync::Arc;

use model::answer::Answer;
use model::document::{Document, TimeRange};
use model::question::{Grain, Question};
use model::zone::{Calendar, WeekStart};
use query::{Ask, FileFormat, Inputs, InputsSpec, Limits, Locks};
use serde_json::{Value as Json, json};

use crate::world::{World, case, now, patient, question, sql};

fn calendar(zone: &str) -> Calendar {
    Calendar {
        zone: zone.parse().unwrap(),
        week_starts: WeekStart::Monday,
    }
}

async fn on(world: &World, calendar: Calendar, question: &Question) -> Arc<Answer> {
    let inputs = Inputs {
        calendar,
        ..Inputs::default()
    };
    world.ask_with(&world.all(), question, &inputs).await.unwrap()
}

fn by(grain: &str, take: &Json) -> Question {
    question(json!({
        "dataset": "t",
        "select": [{"column":"at","grain":grain,"as":"when"}, take],
        "order": [{"by":"when"}]
    }))
}

async fn evenings() -> World {
    let mut world = World::empty().await;
    world
        .add_file("t", FileFormat::Csv, &case("evenings_new_york.csv"))
        .await;
    world
}

async fn berlin() -> World {
    let mut world = World::empty().await;
    world
        .add_file("t", FileFormat::Csv, &case("clock_change_berlin.csv"))
        .await;
    world
}

#[tokio::test]
async fn an_evening_belongs_to_its_own_day() {
    let world = evenings().await;
    let york = calendar("America/New_York");
    let count = json!({"count":"*","as":"n"});
    let days = json!([
        ["2025-01-13T05:00:00Z", 5],
        ["2025-01-14T05:00:00Z", 5],
        ["2025-01-15T05:00:00Z", 5]
    ]);
    assert_eq!(json!(on(&world, york, &by("day", &count)).await.rows), days);
    let text = "select date_trunc('day', at) as d, count(*) as n from t group by 1 order by 1";
    assert_eq!(json!(on(&world, york, &sql(text)).await.rows), days);
    // Without a clock of its own a dashboard has that of UTC, whose days begin in the evening.
    let utc = json!(on(&world, Calendar::UTC, &by("day", &count)).await.rows);
    assert_eq!(utc[0], json!(["2025-01-13T00:00:00Z", 2]));
    assert_eq!(utc.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn sql_takes_moments_apart_on_the_same_clock() {
    let world = evenings().await;
    let york = calendar("America/New_York");
    let hours = "select extract(hour from at) as h, count(*) as n from t where what = 'evening' group by 1";
    assert_eq!(json!(on(&world, york, &sql(hours)).await.rows), json!([[20, 9]]));
    let parts = "select distinct date_part('day', at) as d from t where what = 'evening' order by 1";
    assert_eq!(
        json!(on(&world, york, &sql(parts)).await.rows),
        json!([[13], [14], [15]])
    );
    for cast in ["cast(at as date)", "at::date"] {
        let text = format!("select {cast} as d, count(*) as n from t group by 1 order by 1");
        assert_eq!(
            json!(on(&world, york, &sql(&text)).await.rows),
            json!([["2025-01-13", 5], ["2025-01-14", 5], ["2025-01-15", 5]])
        );
    }
    // Seconds since 1970 are the same on every clock, and other casts are what they were.
    let epoch = "select date_part('epoch', min(at)) as e, cast('2025-01-02' as date) as d from t";
    assert_eq!(
        json!(on(&world, york, &sql(epoch)).await.rows),
        json!([[1_736_776_800.0, "2025-01-02"]])
    );
    let today = "select current_date as d, date_trunc('hour', now()) as h";
    let tokyo = on(&world, calendar("Asia/Tokyo"), &sql(today)).await;
    // It is noon in UTC, and nine in the evening in Tokyo; in Kiritimati it is tomorrow.
    assert_eq!(json!(tokyo.rows), json!([["2013-12-31", "2013-12-31T12:00:00Z"]]));
    let kiritimati = on(&world, calendar("Pacific/Kiritimati"), &sql(today)).await;
    assert_eq!(kiritimati.rows[0][0], json!("2014-01-01"));
}

#[tokio::test]
async fn the_hour_that_comes_twice_is_two_hours_and_the_day_has_25() {
    let world = berlin().await;
    let clock = calendar("Europe/Berlin");
    let sum = json!({"sum":"kwh","as":"kwh"});
    let hours = on(&world, clock, &by("hour", &sum)).await;
    assert_eq!(hours.row_count, 20);
    assert_eq!(hours.rows[4], [json!("2024-10-27T00:00:00Z"), json!(104)]);
    assert_eq!(hours.rows[5], [json!("2024-10-27T01:00:00Z"), json!(105)]);
    let days = on(&world, clock, &by("day", &sum)).await;
    assert_eq!(
        json!(days.rows),
        json!([
            ["2024-10-25T22:00:00Z", 201],
            ["2024-10-26T22:00:00Z", 844],
            ["2025-03-28T23:00:00Z", 303],
            ["2025-03-29T23:00:00Z", 742]
        ])
    );
}

#[tokio::test]
async fn a_column_says_what_it_was_cut_to_and_on_which_clock() {
    let world = berlin().await;
    let clock = calendar("Europe/Berlin");
    let carried = async |question: Question| {
        let answer = on(&world, clock, &question).await;
        let column = |column: &model::answer::AnswerColumn| (column.grain, column.zone.map(model::zone::Zone::name));
        answer.columns.iter().map(column).collect::<Vec<_>>()
    };
    let berlin = Some("Europe/Berlin");
    let sum = json!({"sum":"kwh","as":"kwh"});
    assert_eq!(
        carried(by("month", &sum)).await,
        [(Some(Grain::Month), berlin), (None, None)]
    );
    // Through names, sub-questions, joins and groups.
    let deep = "with m as (select date_trunc('week', at) as w, kwh from t)
        select m.w as beginning, max(t.kwh) as most, max(m.w) as latest from m join t on t.kwh = m.kwh group by m.w";
    assert_eq!(
        carried(sql(deep)).await,
        [(Some(Grain::Week), berlin), (None, None), (None, berlin)]
    );
    assert_eq!(
        carried(sql("select at, kwh from t")).await,
        [(None, berlin), (None, None)]
    );
    // What is no grain of ours is still a moment.
    assert_eq!(
        carried(sql("select date_trunc('minute', at) as m from t")).await,
        [(None, berlin)]
    );
    let json = serde_json::to_value(&on(&world, clock, &by("month", &sum)).await.columns[0]).unwrap();
    assert_eq!(
        json,
        json!({"name":"when","type":"timestamp","grain":"month","zone":"Europe/Berlin"})
    );
}

#[tokio::test]
async fn days_have_no_clock_but_weeks_and_ranges() {
    let mut world = World::empty().await;
    let text = "at,n\n2025-01-04,1\n2025-01-05,2\n2025-01-06,4\n";
    world.add_text("t", FileFormat::Csv, text).await;
    let sum = json!({"sum":"n","as":"n"});
    let weeks = async |week_starts| {
        let calendar = Calendar {
            week_starts,
            ..calendar("America/New_York")
        };
        let answer = on(&world, calendar, &by("week", &sum)).await;
        assert_eq!(
            (answer.columns[0].grain, answer.columns[0].zone),
            (Some(Grain::Week), None)
        );
        json!(answer.rows)
    };
    assert_eq!(
        weeks(WeekStart::Monday).await,
        json!([["2024-12-30", 3], ["2025-01-06", 4]])
    );
    assert_eq!(
        weeks(WeekStart::Sunday).await,
        json!([["2024-12-29", 1], ["2025-01-05", 6]])
    );
    // From the midnight of New York: its 5th is a whole day, although it begins at five in UTC.
    let inputs = Inputs {
        calendar: calendar("America/New_York"),
        from: Some("2025-01-05T05:00:00Z".parse().unwrap()),
        to: Some("2025-01-06T05:00:00Z".parse().unwrap()),
        ..Inputs::default()
    };
    let question = question(json!({"dataset":"t","select":[{"sum":"n"}],"where":{"time":"at"}}));
    let answer = world.ask_with(&world.all(), &question, &inputs).await.unwrap();
    assert_eq!(json!(answer.rows), json!([[2]]));
}

#[tokio::test]
async fn all_flights_of_new_yorks_year_are_in_it() {
    let world = World::airports(&["flights"]).await;
    let year = question(json!({
        "dataset":"flights",
        "select":[{"column":"time_hour","grain":"year","as":"year"},{"count":"*","as":"n"}]
    }));
    let answer = on(&world, calendar("America/New_York"), &year).await;
    assert_eq!(json!(answer.rows), json!([["2013-01-01T05:00:00Z", 336_776]]));
}

#[tokio::test]
async fn calendars_do_not_share_kept_answers() {
    let world = evenings().await;
    let count = json!({"count":"*","as":"n"});
    let first = on(&world, calendar("America/New_York"), &by("day", &count)).await;
    let other = on(&world, Calendar::UTC, &by("day", &count)).await;
    let again = on(&world, calendar("America/New_York"), &by("day", &count)).await;
    assert!(!other.cached && again.cached);
    assert_eq!((first.row_count, other.row_count, again.row_count), (3, 4, 3));
}

fn moving(last: &str) -> InputsSpec {
    let time: TimeRange = serde_json::from_value(json!({ "last": last })).unwrap();
    InputsSpec {
        time: Some(time),
        ..InputsSpec::default()
    }
}

#[tokio::test]
async fn a_relative_range_ends_now_and_says_when_it_moves() {
    let mut world = World::empty().await;
    // Now is noon of the last day of 2013.
    let text = "at,n\n2013-12-20T00:00:00Z,1\n2013-12-30T00:00:00Z,2\n2013-12-31T12:00:00Z,4\n2014-01-05T00:00:00Z,8\n";
    world.add_text("t", FileFormat::Csv, text).await;
    let question = question(json!({"dataset":"t","select":[{"sum":"n"}],"where":{"time":"at"}}));
    let inputs = moving("7d").at(now());
    let answer = world.ask_with(&world.all(), &question, &inputs).await.unwrap();
    assert_eq!(
        json!(answer.rows),
        json!([[6]]),
        "not what lies before, nor what is still to come"
    );
    let until = answer.until.unwrap();
    assert!(
        until > now() && until <= now() + chrono::TimeDelta::minutes(1),
        "{until}"
    );
    assert_eq!(
        moving("7d").at(until).to.unwrap(),
        until + chrono::TimeDelta::minutes(1)
    );
    // A range between two moments stands still.
    let fixed: TimeRange =
        serde_json::from_value(json!({"from":"2013-01-01T00:00:00Z","to":"2015-01-01T00:00:00Z"})).unwrap();
    let fixed = InputsSpec {
        time: Some(fixed),
        ..InputsSpec::default()
    };
    let answer = world.ask_with(&world.all(), &question, &fixed.at(now())).await.unwrap();
    assert_eq!((json!(answer.rows), answer.until), (json!([[15]]), None));
    // Neither does what reads no time change with it, but what reads the clock does.
    let count = world
        .ask_with(&world.all(), &sql("select count(*) as n from t"), &inputs)
        .await;
    assert_eq!(count.unwrap().until, None);
    let clock = world
        .ask_with(&world.all(), &sql("select now() as t"), &Inputs::default())
        .await;
    assert!(clock.unwrap().until.unwrap() > now());
}

#[tokio::test]
async fn the_age_of_the_newest_row_is_told_of_the_rows_that_are_seen() {
    let mut world = World::empty().await;
    let text = "at,who,n\n2013-12-30T00:00:00Z,a,1\n2013-12-31T06:00:00Z,a,2\n2013-12-31T11:00:00Z,b,4\n";
    world.add_text("t", FileFormat::Csv, text).await;
    let inputs = moving("7d").at(now());
    let newest = async |rules: &[(&str, Json)], question: Question| {
        let answer = world.ask_with(&world.scope(rules), &question, &inputs).await.unwrap();
        (
            answer.newest.map(|at| at.to_rfc3339()),
            json!(answer.rows),
            answer.columns.len(),
        )
    };
    let sums = || {
        question(
            json!({"dataset":"t","select":[{"column":"who"},{"sum":"n"}],"where":{"time":"at"},"order":[{"by":"who"}]}),
        )
    };
    assert_eq!(
        newest(&[], sums()).await,
        (
            Some("2013-12-31T11:00:00+00:00".to_owned()),
            json!([["a", 3], ["b", 4]]),
            2
        )
    );
    // Rows that a rule hides do not tell that they came.
    let rule = [("t", json!({"eq":["who","a"]}))];
    assert_eq!(
        newest(&rule, sums()).await,
        (Some("2013-12-31T06:00:00+00:00".to_owned()), json!([["a", 3]]), 2)
    );
    let plain = question(
        json!({"dataset":"t","select":[{"column":"n"}],"where":{"and":[{"time":"at"},{"eq":["who","a"]}]},"order":[{"by":"n"}]}),
    );
    assert_eq!(
        newest(&[], plain).await,
        (Some("2013-12-31T06:00:00+00:00".to_owned()), json!([[1], [2]]), 1)
    );
    let shown = question(json!({"dataset":"t","select":[{"column":"at","grain":"year"},{"count":"*","as":"n"}]}));
    assert_eq!(
        newest(&rule, shown).await,
        (
            Some("2013-12-31T06:00:00+00:00".to_owned()),
            json!([["2013-01-01T00:00:00Z", 2]]),
            2
        )
    );
    let timeless = question(json!({"dataset":"t","select":[{"count":"*"}]}));
    assert_eq!(newest(&[], timeless).await.0, None);
}

#[tokio::test]
async fn an_answer_that_was_cut_says_to_what() {
    let limits = Limits { rows: 2, ..patient() };
    let mut world = World::limited(limits).await;
    world.add_text("t", FileFormat::Csv, "n\n1\n2\n3\n").await;
    let all = world.ask(&world.all(), &sql("select n from t")).await.unwrap();
    assert_eq!((all.truncated, all.limit, all.row_count), (true, Some(2), 2));
    let few = world.ask(&world.all(), &sql("select n from t limit 2")).await.unwrap();
    assert_eq!((few.truncated, few.limit), (false, None));
}

#[tokio::test]
async fn choices_beyond_what_an_answer_holds_are_found_by_searching() {
    let limits = Limits { rows: 3, ..patient() };
    let mut world = World::limited(limits).await;
    let text = "id,name\n1,Ada\n2,Ben\n3,Cem\n4,Zoë 100%\n5,zoe\n6,Zorro\n7,Zoé\n8,Zora\n";
    world.add_text("people", FileFormat::Csv, text).await;
    let document: Document = serde_json::from_value(json!({"version":1,"widgets":[],"variables":[
        {"name":"who","type":"number","domain":{"choices":{"dataset":"people","value":"id","label":"name"}}}
    ]}))
    .unwrap();
    let variable = &document.variables[0];
    let found = async |q: Option<&str>| {
        let (scope, nothing) = (world.all(), Inputs::default());
        let choices = world.engine.choices(&scope, variable, &nothing, q, 10, now());
        let choices = choices.await.unwrap();
        let labels: Vec<_> = choices.items.iter().map(|choice| choice.label.clone()).collect();
        (labels.join(" "), choices.truncated)
    };
    assert_eq!(found(None).await, ("Ada Ben Cem".to_owned(), true));
    assert_eq!(found(Some("OË 100%")).await, ("Zoë 100%".to_owned(), false));
    assert_eq!(found(Some("zorr")).await, ("Zorro".to_owned(), false));
    assert!(found(Some("zo")).await.1, "there are more than three");
    assert_eq!(found(Some("nobody")).await, (String::new(), false));
    // And what was found can be chosen.
    let given = json!({"who":6}).as_object().unwrap().clone();
    let inputs = world
        .engine
        .inputs(&world.all(), &document, &given, None, &Locks::default(), now())
        .await
        .unwrap();
    assert_eq!(json!(inputs.variables), json!({"who":6}));
}

#[tokio::test]
async fn ids_of_nineteen_figures_are_chosen_as_they_are() {
    let mut world = World::empty().await;
    world
        .add_file("posts", FileFormat::Csv, &case("ids_all_whole.csv"))
        .await;
    let document: Document = serde_json::from_value(json!({"version":1,"widgets":[],"variables":[
        {"name":"post","type":"number","domain":{"choices":{"dataset":"posts","value":"post_id"}}}
    ]}))
    .unwrap();
    let question =
        question(json!({"dataset":"posts","select":[{"column":"likes"}],"where":{"eq":["post_id",{"var":"post"}]}}));
    let scope = world.all();
    let choices = world
        .engine
        .choices(&scope, &document.variables[0], &Inputs::default(), None, 100, now())
        .await
        .unwrap();
    assert_eq!(choices.items.len(), 24);
    for choice in choices.items {
        assert!(choice.value.is_string(), "as text, which keeps every figure");
        let given = json!({ "post": choice.value }).as_object().unwrap().clone();
        let inputs = world
            .engine
            .inputs(&scope, &document, &given, None, &Locks::default(), now())
            .await
            .unwrap();
        let ask = Ask {
            question: &question,
            inputs: &inputs,
            now: now(),
            cache: false,
        };
        assert_eq!(world.engine.ask(&scope, &ask).await.unwrap().row_count, 1);
    }
}
