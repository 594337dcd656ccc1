//! The audit: an entry with every change, in its transaction, without secrets.

use access::action::{ChangeGrant, ManageWorkspace, ReadAudit};
use identity::admitted::Admitted;
use identity::caller::Caller;
use model::audit::AuditEntry;
use model::id::WorkspaceId;
use model::level::GrantLevel;
use model::permission::Permission;
use model::principal::Principal;
use model::share::{Audience, EndReason, LinkAudience, Terms};
use store::{Asked, NewToken, ShareChange};

use crate::world::{World, at, document, is_stale, now, op, op_of, title};

pub(crate) async fn read(w: &World, workspace: WorkspaceId) -> Vec<AuditEntry> {
    let op = op_of(w.ada);
    w.store
        .audit_list(&w.may::<ReadAudit>(&op, workspace), None, 1000)
        .await
        .unwrap()
}

pub(crate) async fn every_change_leaves_an_entry(w: World) {
    let bob = w.user("Bob").await.id;
    let principal = Principal::User(bob);
    w.permit(w.root, principal, &[], &[Permission::View]).await.unwrap();
    let board = w.dashboard(w.root, "Delays", &[]).await;
    w.grant(at(&board), principal, GrantLevel::View).await;
    w.grant(at(&board), principal, GrantLevel::Block).await;
    let share = w.link(at(&board), "Link", 0x5e, Terms::default()).await.id;
    let op_ada = op_of(w.ada);
    let token = NewToken {
        name: title("ci"),
        token_hash: [0x5e; 32],
        read_only: false,
        workspace: None,
        expires_at: None,
    };
    w.store.token_create(&w.may(&op_ada, w.ada), token).await.unwrap();
    w.store
        .session_create(&op(Caller::Nobody), bob, &[0x5e; 32], now())
        .await
        .unwrap();
    w.store
        .share_session_create(&op(Caller::Nobody), share, &[0x5e; 32], now(), &Admitted::Reader)
        .await
        .unwrap();
    let save = w.may(&op_ada, at(&board));
    w.store
        .dashboard_save(
            &save,
            &w.gate.approves_by_saving(&save),
            None,
            1,
            title("Delays"),
            document("x"),
        )
        .await
        .unwrap();
    let change = ShareChange {
        asked: Some(Asked {
            audience: Audience::Link(LinkAudience { has_password: true }),
            password_hash: Some("PASSWORDHASH".to_owned()),
        }),
        ..ShareChange::default()
    };
    w.store.share_update(&w.may(&op_ada, share), change).await.unwrap();
    w.refresh().await;
    w.store.share_rotate(&w.may(&op_ada, share), &[0x5f; 32]).await.unwrap();
    w.refresh().await;
    w.store
        .shares_end_lost(&op(Caller::Job { owner: w.ada }), &[(share, EndReason::UsedUp)])
        .await
        .unwrap();
    w.refresh().await;

    let entries = read(&w, w.root).await;
    let actions: Vec<_> = entries.iter().rev().map(|entry| entry.action.as_str()).collect();
    let expected = [
        "organisation.set_up",
        "user.create",
        "permissions.put",
        "dashboard.create",
        "grant.change",
        "grant.change",
        "share.create",
        "token.create",
        "session.start",
        "share.open",
        "dashboard.save",
        "share.change",
        "share.rotate",
        "share.end",
    ];
    let sorted = |mut list: Vec<&str>| {
        list.sort_unstable();
        list.join(" ")
    };
    assert_eq!(sorted(actions), sorted(expected.to_vec()));
    let of = |action: &str| entries.iter().find(|entry| entry.action == action).unwrap();
    assert_eq!(of("session.start").actor, format!("user:{bob}"));
    assert_eq!(of("share.open").actor, format!("share:{share}"));
    assert_eq!(of("share.end").actor, format!("job:{}", w.ada));
    assert_eq!(of("share.end").details["reason"], "used_up");
    assert_eq!(of("dashboard.save").request, op_ada.request);
    assert_eq!(
        of("dashboard.save").at.timestamp_micros(),
        op_ada.now.timestamp_micros()
    );
    let block = entries.iter().find(|entry| entry.details["after"] == "block").unwrap();
    assert_eq!(
        (block.details["before"].as_str(), block.object.as_str()),
        (Some("view"), board.id.to_string().as_str())
    );
    let text = serde_json::to_string(&entries).unwrap();
    for secret in ["5e5e5e", "5f5f5f", "PASSWORDHASH", "hash of ada"] {
        assert!(!text.contains(secret), "the audit tells {secret}");
    }

    // What is refused leaves no entry.
    let board = w.dashboard(w.root, "Other", &[]).await;
    let old = w.may::<ChangeGrant>(&op_ada, World::change(at(&board), principal, Some(GrantLevel::View)));
    w.workspace(w.root, "Moves the facts").await;
    let before = read(&w, w.root).await.len();
    is_stale(w.store.grant_put(&old).await);
    assert_eq!(read(&w, w.root).await.len(), before);
}

pub(crate) async fn entries_page_and_stay_in_their_workspace(w: World) {
    let below = w.workspace(w.root, "Below").await;
    for turn in 0..5 {
        let op = op_of(w.ada);
        let proof = w.may::<ManageWorkspace>(&op, below);
        w.store
            .workspace_rename(&proof, &title(&format!("Name {turn}")))
            .await
            .unwrap();
        w.refresh().await;
    }
    let all = read(&w, below).await;
    assert_eq!(all.iter().filter(|entry| entry.action == "workspace.rename").count(), 5);
    assert!(all.iter().all(|entry| entry.workspace == Some(below)));
    assert!(all.windows(2).all(|pair| pair[0].at >= pair[1].at), "newest first");
    let of_root = read(&w, w.root).await;
    assert!(of_root.iter().all(|entry| entry.workspace != Some(below)));

    let op = op_of(w.ada);
    let proof = w.may::<ReadAudit>(&op, below);
    let mut paged = Vec::new();
    while paged.len() < 100 {
        let after = paged.last().map(|entry: &AuditEntry| entry.id);
        let page = w.store.audit_list(&proof, after, 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, all);
}
