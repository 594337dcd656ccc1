//! The audit that can be proven: what leaves the server verifies without it, by the program alone, and what somebody changed is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

/// Runs the program; whether it went well, and what it said.
fn program(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .arg("audit")
        .args(arguments)
        .output()
        .unwrap();
    let fits = output.status.success();
    let said = if fits { output.stdout } else { output.stderr };
    (fits, String::from_utf8(said).unwrap())
}

async fn text(world: &World, who: &Who, path: &str) -> (StatusCode, String) {
    let response = world.send(who, Method::GET, path, None).await;
    (response.status(), response.text().await.unwrap())
}

fn keep(world: &World, name: &str, text: &str) -> PathBuf {
    let path = world.folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

fn as_text(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn newest(world: &World) -> Json {
    let (status, page) = world.get(&world.person("ada"), "/audit/checkpoints?limit=1").await;
    assert_eq!(status, 200, "{page}");
    page["items"][0].clone()
}

async fn key(world: &World) -> String {
    newest(world).await["key"].as_str().unwrap().to_owned()
}

/// Makes an entry, and waits until a checkpoint is about it.
async fn grow(world: &World, name: &str) -> Json {
    let before = newest(world).await["size"].as_u64().unwrap();
    let root = world.id("workspaces", "port-authority");
    let body = json!({ "name": name, "parent": root });
    world.made(&world.person("ada"), "/workspaces", body).await;
    loop {
        let now = newest(world).await;
        if now["size"].as_u64().unwrap() > before {
            return now;
        }
    }
}

#[tokio::test]
async fn an_exported_audit_verifies_without_the_server_and_changes_are_found() {
    let world = World::start();
    let ada = world.person("ada");
    let (status, whole) = text(&world, &ada, "/audit/export").await;
    assert_eq!(status, 200);
    let entries = whole.lines().filter(|line| line.starts_with(r#"{"index":"#)).count();
    assert!(entries > 20, "{entries}");
    let key = key(&world).await;
    let file = keep(&world, "audit.ndjson", &whole);
    let (fits, said) = program(&["verify", as_text(&file), "--key", &key]);
    assert!(fits && said.contains(&format!("All {entries} entries")), "{said}");
    let (fits, said) = program(&["verify", as_text(&file)]);
    assert!(fits && said.contains(&key), "the key of the file is told: {said}");

    let changed = whole.replacen(r#""actor":"user:"#, r#""actor":"job:"#, 1);
    let file = keep(&world, "changed.ndjson", &changed);
    let (fits, said) = program(&["verify", as_text(&file), "--key", &key]);
    assert!(!fits && said.contains("was changed after it was sealed"), "{said}");
    let missing: Vec<_> = whole.lines().enumerate().filter(|(at, _)| *at != 9).collect();
    let missing: String = missing.into_iter().map(|(_, line)| format!("{line}\n")).collect();
    let file = keep(&world, "missing.ndjson", &missing);
    let (fits, said) = program(&["verify", as_text(&file), "--key", &key]);
    assert!(
        !fits && said.contains("line 10") && said.contains("entry 8 is missing"),
        "{said}"
    );
    let other = key.replacen("wsp_", "wsp_x", 1);
    assert!(!program(&["verify", as_text(&file), "--key", &other]).0);

    // What was taken along is in the audit itself.
    let (_, page) = world.get(&ada, "/audit?action=audit.export").await;
    assert_eq!(page["items"][0]["details"]["format"], "ndjson");
    assert_eq!(page["items"][0]["from"], "127.0.0.1");
}

#[tokio::test]
async fn a_proof_verifies_alone_and_shows_no_other_entry() {
    let world = World::start();
    let ada = world.person("ada");
    grow(&world, "Proven").await;
    let (_, page) = world.get(&ada, "/audit?limit=1000").await;
    let items = page["items"].as_array().unwrap();
    let one = items.iter().find(|item| item["action"] == "workspace.create").unwrap();
    let id = one["id"].as_str().unwrap();
    let (status, proof) = text(&world, &ada, &format!("/audit/entries/{id}/proof")).await;
    assert_eq!(status, 200);
    for other in items.iter().filter(|item| item["id"] != one["id"]) {
        assert!(!proof.contains(other["id"].as_str().unwrap()), "{other}");
    }
    assert!(proof.contains(id));
    let entry = proof.lines().nth(1).unwrap();
    assert!(proof.len() - entry.len() <= 2_048, "{}", proof.len());
    let key = key(&world).await;
    let file = keep(&world, "one.proof", &proof);
    let (fits, said) = program(&["verify", as_text(&file), "--key", &key]);
    assert!(fits && said.contains("is one of the"), "{said}");
    let bent = proof.replacen("workspace.create", "workspace.delete", 1);
    let file = keep(&world, "bent.proof", &bent);
    assert!(bent != proof && !program(&["verify", as_text(&file), "--key", &key]).0);

    // The same by hand, on the folder of the running server.
    let folder = as_text(world.folder.path());
    let (done, said) = program(&["key", "--data", folder]);
    assert!(done && said.trim() == key, "{said}");
    let (done, said) = program(&["prove", id, "--data", folder]);
    assert!(done, "{said}");
    let file = keep(&world, "by-hand.proof", &said);
    assert!(program(&["verify", as_text(&file), "--key", &key]).0);
    let elsewhere = world.folder.path().join("empty");
    fs::create_dir(&elsewhere).unwrap();
    let (done, said) = program(&["key", "--data", as_text(&elsewhere)]);
    assert!(
        !done && fs::read_dir(&elsewhere).unwrap().next().is_none(),
        "nothing is made: {said}"
    );
}

#[tokio::test]
async fn one_checkpoint_is_shown_to_continue_another() {
    let world = World::start();
    let ada = world.person("ada");
    let old = newest(&world).await;
    let new = grow(&world, "Later").await;
    let sizes = (old["size"].as_u64().unwrap(), new["size"].as_u64().unwrap());
    let path = format!("/audit/consistency?from={}&to={}", sizes.0, sizes.1);
    let (status, proof) = text(&world, &ada, &path).await;
    assert_eq!(status, 200, "{proof}");
    let note = |name: &str, of: &Json| keep(&world, name, of["note"].as_str().unwrap());
    let (a, b) = (note("old.txt", &old), note("new.txt", &new));
    let proof = keep(&world, "consistency.json", &proof);
    let key = key(&world).await;
    let consistent = |old: &Path, new: &Path, more: &[&str]| {
        let arguments = ["consistent", as_text(old), as_text(new), "--proof", as_text(&proof)];
        program(&[&arguments, more].concat())
    };
    let (fits, said) = consistent(&a, &b, &["--key", &key]);
    assert!(fits && said.contains("unchanged"), "{said}");
    assert!(consistent(&a, &b, &[]).1.contains("No signature was checked"));
    assert!(!consistent(&b, &a, &["--key", &key]).0);
    // Another root of the same size: somebody rewrote what was before.
    let text = old["note"].as_str().unwrap();
    let root = text.lines().nth(2).unwrap();
    let rewritten = keep(
        &world,
        "rewritten.txt",
        &text.replace(root, new["note"].as_str().unwrap().lines().nth(2).unwrap()),
    );
    assert!(!consistent(&rewritten, &b, &[]).0);
    assert!(!consistent(&rewritten, &b, &["--key", &key]).0);
    for bad in ["from=5&to=4", "from=0&to=9999999", "from=1"] {
        let (status, answer) = world.get(&ada, &format!("/audit/consistency?{bad}")).await;
        assert_eq!(status, 400, "{bad}: {answer}");
    }
}

#[tokio::test]
async fn who_reads_one_workspace_gets_nothing_of_the_others() {
    let world = World::start();
    let (ada, vera) = (world.person("ada"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let below = world
        .made(&ada, "/workspaces", json!({ "name": "Below", "parent": root }))
        .await;
    let below = below["id"].as_str().unwrap().to_owned();
    for path in [
        "/audit",
        "/audit/export",
        "/audit/checkpoints",
        "/audit/consistency?from=0&to=1",
    ] {
        assert_eq!(world.get(&vera, path).await.0, 403, "{path}");
        assert_eq!(world.get(&Who::Nobody, path).await.0, 401, "{path}");
    }
    let permissions = format!("/workspaces/{below}/permissions/{}", world.user("vera"));
    let (status, answer) = world
        .put(&ada, &permissions, json!({ "here": ["view", "audit"] }))
        .await;
    assert!(status.is_success(), "{answer}");
    let (status, own) = world.get(&vera, &format!("/audit?workspace={below}")).await;
    assert_eq!(status, 200);
    let own = own["items"].as_array().unwrap();
    assert!(!own.is_empty() && own.iter().all(|item| item["workspace"] == json!(below)));
    for path in [
        "/audit",
        "/audit/export",
        &format!("/audit/export?workspace={root}"),
        &format!("/audit?workspace={root}"),
    ] {
        assert_eq!(world.get(&vera, path).await.0, 403, "{path}");
    }
    let (status, part) = text(&world, &vera, &format!("/audit/export?workspace={below}")).await;
    assert_eq!(status, 200);
    let of_others = part
        .lines()
        .filter(|line| line.starts_with("{\"index\"") && !line.contains(&below));
    assert_eq!(of_others.count(), 0);
    let file = keep(&world, "part.ndjson", &part);
    let (fits, said) = program(&["verify", as_text(&file)]);
    assert!(!fits && said.contains("one workspace"), "{said}");
    // Proofs likewise: of the own entries, and of no others; those do not exist for her.
    let id = own[0]["id"].as_str().unwrap();
    assert_eq!(text(&world, &vera, &format!("/audit/entries/{id}/proof")).await.0, 200);
    let (_, page) = world.get(&ada, &format!("/audit?workspace={root}&limit=1")).await;
    let foreign = page["items"][0]["id"].as_str().unwrap();
    let proof = |id: &str| format!("/audit/entries/{id}/proof");
    let unknown = world
        .visible(&vera, Method::GET, &proof("aud_00000000000000000000000000"), None)
        .await;
    assert_eq!(unknown.0, 404);
    assert_eq!(world.visible(&vera, Method::GET, &proof(foreign), None).await, unknown);
    assert_eq!(world.get(&vera, "/audit/checkpoints").await.0, 200);
}

#[tokio::test]
async fn the_audit_is_searched_and_taken_along_as_a_table() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let body = json!({ "name": "=Needle, \"quoted\"", "parent": root });
    let made = world.made(&ada, "/workspaces", body).await;
    let id = made["id"].as_str().unwrap();
    world
        .patch(&ada, &format!("/workspaces/{id}"), json!({ "name": "Renamed" }))
        .await;
    let found = async |query: &str| {
        let (status, page) = world.get(&ada, &format!("/audit?{query}")).await;
        assert_eq!(status, 200, "{query}: {page}");
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(found(&format!("object={id}")).await, 2);
    assert_eq!(found(&format!("object={id}&action=workspace.rename")).await, 1);
    assert_eq!(found(&format!("object={id}&actor=user:")).await, 2);
    assert_eq!(found(&format!("object={id}&actor=share:")).await, 0);
    assert_eq!(found("text=rEnAmEd").await, 1);
    assert_eq!(found("text=&actor=&limit=3").await, 3, "nothing typed narrows nothing");
    assert_eq!(found("since=2200-01-01T00:00:00Z").await, 0);
    assert_eq!(found("until=2001-01-01T00:00:00Z").await, 0);
    let long = "x".repeat(201);
    for bad in ["cursor=x", "since=yesterday", "colour=red", &format!("text={long}")] {
        assert_eq!(world.get(&ada, &format!("/audit?{bad}")).await.0, 400, "{bad}");
    }
    let (status, table) = text(&world, &ada, "/audit/export?format=csv").await;
    assert_eq!(status, 200);
    assert!(table.starts_with("index,id,at,actor,action,object,workspace,from,details,request\r\n"));
    let renamed = table.lines().find(|line| line.contains("workspace.rename")).unwrap();
    assert!(
        renamed.contains(r#""{""before"":""=Needle, \""quoted\"""",""after"":""Renamed""}""#),
        "{renamed}"
    );
    assert_eq!(world.get(&ada, "/audit/export?format=pdf").await.0, 400);
}
