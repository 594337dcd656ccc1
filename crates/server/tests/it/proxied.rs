//! Behind a proxy: who is believed about where a request comes from, and a server that stands at a path.

use std::net::{IpAddr, Ipv4Addr};
use std::process::{Command, Stdio};

use reqwest::Client;
use serde_json::{Value as Json, json};

use crate::world::{World, free_port};

fn client(last: u8) -> Client {
    let address = IpAddr::V4(Ipv4Addr::new(127, 0, 0, last));
    Client::builder().local_address(address).build().unwrap()
}

async fn sign_in(world: &World, client: &Client, from: &str, password: &str) -> u16 {
    let body = json!({ "email": world.demo["users"]["vera"]["email"], "password": password });
    let request = client.post(format!("{}/api/v1/auth/login", world.base)).json(&body);
    request
        .header("x-forwarded-for", from)
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn guesses_count_for_who_a_trusted_proxy_says_and_for_nobody_else_says() {
    let world = World::start_with(&["--trusted-proxies", "127.0.0.9"]);
    let (proxy, stranger) = (client(9), client(8));
    let right = world.demo["users"]["vera"]["password"].as_str().unwrap().to_owned();
    let mut tries = 0;
    while sign_in(&world, &proxy, "198.51.100.1", "not the password").await == 401 {
        tries += 1;
        assert!(tries < 1_000, "guessing is not slowed down");
    }
    assert_eq!(sign_in(&world, &proxy, "198.51.100.1", &right).await, 429);
    assert_eq!(
        sign_in(&world, &proxy, "203.0.113.3, 198.51.100.1", &right).await,
        429,
        "made up on the left"
    );
    assert_eq!(
        sign_in(&world, &proxy, "198.51.100.2", &right).await,
        200,
        "somebody else behind the proxy"
    );
    // Who is not a proxy does not become another by saying so.
    let mut tries = 0;
    while sign_in(
        &world,
        &stranger,
        &format!("203.0.113.{}", tries % 250),
        "not the password",
    )
    .await
        == 401
    {
        tries += 1;
        assert!(tries < 1_000, "guessing is not slowed down");
    }
}

#[tokio::test]
async fn a_proxy_that_nobody_named_is_told_of_once() {
    let folder = tempfile::TempDir::new().unwrap();
    let listen = format!("127.0.0.1:{}", free_port());
    let mut child = Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args(["serve", "--listen", &listen, "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut String::new()).unwrap();
    let client = Client::new();
    for n in 0..3 {
        let request = client.get(format!("http://{listen}/healthz"));
        let answer = request
            .header("x-forwarded-for", format!("198.51.100.{n}"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
    }
    child.kill().unwrap();
    let said = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    let lines: Vec<_> = said.lines().filter(|line| line.contains("--trusted-proxies")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].contains("127.0.0.1"), "{said}");
}

#[tokio::test]
async fn a_server_at_a_path_works_whether_its_proxy_takes_the_path_off_or_not() {
    let world = World::start_with(&["--base-url", "https://dash.example.org/team/charts"]);
    let client = Client::new();
    for prefix in ["", "/team/charts"] {
        let root = format!("{}{prefix}", world.base);
        let page = client
            .get(format!("{root}/d/x"))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(page.contains("content=\"/team/charts\" name=\"base-path\""), "{page}");
        let scripts: Vec<_> = page
            .split("src=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(!scripts.is_empty(), "{page}");
        for script in scripts {
            let inside = script
                .strip_prefix("/team/charts")
                .unwrap_or_else(|| panic!("{script} is not below the path"));
            let file = client.get(format!("{root}{inside}")).send().await.unwrap();
            assert_eq!(file.status(), 200);
            let kind = file.headers()["content-type"].to_str().unwrap().to_owned();
            assert!(kind.contains("javascript"), "{script}: {kind}");
        }
        assert!(!page.contains("=\"./") && !page.contains("=\"/assets"), "{page}");
        let reader = client
            .get(format!("{root}/s/secret"))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(reader.contains("/team/charts/assets/share"), "{reader}");
        let login =
            json!({ "email": world.demo["users"]["ada"]["email"], "password": world.demo["users"]["ada"]["password"] });
        let signed_in = client
            .post(format!("{root}/api/v1/auth/login"))
            .header("origin", "https://dash.example.org")
            .json(&login)
            .send()
            .await
            .unwrap();
        assert_eq!(signed_in.status(), 200);
        let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert!(
            cookie.contains("; Path=/team/charts;") && cookie.contains("; Secure"),
            "{cookie}"
        );
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let token = client
            .post(format!("{root}/api/v1/tokens"))
            .header("cookie", &cookie)
            .header("origin", "https://dash.example.org")
            .json(&json!({ "name": "T" }))
            .send()
            .await
            .unwrap();
        assert_eq!(token.status(), 201);
        let location = token.headers()["location"].to_str().unwrap().to_owned();
        assert!(location.starts_with("/team/charts/api/v1/tokens/"), "{location}");
        let shares = format!("{root}/api/v1/dashboards/{}/shares", world.id("dashboards", "delays"));
        let share = client
            .post(shares)
            .header("cookie", &cookie)
            .header("sec-fetch-site", "same-origin")
            .json(&json!({ "kind": "link", "title": "T" }));
        let share: Json = share.send().await.unwrap().json().await.unwrap();
        let link = share["link"].as_str().unwrap();
        assert!(link.starts_with("https://dash.example.org/team/charts/s/"), "{link}");
        let invited = client
            .post(format!("{root}/api/v1/users"))
            .header("cookie", &cookie)
            .header("sec-fetch-site", "same-origin")
            .json(&json!({ "name": "N", "email": format!("n{}@o.example", prefix.len()), "invite": true }));
        let invited: Json = invited.send().await.unwrap().json().await.unwrap();
        let link = invited["invitation"].as_str().unwrap();
        assert!(
            link.starts_with("https://dash.example.org/team/charts/invite/"),
            "{link}"
        );
    }
}
