//! Grants, one and many.

use access::action::{ChangeGrant, DashboardAt};
use model::level::GrantLevel;
use model::permission::Permission;
use model::principal::Principal;
use store::StoreError;

use crate::world::{World, at, is_stale, op_of};

async fn levels(w: &World, at: DashboardAt) -> Vec<(Principal, GrantLevel)> {
    let grants = w.store.facts().await.unwrap().grants;
    let mut found: Vec<_> = grants
        .into_iter()
        .filter(|grant| grant.dashboard == at.dashboard && grant.workspace == at.workspace)
        .map(|grant| (grant.principal, grant.level))
        .collect();
    found.sort_by_key(|(principal, _)| *principal);
    found
}

pub(crate) async fn grants_change_all_together_or_not_at_all(w: World) {
    let bob = Principal::User(w.user("Bob").await.id);
    let ada = Principal::User(w.ada);
    for principal in [bob, Principal::All] {
        w.permit(w.root, principal, &[], &[Permission::View]).await.unwrap();
    }
    let board = at(&w.dashboard(w.root, "Delays", &[]).await);
    let op = op_of(w.ada);
    let change = |principal, to| w.may::<ChangeGrant>(&op, World::change(board, principal, to));
    let before = w.store.generation().await.unwrap();
    let proofs = [
        change(bob, Some(GrantLevel::Share)),
        change(Principal::All, Some(GrantLevel::View)),
        change(ada, None),
    ];
    let after = w.store.grants_patch(&proofs).await.unwrap();
    assert_eq!(after, before + 1, "one step for all of them");
    w.refresh().await;
    let expected = vec![(bob, GrantLevel::Share), (Principal::All, GrantLevel::View)];
    assert_eq!(levels(&w, board).await, expected);

    // The second of these removes what is not there: the first must not stay either.
    let twice = [
        change(bob, Some(GrantLevel::Edit)),
        change(Principal::All, None),
        change(Principal::All, None),
    ];
    let done = w.store.grants_patch(&twice).await;
    assert!(matches!(done, Err(StoreError::NotFound)), "{done:?}");
    assert_eq!(levels(&w, board).await, expected);
    assert_eq!(w.store.generation().await.unwrap(), after);
    assert!(matches!(w.store.grants_patch(&[]).await, Err(StoreError::Invalid(_))));

    w.store.grant_put(&change(bob, Some(GrantLevel::Block))).await.unwrap();
    w.refresh().await;
    assert_eq!(
        levels(&w, board).await,
        [(bob, GrantLevel::Block), (Principal::All, GrantLevel::View)]
    );
}

pub(crate) async fn proofs_of_two_generations_do_not_mix(w: World) {
    let bob = Principal::User(w.user("Bob").await.id);
    let board = at(&w.dashboard(w.root, "Delays", &[]).await);
    w.permit(w.root, Principal::All, &[], &[Permission::View])
        .await
        .unwrap();
    let op = op_of(w.ada);
    let change = |principal| w.may::<ChangeGrant>(&op, World::change(board, principal, Some(GrantLevel::View)));
    let old = change(bob);
    w.workspace(w.root, "Moves the facts").await;
    let new = change(Principal::All);
    assert_eq!(new.generation(), old.generation() + 1);
    is_stale(w.store.grants_patch(&[old, new]).await);
    is_stale(
        w.store
            .grants_patch(&[change(Principal::All), {
                let old_gate = access::gate::Gate::new(access::facts::Facts {
                    generation: 1,
                    ..w.store.facts().await.unwrap()
                });
                old_gate
                    .allow::<ChangeGrant>(&op, World::change(board, bob, Some(GrantLevel::View)))
                    .unwrap()
            }])
            .await,
    );
    assert_eq!(levels(&w, board).await.len(), 1, "only the maker's own");
}
