//! The vectors of handing out, for users, groups and all users alike.

use access::action::{DashboardAt, SeeGrants};
use access::denied::Reason;
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::grant_list::GrantEntry;
use model::grant::Grant;
use model::id::{DashboardId, GroupId, UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::workspace::PermissionEntry;

use crate::org::{group, user, user_op, workspace};

const ROOT: WorkspaceId = WorkspaceId::from_number(0);
const CHILD: WorkspaceId = WorkspaceId::from_number(1);
const BOARD: DashboardId = DashboardId::from_number(0);
const ACTOR: UserId = UserId::from_number(0);
const USER: Principal = Principal::User(UserId::from_number(1));
const GROUP: Principal = Principal::Group(GroupId::from_number(0));
const AROUND: Principal = Principal::Group(GroupId::from_number(1));

/// A vector: the entry's own level, the inherited one, the actor's, and whether it is opened below its own workspace.
struct Vector {
    direct: Option<Level>,
    inherited: Option<Level>,
    me: Level,
    locked: bool,
}

/// The entry of a principal as the actor sees it. Inherited comes from the workspace above when locked, else from the
/// group around.
fn entry(vector: &Vector, principal: Principal) -> Option<GrantEntry> {
    let mut member = group(0);
    let mut around = group(1);
    member.parents.insert(GroupId::from_number(1));
    around.members.insert(UserId::from_number(1));
    let view = PermissionSet::EMPTY.with(Permission::View);
    let here = if vector.locked { CHILD } else { ROOT };
    let grant = |workspace, principal, level: Level| Grant {
        dashboard: BOARD,
        workspace,
        principal,
        level: level.into(),
    };
    let mut grants = vec![grant(ROOT, Principal::User(ACTOR), vector.me)];
    grants.extend(vector.direct.map(|level| grant(here, principal, level)));
    grants.extend(vector.inherited.map(|level| {
        let from = if vector.locked || principal == Principal::All {
            principal
        } else {
            AROUND
        };
        grant(ROOT, from, level)
    }));
    let facts = Facts {
        generation: 1,
        users: vec![user(0), user(1)],
        groups: vec![member, around],
        workspaces: vec![workspace(0, None), workspace(1, Some(0))],
        permissions: vec![PermissionEntry {
            workspace: ROOT,
            principal: Principal::All,
            here: view,
            below: view,
        }],
        dashboards: vec![DashboardFact::new(BOARD, ROOT)],
        grants,
        ..Facts::default()
    };
    let gate = Gate::new(facts);
    let op = user_op(ACTOR);
    let at = DashboardAt {
        dashboard: BOARD,
        workspace: here,
    };
    let may = gate.allow::<SeeGrants>(&op, at).ok()?;
    gate.grant_entry(&may, principal)
}

const V: Level = Level::View;
const S: Level = Level::Share;
const E: Level = Level::Edit;

fn on(entry: &GrantEntry) -> Vec<Level> {
    entry
        .levels
        .iter()
        .filter(|o| o.allowed.is_ok())
        .map(|o| o.level)
        .collect()
}

fn offered(entry: &GrantEntry) -> Vec<Level> {
    entry.levels.iter().map(|o| o.level).collect()
}

/// §8 case 20 a–d and h, for every kind of principal.
#[test]
fn dialog_vectors_with_an_own_grant() {
    for principal in [USER, GROUP, Principal::All] {
        // a: E|–|E|0 → all on, removable.
        let a = entry(
            &Vector {
                direct: Some(E),
                inherited: None,
                me: E,
                locked: false,
            },
            principal,
        )
        .unwrap();
        assert_eq!((on(&a), a.level, a.remove), (vec![V, S, E], GrantLevel::Edit, Ok(())));
        // b: S|–|S|0 → E off, rest on, removable.
        let b = entry(
            &Vector {
                direct: Some(S),
                inherited: None,
                me: S,
                locked: false,
            },
            principal,
        )
        .unwrap();
        assert_eq!((on(&b), offered(&b), b.remove), (vec![V, S], vec![V, S, E], Ok(())));
        assert_eq!(b.levels[2].allowed, Err(Reason::AboveOwnLevel));
        // d: E|–|E|1 → effective S, E hidden, removable.
        let d = entry(
            &Vector {
                direct: Some(E),
                inherited: None,
                me: E,
                locked: true,
            },
            principal,
        )
        .unwrap();
        assert_eq!(
            (d.level, offered(&d), d.remove),
            (GrantLevel::Share, vec![V, S], Ok(()))
        );
    }
}

/// §8 case 20 c, h: a grant of one's own beside one from the group around.
#[test]
fn dialog_vectors_with_own_and_inherited() {
    for principal in [USER, GROUP] {
        // c: V|S|E|0 → effective S, V off, not removable.
        let c = entry(
            &Vector {
                direct: Some(V),
                inherited: Some(S),
                me: E,
                locked: false,
            },
            principal,
        )
        .unwrap();
        assert_eq!(
            (c.level, on(&c), c.remove),
            (GrantLevel::Share, vec![S, E], Err(Reason::InheritedStays))
        );
        // §3.3 "whole row frozen": E|–|S|0.
        let above = entry(
            &Vector {
                direct: Some(E),
                inherited: None,
                me: S,
                locked: false,
            },
            principal,
        )
        .unwrap();
        assert!(above.frozen() && on(&above).is_empty() && above.remove == Err(Reason::AboveYou));
        // h: E|E|S|0 → frozen.
        let h = entry(
            &Vector {
                direct: Some(E),
                inherited: Some(E),
                me: S,
                locked: false,
            },
            principal,
        )
        .unwrap();
        assert!(h.frozen() && on(&h).is_empty());
    }
}

/// §8 case 20 e: E|–|V|0 → everything off: who only views does not even see the list.
#[test]
fn a_viewer_sees_no_dialog() {
    assert_eq!(
        entry(
            &Vector {
                direct: Some(E),
                inherited: None,
                me: V,
                locked: false
            },
            USER
        ),
        None
    );
}

/// §8 case 20 f, g: only inherited, opened below its own workspace.
#[test]
fn dialog_vectors_inherited_from_above() {
    for principal in [USER, GROUP, Principal::All] {
        // f: –|V|E|1 → effective V, E hidden, not removable, changeable.
        let f = entry(
            &Vector {
                direct: None,
                inherited: Some(V),
                me: E,
                locked: true,
            },
            principal,
        )
        .unwrap();
        assert_eq!(
            (f.level, offered(&f), on(&f)),
            (GrantLevel::View, vec![V, S], vec![V, S])
        );
        assert_eq!((f.remove, f.frozen()), (Err(Reason::InheritedStays), false));
        // g: –|S|E|1 → V off, E hidden, frozen "no change".
        let g = entry(
            &Vector {
                direct: None,
                inherited: Some(S),
                me: E,
                locked: true,
            },
            principal,
        )
        .unwrap();
        assert_eq!((g.level, on(&g), g.frozen()), (GrantLevel::Share, vec![S], true));
        assert_eq!(g.levels[0].allowed, Err(Reason::Inherited));
    }
}

/// §8 case 19: effective level of (direct, inherited, locked).
#[test]
fn effective_vectors() {
    for (direct, inherited, locked, expected) in [
        (S, E, false, GrantLevel::Edit),
        (S, V, false, GrantLevel::Share),
        (V, V, false, GrantLevel::View),
        (S, E, true, GrantLevel::Share),
        (S, V, true, GrantLevel::Share),
        (V, V, true, GrantLevel::View),
    ] {
        let vector = Vector {
            direct: Some(direct),
            inherited: Some(inherited),
            me: E,
            locked,
        };
        assert_eq!(entry(&vector, USER).unwrap().level, expected);
    }
    assert_eq!(
        entry(
            &Vector {
                direct: None,
                inherited: None,
                me: E,
                locked: false
            },
            USER
        ),
        None
    );
}

/// §8 cases 7 and 9: who shares cannot raise anybody to edit, nor lower what a group gives.
#[test]
fn a_sharer_raises_nobody_above_and_lowers_nothing_inherited() {
    let both = entry(
        &Vector {
            direct: Some(S),
            inherited: Some(S),
            me: S,
            locked: false,
        },
        USER,
    )
    .unwrap();
    assert_eq!(on(&both), [S]);
    assert_eq!(both.levels[0].allowed, Err(Reason::Inherited));
    assert_eq!(both.levels[2].allowed, Err(Reason::AboveOwnLevel));
}
