//! Lists that come in pages, and dashboards that are asked for without saying where.

use serde_json::{Value as Json, json};

use crate::world::World;

/// Every page of a list, by `next_cursor`.
async fn all(world: &World, path: &str) -> Vec<Json> {
    let ada = world.person("ada");
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let (status, page) = world.get(&ada, &format!("{path}?limit=2{cursor}")).await;
        assert_eq!(status, 200, "{page}");
        let found = page["items"].as_array().unwrap();
        assert!(found.len() <= 2);
        items.extend(found.iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

#[tokio::test]
async fn shares_and_revisions_of_a_dashboard_come_in_pages() {
    let world = World::start();
    let ada = world.person("ada");
    let delays = format!("/dashboards/{}", world.id("dashboards", "delays"));
    for n in 0..5 {
        let body = json!({ "kind": "link", "title": format!("Link {n}") });
        assert_eq!(world.post(&ada, &format!("{delays}/shares"), body).await.0, 201);
    }
    let paged = all(&world, &format!("{delays}/shares")).await;
    let (_, whole) = world.get(&ada, &format!("{delays}/shares")).await;
    assert_eq!(json!(paged.iter().map(|s| &s["id"]).collect::<Vec<_>>()), ids(&whole));
    assert!(paged.len() >= 5);
    for _ in 0..3 {
        assert_eq!(
            world
                .post(&ada, &format!("{delays}/revisions/1/restore"), json!({}))
                .await
                .0,
            200
        );
    }
    assert!(all(&world, &format!("{delays}/revisions")).await.len() >= 4);
}

fn ids(page: &Json) -> Json {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].clone())
        .collect()
}

/// Uma belongs to United alone: the parent's dashboard opens there for her, also when a link does not say where.
#[tokio::test]
async fn a_dashboard_opens_where_its_reader_has_it() {
    let world = World::start();
    let uma = world.person("uma");
    let united = world.id("workspaces", "united");
    let (_, listed) = world
        .get(&uma, &format!("/workspaces/{united}/dashboards?tab=all"))
        .await;
    let inherited = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["inherited"] == true);
    let id = inherited.expect("the demo shows uma a dashboard of a parent")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let (status, opened) = world.get(&uma, &format!("/dashboards/{id}")).await;
    assert_eq!(status, 200, "{opened}");
    assert_eq!(opened["workspace"], json!(united));
    let (status, _) = world
        .get(&world.person("gus"), &format!("/dashboards/{id}?workspace={united}"))
        .await;
    assert_eq!(status, 404);
}
