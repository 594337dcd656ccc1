//! Attacks on what a server has little of, against the real program: memory, processors, stack. While each runs, somebody else asks
//! whether it lives, and its memory is watched. That the bounds themselves are right is tested in `model` and `query`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use futures::future::join_all;
use model::limits::{PREDICATE_PARTS, VARIABLES};
use reqwest::{Client, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

/// More memory than this, on top of what it has when it is started, is a leak or a hole: what questions may hold together and the answers
/// that are kept, with half as much again for what the allocator keeps back.
const MEMORY_KIB: u64 = 1 << 20;

/// Asks, as a balancer would, whether the server lives, for as long as it is kept. Every answer must come.
struct Watch {
    done: Arc<AtomicBool>,
    most: Arc<AtomicU64>,
    before: u64,
    asking: tokio::task::JoinHandle<u64>,
}

fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

impl Watch {
    fn start(world: &World) -> Self {
        let (pid, address) = (world.pid(), format!("{}/healthz", world.base));
        let (done, most) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (ends, seen) = (Arc::clone(&done), Arc::clone(&most));
        let asking = tokio::spawn(async move {
            let client = Client::new();
            let mut answers = 0;
            // A clock for looking, not for waiting: nothing depends on how often it strikes.
            let mut clock = tokio::time::interval(std::time::Duration::from_millis(20));
            while !ends.load(Ordering::Relaxed) {
                clock.tick().await;
                let answer = client.get(&address).send().await.unwrap();
                assert_eq!(answer.status(), 200);
                seen.fetch_max(memory(pid), Ordering::Relaxed);
                answers += 1;
            }
            answers
        });
        Self {
            done,
            most,
            before: memory(pid),
            asking,
        }
    }

    async fn end(self, what: &str) {
        self.done.store(true, Ordering::Relaxed);
        let answers = self.asking.await.unwrap();
        assert!(answers > 0);
        let more = self.most.load(Ordering::Relaxed).saturating_sub(self.before);
        assert!(more < MEMORY_KIB, "{what}: {} MiB more", more >> 10);
    }
}

fn root(world: &World, route: &str) -> String {
    format!("/workspaces/{}/{route}", world.id("workspaces", "port-authority"))
}

fn table(sql: &str) -> Json {
    json!({"version":1,"widgets":[
        {"id":"w","kind":"table","place":{"x":0,"y":0,"w":6,"h":4},"question":{"sql":sql}}]})
}

async fn ask(world: &World, who: &Who, sql: &str) -> (StatusCode, Json) {
    let body = json!({ "document": table(sql), "widget": "w" });
    world.post(who, &root(world, "preview"), body).await
}

fn patterns(count: usize) -> Json {
    let variable = |n: usize| json!({"name":format!("v{n}"),"type":"string","domain":{"pattern":r"\w{9}"}});
    json!({"document":{"version":1,"variables":(0..count).map(variable).collect::<Vec<_>>()}})
}

#[tokio::test]
async fn patterns_without_number_stop_nobody() {
    let world = World::start();
    let watch = Watch::start(&world);
    let path = root(&world, "check-document");
    let many = patterns(60_000);
    for (who, expected) in [(Who::Nobody, 401), (world.person("ada"), 400)] {
        let answers = join_all((0..4).map(|_| world.post(&who, &path, many.clone()))).await;
        for (status, answer) in answers {
            assert_eq!(status, expected, "{answer}");
            if expected == 400 {
                let pointer = answer["errors"][0]["pointer"].as_str().unwrap();
                assert!(pointer.starts_with("/document/variables"), "{answer}");
            }
        }
    }
    // As many as a dashboard may have, each as expensive as it may be: refused or not, others are served meanwhile.
    let ada = world.person("ada");
    let most = patterns(VARIABLES);
    let answers = join_all((0..4).map(|_| world.post(&ada, &path, most.clone()))).await;
    assert!(
        answers.iter().all(|(status, _)| [200, 400].contains(&status.as_u16())),
        "{answers:?}"
    );
    watch.end("patterns").await;
}

#[tokio::test]
async fn who_is_refused_reads_why_although_they_still_send() {
    let world = World::start();
    let path = root(&world, "check-document");
    // Larger than what lies between two programs unread; the last is larger than any body may be.
    for (kilobytes, nobody, ada) in [(500, 401, 400), (4_000, 401, 400), (7_000, 401, 413)] {
        let body = json!({ "document": "x".repeat(kilobytes << 10) });
        for (who, expected) in [(Who::Nobody, nobody), (world.person("ada"), ada)] {
            let answers = join_all((0..8).map(|_| world.post(&who, &path, body.clone()))).await;
            for (status, answer) in answers {
                assert_eq!(status, expected, "{kilobytes} kB: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn no_question_ends_the_process_or_takes_its_memory() {
    let world = World::start();
    let watch = Watch::start(&world);
    let otto = world.person("otto");
    let doubling: Vec<_> = (1..30)
        .map(|n| format!("c{n} as (select a.faa from c{0} a, c{0} b)", n - 1))
        .collect();
    let doubling = format!(
        "with c0 as (select faa from airports), {} select count(*) as n from c29",
        doubling.join(",")
    );
    let questions = [
        format!("select 1{} as n", "+1".repeat(3_000)),
        format!("select 1 as n where true{}", " or true".repeat(2_000)),
        format!("select {}1{} as n", "(".repeat(9_000), ")".repeat(9_000)),
        format!("select 1 as n{}", " union all select 1".repeat(800)),
        "select array_length(range(0, 300000000)) as n".to_owned(),
        "select length(repeat('x', 2000000000)) as n".to_owned(),
        "select length(rpad(name, 200000000, 'x')) as n from airports".to_owned(),
        "select count(*) as n from airports a, airports b, airports c where sin(a.alt * b.alt) > c.alt + 2".to_owned(),
        doubling,
    ];
    let answers = join_all(questions.iter().map(|sql| ask(&world, &otto, sql))).await;
    for (sql, (status, answer)) in questions.iter().zip(answers) {
        let expected = [400, 413, 504];
        assert!(
            expected.contains(&status.as_u16()),
            "{}: {status} {answer}",
            &sql[..50.min(sql.len())]
        );
    }
    // Millions of rows in one window: whether they fit is for the machine to say, and what does not is refused.
    let window =
        "select sum(r) as n from (select row_number() over (order by a.dep_delay) as r from flights a, airlines b) x";
    let (status, answer) = ask(&world, &otto, window).await;
    assert!([200, 400, 504].contains(&status.as_u16()), "{status} {answer}");
    // Checking a document asks nothing, and is bounded all the same.
    let body = json!({ "document": table(&questions[0]) });
    let (status, answer) = world.post(&otto, &root(&world, "check-document"), body).await;
    assert_eq!(
        (status.as_u16(), &answer["errors"][0]["pointer"]),
        (400, &json!("/document/widgets/0/question/sql"))
    );
    watch.end("questions").await;
}

#[tokio::test]
async fn rules_that_are_too_deep_or_too_wide_are_refused_where_they_are_written() {
    let mut world = World::start();
    let ada = world.person("ada");
    let (_, share) = world.reader("ada", "delays", json!({})).await;
    let wide = |parts: usize| json!({ "or": (0..parts).map(|n| json!({ "eq": ["flight", n] })).collect::<Vec<_>>() });
    let deep = |steps: usize| (0..steps).fold(json!({ "eq": ["flight", 1] }), |inner, _| json!({ "not": inner }));
    let path = format!("/shares/{share}");
    for predicate in [wide(PREDICATE_PARTS), wide(50_000), deep(40)] {
        let rows = json!({ "rows": [{ "dataset": "flights", "predicate": predicate }] });
        let (status, answer) = world.patch(&ada, &path, rows).await;
        assert_eq!(status, 400, "{answer}");
        assert_eq!(answer["errors"][0]["pointer"], json!("/rows/0/predicate"), "{answer}");
        let rule = json!({ "dataset": "flights", "applies_to": "workspace", "predicate": predicate });
        let (status, answer) = world.post(&ada, &root(&world, "row-rules"), rule).await;
        assert_eq!(
            (status.as_u16(), &answer["errors"][0]["pointer"]),
            (400, &json!("/predicate")),
            "{answer}"
        );
    }
    // Deeper than JSON may be: refused while it is read.
    let text = format!(
        r#"{{"rows":[{{"dataset":"flights","predicate":{}"#,
        r#"{"not":"#.repeat(100_000)
    );
    let sent = Client::new()
        .patch(format!("{}/api/v1{path}", world.base))
        .header("content-type", "application/json");
    let Who::Bearer(token) = &ada else { unreachable!() };
    let answer = sent.bearer_auth(token).body(text).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    // One that is just not too wide holds, also for who opens the share after a restart.
    let rows = json!({ "rows": [{ "dataset": "flights", "predicate": wide(PREDICATE_PARTS - 1) }] });
    let (status, answer) = world.patch(&ada, &path, rows).await;
    assert_eq!(status, 200, "{answer}");
    world.crash_and_restart();
    let (reader, _) = world
        .reader(
            "ada",
            "delays",
            json!({ "rows": [{ "dataset": "flights", "predicate": wide(900) }] }),
        )
        .await;
    let id = world.id("dashboards", "delays");
    let (_, document) = world.get(&reader, &format!("/dashboards/{id}")).await;
    let widgets = document["document"]["widgets"].as_array().unwrap();
    let drawn = widgets.iter().find(|widget| widget["kind"] == "bar").unwrap();
    let (status, answer) = world
        .post(
            &reader,
            &format!("/dashboards/{id}/data"),
            json!({ "widget": drawn["id"] }),
        )
        .await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn one_author_does_not_keep_the_others_waiting() {
    let world = World::start();
    let watch = Watch::start(&world);
    let (otto, ada) = (world.person("otto"), world.person("ada"));
    let slow = |n: usize| {
        format!("select sum(sin(a.flight + b.flight + {n})) as n from flights a join flights b on a.origin = b.origin")
    };
    // More than there are places, again and again: somebody in one line with him would never come to their turn.
    let hog = async {
        for round in 0.. {
            let slow: Vec<_> = (0..12).map(|n| slow(12 * round + n)).collect();
            for (status, answer) in join_all(slow.iter().map(|sql| ask(&world, &otto, sql))).await {
                assert_eq!(status, 504, "{answer}");
            }
        }
    };
    let asked = async {
        for n in 0..3 {
            let sql = format!("select count(*) + {n} as n from airlines");
            // A machine under load may need more than one try within the time of a question.
            while ask(&world, &ada, &sql).await.0 != StatusCode::OK {}
        }
    };
    tokio::select! {
        () = hog => {}
        () = asked => {}
    }
    watch.end("a hog").await;
}
