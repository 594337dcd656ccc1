//! Several at once: nodes, requests and abandoned requests. A decision holds when it is written, or nothing is.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use access::action::{ChangeGrant, ChangePermissions, ManageWorkspace, PermissionChange, Save};
use access::gate::Gate;
use model::level::GrantLevel;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use store::{Store, StoreError};

use crate::world::{World, at, document, is_stale, op_of, permissions, title};

pub(crate) async fn a_stale_proof_changes_nothing(w: World) {
    let op = op_of(w.ada);
    let proof = w.may::<ManageWorkspace>(&op, w.root);
    let generation = w.store.generation().await.unwrap();
    assert_eq!(proof.generation(), generation);
    w.store.workspace_create(&proof, title("First")).await.unwrap();
    is_stale(w.store.workspace_create(&proof, title("Second")).await);
    is_stale(w.store.workspace_rename(&proof, &title("Third")).await);
    let names: Vec<_> = w
        .store
        .facts()
        .await
        .unwrap()
        .workspaces
        .into_iter()
        .map(|kept| kept.name)
        .collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&title("Airports")) && names.contains(&title("First")));
    assert_eq!(w.store.generation().await.unwrap(), generation + 1);
    w.refresh().await;
    w.store
        .workspace_create(&w.may(&op, w.root), title("Second"))
        .await
        .expect("decided again, it is done");
}

pub(crate) async fn of_two_nodes_one_decides(w: World) {
    let other = Store::open(&w.url).await.unwrap();
    let other_gate = Gate::new(other.facts().await.unwrap());
    let op = op_of(w.ada);
    let here = w.may::<ManageWorkspace>(&op, w.root);
    let there = other_gate.allow::<ManageWorkspace>(&op, w.root).unwrap();
    w.store.workspace_create(&here, title("Here")).await.unwrap();
    is_stale(other.workspace_create(&there, title("There")).await);
    // What one node writes the other reads, and with it decides again.
    assert_eq!(other.generation().await.unwrap(), w.store.generation().await.unwrap());
    other_gate.replace(other.facts().await.unwrap());
    let there = other_gate.allow::<ManageWorkspace>(&op, w.root).unwrap();
    other.workspace_create(&there, title("There")).await.unwrap();
    assert_eq!(w.store.facts().await.unwrap().workspaces.len(), 3);
    other.close().await;
}

pub(crate) async fn concurrent_grant_changes_are_decided_once(w: World) {
    let board = at(&w.dashboard(w.root, "Delays", &[]).await);
    w.permit(w.root, Principal::All, &[], &[Permission::View])
        .await
        .unwrap();
    let before = w.store.generation().await.unwrap();
    let facts = w.store.facts().await.unwrap();
    let levels = [GrantLevel::View, GrantLevel::Share, GrantLevel::Edit, GrantLevel::Block];
    let mut tries = Vec::new();
    for turn in 0..12 {
        // Every second one is another node with its own connections.
        let store = if turn % 2 == 0 {
            w.store.clone()
        } else {
            Store::open(&w.url).await.unwrap()
        };
        let gate = Gate::new(facts.clone());
        let op = op_of(w.ada);
        let level = levels[turn % 4];
        tries.push(tokio::spawn(async move {
            let change = World::change(board, Principal::All, Some(level));
            let proof = gate.allow::<ChangeGrant>(&op, change).unwrap();
            let done = store.grant_put(&proof).await;
            (level, done)
        }));
    }
    let mut won = Vec::new();
    for attempt in tries {
        match attempt.await.unwrap() {
            (level, Ok(generation)) => won.push((level, generation)),
            (_, Err(StoreError::Stale)) => {}
            (_, Err(other)) => panic!("{other:?}"),
        }
    }
    assert_eq!(won.len(), 1, "one of twelve: {won:?}");
    let (level, generation) = won[0];
    assert_eq!(generation, before + 1);
    let facts = w.store.facts().await.unwrap();
    assert_eq!(facts.generation, generation);
    let kept: Vec<_> = facts
        .grants
        .iter()
        .filter(|grant| grant.principal == Principal::All)
        .collect();
    assert!(kept.len() == 1 && kept[0].level == level, "{kept:?}");
}

pub(crate) async fn concurrent_saves_keep_one(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let facts = w.store.facts().await.unwrap();
    let tries: Vec<_> = (0..8)
        .map(|turn| {
            let (store, gate, op, at) = (w.store.clone(), Gate::new(facts.clone()), op_of(w.ada), at(&board));
            tokio::spawn(async move {
                let proof = gate.allow::<Save>(&op, at).unwrap();
                store
                    .dashboard_save(
                        &proof,
                        &gate.approves_by_saving(&proof),
                        None,
                        1,
                        title("Delays"),
                        document(&format!("c{turn}")),
                    )
                    .await
            })
        })
        .collect();
    let mut saved = Vec::new();
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(dashboard) => saved.push(dashboard),
            Err(StoreError::RevisionConflict { current: 2 }) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(saved.len(), 1);
    let op = op_of(w.ada);
    assert_eq!(
        w.store.dashboard_get(&w.edition(&op, at(&board))).await.unwrap(),
        saved[0]
    );
}

pub(crate) async fn two_managers_cannot_remove_each_other(w: World) {
    let bob = w.user("Bob").await.id;
    w.permit(w.root, Principal::User(bob), &[], &[Permission::Manage])
        .await
        .unwrap();
    let facts = w.store.facts().await.unwrap();
    let (ada, root) = (w.ada, w.root);
    let remove = |actor, other| {
        let (store, gate, op) = (w.store.clone(), Gate::new(facts.clone()), op_of(actor));
        tokio::spawn(async move {
            let change = PermissionChange {
                workspace: root,
                principal: Principal::User(other),
                here: PermissionSet::EMPTY,
                below: permissions(&[Permission::View]),
            };
            let proof = gate.allow::<ChangePermissions>(&op, change).unwrap();
            store.permissions_put(&proof).await
        })
    };
    let (one, two) = (remove(ada, bob), remove(bob, ada));
    let done = [one.await.unwrap(), two.await.unwrap()];
    assert_eq!(done.iter().filter(|result| result.is_ok()).count(), 1, "{done:?}");
    let kept = w.store.facts().await.unwrap().permissions;
    assert_eq!(
        kept.iter().filter(|entry| entry.below.has(Permission::Manage)).count(),
        1
    );
}

pub(crate) async fn a_revocation_stops_a_save_under_way(w: World) {
    let bob = w.user("Bob").await.id;
    let principal = Principal::User(bob);
    w.permit(w.root, principal, &[], &[Permission::Analyze]).await.unwrap();
    let board = w.dashboard(w.root, "Delays", &[]).await;
    w.grant(at(&board), principal, GrantLevel::Edit).await;
    let bobs = op_of(bob);
    let save = w.may::<Save>(&bobs, at(&board));
    // Between Bob's decision and his write, his grant is taken away.
    let op = op_of(w.ada);
    w.store
        .grant_put(&w.may(&op, World::change(at(&board), principal, None)))
        .await
        .unwrap();
    is_stale(
        w.store
            .dashboard_save(
                &save,
                &w.gate.approves_by_saving(&save),
                None,
                1,
                title("Bob's"),
                document("b"),
            )
            .await,
    );
    w.refresh().await;
    assert!(w.gate.allow::<Save>(&bobs, at(&board)).is_err());
    assert_eq!(w.store.dashboard_get(&w.edition(&op, at(&board))).await.unwrap(), board);
}

/// Lets it come this many steps far and drops it: the client goes away at some point of the change.
async fn given_up(steps: u32, change: impl Future) {
    let mut change = pin!(change);
    let mut left = steps;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        change.as_mut().poll(context).map(|_| ())
    })
    .await;
}

pub(crate) async fn an_abandoned_change_leaves_nothing(w: World) {
    let board = at(&w.dashboard(w.root, "Delays", &[]).await);
    w.permit(w.root, Principal::All, &[], &[Permission::View])
        .await
        .unwrap();
    let before = w.store.generation().await.unwrap();
    let op = op_of(w.ada);
    for turn in 0..30 {
        let level = if turn % 2 == 0 {
            GrantLevel::View
        } else {
            GrantLevel::Share
        };
        let proof = w.may::<ChangeGrant>(&op, World::change(board, Principal::All, Some(level)));
        given_up(turn, w.store.grant_put(&proof)).await;
        w.refresh().await;
    }
    let audit = w.store.audit_list(&w.may(&op, w.root), None, 100).await.unwrap();
    let noted = audit.iter().filter(|entry| entry.action == "grant.change").count();
    let steps = w.store.generation().await.unwrap() - before;
    assert_eq!(
        u64::try_from(noted).unwrap(),
        steps,
        "each step of the facts has its entry, and no entry is alone"
    );
    assert!(
        (1..30).contains(&steps),
        "some were abandoned and some were not: {steps}"
    );
}
