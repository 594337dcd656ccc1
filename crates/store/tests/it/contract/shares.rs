//! Shares: making, changing, opening, counting, ending.

use access::action::{EditShare, EndShare, SeeShare};
use identity::admitted::Admitted;
use identity::caller::Caller;
use model::share::{Ability, Audience, EndReason, LinkAudience, ShareKind, ShareState, Terms};
use store::{Asked, Clash, FoundShare, NewShare, ShareChange, ShareFilter, StoreError};

use crate::world::{World, at, is_stale, not_found, now, op, op_of, refused, title};

fn link(has_password: bool) -> Audience {
    Audience::Link(LinkAudience { has_password })
}

fn terms() -> Terms {
    serde_json::from_value(serde_json::json!({
        "rows": [{ "dataset": "flights", "predicate": { "eq": ["origin", "JFK"] } }],
        "variables": { "origin": { "locked": "JFK", "hidden": true } },
        "time": { "last_at_most": "7d" }, "abilities": ["interact", "export_data"],
        "expires_at": "2030-12-24T18:00:00.123456+01:00", "max_views": 12
    }))
    .unwrap()
}

pub(crate) async fn shares_round_trip_and_are_filtered(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let other = w.dashboard(w.root, "Weather", &[]).await;
    let made_by = op_of(w.ada);
    let new = |secret: u8, password: Option<&str>| NewShare {
        title: title("Terminal Screens"),
        description: "Gates A\nGates B".to_owned(),
        audience: link(password.is_some()),
        terms: terms(),
        recipients: Vec::new(),
        keys: vec![[secret; 32]],
        signing_key: None,
        password_hash: password.map(str::to_owned),
        stops: Vec::new(),
    };
    let made = w
        .store
        .share_create(&w.may(&made_by, at(&board)), 1, new(1, Some("hash")))
        .await
        .unwrap();
    w.refresh().await;
    assert!(
        made.audience.has_password() && made.owner == w.ada && made.state == ShareState::Live && made.terms == terms()
    );
    refused(
        w.store
            .share_create(&w.may(&made_by, at(&board)), 1, new(1, None))
            .await,
        Clash::Duplicate,
    );
    let second = w.link(at(&other), "Other", 2, Terms::default()).await;

    let op = op_of(w.ada);
    let record = w.store.share_get(&w.may::<SeeShare>(&op, made.id)).await.unwrap();
    assert_eq!((&record.share, record.dashboard_title), (&made, Some(title("Delays"))));
    assert_eq!((record.statistics.views, record.statistics.last_seen_at), (0, None));
    assert!(w.store.facts().await.unwrap().shares.contains(&made));

    assert_eq!(
        w.store.share_find(&[1; 32]).await.unwrap(),
        Some(FoundShare {
            share: made.id,
            password_hash: Some("hash".to_owned()),
            recipient: None
        })
    );
    assert_eq!(
        w.store.share_find(&[2; 32]).await.unwrap(),
        Some(FoundShare {
            share: second.id,
            password_hash: None,
            recipient: None
        })
    );
    assert_eq!(w.store.share_find(&[3; 32]).await.unwrap(), None);

    let visible = w.gate.visible_shares(&op);
    let find = async |filter: ShareFilter| {
        let list = w.store.shares_list(&visible, &filter, None, 50).await.unwrap();
        list.into_iter().map(|record| record.share.id).collect::<Vec<_>>()
    };
    assert_eq!(find(ShareFilter::default()).await, [second.id, made.id], "newest first");
    let all = || ShareFilter {
        waiting: false,
        dashboard: Some(board.id),
        state: Some("live".to_owned()),
        kind: Some(ShareKind::Link),
        q: Some("SCREENS".to_owned()),
        seen_since: None,
        seen_before: Some(now()),
    };
    assert_eq!(find(all()).await, [made.id]);
    assert!(
        find(ShareFilter {
            state: Some("paused".to_owned()),
            ..all()
        })
        .await
        .is_empty()
    );
    assert!(
        find(ShareFilter {
            q: Some("nowhere".to_owned()),
            ..all()
        })
        .await
        .is_empty()
    );
    assert!(
        find(ShareFilter {
            dashboard: Some(other.id),
            ..all()
        })
        .await
        .is_empty()
    );
    let page = w
        .store
        .shares_list(&visible, &ShareFilter::default(), Some(second.id), 1)
        .await
        .unwrap();
    assert_eq!(page[0].share.id, made.id);

    let change = ShareChange {
        title: Some(title("New")),
        terms: Some(Terms {
            abilities: [Ability::Interact].into(),
            ..Terms::default()
        }),
        ..ShareChange::default()
    };
    let changed = w
        .store
        .share_update(&w.may::<EditShare>(&op, made.id), change)
        .await
        .unwrap();
    w.refresh().await;
    assert_eq!(
        w.store.share_get(&w.may::<SeeShare>(&op, made.id)).await.unwrap().share,
        changed
    );
    assert_eq!(
        (changed.description.as_str(), changed.audience.has_password()),
        ("Gates A\nGates B", true)
    );
}

pub(crate) async fn states_follow_one_another(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "One", 1, Terms::default()).await.id;
    let op = op_of(w.ada);
    refused(w.store.share_resume(&w.may(&op, share)).await, Clash::ShareState);
    assert_eq!(
        w.store.share_pause(&w.may(&op, share)).await.unwrap().state,
        ShareState::Paused
    );
    not_found(w.store.share_seen(share, &Admitted::Reader, true, now()).await);
    is_stale(w.store.share_pause(&w.may(&op, share)).await);
    w.refresh().await;
    refused(w.store.share_pause(&w.may(&op, share)).await, Clash::ShareState);
    assert_eq!(
        w.store.share_resume(&w.may(&op, share)).await.unwrap().state,
        ShareState::Live
    );
    w.refresh().await;
    // Proofs of before the end, over facts that have not moved: the store itself keeps an end an end.
    let ended = w.store.share_end(&w.may::<EndShare>(&op, share)).await.unwrap();
    assert_eq!(ended.state, ShareState::Ended(EndReason::Revoked));
    let kept = w.store.facts().await.unwrap().shares.remove(0);
    assert_eq!(kept.state, ShareState::Ended(EndReason::Revoked));
    not_found(w.store.share_seen(share, &Admitted::Reader, true, now()).await);
    let lost = w
        .store
        .shares_end_lost(&op, &[(share, EndReason::Expired)])
        .await
        .unwrap();
    assert_eq!(lost, w.store.generation().await.unwrap());
    assert_eq!(
        w.store.facts().await.unwrap().shares.remove(0),
        kept,
        "the first reason stays"
    );
    assert!(
        w.store.share_find(&[1; 32]).await.unwrap().is_some(),
        "it is still known, so that it can say that it ended"
    );
}

pub(crate) async fn a_new_secret_or_password_ends_sessions(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "One", 1, Terms::default()).await.id;
    let expires = now() + chrono::TimeDelta::days(1);
    let open = async |hash: u8| {
        w.store
            .share_session_create(&op(Caller::Nobody), share, &[hash; 32], expires, &Admitted::Reader)
            .await
    };
    let found = async |hash: u8| w.store.share_session_find(&[hash; 32], now()).await.unwrap();
    let session = open(1).await.unwrap();
    assert_eq!(found(1).await, Some(Caller::reader(share, session)));
    assert_eq!(w.store.share_session_find(&[1; 32], expires).await.unwrap(), None);
    let unknown = model::id::ShareId::from_number(1);
    let nowhere = w
        .store
        .share_session_create(&op(Caller::Nobody), unknown, &[9; 32], expires, &Admitted::Reader)
        .await;
    refused(nowhere, Clash::Reference);

    let op = op_of(w.ada);
    w.store.share_rotate(&w.may(&op, share), &[2; 32]).await.unwrap();
    w.refresh().await;
    assert_eq!(found(1).await, None);
    assert_eq!(w.store.share_find(&[1; 32]).await.unwrap(), None);
    assert_eq!(
        w.store.share_find(&[2; 32]).await.unwrap(),
        Some(FoundShare {
            share,
            password_hash: None,
            recipient: None
        })
    );

    let password = async |hash: Option<&str>| {
        let change = ShareChange {
            asked: Some(Asked {
                audience: link(hash.is_some()),
                password_hash: hash.map(str::to_owned),
            }),
            ..ShareChange::default()
        };
        let changed = w.store.share_update(&w.may(&op, share), change).await.unwrap();
        w.refresh().await;
        changed.audience.has_password()
    };
    open(3).await.unwrap();
    assert!(password(Some("hash")).await);
    assert_eq!(found(3).await, None);
    assert_eq!(
        w.store.share_find(&[2; 32]).await.unwrap(),
        Some(FoundShare {
            share,
            password_hash: Some("hash".to_owned()),
            recipient: None
        })
    );
    open(4).await.unwrap();
    let renamed = ShareChange {
        title: Some(title("Two")),
        ..ShareChange::default()
    };
    w.store.share_update(&w.may(&op, share), renamed).await.unwrap();
    w.refresh().await;
    assert!(found(4).await.is_some(), "a new title disturbs nobody");
    assert!(!password(None).await);
}

pub(crate) async fn cells_are_added_up_by_share_and_month(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "One", 1, Terms::default()).await.id;
    let other = w.link(at(&board), "Two", 2, Terms::default()).await.id;
    assert_eq!(w.store.share_cells(share, 24_322).await.unwrap(), 0);
    let first = [(share, 24_322, 7), (other, 24_322, 1)];
    assert_eq!(w.store.share_cells_add(&first).await.unwrap(), [7, 1]);
    let more = [(share, 24_322, 3), (share, 24_323, 5)];
    assert_eq!(w.store.share_cells_add(&more).await.unwrap(), [10, 5]);
    let again = store::Store::open(&w.url).await.unwrap();
    assert_eq!(
        again.share_cells(share, 24_322).await.unwrap(),
        10,
        "a restart gives no new month"
    );
    assert_eq!(again.share_cells(other, 24_323).await.unwrap(), 0);
}

pub(crate) async fn views_never_exceed_their_limit(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let limit = Terms {
        max_views: Some(5),
        ..Terms::default()
    };
    let share = w.link(at(&board), "One", 1, limit).await.id;
    let generation = w.store.generation().await.unwrap();
    let seen = now();
    let tries = (0..20).map(|_| {
        let store = w.store.clone();
        tokio::spawn(async move { store.share_seen(share, &Admitted::Reader, true, seen).await })
    });
    let mut counts = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Ok(count) => counts.push(count),
            Err(StoreError::UsedUp) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    counts.sort_unstable();
    assert_eq!(
        counts,
        [1, 2, 3, 4, 5],
        "each view is counted once, and none beyond the limit"
    );
    let op = op_of(w.ada);
    let statistics = w.store.statistics(&w.may::<SeeShare>(&op, share)).await.unwrap();
    assert_eq!(statistics.views, 5);
    assert_eq!(
        statistics.last_seen_at.map(|at| at.timestamp_micros()),
        Some(seen.timestamp_micros())
    );
    assert_eq!(w.store.generation().await.unwrap(), generation);

    let more = ShareChange {
        terms: Some(Terms {
            max_views: Some(6),
            ..Terms::default()
        }),
        ..ShareChange::default()
    };
    w.store.share_update(&w.may(&op, share), more).await.unwrap();
    assert_eq!(
        w.store.share_seen(share, &Admitted::Reader, true, now()).await.unwrap(),
        6
    );
    assert!(matches!(
        w.store.share_seen(share, &Admitted::Reader, true, now()).await,
        Err(StoreError::UsedUp)
    ));
    not_found(
        w.store
            .share_seen(model::id::ShareId::from_number(3), &Admitted::Reader, true, now())
            .await,
    );
}

pub(crate) async fn lost_shares_end_once(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let past = Terms {
        expires_at: Some(now()),
        ..Terms::default()
    };
    let gone = w.link(at(&board), "Gone", 1, past).await.id;
    let live = w.link(at(&board), "Live", 2, Terms::default()).await.id;
    let lost = w.gate.lost_shares(now());
    assert_eq!(lost, [(gone, EndReason::Expired)]);
    let before = w.store.generation().await.unwrap();
    let job = op(Caller::Job { owner: w.ada });
    assert_eq!(w.store.shares_end_lost(&job, &lost).await.unwrap(), before + 1);
    w.refresh().await;
    assert!(w.gate.lost_shares(now()).is_empty());
    assert_eq!(
        w.store.shares_end_lost(&job, &lost).await.unwrap(),
        before + 1,
        "a second time changes nothing"
    );
    assert_eq!(w.store.shares_end_lost(&job, &[]).await.unwrap(), before + 1);
    assert!(w.store.share_seen(live, &Admitted::Reader, true, now()).await.is_ok());
}
