//! What a site says of its readers: how long it counts, which rows it leaves, and what of it is a mistake.

use std::sync::Arc;

use access::action::{DashboardAt, Open};
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::op::Op;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::Caller;
use identity::host::Host;
use model::Instant;
use model::id::{DashboardId, ShareId, ShareKeyId, ShareSessionId, UserId, WorkspaceId};
use model::name::{AttributeName, DatasetName};
use model::people::Attributes;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::share::{Audience, EmbedAudience, ShareRows};
use model::workspace::PermissionEntry;

use crate::org::{dataset, now, op, predicate, share, user, workspace};

const ROOT: WorkspaceId = WorkspaceId::from_number(0);
const BOARD: DashboardId = DashboardId::from_number(0);
const SHARE: ShareId = ShareId::from_number(0);
const ADA: UserId = UserId::from_number(0);
const HERE: DashboardAt = DashboardAt {
    dashboard: BOARD,
    workspace: ROOT,
};

fn attributes(said: &[(&str, &[&str])]) -> Attributes {
    let one = |(name, values): &(&str, &[&str])| {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        (AttributeName::new(name).unwrap(), values)
    };
    said.iter().map(one).collect()
}

/// An embed of Ada's whose rows go by these rules. Ada herself is of one carrier.
fn gate(rules: &[&str]) -> Gate {
    let mut ada = user(0);
    ada.attributes = attributes(&[("carrier", &["B6"])]);
    let mut embed = share(0, BOARD, ROOT, ADA);
    let site = "https://intranet.example".parse().unwrap();
    embed.audience = Audience::Embed(EmbedAudience::on(&[site]).unwrap());
    let rule = |rule: &&str| ShareRows {
        dataset: DatasetName::new("flights").unwrap(),
        predicate: predicate(rule),
    };
    embed.terms.rows = rules.iter().map(rule).collect();
    Gate::new(Facts {
        generation: 1,
        users: vec![ada],
        workspaces: vec![workspace(0, None)],
        permissions: vec![PermissionEntry {
            workspace: ROOT,
            principal: Principal::User(ADA),
            here: PermissionSet::EMPTY.with(Permission::Manage),
            below: PermissionSet::EMPTY.with(Permission::Manage),
        }],
        dashboards: vec![DashboardFact::new(BOARD, ROOT)],
        datasets: vec![dataset(0, "flights", ROOT)],
        shares: vec![embed],
        ..Facts::default()
    })
}

fn reader(said: &[(&str, &[&str])], until: Instant) -> Op {
    let host = Host {
        sub: "reader".to_owned(),
        attributes: attributes(said),
        variables: Default::default(),
        until,
        key: ShareKeyId::from_number(1),
        jti: "one".to_owned(),
    };
    op(Caller::Share {
        id: SHARE,
        session: ShareSessionId::new(now()),
        admitted: Admitted::Host(Arc::new(host)),
    })
}

/// The rows that are left of the flights, and the fingerprint of the scope.
fn seen(gate: &Gate, op: &Op) -> (String, String) {
    let may = gate.allow::<Open>(op, HERE).unwrap();
    let scope = gate.sight(&may).scope;
    let rows = &scope.dataset("flights").unwrap().rows;
    (serde_json::to_string(rows).unwrap(), scope.fingerprint().to_owned())
}

#[test]
fn a_reader_is_in_as_long_as_the_site_vouches_for_them() {
    let gate = gate(&[]);
    let opens = |until: Instant| gate.allow::<Open>(&reader(&[], until), HERE).is_ok();
    assert!(opens(now() + TimeDelta::microseconds(1)));
    assert!(!opens(now()));
    assert!(!opens(now() - TimeDelta::days(1)));
    let until = now() + TimeDelta::minutes(5);
    assert_eq!(gate.session_ends(&reader(&[], until).caller), Some(until));
}

#[test]
fn rows_go_by_what_the_site_says_and_never_by_the_owner() {
    let gate = gate(&[r#"{"eq":["carrier",{"viewer":"carrier"}]}"#]);
    let until = now() + TimeDelta::minutes(5);
    let (one, of_one) = seen(&gate, &reader(&[("carrier", &["UA"])], until));
    assert_eq!(one, r#"{"in":["carrier",["UA"]]}"#);
    let (several, of_several) = seen(&gate, &reader(&[("carrier", &["UA", "DL"])], until));
    assert_eq!(several, r#"{"in":["carrier",["DL","UA"]]}"#);
    let (nothing, of_nobody) = seen(&gate, &reader(&[], until));
    assert_eq!(nothing, r#"{"or":[]}"#, "the owner's attribute is not the reader's");
    assert!(of_one != of_several && of_one != of_nobody && of_several != of_nobody);
    // Whoever sees the same may share an answer, whatever they are called.
    let mut other = reader(&[("carrier", &["UA"])], until + TimeDelta::seconds(1));
    if let Caller::Share { session, .. } = &mut other.caller {
        *session = ShareSessionId::from_number(7);
    }
    assert_eq!(seen(&gate, &other).1, of_one);
    // A reader for whom no site vouches sees what nobody said anything of.
    let plain = op(Caller::reader(SHARE, ShareSessionId::new(now())));
    assert_eq!(seen(&gate, &plain).0, r#"{"or":[]}"#);
}

#[test]
fn a_claim_that_nothing_reads_or_that_cannot_be_applied_is_a_mistake() {
    let gate = gate(&[
        r#"{"in":["carrier",{"viewer":"carrier"}]}"#,
        r#"{"and":[{"lt":["origin",{"viewer":"first"}]},{"not":{"eq":["origin",{"viewer":"other"}]}}]}"#,
    ]);
    let faults = |said: &[(&str, &[&str])]| match gate.claims_apply(SHARE, &attributes(said)) {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.faults.into_iter().map(|fault| fault.pointer).collect(),
    };
    assert_eq!(faults(&[]), Vec::<String>::new());
    assert_eq!(faults(&[("carrier", &["UA"])]), Vec::<String>::new());
    assert_eq!(faults(&[("grade", &["admin"])]), ["/attributes/grade"]);
    // A rule whose other attribute was not said shows nothing, and is no mistake.
    assert_eq!(faults(&[("first", &["a", "b"])]), Vec::<String>::new());
    // Two values where one is compared.
    assert_eq!(
        faults(&[("first", &["a", "b"]), ("other", &["c"])]),
        ["/attributes/first"]
    );
    assert_eq!(faults(&[("first", &["a"]), ("other", &["c"])]), Vec::<String>::new());
    let unknown = gate.claims_apply(ShareId::from_number(9), &attributes(&[("carrier", &["UA"])]));
    assert!(unknown.is_err());
}

#[test]
fn sites_are_told_of_an_embed_that_opens_and_of_nothing_else() {
    let open = gate(&[]);
    assert_eq!(open.sites_of(SHARE, now()).len(), 1);
    assert!(open.sites_of(ShareId::from_number(9), now()).is_empty());
    let facts = Facts {
        shares: vec![share(0, BOARD, ROOT, ADA)],
        ..Facts::default()
    };
    assert!(Gate::new(facts).sites_of(SHARE, now()).is_empty());
}
