//! The schema itself: migrations, versions, references, and columns that could hold a secret.

use model::id::UserId;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use store::{KNOWN_VERSION, Store, StoreError};

use crate::raw::raw;
use crate::world::World;

pub(crate) async fn opening_again_keeps_everything(w: World) {
    let board = w.dashboard(w.root, "Delays", &["a"]).await;
    let facts = format!("{:?}", w.store.facts().await.unwrap());
    let again = Store::open(&w.url).await.unwrap();
    assert_eq!(format!("{:?}", again.facts().await.unwrap()), facts);
    assert!(facts.contains(&board.id.to_string()));
    again.close().await;
    let version = raw(&w.url, "SELECT CAST(version AS TEXT) FROM schema_version")
        .await
        .unwrap();
    assert_eq!(version, [KNOWN_VERSION.to_string()]);
}

/// An empty database beside the one of the case.
pub(crate) async fn fresh(w: &World) -> (String, Option<tempfile::TempDir>) {
    if w.url.starts_with("sqlite:") {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("fresh.db").display());
        return (url, Some(folder));
    }
    let url = format!("{}_fresh", w.url);
    let name = url.rsplit('/').next().unwrap();
    raw(&w.url, &format!("CREATE DATABASE {name}")).await.unwrap();
    (url, None)
}

pub(crate) async fn drop_fresh(w: &World, url: &str) {
    if url.starts_with("postgres") {
        let name = url.rsplit('/').next().unwrap();
        raw(&w.url, &format!("DROP DATABASE {name} WITH (FORCE)"))
            .await
            .unwrap();
    }
}

/// Runs a script past the store.
pub(crate) async fn script(url: &str, text: &str) {
    let text = AssertSqlSafe(text.to_owned());
    if url.starts_with("sqlite:") {
        let options: sqlx::sqlite::SqliteConnectOptions = url.parse().unwrap();
        let mut connection = SqliteConnection::connect_with(&options.create_if_missing(true))
            .await
            .unwrap();
        sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    } else {
        let mut connection = PgConnection::connect(url).await.unwrap();
        sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// The released schema 1, with an organisation in it.
pub(crate) async fn an_older_database_is_brought_up(w: World) {
    let (url, _folder) = fresh(&w).await;
    let board = w.dashboard(w.root, "Delays", &["team=ops"]).await;
    let (user, root) = (w.ada, w.root);
    let rows = format!(
        "CREATE TABLE schema_version (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
         INSERT INTO schema_version (id, version) VALUES (1, 1);
         UPDATE facts_generation SET n = 7;
         INSERT INTO organisation (id, name, created_at) VALUES (1, 'Airports', 0);
         INSERT INTO users (id, email, name, attributes, status, created_at)
           VALUES ('{user}', 'ada@example.org', 'Ada', '{{}}', 'active', 0);
         INSERT INTO users (id, email, name, attributes, status, created_at) VALUES
           ('{written}', 'jo@b\u{fc}cher.example', 'Jo', '{{}}', 'active', 0),
           ('{formless}', 'stra\u{df}e@example.org', 'Stra', '{{}}', 'active', 0);
         INSERT INTO workspaces (id, parent, name, settings) VALUES ('{root}', NULL, 'Airports', '{{}}');
         INSERT INTO permissions (workspace, principal, here, below) VALUES ('{root}', 'user:{user}', '[]', '[\"manage\"]');
         INSERT INTO dashboards (id, workspace, title, title_folded, tags, document, revision, created_at, updated_at, updated_by)
           VALUES ('{board}', '{root}', 'Delays', 'delays', '[\"team=ops\"]', '{{\"version\":1}}', 1, 0, 0, '{user}');
         INSERT INTO dashboard_tags (dashboard, tag) VALUES ('{board}', 'team=ops');
         INSERT INTO grants (dashboard, workspace, principal, level) VALUES ('{board}', '{root}', 'user:{user}', 'edit');",
        board = board.id,
        written = UserId::from_number(1),
        formless = UserId::from_number(2),
    );
    script(&url, include_str!("../../../migrations/0001_initial.sql")).await;
    script(&url, &rows).await;
    let store = Store::open(&url).await.unwrap();
    let facts = store.facts().await.unwrap();
    let mine = w.store.facts().await.unwrap();
    assert_eq!(
        facts.dashboards, mine.dashboards,
        "at the top, not restricted, everybody's own rows"
    );
    assert_eq!((facts.generation, &facts.grants), (7, &mine.grants));
    let addresses = raw(&url, "SELECT email FROM users ORDER BY email").await.unwrap();
    assert_eq!(
        addresses,
        ["ada@example.org", "jo@xn--bcher-kva.example", "stra\u{df}e@example.org"],
        "in the form that they are looked up by, or as they were"
    );
    assert_eq!(facts.users.len(), 3, "nobody is lost by their address");
    assert!(
        store.facts_since(6).await.unwrap().is_none(),
        "nothing tells what changed before"
    );
    let gate = access::gate::Gate::new(facts);
    let op = crate::world::op_of(user);
    let proof = gate.allow::<access::action::ManageWorkspace>(&op, root).unwrap();
    store
        .workspace_create(&proof, crate::world::title("New"))
        .await
        .unwrap();
    gate.apply(store.facts_since(7).await.unwrap().unwrap()).unwrap();
    assert_eq!(gate.generation(), 8);
    store.close().await;
    drop_fresh(&w, &url).await;
}

pub(crate) async fn two_programs_may_open_an_empty_database_at_once(w: World) {
    let (url, _folder) = fresh(&w).await;
    let tries: Vec<_> = (0..4)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Store::open(&url).await })
        })
        .collect();
    for attempt in tries {
        let store = attempt.await.unwrap().expect("each of them opens");
        assert!(!store.is_set_up().await.unwrap());
        assert_eq!(store.generation().await.unwrap(), 1);
        store.close().await;
    }
    drop_fresh(&w, &url).await;
}

pub(crate) async fn a_newer_database_is_refused_untouched(w: World) {
    raw(&w.url, "UPDATE schema_version SET version = 99").await.unwrap();
    let opened = Store::open(&w.url).await;
    assert!(
        matches!(
            opened,
            Err(StoreError::NewerDatabase {
                found: 99,
                known: KNOWN_VERSION
            })
        ),
        "{opened:?}"
    );
    let sentence = opened.unwrap_err().to_string();
    assert!(
        sentence.contains("99") && sentence.contains(&KNOWN_VERSION.to_string()),
        "{sentence}"
    );
    let version = raw(&w.url, "SELECT CAST(version AS TEXT) FROM schema_version")
        .await
        .unwrap();
    assert_eq!(version, ["99"]);
}

pub(crate) async fn every_reference_is_enforced(w: World) {
    w.dashboard(w.root, "Delays", &[]).await;
    for orphan in [
        "INSERT INTO grants (dashboard, workspace, principal, level) SELECT 'dsh_none', id, 'all', 'view' FROM workspaces",
        "INSERT INTO permissions (workspace, principal, here, below) VALUES ('wsp_none', 'all', '[]', '[]')",
        "INSERT INTO workspaces (id, parent, name, settings) VALUES ('wsp_x', 'wsp_none', 'X', '{}')",
        "INSERT INTO group_members (group_id, user_id) SELECT 'grp_none', id FROM users",
        "DELETE FROM workspaces",
        "INSERT INTO grants (dashboard, workspace, principal, level) SELECT id, workspace, 'all', 'own' FROM dashboards",
        "INSERT INTO facts_generation (id, n) VALUES (2, 1)",
        "INSERT INTO organisation (id, name, created_at) VALUES (2, 'Second', 0)",
        "UPDATE users SET status = 'root'",
    ] {
        assert!(raw(&w.url, orphan).await.is_err(), "{orphan}");
    }
    // Whatever is named like a secret is kept as a hash.
    let columns = if w.url.starts_with("sqlite:") {
        "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
    } else {
        "SELECT CAST(table_name || '.' || column_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public'"
    };
    let columns = raw(&w.url, columns).await.unwrap();
    assert!(columns.len() > 80, "{columns:?}");
    for column in columns {
        let name = column.rsplit('.').next().unwrap();
        let secret = ["secret", "token", "password", "key"]
            .iter()
            .any(|word| name.contains(word));
        assert!(!secret || name.ends_with("_hash"), "{column}");
    }
}
