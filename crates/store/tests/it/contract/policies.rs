//! Policies, and who may see whom.

use access::action::{ChangePolicy, ManageSee, Organisation, PolicyChange, SeePolicies};
use model::id::{PolicyId, UserId};
use model::level::GrantLevel;
use model::permission::Permission;
use model::policy::{Policy, PolicyRule, Reach, TagSelector};
use model::principal::Principal;
use store::StoreError;

use crate::contract::trail::read;
use crate::world::{World, is_stale, not_found, op_of, title};

fn rule(name: &str, tag: &str, principal: Principal, level: GrantLevel) -> PolicyRule {
    PolicyRule {
        name: title(name),
        reach: Reach::HereAndBelow,
        tag: TagSelector::new(tag).unwrap(),
        principal,
        level,
    }
}

async fn change(w: &World, policy: Option<PolicyId>, to: Option<PolicyRule>) -> Option<Policy> {
    let op = op_of(w.ada);
    let change = PolicyChange {
        workspace: w.root,
        policy,
        to,
    };
    let done = w
        .store
        .policy_change(&w.may::<ChangePolicy>(&op, change))
        .await
        .unwrap();
    w.refresh().await;
    done
}

pub(crate) async fn policies_come_change_and_go(w: World) {
    let bob = w.user("Bob").await.id;
    let below = w.workspace(w.root, "Below").await;
    w.permit(w.root, Principal::User(bob), &[], &[Permission::View])
        .await
        .unwrap();
    let first = rule("Ops", "team=ops", Principal::User(bob), GrantLevel::View);
    let made = change(&w, None, Some(first.clone())).await.unwrap();
    assert_eq!((made.workspace, &made.rule), (w.root, &first));
    let second = rule("All block", "team=hr", Principal::All, GrantLevel::Block);
    let other = change(&w, None, Some(second.clone())).await.unwrap();
    let op = op_of(w.ada);
    let list = async || w.store.policies_of(&w.may::<SeePolicies>(&op, w.root)).await.unwrap();
    assert_eq!(list().await, [made.clone(), other.clone()]);
    assert!(
        w.store
            .policies_of(&w.may::<SeePolicies>(&op, below))
            .await
            .unwrap()
            .is_empty()
    );

    let wanted = rule("Ops share", "team=\"ö\"", Principal::User(bob), GrantLevel::Share);
    let to = PolicyChange {
        workspace: w.root,
        policy: Some(made.id),
        to: Some(wanted.clone()),
    };
    let old = w.may::<ChangePolicy>(&op, to);
    let changed = w.store.policy_change(&old).await.unwrap().unwrap();
    assert_eq!((changed.id, &changed.rule), (made.id, &wanted));
    is_stale(w.store.policy_change(&old).await);
    w.refresh().await;
    assert_eq!(list().await, [changed, other.clone()]);
    assert_eq!(change(&w, Some(other.id), None).await, None);
    let nothing = PolicyChange {
        workspace: w.root,
        policy: None,
        to: None,
    };
    let done = w.store.policy_change(&w.may::<ChangePolicy>(&op, nothing)).await;
    assert!(matches!(done, Err(StoreError::Invalid(_))), "{done:?}");
    let entries = read(&w, w.root).await;
    let of = |action: &str| entries.iter().filter(|entry| entry.action == action).count();
    assert_eq!(
        (of("policy.create"), of("policy.change"), of("policy.delete")),
        (2, 1, 1)
    );
    let change_entry = entries.iter().find(|entry| entry.action == "policy.change").unwrap();
    assert_eq!(change_entry.details["before"]["level"], "view");

    // A policy for nobody goes with its principal.
    w.store.user_delete(&w.manage(&op), bob).await.unwrap();
    w.refresh().await;
    assert!(list().await.is_empty());
}

pub(crate) async fn policies_go_with_their_workspace(w: World) {
    let below = w.workspace(w.root, "Below").await;
    let op = op_of(w.ada);
    let made = PolicyChange {
        workspace: below,
        policy: None,
        to: Some(rule("Ops", "team=ops", Principal::All, GrantLevel::View)),
    };
    let made = w
        .store
        .policy_change(&w.may::<ChangePolicy>(&op, made))
        .await
        .unwrap()
        .unwrap();
    w.refresh().await;
    // A policy of another workspace is a missing one.
    let root = w.root;
    let elsewhere = w
        .blind(|facts| facts.policies.iter_mut().for_each(|kept| kept.workspace = root))
        .await;
    let to = PolicyChange {
        workspace: root,
        policy: Some(made.id),
        to: None,
    };
    not_found(
        w.store
            .policy_change(&elsewhere.allow::<ChangePolicy>(&op, to).unwrap())
            .await,
    );
    w.store.workspace_delete(&w.may(&op, below)).await.unwrap();
    w.refresh().await;
    assert!(w.store.facts().await.unwrap().policies.is_empty());
}

pub(crate) async fn who_sees_whom_is_kept(w: World) {
    let bob = w.user("Bob").await.id;
    let carol = w.user("Carol").await.id;
    let op = op_of(w.ada);
    let may = || w.may::<ManageSee>(&op, Organisation);
    let whom = Principal::User(carol);
    for _ in 0..2 {
        w.store.see_put(&may(), bob, whom).await.unwrap();
        w.refresh().await;
    }
    w.store.see_put(&may(), bob, Principal::All).await.unwrap();
    w.refresh().await;
    assert_eq!(w.store.see_list(&may(), bob).await.unwrap(), [Principal::All, whom]);
    assert_eq!(w.store.facts().await.unwrap().see.len(), 2);
    not_found(w.store.see_put(&may(), UserId::from_number(1), whom).await);
    not_found(
        w.store
            .see_put(&may(), bob, Principal::User(UserId::from_number(1)))
            .await,
    );
    not_found(w.store.see_remove(&may(), carol, whom).await);
    let old = may();
    w.store.see_remove(&old, bob, Principal::All).await.unwrap();
    is_stale(w.store.see_remove(&old, bob, whom).await);
    w.refresh().await;
    w.store.user_delete(&w.manage(&op), carol).await.unwrap();
    w.refresh().await;
    assert!(w.store.see_list(&may(), bob).await.unwrap().is_empty());
    w.store.see_put(&may(), bob, Principal::All).await.unwrap();
    w.refresh().await;
    w.store.user_delete(&w.manage(&op), bob).await.unwrap();
    w.refresh().await;
    assert!(w.store.facts().await.unwrap().see.is_empty());
    let entries = read(&w, w.root).await;
    assert_eq!(
        entries.iter().filter(|entry| entry.action.starts_with("see.")).count(),
        5
    );
}
