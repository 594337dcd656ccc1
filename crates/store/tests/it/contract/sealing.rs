//! The audit's tree: every entry once, in an order that stays, proven by what is kept; and what is found when somebody changes it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use access::action::{ChangeSettings, EditShare, ReadAudit, SettingsChange};
use identity::caller::Caller;
use identity::notes::NoteSigner;
use model::Instant;
use model::audit::checkpoint::Checkpoint;
use model::audit::lines::{EntryLine, Head, Holds, Line};
use model::audit::tree::{Frontier, Hash, begins_with, root_by};
use model::id::{AuditId, RequestId};
use model::name::AttributeName;
use model::share::Terms;
use serde_json::json;
use store::limits::AUDIT_SEALED_AT_ONCE;
use store::{AuditFilter, AuditReach, Fault, Happening, KeptCheckpoint, LogCheck, SealedEntry, ShareChange, Store};

use super::schema::script;
use super::trail::read;
use crate::raw::raw;
use crate::world::{World, at, now, op, op_of, title};

/// Seals all there is and gives it, after a look whether the tree is that of these entries.
pub(crate) async fn sealed(store: &Store) -> Vec<SealedEntry> {
    while store.audit_seal().await.unwrap().may_be_more() {}
    let size = store.audit_size().await.unwrap();
    let all = store
        .audit_sealed(AuditReach::ByHand, 0, size, 1_000_000)
        .await
        .unwrap();
    let mut tree = Frontier::default();
    for (place, entry) in all.iter().enumerate() {
        assert_eq!(entry.index, place as u64);
        assert_eq!(entry.leaf, Hash::leaf(entry.canonical().as_bytes()));
        tree.push(entry.leaf);
    }
    assert_eq!(
        (tree.size(), tree.root()),
        (size, store.audit_root(size).await.unwrap())
    );
    all
}

fn happening(what: &str) -> Happening {
    Happening {
        action: "test.happen",
        object: what.to_owned(),
        workspace: None,
        details: json!({ "what": what }),
    }
}

/// Notes many things at once, as many callers do.
async fn happen(store: &Store, count: usize) {
    let mut notes = tokio::task::JoinSet::new();
    for turn in 0..count {
        let (store, op) = (store.clone(), op(Caller::Nobody));
        notes.spawn(async move { store.audit_note(&op, happening(&turn.to_string())).await });
    }
    for noted in notes.join_all().await {
        noted.unwrap();
    }
}

pub(crate) async fn entries_are_sealed_once_in_their_order_and_proven(w: World) {
    let before = sealed(&w.store).await.len();
    happen(&w.store, 700).await;
    let all = sealed(&w.store).await;
    assert_eq!(all.len(), before + 700);
    let ids: Vec<_> = all.iter().map(|entry| entry.entry().unwrap().id).collect();
    assert!(ids.is_sorted(), "the order of ids");
    assert_eq!(w.store.audit_seal().await.unwrap().fresh, 0);

    // Proofs out of what is kept, at the edges of its rows and elsewhere.
    let size = all.len() as u64;
    let root = w.store.audit_root(size).await.unwrap();
    for index in [0, 1, 255, 256, 257, 511, 512, size - 2, size - 1] {
        let path = w.store.audit_inclusion(index, size).await.unwrap();
        let leaf = all[usize::try_from(index).unwrap()].leaf;
        assert_eq!(root_by(&path, leaf, index, size), Some(root), "{index}");
    }
    for old in [1, 2, 255, 256, 257, 511, 512, 513, size - 1, size] {
        let path = w.store.audit_consistency(old, size).await.unwrap();
        let was = w.store.audit_root(old).await.unwrap();
        assert!(begins_with(&path, (old, was), (size, root)), "{old}");
    }
    assert!(w.store.audit_root(size + 1).await.is_err());
}

/// An entry as an older program wrote it.
fn old_entry(number: u64) -> String {
    let moment = Instant::from_timestamp(1_700_000_000, 0).unwrap() + chrono::TimeDelta::seconds(number.cast_signed());
    let (id, request) = (AuditId::new(moment), RequestId::new(moment));
    let at = moment.timestamp_micros();
    format!(
        "INSERT INTO audit (id, at, actor, action, object, workspace, details, request) \
         VALUES ('{id}', {at}, 'nobody', 'old.{number}', 'x', NULL, '{{\"n\":{number}.10}}', '{request}');"
    )
}

pub(crate) async fn old_entries_are_sealed_some_at_once(w: World) {
    let most = u64::from(AUDIT_SEALED_AT_ONCE);
    let old: String = (0..2 * most).map(old_entry).collect();
    script(&w.url, &old).await;
    for turn in 1..=2 {
        let done = w.store.audit_seal().await.unwrap();
        assert_eq!(
            (done.size, done.fresh, done.may_be_more()),
            (turn * most, AUDIT_SEALED_AT_ONCE, true)
        );
    }
    let all = sealed(&w.store).await;
    // Written by whom ever: hashed as it stands, blanks and zeros too.
    assert!(
        all[7].canonical().contains(r#""action":"old.7""#) && all[7].canonical().ends_with(r#""details":{"n":7.10}}"#)
    );
    assert!(!all[7].canonical().contains("\"from\""));
}

pub(crate) async fn an_entry_that_comes_late_is_sealed_behind_younger_ones(w: World) {
    let before = sealed(&w.store).await;
    script(&w.url, &old_entry(1)).await;
    let after = sealed(&w.store).await;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after.last().unwrap().entry().unwrap().action, "old.1");
}

pub(crate) async fn two_nodes_seal_without_gaps_or_doubles(w: World) {
    let other = Store::open(&w.url).await.unwrap();
    let before = sealed(&w.store).await.len();
    let seal = async |store: &Store, until: u64| {
        let mut fresh = 0;
        while store.audit_size().await.unwrap() < until {
            fresh += store.audit_seal().await.unwrap().fresh;
        }
        fresh
    };
    let until = before as u64 + 300;
    let (a, b, (), ()) = tokio::join!(
        seal(&w.store, until),
        seal(&other, until),
        happen(&w.store, 150),
        happen(&other, 150)
    );
    assert_eq!(a + b, 300);
    let all = sealed(&w.store).await;
    let ids: BTreeSet<_> = all.iter().map(|entry| entry.entry().unwrap().id).collect();
    assert_eq!((all.len(), ids.len()), (before + 300, before + 300));
    other.close().await;
}

/// The whole log as a file, with a checkpoint at its end.
async fn file(store: &Store, signer: &NoteSigner, size: u64, root: Hash) -> Vec<String> {
    let all = store
        .audit_sealed(AuditReach::ByHand, 0, size, 1_000_000)
        .await
        .unwrap();
    let mut lines = vec![Line::Head(Head::new(Holds::Log, signer.verifier())).to_string()];
    lines.extend(all.iter().map(|sealed| {
        let entry = EntryLine {
            index: sealed.index,
            leaf: sealed.leaf,
            entry: &sealed.canonical(),
        };
        entry.to_string()
    }));
    let origin = signer.verifier().name().to_owned();
    let signed = signer.sign(&Checkpoint { origin, size, root }.to_string());
    lines.push(Line::Checkpoint(signed).to_string());
    lines
}

fn check(lines: &[String]) -> Result<u64, Fault> {
    let mut check = LogCheck::new(None);
    for line in lines {
        check.line(line)?;
    }
    check.finish().map(|found| found.entries)
}

pub(crate) async fn what_somebody_changes_in_the_database_is_found(w: World) {
    happen(&w.store, 20).await;
    let all = sealed(&w.store).await;
    let size = all.len() as u64;
    let root = w.store.audit_root(size).await.unwrap();
    let signer = NoteSigner::new("vitrine/test", &[7; 32]).unwrap();
    assert_eq!(check(&file(&w.store, &signer, size, root).await), Ok(size));

    let id = all[5].entry().unwrap().id;
    script(
        &w.url,
        &format!("UPDATE audit SET actor = 'nobody at all' WHERE id = '{id}'"),
    )
    .await;
    assert_eq!(
        check(&file(&w.store, &signer, size, root).await),
        Err(Fault::Changed(5))
    );
    assert!(
        w.store.audit_entry(AuditReach::ByHand, id).await.is_err(),
        "no proof of it"
    );
    script(&w.url, &format!("DELETE FROM audit WHERE id = '{id}'")).await;
    assert_eq!(
        check(&file(&w.store, &signer, size, root).await),
        Err(Fault::Missing { index: 5, found: 6 })
    );
    // Somebody who works out the hashes anew as well cannot sign them.
    let strips = raw(&w.url, "SELECT hashes FROM audit_strips WHERE level = 0 AND n = 0")
        .await
        .unwrap();
    let forged = strips[0].replacen(|c: char| c.is_ascii_lowercase(), "A", 1);
    script(
        &w.url,
        &format!("UPDATE audit_strips SET hashes = '{forged}' WHERE level = 0 AND n = 0"),
    )
    .await;
    assert_ne!(w.store.audit_root(size).await.unwrap(), root);
}

pub(crate) async fn the_last_checkpoint_of_each_day_is_kept(w: World) {
    let kept = |size, at: &str| KeptCheckpoint {
        size,
        made_at: at.parse().unwrap(),
        note: format!("note of {size}"),
    };
    for made in [
        kept(1, "2026-11-28T00:00:00Z"),
        kept(2, "2026-11-28T23:59:59Z"),
        kept(5, "2026-11-29T00:00:00Z"),
        kept(7, "2026-11-30T08:00:00Z"),
        kept(9, "2026-11-30T08:00:01Z"),
    ] {
        w.store.audit_checkpoint_put(&made).await.unwrap();
    }
    let sizes = async |before, limit| {
        let kept = w.store.audit_checkpoints(before, limit).await.unwrap();
        kept.into_iter().map(|kept| kept.size).collect::<Vec<_>>()
    };
    assert_eq!(sizes(None, 10).await, [9, 5, 2]);
    assert_eq!(sizes(None, 1).await, [9]);
    assert_eq!(sizes(Some(9), 10).await, [5, 2]);
}

pub(crate) async fn an_entry_that_cannot_be_kept_takes_no_other_with_it(w: World) {
    let before = sealed(&w.store).await.len();
    let mut notes = tokio::task::JoinSet::new();
    for turn in 0..9 {
        let (store, op) = (w.store.clone(), op(Caller::Nobody));
        let what = if turn == 4 { "with \0 in it" } else { "whole" };
        notes.spawn(async move { (turn, store.audit_note(&op, happening(what)).await.is_ok()) });
    }
    let refused: Vec<_> = notes.join_all().await.into_iter().filter(|(_, ok)| !ok).collect();
    assert_eq!(refused, [(4, false)]);
    assert_eq!(sealed(&w.store).await.len(), before + 8);
}

pub(crate) async fn pages_narrow_and_go_on(w: World) {
    let below = w.workspace(w.root, "Below").await;
    happen(&w.store, 12).await;
    let op = op_of(w.ada);
    let whole = w.may(&op, access::action::Organisation);
    let all = async |filter: AuditFilter| {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let reach = AuditReach::Whole(&whole);
            let (page, next) = w.store.audit_search(reach, &filter, after, 5).await.unwrap();
            assert!(page.len() <= 5);
            found.extend(page);
            after = next;
            if after.is_none() {
                return found;
            }
        }
    };
    let everything = all(AuditFilter::default()).await;
    assert!(
        everything.windows(2).all(|pair| pair[0].id > pair[1].id),
        "newest first"
    );
    let of = async |change: fn(&mut AuditFilter)| {
        let mut filter = AuditFilter::default();
        change(&mut filter);
        all(filter).await
    };
    assert_eq!(of(|f| f.actor = Some("nobody".to_owned())).await.len(), 12);
    let by_users = of(|f| f.actor = Some("user:".to_owned())).await;
    assert_eq!(by_users.len() + 12, everything.len());
    assert_eq!(of(|f| f.action = Some("test.".to_owned())).await.len(), 12);
    assert_eq!(of(|f| f.action = Some("test.hap".to_owned())).await.len(), 0);
    assert_eq!(of(|f| f.object = Some("7".to_owned())).await.len(), 1);
    assert_eq!(of(|f| f.text = Some("TEST.HAPPEN".to_owned())).await.len(), 12);
    assert_eq!(of(|f| f.text = Some("%".to_owned())).await.len(), 0);
    // A span that begins and ends with an entry has the first and not the last of them.
    let (last, first) = (everything[2].at, everything[6].at);
    let since = AuditFilter {
        since: Some(first),
        until: Some(last),
        ..AuditFilter::default()
    };
    let within: Vec<_> = everything
        .iter()
        .filter(|entry| entry.at >= first && entry.at < last)
        .cloned()
        .collect();
    assert_eq!(all(since).await, within);
    // A workspace shows its own alone, whatever is asked for.
    let may = w.may::<ReadAudit>(&op, below);
    let reach = AuditReach::Workspace(&may);
    let words = AuditFilter {
        text: Some("t".to_owned()),
        ..AuditFilter::default()
    };
    let (found, next) = w.store.audit_search(reach, &words, None, 100).await.unwrap();
    assert!(next.is_none() && !found.is_empty());
    assert!(found.iter().all(|entry| entry.workspace == Some(below)));
    sealed(&w.store).await;
    let foreign = everything.iter().find(|entry| entry.workspace.is_none()).unwrap();
    assert!(
        w.store.audit_entry(reach, foreign.id).await.is_err(),
        "of the organisation, not of this workspace"
    );
    assert!(w.store.audit_entry(AuditReach::Whole(&whole), foreign.id).await.is_ok());
}

pub(crate) async fn where_a_call_came_from_and_what_was_before_is_told(w: World) {
    let board = w.dashboard(w.root, "Delays", &[]).await;
    let share = w.link(at(&board), "Link", 0x5e, Terms::default()).await.id;
    let from = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));
    let op = op_of(w.ada).coming_from(Some(from));
    let change = ShareChange {
        title: Some(title("Other")),
        terms: Some(Terms {
            max_views: Some(3),
            ..Terms::default()
        }),
        ..ShareChange::default()
    };
    w.store
        .share_update(&w.may::<EditShare>(&op, share), change)
        .await
        .unwrap();
    w.refresh().await;
    let settings = SettingsChange {
        workspace: w.root,
        settings: [(AttributeName::new("code").unwrap(), "JFK".to_owned())].into(),
    };
    w.store
        .workspace_settings_put(&w.may::<ChangeSettings>(&op, settings))
        .await
        .unwrap();
    w.refresh().await;
    let entries = read(&w, w.root).await;
    let of = |action: &str| entries.iter().find(|entry| entry.action == action).unwrap();
    let change = of("share.change");
    assert_eq!(change.from, Some(from));
    assert_eq!(of("share.create").from, None);
    assert_eq!(change.details["before"]["title"], "Link");
    assert_eq!(change.details["after"]["title"], "Other");
    assert_eq!(
        change.details["before"]["terms"]
            .get("max_views")
            .cloned()
            .unwrap_or_default(),
        json!(null)
    );
    assert_eq!(change.details["after"]["terms"]["max_views"], 3);
    assert_eq!(of("workspace.settings").details["before"], json!({}));
    assert_eq!(of("workspace.settings").details["after"], json!({ "code": "JFK" }));
    assert!(now() > change.at);
}
