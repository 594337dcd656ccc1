//! What viewers choose: every domain, cascades under the scope, locks of shares, and the check of documents.

use model::document::{Document, Span, TimeRange};
use model::share::{ShareTime, ShareVariable};
use query::{FileFormat, Inputs, Locks, QueryError};
use serde_json::{Value as Json, json};

use crate::world::{World, fault, now};

pub(crate) fn document(variables: &Json) -> Document {
    serde_json::from_value(json!({"version":1,"variables":variables,"widgets":[]})).unwrap()
}

async fn choose(
    world: &World,
    rules: &[(&str, Json)],
    document: &Document,
    given: Json,
    locks: &Locks,
) -> Result<Json, QueryError> {
    let scope = world.scope(rules);
    let given = given.as_object().unwrap().clone();
    let inputs = world
        .engine
        .inputs(&scope, document, &given, None, locks, now())
        .await?;
    Ok(json!(inputs.variables))
}

async fn stations() -> World {
    let mut world = World::empty().await;
    let text = "station,city,hall\nEWR,Newark,A\nEWR,Newark,B\nJFK,New York,1\nJFK,New York,4\nLGA,New York,B\n";
    world.add_text("halls", FileFormat::Csv, text).await;
    world
}

fn cascade() -> Document {
    document(&json!([
        {"name":"station","type":"string","domain":{"choices":{"dataset":"halls","value":"station","label":"city"}},"default":"JFK"},
        {"name":"hall","type":"string","domain":{"choices":{"dataset":"halls","value":"hall","where":{"eq":["station",{"var":"station"}]}}}}
    ]))
}

#[tokio::test]
async fn choices_follow_the_scope_and_each_other() {
    let world = stations().await;
    let (document, free) = (cascade(), Locks::default());
    let all = choose(&world, &[], &document, json!({}), &free).await.unwrap();
    assert_eq!(all, json!({"station":"JFK","hall":"1"}));
    let given = choose(&world, &[], &document, json!({"station":"EWR"}), &free)
        .await
        .unwrap();
    assert_eq!(given, json!({"station":"EWR","hall":"A"}));
    let error = choose(&world, &[], &document, json!({"station":"EWR","hall":"4"}), &free)
        .await
        .unwrap_err();
    assert_eq!(fault(&error).0, "/variables/hall");
    // A foreign value and one that exists nowhere are told alike, and never become another value.
    let rule = [("halls", json!({"eq":["station","EWR"]}))];
    let foreign = choose(&world, &rule, &document, json!({"station":"JFK"}), &free)
        .await
        .unwrap_err();
    let unknown = choose(&world, &rule, &document, json!({"station":"XXX"}), &free)
        .await
        .unwrap_err();
    assert_eq!(fault(&foreign), fault(&unknown));
    assert!(!format!("{foreign:?}").contains("JFK"));
    // The default is outside of the scope: the first choice inside of it.
    let own = choose(&world, &rule, &document, json!({}), &free).await.unwrap();
    assert_eq!(own, json!({"station":"EWR","hall":"A"}));
    let nothing = choose(&world, &[("halls", json!({"or":[]}))], &document, json!({}), &free)
        .await
        .unwrap();
    assert_eq!(nothing, json!({}));
}

#[tokio::test]
async fn choices_are_listed_by_what_people_read() {
    let world = stations().await;
    let document = cascade();
    let scope = world.all();
    let list = |q, limit| {
        let (scope, document, engine) = (scope.clone(), document.clone(), world.engine.clone());
        async move {
            let variable = &document.variables[0];
            let choices = engine
                .choices(&scope, variable, &Inputs::default(), q, limit, now())
                .await
                .unwrap();
            json!(choices)
        }
    };
    let item = |value: &str, label: &str| json!({"value":value,"label":label});
    assert_eq!(
        list(None, 10).await,
        json!({"items":[item("JFK","New York"),item("LGA","New York"),item("EWR","Newark")],"truncated":false})
    );
    assert_eq!(
        list(Some("ARK"), 10).await,
        json!({"items":[item("EWR","Newark")],"truncated":false})
    );
    assert_eq!(
        list(None, 1).await,
        json!({"items":[item("JFK","New York")],"truncated":true})
    );
}

#[tokio::test]
async fn every_domain() {
    let world = World::empty().await;
    let declared = document(&json!([
        {"name":"list","type":"string","domain":{"values":["a","b"]}},
        {"name":"number","type":"number","domain":{"range":{"min":1,"max":9}},"default":5},
        {"name":"day","type":"date"},
        {"name":"yes","type":"bool","default":true},
        {"name":"code","type":"string","domain":{"pattern":"[A-Z]{2}"}},
        {"name":"many","type":"number","many":true}
    ]));
    let free = Locks::default();
    let chosen = choose(&world, &[], &declared, json!({}), &free).await.unwrap();
    assert_eq!(chosen, json!({"list":"a","number":5,"yes":true}));
    let good = json!({"list":"b","number":"7","day":"2013-07-04","yes":"false","code":"UA","many":[1,2]});
    let chosen = choose(&world, &[], &declared, good, &free).await.unwrap();
    assert_eq!(
        chosen,
        json!({"list":"b","number":7,"day":"2013-07-04","yes":false,"code":"UA","many":[1,2]})
    );
    for (name, value) in [
        ("list", json!("c")),
        ("number", json!(10)),
        ("day", json!("2013-02-30")),
        ("yes", json!("perhaps")),
        ("code", json!("UAX")),
        ("many", json!(["x"])),
        ("list", json!(null)),
        ("unknown", json!(1)),
    ] {
        let error = choose(&world, &[], &declared, json!({name: value}), &free)
            .await
            .unwrap_err();
        assert_eq!(fault(&error).0, format!("/variables/{name}"));
    }
}

#[tokio::test]
async fn locks_of_a_share_hold() {
    let world = stations().await;
    let document = cascade();
    let lock = |variable: ShareVariable| Locks {
        variables: [("station".parse_name(), variable)].into(),
        ..Locks::default()
    };
    let locked = lock(ShareVariable {
        locked: Some(json!("LGA")),
        ..ShareVariable::default()
    });
    let chosen = choose(&world, &[], &document, json!({}), &locked).await.unwrap();
    assert_eq!(chosen, json!({"station":"LGA","hall":"B"}));
    assert!(
        choose(&world, &[], &document, json!({"station":"LGA"}), &locked)
            .await
            .is_ok()
    );
    let error = choose(&world, &[], &document, json!({"station":"JFK"}), &locked)
        .await
        .unwrap_err();
    assert_eq!(fault(&error).0, "/variables/station");
    let hidden = lock(ShareVariable {
        locked: Some(json!("LGA")),
        hidden: true,
        subset: None,
    });
    for value in ["LGA", "JFK"] {
        let error = choose(&world, &[], &document, json!({"station":value}), &hidden)
            .await
            .unwrap_err();
        assert_eq!(fault(&error).1, "there is no such variable");
    }
    let subset = lock(ShareVariable {
        subset: Some(vec![json!("EWR"), json!("LGA")]),
        ..ShareVariable::default()
    });
    let chosen = choose(&world, &[], &document, json!({}), &subset).await.unwrap();
    assert_eq!(
        chosen["station"], "EWR",
        "the default is not in the subset: its first value"
    );
    assert!(
        choose(&world, &[], &document, json!({"station":"LGA"}), &subset)
            .await
            .is_ok()
    );
    assert!(
        choose(&world, &[], &document, json!({"station":"JFK"}), &subset)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn of_a_default_with_many_values_as_much_is_left_as_can_be_chosen() {
    let world = stations().await;
    let document = document(&json!([{
        "name": "station", "type": "string", "many": true, "default": ["JFK", "LGA"],
        "domain": { "choices": { "dataset": "halls", "value": "station" } },
    }]));
    let opening = async |rules: &[(&str, Json)], subset: Option<&[&str]>| {
        let subset = subset.map(|values| values.iter().map(|value| json!(value)).collect());
        let variable = ShareVariable {
            subset,
            ..ShareVariable::default()
        };
        let locks = Locks {
            variables: [("station".parse_name(), variable)].into(),
            ..Locks::default()
        };
        let chosen = choose(&world, rules, &document, json!({}), &locks).await.unwrap();
        chosen["station"].clone()
    };
    assert_eq!(opening(&[], None).await, json!(["JFK", "LGA"]));
    assert_eq!(opening(&[], Some(&["EWR", "JFK"])).await, json!(["JFK"]));
    assert_eq!(opening(&[], Some(&["LGA", "JFK"])).await, json!(["JFK", "LGA"]));
    assert_eq!(
        opening(&[], Some(&["EWR"])).await,
        json!(["EWR"]),
        "none is left: the first"
    );
    let rule = [("halls", json!({"in":["station",["EWR","LGA"]]}))];
    assert_eq!(
        opening(&rule, None).await,
        json!(["LGA"]),
        "what the caller's rows hold"
    );
}

trait ParseName {
    fn parse_name(&self) -> model::name::VariableName;
}

impl ParseName for str {
    fn parse_name(&self) -> model::name::VariableName {
        model::name::VariableName::new(self).unwrap()
    }
}

#[tokio::test]
async fn the_time_range_of_a_share_is_the_most() {
    let world = World::empty().await;
    let mut declared = document(&json!([]));
    let scope = world.all();
    let week = Locks {
        time: ShareTime {
            last_at_most: Span::parse("7d"),
            ..ShareTime::default()
        },
        ..Locks::default()
    };
    let free = Locks::default();
    let range = |text: &str| serde_json::from_str::<TimeRange>(text).unwrap();
    let from = async |declared: &Document, time: Option<&TimeRange>, locks: &Locks| {
        let inputs = world
            .engine
            .inputs(&scope, declared, &serde_json::Map::new(), time, locks, now())
            .await
            .unwrap();
        inputs.from.map(|from| from.to_rfc3339())
    };
    let week_ago = Some("2013-12-24T12:00:00+00:00".to_owned());
    assert_eq!(from(&declared, None, &free).await, None);
    assert_eq!(from(&declared, None, &week).await, week_ago);
    assert_eq!(
        from(&declared, Some(&range(r#"{"last":"30d"}"#)), &week).await,
        week_ago
    );
    assert_eq!(
        from(&declared, Some(&range(r#"{"from":"2013-01-01T00:00:00Z"}"#)), &week).await,
        week_ago
    );
    assert_eq!(
        from(&declared, Some(&range(r#"{"last":"1h"}"#)), &week).await,
        Some("2013-12-31T11:00:00+00:00".to_owned())
    );
    declared.time = serde_json::from_value(json!({"default":{"last":"1d"}})).unwrap();
    assert_eq!(
        from(&declared, None, &free).await,
        Some("2013-12-30T12:00:00+00:00".to_owned())
    );
}

#[tokio::test]
async fn a_document_is_checked_against_the_scope() {
    let world = stations().await;
    let place = json!({"x":0,"y":0,"w":6,"h":4});
    let widget = |id: &str, question: Json| json!({"id":id,"kind":"table","place":place,"question":question});
    let document: Document = serde_json::from_value(json!({
        "version": 1,
        "variables": [
            {"name":"s","type":"string","domain":{"choices":{"dataset":"halls","value":"nothing","label":"city"}}},
            {"name":"d","type":"date"},
            {"name":"o","type":"string","domain":{"choices":{"dataset":"other","value":"x","where":{"eq":["x",{"var":"s"}]}}}}
        ],
        "widgets": [
            widget("a", json!({"dataset":"halls","select":[{"column":"hall"}],"where":{"eq":["station",{"var":"s"}]}})),
            widget("b", json!({"dataset":"halls","select":[{"column":"hall"}],"where":{"and":[{"eq":["missing",1]}]}})),
            widget("c", json!({"dataset":"other","select":[{"count":"*"}]})),
            widget("d", json!({"sql":"select hall from halls where station = $s and city in ($o) limit 5"})),
            widget("e", json!({"sql":"select nothing from halls"})),
            widget("f", json!({"sql":"select * from other"})),
            widget("g", json!({"sql":"select count(*) as n from halls where $d > date '2013-01-01' and $from < $to"})),
            widget("h", json!({"sql":"drop table halls"}))
        ]
    }))
    .unwrap();
    let error = world.engine.check_document(&world.all(), &document).await.unwrap_err();
    let QueryError::Invalid(invalid) = error else {
        panic!("{error:?}")
    };
    let pointers: Vec<_> = invalid.faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/variables/0/domain/choices/value",
            "/variables/2/domain/choices/dataset",
            "/widgets/1/question/where/and/0/eq",
            "/widgets/2/question/dataset",
            "/widgets/4/question/sql",
            "/widgets/5/question/sql",
            "/widgets/7/question/sql"
        ],
        "{invalid}"
    );
    let names: Vec<_> = world.engine.opens(&document).iter().map(ToString::to_string).collect();
    assert_eq!(names, ["halls", "other"]);
    let rule = [("halls", json!({"eq":["station","EWR"]}))];
    let opens = world
        .engine
        .measure(&world.scope(&rule), &world.engine.opens(&document), now())
        .await
        .unwrap();
    assert_eq!((opens.datasets.len(), opens.columns, opens.rows), (1, 3, 2));
}

#[tokio::test]
async fn measuring_tells_the_time_span() {
    let world = World::airports(&["flights"]).await;
    let names = [model::name::DatasetName::new("flights").unwrap()].into();
    let scope = world.scope(&[("flights", json!({"eq":["carrier","UA"]}))]);
    let opens = world.engine.measure(&scope, &names, now()).await.unwrap();
    assert_eq!(opens.rows, 58_665);
    assert_eq!(opens.from.unwrap().to_rfc3339(), "2013-01-01T10:00:00+00:00");
    assert!(opens.to.unwrap() > opens.from.unwrap());
}
