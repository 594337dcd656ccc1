//! Somebody with nothing but a socket: what they send is bounded before anything is done for it, and others are served meanwhile.

use std::net::SocketAddr;

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::world::World;

fn address(world: &World) -> SocketAddr {
    world.base.strip_prefix("http://").unwrap().parse().unwrap()
}

pub(crate) async fn connect(world: &World) -> TcpStream {
    TcpStream::connect(address(world)).await.unwrap()
}

/// A connection from another address of this machine.
async fn connect_from(world: &World, last: u8) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, last], 0))).unwrap();
    socket.connect(address(world)).await.unwrap()
}

/// Everything that comes until the server closes.
pub(crate) async fn rest(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end as well.
    let _ended = socket.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends some bytes and reads until the server closes; what is sent asks it to.
pub(crate) async fn say(world: &World, bytes: impl AsRef<[u8]>) -> String {
    let mut socket = connect(world).await;
    let _cut = socket.write_all(bytes.as_ref()).await;
    rest(&mut socket).await
}

fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n")
}

pub(crate) fn status(answer: &str) -> u16 {
    let number = answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

pub(crate) fn problem(answer: &str) -> Json {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
}

async fn is_well(world: &World) {
    let mut socket = connect_from(world, 77).await;
    socket.write_all(get("/healthz", "").as_bytes()).await.unwrap();
    assert_eq!(status(&rest(&mut socket).await), 200);
}

#[tokio::test]
async fn a_head_that_drips_and_a_body_that_drips_are_not_waited_for() {
    let world = World::start();
    let mut head = connect(&world).await;
    head.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    let mut body = connect(&world).await;
    let login = "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{";
    body.write_all(login.as_bytes()).await.unwrap();
    let mut idle = connect(&world).await;
    is_well(&world).await;
    let (head, body, idle) = tokio::join!(rest(&mut head), rest(&mut body), rest(&mut idle));
    assert!(head.is_empty() || status(&head) == 408, "{head}");
    assert_eq!((status(&body), &problem(&body)["code"]), (408, &json!("timeout")));
    assert_eq!(idle, "", "who says nothing is told nothing");
    is_well(&world).await;
}

#[tokio::test]
async fn a_network_has_no_more_than_its_connections_and_others_have_theirs() {
    let world = World::start_with(&["--connections-per-network", "20"]);
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(connect_from(&world, 66).await);
    }
    let mut refused = connect_from(&world, 66).await;
    let answer = rest(&mut refused).await;
    assert_eq!(status(&answer), 429, "{answer}");
    assert!(
        answer.contains("\r\nretry-after: ") && problem(&answer)["code"] == "too_many",
        "{answer}"
    );
    is_well(&world).await;
    // Once one has gone there is room again.
    drop(open.pop());
    loop {
        let mut socket = connect_from(&world, 66).await;
        let _refused_already = socket.write_all(get("/healthz", "").as_bytes()).await;
        match status(&rest(&mut socket).await) {
            200 => break,
            other => assert!(other == 429 || other == 0, "{other}"),
        }
    }
}

#[tokio::test]
async fn heads_are_bounded() {
    let world = World::start();
    let long = get(&format!("/{}", "a".repeat(1 << 20)), "");
    let large = get("/", &format!("x-large: {}\r\n", "a".repeat(1 << 20)));
    let many = get("/", &"x: y\r\n".repeat(100_000));
    for head in [long, large, many] {
        let answer = say(&world, head).await;
        assert!(matches!(status(&answer), 0 | 400 | 414 | 431), "{answer}");
        is_well(&world).await;
    }
    // What readers choose fits.
    let state = get(&format!("/d/x?s={}", "a".repeat(30_000)), "");
    assert_eq!(status(&say(&world, state).await), 200);
}

#[tokio::test]
async fn bodies_of_nobody_are_small() {
    let world = World::start();
    for path in ["/auth/login", "/share-sessions", "/invitations/redeem", "/setup"] {
        let body = format!("{{\"secret\":\"{}\"}}", "a".repeat(100_000));
        let head = format!(
            "POST /api/v1{path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let answer = say(&world, format!("{head}{body}")).await;
        assert_eq!(
            (status(&answer), &problem(&answer)["code"]),
            (413, &json!("too_large")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_their_order() {
    let world = World::start();
    let one = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let answer = say(&world, format!("{}{}", one.repeat(99), get("/readyz", ""))).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 100);
    assert!(answer.ends_with("ready"));
}

/// A second request hidden in the body of the first: for the proxy in front one, for the server behind it two.
#[tokio::test]
async fn no_request_hides_in_another() {
    let world = World::start();
    let hidden = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let both = format!(
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
        hidden.len() + 5
    );
    let twice = format!(
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\ncontent-length: {}\r\n\r\n{hidden}",
        hidden.len()
    );
    let odd = |encoding: &str| {
        format!("POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: {encoding}\r\n\r\n0\r\n\r\n{hidden}")
    };
    for request in [
        both,
        twice,
        odd("chunked, identity"),
        odd("xchunked"),
        odd("\u{b}chunked"),
        format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: +5\r\n\r\nabcde{hidden}"),
        format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length : 5\r\n\r\nabcde{hidden}"),
        format!("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff0\r\n{hidden}"),
        format!("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n{hidden}"),
    ] {
        let answer = say(&world, &request).await;
        assert!(!answer.ends_with("ok"), "{request}\n{answer}");
    }
    is_well(&world).await;
}

#[tokio::test]
async fn no_file_but_the_webs_is_given_out() {
    let world = World::start();
    for path in [
        "/assets/../../../../etc/passwd",
        "/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/assets/..\\..\\secret.key",
        "/assets/%00",
        "/../secret.key",
        "/secret.key",
        "/demo.json",
        "//etc/passwd",
        "/.vite/manifest.json",
        "/index.html",
    ] {
        let answer = say(&world, get(path, "")).await;
        assert!(matches!(status(&answer), 200 | 400 | 404), "{path}: {answer}");
        assert!(
            !answer.contains("root:") && !answer.contains("\"users\""),
            "{path}: {answer}"
        );
        let is_page = answer.contains("id=\"root\"");
        assert!(is_page || status(&answer) != 200, "{path}: {answer}");
    }
}

#[tokio::test]
async fn what_a_stranger_calls_themselves_stands_nowhere_in_an_answer() {
    let world = World::start();
    for header in [
        "host",
        "origin",
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-host",
        "referer",
        "x-request-id",
        "cookie",
    ] {
        for path in [
            "/",
            "/s/secret",
            "/api/v1/setup",
            "/api/v1/auth/me",
            "/api/v1/nothing",
            "/nothing",
        ] {
            let request = format!("GET {path} HTTP/1.1\r\nconnection: close\r\n{header}: evil.example\r\n\r\n");
            let answer = say(&world, request).await;
            assert!((200..500).contains(&status(&answer)), "{header} {path}: {answer}");
            assert!(!answer.contains("evil"), "{header} {path}: {answer}");
        }
    }
    let (status, refused) = {
        let client = reqwest::Client::new();
        let login = json!({ "email": "a@b.example", "password": "0123456789" });
        let request = client.post(format!("{}/api/v1/auth/login", world.base)).json(&login);
        let answer = request.header("origin", "https://evil.example").send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Json>().await.unwrap())
    };
    assert_eq!((status, &refused["reason"]), (403, &json!("other_address")));
    let detail = refused["detail"].as_str().unwrap();
    assert!(
        detail.contains("--base-url") && detail.contains(&world.base) && !detail.contains("evil"),
        "{detail}"
    );
}

#[tokio::test]
async fn odd_requests_are_refused_or_answered_and_harm_nothing() {
    let world = World::start();
    for request in [
        "TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "CONNECT example.org:443 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "GET http://evil.example/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.0\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "\r\n\r\n\r\nnonsense\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\r\n\r\n".to_owned(),
        get("/", "range: bytes=0-0,1-1,2-2,3-3\r\n"),
        get("/", "accept-encoding: gzip;q=999, *;q=-1\r\n"),
        get("/", "upgrade: websocket\r\n"),
        get("/", "expect: 100-continue\r\n"),
        get("/api/v1/dashboards/%ff%fe/live", ""),
        get("/api/v1/users?limit=99999999999999999999", ""),
        get("/api/v1/users?%", ""),
    ] {
        let answer = say(&world, &request).await;
        assert!(status(&answer) < 500, "{request}: {answer}");
        is_well(&world).await;
    }
}
