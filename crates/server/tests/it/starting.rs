//! Starting refuses in one clear line and a code that is not zero.

use std::process::Command;

use tempfile::TempDir;

use crate::world::{free_port, start, start_at};

/// Runs the program until it ends; its code and what it said on stderr.
fn refused(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(said.starts_with("vitrine: "), "{said}");
    said
}

#[test]
fn a_taken_address_is_refused() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let folder = TempDir::new().unwrap();
    let said = refused(&["serve", "--listen", &listen, "--data", folder.path().to_str().unwrap()]);
    assert!(said.contains("cannot listen on") && said.contains(&listen), "{said}");
}

#[test]
fn a_data_folder_that_cannot_be_written_is_refused() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let listen = format!("127.0.0.1:{}", free_port());
    let inside = file.join("data");
    let said = refused(&["serve", "--listen", &listen, "--data", inside.to_str().unwrap()]);
    assert!(said.contains("cannot write to the data folder"), "{said}");
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let (mut child, _) = start(folder.path(), "serve", &[]);
    child.kill().unwrap();
    child.wait().unwrap();
    let database = folder.path().join("vitrine.db");
    let update = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE schema_version SET version = 9999'); c.commit()";
    assert!(
        Command::new("python3")
            .args(["-c", update])
            .arg(&database)
            .status()
            .unwrap()
            .success()
    );
    let listen = format!("127.0.0.1:{}", free_port());
    let said = refused(&["serve", "--listen", &listen, "--data", folder.path().to_str().unwrap()]);
    assert!(said.contains("9999"), "{said}");
}

#[test]
fn a_short_key_is_refused() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("secret.key"), "secret").unwrap();
    let listen = format!("127.0.0.1:{}", free_port());
    let said = refused(&["serve", "--listen", &listen, "--data", folder.path().to_str().unwrap()]);
    assert!(said.contains("too short a key"), "{said}");
}

#[test]
fn secrets_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let (mut child, _) = start(folder.path(), "serve", &[]);
    child.kill().unwrap();
    child.wait().unwrap();
    for name in ["secret.key", "setup-secret"] {
        let mode = std::fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

/// Names and every address are listened on; no link ever leads to every address.
#[tokio::test]
async fn a_name_and_every_address_can_be_listened_on() {
    for (host, base) in [("localhost", "localhost"), ("", "localhost"), ("0.0.0.0", "localhost")] {
        let folder = TempDir::new().unwrap();
        let port = free_port();
        let (mut child, said) = start_at(&format!("{host}:{port}"), folder.path(), "serve", &[]);
        let health = reqwest::get(format!("http://127.0.0.1:{port}/healthz")).await.unwrap();
        assert_eq!(health.status(), 200, "{host}");
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(said.contains(&format!("http://{base}:{port}/setup#")), "{said}");
    }
}

#[test]
fn an_address_that_leads_nowhere_is_refused() {
    let folder = TempDir::new().unwrap();
    for (setting, value, sentence) in [
        ("--base-url", "http://0.0.0.0:8080", "the one that people use"),
        ("--base-url", "dashboards.example.org", "https://dashboards.example.org"),
        ("--listen", "8080", "localhost:8080"),
        ("--trusted-proxies", "0.0.0.0/0", "everybody cannot be trusted"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_vitrine"))
            .args(["serve", setting, value, "--data"])
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(!output.status.success(), "{setting} {value}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(setting) && said.contains(sentence), "{said}");
    }
}
