//! A running demo server for one test, and callers who talk to it. The organisation is made once and copied for each test.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// The head of a picture, 32 by 16 pixels.
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0";

/// A started server with its own copy of the demo organisation.
pub(crate) struct World {
    pub(crate) base: String,
    pub(crate) demo: Json,
    pub(crate) folder: TempDir,
    child: Child,
    pub(crate) http: Client,
}

/// Who sends a request.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Nobody,
    Bearer(String),
    Cookie(String),
}

/// A port nobody listens on at present.
pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// The demo's folder, made once per build of the program.
fn template() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_vitrine"));
    let stamp = fs::metadata(program).unwrap().modified().unwrap();
    let stamp = stamp.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let done = root.join(format!("demo-{stamp}"));
    let lock = File::create(root.join("demo.lock")).unwrap();
    lock.lock().unwrap();
    if !done.exists() {
        for old in fs::read_dir(root).unwrap().flatten() {
            if old.file_name().to_string_lossy().starts_with("demo-") {
                fs::remove_dir_all(old.path()).unwrap();
            }
        }
        let making = root.join(format!("demo-{stamp}.making"));
        let (mut child, _) = start(&making, "demo", &["--no-replay"]);
        // A clean stop, so that the copy is whole.
        Command::new("kill").arg(child.id().to_string()).status().unwrap();
        child.wait().unwrap();
        fs::rename(&making, &done).unwrap();
    }
    done
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Starts the program and waits until it answers.
pub(crate) fn start(folder: &Path, command: &str, more: &[&str]) -> (Child, String) {
    let listen = format!("127.0.0.1:{}", free_port());
    let (child, _) = start_at(&listen, folder, command, more);
    (child, format!("http://{listen}"))
}

/// As [`start`], where it is told; and the first line that it says.
pub(crate) fn start_at(listen: &str, folder: &Path, command: &str, more: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .arg(command)
        .args(["--listen", listen, "--data"])
        .arg(folder)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    // It says where it is once everything is made and the address is its own; what it says later is read and dropped.
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(!line.is_empty(), "the server does not start");
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    (child, line)
}

impl World {
    /// A fresh copy of the demo, without the replay.
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    /// As [`World::start`], with settings.
    pub(crate) fn start_with(settings: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        copy(&template(), folder.path());
        let (child, base) = start(folder.path(), "demo", &[&["--no-replay"], settings].concat());
        let demo = serde_json::from_slice(&fs::read(folder.path().join("demo.json")).unwrap()).unwrap();
        Self {
            base,
            demo,
            folder,
            child,
            http: Client::new(),
        }
    }

    /// Ends the process at once, as a power cut would, and starts it again on the same folder.
    pub(crate) fn crash_and_restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let (child, base) = start(self.folder.path(), "demo", &["--no-replay"]);
        (self.child, self.base) = (child, base);
    }

    /// The server's process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A person of the demo, by API token.
    pub(crate) fn person(&self, key: &str) -> Who {
        Who::Bearer(self.demo["users"][key]["token"].as_str().unwrap().to_owned())
    }

    /// An id of the sheet, such as `id("dashboards", "delays")`.
    pub(crate) fn id(&self, kind: &str, key: &str) -> String {
        let entry = &self.demo[kind][key];
        entry
            .as_str()
            .or_else(|| entry["id"].as_str())
            .unwrap_or_else(|| panic!("no {kind} {key}"))
            .to_owned()
    }

    /// Sends a request; a body makes it JSON.
    pub(crate) async fn send(&self, who: &Who, method: Method, path: &str, body: Option<&Json>) -> Response {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        request = match who {
            Who::Nobody => request,
            Who::Bearer(token) => request.bearer_auth(token),
            Who::Cookie(cookie) => request.header("cookie", cookie).header("sec-fetch-site", "same-origin"),
        };
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.unwrap()
    }

    /// Sends and reads JSON (null when there is none).
    pub(crate) async fn call(&self, who: &Who, method: Method, path: &str, body: Option<&Json>) -> (StatusCode, Json) {
        let response = self.send(who, method, path, body).await;
        let status = response.status();
        let bytes = response.bytes().await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Json::Null))
    }

    /// Everything of an answer that a caller can tell: its status and its body, the request id apart.
    pub(crate) async fn visible(&self, who: &Who, method: Method, path: &str, body: Option<&Json>) -> (u16, Json) {
        let (status, mut answer) = self.call(who, method, path, body).await;
        if let Some(object) = answer.as_object_mut() {
            object.remove("request_id");
        }
        (status.as_u16(), answer)
    }

    pub(crate) async fn get(&self, who: &Who, path: &str) -> (StatusCode, Json) {
        self.call(who, Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, who: &Who, path: &str, body: Json) -> (StatusCode, Json) {
        self.call(who, Method::POST, path, Some(&body)).await
    }

    pub(crate) async fn put(&self, who: &Who, path: &str, body: Json) -> (StatusCode, Json) {
        self.call(who, Method::PUT, path, Some(&body)).await
    }

    pub(crate) async fn patch(&self, who: &Who, path: &str, body: Json) -> (StatusCode, Json) {
        self.call(who, Method::PATCH, path, Some(&body)).await
    }

    pub(crate) async fn delete(&self, who: &Who, path: &str) -> (StatusCode, Json) {
        self.call(who, Method::DELETE, path, None).await
    }

    /// Sends a file as the logo of a workspace, whatever it is.
    pub(crate) async fn put_logo(&self, who: &Who, workspace: &str, file: Vec<u8>) -> (StatusCode, Json) {
        let Who::Bearer(token) = who else { panic!("a token") };
        let address = format!("{}/api/v1/workspaces/{workspace}/brand/logo", self.base);
        let sent = self.http.put(address).bearer_auth(token).body(file);
        let answer = sent.header("content-type", "image/png").send().await.unwrap();
        let status = answer.status();
        let bytes = answer.bytes().await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Json::Null))
    }

    /// Makes something that must succeed; what the server answers.
    pub(crate) async fn made(&self, who: &Who, path: &str, body: Json) -> Json {
        let (status, made) = self.post(who, path, body).await;
        assert!(status.is_success(), "{path}: {status} {made}");
        made
    }

    /// A person as a principal, such as `user("vera")`.
    pub(crate) fn user(&self, key: &str) -> String {
        format!("user:{}", self.id("users", key))
    }

    /// A group as a principal.
    pub(crate) fn group(&self, key: &str) -> String {
        format!("group:{}", self.id("groups", key))
    }

    /// Makes a link share as a person and opens it: the reader and the share's id.
    pub(crate) async fn reader(&self, owner: &str, dashboard: &str, more: Json) -> (Who, String) {
        let mut body = json!({ "kind": "link", "title": "For a test" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let path = format!("/dashboards/{}/shares", self.id("dashboards", dashboard));
        let (status, made) = self.post(&self.person(owner), &path, body).await;
        assert_eq!(status, 201, "{made}");
        let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (
            self.open(&secret, None).await.unwrap(),
            made["share"]["id"].as_str().unwrap().to_owned(),
        )
    }

    /// Opens a share by its secret.
    pub(crate) async fn open(&self, secret: &str, password: Option<&str>) -> Result<Who, (StatusCode, Json)> {
        let body = json!({ "secret": secret, "password": password });
        let (status, answer) = self.post(&Who::Nobody, "/share-sessions", body).await;
        match answer["session"].as_str() {
            Some(session) if status == 201 => Ok(Who::Bearer(session.to_owned())),
            _ => Err((status, answer)),
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}
