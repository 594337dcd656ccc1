//! What readers of a share are told of the brand of its workspace, and who is not.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{PNG, Who, World};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36";

async fn branded() -> (World, Json) {
    let world = World::start();
    let (ada, root) = (world.person("ada"), world.id("workspaces", "port-authority"));
    world.put_logo(&ada, &root, PNG.to_vec()).await;
    let said = json!({ "accent": "#0a4d8c", "name": "Port Authority of New York" });
    let (status, brand) = world.put(&ada, &format!("/workspaces/{root}/brand"), said).await;
    assert_eq!(status, 200, "{brand}");
    let brand = brand["in_force"].clone();
    (world, brand)
}

async fn link(world: &World, mut terms: Json) -> (String, String) {
    terms["kind"] = json!("link");
    terms["title"] = json!("Branded");
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let made = world.made(&world.person("ada"), &path, terms).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    (secret, made["share"]["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn readers_of_a_share_see_the_brand_of_its_workspace_as_it_is_now() {
    let (world, brand) = branded().await;
    let (reader, _) = world.reader("ada", "delays", json!({})).await;
    let board = format!("/dashboards/{}", world.id("dashboards", "delays"));
    let told = async || world.get(&reader, &board).await.1["share"]["brand"].clone();
    assert_eq!(told().await, brand);
    let (_, me) = world.get(&reader, "/auth/me").await;
    assert_eq!(me["caller"]["share"]["brand"], brand, "{me}");
    // Nobody inside is told of a share, and none of it is a brand.
    let (_, inside) = world.get(&world.person("ada"), &board).await;
    assert_eq!(inside["share"], Json::Null);
    let (ada, root) = (world.person("ada"), world.id("workspaces", "port-authority"));
    let path = format!("/workspaces/{root}/brand");
    world.put(&ada, &path, json!({ "accent": "#ffcc00" })).await;
    let now = told().await;
    assert_eq!((&now["accent"], &now["name"]), (&json!("#ffcc00"), &Json::Null));
    world.delete(&ada, &format!("{path}/logo")).await;
    world.put(&ada, &path, json!({})).await;
    assert_eq!(told().await, Json::Null, "where nothing is said, nothing is told");
    // A reader neither asks for more of it nor changes it.
    let refused = world.visible(&reader, Method::GET, &path, None).await.0;
    assert_eq!(
        (refused, world.put(&reader, &path, json!({})).await.0.as_u16()),
        (404, 404)
    );
}

#[tokio::test]
async fn who_holds_a_link_is_told_whose_it_is_and_a_stranger_is_told_nothing() {
    let (world, brand) = branded().await;
    let (secret, id) = link(&world, json!({ "password": "a long enough one" })).await;
    let open = async |secret: &str, password: Option<&str>| {
        let body = json!({ "secret": secret, "password": password });
        world
            .visible(&Who::Nobody, Method::POST, "/share-sessions", Some(&body))
            .await
    };
    for password in [None, Some("wrong")] {
        let (status, asked) = open(&secret, password).await;
        assert_eq!((status, &asked["ask"]), (401, &json!("password")), "{asked}");
        assert_eq!(asked["brand"], brand);
    }
    let stranger = open("no-such-secret", None).await;
    assert_eq!(stranger.0, 404);
    assert!(stranger.1.get("brand").is_none(), "{}", stranger.1);
    // Once it has ended, its link is one that nobody made.
    let ended = world.delete(&world.person("ada"), &format!("/shares/{id}")).await;
    assert!(ended.0.is_success(), "{}", ended.1);
    assert_eq!(open(&secret, None).await, stranger);
}

#[tokio::test]
async fn the_drawn_page_holds_the_logo_and_that_of_a_stranger_does_not() {
    let (world, brand) = branded().await;
    let (secret, _) = link(&world, json!({})).await;
    let path = brand["logo"]["path"].as_str().unwrap();
    let page = async |secret: &str| {
        let request = world.http.get(format!("{}/s/{secret}", world.base));
        let response = request.header("user-agent", BROWSER).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.text().await.unwrap()
    };
    let mut drawn = String::new();
    for _ in 0..100 {
        drawn = page(&secret).await;
        if drawn.contains("id=\"painted\"") {
            break;
        }
    }
    assert!(
        drawn.contains(path) && drawn.contains("alt=\"Port Authority of New York\""),
        "{drawn}"
    );
    let plain = page("no-such-secret").await;
    assert!(
        !plain.contains("/brand/") && !plain.contains("Port Authority"),
        "{plain}"
    );
}
