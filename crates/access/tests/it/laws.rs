//! Laws of callers: nobody, disabled users, jobs, narrowed tokens; what is hidden and what is only forbidden; replacement.

use access::action::*;
use access::denied::{Denied, Reason};
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::proof::Granted;
use access::share::obstacles::ObstacleKind;
use access::share::policy::Looks;
use access::share::rules::Outcome;
use chrono::TimeDelta;
use identity::caller::{Caller, Via};
use model::dataset::Outside;
use model::grant::Grant;
use model::id::{DashboardId, DatasetId, RowRuleId, ShareId, ShareSessionId, TokenId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::DatasetName;
use model::people::UserStatus;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::row_rule::{AppliesTo, RowRule};
use model::share::{Audience, Breach, EndReason, ShareKind, SharePolicy, ShareRules, ShareState, Terms};
use model::workspace::PermissionEntry;

use crate::org::{dataset, now, op, predicate, share, share_op, user, user_op, workspace};

const ROOT: WorkspaceId = WorkspaceId::from_number(0);
const CHILD: WorkspaceId = WorkspaceId::from_number(1);
const BOARD: DashboardId = DashboardId::from_number(0);
const SHARE: ShareId = ShareId::from_number(0);
const ADA: UserId = UserId::from_number(0);
const VERA: UserId = UserId::from_number(1);
const GUS: UserId = UserId::from_number(2);
const HERE: DashboardAt = DashboardAt {
    dashboard: BOARD,
    workspace: ROOT,
};
const BELOW: DashboardAt = DashboardAt {
    dashboard: BOARD,
    workspace: CHILD,
};

/// Ada manages the root and below; Vera views the root and has a grant; Gus is a stranger. One share of Ada's.
fn facts() -> Facts {
    let manage = PermissionSet::EMPTY.with(Permission::Manage);
    let view = PermissionSet::EMPTY.with(Permission::View);
    let entry = |who, here, below| PermissionEntry {
        workspace: ROOT,
        principal: Principal::User(who),
        here,
        below,
    };
    Facts {
        generation: 5,
        users: vec![user(0), user(1), user(2)],
        workspaces: vec![workspace(0, None), workspace(1, Some(0))],
        permissions: vec![entry(ADA, manage, manage), entry(VERA, view, PermissionSet::EMPTY)],
        dashboards: vec![DashboardFact::new(BOARD, ROOT)],
        grants: vec![Grant {
            dashboard: BOARD,
            workspace: ROOT,
            principal: Principal::User(VERA),
            level: GrantLevel::View,
        }],
        datasets: vec![dataset(0, "flights", ROOT)],
        shares: vec![share(0, BOARD, ROOT, ADA)],
        ..Facts::default()
    }
}

fn token(id: UserId, read_only: bool, workspace: Option<WorkspaceId>) -> access::op::Op {
    let via = Via::Token {
        id: TokenId::from_number(1),
        read_only,
        workspace,
    };
    op(Caller::User { id, via })
}

#[test]
fn nobody_and_the_disabled_are_nobody_everywhere() {
    let mut facts = facts();
    facts.users[1].status = UserStatus::Disabled;
    let gate = Gate::new(facts);
    let gone = UserId::from_number(99);
    for op in [
        op(Caller::Nobody),
        op(Caller::System { work: "law" }),
        user_op(VERA),
        op(Caller::Job { owner: VERA }),
        user_op(gone),
    ] {
        assert_eq!(gate.allow::<Open>(&op, HERE).unwrap_err(), Denied::Nobody);
        assert_eq!(gate.allow::<SeeWorkspace>(&op, ROOT).unwrap_err(), Denied::Nobody);
        assert_eq!(
            gate.allow::<ManageOrganisation>(&op, Organisation).unwrap_err(),
            Denied::Nobody
        );
        assert!(gate.visible_workspaces(&op).is_empty() && gate.visible_shares(&op).is_empty());
        assert!(gate.can_dashboard(&op, HERE).is_empty() && gate.can_organisation(&op).is_empty());
    }
}

#[test]
fn a_job_has_the_rights_of_its_owner() {
    let gate = Gate::new(facts());
    let (job, vera) = (op(Caller::Job { owner: VERA }), user_op(VERA));
    assert_eq!(gate.can_dashboard(&job, HERE), gate.can_dashboard(&vera, HERE));
    assert!(gate.allow::<Open>(&job, HERE).is_ok());
}

#[test]
fn missing_and_not_allowed_to_know_are_the_same() {
    let gate = Gate::new(facts());
    let gus = user_op(GUS);
    let missing = DashboardAt {
        dashboard: DashboardId::from_number(9),
        workspace: ROOT,
    };
    for at in [
        HERE,
        missing,
        DashboardAt {
            dashboard: BOARD,
            workspace: WorkspaceId::from_number(9),
        },
    ] {
        assert_eq!(gate.allow::<Open>(&gus, at).unwrap_err(), Denied::Hidden);
        assert_eq!(gate.allow::<Save>(&gus, at).unwrap_err(), Denied::Hidden);
    }
    for w in [ROOT, WorkspaceId::from_number(9)] {
        assert_eq!(gate.allow::<ManageWorkspace>(&gus, w).unwrap_err(), Denied::Hidden);
    }
    for s in [SHARE, ShareId::from_number(9)] {
        assert_eq!(gate.allow::<EndShare>(&gus, s).unwrap_err(), Denied::Hidden);
        assert_eq!(gate.allow::<SeeShare>(&user_op(VERA), s).unwrap_err(), Denied::Hidden);
    }
    for d in [DatasetId::from_number(0), DatasetId::from_number(9)] {
        assert_eq!(
            gate.allow::<WriteDataset>(&user_op(VERA), d).unwrap_err(),
            Denied::Hidden
        );
    }
    assert_eq!(
        gate.allow::<ManageRowRule>(&user_op(VERA), RowRuleId::from_number(0))
            .unwrap_err(),
        Denied::Hidden
    );
    let vera = user_op(VERA);
    let missing = Denied::Forbidden(Reason::MissingPermission(Permission::App));
    assert_eq!(gate.allow::<ListDashboards>(&vera, ROOT).unwrap_err(), missing);
    assert_eq!(
        gate.allow::<SeeGrants>(&vera, HERE).unwrap_err(),
        Denied::Forbidden(Reason::LevelTooLow)
    );
}

#[test]
fn tokens_narrow_and_never_widen() {
    let gate = Gate::new(facts());
    let reads = token(ADA, true, None);
    assert!(gate.allow::<Open>(&reads, HERE).is_ok() && gate.allow::<SeeShare>(&reads, SHARE).is_ok());
    assert_eq!(
        gate.allow::<Save>(&reads, HERE).unwrap_err(),
        Denied::Forbidden(Reason::ReadOnlyToken)
    );
    assert_eq!(
        gate.allow::<EndShare>(&reads, SHARE).unwrap_err(),
        Denied::Forbidden(Reason::ReadOnlyToken)
    );
    assert!(gate.allow::<ManageOwn>(&reads, ADA).is_err());
    assert!(!gate.can_dashboard(&reads, HERE).contains(&"change_grants"));
    let child = token(ADA, false, Some(CHILD));
    assert_eq!(gate.allow::<Open>(&child, HERE).unwrap_err(), Denied::Hidden);
    assert!(gate.allow::<Open>(&child, BELOW).is_ok());
    assert!(gate.allow::<ManageOrganisation>(&child, Organisation).is_err());
    assert_eq!(
        gate.allow::<ManageOwn>(&child, ADA).unwrap_err(),
        Denied::Forbidden(Reason::NarrowedToken)
    );
    let nowhere = token(ADA, false, Some(WorkspaceId::from_number(9)));
    assert!(gate.visible_workspaces(&nowhere).is_empty());
    let full = token(ADA, false, None);
    assert!(gate.allow::<ManageOwn>(&full, ADA).is_ok());
    assert_eq!(gate.allow::<ManageOwn>(&full, VERA).unwrap_err(), Denied::Hidden);
}

#[test]
fn below_its_own_workspace_a_dashboard_is_read_only_for_everybody() {
    let gate = Gate::new(facts());
    let ada = user_op(ADA);
    assert!(gate.allow::<Save>(&ada, HERE).is_ok());
    assert_eq!(
        gate.allow::<Save>(&ada, BELOW).unwrap_err(),
        Denied::Forbidden(Reason::ReadOnlyHere)
    );
    assert_eq!(gate.save_hint(&ada, BELOW), Some(Reason::ReadOnlyHere));
    assert_eq!(gate.save_hint(&ada, HERE), None);
}

#[test]
fn shares_of_deleted_dashboards_are_over_and_still_listed() {
    let mut facts = facts();
    facts.dashboards.clear();
    let gate = Gate::new(facts);
    assert_eq!(gate.share_still_stands(SHARE, now()), Err(EndReason::DashboardDeleted));
    assert_eq!(gate.lost_shares(now()), [(SHARE, EndReason::DashboardDeleted)]);
    assert_eq!(gate.allow::<Open>(&share_op(SHARE), HERE).unwrap_err(), Denied::Hidden);
    assert!(gate.visible_shares(&user_op(ADA)).contains(SHARE));
    assert!(!gate.visible_shares(&user_op(VERA)).contains(SHARE));
}

#[test]
fn a_share_lets_in_from_its_networks_for_as_long_as_its_sessions_last() {
    let opens = |terms: Terms, from: Option<&str>, began: TimeDelta| {
        let mut facts = facts();
        facts.shares[0].terms = terms;
        let session = ShareSessionId::new(now() - began);
        let caller = Caller::reader(SHARE, session);
        let op = op(caller).coming_from(from.map(|from| from.parse().unwrap()));
        Gate::new(facts).allow::<Open>(&op, HERE).is_ok()
    };
    let bound = || Terms {
        networks: vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
        ..Terms::default()
    };
    let fresh = TimeDelta::zero();
    for (from, expected) in [
        (Some("10.1.2.3"), true),
        (Some("::ffff:10.1.2.3"), true),
        (Some("2001:db8::7"), true),
        (Some("11.1.2.3"), false),
        // An address that nobody knows is in no network.
        (None, false),
    ] {
        assert_eq!(opens(bound(), from, fresh), expected, "{from:?}");
        assert!(opens(Terms::default(), from, fresh), "{from:?}");
    }
    let hours = || Terms {
        session_hours: Some(2),
        ..Terms::default()
    };
    assert!(opens(hours(), None, TimeDelta::minutes(119)));
    assert!(!opens(hours(), None, TimeDelta::minutes(121)));
    assert!(
        opens(Terms::default(), None, TimeDelta::days(20)),
        "the store ends these"
    );
}

#[test]
fn what_is_switched_off_above_opens_nowhere_below() {
    let off = || ShareRules {
        off: [ShareKind::Link].into(),
        ..ShareRules::default()
    };
    for (workspace, opens) in [(None, true), (Some(0), false), (Some(1), true)] {
        let mut facts = facts();
        if let Some(workspace) = workspace {
            facts.workspaces[workspace].sharing = off();
        }
        let gate = Gate::new(facts);
        // The share opens in the root: what is off in the workspace below does not meet it.
        assert_eq!(
            gate.allow::<Open>(&share_op(SHARE), HERE).is_ok(),
            opens,
            "{workspace:?}"
        );
    }
}

#[test]
fn shares_that_break_a_new_policy_end_or_end_earlier() {
    let outcome = |terms: Terms, rules: ShareRules| {
        let mut facts = facts();
        facts.shares[0].terms = terms;
        let gate = Gate::new(facts);
        let ada = user_op(ADA);
        let change = ShareRulesChange { workspace: ROOT, rules };
        let may = gate.allow::<ChangeShareRules>(&ada, change).unwrap();
        gate.shares_under_new_rules(&may)
    };
    let began = facts().shares[0].created_at;
    let policy = |policy: SharePolicy| ShareRules {
        policy,
        ..ShareRules::default()
    };
    let month = || SharePolicy {
        longest_days: Some(30),
        ..SharePolicy::default()
    };
    let ends = |days: i64| Terms {
        expires_at: Some(began + TimeDelta::days(days)),
        ..Terms::default()
    };
    assert_eq!(outcome(ends(7), policy(month())), []);
    let latest = began + TimeDelta::days(30);
    for terms in [ends(90), Terms::default()] {
        assert_eq!(outcome(terms, policy(month())), [(SHARE, Outcome::Shortens(latest))]);
    }
    let password = SharePolicy {
        password_required: true,
        ..month()
    };
    assert_eq!(outcome(ends(90), policy(password)), [(SHARE, Outcome::Ends)]);
    let off = ShareRules {
        off: [ShareKind::Link].into(),
        ..ShareRules::default()
    };
    assert_eq!(outcome(ends(7), off), [(SHARE, Outcome::Pauses)]);
}

#[test]
fn what_workspaces_above_ask_of_a_share_is_named_with_them() {
    let mut facts = facts();
    facts.workspaces[0].sharing.policy = SharePolicy {
        longest_days: Some(30),
        password_required: true,
        ..SharePolicy::default()
    };
    facts.workspaces[1].sharing.policy = SharePolicy {
        longest_days: Some(7),
        end_required: true,
        ..SharePolicy::default()
    };
    let gate = Gate::new(facts);
    let ada = user_op(ADA);
    let terms = Terms::default();
    let looks = Looks {
        guests: Vec::new(),
        kind: ShareKind::Link,
        has_password: false,
        terms: &terms,
        began: now(),
    };
    let names = [DatasetName::new("flights").unwrap()];
    let may = gate.allow::<SeeShares>(&ada, HERE).unwrap();
    let kinds = |at: &Granted<'_, SeeShares>| {
        let found = gate.obstacles(at, &names, &looks).into_iter();
        found.map(|obstacle| obstacle.kind).collect::<Vec<_>>()
    };
    let above = [
        ObstacleKind::Policy(Breach::Password),
        ObstacleKind::Policy(Breach::Life(30)),
    ];
    assert_eq!(kinds(&may), above);
    let may = gate.allow::<SeeShares>(&ada, BELOW).unwrap();
    let below = [
        above[0].clone(),
        above[1].clone(),
        ObstacleKind::Policy(Breach::Life(7)),
        ObstacleKind::Policy(Breach::End),
    ];
    assert!(kinds(&may).iter().all(|kind| below.contains(kind)));
    assert!(kinds(&may).contains(&below[2]), "{:?}", kinds(&may));
}

#[test]
fn words_of_shares_follow_their_state() {
    for (state, words) in [
        (
            ShareState::Live,
            vec!["edit", "pause", "rotate", "preview", "approve", "end"],
        ),
        (
            ShareState::Paused,
            vec!["edit", "resume", "rotate", "preview", "approve", "end"],
        ),
        (ShareState::Ended(EndReason::Revoked), vec![]),
    ] {
        let mut facts = facts();
        facts.shares[0].state = state;
        let gate = Gate::new(facts);
        assert_eq!(gate.can_share(&user_op(ADA), SHARE), words);
        assert!(gate.can_share(&user_op(VERA), SHARE).is_empty());
    }
}

#[test]
fn a_share_that_a_newer_program_wrote_is_listed_ended_and_nothing_else() {
    let mut facts = facts();
    facts.shares[0].audience = Audience::newer("guests");
    let gate = Gate::new(facts);
    assert_eq!(gate.allow::<Open>(&share_op(SHARE), HERE).unwrap_err(), Denied::Hidden);
    assert!(
        gate.lost_shares(now()).is_empty(),
        "the newer program still lets its readers in"
    );
    let ada = user_op(ADA);
    assert!(gate.visible_shares(&ada).contains(SHARE));
    assert_eq!(
        gate.allow::<EditShare>(&ada, SHARE).unwrap_err(),
        Denied::Forbidden(Reason::WrongState)
    );
    assert_eq!(gate.can_share(&ada, SHARE), ["end"]);
}

#[test]
fn obstacles_come_all_at_once() {
    let mut facts = facts();
    facts.grants[0].level = GrantLevel::Share;
    let see = PermissionSet::EMPTY.with(Permission::SharingSee);
    facts.permissions[1].here = see;
    let mut planes = dataset(1, "planes", ROOT);
    planes.outside = Outside::Nobody;
    facts.datasets.push(planes);
    let gate = Gate::new(facts);
    let names: Vec<DatasetName> = ["planes", "flights", "missing"]
        .map(|n| DatasetName::new(n).unwrap())
        .into();
    let (vera, ada) = (user_op(VERA), user_op(ADA));
    let terms = Terms::default();
    let looks = Looks {
        guests: Vec::new(),
        kind: ShareKind::Link,
        has_password: false,
        terms: &terms,
        began: now(),
    };
    let may = gate.allow::<SeeShares>(&vera, HERE).unwrap();
    let found = gate.obstacles(&may, &names, &looks);
    let codes: Vec<_> = found.iter().map(|o| o.kind.code()).collect();
    assert_eq!(codes, ["missing_permission", "unknown_dataset", "dataset_stays_inside"]);
    let may = gate.allow::<SeeShares>(&ada, HERE).unwrap();
    assert_eq!(gate.obstacles(&may, &names[1..2], &looks), []);
    assert_eq!(
        gate.obstacles(&may, &names[..1], &looks)[0].kind,
        ObstacleKind::DatasetStaysInside
    );
}

#[test]
fn hidden_columns_and_foreign_datasets_are_in_no_scope() {
    let mut facts = facts();
    facts.datasets[0].columns[1].hidden = true;
    facts.datasets.push(dataset(1, "child_only", CHILD));
    let gate = Gate::new(facts);
    let ada = user_op(ADA);
    let scope = gate.sight(&gate.allow::<Open>(&ada, HERE).unwrap()).scope;
    assert_eq!(scope.datasets().count(), 1);
    let columns: Vec<_> = scope
        .dataset("flights")
        .unwrap()
        .columns
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(columns, ["carrier"]);
    let below = gate.sight(&gate.allow::<Open>(&ada, BELOW).unwrap()).scope;
    assert!(below.dataset("child_only").is_some() && below.dataset("flights").is_some());
    assert_ne!(scope.fingerprint(), below.fingerprint());
}

/// The demo's promise: the rule of a child workspace narrows what is inherited into it, for managers too.
#[test]
fn a_rule_of_a_child_workspace_holds_there_only() {
    let mut facts = facts();
    facts.row_rules.push(RowRule {
        id: RowRuleId::from_number(0),
        workspace: CHILD,
        dataset: DatasetName::new("flights").unwrap(),
        applies_to: AppliesTo::Workspace,
        below: false,
        unless_manage: false,
        predicate: predicate(r#"{"eq":["carrier","UA"]}"#),
    });
    let gate = Gate::new(facts);
    let ada = user_op(ADA);
    let rows = |at| {
        gate.sight(&gate.allow::<Open>(&ada, at).unwrap())
            .scope
            .dataset("flights")
            .unwrap()
            .rows
            .clone()
    };
    assert_eq!(rows(HERE), None);
    assert_eq!(rows(BELOW).as_deref(), Some(&predicate(r#"{"eq":["carrier","UA"]}"#)));
}

#[test]
fn newer_facts_replace_and_older_are_ignored() {
    let gate = Gate::new(facts());
    let vera = user_op(VERA);
    let mut stripped = facts();
    stripped.grants.clear();
    stripped.generation = 4;
    gate.replace(stripped.clone());
    assert_eq!(gate.generation(), 5);
    assert!(gate.allow::<Open>(&vera, HERE).is_ok());
    stripped.generation = 6;
    gate.replace(stripped);
    assert_eq!(gate.generation(), 6);
    assert_eq!(gate.allow::<Open>(&vera, HERE).unwrap_err(), Denied::Hidden);
}
