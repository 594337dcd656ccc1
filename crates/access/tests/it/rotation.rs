//! The rotation of a share: each dashboard is decided on its own, and nothing of one opens another.

use access::action::*;
use access::denied::{Denied, Reason};
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::op::Op;
use access::share::obstacles::ObstacleKind;
use access::share::policy::Looks;
use access::share::stops::LeftOut;
use model::display::Display;
use model::grant::Grant;
use model::id::{DashboardId, ShareId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{AttributeName, DatasetName};
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::share::{Ability, EndReason, ShareKind, SharePolicy, ShareRows, ShareRules, ShareState, ShareStop, Terms};
use model::workspace::PermissionEntry;

use crate::org::{now, predicate, share, share_op, user, user_op, workspace};

const ROOT: WorkspaceId = WorkspaceId::from_number(0);
const NORTH: WorkspaceId = WorkspaceId::from_number(1);
const SOUTH: WorkspaceId = WorkspaceId::from_number(2);
const OWN: DashboardId = DashboardId::from_number(0);
const NEXT: DashboardId = DashboardId::from_number(1);
const OTHER: DashboardId = DashboardId::from_number(2);
const SHARE: ShareId = ShareId::from_number(0);
const UMA: UserId = UserId::from_number(0);
const MAX: UserId = UserId::from_number(1);

const fn at(dashboard: DashboardId, workspace: WorkspaceId) -> DashboardAt {
    DashboardAt { dashboard, workspace }
}

/// Uma shares her dashboard of the north with one of the south in turn; a third one lies in the south too.
fn facts() -> Facts {
    let entry = |who, workspace, may: &[Permission]| PermissionEntry {
        workspace,
        principal: Principal::User(who),
        here: may.iter().fold(PermissionSet::EMPTY, |set, one| set.with(*one)),
        below: PermissionSet::EMPTY,
    };
    let sharing = [
        Permission::View,
        Permission::SharingSee,
        Permission::SharingCreate,
        Permission::SharingEdit,
    ];
    let grant = |dashboard, workspace, who, level| Grant {
        dashboard,
        workspace,
        principal: Principal::User(who),
        level,
    };
    let mut turning = share(0, OWN, NORTH, UMA);
    turning.terms.abilities = [Ability::Interact].into();
    turning.terms.rotation = vec![ShareStop {
        dashboard: NEXT,
        workspace: Some(SOUTH),
        seconds: Some(20),
    }];
    Facts {
        generation: 5,
        users: vec![user(0), user(1)],
        workspaces: vec![workspace(0, None), workspace(1, Some(0)), workspace(2, Some(0))],
        permissions: vec![
            entry(UMA, NORTH, &sharing),
            entry(UMA, SOUTH, &sharing),
            entry(
                MAX,
                NORTH,
                &[
                    Permission::View,
                    Permission::Manage,
                    Permission::SharingSee,
                    Permission::SharingEdit,
                ],
            ),
            entry(MAX, SOUTH, &sharing),
        ],
        dashboards: vec![
            DashboardFact::new(OWN, NORTH),
            DashboardFact::new(NEXT, SOUTH),
            DashboardFact::new(OTHER, SOUTH),
        ],
        grants: vec![
            grant(OWN, NORTH, UMA, GrantLevel::Share),
            grant(NEXT, SOUTH, UMA, GrantLevel::Share),
            grant(OTHER, SOUTH, UMA, GrantLevel::Share),
            grant(OTHER, SOUTH, MAX, GrantLevel::Share),
        ],
        shares: vec![turning],
        ..Facts::default()
    }
}

fn opens(gate: &Gate, at: DashboardAt) -> bool {
    gate.allow::<Open>(&share_op(SHARE), at).is_ok()
}

fn left_out(gate: &Gate) -> Vec<(DashboardAt, LeftOut)> {
    let uma = user_op(UMA);
    let may = gate.allow::<SeeShare>(&uma, SHARE).unwrap();
    let turns = gate.turns_of(&may).into_iter();
    turns.filter_map(|(at, why)| Some((at, why?))).collect()
}

#[test]
fn it_opens_its_dashboards_where_they_are_opened_and_no_others() {
    let gate = Gate::new(facts());
    assert!(opens(&gate, at(OWN, NORTH)) && opens(&gate, at(NEXT, SOUTH)));
    for elsewhere in [
        at(OWN, SOUTH),
        at(NEXT, NORTH),
        at(OTHER, SOUTH),
        at(OTHER, NORTH),
        at(NEXT, ROOT),
    ] {
        assert_eq!(
            gate.allow::<Open>(&share_op(SHARE), elsewhere).unwrap_err(),
            Denied::Hidden,
            "{elsewhere:?}"
        );
    }
    assert!(gate.allow::<Interact>(&share_op(SHARE), at(NEXT, SOUTH)).is_ok());
    assert!(gate.allow::<ExportData>(&share_op(SHARE), at(NEXT, SOUTH)).is_err());
    assert_eq!(left_out(&gate), []);
}

#[test]
fn what_one_loses_takes_that_one_and_leaves_the_others() {
    let next = at(NEXT, SOUTH);
    let without = |change: &dyn Fn(&mut Facts)| {
        let mut facts = facts();
        change(&mut facts);
        Gate::new(facts)
    };
    let policy = ShareRules {
        policy: SharePolicy {
            password_required: true,
            ..SharePolicy::default()
        },
        ..ShareRules::default()
    };
    let off = ShareRules {
        off: [ShareKind::Link].into(),
        ..ShareRules::default()
    };
    let cases: [(&str, Gate, LeftOut); 6] = [
        (
            "lost",
            without(&|facts| facts.grants.retain(|grant| grant.dashboard != NEXT)),
            LeftOut::OwnerLostAccess,
        ),
        (
            "restricted",
            without(&|facts| facts.dashboards[1].restricted = true),
            LeftOut::Restricted,
        ),
        (
            "deleted",
            without(&|facts| drop(facts.dashboards.remove(1))),
            LeftOut::Gone,
        ),
        (
            "foreign eyes",
            without(&|facts| facts.dashboards[1].display = Display::User(MAX)),
            LeftOut::OwnerLostAccess,
        ),
        (
            "policy",
            without(&|facts| facts.workspaces[2].sharing = policy.clone()),
            LeftOut::Policy,
        ),
        (
            "switched off",
            without(&|facts| facts.workspaces[2].sharing = off.clone()),
            LeftOut::SwitchedOff,
        ),
    ];
    for (case, gate, why) in cases {
        assert!(!opens(&gate, next), "{case}");
        assert!(opens(&gate, at(OWN, NORTH)), "{case}");
        assert_eq!(left_out(&gate), [(next, why)], "{case}");
        assert_eq!(gate.lost_shares(now()), [], "{case}");
    }
}

#[test]
fn with_the_share_all_of_it_ends() {
    let mut paused = facts();
    paused.shares[0].state = ShareState::Paused;
    let mut ended = facts();
    ended.shares[0].state = ShareState::Ended(EndReason::Revoked);
    let mut lost = facts();
    lost.grants.retain(|grant| grant.dashboard != OWN);
    for facts in [paused, ended, lost] {
        let gate = Gate::new(facts);
        assert!(!opens(&gate, at(OWN, NORTH)) && !opens(&gate, at(NEXT, SOUTH)));
    }
}

#[test]
fn a_page_of_one_rests_on_that_one_and_on_the_share() {
    use access::change::Fact;
    let gate = Gate::new(facts());
    let basis = gate.basis(&share_op(SHARE), at(NEXT, SOUTH));
    let rests_on = |fact| basis.facts().any(|known| known == fact);
    for fact in [
        Fact::Dashboard(NEXT),
        Fact::Workspace(SOUTH),
        Fact::Workspace(ROOT),
        Fact::Share(SHARE),
        Fact::User(UMA),
    ] {
        assert!(rests_on(fact), "{fact:?}");
    }
    assert!(!rests_on(Fact::Dashboard(OTHER)));
}

#[test]
fn a_dashboard_that_takes_turns_outside_is_said_to_be_shared_outside() {
    let gate = Gate::new(facts());
    let uma = user_op(UMA);
    let facts_of = |dashboard| gate.facts(&uma, at(dashboard, SOUTH)).unwrap();
    assert_eq!(facts_of(NEXT).outside.len(), 1);
    assert!(!facts_of(NEXT).private && facts_of(OTHER).outside.is_empty());
    let may = gate.allow::<SeeShares>(&uma, at(NEXT, SOUTH)).unwrap();
    assert_eq!(gate.shares_turning_to(&may), [SHARE]);
}

fn against(gate: &Gate, op: &Op, owner: UserId, stop: DashboardAt) -> Vec<ObstacleKind> {
    let terms = Terms::default();
    let looks = Looks {
        guests: Vec::new(),
        kind: ShareKind::Link,
        has_password: false,
        terms: &terms,
        began: now(),
    };
    let found = gate.obstacles_of_stop(op, owner, stop, &[], &looks);
    found.into_iter().map(|obstacle| obstacle.kind).collect()
}

#[test]
fn each_is_added_by_who_may_share_it_and_speaks_for_the_rows() {
    let gate = Gate::new(facts());
    let (uma, max) = (user_op(UMA), user_op(MAX));
    assert_eq!(against(&gate, &uma, UMA, at(OTHER, SOUTH)), []);
    assert!(gate.may_add_stop(&uma, UMA, at(OTHER, SOUTH)).is_ok());
    // Max manages the north and so changes Uma's share; in the south he only shares, and her rows are not his to show there.
    assert_eq!(
        against(&gate, &max, UMA, at(OTHER, SOUTH)),
        [ObstacleKind::NotAllowed(Reason::NotTheirRows)]
    );
    assert_eq!(
        gate.may_add_stop(&max, UMA, at(OTHER, SOUTH)).unwrap_err(),
        Denied::Forbidden(Reason::NotTheirRows)
    );
    assert!(gate.may_add_stop(&max, MAX, at(OTHER, SOUTH)).is_ok());
}

#[test]
fn of_a_dashboard_that_is_not_theirs_to_see_nothing_is_said_but_that() {
    let gate = Gate::new(facts());
    let max = user_op(MAX);
    let unknown = at(DashboardId::from_number(77), SOUTH);
    for hidden in [at(NEXT, SOUTH), unknown] {
        assert_eq!(against(&gate, &max, MAX, hidden), [ObstacleKind::UnknownDashboard]);
        assert_eq!(gate.may_add_stop(&max, MAX, hidden).unwrap_err(), Denied::Hidden);
    }
}

#[test]
fn widgets_and_revision_are_said_of_its_own_dashboard_alone() {
    let mut facts = facts();
    facts.shares[0].terms.pinned = Some(3);
    let gate = Gate::new(facts);
    let reader = share_op(SHARE);
    let edition = |at| gate.sight(&gate.allow::<Open>(&reader, at).unwrap()).edition;
    let (own, next) = (edition(at(OWN, NORTH)), edition(at(NEXT, SOUTH)));
    assert_eq!((own.dashboard(), own.pinned()), (OWN, Some(3)));
    assert_eq!((next.dashboard(), next.pinned()), (NEXT, None));
    assert_eq!(next.follower().unwrap().share, Some(SHARE), "approved questions only");
}

#[test]
fn who_manages_one_of_its_workspaces_hands_out_nothing_of_the_others() {
    let may = |facts: &Facts| {
        let gate = Gate::new(facts.clone());
        let words = gate.can_share(&user_op(MAX), SHARE);
        let speaks = gate.speaks_for_owner(&user_op(MAX), SHARE).is_ok();
        (speaks, words.contains(&"rotate"), words.contains(&"preview"))
    };
    let mut facts = facts();
    assert_eq!(may(&facts), (false, false, false), "Max manages the north alone");
    facts.shares[0].terms.rotation[0].workspace = None;
    assert_eq!(may(&facts), (true, true, true), "all of it opens there");
}

#[test]
fn a_setting_that_a_rule_reads_where_a_dashboard_takes_its_turn_is_not_theirs_to_change() {
    let name = AttributeName::new("carrier").unwrap();
    let mut facts = facts();
    let south = &mut facts.permissions[3];
    south.here = south.here.with(Permission::Manage);
    let change = SettingsChange {
        workspace: SOUTH,
        settings: [(name, "UA".to_owned())].into(),
    };
    let may = |facts: &Facts| {
        Gate::new(facts.clone())
            .allow::<ChangeSettings>(&user_op(MAX), change.clone())
            .map(|_| ())
    };
    assert_eq!(may(&facts), Ok(()));
    // The rule stands in the north; let him manage the south alone.
    facts.permissions[2].here = PermissionSet::EMPTY.with(Permission::View);
    facts.shares[0].terms.rows = vec![ShareRows {
        dataset: DatasetName::new("flights").unwrap(),
        predicate: predicate(r#"{"eq":["carrier",{"workspace":"carrier"}]}"#),
    }];
    assert_eq!(may(&facts), Err(Denied::Forbidden(Reason::ReadByRule)));
}
