//! Looking at a share as its readers will: never more than a reader sees, never more than whoever looks could give or have anyway, and
//! only while they may.

use access::action::{CreateShare, DashboardAt, EditShare, ExportData, Interact, ManageWorkspace, Open, PreviewShare};
use access::denied::Denied;
use access::edition::Sight;
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::op::Op;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::{Caller, Via};
use model::dataset::Outside;
use model::id::{DashboardId, ShareId, TokenId, UserId, WorkspaceId};
use model::people::UserStatus;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::share::{Ability, Share, ShareKind, SharePolicy, ShareState, Terms};
use model::workspace::PermissionEntry;
use proptest::prelude::*;

use crate::org::{Tape, dataset, now, preview_op, random, share, share_op, user, user_op, workspace};
use crate::properties::{cases, places, tapes};

const ROOT: WorkspaceId = WorkspaceId::from_number(0);
const BOARD: DashboardId = DashboardId::from_number(0);
const OTHER: DashboardId = DashboardId::from_number(1);
const SHARE: ShareId = ShareId::from_number(0);
const DRAFT: ShareId = ShareId::from_number(7);
const ADA: UserId = UserId::from_number(0);
const MAX: UserId = UserId::from_number(1);
const EVE: UserId = UserId::from_number(2);
const HERE: DashboardAt = DashboardAt {
    dashboard: BOARD,
    workspace: ROOT,
};

/// Ada and Max manage; Eve makes, changes and ends shares. One share of Ada's.
fn facts() -> Facts {
    let manage = PermissionSet::EMPTY.with(Permission::Manage);
    let shares = PermissionSet::EMPTY
        .with(Permission::SharingEdit)
        .with(Permission::SharingCreate);
    let entry = |who, here| PermissionEntry {
        workspace: ROOT,
        principal: Principal::User(who),
        here,
        below: PermissionSet::EMPTY,
    };
    Facts {
        generation: 5,
        users: vec![user(0), user(1), user(2)],
        workspaces: vec![workspace(0, None)],
        permissions: vec![entry(ADA, manage), entry(MAX, manage), entry(EVE, shares)],
        dashboards: vec![DashboardFact::new(BOARD, ROOT), DashboardFact::new(OTHER, ROOT)],
        grants: vec![model::grant::Grant {
            dashboard: BOARD,
            workspace: ROOT,
            principal: Principal::User(EVE),
            level: model::level::GrantLevel::Share,
        }],
        datasets: vec![dataset(0, "flights", ROOT)],
        shares: vec![share(0, BOARD, ROOT, ADA)],
        ..Facts::default()
    }
}

fn draft_of(owner: UserId) -> Share {
    let mut draft = share(7, BOARD, ROOT, owner);
    draft.terms.abilities = [Ability::Interact].into();
    draft
}

fn opens(facts: &Facts, op: &Op) -> bool {
    Gate::new(facts.clone()).allow::<Open>(op, HERE).is_ok()
}

#[test]
fn who_may_have_the_link_may_look() {
    let facts = facts();
    let kept = facts.shares[0].clone();
    let look = |who| preview_op(who, &kept, false);
    assert!(opens(&facts, &look(ADA)) && opens(&facts, &look(MAX)));
    let gate = Gate::new(facts.clone());
    assert!(gate.allow::<EditShare>(&user_op(EVE), SHARE).is_ok());
    assert!(
        gate.allow::<PreviewShare>(&user_op(EVE), SHARE).is_err(),
        "the rows are not hers"
    );
    assert!(!opens(&facts, &look(EVE)));
    assert!(gate.can_share(&user_op(MAX), SHARE).contains(&"preview"));
    assert!(!gate.can_share(&user_op(EVE), SHARE).contains(&"preview"));
}

#[test]
fn a_look_is_over_when_its_maker_loses_what_it_took() {
    let all = facts();
    let looks = [
        preview_op(ADA, &all.shares[0], false),
        preview_op(ADA, &draft_of(ADA), true),
    ];
    for op in &looks {
        assert!(opens(&all, op));
        let without = |change: &dyn Fn(&mut Facts)| {
            let mut facts = all.clone();
            change(&mut facts);
            !opens(&facts, op)
        };
        assert!(without(&|facts| facts
            .permissions
            .retain(|entry| entry.principal != Principal::User(ADA))));
        assert!(without(&|facts| facts.users[0].status = UserStatus::Disabled));
        assert!(without(&|facts| facts.users.retain(|user| user.id != ADA)));
        assert!(without(&|facts| facts.dashboards[0].restricted = true));
        assert!(without(&|facts| facts.dashboards.retain(|board| board.id != BOARD)));
        assert!(without(&|facts| {
            facts.workspaces[0].sharing.off.insert(ShareKind::Link);
        }));
        let late = Op {
            now: now() + TimeDelta::minutes(15),
            ..op.clone()
        };
        assert!(!opens(&all, &late), "its time is up");
    }
    // What could not be made any more is not looked at either; one that is made is the policy's own affair.
    let mut strict = all.clone();
    strict.workspaces[0].sharing.policy = SharePolicy {
        password_required: true,
        ..SharePolicy::default()
    };
    assert!(opens(&strict, &looks[0]) && !opens(&strict, &looks[1]));
}

#[test]
fn a_look_needs_neither_the_network_nor_the_hour_of_its_readers() {
    let mut facts = facts();
    facts.shares[0].state = ShareState::Paused;
    facts.shares[0].terms = Terms {
        networks: vec!["10.0.0.0/8".parse().unwrap()],
        starts_at: Some(now() + TimeDelta::days(1)),
        ..Terms::default()
    };
    let look = preview_op(ADA, &facts.shares[0], false);
    assert!(opens(&facts, &look) && !opens(&facts, &share_op(SHARE)));
    facts.shares[0].state = ShareState::Ended(model::share::EndReason::Revoked);
    assert!(!opens(&facts, &look), "nobody sees what has ended");
}

#[test]
fn a_look_opens_its_own_dashboard_and_nothing_else() {
    let facts = facts();
    let gate = Gate::new(facts.clone());
    let there = DashboardAt {
        dashboard: OTHER,
        workspace: ROOT,
    };
    for op in [
        preview_op(ADA, &facts.shares[0], false),
        preview_op(ADA, &draft_of(ADA), true),
    ] {
        assert_eq!(gate.allow::<Open>(&op, there).unwrap_err(), Denied::Hidden);
        assert_eq!(gate.allow::<ManageWorkspace>(&op, ROOT).unwrap_err(), Denied::Hidden);
        assert_eq!(gate.allow::<CreateShare>(&op, HERE).unwrap_err(), Denied::Hidden);
        assert_eq!(gate.allow::<PreviewShare>(&op, SHARE).unwrap_err(), Denied::Hidden);
        assert!(gate.visible_shares(&op).ids().next().is_none());
    }
    let abilities = preview_op(ADA, &draft_of(ADA), true);
    assert!(gate.allow::<Interact>(&abilities, HERE).is_ok());
    assert!(gate.allow::<ExportData>(&abilities, HERE).is_err());
}

#[test]
fn a_draft_is_nobody_elses_and_its_id_opens_nothing() {
    let facts = facts();
    // Somebody else's name on it.
    assert!(!opens(&facts, &preview_op(EVE, &draft_of(ADA), true)));
    assert!(opens(&facts, &preview_op(EVE, &draft_of(EVE), true)));
    // A draft does not stand in for another share, nor is it a share without being previewed.
    let mut foreign = preview_op(ADA, &draft_of(ADA), true);
    let Caller::Share { id, .. } = &mut foreign.caller else {
        panic!("no reader of a share")
    };
    *id = SHARE;
    assert!(!opens(&facts, &foreign));
    assert!(!opens(&facts, &share_op(DRAFT)));
}

#[test]
fn data_that_stays_inside_is_not_in_a_look_either() {
    let mut facts = facts();
    facts.datasets[0].outside = Outside::Nobody;
    let gate = Gate::new(facts);
    let op = preview_op(ADA, &draft_of(ADA), true);
    let may = gate.allow::<Open>(&op, HERE).unwrap();
    assert!(gate.sight(&may).scope.dataset("flights").is_none());
}

#[test]
fn a_narrow_token_looks_no_further_than_it_reaches() {
    let facts = facts();
    let by_token = |read_only, workspace| {
        let mut op = preview_op(ADA, &draft_of(ADA), true);
        let Caller::Share {
            admitted: Admitted::Preview(preview),
            ..
        } = &mut op.caller
        else {
            panic!("no look")
        };
        preview.via = Via::Token {
            id: TokenId::from_number(1),
            read_only,
            workspace,
        };
        opens(&facts, &op)
    };
    assert!(by_token(false, None) && by_token(false, Some(ROOT)));
    assert!(!by_token(true, None) && !by_token(false, Some(WorkspaceId::from_number(9))));
}

/// What a caller sees of a dashboard, if it opens.
fn sight(gate: &Gate, op: &Op, at: DashboardAt) -> Option<Sight> {
    let may = gate.allow::<Open>(op, at).ok()?;
    Some(gate.sight(&may))
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// A look at a kept share is its reader's sight to the letter; one at a draft is what its reader would see if it were made now.
    #[test]
    fn a_look_shows_what_a_reader_sees_and_never_more(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let gate = Gate::new(facts.clone());
        for kept in &facts.shares {
            // What a look passes over: the start, the pause, the network, the hours of a session.
            let terms = Terms { starts_at: None, networks: Vec::new(), session_hours: None, ..kept.terms.clone() };
            let live = Share { state: ShareState::Live, terms, ..kept.clone() };
            let mut opened = facts.clone();
            opened.shares.retain(|other| other.id != kept.id);
            opened.shares.push(live.clone());
            let opened = Gate::new(opened);
            for user in &facts.users {
                let look = preview_op(user.id, kept, false);
                let draft = Share { id: ShareId::from_number(999), owner: user.id, ..live.clone() };
                let mut made = facts.clone();
                made.shares.push(draft.clone());
                let made = Gate::new(made);
                let look_at_draft = preview_op(user.id, &draft, true);
                for at in places(&facts) {
                    if let Some(seen) = sight(&gate, &look, at) {
                        prop_assert!(gate.allow::<PreviewShare>(&user_op(user.id), kept.id).is_ok());
                        let read = sight(&opened, &share_op(kept.id), at);
                        let read = read.expect("its readers see it too, once it has begun and goes on");
                        prop_assert_eq!(seen.scope.fingerprint(), read.scope.fingerprint());
                        prop_assert_eq!(seen.edition, read.edition);
                    }
                    if let Some(seen) = sight(&gate, &look_at_draft, at) {
                        let own = DashboardAt { dashboard: draft.dashboard, workspace: draft.workspace };
                        prop_assert!(gate.allow::<CreateShare>(&user_op(user.id), own).is_ok());
                        let read = sight(&made, &share_op(draft.id), at).expect("it opens once it is made");
                        prop_assert_eq!(seen.scope.fingerprint(), read.scope.fingerprint());
                    }
                }
            }
        }
    }
}

#[test]
fn without_the_word_of_its_owner_a_share_does_not_open_and_ends() {
    let mut facts = facts();
    assert!(opens(&facts, &share_op(SHARE)));
    facts.users[0].sharing_consent = None;
    let draft = preview_op(ADA, &draft_of(ADA), true);
    assert!(!opens(&facts, &share_op(SHARE)));
    assert!(opens(&facts, &draft), "who looks at it themselves is shown to nobody");
    let gate = Gate::new(facts);
    let over = [(SHARE, model::share::EndReason::ConsentWithdrawn)];
    assert_eq!(gate.lost_shares(now()), over);
    assert!(gate.consent_missing(&user_op(ADA)).is_some() && gate.consent_missing(&user_op(MAX)).is_none());
    let by_job = Op {
        caller: Caller::Job { owner: ADA },
        ..user_op(ADA)
    };
    assert!(
        gate.consent_missing(&by_job).is_some(),
        "it is the person's, whatever acts for them"
    );
}
