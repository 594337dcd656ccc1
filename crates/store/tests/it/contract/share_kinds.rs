//! Shares of a kind, with terms or in a state that a newer program wrote; and shares kept before audiences had a column.

use access::action::{EditShare, EndShare, Open, SeeShare};
use access::denied::{Denied, Reason};
use identity::admitted::Admitted;
use identity::caller::Caller;
use model::id::ShareSessionId;
use model::share::{Audience, EndReason, LinkAudience, ShareKind, ShareState, Terms};
use store::{FoundShare, ShareFilter, Store};

use super::schema::{drop_fresh, fresh, script};
use crate::raw::raw;
use crate::world::{World, at, now, op, op_of};

pub(crate) async fn what_a_newer_program_wrote_is_listed_and_does_not_open(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let idle = Terms {
        idle_days: Some(1),
        ..Terms::default()
    };
    let guests = w.link(at(&board), "Guests", 1, idle.clone()).await.id;
    let planets = w.link(at(&board), "Planets", 2, idle).await.id;
    let secret = w.link(at(&board), "Secret", 3, Terms::default()).await.id;
    let over = w.link(at(&board), "Over", 4, Terms::default()).await.id;
    for change in [
        format!(
            "UPDATE shares SET kind = 'guests', audience = '{{\"domains\":[\"united.example\"]}}' WHERE id = '{guests}'"
        ),
        format!("UPDATE shares SET terms = '{{\"idle_days\":1,\"planets\":[\"Mars\"]}}' WHERE id = '{planets}'"),
        format!("UPDATE shares SET audience = '{{\"has_password\":false,\"networks\":[]}}' WHERE id = '{secret}'"),
        format!("UPDATE shares SET state = 'ended', end_reason = 'over_budget' WHERE id = '{over}'"),
    ] {
        raw(&w.url, &change).await.unwrap();
    }
    w.gate.replace(w.store.facts().await.expect("the server starts"));
    let op = op_of(w.ada);
    for (share, word) in [(guests, "guests"), (planets, "link"), (secret, "link")] {
        let kept = w.store.share_get(&w.may::<SeeShare>(&op, share)).await.unwrap().share;
        assert_eq!((kept.audience.word(), kept.audience.kind()), (word, None));
        assert_eq!(
            kept.state,
            ShareState::Live,
            "the newer program still lets its readers in"
        );
        let reader = Caller::reader(share, ShareSessionId::from_number(1));
        let reader = crate::world::op(reader);
        let opened = w.gate.allow::<Open>(&reader, at(&board));
        assert_eq!(opened.unwrap_err(), Denied::Hidden);
        let changed = w.gate.allow::<EditShare>(&op, share);
        assert_eq!(changed.unwrap_err(), Denied::Forbidden(Reason::WrongState));
    }
    assert!(
        w.gate.lost_shares(now()).is_empty(),
        "nothing ends by not being understood"
    );
    let later = now() + chrono::TimeDelta::days(2);
    assert_eq!(w.store.shares_idle(later).await.unwrap(), [guests], "its terms are");
    let kept = w.store.share_get(&w.may::<SeeShare>(&op, over)).await.unwrap().share;
    assert_eq!(kept.state, ShareState::Ended(EndReason::Unknown));

    let visible = w.gate.visible_shares(&op);
    let all = w
        .store
        .shares_list(&visible, &ShareFilter::default(), None, 50)
        .await
        .unwrap();
    assert_eq!(all.len(), 4);
    let ended = w.store.share_end(&w.may::<EndShare>(&op, guests)).await.unwrap();
    assert_eq!(ended.state, ShareState::Ended(EndReason::Revoked));
    let fields = raw(&w.url, &format!("SELECT audience FROM shares WHERE id = '{guests}'"))
        .await
        .unwrap();
    assert_eq!(
        fields,
        ["{\"domains\":[\"united.example\"]}"],
        "what is not understood is kept as it was"
    );
}

/// The released schema 2, with two links and the session of a reader.
pub(crate) async fn older_shares_are_brought_up(w: World) {
    let (url, _folder) = fresh(&w).await;
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let (user, root, board) = (w.ada, w.root, board.id);
    let (open, ended) = (model::id::ShareId::from_number(1), model::id::ShareId::from_number(2));
    let session = ShareSessionId::from_number(3);
    let hash = |byte: &str| byte.repeat(32);
    let terms = r#"{"rows":[],"variables":{},"time":{"last_at_most":"7d"},"abilities":["interact"],"starts_at":null,"expires_at":null,"idle_days":30,"max_views":5}"#;
    let rows = format!(
        "CREATE TABLE schema_version (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL);
         INSERT INTO schema_version (id, version) VALUES (1, 2);
         INSERT INTO organisation (id, name, created_at) VALUES (1, 'Airports', 0);
         INSERT INTO shares (id, dashboard, workspace, owner, kind, title, title_folded, description, terms, max_views, state,
             end_reason, secret_hash, password_hash, created_at, views, last_seen_at)
           VALUES ('{open}', '{board}', '{root}', '{user}', 'link', 'Gates', 'gates', 'A', '{terms}', 5, 'live', NULL,
               '{one}', 'HASH', 7, 4, 9),
             ('{ended}', '{board}', '{root}', '{user}', 'link', 'Old', 'old', '', '{{}}', NULL, 'ended', 'used_up',
               '{two}', NULL, 7, 0, NULL);
         INSERT INTO share_sessions (id, share, token_hash, created_at, expires_at)
           VALUES ('{session}', '{open}', '{three}', 0, 4000000000000000);",
        one = hash("01"),
        two = hash("02"),
        three = hash("03"),
    );
    script(&url, include_str!("../../../migrations/0001_initial.sql")).await;
    script(&url, include_str!("../../../migrations/0002_people.sql")).await;
    script(&url, &rows).await;
    let store = Store::open(&url).await.unwrap();
    let mut shares = store.facts().await.unwrap().shares;
    shares.sort_unstable_by_key(|share| share.id);
    let [first, second] = &shares[..] else {
        panic!("{shares:?}")
    };
    assert_eq!(first.audience, Audience::Link(LinkAudience { has_password: true }));
    assert_eq!(
        (first.audience.kind(), first.state),
        (Some(ShareKind::Link), ShareState::Live)
    );
    assert_eq!((first.terms.idle_days, first.terms.max_views), (Some(30), Some(5)));
    assert_eq!(
        (
            first.title.as_str(),
            first.description.as_str(),
            first.created_at.timestamp_micros()
        ),
        ("Gates", "A", 7)
    );
    assert_eq!(second.audience, Audience::Link(LinkAudience { has_password: false }));
    assert_eq!(second.state, ShareState::Ended(EndReason::UsedUp));
    assert_eq!(
        store.share_find(&[1; 32]).await.unwrap(),
        Some(FoundShare {
            share: open,
            password_hash: Some("HASH".to_owned()),
            recipient: None
        })
    );
    assert_eq!(
        store.share_find(&[2; 32]).await.unwrap(),
        Some(FoundShare {
            share: ended,
            password_hash: None,
            recipient: None
        })
    );
    assert_eq!(
        store.share_session_find(&[3; 32], now()).await.unwrap(),
        Some(Caller::reader(open, session))
    );
    assert_eq!(store.share_seen(open, &Admitted::Reader, true, now()).await.unwrap(), 5);
    assert!(matches!(
        store.share_seen(open, &Admitted::Reader, true, now()).await,
        Err(store::StoreError::UsedUp)
    ));
    let unknown = model::id::ShareId::from_number(9);
    let nowhere = store
        .share_session_create(&op(Caller::Nobody), unknown, &[9; 32], now(), &Admitted::Reader)
        .await;
    crate::world::refused(nowhere, store::Clash::Reference);
    store.close().await;
    drop_fresh(&w, &url).await;
}
