//! Facts told in part. That each patch says what a whole reading says is looked at by `World::refresh`, after every change of every
//! case; here is what the log does not tell, and the changes that no other case makes.

use std::collections::BTreeSet;

use access::action::{ChangeSettings, ManageData, ManageWorkspace, SettingsChange, WriteDataset};
use model::column::Column;
use model::dataset::{Origin, Outside};
use model::id::UserId;
use model::level::GrantLevel;
use model::name::DatasetName;
use model::permission::Permission;
use model::principal::Principal;
use store::{DatasetChange, GroupChange, NewDataset, NewGroup};

use crate::raw::raw;
use crate::world::{World, at, is_stale, op_of, title};

pub(crate) async fn what_the_log_does_not_tell_is_read_whole(w: World) {
    let now = w.store.generation().await.unwrap();
    let nothing = w.store.facts_since(now).await.unwrap().unwrap();
    assert_eq!((nothing.since, nothing.generation), (now, now));
    assert!(nothing.users.is_empty() && nothing.workspaces.is_empty());
    assert!(
        w.store.facts_since(now + 1).await.unwrap().is_none(),
        "a generation that is not there yet"
    );
    // Generation 1 was there before any change; from it on everything is told.
    assert!(w.store.facts_since(0).await.unwrap().is_none());
    assert!(w.store.facts_since(1).await.unwrap().is_some());
    for turn in 0..3 {
        w.workspace(w.root, &format!("Moves the facts {turn}")).await;
    }
    let patch = w.store.facts_since(now).await.unwrap().unwrap();
    assert_eq!((patch.generation, patch.workspaces.len()), (now + 3, 3));
    // A generation in the middle that nothing tells of: written by a program without a log.
    raw(&w.url, &format!("DELETE FROM fact_changes WHERE n = {}", now + 2))
        .await
        .unwrap();
    assert!(w.store.facts_since(now).await.unwrap().is_none());
    assert!(w.store.facts_since(now + 2).await.unwrap().is_some());
    // What a newer program knows and this one does not.
    let newer = format!(
        "INSERT INTO fact_changes (n, kind, object) VALUES ({}, 'moon', 'x')",
        now + 3
    );
    raw(&w.url, &newer).await.unwrap();
    assert!(w.store.facts_since(now + 2).await.unwrap().is_none());
}

pub(crate) async fn the_log_is_trimmed(w: World) {
    let now = w.store.generation().await.unwrap();
    raw(&w.url, "UPDATE facts_generation SET n = 10499").await.unwrap();
    raw(
        &w.url,
        "INSERT INTO fact_changes (n, kind, object) VALUES (500, 'user', 'x')",
    )
    .await
    .unwrap();
    raw(
        &w.url,
        "INSERT INTO fact_changes (n, kind, object) VALUES (501, 'user', 'x')",
    )
    .await
    .unwrap();
    let gate = w.blind(|_| ()).await;
    let op = op_of(w.ada);
    let proof = gate.allow::<ManageWorkspace>(&op, w.root).unwrap();
    w.store
        .workspace_create(&proof, title("Moves the facts"))
        .await
        .unwrap();
    let kept = raw(
        &w.url,
        "SELECT CAST(n AS TEXT) FROM fact_changes ORDER BY fact_changes.n",
    )
    .await
    .unwrap();
    assert_eq!(kept, ["501", "10500"]);
    assert!(w.store.facts_since(now).await.unwrap().is_none());
    assert!(w.store.facts_since(10_499).await.unwrap().is_some());
}

pub(crate) async fn too_much_is_read_whole(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let now = w.store.generation().await.unwrap();
    raw(&w.url, &format!("UPDATE facts_generation SET n = {}", now + 600))
        .await
        .unwrap();
    let put = async |rows: Vec<String>| {
        let text = format!("INSERT INTO fact_changes (n, kind, object) VALUES {}", rows.join(", "));
        raw(&w.url, &text).await.unwrap();
    };
    // One object six hundred times is one object.
    put((1..=600)
        .map(|step| format!("({}, 'dashboard', '{}')", now + step, board.id))
        .collect())
    .await;
    assert_eq!(w.store.facts_since(now).await.unwrap().unwrap().dashboards.len(), 1);
    let users = (1..=600).map(|step| format!("({}, 'user', '{}')", now + step, UserId::from_number(step.into())));
    put(users.collect()).await;
    assert!(w.store.facts_since(now).await.unwrap().is_none());
    let patch = w.store.facts_since(now + 300).await.unwrap().unwrap();
    assert!(patch.users.len() == 300 && patch.users.iter().all(|(_, user)| user.is_none()));
}

/// Changes that the other cases do not make, or make without looking.
pub(crate) async fn every_kind_of_change_is_told(w: World) {
    let op = op_of(w.ada);
    let bob = w.user("Bob").await.id;
    let group = |name: &str, parents: &[model::id::GroupId]| NewGroup {
        name: title(name),
        parents: parents.iter().copied().collect(),
        rule: None,
    };
    let outer = w
        .store
        .group_create(&w.manage(&op), group("Outer", &[]))
        .await
        .unwrap()
        .id;
    w.refresh().await;
    let inner = w
        .store
        .group_create(&w.manage(&op), group("Inner", &[outer]))
        .await
        .unwrap()
        .id;
    w.refresh().await;
    w.store.group_member_put(&w.manage(&op), inner, bob).await.unwrap();
    w.refresh().await;
    let change = GroupChange {
        parents: Some(BTreeSet::new()),
        ..GroupChange::default()
    };
    w.store
        .group_update(&w.manage(&op), inner, change.clone())
        .await
        .unwrap();
    w.refresh().await;
    let back = GroupChange {
        parents: Some(BTreeSet::from([outer])),
        ..change
    };
    w.store.group_update(&w.manage(&op), inner, back).await.unwrap();
    w.refresh().await;
    for principal in [Principal::Group(outer), Principal::User(bob)] {
        w.permit(w.root, principal, &[Permission::View], &[]).await.unwrap();
    }
    let board = w.dashboard(w.root, "Delays", &[]).await;
    w.grant(at(&board), Principal::Group(outer), GrantLevel::View).await;
    w.grant(at(&board), Principal::User(bob), GrantLevel::View).await;
    let below = w.workspace(w.root, "Below").await;
    let there = access::action::DashboardAt {
        workspace: below,
        ..at(&board)
    };
    w.permit(w.root, Principal::All, &[], &[Permission::View])
        .await
        .unwrap();
    w.grant(there, Principal::All, GrantLevel::View).await;
    w.store.group_delete(&w.manage(&op), outer).await.unwrap();
    w.refresh().await;
    w.store.user_delete(&w.manage(&op), bob).await.unwrap();
    w.refresh().await;
    w.store
        .workspace_settings_put(&w.may::<ChangeSettings>(
            &op,
            SettingsChange {
                workspace: below,
                settings: [].into(),
            },
        ))
        .await
        .unwrap();
    w.refresh().await;
    w.store
        .workspace_delete(&w.may::<ManageWorkspace>(&op, below))
        .await
        .unwrap();
    w.refresh().await;
    assert!(
        w.store
            .facts()
            .await
            .unwrap()
            .grants
            .iter()
            .all(|grant| grant.workspace == w.root)
    );

    let new = NewDataset {
        name: DatasetName::new("flights").unwrap(),
        label: title("Flights"),
        origin: Origin::Files,
        columns: Vec::new(),
        outside: Outside::Nobody,
        tenant_bound: false,
    };
    let made = w
        .store
        .dataset_create(&w.may::<ManageData>(&op, w.root), new)
        .await
        .unwrap();
    w.refresh().await;
    let change = DatasetChange {
        tenant_bound: Some(true),
        ..DatasetChange::default()
    };
    let old = w.may::<WriteDataset>(&op, made.id);
    w.store
        .dataset_update(&old, change.clone(), &store::ShareBlocks::default())
        .await
        .unwrap();
    is_stale(
        w.store
            .dataset_update(&old, change, &store::ShareBlocks::default())
            .await,
    );
    w.refresh().await;
    let columns: Vec<Column> = serde_json::from_value(serde_json::json!([
        { "name": "gate", "type": "string" }
    ]))
    .unwrap();
    w.store
        .dataset_loaded(&w.may(&op, made.id), columns, 1, 0, 1)
        .await
        .unwrap();
    w.refresh().await;
    assert_eq!(w.store.facts().await.unwrap().datasets[0].columns.len(), 1);
    w.store
        .dataset_delete(&w.may(&op, made.id), &store::ShareBlocks::default())
        .await
        .unwrap();
    w.refresh().await;
}
