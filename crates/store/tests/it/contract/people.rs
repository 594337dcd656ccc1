//! Users, groups, workspaces and who manages.

use std::collections::{BTreeMap, BTreeSet};

use access::action::{ChangeSettings, ManageData, ManageWorkspace, SettingsChange};
use model::id::{GroupId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{AttributeName, DatasetName};
use model::people::{Attributes, Group, GroupRule, UserStatus};
use model::permission::Permission;
use model::predicate::Predicate;
use model::principal::Principal;
use model::row_rule::AppliesTo;
use model::share::{Audience, EndReason, LinkAudience, ShareState, Terms};
use store::{Clash, GroupChange, NewGroup, NewRowRule, NewUser, UserChange};

use crate::world::{World, at, email, not_found, op_of, refused, title};

fn attributes(name: &str, values: &[&str]) -> Attributes {
    let values = values.iter().map(|&value| value.to_owned()).collect();
    BTreeMap::from([(AttributeName::new(name).unwrap(), values)])
}

fn rule(attribute: &str, contains: &str) -> GroupRule {
    GroupRule {
        attribute: AttributeName::new(attribute).unwrap(),
        contains: contains.to_owned(),
    }
}

async fn group(w: &World, name: &str, parents: &[GroupId], rule: Option<GroupRule>) -> Group {
    let op = op_of(w.ada);
    let new = NewGroup {
        name: title(name),
        parents: parents.iter().copied().collect(),
        rule,
    };
    let made = w.store.group_create(&w.manage(&op), new).await.unwrap();
    w.refresh().await;
    made
}

pub(crate) async fn users_round_trip_and_addresses_are_unique(w: World) {
    let op = op_of(w.ada);
    let new = NewUser {
        name: title("Bob Ünal"),
        email: email("bob@example.org"),
        password_hash: Some("h".to_owned()),
        attributes: attributes("carrier", &["UA", "DL"]),
    };
    let bob = w.store.user_create(&w.manage(&op), new.clone()).await.unwrap();
    w.refresh().await;
    let generation = w.store.generation().await.unwrap();
    refused(w.store.user_create(&w.manage(&op), new).await, Clash::Email);
    assert_eq!(
        w.store.generation().await.unwrap(),
        generation,
        "a refused change moves nothing"
    );
    let change = UserChange {
        name: Some(title("Robert")),
        attributes: Some(attributes("carrier", &["AA"])),
        ..UserChange::default()
    };
    let changed = w
        .store
        .user_update(&w.manage(&op), bob.id, change.clone())
        .await
        .unwrap();
    assert_eq!(changed.name, title("Robert"));
    assert_eq!(changed.status, UserStatus::Active);
    let unknown = UserId::from_number(5);
    w.refresh().await;
    not_found(w.store.user_update(&w.manage(&op), unknown, change).await);
    let kept = w.store.facts().await.unwrap().users;
    assert!(kept.contains(&changed), "{kept:?}");
}

pub(crate) async fn deleting_a_user_takes_what_is_theirs(w: World) {
    let bob = w.user("Bob").await.id;
    let principal = Principal::User(bob);
    w.permit(
        w.root,
        principal,
        &[],
        &[Permission::Analyze, Permission::SharingCreate, Permission::SharingEdit],
    )
    .await
    .unwrap();
    let board = w.dashboard(w.root, "Delays", &[]).await;
    w.grant(at(&board), principal, GrantLevel::Share).await;
    let bobs = op_of(bob);
    let new = store::NewShare {
        title: title("Bob's"),
        description: String::new(),
        audience: Audience::Link(LinkAudience { has_password: false }),
        terms: Terms::default(),
        recipients: Vec::new(),
        keys: vec![[1; 32]],
        signing_key: None,
        password_hash: None,
        stops: Vec::new(),
    };
    let share = w.store.share_create(&w.may(&bobs, at(&board)), 1, new).await.unwrap();
    w.refresh().await;
    let op = op_of(w.ada);
    let personal = NewRowRule {
        dataset: DatasetName::new("flights").unwrap(),
        applies_to: AppliesTo::User(bob),
        below: true,
        unless_manage: false,
        predicate: Predicate::And(Vec::new()),
    };
    w.store
        .row_rule_create(
            &w.may::<ManageData>(&op, w.root),
            personal,
            &store::ShareBlocks::default(),
        )
        .await
        .unwrap();
    w.refresh().await;

    w.store.user_delete(&w.manage(&op), bob).await.unwrap();
    let facts = w.store.facts().await.unwrap();
    assert!(facts.users.iter().all(|user| user.id != bob));
    assert!(facts.grants.iter().all(|grant| grant.principal != principal));
    assert!(facts.permissions.iter().all(|entry| entry.principal != principal));
    assert!(facts.row_rules.is_empty());
    let kept = facts.shares.iter().find(|kept| kept.id == share.id).unwrap();
    assert_eq!(kept.state, ShareState::Ended(EndReason::OwnerLostAccess));
    w.refresh().await;
    not_found(w.store.user_delete(&w.manage(&op), bob).await);
}

pub(crate) async fn groups_are_acyclic(w: World) {
    let a = group(&w, "A", &[], None).await;
    let b = group(&w, "B", &[a.id], Some(rule("carrier", "UA"))).await;
    let c = group(&w, "C", &[a.id, b.id], None).await;
    let op = op_of(w.ada);
    let into = |parents: &[GroupId]| GroupChange {
        parents: Some(parents.iter().copied().collect()),
        ..GroupChange::default()
    };
    refused(
        w.store.group_update(&w.manage(&op), a.id, into(&[c.id])).await,
        Clash::GroupCycle,
    );
    refused(
        w.store.group_update(&w.manage(&op), a.id, into(&[a.id])).await,
        Clash::GroupCycle,
    );
    let unknown = into(&[GroupId::from_number(9)]);
    refused(
        w.store.group_update(&w.manage(&op), a.id, unknown).await,
        Clash::Reference,
    );
    let kept: BTreeMap<GroupId, Group> = w
        .store
        .facts()
        .await
        .unwrap()
        .groups
        .into_iter()
        .map(|group| (group.id, group))
        .collect();
    assert_eq!(
        kept,
        BTreeMap::from([(a.id, a.clone()), (b.id, b.clone()), (c.id, c.clone())])
    );

    let change = GroupChange {
        name: Some(title("C2")),
        parents: Some(BTreeSet::from([b.id])),
        rule: Some(Some(rule("carrier", "DL"))),
    };
    let changed = w.store.group_update(&w.manage(&op), c.id, change).await.unwrap();
    assert_eq!(changed.parents, BTreeSet::from([b.id]));
    w.refresh().await;
    w.store.group_delete(&w.manage(&op), b.id).await.unwrap();
    let kept = w.store.facts().await.unwrap().groups;
    let child = kept.iter().find(|group| group.id == c.id).unwrap();
    assert_eq!(
        (child.parents.len(), &child.name, child.rule.as_ref()),
        (0, &title("C2"), Some(&rule("carrier", "DL")))
    );
    w.refresh().await;
    not_found(w.store.group_delete(&w.manage(&op), b.id).await);
}

pub(crate) async fn group_members_come_and_go(w: World) {
    let bob = w.user("Bob").await.id;
    let ops = group(&w, "Ops", &[], None).await.id;
    let op = op_of(w.ada);
    for _ in 0..2 {
        w.store.group_member_put(&w.manage(&op), ops, bob).await.unwrap();
        w.refresh().await;
        assert_eq!(w.store.facts().await.unwrap().groups[0].members, BTreeSet::from([bob]));
    }
    not_found(
        w.store
            .group_member_put(&w.manage(&op), ops, UserId::from_number(1))
            .await,
    );
    not_found(
        w.store
            .group_member_put(&w.manage(&op), GroupId::from_number(1), bob)
            .await,
    );
    w.store.group_member_remove(&w.manage(&op), ops, bob).await.unwrap();
    w.refresh().await;
    not_found(w.store.group_member_remove(&w.manage(&op), ops, bob).await);
    assert!(w.store.facts().await.unwrap().groups[0].members.is_empty());
}

pub(crate) async fn groups_with_row_rules_stay(w: World) {
    let ops = group(&w, "Ops", &[], None).await.id;
    let op = op_of(w.ada);
    let bound = NewRowRule {
        dataset: DatasetName::new("flights").unwrap(),
        applies_to: AppliesTo::Group(ops),
        below: false,
        unless_manage: true,
        predicate: Predicate::Or(Vec::new()),
    };
    let made = w
        .store
        .row_rule_create(&w.may::<ManageData>(&op, w.root), bound, &store::ShareBlocks::default())
        .await
        .unwrap();
    w.refresh().await;
    refused(w.store.group_delete(&w.manage(&op), ops).await, Clash::GroupHasRowRules);
    w.store
        .row_rule_delete(&w.may(&op, made.id), &store::ShareBlocks::default())
        .await
        .unwrap();
    w.refresh().await;
    w.store.group_delete(&w.manage(&op), ops).await.unwrap();
}

pub(crate) async fn somebody_active_always_manages(w: World) {
    let op = op_of(w.ada);
    let ada = Principal::User(w.ada);
    let off = || UserChange {
        status: Some(UserStatus::Disabled),
        ..UserChange::default()
    };
    refused(
        w.store.user_update(&w.manage(&op), w.ada, off()).await,
        Clash::LastManager,
    );
    refused(w.store.user_delete(&w.manage(&op), w.ada).await, Clash::LastManager);
    refused(w.permit(w.root, ada, &[], &[]).await, Clash::LastManager);
    refused(
        w.permit(w.root, ada, &[Permission::Analyze], &[Permission::View]).await,
        Clash::LastManager,
    );

    // Bob manages by an attribute, through a group inside of the managing one.
    let bob = w.user("Bob").await.id;
    let managers = group(&w, "Managers", &[], None).await.id;
    let inner = group(&w, "Inner", &[managers], Some(rule("duty", "head"))).await.id;
    w.permit(w.root, Principal::Group(managers), &[], &[Permission::Manage])
        .await
        .unwrap();
    refused(w.permit(w.root, ada, &[], &[]).await, Clash::LastManager);
    let head = |values: &[&str]| UserChange {
        attributes: Some(attributes("duty", values)),
        ..UserChange::default()
    };
    w.store.user_update(&w.manage(&op), bob, head(&["head"])).await.unwrap();
    w.refresh().await;
    w.permit(w.root, ada, &[], &[]).await.unwrap();

    let bobs = op_of(bob);
    refused(
        w.store.user_update(&w.manage(&bobs), bob, head(&[])).await,
        Clash::LastManager,
    );
    refused(
        w.store.user_update(&w.manage(&bobs), bob, off()).await,
        Clash::LastManager,
    );
    refused(w.store.group_delete(&w.manage(&bobs), inner).await, Clash::LastManager);
    let out = GroupChange {
        parents: Some(BTreeSet::new()),
        ..GroupChange::default()
    };
    refused(
        w.store.group_update(&w.manage(&bobs), inner, out).await,
        Clash::LastManager,
    );
    w.store.group_member_put(&w.manage(&bobs), inner, w.ada).await.unwrap();
    w.refresh().await;
    w.store.user_delete(&w.manage(&bobs), bob).await.unwrap();
    w.refresh().await;
    refused(
        w.store.group_member_remove(&w.manage(&op), inner, w.ada).await,
        Clash::LastManager,
    );
}

pub(crate) async fn workspaces_are_deleted_only_when_empty(w: World) {
    let middle = w.workspace(w.root, "Middle").await;
    let leaf = w.workspace(middle, "Leaf").await;
    let op = op_of(w.ada);
    let manage = |id: WorkspaceId| w.may::<ManageWorkspace>(&op, id);
    refused(
        w.store.workspace_delete(&manage(w.root)).await,
        Clash::WorkspaceNotEmpty,
    );
    refused(
        w.store.workspace_delete(&manage(middle)).await,
        Clash::WorkspaceNotEmpty,
    );
    let board = w.dashboard(leaf, "Delays", &[]).await;
    refused(w.store.workspace_delete(&manage(leaf)).await, Clash::WorkspaceNotEmpty);
    w.store.dashboard_delete(&w.may(&op, at(&board))).await.unwrap();
    w.refresh().await;
    w.permit(leaf, Principal::All, &[Permission::View], &[]).await.unwrap();
    w.store.workspace_rename(&manage(leaf), &title("Twig")).await.unwrap();
    w.refresh().await;
    let settings = BTreeMap::from([(AttributeName::new("gate").unwrap(), "A1".to_owned())]);
    let change = SettingsChange {
        workspace: leaf,
        settings: settings.clone(),
    };
    w.store
        .workspace_settings_put(&w.may::<ChangeSettings>(&op, change))
        .await
        .unwrap();
    w.refresh().await;
    let facts = w.store.facts().await.unwrap();
    let kept = facts.workspaces.iter().find(|kept| kept.id == leaf).unwrap();
    assert_eq!(
        (&kept.name, kept.parent, &kept.settings),
        (&title("Twig"), Some(middle), &settings)
    );

    w.store.workspace_delete(&manage(leaf)).await.unwrap();
    w.refresh().await;
    let facts = w.store.facts().await.unwrap();
    assert!(facts.workspaces.iter().all(|kept| kept.id != leaf));
    assert!(facts.permissions.iter().all(|entry| entry.workspace != leaf));
    w.store.workspace_delete(&manage(middle)).await.unwrap();
}

pub(crate) async fn permissions_are_replaced_and_removed(w: World) {
    let bob = Principal::User(w.user("Bob").await.id);
    let kept = async || {
        let entries = w.store.facts().await.unwrap().permissions;
        entries.into_iter().find(|entry| entry.principal == bob)
    };
    w.permit(w.root, bob, &[Permission::View], &[Permission::Audit, Permission::App])
        .await
        .unwrap();
    let entry = kept().await.unwrap();
    let words = |set: model::permission::PermissionSet| set.iter().collect::<Vec<_>>();
    assert_eq!(
        (words(entry.here), words(entry.below)),
        (vec![Permission::View], vec![Permission::App, Permission::Audit])
    );
    w.permit(w.root, bob, &[Permission::Analyze], &[]).await.unwrap();
    let entry = kept().await.unwrap();
    assert_eq!(
        (words(entry.here), words(entry.below)),
        (vec![Permission::Analyze], vec![])
    );
    let before = w.store.generation().await.unwrap();
    let after = w.permit(w.root, bob, &[], &[]).await.unwrap();
    assert_eq!(after, before + 1, "the answer is the generation after the change");
    assert_eq!(kept().await, None);
    not_found(
        w.permit(
            w.root,
            Principal::User(UserId::from_number(3)),
            &[Permission::View],
            &[],
        )
        .await,
    );
    not_found(
        w.permit(
            w.root,
            Principal::Group(GroupId::from_number(3)),
            &[Permission::View],
            &[],
        )
        .await,
    );
}
