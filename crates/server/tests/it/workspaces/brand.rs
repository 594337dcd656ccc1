//! The brand of a workspace: inherited part by part, changed by who manages, and no file that is anything but a small picture.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use crate::world::{PNG, Who, World};

struct Brands {
    world: World,
    ada: Who,
    root: String,
    united: String,
}

impl Brands {
    fn new() -> Self {
        let world = World::start();
        let (ada, root) = (world.person("ada"), world.id("workspaces", "port-authority"));
        let united = world.id("workspaces", "united");
        Self {
            world,
            ada,
            root,
            united,
        }
    }

    async fn brand(&self, who: &Who, workspace: &str) -> (StatusCode, Json) {
        self.world.get(who, &format!("/workspaces/{workspace}/brand")).await
    }

    async fn say(&self, who: &Who, workspace: &str, body: Json) -> (StatusCode, Json) {
        self.world
            .put(who, &format!("/workspaces/{workspace}/brand"), body)
            .await
    }
}

#[tokio::test]
async fn a_brand_is_inherited_part_by_part() {
    let brands = Brands::new();
    let nothing = json!({ "accent": null, "name": null, "logo": null });
    let (status, none) = brands.brand(&brands.ada, &brands.united).await;
    assert_eq!((status, &none["in_force"]), (StatusCode::OK, &nothing), "{none}");
    let said = json!({ "accent": "#0A4D8C", "name": "Port Authority" });
    let (status, said) = brands.say(&brands.ada, &brands.root, said).await;
    assert_eq!(status, 200, "{said}");
    assert_eq!(said["own"]["accent"], "#0a4d8c", "in one form");
    let (status, shown) = brands.world.put_logo(&brands.ada, &brands.root, PNG.to_vec()).await;
    assert_eq!(status, 200, "{shown}");
    let logo = &shown["own"]["logo"];
    assert_eq!((&logo["width"], &logo["height"]), (&json!(32), &json!(16)));
    // Below, one part of its own.
    let (_, below) = brands
        .say(&brands.ada, &brands.united, json!({ "accent": "#ffcc00" }))
        .await;
    assert_eq!(
        below["own"],
        json!({ "accent": "#ffcc00", "name": null, "logo": null }),
        "{below}"
    );
    let force = json!({ "accent": "#ffcc00", "name": "Port Authority", "logo": logo });
    assert_eq!(below["in_force"], force);
    assert_eq!(below["from"]["accent"]["id"], brands.united.as_str());
    assert_eq!(below["from"]["logo"]["name"], "Port Authority");
    assert_eq!(below["can"], json!(["change"]));
    // Who sees the workspace below alone sees what holds there, and not whose it is.
    let (status, seen) = brands.brand(&brands.world.person("uma"), &brands.united).await;
    assert_eq!((status, &seen["in_force"]), (StatusCode::OK, &force), "{seen}");
    assert_eq!(seen["from"]["accent"]["id"], brands.united.as_str());
    assert_eq!((&seen["from"]["logo"], &seen["can"]), (&Json::Null, &json!([])));
    // What says nothing any more has what is above.
    let (_, again) = brands.say(&brands.ada, &brands.united, json!({})).await;
    assert_eq!(again["in_force"]["accent"], "#0a4d8c");
    let path = format!("/workspaces/{}/brand/logo", brands.root);
    assert_eq!(brands.world.delete(&brands.ada, &path).await.0, 204);
    assert_eq!(
        brands.brand(&brands.ada, &brands.united).await.1["in_force"]["logo"],
        Json::Null
    );
    let (_, audit) = brands
        .world
        .get(
            &brands.ada,
            &format!("/audit?workspace={}&action=workspace.brand", brands.root),
        )
        .await;
    let told = audit["items"].as_array().unwrap();
    assert!(
        told.iter()
            .any(|entry| entry["details"]["before"] == json!({}) && entry["details"]["after"]["accent"] == "#0a4d8c"),
        "{audit}"
    );
}

#[tokio::test]
async fn only_who_manages_changes_a_brand() {
    let brands = Brands::new();
    for (key, refused) in [("otto", 403), ("vera", 403), ("gus", 404)] {
        let who = brands.world.person(key);
        let (status, _) = brands.say(&who, &brands.root, json!({ "accent": "#000000" })).await;
        assert_eq!(status, refused, "{key}");
        let (status, _) = brands.world.put_logo(&who, &brands.root, PNG.to_vec()).await;
        assert_eq!(status, refused, "{key}");
        let path = format!("/workspaces/{}/brand/logo", brands.root);
        assert_eq!(brands.world.delete(&who, &path).await.0, refused, "{key}");
    }
    let (_, brand) = brands.brand(&brands.ada, &brands.root).await;
    assert_eq!(brand["own"], json!({ "accent": null, "name": null, "logo": null }));
}

#[tokio::test]
async fn a_colour_is_a_colour_and_nothing_else() {
    let brands = Brands::new();
    for wrong in ["red", "#fff", "#0a4d8c;}", "url(https://evil.example)", "#0a4d8", ""] {
        let (status, told) = brands.say(&brands.ada, &brands.root, json!({ "accent": wrong })).await;
        assert_eq!(status, 400, "{wrong}: {told}");
        assert_eq!(told["errors"][0]["pointer"], "/accent", "{told}");
    }
    for wrong in [json!({ "css": "*{}" }), json!({ "name": "" }), json!({ "logo": "x" })] {
        let (status, told) = brands.say(&brands.ada, &brands.root, wrong).await;
        assert_eq!(status, 400, "{told}");
    }
    assert_eq!(
        brands.brand(&brands.ada, &brands.root).await.1["own"]["accent"],
        Json::Null
    );
}

#[tokio::test]
async fn a_logo_that_is_no_small_picture_is_refused_and_changes_nothing() {
    let brands = Brands::new();
    let (_, before) = brands.world.put_logo(&brands.ada, &brands.root, PNG.to_vec()).await;
    let disguised = [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        b"<script>alert(document.cookie)</script>",
    ]
    .concat();
    let mut wide = PNG.to_vec();
    wide[16..20].copy_from_slice(&5_000_u32.to_be_bytes());
    let wrong: [&[u8]; 6] = [
        b"",
        br#"<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>"#,
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a\x01\0\x01\0\0\0\0\0",
        &disguised,
        &wide,
    ];
    for file in wrong {
        let (status, told) = brands.world.put_logo(&brands.ada, &brands.root, file.to_vec()).await;
        assert_eq!(status, 400, "{file:?}: {told}");
        assert_eq!(told["errors"][0]["pointer"], "", "{told}");
    }
    let mut large = PNG.to_vec();
    large.resize(server::limits::LOGO_BYTES + 1, 0);
    let (status, told) = brands.world.put_logo(&brands.ada, &brands.root, large.clone()).await;
    assert_eq!(
        (status, &told["code"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("too_large"))
    );
    large.pop();
    let (_, after) = brands.brand(&brands.ada, &brands.root).await;
    assert_eq!(after["own"], before["own"]);
    let (status, told) = brands.world.put_logo(&brands.ada, &brands.root, large).await;
    assert_eq!(status, 200, "as large as it may be: {told}");
}

#[tokio::test]
async fn the_file_of_a_logo_can_only_be_looked_at_and_only_by_its_name() {
    let brands = Brands::new();
    let (_, shown) = brands.world.put_logo(&brands.ada, &brands.root, PNG.to_vec()).await;
    let path = shown["own"]["logo"]["path"].as_str().unwrap();
    let get = async |path: &str| {
        let address = format!("{}{path}", brands.world.base);
        brands.world.http.get(address).send().await.unwrap()
    };
    let file = get(path).await;
    assert_eq!(file.status(), 200);
    for (name, said) in [
        ("content-type", "image/png"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "public, max-age=31536000, immutable"),
    ] {
        assert_eq!(file.headers()[name], said, "{name}");
    }
    assert!(file.headers().get("set-cookie").is_none());
    assert_eq!(file.bytes().await.unwrap().as_ref(), PNG);
    let other = "/brand/0000000000000000000000000000000000000000000000000000000000000000";
    for unknown in [other, "/brand/x", "/brand/..%2f..%2fsecret", &path.to_uppercase()] {
        assert_ne!(get(unknown).await.headers()["content-type"], "image/png", "{unknown}");
    }
    assert_eq!(get(other).await.status(), 404);
    let delete = format!("/workspaces/{}/brand/logo", brands.root);
    brands.world.delete(&brands.ada, &delete).await;
    assert_eq!(get(path).await.status(), 404, "it went with its use");
}
