//! Dashboards: saving, listing, deleting.

use access::action::{CreateDashboard, DeleteDashboard, ListDashboards, Save};
use model::id::WorkspaceId;
use model::level::GrantLevel;
use model::name::Tag;
use model::permission::Permission;
use model::principal::Principal;
use model::share::{EndReason, ShareState, Terms};
use store::{DashboardFilter, DashboardSummaryRecord, ShareChange, StoreError};

use crate::world::{World, at, document, not_found, op_of, tag, title};

pub(crate) async fn dashboards_are_saved_over_the_revision_seen(w: World) {
    let op = op_of(w.ada);
    let made = w
        .store
        .dashboard_create(
            &w.may::<CreateDashboard>(&op, w.root),
            title("Delays"),
            vec![tag("team=ops"), tag("live"), tag("team=ops")],
            document("a"),
        )
        .await
        .unwrap();
    let before = w.store.generation().await.unwrap();
    w.refresh().await;
    assert_eq!(
        (made.revision, made.tags.as_slice()),
        (1, [tag("team=ops"), tag("live")].as_slice())
    );
    let grants = w.store.facts().await.unwrap().grants;
    assert_eq!(grants.len(), 1);
    assert_eq!(
        (grants[0].principal, grants[0].level),
        (Principal::User(w.ada), GrantLevel::Edit)
    );
    assert_eq!(w.store.dashboard_get(&w.edition(&op, at(&made))).await.unwrap(), made);

    let later = op_of(w.ada);
    let save = w.may::<Save>(&later, at(&made));
    let saved = w
        .store
        .dashboard_save(
            &save,
            &w.gate.approves_by_saving(&save),
            None,
            1,
            title("Delays 2"),
            document("b"),
        )
        .await
        .unwrap();
    assert_eq!(saved.tags, made.tags, "tags stay where no proof changes them");
    assert_eq!((saved.revision, &saved.document), (2, &document("b")));
    assert!(saved.created_at == made.created_at && saved.updated_at > made.updated_at);
    assert_eq!(
        w.store.generation().await.unwrap(),
        before,
        "no decision rests on a document"
    );
    let again = w
        .store
        .dashboard_save(
            &save,
            &w.gate.approves_by_saving(&save),
            None,
            1,
            title("Lost"),
            document("c"),
        )
        .await;
    assert!(
        matches!(again, Err(StoreError::RevisionConflict { current: 2 })),
        "{again:?}"
    );
    assert_eq!(w.store.dashboard_get(&w.edition(&op, at(&made))).await.unwrap(), saved);

    let revisions = w.store.revisions(&save).await.unwrap();
    let seen: Vec<_> = revisions
        .iter()
        .map(|kept| (kept.revision, kept.title.as_str(), kept.saved_at))
        .collect();
    assert_eq!(
        seen,
        [(2, "Delays 2", saved.updated_at), (1, "Delays", made.updated_at)]
    );
    let first = w.store.revision_get(&save, 1).await.unwrap();
    assert_eq!(
        (first.document, first.tags, first.revision.saved_by),
        (document("a"), made.tags, w.ada)
    );
    not_found(w.store.revision_get(&save, 3).await);
}

async fn list(
    w: &World,
    workspace: WorkspaceId,
    q: Option<&str>,
    by_tag: Option<&Tag>,
    after: Option<&str>,
    limit: u32,
) -> Vec<DashboardSummaryRecord> {
    let op = op_of(w.ada);
    let visible = w.gate.visible_dashboards(&w.may::<ListDashboards>(&op, workspace));
    let filter = DashboardFilter {
        q: q.map(str::to_owned),
        tag: by_tag.cloned(),
        ..DashboardFilter::default()
    };
    w.store.dashboards_list(&visible, &filter, after, limit).await.unwrap()
}

fn titles(list: &[DashboardSummaryRecord]) -> Vec<&str> {
    list.iter().map(|kept| kept.title.as_str()).collect()
}

pub(crate) async fn lists_search_filter_and_page(w: World) {
    let below = w.workspace(w.root, "Below").await;
    w.dashboard(w.root, "delays by carrier", &["team=ops", "a\"b"]).await;
    w.dashboard(w.root, "Weather", &["team=ops"]).await;
    w.dashboard(w.root, "Delays by airport", &["team=op_"]).await;
    w.dashboard(w.root, "100% on time", &[]).await;
    w.dashboard(w.root, "ÜBERSICHT", &[]).await;
    w.dashboard(w.root, "snake_case \\ tilde~", &[]).await;
    w.dashboard(below, "Hidden from the root", &["team=ops"]).await;

    let all = list(&w, w.root, None, None, None, 50).await;
    assert_eq!(all.len(), 6, "what is below does not open here");
    let search = async |q: &str| titles(&list(&w, w.root, Some(q), None, None, 50).await).join("|");
    assert_eq!(search("DELAYS").await, "Delays by airport|delays by carrier");
    assert_eq!(search("übers").await, "ÜBERSICHT");
    assert_eq!(search("%").await, "100% on time");
    assert_eq!(search("e_c").await, "snake_case \\ tilde~");
    assert_eq!(search("\\").await, "snake_case \\ tilde~");
    assert_eq!(search("hidden").await, "");
    assert_eq!(search("' OR 1=1 --").await, "");
    let tagged = async |text: &str| titles(&list(&w, w.root, None, Some(&tag(text)), None, 50).await).join("|");
    assert_eq!(tagged("team=ops").await, "delays by carrier|Weather");
    assert_eq!(tagged("team=op_").await, "Delays by airport");
    assert_eq!(tagged("b").await, "");
    assert_eq!(tagged("a\"b").await, "delays by carrier");

    let mut paged = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = list(&w, w.root, None, None, cursor.as_deref(), 2).await;
        let Some(last) = page.last() else { break };
        cursor = Some(last.cursor());
        assert!(page.len() <= 2);
        paged.extend(page);
    }
    assert_eq!(paged, all, "pages joined are the list");
    let op = op_of(w.ada);
    let visible = w.gate.visible_dashboards(&w.may::<ListDashboards>(&op, w.root));
    let all = DashboardFilter::default();
    let bad = w.store.dashboards_list(&visible, &all, Some("nonsense"), 2).await;
    assert!(matches!(bad, Err(StoreError::Invalid(_))), "{bad:?}");

    // Somebody who may see the application but opens nothing lists nothing.
    let bob = w.user("Bob").await.id;
    w.permit(w.root, Principal::User(bob), &[], &[Permission::App])
        .await
        .unwrap();
    let bobs = op_of(bob);
    let visible = w.gate.visible_dashboards(&w.may::<ListDashboards>(&bobs, w.root));
    assert!(
        w.store
            .dashboards_list(&visible, &all, None, 50)
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn deleting_a_dashboard_ends_its_shares(w: World) {
    let board = w.dashboard(w.root, "Delays", &["x"]).await;
    let other = w.dashboard(w.root, "Other", &["x"]).await;
    let gone = w.link(at(&board), "One", 1, Terms::default()).await;
    let paused = w.link(at(&board), "Two", 2, Terms::default()).await;
    let stays = w.link(at(&other), "Three", 3, Terms::default()).await;
    let op = op_of(w.ada);
    w.store.share_pause(&w.may(&op, paused.id)).await.unwrap();
    w.refresh().await;
    let save = w.may::<Save>(&op, at(&board));
    w.store
        .dashboard_delete(&w.may::<DeleteDashboard>(&op, at(&board)))
        .await
        .unwrap();
    not_found(w.store.revision_get(&save, 1).await);
    w.refresh().await;
    let facts = w.store.facts().await.unwrap();
    assert!(facts.dashboards.iter().all(|kept| kept.id != board.id));
    assert!(facts.grants.iter().all(|kept| kept.dashboard != board.id));
    let state = |id| facts.shares.iter().find(|share| share.id == id).unwrap().state;
    assert_eq!(state(gone.id), ShareState::Ended(EndReason::DashboardDeleted));
    assert_eq!(state(paused.id), ShareState::Ended(EndReason::DashboardDeleted));
    assert_eq!(state(stays.id), ShareState::Live);
}

pub(crate) async fn texts_that_no_database_keeps_are_refused(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "One", 1, Terms::default()).await;
    let generation = w.store.generation().await.unwrap();
    let op = op_of(w.ada);
    let change = ShareChange {
        description: Some("a\0b".to_owned()),
        ..ShareChange::default()
    };
    let done = w.store.share_update(&w.may(&op, share.id), change).await;
    assert!(matches!(done, Err(StoreError::Invalid(_))), "{done:?}");
    assert_eq!(w.store.generation().await.unwrap(), generation);
    // Inside of a document it is written as an escape and comes back.
    let odd = document("a\u{2028}\u{1F6EB}");
    let save = w.may::<Save>(&op, at(&board));
    let saved = w
        .store
        .dashboard_save(
            &save,
            &w.gate.approves_by_saving(&save),
            None,
            1,
            title("Delays"),
            odd.clone(),
        )
        .await
        .unwrap();
    assert_eq!(saved.document, odd);
}
