//! Requests for access and invitations.

use access::action::{AnswerRequest, ChangeGrant, DashboardAt, RequestAccess, SeeRequests};
use identity::caller::Caller;
use model::access_request::{AccessRequest, RequestState};
use model::id::{AccessRequestId, DashboardId, UserId};
use model::level::{GrantLevel, Level};
use model::name::Note;
use model::people::UserStatus;
use model::permission::Permission;
use model::principal::Principal;
use store::{Clash, RequestAnswer, StoreError, UserChange};

use crate::contract::trail::read;
use crate::world::{World, at, is_stale, not_found, now, op, op_of, refused};

async fn ask(w: &World, user: UserId, at: DashboardAt, message: &str, keep: bool) -> Result<(), StoreError> {
    let op = op_of(user);
    let proof = w.may::<RequestAccess>(&op, at);
    w.store
        .access_request_create(&proof, &Note::new(message).unwrap(), keep)
        .await
}

async fn open(w: &World, at: DashboardAt) -> Vec<AccessRequest> {
    let op = op_of(w.ada);
    w.store
        .access_requests_open(&w.may::<SeeRequests>(&op, at))
        .await
        .unwrap()
}

pub(crate) async fn requests_are_asked_once_and_answered_once(w: World) {
    let bob = w.user("Bob").await.id;
    let carol = w.user("Carol").await.id;
    w.permit(w.root, Principal::All, &[], &[Permission::View])
        .await
        .unwrap();
    let board = at(&w.dashboard(w.root, "Delays", &[]).await);
    let generation = w.store.generation().await.unwrap();
    ask(&w, bob, board, "please", true).await.unwrap();
    ask(&w, bob, board, "please, please", true).await.unwrap();
    ask(&w, carol, board, "", true).await.unwrap();
    assert_eq!(w.store.generation().await.unwrap(), generation, "asking gives nothing");
    let waiting = open(&w, board).await;
    let said: Vec<_> = waiting
        .iter()
        .map(|request| (request.user, request.message.as_str()))
        .collect();
    assert_eq!(said, [(bob, "please, please"), (carol, "")]);
    assert!(waiting.iter().all(|request| request.state == RequestState::Open));
    assert_eq!(w.store.access_requests_wait_at().await.unwrap(), [board]);

    let ada = op_of(w.ada);
    let answer = w.may::<AnswerRequest>(&ada, board);
    let grant = |user, to| w.may::<ChangeGrant>(&ada, World::change(board, Principal::User(user), to));
    // The grant must be what was asked for.
    let give = async |proof| {
        let give = RequestAnswer::Give(&proof);
        w.store.access_request_answer(&answer, waiting[0].id, give).await
    };
    for wrong in [
        grant(carol, Some(GrantLevel::View)),
        grant(bob, Some(GrantLevel::Block)),
        grant(bob, None),
    ] {
        let done = give(wrong).await;
        assert!(matches!(done, Err(StoreError::Invalid(_))), "{done:?}");
    }
    assert_eq!(w.store.generation().await.unwrap(), generation);
    let given = give(grant(bob, Some(GrantLevel::Share))).await.unwrap();
    assert!(matches!(given.state, RequestState::Given { level: Level::Share, by, .. } if by == w.ada));
    is_stale(
        w.store
            .access_request_answer(&answer, waiting[1].id, RequestAnswer::Decline)
            .await,
    );
    w.refresh().await;
    let kept = w.store.facts().await.unwrap().grants;
    assert!(
        kept.iter()
            .any(|grant| grant.principal == Principal::User(bob) && grant.level == GrantLevel::Share)
    );
    let answer = w.may::<AnswerRequest>(&ada, board);
    refused(
        w.store
            .access_request_answer(&answer, waiting[0].id, RequestAnswer::Decline)
            .await,
        Clash::RequestAnswered,
    );
    let declined = w
        .store
        .access_request_answer(&answer, waiting[1].id, RequestAnswer::Decline)
        .await
        .unwrap();
    assert!(matches!(declined.state, RequestState::Declined { .. }));
    assert!(open(&w, board).await.is_empty());
    let unknown = AccessRequestId::from_number(1);
    not_found(
        w.store
            .access_request_answer(&answer, unknown, RequestAnswer::Decline)
            .await,
    );

    // Who was declined may ask again; a level given in the share dialog is an answer too, a block is none.
    ask(&w, carol, board, "again", true).await.unwrap();
    w.grant(board, Principal::User(carol), GrantLevel::Block).await;
    assert_eq!(open(&w, board).await.len(), 1);
    let other = at(&w.dashboard(w.root, "Other", &[]).await);
    let elsewhere = w.may::<AnswerRequest>(&ada, other);
    let id = open(&w, board).await[0].id;
    not_found(
        w.store
            .access_request_answer(&elsewhere, id, RequestAnswer::Decline)
            .await,
    );
    w.grant(board, Principal::User(carol), GrantLevel::View).await;
    assert!(open(&w, board).await.is_empty());
    let entries = read(&w, w.root).await;
    let of = |action: &str| entries.iter().filter(|entry| entry.action == action).count();
    assert_eq!((of("access_request.create"), of("access_request.answer")), (4, 2));
}

pub(crate) async fn requests_reveal_nothing_and_go_with_what_they_name(w: World) {
    let bob = w.user("Bob").await.id;
    w.permit(w.root, Principal::All, &[], &[Permission::View])
        .await
        .unwrap();
    let below = w.workspace(w.root, "Below").await;
    let board = at(&w.dashboard(w.root, "Delays", &[]).await);
    let nowhere = DashboardAt {
        dashboard: DashboardId::from_number(7),
        workspace: w.root,
    };
    ask(&w, bob, nowhere, "please", false).await.unwrap();
    refused(ask(&w, bob, nowhere, "please", true).await, Clash::Reference);
    assert!(w.store.access_requests_wait_at().await.unwrap().is_empty());
    let entries = read(&w, w.root).await;
    let dropped = entries
        .iter()
        .find(|entry| entry.action == "access_request.drop")
        .unwrap();
    assert_eq!(dropped.workspace, None, "only the organisation's audit knows of it");

    let there = DashboardAt {
        workspace: below,
        ..board
    };
    for place in [board, there] {
        ask(&w, bob, place, "please", true).await.unwrap();
    }
    assert_eq!(w.store.access_requests_wait_at().await.unwrap().len(), 2);
    let ada = op_of(w.ada);
    w.store.workspace_delete(&w.may(&ada, below)).await.unwrap();
    w.refresh().await;
    assert_eq!(w.store.access_requests_wait_at().await.unwrap(), [board]);
    w.store.user_delete(&w.manage(&ada), bob).await.unwrap();
    w.refresh().await;
    assert!(open(&w, board).await.is_empty());
    let carol = w.user("Carol").await.id;
    ask(&w, carol, board, "please", true).await.unwrap();
    w.store.dashboard_delete(&w.may(&ada, board)).await.unwrap();
    w.refresh().await;
    assert!(w.store.access_requests_wait_at().await.unwrap().is_empty());
}

pub(crate) async fn invitations_set_a_password_once(w: World) {
    let bob = w.user("Bob").await.id;
    let ada = op_of(w.ada);
    let later = ada.now + chrono::TimeDelta::days(3);
    let manage = || w.manage(&ada);
    let find = async |hash: u8, when| w.store.invitation_find(&[hash; 32], when).await.unwrap();
    for hash in [1, 2] {
        w.store
            .invitation_create(&manage(), bob, &[hash; 32], later)
            .await
            .unwrap();
    }
    refused(
        w.store.invitation_create(&manage(), bob, &[1; 32], later).await,
        Clash::Duplicate,
    );
    let unknown = UserId::from_number(1);
    not_found(w.store.invitation_create(&manage(), unknown, &[3; 32], later).await);
    assert_eq!(find(1, ada.now).await, Some(bob));
    assert_eq!((find(1, later).await, find(9, ada.now).await), (None, None));
    let listed = w.store.invitations_list(&manage()).await.unwrap();
    assert!(listed.len() == 2 && listed.iter().all(|kept| kept.user == bob));

    // Two readers of one link at once: one of them sets the password.
    let tries = ["one", "two"].map(|hash| {
        let (store, op) = (w.store.clone(), op(Caller::Nobody));
        tokio::spawn(async move {
            store
                .invitation_redeem(&op, &[1; 32], hash)
                .await
                .map(|user| (user, hash))
        })
    });
    let mut won = Vec::new();
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(done) => won.push(done),
            other => not_found(other),
        }
    }
    assert_eq!(won.len(), 1);
    let email = crate::world::email("bob@example.org");
    let kept = w.store.password_hash_of(&email).await.unwrap().unwrap();
    assert_eq!((kept.0, kept.1.as_str()), (won[0].0, won[0].1));
    assert_eq!(find(2, ada.now).await, None, "the other invitation is used up too");

    let disable = UserChange {
        status: Some(UserStatus::Disabled),
        ..UserChange::default()
    };
    w.store
        .invitation_create(&manage(), bob, &[4; 32], later)
        .await
        .unwrap();
    w.store.user_update(&manage(), bob, disable).await.unwrap();
    w.refresh().await;
    assert_eq!(find(4, ada.now).await, None);
    refused(
        w.store.invitation_create(&w.manage(&ada), bob, &[5; 32], later).await,
        Clash::Disabled,
    );
    let enable = UserChange {
        status: Some(UserStatus::Active),
        ..UserChange::default()
    };
    w.store.user_update(&w.manage(&ada), bob, enable).await.unwrap();
    w.refresh().await;
    assert_eq!(find(4, ada.now).await, None, "what disabling ended stays ended");
    let old = w.manage(&ada);
    w.store.invitation_create(&old, bob, &[6; 32], later).await.unwrap();
    w.store.invitations_withdraw(&old, bob).await.unwrap();
    not_found(w.store.invitations_withdraw(&old, bob).await);
    w.workspace(w.root, "Moves the facts").await;
    is_stale(w.store.invitation_create(&old, bob, &[6; 32], later).await);
    let past = now();
    w.store
        .invitation_create(&w.manage(&ada), bob, &[7; 32], past - chrono::TimeDelta::days(1))
        .await
        .unwrap();
    not_found(w.store.invitation_redeem(&op(Caller::Nobody), &[7; 32], "late").await);
    w.store.user_delete(&w.manage(&ada), bob).await.unwrap();
    w.refresh().await;
    let entries = read(&w, w.root).await;
    let of = |action: &str| {
        entries
            .iter()
            .filter(|entry| entry.action == action)
            .collect::<Vec<_>>()
    };
    assert_eq!((of("user.invite").len(), of("user.uninvite").len()), (5, 1));
    assert_eq!(of("invitation.redeem")[0].actor, format!("user:{bob}"));
}

pub(crate) async fn disabling_stops_tokens_too(w: World) {
    let bob = w.user("Bob").await.id;
    let bobs = op_of(bob);
    let new = store::NewToken {
        name: crate::world::title("ci"),
        token_hash: [1; 32],
        read_only: false,
        workspace: None,
        expires_at: None,
    };
    let token = w.store.token_create(&w.may(&bobs, bob), new).await.unwrap().id;
    let credential = identity::caller::Credential::Token(token);
    let lives = async || {
        let found = w.store.token_find(&[1; 32], bobs.now).await.unwrap().is_some();
        let living = w.store.living(&[credential], bobs.now).await.unwrap();
        (found, living.contains(&credential))
    };
    assert_eq!(lives().await, (true, true));
    let disable = UserChange {
        status: Some(UserStatus::Disabled),
        ..UserChange::default()
    };
    let ada = op_of(w.ada);
    w.store.user_update(&w.manage(&ada), bob, disable).await.unwrap();
    w.refresh().await;
    assert_eq!(lives().await, (false, false));
}
