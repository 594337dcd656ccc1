//! Every clause and function that SQL offers, against the answers of DuckDB. `suite/make.py` says how these were made, from the questions
//! in `suite/cases.sql`.

use std::path::{Path, PathBuf};

use query::FileFormat;
use serde_json::Value as Json;

use crate::world::{World, sql};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/suite").join(name)
}

#[derive(serde::Deserialize)]
struct Case {
    sql: String,
    rows: Vec<Vec<Json>>,
}

fn cases() -> Vec<Case> {
    serde_json::from_slice(&std::fs::read(file("cases.json")).unwrap()).unwrap()
}

/// Equal; numbers by value, whether they come as numbers or, exact ones, as texts.
fn same(one: &Json, other: &Json) -> bool {
    let number = |json: &Json| match json {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.parse().ok(),
        _ => None,
    };
    match (one, other) {
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        _ => match (number(one), number(other)) {
            (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
            _ => one == other,
        },
    }
}

#[tokio::test]
async fn every_clause_and_function_answers_like_another_engine() {
    let mut world = World::empty().await;
    for name in ["sales", "people"] {
        world
            .add_file(name, FileFormat::Parquet, &file(&format!("{name}.parquet")))
            .await;
    }
    let mut wrong = String::new();
    for case in cases() {
        match world.ask(&world.all(), &sql(&case.sql)).await {
            Ok(answer) => {
                let rows = Json::from(answer.rows.iter().cloned().map(Json::from).collect::<Vec<_>>());
                let expected = Json::from(case.rows.into_iter().map(Json::from).collect::<Vec<_>>());
                if !same(&rows, &expected) {
                    wrong += &format!("{}\n  is       {rows}\n  expected {expected}\n", case.sql);
                }
            }
            Err(error) => wrong += &format!("{}\n  {error:?}\n", case.sql),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_function_is_offered_that_no_case_asks() {
    let all: String = cases().into_iter().map(|case| case.sql + "\n").collect();
    let asked: std::collections::HashSet<&str> = all.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let missing: Vec<_> = query::functions().filter(|name| !asked.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_document_for_authors_names_every_function() {
    let document = include_str!("../../../../docs/sql.md");
    let missing: Vec<_> = query::functions()
        .filter(|name| !document.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "docs/sql.md lacks {missing:?}");
}
