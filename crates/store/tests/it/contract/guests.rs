//! Guests: recipients and what they have open, places of a domain, codes and their tries.

use std::collections::BTreeSet;

use access::action::{CreateShare, EditShare, SeeShare};
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::{Caller, Credential};
use model::id::{GuestCodeId, RecipientId, ShareId};
use model::name::{Email, EmailDomain, Note};
use model::share::{Audience, GuestsAudience, MailState, RecipientState, Terms};
use serde_json::json;
use store::{NewCode, NewJob, NewRecipient, NewShare, Proven};

use crate::world::{World, at, not_found, now, op, op_of, title};

fn email(text: &str) -> Email {
    Email::new(text).unwrap()
}

fn job(id: &str) -> NewJob {
    NewJob {
        id: id.to_owned(),
        kind: "mail",
        owner: None,
        node: None,
        payload: json!({}),
        run_at: now(),
        keep_until: now() + TimeDelta::days(1),
    }
}

fn new(n: u8) -> NewRecipient {
    NewRecipient {
        id: RecipientId::from_number(u128::from(n)),
        address: email(&format!("guest{n}@united.example")),
        name: None,
        expires_at: None,
        secret_hash: [n; 32],
        round: 1,
        mail: job(&format!("mail-{n}")),
    }
}

async fn guests(w: &World, people: Vec<NewRecipient>, cap: u32) -> ShareId {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let made_by = op_of(w.ada);
    let share = NewShare {
        title: title("Guests"),
        description: String::new(),
        audience: Audience::Guests(GuestsAudience {
            domains: BTreeSet::from([EmailDomain::new("delta.example").unwrap()]),
            domain_cap: cap,
            message: Note::new("").unwrap(),
            invited: people.iter().map(|one| one.address.domain()).collect(),
        }),
        terms: Terms::default(),
        recipients: people,
        keys: vec![[99; 32]],
        password_hash: None,
        signing_key: None,
        stops: Vec::new(),
    };
    let may = w.may::<CreateShare>(&made_by, at(&board));
    let id = w.store.share_create(&may, 1, share).await.unwrap().id;
    w.refresh().await;
    id
}

fn invited(w: &World, share: ShareId) -> Vec<String> {
    let op = op_of(w.ada);
    let kept = w.gate.share_to_edit(&w.may::<EditShare>(&op, share)).unwrap();
    let Audience::Guests(guests) = &kept.audience else {
        panic!("guests")
    };
    guests.invited.iter().map(ToString::to_string).collect()
}

pub(crate) async fn recipients_come_and_go_with_what_they_have_open(w: World) {
    let share = guests(&w, vec![new(1), new(2)], 5).await;
    let op_ada = op_of(w.ada);
    let found = w.store.share_find(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((found.share, found.recipient), (share, Some(new(1).id)));
    assert_eq!(w.store.share_find(&[99; 32]).await.unwrap().unwrap().recipient, None);
    assert!(w.store.job_get("mail-1").await.unwrap().is_some(), "ordered with them");

    let nobody = op(Caller::Nobody);
    let admitted = |n: u8| Admitted::Recipient(new(n).id);
    let session = async |n: u8| {
        let ends = now() + TimeDelta::hours(1);
        w.store
            .share_session_create(&nobody, share, &[n + 100; 32], ends, &admitted(n))
            .await
    };
    not_found(session(1).await);
    for n in [1, 2] {
        let proven = Proven {
            share,
            address: &new(n).address,
            recipient: Some(new(n).id),
            room: (5, 500),
            browser: Some(([n; 32], "192.0.2.1", now() + TimeDelta::days(1))),
        };
        assert_eq!(w.store.guest_proven(&nobody, &proven).await.unwrap(), new(n).id);
    }
    assert_eq!(
        w.store.guest_browser(&[1; 32], now()).await.unwrap().unwrap().address,
        new(1).address
    );
    assert!(
        w.store
            .guest_network_known(&new(1).address, "192.0.2.1", now())
            .await
            .unwrap()
    );
    let (his, hers) = (session(1).await.unwrap(), session(2).await.unwrap());
    let ends = w.store.credential_ends().await.unwrap();
    w.store
        .recipient_remove(&w.may::<EditShare>(&op_ada, share), new(1).id)
        .await
        .unwrap();
    w.refresh().await;
    assert!(w.store.credential_ends().await.unwrap() > ends, "told to all nodes");
    let both = [Credential::ShareSession(his), Credential::ShareSession(hers)];
    assert_eq!(w.store.living(&both, now()).await.unwrap(), BTreeSet::from([both[1]]));
    assert_eq!(w.store.share_find(&[1; 32]).await.unwrap(), None);
    not_found(session(1).await);
    not_found(
        w.store
            .recipient_remove(&w.may::<EditShare>(&op_ada, share), new(1).id)
            .await,
    );

    // An end that comes earlier ends what is open by then.
    let soon = now() + TimeDelta::minutes(1);
    w.store
        .recipient_expires(&w.may::<EditShare>(&op_ada, share), new(2).id, Some(soon))
        .await
        .unwrap();
    let until = w.store.share_session_ends(hers).await.unwrap();
    assert_eq!(
        until.map(|at| at.timestamp_micros()),
        Some(soon.timestamp_micros()),
        "as exactly as it is kept"
    );
    w.store
        .recipient_mailed((new(2).id, 1), MailState::Failed, Some("no"), now())
        .await
        .unwrap();
    w.store
        .recipient_mailed((new(2).id, 7), MailState::Sent, None, now())
        .await
        .unwrap();
    w.store.share_minutes(&[hers], now()).await.unwrap();
    let days = w.store.share_days(&w.may::<SeeShare>(&op_ada, share), 9).await.unwrap();
    assert_eq!(days.iter().map(|day| day.minutes).sum::<u64>(), 1, "{days:?}");
    let all = w.store.recipients_of(&w.may::<SeeShare>(&op_ada, share)).await.unwrap();
    let second = all.iter().find(|one| one.recipient.id == new(2).id).unwrap();
    assert_eq!(
        (second.recipient.minutes, second.recipient.state),
        (1, RecipientState::Verified)
    );
    assert_eq!(
        second.recipient.mail.as_ref().unwrap().state,
        MailState::Failed,
        "an older mail says nothing"
    );
    let counts = w
        .store
        .share_get(&w.may::<SeeShare>(&op_ada, share))
        .await
        .unwrap()
        .recipients;
    assert_eq!(
        (counts.verified, counts.removed, counts.invited, counts.failed),
        (1, 1, 0, 0)
    );

    assert_eq!(invited(&w, share), ["united.example"]);
    w.store.guest_drops(&nobody, new(2).id, &new(2).address).await.unwrap();
    not_found(w.store.guest_drops(&nobody, new(2).id, &new(2).address).await);
    w.refresh().await;
    assert_eq!(invited(&w, share), [""; 0], "policies look at who is there");
    let again = NewRecipient {
        secret_hash: [11; 32],
        round: 2,
        mail: job("mail-11"),
        ..new(1)
    };
    w.store
        .recipients_add(&w.may::<EditShare>(&op_ada, share), &[again])
        .await
        .unwrap();
    w.refresh().await;
    assert_eq!(invited(&w, share), ["united.example"]);
    assert_eq!(
        w.store.share_find(&[11; 32]).await.unwrap().unwrap().recipient,
        Some(new(1).id)
    );
}

pub(crate) async fn the_last_place_of_a_domain_is_given_once(w: World) {
    let share = guests(&w, Vec::new(), 3).await;
    let nobody = op(Caller::Nobody);
    let come = (0..8).map(|n| {
        let (store, nobody) = (w.store.clone(), nobody.clone());
        tokio::spawn(async move {
            let address = email(&format!("d{n}@delta.example"));
            let proven = Proven {
                share,
                address: &address,
                recipient: None,
                room: (3, 500),
                browser: None,
            };
            store.guest_proven(&nobody, &proven).await.is_ok()
        })
    });
    let mut came = 0;
    for one in come.collect::<Vec<_>>() {
        came += u32::from(one.await.unwrap());
    }
    assert_eq!(came, 3);
}

pub(crate) async fn codes_count_in_their_browser_and_few_times(w: World) {
    guests(&w, vec![new(1)], 5).await;
    let address = new(1).address;
    let ask = async |n: u8, known: bool| {
        let id = GuestCodeId::from_number(u128::from(n));
        let asked = NewCode {
            id,
            asker: [n; 32],
            secret: [1; 32],
            typed: None,
            browser: None,
            network: format!("192.0.2.{n}"),
            now: now(),
            mail: job(&format!("code-{n}")),
        };
        w.store.guest_code_ask(&asked).await.unwrap();
        let code = w.store.guest_code_get(id).await.unwrap().unwrap();
        let times = (now() - TimeDelta::hours(1), now());
        let hash = [n + 50; 32];
        let made = w
            .store
            .guest_code_make(&code, (&address, known), &hash, times, |_| true);
        assert!(made.await.unwrap());
        id
    };
    let tried = async |n: u8| {
        w.store
            .guest_code_try(&[n; 32], (&[1; 32], None), (5, 10), now())
            .await
            .unwrap()
    };
    let first = ask(1, false).await;
    assert_eq!(
        w.store
            .guest_code_try(&[9; 32], (&[1; 32], None), (5, 10), now())
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        w.store
            .guest_code_try(&[1; 32], (&[2; 32], None), (5, 10), now())
            .await
            .unwrap(),
        None
    );
    for _ in 0..4 {
        assert_eq!(tried(1).await.unwrap().code, Some([51; 32]));
    }
    // Those of another browser count for the address, but not for what was sent after them.
    ask(2, false).await;
    ask(3, true).await;
    assert!(tried(2).await.is_some());
    assert_eq!(tried(1).await, None, "four of its own and one of another");
    for _ in 0..4 {
        tried(2).await;
    }
    assert_eq!(tried(2).await, None);
    assert!(tried(3).await.is_some(), "who is known is not disturbed");
    let sent = w.store.guest_code_get(first).await.unwrap().unwrap();
    let times = (now() - TimeDelta::hours(1), now());
    let mut counted = store::CodesSent::default();
    let may = |found| {
        counted = found;
        false
    };
    let refused = w
        .store
        .guest_code_make(&sent, (&address, false), &[0; 32], times, may)
        .await;
    assert!(!refused.unwrap(), "it may not");
    assert_eq!(
        (counted.unknown, counted.known, counted.network, counted.link),
        (2, 1, 1, 2)
    );

    let late = now() + TimeDelta::minutes(11);
    let found = w
        .store
        .guest_code_try(&[3; 32], (&[1; 32], None), (5, 10), late)
        .await
        .unwrap();
    assert_eq!(found, None, "its time is up");
    let third = GuestCodeId::from_number(3);
    assert!(w.store.guest_code_use(third, now()).await.unwrap());
    assert!(!w.store.guest_code_use(third, now()).await.unwrap(), "once");
    let third = w.store.guest_code_get(third).await.unwrap().unwrap();
    let again = w
        .store
        .guest_code_make(&third, (&address, true), &[0; 32], times, |_| true)
        .await;
    assert!(!again.unwrap(), "it was used");
    assert_eq!(
        w.store.guest_codes_forget(now() + TimeDelta::seconds(1)).await.unwrap(),
        3
    );
}
