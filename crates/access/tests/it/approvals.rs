//! Who speaks for whose rows, against a naive second writing of the rule; and that nobody gets rows of others with an edition that
//! was not approved for them.

use access::action::{ApproveDisplay, ApproveShare, DashboardAt, Open, Save};
use access::follower::Follower;
use access::gate::Gate;
use model::display::Display;
use model::id::UserId;
use model::permission::Permission;
use model::principal::Principal;
use proptest::prelude::*;

use crate::oracle::Oracle;
use crate::org::{Tape, random, share_op, user_op};
use crate::properties::{cases, places, tapes};

/// All for whom a user's word is an approval on a dashboard.
fn spoken(oracle: &Oracle<'_>, user: UserId, at: DashboardAt) -> Vec<Follower> {
    let fact = oracle.0.dashboards.iter().find(|fact| fact.id == at.dashboard).unwrap();
    let home = DashboardAt {
        workspace: fact.workspace,
        ..at
    };
    let chooses = fact.display != Display::Viewer && oracle.displays(user, home, fact.display);
    let mut found = Vec::new();
    if chooses {
        found.push(Follower {
            share: None,
            eyes: fact.display,
        });
    }
    let me = oracle.principals(Principal::User(user));
    let shares = oracle.0.shares.iter().filter(|share| share.state.is_open());
    for share in shares {
        let Some(place) = Oracle::place(share, at.dashboard) else {
            continue;
        };
        let owns = share.owner == user || oracle.holds(&me, place.workspace, Permission::Manage);
        let of = |eyes| Follower {
            share: Some(share.id),
            eyes,
        };
        if owns {
            found.push(of(Display::Viewer));
        }
        if fact.display != Display::Viewer && (owns || chooses) {
            found.push(of(fact.display));
        }
    }
    found
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn saving_approves_for_whom_the_saver_speaks_and_for_nobody_else(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in places(&facts) {
                if let Ok(may) = gate.allow::<Save>(&op, at) {
                    let approvals = gate.approves_by_saving(&may);
                    let expected = spoken(&oracle, user.id, at);
                    prop_assert_eq!(approvals.dashboard(), at.dashboard);
                    for follower in approvals.followers() {
                        prop_assert!(expected.contains(follower), "{:?} for {:?} in {:?}", user.id, follower, facts);
                    }
                    for follower in &expected {
                        prop_assert!(approvals.followers().contains(follower), "{:?}: {:?} in {:?}", user.id, follower, facts);
                    }
                }
                let display = gate.allow::<ApproveDisplay>(&op, at);
                if display.is_ok() {
                    prop_assert!(spoken(&oracle, user.id, at).iter().any(|follower| follower.share.is_none()));
                }
            }
            for share in &facts.shares {
                let Ok(may) = gate.allow::<ApproveShare>(&op, share.id) else { continue };
                let at = DashboardAt { dashboard: share.dashboard, workspace: share.workspace };
                let approvals = gate.approves_for_share(&may);
                prop_assert!(!approvals.followers().is_empty());
                for follower in approvals.followers() {
                    prop_assert_eq!(follower.share, Some(share.id));
                    prop_assert!(spoken(&oracle, user.id, at).contains(follower));
                }
            }
        }
    }

    #[test]
    fn rows_of_others_come_only_with_an_approved_edition(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let gate = Gate::new(facts.clone());
        let users = facts.users.iter().map(|user| (user_op(user.id), None));
        let shares = facts.shares.iter().map(|share| (share_op(share.id), Some(share.id)));
        for (op, share) in users.chain(shares) {
            for at in places(&facts) {
                let Ok(may) = gate.allow::<Open>(&op, at) else { continue };
                let fact = facts.dashboards.iter().find(|fact| fact.id == at.dashboard).unwrap();
                let own = share.is_none() && fact.display == Display::Viewer;
                let expected = (!own).then_some(Follower { share, eyes: fact.display });
                prop_assert_eq!(gate.sight(&may).edition.follower(), expected, "{:?}", facts);
            }
        }
    }
}
