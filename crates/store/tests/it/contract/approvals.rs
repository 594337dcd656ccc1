//! Questions wait until they are approved for the rows that they would show, and what was shown before goes on being shown.

use access::action::{ApproveDisplay, ApproveShare, DashboardAt, DisplayChange, Open, Save, SetDisplay};
use access::gate::Gate;
use access::op::Op;
use identity::caller::Caller;
use model::display::Display;
use model::document::Document;
use model::id::{ShareId, ShareSessionId};
use model::level::GrantLevel;
use model::permission::Permission;
use model::principal::Principal;
use model::share::Terms;
use serde_json::json;
use store::{Store, StoreError};

use crate::contract::schema::{drop_fresh, fresh, script};
use crate::raw::raw;
use crate::world::{World, at, not_found, now, op, op_of, title};

fn reader(share: ShareId) -> Op {
    let session = ShareSessionId::new(now());
    op(Caller::reader(share, session))
}

/// A document that asks something else than that of every new dashboard.
fn asking_more() -> Document {
    serde_json::from_value(json!({ "version": 1, "time": { "default": { "last": "7d" } } })).unwrap()
}

pub(crate) async fn a_share_shows_what_was_approved_for_it(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let here = at(&board);
    let bob = Principal::User(w.user("Bob").await.id);
    let holds = [Permission::View, Permission::App, Permission::Analyze];
    w.permit(w.root, bob, &holds, &[]).await.unwrap();
    w.grant(here, bob, GrantLevel::Edit).await;
    let share = w.link(here, "Screens", 1, Terms::default()).await;
    let Principal::User(bob) = bob else { unreachable!() };
    let bobs = op_of(bob);
    let reader = reader(share.id);
    let shown = async || w.store.dashboard_get(&w.edition(&reader, here)).await.unwrap().revision;
    assert_eq!(shown().await, 1);

    let save = w.may::<Save>(&bobs, here);
    let approvals = w.gate.approves_by_saving(&save);
    assert_eq!(approvals.followers(), [], "he speaks for nobody's rows");
    let saved = w
        .store
        .dashboard_save(&save, &approvals, None, 1, title("Delays"), asking_more());
    assert_eq!(saved.await.unwrap().revision, 2);
    assert_eq!(
        (
            shown().await,
            w.store.dashboard_get(&w.gate.latest(&save)).await.unwrap().revision
        ),
        (1, 2)
    );
    let waiting = w.store.waiting(&save).await.unwrap();
    assert_eq!(
        (waiting.shares.as_slice(), waiting.display),
        ([share.id].as_slice(), false)
    );
    assert!(w.gate.allow::<ApproveShare>(&bobs, share.id).is_err());

    let adas = op_of(w.ada);
    let may = w.may::<ApproveShare>(&adas, share.id);
    let approvals = w.gate.approves_for_share(&may);
    not_found(w.store.approve_for_share(&may, &approvals, 3).await);
    let generation = w.store.approve_for_share(&may, &approvals, 2).await.unwrap();
    assert_eq!(
        generation,
        w.gate.generation() + 1,
        "open pages of all nodes look again"
    );
    assert!(matches!(
        w.store.approve_for_share(&may, &approvals, 2).await,
        Err(StoreError::Stale)
    ));
    w.refresh().await;
    assert_eq!(shown().await, 2);
    assert_eq!(w.store.waiting(&w.may::<Save>(&adas, here)).await.unwrap().shares, []);
}

pub(crate) async fn displayed_rows_show_what_was_approved_for_these_eyes(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let here = at(&board);
    let adas = op_of(w.ada);
    let mine = DisplayChange {
        at: here,
        to: Display::User(w.ada),
    };
    let set = w.may::<SetDisplay>(&adas, mine);
    w.store
        .dashboard_display_set(&set, &w.gate.approves_by_display(&set), None)
        .await
        .unwrap();
    w.refresh().await;
    // A save of somebody who speaks for nobody, as another node would send it.
    let save = w.may::<Save>(&adas, here);
    let stale = Gate::new(w.store.facts().await.unwrap());
    let approvals = stale.approves_by_saving(&save);
    assert_eq!(approvals.followers().len(), 1, "Ada's own save is an approval");
    w.store
        .dashboard_save(&save, &approvals, None, 1, title("Delays"), asking_more())
        .await
        .unwrap();
    assert_eq!(
        w.store.dashboard_get(&w.edition(&adas, here)).await.unwrap().revision,
        2
    );
    assert!(!w.store.waiting(&save).await.unwrap().display);
    let may = w.may::<ApproveDisplay>(&adas, here);
    assert_eq!(w.gate.approves_for_display(&may).followers().len(), 1);
    // Eyes for which nothing was approved show nothing, never the latest.
    raw(&w.url, "DELETE FROM approvals").await.unwrap();
    let nothing = w.store.dashboard_get(&w.edition(&adas, here)).await;
    assert!(matches!(nothing, Err(StoreError::NotApproved)), "{nothing:?}");
}

/// A database of before, with a link and displayed data: nothing of what is shown waits because of the new program.
pub(crate) async fn what_was_shown_before_goes_on_being_shown(w: World) {
    let (url, _folder) = fresh(&w).await;
    let (user, root) = (w.ada, w.root);
    let board = w.dashboard(w.root, "Delays", &[]).await.id;
    let displayed = w.dashboard(w.root, "Desk", &[]).await.id;
    let share = ShareId::from_number(1);
    for step in [
        include_str!("../../../migrations/0001_initial.sql"),
        include_str!("../../../migrations/0002_people.sql"),
        include_str!("../../../migrations/0003_sharing.sql"),
        include_str!("../../../migrations/0004_jobs.sql"),
    ] {
        script(&url, step).await;
    }
    let rows = format!(
        "CREATE TABLE schema_version (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
         INSERT INTO schema_version (id, version) VALUES (1, 4);
         INSERT INTO organisation (id, name, created_at) VALUES (1, 'Airports', 0);
         INSERT INTO users (id, email, name, attributes, status, created_at)
           VALUES ('{user}', 'ada@example.org', 'Ada', '{{}}', 'active', 0);
         INSERT INTO workspaces (id, parent, name, settings) VALUES ('{root}', NULL, 'Airports', '{{}}');
         INSERT INTO permissions (workspace, principal, here, below) VALUES ('{root}', 'user:{user}', '[]', '[\"manage\"]');
         INSERT INTO dashboards (id, workspace, title, title_folded, tags, document, revision, created_at, updated_at, updated_by,
             display)
           VALUES ('{board}', '{root}', 'Delays', 'delays', '[]', '{{\"version\":1}}', 2, 0, 0, '{user}', 'viewer'),
             ('{displayed}', '{root}', 'Desk', 'desk', '[]', '{{\"version\":1}}', 1, 0, 0, '{user}', 'user:{user}');
         INSERT INTO revisions (dashboard, revision, title, tags, document, saved_at, saved_by)
           VALUES ('{board}', 1, 'Delays', '[]', '{{\"version\":1,\"time\":{{\"default\":{{\"last\":\"7d\"}}}}}}', 0, '{user}'),
             ('{board}', 2, 'Delays', '[]', '{{\"version\":1}}', 0, '{user}'),
             ('{displayed}', 1, 'Desk', '[]', '{{\"version\":1}}', 0, '{user}');
         INSERT INTO shares (id, dashboard, workspace, owner, title, title_folded, description, kind, audience, terms, max_views,
             state, end_reason, password_hash, created_at, views, last_seen_at)
           VALUES ('{share}', '{board}', '{root}', '{user}', 'Gates', 'gates', '', 'link', '{{\"has_password\":false}}', '{{}}', NULL,
             'live', NULL, NULL, 7, 0, NULL);",
    );
    script(&url, &rows).await;
    let store = Store::open(&url).await.unwrap();
    let gate = Gate::new(store.facts().await.unwrap());
    let seen = async |op: &Op, dashboard| {
        let here = DashboardAt {
            dashboard,
            workspace: root,
        };
        let edition = gate.sight(&gate.allow::<Open>(op, here).unwrap()).edition;
        assert!(edition.follower().is_some());
        store.dashboard_get(&edition).await.unwrap().revision
    };
    assert_eq!(seen(&reader(share), board).await, 2);
    assert_eq!(seen(&op_of(user), displayed).await, 1);
    let digests = raw(&url, "SELECT DISTINCT questions FROM revisions ORDER BY questions")
        .await
        .unwrap();
    assert!(
        digests.len() == 2 && digests.iter().all(|digest| digest.len() == 64),
        "{digests:?}"
    );
    store.close().await;
    drop_fresh(&w, &url).await;
}
