//! What a share says beside its rows and variables: from where it opens, which widgets it shows, at which revision it stays, how long a
//! reader's session is, in which language its page speaks.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::{Who, World};

fn link(mut terms: Json) -> Json {
    terms["kind"] = json!("link");
    terms["title"] = json!("Terms");
    terms
}

fn secret(made: &Json) -> String {
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// Two widgets that read a variable each.
fn two() -> Json {
    let variable = |name: &str| json!({ "name": name, "type": "string", "domain": { "values": ["EWR", "JFK"] }, "default": "EWR" });
    let widget = |id: &str, y: u16, variable: &str| {
        json!({ "id": id, "kind": "stat", "refresh": "live", "place": { "x": 0, "y": y, "w": 3, "h": 2 },
            "question": { "dataset": "flights", "select": [{ "count": "*" }], "where": { "eq": ["origin", { "var": variable }] } } })
    };
    json!({ "version": 1, "variables": [variable("one"), variable("other")],
        "widgets": [widget("first", 0, "one"), widget("second", 2, "other")] })
}

#[tokio::test]
async fn a_share_opens_from_its_networks_alone() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let (world, shares) = (&board.world, board.path("/shares"));
    let here = world
        .made(
            &ada,
            &shares,
            link(json!({ "networks": ["192.0.2.0/24", "127.0.0.0/8"] })),
        )
        .await;
    assert_eq!(here["share"]["networks"], json!(["192.0.2.0/24", "127.0.0.0/8"]));
    let reader = world.open(&secret(&here), None).await.unwrap();
    assert!(board.rows(&reader, "n").await.is_ok());

    let there = world
        .made(
            &ada,
            &shares,
            link(json!({ "networks": ["192.0.2.0/24", "2001:db8::/32"] })),
        )
        .await;
    let (status, mut refused) = world.open(&secret(&there), None).await.unwrap_err();
    let (_, mut unknown) = world.open("no-such-secret", None).await.unwrap_err();
    for answer in [&mut refused, &mut unknown] {
        answer.as_object_mut().unwrap().remove("request_id");
    }
    assert_eq!(
        (status, &refused),
        (StatusCode::NOT_FOUND, &unknown),
        "as one that does not exist"
    );

    // A page that is open when the networks change is cut before the change is answered.
    let mut page = Stream::open(world, &reader, "board", None).await;
    page.until("hello").await;
    let path = format!("/shares/{}", here["share"]["id"].as_str().unwrap());
    let (status, told) = world.patch(&ada, &path, json!({ "networks": ["192.0.2.0/24"] })).await;
    assert_eq!(status, 200, "{told}");
    page.until("ended").await;
    assert_eq!(board.rows(&reader, "n").await.unwrap_err().0, 404);
    let (status, _) = world.patch(&ada, &path, json!({ "networks": [] })).await;
    assert_eq!(status, 200);
    assert!(board.rows(&reader, "n").await.is_ok(), "from everywhere again");
}

#[tokio::test]
async fn the_network_is_that_of_who_a_trusted_proxy_says() {
    let world = World::start_with(&["--trusted-proxies", "127.0.0.1"]);
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let body = json!({ "title": "Board", "document": two() });
    let board = world.made(&ada, &format!("/workspaces/{root}/dashboards"), body).await;
    let shares = format!("/dashboards/{}/shares", board["id"].as_str().unwrap());
    let made = world
        .made(&ada, &shares, link(json!({ "networks": ["192.0.2.0/24"] })))
        .await;
    let open = async |from: &str| {
        let request = reqwest::Client::new().post(format!("{}/api/v1/share-sessions", world.base));
        let request = request
            .header("x-forwarded-for", from)
            .json(&json!({ "secret": secret(&made) }));
        request.send().await.unwrap().status()
    };
    assert_eq!(open("192.0.2.77").await, 201);
    assert_eq!(open("198.51.100.7").await, 404);
    // What stands further left was said by who is not believed.
    assert_eq!(open("192.0.2.77, 198.51.100.7").await, 404);
}

#[tokio::test]
async fn a_share_shows_its_widgets_and_nothing_of_the_others() {
    let board = Board::new().await;
    let ada = board.who("ada");
    board.save("ada", two()).await;
    let (world, shares) = (&board.world, board.path("/shares"));
    let wanted = link(json!({ "widgets": ["second"], "abilities": ["interact"] }));
    let (_, check) = world.post(&ada, &board.path("/shares/check"), wanted.clone()).await;
    assert_eq!(check["obstacles"], json!([]), "{check}");
    let made = world.made(&ada, &shares, wanted).await;
    let reader = world.open(&secret(&made), None).await.unwrap();
    let (_, found) = world.get(&reader, &board.path("")).await;
    let widgets = found["document"]["widgets"].as_array().unwrap();
    assert_eq!((widgets.len(), &widgets[0]["id"]), (1, &json!("second")));
    assert_eq!(widgets[0]["place"]["y"], 0, "where the other stood");
    let variables = found["document"]["variables"].as_array().unwrap();
    assert_eq!((variables.len(), &variables[0]["name"]), (1, &json!("other")));

    assert!(board.rows(&reader, "second").await.is_ok());
    assert_eq!(
        board.rows(&reader, "first").await.unwrap_err(),
        board.rows(&reader, "third").await.unwrap_err(),
        "as one that does not exist"
    );
    let chosen = json!({ "widget": "second", "variables": { "one": "JFK" } });
    assert_eq!(
        world.post(&reader, &board.path("/data"), chosen).await.0,
        400,
        "a variable that is not its own"
    );
    let (status, _) = world
        .post(
            &reader,
            &board.path("/exports"),
            json!({ "format": "csv", "widget": "first" }),
        )
        .await;
    assert!(status.is_client_error());

    // Others are not told what this one shows.
    let mut page = Stream::open(world, &reader, "board", None).await;
    assert_eq!(page.until("hello").await["widgets"], json!(["second"]));
    let path = format!("/shares/{}", made["share"]["id"].as_str().unwrap());
    let (status, told) = world.patch(&ada, &path, json!({ "widgets": ["first"] })).await;
    assert_eq!(status, 200, "{told}");
    page.until("changed").await;
    assert_eq!(page.until("hello").await["widgets"], json!(["first"]));
    assert!(board.rows(&reader, "second").await.is_err());
}

#[tokio::test]
async fn a_pinned_share_stays_at_its_revision_until_it_follows_again() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let world = &board.world;
    let made = world
        .made(&ada, &board.path("/shares"), link(json!({ "version": "pinned" })))
        .await;
    let revision = made["share"]["pinned"].as_u64().unwrap();
    assert_eq!(made["share"]["version"], "pinned");
    let reader = world.open(&secret(&made), None).await.unwrap();
    board.save("ada", two()).await;
    assert_eq!(board.seen(&reader, "").await, (vec!["n".to_owned()], revision));
    let path = format!("/shares/{}", made["share"]["id"].as_str().unwrap());
    let (_, share) = world.get(&ada, &path).await;
    assert_eq!(share["waiting"], false, "it waits for nothing");
    let (_, waiting) = world.get(&ada, "/shares?waiting=true").await;
    assert_eq!(waiting["items"], json!([]));

    let (status, share) = world.patch(&ada, &path, json!({ "pinned": null })).await;
    assert_eq!(
        (status, &share["version"]),
        (StatusCode::OK, &json!("follow")),
        "{share}"
    );
    assert_eq!(board.seen(&reader, "").await.0, ["first", "second"]);
    // Nobody pins what was not approved: the last approved one up to there is shown.
    board.save("otto", two()).await;
    let (status, _) = world.patch(&ada, &path, json!({ "pinned": revision })).await;
    assert_eq!(status, 200);
    assert_eq!(board.seen(&reader, "").await, (vec!["n".to_owned()], revision));
}

#[tokio::test]
async fn a_session_is_as_long_as_the_share_says_and_its_page_speaks_the_said_language() {
    let board = Board::new().await;
    let world = &board.world;
    let terms = link(json!({ "session_hours": 2, "language": "de", "refresh_seconds": 30 }));
    let made = world.made(&board.who("ada"), &board.path("/shares"), terms).await;
    let answer = world
        .made(&Who::Nobody, "/share-sessions", json!({ "secret": secret(&made) }))
        .await;
    let moment = |text: &Json| text.as_str().unwrap().parse::<model::Instant>().unwrap();
    let minutes = (moment(&answer["expires_at"]) - moment(&made["share"]["created_at"])).num_minutes();
    assert!((120..180).contains(&minutes), "{minutes}");
    let reader = Who::Bearer(answer["session"].as_str().unwrap().to_owned());
    let (_, me) = world.get(&reader, "/auth/me").await;
    assert_eq!(me["caller"]["share"]["language"], "de", "{me}");
    let (_, found) = world.get(&reader, &board.path("")).await;
    assert_eq!(found["share"]["language"], "de", "{found}");
}

#[tokio::test]
async fn terms_that_mean_nothing_are_refused_with_their_place() {
    let board = Board::new().await;
    let ada = board.who("ada");
    for (terms, pointer) in [
        (json!({ "networks": ["10.0.0.0/33"] }), "/networks/0"),
        (json!({ "networks": ["example.org"] }), "/networks/0"),
        (json!({ "networks": ["0.0.0.0/0"] }), "/networks/0"),
        (json!({ "widgets": ["nowhere"] }), "/widgets/0"),
        (json!({ "session_hours": 0 }), "/session_hours"),
        (json!({ "session_hours": 100_000 }), "/session_hours"),
        (json!({ "refresh_seconds": 0 }), "/refresh_seconds"),
        (json!({ "idle_days": 0 }), "/idle_days"),
        (json!({ "pinned": 0 }), "/pinned"),
        (json!({ "language": "tlh" }), "/language"),
    ] {
        let (status, told) = board
            .world
            .post(&ada, &board.path("/shares"), link(terms.clone()))
            .await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{terms}: {told}"
        );
    }
    let many: Vec<String> = (0..101).map(|n| format!("10.0.{n}.0/24")).collect();
    let (status, _) = board
        .world
        .post(&ada, &board.path("/shares"), link(json!({ "networks": many })))
        .await;
    assert_eq!(status, 400);
}
