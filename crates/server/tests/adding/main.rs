//! Things that no product has, added: what each took is its own file and one line in a list. A kind of audience is made, listed, opened
//! and ended through the same use cases as links; a route is in `route.rs` (a kind of job in `it/throwaway_job.rs`, a setting beside
//! the settings). Run with `--features throwaway`.

mod route;

use std::sync::Arc;

use access::action::{DashboardAt, NewAt, Open};
use access::op::Op;
use access::share::sought::Sought;
use chrono::TimeDelta;
use identity::caller::{Caller, Via};
use model::Instant;
use model::id::{RequestId, SessionId, UserId};
use model::name::{Email, Title};
use model::share::{EndReason, ShareKind, ShareState, Terms};
use serde_json::json;
use server::app::App;
use server::app::dashboards::documents::NewDashboard;
use server::app::error::Error;
use server::app::people::sign_in::Setup;
use server::app::sharing::audience::throwaway::{NewNeighbours, Street};
use server::app::sharing::audience::{NewAudience, Opener};
use server::app::sharing::shares::NewShare;
use server::settings::Config;
use store::ShareFilter;
use tempfile::TempDir;

fn now() -> Instant {
    Instant::from_timestamp(1_790_000_000, 0).unwrap()
}

fn op(caller: Caller) -> Op {
    Op::new(caller, RequestId::new(now()), now())
}

fn title(text: &str) -> Title {
    Title::new(text).unwrap()
}

async fn app(folder: &TempDir) -> Arc<App> {
    let config = Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        data: folder.path().to_owned(),
        database: format!("sqlite:{}", folder.path().join("vitrine.db").display()),
        base_url: "http://localhost".parse().unwrap(),
        trusted_proxies: server::settings::Proxies::default(),
        connections: 100,
        connections_per_network: 100,
        smtp: None,
        mail_from: "vitrine@localhost".to_owned(),
    };
    App::open(config, now()).await.unwrap()
}

async fn administrator(app: &App) -> UserId {
    let secret = server::data_folder::setup_secret(&app.config.data).unwrap();
    let setup = Setup {
        secret: &secret,
        organisation: title("Street party"),
        name: title("Ada"),
        email: Email::new("ada@example.org").unwrap(),
        password: "a long enough password",
    };
    app.set_up(&op(Caller::Nobody), None, setup).await.unwrap()
}

#[tokio::test]
async fn a_new_kind_is_made_listed_opened_and_ended() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let id = administrator(&app).await;
    let via = Via::Session(SessionId::from_number(1));
    let ada = op(Caller::User { id, via });
    let root = app.gate.visible_workspaces(&ada).ids().next().unwrap();
    let place = NewAt {
        workspace: root,
        folder: None,
    };
    let new = NewDashboard {
        title: title("Barbecue"),
        tags: Vec::new(),
        document: serde_json::from_value(json!({ "version": 1 })).unwrap(),
    };
    let board = app.create_dashboard(&ada, place, &new).await.unwrap();
    let at = DashboardAt {
        dashboard: board.id,
        workspace: root,
    };

    app.give_sharing_consent(&ada).await.unwrap();
    let new = NewShare {
        title: title("For the street"),
        description: String::new(),
        audience: NewAudience::Neighbours(NewNeighbours {
            street: "Elm Street".to_owned(),
        }),
        terms: Terms {
            max_views: Some(1),
            ..Terms::default()
        },
        asks_password: false,
        revision: None,
        pins: false,
        language: "en".to_owned(),
    };
    let (made, once) = app.create_share(&ada, at, &new).await.unwrap();
    let (share, secret) = (made.share.id, once.link.unwrap());

    let only = ShareFilter {
        kind: Some(ShareKind::Neighbours),
        ..ShareFilter::default()
    };
    let listed = app.shares(&ada, &Sought::default(), &only, None, 10).await.unwrap();
    assert_eq!(listed, [made.clone()]);
    assert_eq!(made.share.audience.word(), "neighbours");

    let hidden = |opened: Result<_, Error>| matches!(opened, Err(Error::Denied(access::denied::Denied::Hidden)));
    let nobody = op(Caller::Nobody);
    let elsewhere = Street {
        share,
        street: "Oak Street",
    };
    assert!(hidden(app.open_share(&nobody, &elsewhere, None).await));
    let as_link = Opener {
        secret: secret.expose(),
        password: None,
        guest: None,
    };
    assert!(
        hidden(app.open_share(&nobody, &as_link, None).await),
        "a share opens in the way of its own kind only"
    );
    let elm = Street {
        share,
        street: "Elm Street",
    };
    let opened = app.open_share(&nobody, &elm, None).await.unwrap();
    assert_eq!(opened.expires_at - now(), TimeDelta::hours(12));
    let reader = app.authenticate_bearer(&nobody, opened.session.expose()).await.unwrap();
    let reader = op(reader);
    assert!(app.gate.allow::<Open>(&reader, at).is_ok());
    assert!(
        hidden(app.open_share(&nobody, &elm, None).await),
        "its terms hold: one view"
    );

    app.end_share(&ada, share).await.unwrap();
    let ended = app.share(&ada, share).await.unwrap().share;
    assert_eq!(ended.state, ShareState::Ended(EndReason::Revoked));
    assert!(app.gate.allow::<Open>(&reader, at).is_err());
}
