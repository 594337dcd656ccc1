//! Folders, the grants on them, and the settings of dashboards that lie in them.

use access::action::{
    ChangeFolderGrant, CreateDashboardIn, CreateFolder, DashboardMove, DeleteFolder, DisplayChange, FolderAt,
    FolderGrantChange, FolderMove, ListDashboards, MoveDashboard, MoveFolder, NewAt, Open, RenameFolder,
    RestrictedChange, SetDisplay, SetRestricted,
};
use access::facts::DashboardFact;
use model::dashboard::Dashboard;
use model::display::Display;
use model::folder::Folder;
use model::id::{FolderId, WorkspaceId};
use model::level::GrantLevel;
use model::limits::FOLDER_DEPTH;
use model::permission::Permission;
use model::principal::Principal;
use model::share::{EndReason, ShareState, Terms};
use store::{Clash, DashboardFilter, Lying, StoreError};

use crate::world::{World, at, document, is_stale, not_found, op_of, refused, title};

pub(crate) const fn of(folder: &Folder) -> FolderAt {
    FolderAt {
        folder: folder.id,
        workspace: folder.workspace,
    }
}

pub(crate) async fn folder(w: &World, workspace: WorkspaceId, parent: Option<FolderId>, name: &str) -> Folder {
    let op = op_of(w.ada);
    let place = NewAt {
        workspace,
        folder: parent,
    };
    let made = w
        .store
        .folder_create(&w.may::<CreateFolder>(&op, place), title(name))
        .await
        .unwrap();
    w.refresh().await;
    made
}

pub(crate) async fn dashboard_in(w: &World, folder: &Folder, name: &str) -> Dashboard {
    let op = op_of(w.ada);
    let place = NewAt {
        workspace: folder.workspace,
        folder: Some(folder.id),
    };
    let proof = w.may::<CreateDashboardIn>(&op, place);
    let made = w
        .store
        .dashboard_create_in(&proof, title(name), Vec::new(), document("a"))
        .await
        .unwrap();
    w.refresh().await;
    made
}

async fn fact(w: &World, dashboard: &Dashboard) -> DashboardFact {
    let op = op_of(w.ada);
    w.store
        .dashboard_settings(&w.may::<Open>(&op, at(dashboard)))
        .await
        .unwrap()
}

pub(crate) async fn folders_nest_move_and_go(w: World) {
    let outer = folder(&w, w.root, None, "Outer").await;
    let inner = folder(&w, w.root, Some(outer.id), "Inner").await;
    let op = op_of(w.ada);
    let facts = w.store.facts().await.unwrap();
    assert!(facts.folders.contains(&outer) && facts.folders.contains(&inner));
    let maker = facts
        .folder_grants
        .iter()
        .find(|grant| grant.folder == inner.id)
        .unwrap();
    assert_eq!(
        (maker.principal, maker.level),
        (Principal::User(w.ada), GrantLevel::Edit)
    );
    let visible = w.gate.visible_folders(&w.may::<ListDashboards>(&op, w.root));
    assert_eq!(
        w.store.folders_list(&visible).await.unwrap(),
        [inner.clone(), outer.clone()]
    );

    let old = w.may::<RenameFolder>(&op, of(&inner));
    let renamed = w.store.folder_rename(&old, &title("Within")).await.unwrap();
    is_stale(w.store.folder_rename(&old, &title("Lost")).await);
    w.refresh().await;
    assert!(w.store.facts().await.unwrap().folders.contains(&renamed));

    // What the gate refuses already, the store refuses where the gate did not know.
    let go = |at, to| FolderMove { at, to };
    let blind = w.blind(|facts| facts.folders.retain(|kept| kept.id != inner.id)).await;
    let proof = blind.allow::<DeleteFolder>(&op, of(&outer)).unwrap();
    refused(w.store.folder_delete(&proof).await, Clash::FolderNotEmpty);
    let blind = w
        .blind(|facts| facts.folders.iter_mut().for_each(|kept| kept.parent = None))
        .await;
    let proof = blind.allow::<MoveFolder>(&op, go(of(&outer), Some(inner.id))).unwrap();
    refused(w.store.folder_move(&proof).await, Clash::FolderCycle);

    let moved = w.store.folder_move(&w.may(&op, go(of(&inner), None))).await.unwrap();
    assert_eq!(moved.parent, None);
    w.refresh().await;
    let board = dashboard_in(&w, &outer, "Delays").await;
    let blind = w.blind(|facts| facts.dashboards.clear()).await;
    let proof = blind.allow::<DeleteFolder>(&op, of(&outer)).unwrap();
    refused(w.store.folder_delete(&proof).await, Clash::FolderNotEmpty);
    w.store.dashboard_delete(&w.may(&op, at(&board))).await.unwrap();
    w.refresh().await;
    w.store
        .folder_delete(&w.may::<DeleteFolder>(&op, of(&outer)))
        .await
        .unwrap();
    w.refresh().await;
    let facts = w.store.facts().await.unwrap();
    assert_eq!(facts.folders, [moved]);
    assert!(facts.folder_grants.iter().all(|grant| grant.folder == inner.id));
}

pub(crate) async fn folders_are_not_too_deep_nor_of_two_workspaces(w: World) {
    let below = w.workspace(w.root, "Below").await;
    let mut parent = None;
    let mut last = None;
    for step in 0..FOLDER_DEPTH {
        let made = folder(&w, w.root, parent, &format!("Step {step}")).await;
        parent = Some(made.id);
        last = Some(made);
    }
    let op = op_of(w.ada);
    let flat = w
        .blind(|facts| facts.folders.iter_mut().for_each(|kept| kept.parent = None))
        .await;
    let place = |workspace, folder| NewAt { workspace, folder };
    let proof = flat.allow::<CreateFolder>(&op, place(w.root, parent)).unwrap();
    refused(
        w.store.folder_create(&proof, title("Too deep")).await,
        Clash::FolderDepth,
    );
    let tower = folder(&w, w.root, None, "Tower").await;
    folder(&w, w.root, Some(tower.id), "Its top").await;
    let second = last.and_then(|last| last.parent);
    let flat = w
        .blind(|facts| facts.folders.iter_mut().for_each(|kept| kept.parent = None))
        .await;
    let change = FolderMove {
        at: of(&tower),
        to: second,
    };
    let proof = flat.allow::<MoveFolder>(&op, change).unwrap();
    refused(w.store.folder_move(&proof).await, Clash::FolderDepth);

    // A folder of another workspace is a missing one.
    let elsewhere = w
        .blind(|facts| {
            facts
                .folders
                .iter_mut()
                .for_each(|kept| (kept.workspace, kept.parent) = (below, None));
        })
        .await;
    let proof = elsewhere
        .allow::<CreateFolder>(&op, place(below, Some(tower.id)))
        .unwrap();
    not_found(w.store.folder_create(&proof, title("Lost")).await);
    let proof = elsewhere
        .allow::<CreateDashboardIn>(&op, place(below, Some(tower.id)))
        .unwrap();
    not_found(
        w.store
            .dashboard_create_in(&proof, title("Lost"), Vec::new(), document("a"))
            .await,
    );
    let generation = w.store.generation().await.unwrap();
    assert_eq!(generation, w.gate.generation(), "what is refused moves nothing");
    refused(
        w.store.workspace_delete(&w.may(&op, w.root)).await,
        Clash::WorkspaceNotEmpty,
    );
    let inside = folder(&w, below, None, "Inside").await;
    refused(
        w.store.workspace_delete(&w.may(&op, below)).await,
        Clash::WorkspaceNotEmpty,
    );
    w.store.folder_delete(&w.may(&op, of(&inside))).await.unwrap();
    w.refresh().await;
    w.store.workspace_delete(&w.may(&op, below)).await.unwrap();
    w.refresh().await;
}

pub(crate) async fn folder_grants_change_together_and_follow_their_principals(w: World) {
    let bob = w.user("Bob").await.id;
    let principal = Principal::User(bob);
    let below = w.workspace(w.root, "Below").await;
    for who in [principal, Principal::All] {
        w.permit(w.root, who, &[], &[Permission::View]).await.unwrap();
    }
    let made = folder(&w, w.root, None, "Ops").await;
    let op = op_of(w.ada);
    let change = |at, principal, to| FolderGrantChange { at, principal, to };
    let may = |wanted| w.may::<ChangeFolderGrant>(&op, wanted);
    let proofs = [
        may(change(of(&made), principal, Some(GrantLevel::Share))),
        may(change(of(&made), Principal::All, Some(GrantLevel::View))),
    ];
    let before = w.store.generation().await.unwrap();
    assert_eq!(w.store.folder_grants_patch(&proofs).await.unwrap(), before + 1);
    is_stale(w.store.folder_grants_patch(&proofs).await);
    w.refresh().await;
    let levels = async || {
        let grants = w.store.facts().await.unwrap().folder_grants;
        let mut found: Vec<_> = grants
            .into_iter()
            .map(|grant| (grant.principal, grant.level.as_str(), grant.workspace == below))
            .collect();
        found.sort_unstable();
        found
    };
    let ada = (Principal::User(w.ada), "edit", false);
    assert_eq!(levels().await.len(), 3);
    // The second removes what is not there: the first must not stay either.
    let gone = [
        may(change(of(&made), principal, None)),
        may(change(of(&made), Principal::All, None)),
        may(change(of(&made), Principal::All, None)),
    ];
    not_found(w.store.folder_grants_patch(&gone).await);
    assert_eq!(levels().await.len(), 3);
    assert!(matches!(
        w.store.folder_grants_patch(&[]).await,
        Err(StoreError::Invalid(_))
    ));

    let there = FolderAt {
        folder: made.id,
        workspace: below,
    };
    let last = may(change(there, principal, Some(GrantLevel::Block)));
    w.store.folder_grant_put(&last).await.unwrap();
    w.refresh().await;
    assert!(levels().await.contains(&(principal, "block", true)));
    w.store.user_delete(&w.manage(&op), bob).await.unwrap();
    w.refresh().await;
    let all = (Principal::All, "view", false);
    let mut expected = vec![ada, all];
    expected.sort_unstable();
    assert_eq!(levels().await, expected);
    let all_there = w.may::<ChangeFolderGrant>(&op, change(there, Principal::All, Some(GrantLevel::Share)));
    w.store.folder_grant_put(&all_there).await.unwrap();
    w.refresh().await;
    w.store.workspace_delete(&w.may(&op, below)).await.unwrap();
    w.refresh().await;
    assert_eq!(levels().await, expected, "what was granted in a workspace goes with it");
    let actions = crate::contract::trail::read(&w, w.root).await;
    assert_eq!(
        actions
            .iter()
            .filter(|entry| entry.action == "folder_grant.change")
            .count(),
        2
    );
}

pub(crate) async fn dashboards_move_and_list_by_folder(w: World) {
    let outer = folder(&w, w.root, None, "Outer").await;
    let inner = folder(&w, w.root, Some(outer.id), "Inner").await;
    let top = w.dashboard(w.root, "At the top", &[]).await;
    let board = dashboard_in(&w, &outer, "Delays").await;
    let op = op_of(w.ada);
    let titles = async |lying| {
        let visible = w.gate.visible_dashboards(&w.may::<ListDashboards>(&op, w.root));
        let filter = DashboardFilter {
            lying,
            ..DashboardFilter::default()
        };
        let list = w.store.dashboards_list(&visible, &filter, None, 50).await.unwrap();
        list.into_iter()
            .map(|kept| (kept.title.to_string(), kept.folder))
            .collect::<Vec<_>>()
    };
    let delays = |folder| ("Delays".to_owned(), folder);
    assert_eq!(titles(Lying::In(outer.id)).await, [delays(Some(outer.id))]);
    assert_eq!(titles(Lying::AtTheTop).await, [("At the top".to_owned(), None)]);
    assert_eq!(titles(Lying::Anywhere).await.len(), 2);

    let go = |to| DashboardMove { at: at(&board), to };
    let old = w.may::<MoveDashboard>(&op, go(Some(inner.id)));
    w.store.dashboard_move(&old).await.unwrap();
    is_stale(w.store.dashboard_move(&old).await);
    w.refresh().await;
    assert_eq!(titles(Lying::In(inner.id)).await, [delays(Some(inner.id))]);
    assert!(titles(Lying::In(outer.id)).await.is_empty());
    w.store.dashboard_move(&w.may(&op, go(None))).await.unwrap();
    w.refresh().await;
    assert_eq!(
        (fact(&w, &board).await.folder, fact(&w, &top).await.folder),
        (None, None)
    );
    let entries = crate::contract::trail::read(&w, w.root).await;
    let moved: Vec<_> = entries
        .iter()
        .filter(|entry| entry.action == "dashboard.move")
        .collect();
    assert_eq!(moved.len(), 2);
    // They are of one moment, in whatever order.
    let told = serde_json::json!({ "before": inner.id, "after": null });
    assert!(moved.iter().any(|entry| entry.details == told));
}

pub(crate) async fn restricting_ends_shares_when_told_to(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "One", 1, Terms::default()).await;
    let op = op_of(w.ada);
    let set = |restricted| RestrictedChange {
        at: at(&board),
        restricted,
    };
    let on = w.may::<SetRestricted>(&op, set(true));
    refused(w.store.dashboard_restricted_set(&on, false).await, Clash::OpenShares);
    assert!(!fact(&w, &board).await.restricted);
    assert_eq!(w.store.facts().await.unwrap().shares, std::slice::from_ref(&share));
    w.store.dashboard_restricted_set(&on, true).await.unwrap();
    is_stale(w.store.dashboard_restricted_set(&on, true).await);
    w.refresh().await;
    assert!(fact(&w, &board).await.restricted);
    let state = w.store.facts().await.unwrap().shares[0].state;
    assert_eq!(state, ShareState::Ended(EndReason::Revoked));
    let entries = crate::contract::trail::read(&w, w.root).await;
    let of = |action: &str| entries.iter().find(|entry| entry.action == action).unwrap();
    assert_eq!(of("dashboard.restricted").details["ended_shares"], 1);
    assert_eq!(of("share.end").object, share.id.to_string());
    w.store
        .dashboard_restricted_set(&w.may(&op, set(false)), false)
        .await
        .unwrap();
    w.refresh().await;
    assert!(!fact(&w, &board).await.restricted);
}

pub(crate) async fn display_is_audited_with_old_and_new(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let op = op_of(w.ada);
    let set = |to| DisplayChange { at: at(&board), to };
    let mine = Display::User(w.ada);
    w.store
        .dashboard_display_set(
            &w.may::<SetDisplay>(&op, set(mine)),
            &w.gate.approves_by_display(&w.may::<SetDisplay>(&op, set(mine))),
            None,
        )
        .await
        .unwrap();
    w.refresh().await;
    assert_eq!(fact(&w, &board).await.display, mine);
    // Somebody whom the gate still knows and the store no more.
    let bob = w.user("Bob").await;
    w.permit(w.root, Principal::User(bob.id), &[], &[Permission::View])
        .await
        .unwrap();
    let facts = w.store.facts().await.unwrap();
    w.store.user_delete(&w.manage(&op), bob.id).await.unwrap();
    w.refresh().await;
    let generation = w.store.generation().await.unwrap();
    let past = access::gate::Gate::new(access::facts::Facts { generation, ..facts });
    let proof = past.allow::<SetDisplay>(&op, set(Display::User(bob.id))).unwrap();
    not_found(
        w.store
            .dashboard_display_set(&proof, &w.gate.approves_by_display(&proof), None)
            .await,
    );
    let old = w.may::<SetDisplay>(&op, set(Display::Viewer));
    w.store
        .dashboard_display_set(&old, &w.gate.approves_by_display(&old), None)
        .await
        .unwrap();
    is_stale(
        w.store
            .dashboard_display_set(&old, &w.gate.approves_by_display(&old), None)
            .await,
    );
    w.refresh().await;
    let entries = crate::contract::trail::read(&w, w.root).await;
    let shown: Vec<_> = entries
        .iter()
        .filter(|entry| entry.action == "dashboard.display")
        .collect();
    assert_eq!(shown.len(), 2);
    let told = serde_json::json!({ "before": format!("user:{}", w.ada), "after": "viewer" });
    assert!(shown.iter().any(|entry| entry.details == told), "{shown:?}");
}

pub(crate) async fn tags_are_facts(w: World) {
    let board = w.dashboard(w.root, "Delays", &["team=ops"]).await;
    assert_eq!(fact(&w, &board).await.tags.len(), 1);
    let before = w.store.generation().await.unwrap();
    let saved = w.retag(&board, &["team=hr", "a=b", "team=hr"]).await;
    assert_eq!(w.store.generation().await.unwrap(), before + 1);
    assert_eq!((saved.revision, saved.tags.len()), (2, 2));
    assert_eq!(
        fact(&w, &board)
            .await
            .tags
            .iter()
            .map(std::string::ToString::to_string)
            .collect::<Vec<_>>(),
        ["a=b", "team=hr"]
    );
    let same = w.retag(&saved, &["team=hr", "a=b"]).await;
    assert_eq!(same.revision, 3);
    assert_eq!(
        w.store.generation().await.unwrap(),
        before + 1,
        "the same tags move nothing"
    );
    let op = op_of(w.ada);
    let (save, tags) = (w.may(&op, at(&board)), w.may(&op, World::tags(at(&board), &[])));
    let lost = w
        .store
        .dashboard_save(
            &save,
            &w.gate.approves_by_saving(&save),
            Some(&tags),
            1,
            title("Lost"),
            document("c"),
        )
        .await;
    assert!(
        matches!(lost, Err(StoreError::RevisionConflict { current: 3 })),
        "{lost:?}"
    );
    let other = w.dashboard(w.root, "Other", &[]).await;
    let (save, tags) = (w.may(&op, at(&board)), w.may(&op, World::tags(at(&other), &[])));
    let mixed = w
        .store
        .dashboard_save(
            &save,
            &w.gate.approves_by_saving(&save),
            Some(&tags),
            3,
            title("Lost"),
            document("c"),
        )
        .await;
    assert!(matches!(mixed, Err(StoreError::Invalid(_))), "{mixed:?}");
}
