//! Set-up, sessions and tokens.

use access::action::{ManageOwn, ManageWorkspace};
use identity::admitted::Admitted;
use identity::caller::{Caller, Credential};
use model::people::UserStatus;
use model::share::Terms;
use store::{Clash, NewToken, TokenRecord, UserChange};

use crate::world::{World, at, email, is_stale, not_found, now, op, op_of, refused, title};

pub(crate) async fn set_up_happens_once(w: World) {
    assert!(w.store.is_set_up().await.unwrap());
    assert_eq!(w.store.organisation_name().await.unwrap(), Some(title("Airports")));
    let generation = w.store.generation().await.unwrap();
    let again = w
        .store
        .set_up(
            &op(Caller::Nobody),
            &title("Other"),
            &title("Eve"),
            &email("eve@example.org"),
            "x",
        )
        .await;
    refused(again, Clash::SetUp);
    assert_eq!(w.store.organisation_name().await.unwrap(), Some(title("Airports")));
    assert_eq!(w.store.password_hash_of(&email("eve@example.org")).await.unwrap(), None);
    assert_eq!(w.store.generation().await.unwrap(), generation);
    let ada = w.store.password_hash_of(&email("Ada@Example.org")).await.unwrap();
    assert_eq!(ada, Some((w.ada, "hash of ada".to_owned(), UserStatus::Active)));
    // The first user manages the root and what will be below.
    let op = op_of(w.ada);
    drop(w.manage(&op));
    let below = w.workspace(w.root, "Below").await;
    drop(w.may::<ManageWorkspace>(&op, below));
}

pub(crate) async fn sessions_live_until_they_expire_or_end(w: World) {
    let sign_in = op(Caller::Nobody);
    let expires = sign_in.now + chrono::TimeDelta::hours(1);
    let id = w
        .store
        .session_create(&sign_in, w.ada, &[7; 32], expires)
        .await
        .unwrap();
    assert_eq!(
        w.store.session_find(&[7; 32], sign_in.now).await.unwrap(),
        Some((id, w.ada))
    );
    assert_eq!(w.store.session_find(&[8; 32], sign_in.now).await.unwrap(), None);
    assert_eq!(
        w.store.session_find(&[7; 32], expires).await.unwrap(),
        None,
        "expired to the instant"
    );

    let before = w.store.credential_ends().await.unwrap();
    w.store.session_end(&op_of(w.ada), &[7; 32]).await.unwrap();
    assert_eq!(w.store.session_find(&[7; 32], sign_in.now).await.unwrap(), None);
    let after = w.store.credential_ends().await.unwrap();
    assert_ne!(after, before, "other nodes hear of it");
    w.store.session_end(&op_of(w.ada), &[7; 32]).await.unwrap();
    assert_eq!(w.store.credential_ends().await.unwrap(), after, "it had ended already");

    // What has expired is swept, so its hash may come again; that ends nothing.
    w.store
        .session_create(&sign_in, w.ada, &[9; 32], sign_in.now)
        .await
        .unwrap();
    let ends = w.store.credential_ends().await.unwrap();
    assert_eq!(w.store.credentials_forget_expired(sign_in.now).await.unwrap(), 1);
    assert_eq!(w.store.credentials_forget_expired(sign_in.now).await.unwrap(), 0);
    assert_eq!(w.store.credential_ends().await.unwrap(), ends);
    w.store
        .session_create(&op(Caller::Nobody), w.ada, &[9; 32], expires)
        .await
        .unwrap();
}

pub(crate) async fn disabling_and_a_new_password_end_sessions(w: World) {
    let bob = w.user("Bob").await.id;
    let expires = now() + chrono::TimeDelta::hours(1);
    let update = async |change: UserChange| {
        let op = op_of(w.ada);
        w.store.user_update(&w.manage(&op), bob, change).await.unwrap();
        w.refresh().await;
    };
    for (hash, change) in [
        (
            1,
            UserChange {
                status: Some(UserStatus::Disabled),
                ..UserChange::default()
            },
        ),
        (
            2,
            UserChange {
                password_hash: Some("new".to_owned()),
                ..UserChange::default()
            },
        ),
    ] {
        let active = UserChange {
            status: Some(UserStatus::Active),
            ..UserChange::default()
        };
        update(active.clone()).await;
        w.store
            .session_create(&op(Caller::Nobody), bob, &[hash; 32], expires)
            .await
            .unwrap();
        w.store
            .session_create(&op(Caller::Nobody), w.ada, &[hash + 100; 32], expires)
            .await
            .unwrap();
        assert!(w.store.session_find(&[hash; 32], now()).await.unwrap().is_some());
        update(change).await;
        assert_eq!(w.store.session_find(&[hash; 32], now()).await.unwrap(), None);
        update(active).await;
        assert_eq!(
            w.store.session_find(&[hash; 32], now()).await.unwrap(),
            None,
            "it does not come back"
        );
        assert!(
            w.store.session_find(&[hash + 100; 32], now()).await.unwrap().is_some(),
            "others go on"
        );
    }
    let own = op_of(bob);
    w.store
        .session_create(&op(Caller::Nobody), bob, &[3; 32], expires)
        .await
        .unwrap();
    w.store
        .password_set(&w.may::<ManageOwn>(&own, bob), "own")
        .await
        .unwrap();
    assert_eq!(w.store.session_find(&[3; 32], now()).await.unwrap(), None);
    let kept = w
        .store
        .password_hash_of(&email("bob@example.org"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.1, "own");
}

pub(crate) async fn tokens_belong_to_their_users(w: World) {
    let bob = w.user("Bob").await.id;
    let new = |hash: u8, expires_at| NewToken {
        name: title("ci"),
        token_hash: [hash; 32],
        read_only: hash == 1,
        workspace: (hash == 1).then_some(w.root),
        expires_at,
    };
    let (ada_op, bob_op) = (op_of(w.ada), op_of(bob));
    let ada_own = w.may::<ManageOwn>(&ada_op, w.ada);
    let bob_own = w.may::<ManageOwn>(&bob_op, bob);
    let expires = now() + chrono::TimeDelta::hours(1);
    let narrow = w.store.token_create(&ada_own, new(1, Some(expires))).await.unwrap();
    let later = op_of(w.ada);
    let for_bob = w
        .store
        .token_create_for(&w.manage(&later), bob, new(2, None))
        .await
        .unwrap();
    refused(w.store.token_create(&ada_own, new(1, None)).await, Clash::Duplicate);

    let found = w.store.token_find(&[1; 32], now()).await.unwrap().unwrap();
    let expected = TokenRecord {
        id: narrow.id,
        user: w.ada,
        read_only: true,
        workspace: Some(w.root),
    };
    assert_eq!(found, expected);
    assert_eq!(w.store.token_find(&[1; 32], expires).await.unwrap(), None);
    assert_eq!(w.store.token_find(&[2; 32], expires).await.unwrap().unwrap().user, bob);

    assert_eq!(w.store.token_list(&ada_own).await.unwrap(), vec![narrow.clone()]);
    assert_eq!(w.store.token_list(&bob_own).await.unwrap(), vec![for_bob.clone()]);
    assert_eq!(
        w.store.tokens_of(&w.manage(&ada_op), bob).await.unwrap(),
        vec![for_bob.clone()]
    );

    not_found(w.store.token_delete(&bob_own, narrow.id).await);
    w.store.token_delete(&bob_own, for_bob.id).await.unwrap();
    assert_eq!(w.store.token_find(&[2; 32], now()).await.unwrap(), None);
    let off = UserChange {
        status: Some(UserStatus::Disabled),
        ..UserChange::default()
    };
    w.store
        .token_create_for(&w.manage(&ada_op), bob, new(3, None))
        .await
        .unwrap();
    w.store.user_update(&w.manage(&ada_op), bob, off).await.unwrap();
    assert_eq!(
        w.store.token_find(&[3; 32], now()).await.unwrap(),
        None,
        "of a disabled user"
    );
    is_stale(w.store.token_create(&ada_own, new(4, None)).await);
    w.refresh().await;
    let on = UserChange {
        status: Some(UserStatus::Active),
        ..UserChange::default()
    };
    w.store.user_update(&w.manage(&ada_op), bob, on).await.unwrap();
    w.refresh().await;
    assert_eq!(
        w.store.token_find(&[3; 32], now()).await.unwrap(),
        None,
        "nothing comes back with the user"
    );
    not_found(w.store.token_delete_of(&w.manage(&ada_op), bob, narrow.id).await);
    w.store
        .token_delete_of(&w.manage(&ada_op), w.ada, narrow.id)
        .await
        .unwrap();
    assert_eq!(w.store.token_find(&[1; 32], now()).await.unwrap(), None);
}

pub(crate) async fn liveness_ends_with_the_credential(w: World) {
    let sign_in = op(Caller::Nobody);
    let expires = sign_in.now + chrono::TimeDelta::hours(1);
    let session = w
        .store
        .session_create(&sign_in, w.ada, &[1; 32], expires)
        .await
        .unwrap();
    let browser = Credential::Session(session);
    let lives = async |credential, at| w.store.living(&[credential], at).await.unwrap().contains(&credential);
    assert!(lives(browser, sign_in.now).await);
    assert!(!lives(browser, expires).await);
    w.store.session_end(&op_of(w.ada), &[1; 32]).await.unwrap();
    assert!(!lives(browser, sign_in.now).await);

    let ada = op_of(w.ada);
    let new = NewToken {
        name: title("ci"),
        token_hash: [2; 32],
        read_only: true,
        workspace: None,
        expires_at: None,
    };
    let own = w.may::<ManageOwn>(&ada, w.ada);
    let id = w.store.token_create(&own, new).await.unwrap().id;
    let token = Credential::Token(id);
    assert!(lives(token, expires).await);
    w.store.token_delete(&own, id).await.unwrap();
    assert!(!lives(token, expires).await);

    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "One", 3, Terms::default()).await.id;
    let opened = w
        .store
        .share_session_create(&sign_in, share, &[4; 32], expires, &Admitted::Reader)
        .await
        .unwrap();
    let opened = Credential::ShareSession(opened);
    let all = w.store.living(&[browser, token, opened], sign_in.now).await.unwrap();
    assert_eq!(all.into_iter().collect::<Vec<_>>(), [opened], "asked together");
    assert!(lives(opened, sign_in.now).await);
    assert!(!lives(opened, expires).await);
    w.store.share_rotate(&w.may(&ada, share), &[5; 32]).await.unwrap();
    assert!(!lives(opened, sign_in.now).await);
}
