//! The plan itself: the row rule stands in the scan, below the barrier; the question stands above it.

use query::{Ask, Inputs};
use serde_json::json;

use crate::world::{World, now, question, sql};

async fn plan(world: &World, asked: model::question::Question) -> String {
    let scope = world.scope(&[("flights", json!({"eq":["carrier","UA"]}))]);
    let ask = Ask {
        question: &asked,
        inputs: &Inputs::default(),
        now: now(),
        cache: false,
    };
    let text = world.engine.plan_text(&scope, &ask).await.unwrap();
    // Names of files and sizes differ from run to run.
    let lines = text.lines().map(|line| {
        let line = line.split(", file_type").next().map_or(line, |_| line);
        match (line.find("file_groups="), line.find("projection=")) {
            (Some(from), Some(to)) if from < to => format!("{}{}", &line[..from], &line[to..]),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_rule_is_on_the_scan_and_the_question_above_the_barrier() {
    let world = World::airports(&["flights"]).await;
    let mut text = String::new();
    for (name, asked) in [
        (
            "a condition that can fail stays above",
            sql("select count(*) as n from flights where 100 / dep_delay > 2"),
        ),
        ("a limit stays above", sql("select dep_delay from flights limit 5")),
        (
            "a harmless condition goes below with the rule",
            question(json!({
                "dataset":"flights","select":[{"column":"origin"},{"avg":"dep_delay","as":"m"}],
                "where":{"gt":["dep_delay",10]},"order":[{"by":"m"}],"limit":3
            })),
        ),
        (
            "what top rows teach goes below when nothing can fail",
            sql("select flight, dep_delay from flights order by dep_delay desc limit 5"),
        ),
        (
            "and stays above when something can",
            sql("select 1 / dep_delay as q from flights order by dep_delay desc limit 5"),
        ),
        (
            "statistics end at the barrier",
            sql("select count(*) as n, min(dep_delay) as lo from flights"),
        ),
    ] {
        let plan = plan(&world, asked).await;
        let barrier = plan.lines().position(|line| line.trim() == "Barrier").unwrap();
        let scan = plan
            .lines()
            .position(|line| line.contains("carrier") && line.contains("UA"))
            .unwrap();
        assert!(scan > barrier, "{plan}");
        text.push_str(&format!("-- {name}\n{plan}\n\n"));
    }
    insta::assert_snapshot!(text);
}
