//! The property that the whole crate stands on: an answer under a row rule equals the answer on a copy that holds only the visible rows,
//! with its errors, limits and counts. Data, rules and questions are random.

use model::dataset::Origin;
use proptest::prelude::*;
use query::{FileFormat, NewRows, QueryError};
use serde_json::{Value as Json, json};

use crate::world::{World, question, sql};

#[derive(Debug, Clone)]
struct Row {
    a: Option<i64>,
    b: i64,
    s: Option<&'static str>,
}

fn row() -> impl Strategy<Value = Row> {
    let texts = prop_oneof![Just("x"), Just("y"), Just("7"), Just("z9")];
    (
        prop::option::weighted(0.8, -3..4_i64),
        -2..3_i64,
        prop::option::weighted(0.8, texts),
    )
        .prop_map(|(a, b, s)| Row { a, b, s })
}

/// A rule and what it means, written down a second time without the engine.
#[derive(Debug, Clone)]
enum Rule {
    AEq(i64),
    ALt(i64),
    BIn(Vec<i64>),
    SEq(&'static str),
    ANull,
    BBetween(i64, i64),
    Not(Box<Rule>),
    And(Box<Rule>, Box<Rule>),
    Or(Box<Rule>, Box<Rule>),
    Broken,
}

fn rule() -> impl Strategy<Value = Rule> {
    let leaf = prop_oneof![
        4 => (-3..4_i64).prop_map(Rule::AEq),
        4 => (-3..4_i64).prop_map(Rule::ALt),
        4 => prop::collection::vec(-2..3_i64, 0..3).prop_map(Rule::BIn),
        4 => prop_oneof![Just("x"), Just("7")].prop_map(Rule::SEq),
        2 => Just(Rule::ANull),
        4 => (-2..1_i64, 0..3_i64).prop_map(|(low, high)| Rule::BBetween(low, high)),
        1 => Just(Rule::Broken),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|rule| Rule::Not(Box::new(rule))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Rule::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Rule::Or(Box::new(a), Box::new(b))),
        ]
    })
}

impl Rule {
    fn json(&self) -> Json {
        match self {
            Self::AEq(n) => json!({"eq":["a",n]}),
            Self::ALt(n) => json!({"lt":["a",n]}),
            Self::BIn(list) => json!({"in":["b",list]}),
            Self::SEq(text) => json!({"eq":["s",text]}),
            Self::ANull => json!({"is_null":"a"}),
            Self::BBetween(low, high) => json!({"between":["b",low,high]}),
            Self::Not(rule) => json!({"not":rule.json()}),
            Self::And(a, b) => json!({"and":[a.json(),b.json()]}),
            Self::Or(a, b) => json!({"or":[a.json(),b.json()]}),
            Self::Broken => json!({"eq":["gone",1]}),
        }
    }

    fn is_broken(&self) -> bool {
        match self {
            Self::Broken => true,
            Self::Not(rule) => rule.is_broken(),
            Self::And(a, b) | Self::Or(a, b) => a.is_broken() || b.is_broken(),
            _ => false,
        }
    }

    /// True, false or unknown.
    fn holds(&self, row: &Row) -> Option<bool> {
        match self {
            Self::AEq(n) => row.a.map(|a| a == *n),
            Self::ALt(n) => row.a.map(|a| a < *n),
            Self::BIn(list) => Some(list.contains(&row.b)),
            Self::SEq(text) => row.s.map(|s| s == *text),
            Self::ANull => Some(row.a.is_none()),
            Self::BBetween(low, high) => Some(*low <= row.b && row.b <= *high),
            Self::Not(rule) => rule.holds(row).map(|holds| !holds),
            Self::And(a, b) => match (a.holds(row), b.holds(row)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(a, b) => match (a.holds(row), b.holds(row)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Broken => Some(false),
        }
    }

    fn shows(&self, row: &Row) -> bool {
        !self.is_broken() && self.holds(row) == Some(true)
    }
}

const SQL: [&str; 22] = [
    "select * from t",
    "select a, b from t limit 3",
    "select a, b from t order by b, a limit 2 offset 1",
    "select count(*) as n, min(a) as lo, max(a) as hi, sum(b) as s from t",
    "select 6 / b as q from t",
    "select a from t where 6 / b > 1",
    "select a from t where b <> 0 and 6 / b > 1",
    "select cast(s as bigint) as n from t",
    "select a from t where cast(s as bigint) > 0",
    "select s, count(*) as n from t group by s order by s",
    "select s, sum(a) as n from t group by s having sum(6 / b) > 0 order by s",
    "select x.a, y.b from t x join t y on x.a = y.b order by x.a, y.b limit 20",
    "select x.a from t x left join u y on x.a = y.k order by x.a",
    "select distinct b from t order by b",
    "select a, row_number() over (order by b, a, s) as n from t order by n",
    "select (select max(b) from t) as m, count(*) as n from t where a > (select min(a) from t)",
    "select a from t where a in (select b from t) order by a",
    "select a from t union all select b from t order by 1",
    "select a from t except select b from t order by a",
    "select sum(6 / b) as s from t where a < 2",
    "with v as (select a, 12 / a as d from t) select count(*) as n from v where d > 0",
    "select max(a) as m from t where a is not null and b between -1 and 1",
];

fn structured() -> Vec<Json> {
    vec![
        json!({"dataset":"t","select":[{"column":"a"},{"column":"s"}]}),
        json!({"dataset":"t","select":[{"column":"s"},{"count":"*"},{"avg":"a","as":"m"}],"order":[{"by":"s"}]}),
        json!({"dataset":"t","select":[{"min":"a","as":"lo"},{"max":"b","as":"hi"},{"distinct":"s","as":"d"}],"where":{"gt":["a",-2]}}),
        json!({"dataset":"t","select":[{"first":"a","as":"f"},{"last":"s","as":"l"},{"median":"b","as":"m"},{"p95":"a","as":"p"}]}),
        json!({"dataset":"t","select":[{"column":"b"},{"sum":"a","as":"n"}],"where":{"or":[{"eq":["s","x"]},{"is_null":"s"}]},"order":[{"by":"n","desc":true},{"by":"b"}],"limit":2}),
        json!({"dataset":"t","select":[{"sum":"s"}]}),
    ]
}

/// The rows as pushed rows or as a file: both kinds of storage must keep the rule.
async fn world(rows: &[Row], pushed: bool) -> World {
    let columns = [("a", "int"), ("b", "int"), ("s", "string")];
    let mut world = World::empty().await;
    let lines: String = rows
        .iter()
        .map(|row| format!("{}\n", json!({"a":row.a,"b":row.b,"s":row.s})))
        .collect();
    if pushed {
        let origin = Origin::Ingest {
            time_column: None,
            grow: false,
        };
        let id = world.add("t", origin, &columns).await;
        let new = NewRows::Ndjson(lines.into());
        world.engine.append(id, new, crate::world::now()).await.unwrap();
    } else {
        // The file's types come from its values: three more rows that every rule hides would change them, so the file is typed Parquet.
        let path = world.folder.path().join("t.parquet");
        parquet(rows, &path);
        world.add_file("t", FileFormat::Parquet, &path).await;
    }
    world.add_text("u", FileFormat::Csv, "k\n1\n2\n2\n").await;
    world
}

fn parquet(rows: &[Row], path: &std::path::Path) {
    use datafusion::arrow::array::{Int64Array, RecordBatch, StringArray};
    use std::sync::Arc;
    let a: Int64Array = rows.iter().map(|row| row.a).collect();
    let b: Int64Array = rows.iter().map(|row| Some(row.b)).collect();
    let s: StringArray = rows.iter().map(|row| row.s).collect();
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("a", Arc::new(a) as _, true),
        ("b", Arc::new(b) as _, true),
        ("s", Arc::new(s) as _, true),
    ])
    .unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut writer = datafusion::parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// What of an answer must be equal: all but the times and the fingerprint.
fn told(answer: Result<std::sync::Arc<model::answer::Answer>, QueryError>) -> Result<Json, QueryError> {
    answer.map(|answer| {
        json!([
            answer.columns,
            answer.rows,
            answer.row_count,
            answer.truncated,
            answer.notes
        ])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_under_a_rule_is_the_answer_on_the_visible_rows(
        rows in prop::collection::vec(row(), 0..30),
        rule in rule(),
        pushed in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let visible: Vec<Row> = rows.iter().filter(|row| rule.shows(row)).cloned().collect();
            let whole = world(&rows, pushed).await;
            let copy = world(&visible, pushed).await;
            let scope = whole.scope(&[("t", rule.json())]);
            let questions = SQL.iter().map(|text| sql(text)).chain(structured().into_iter().map(question));
            for asked in questions {
                let under_rule = told(whole.ask(&scope, &asked).await);
                let on_copy = told(copy.ask(&copy.all(), &asked).await);
                prop_assert_eq!(under_rule, on_copy, "{:?} under {}", asked, rule.json());
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_question_cannot_fail_on_hidden_rows() {
    let mut world = World::empty().await;
    world
        .add_text("t", FileFormat::Csv, "who,n,word\nme,2,5\nyou,0,secret\nme,4,6\n")
        .await;
    let mine = world.scope(&[("t", json!({"eq":["who","me"]}))]);
    let divided = world
        .ask(&mine, &sql("select 8 / n as q from t order by q"))
        .await
        .unwrap();
    assert_eq!(json!(divided.rows), json!([[2], [4]]));
    let cast = world
        .ask(
            &mine,
            &sql("select sum(cast(word as bigint)) as s from t where 8 / n > 0"),
        )
        .await
        .unwrap();
    assert_eq!(json!(cast.rows), json!([[11]]));
    let error = world
        .ask(&world.all(), &sql("select 8 / n as q from t"))
        .await
        .unwrap_err();
    assert_eq!(
        crate::world::fault(&error),
        ("/sql".to_owned(), "the question divides by zero".to_owned())
    );
    let error = world
        .ask(&world.all(), &sql("select cast(word as bigint) as q from t"))
        .await
        .unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}

#[tokio::test]
async fn a_rule_on_a_column_that_is_not_shown_still_holds() {
    let mut world = World::empty().await;
    world.add_text("t", FileFormat::Csv, "who,n\nme,1\nyou,2\n").await;
    world.datasets[0].columns[0].hidden = true;
    let mine = world.scope(&[("t", json!({"eq":["who","me"]}))]);
    let answer = world.ask(&mine, &sql("select * from t")).await.unwrap();
    assert_eq!((json!(answer.rows), answer.columns.len()), (json!([[1]]), 1));
    assert!(world.ask(&mine, &sql("select who from t")).await.is_err());
    assert!(
        world
            .ask(&mine, &sql("select n from t where who = 'you'"))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn what_does_not_resolve_shows_nothing() {
    let mut world = World::empty().await;
    world.add_text("t", FileFormat::Csv, "who,n\nme,1\nyou,2\n").await;
    for rule in [
        json!({"eq":["who",{"viewer":"name"}]}),
        json!({"not":{"eq":["who",{"viewer":"name"}]}}),
        json!({"not":{"eq":["gone","x"]}}),
        json!({"not":{"eq":["n","text"]}}),
        json!({"or":[{"eq":["who","me"]},{"lt":["n",true]}]}),
    ] {
        let scope = world.scope(&[("t", rule.clone())]);
        let answer = world.ask(&scope, &sql("select count(*) as n from t")).await.unwrap();
        assert_eq!(json!(answer.rows), json!([[0]]), "{rule}");
    }
}
