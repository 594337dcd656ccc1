//! Only failures count, and they make only those wait who share a network with who failed.

use std::net::{IpAddr, Ipv4Addr};

use futures::future::join_all;
use reqwest::Client;
use serde_json::{Value as Json, json};

use crate::world::World;

/// A client with an address of its own; all of 127.0.0.0/8 is this machine.
fn client(last: u8) -> Client {
    let address = IpAddr::V4(Ipv4Addr::new(127, 0, 0, last));
    Client::builder().local_address(address).build().unwrap()
}

async fn post(world: &World, client: &Client, path: &str, body: &Json) -> u16 {
    let request = client.post(format!("{}/api/v1{path}", world.base)).json(body);
    request.send().await.unwrap().status().as_u16()
}

fn login(world: &World, key: &str) -> Json {
    let person = &world.demo["users"][key];
    json!({ "email": person["email"], "password": person["password"] })
}

/// An office behind one address begins its day.
#[tokio::test]
async fn many_right_passwords_of_one_address_all_work_at_once() {
    let world = World::start();
    let office = client(1);
    let people: Vec<_> = world.demo["users"].as_object().unwrap().keys().cloned().collect();
    let bodies: Vec<_> = people.iter().cycle().take(72).map(|key| login(&world, key)).collect();
    let answers = join_all(bodies.iter().map(|body| post(&world, &office, "/auth/login", body))).await;
    assert_eq!(answers, [200; 72], "{} people", people.len());

    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let share = json!({ "kind": "link", "title": "P", "password": "a good password" });
    let made = world.made(&world.person("ada"), &path, share).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let body = json!({ "secret": secret, "password": "a good password" });
    let answers = join_all((0..12).map(|_| post(&world, &office, "/share-sessions", &body))).await;
    assert_eq!(answers, [201; 12]);
}

/// A stranger guesses until refused, even the right one; whom they guess at signs in as ever, from another address.
#[tokio::test]
async fn a_stranger_locks_nobody_out() {
    let world = World::start();
    let (stranger, home) = (client(66), client(1));
    let right = login(&world, "vera");
    let wrong = json!({ "email": right["email"], "password": "not the password" });
    let mut tries = 0;
    while post(&world, &stranger, "/auth/login", &wrong).await == 401 {
        tries += 1;
        assert!(tries < 1_000, "guessing is not slowed down");
    }
    assert!(tries >= 10, "{tries}");
    assert_eq!(post(&world, &home, "/auth/login", &right).await, 200);

    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let share = json!({ "kind": "link", "title": "P", "password": "a good password" });
    let made = world.made(&world.person("ada"), &path, share).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let (right, wrong) = (
        json!({ "secret": secret, "password": "a good password" }),
        json!({ "secret": secret, "password": "not this one" }),
    );
    let guesses = join_all((0..40).map(|_| post(&world, &stranger, "/share-sessions", &wrong))).await;
    assert!(guesses.contains(&429), "{guesses:?}");
    assert_eq!(post(&world, &home, "/share-sessions", &right).await, 201);
}
