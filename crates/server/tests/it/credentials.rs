//! What ends on one node ends on all: a second node on the same database, in one process.

use std::sync::Arc;

use access::op::Op;
use identity::caller::Caller;
use model::Instant;
use model::id::RequestId;
use model::name::{Email, Title};
use server::app::App;
use server::app::error::Error;
use server::app::people::sign_in::Setup;
use server::data_folder;
use server::settings::{Config, Settings};
use tempfile::TempDir;

fn now() -> Instant {
    Instant::from_timestamp(1_790_000_000, 0).unwrap()
}

fn nobody() -> Op {
    Op::new(Caller::Nobody, RequestId::new(now()), now())
}

async fn node(folder: &TempDir, database: &str) -> Arc<App> {
    let settings = Settings {
        data: Some(folder.path().to_owned()),
        database: Some(database.to_owned()),
        ..Settings::default()
    };
    let config: Config = settings.resolve().unwrap();
    data_folder::prepare(&config.data).unwrap();
    App::open(config, now()).await.unwrap()
}

#[tokio::test]
async fn a_session_that_ends_on_one_node_is_taken_on_no_other() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let database = format!("sqlite:{}", one.path().join("vitrine.db").display());
    let here = node(&one, &database).await;
    std::fs::copy(one.path().join("secret.key"), other.path().join("secret.key")).unwrap();
    let secret = data_folder::setup_secret(one.path()).unwrap();
    let setup = Setup {
        secret: &secret,
        organisation: Title::new("O").unwrap(),
        name: Title::new("Ada").unwrap(),
        email: Email::new("ada@example.org").unwrap(),
        password: "a good password",
    };
    let ada = here.set_up(&nobody(), None, setup).await.unwrap();
    let there = node(&other, &database).await;
    there.follow_credential_ends().await.unwrap();
    let session = here.open_session(&nobody(), ada).await.unwrap();
    let taken = async |app: &App| app.authenticate_session(&nobody(), session.expose()).await;
    assert!(taken(&here).await.is_ok() && taken(&there).await.is_ok());
    // Another one's end makes the other node look again, and this one still lives.
    let second = here.open_session(&nobody(), ada).await.unwrap();
    here.sign_out(&nobody(), second.expose()).await.unwrap();
    there.follow_credential_ends().await.unwrap();
    assert!(taken(&there).await.is_ok());
    here.sign_out(&nobody(), session.expose()).await.unwrap();
    assert!(
        matches!(taken(&here).await, Err(Error::Credentials(_))),
        "at once on this node"
    );
    there.follow_credential_ends().await.unwrap();
    assert!(
        matches!(taken(&there).await, Err(Error::Credentials(_))),
        "with the next look on the other, not when what it kept grows old"
    );
}
