//! Changes of facts: applied one by one, in any order, they lead to the same decisions as reading everything anew.

use access::action::{Action, Ask, DashboardAt, FolderAt, Open, SeeFolder, SeeGrants};
use access::change::{Behind, FactPatch};
use access::facts::{DashboardGrants, Facts, FolderGrants, WorkspaceFacts};
use access::gate::Gate;
use identity::caller::Caller;
use model::folder::FolderGrant;
use model::grant::Grant;
use model::id::{DashboardId, UserId};
use model::level::GrantLevel;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::workspace::PermissionEntry;
use proptest::prelude::*;

use crate::oracle::Oracle;
use crate::org::{Tape, now, op, principals, random, share_op, user_op};
use crate::properties::{cases, places, tapes};

/// One patch per object that differs between two organisations, each leading to the next generation.
pub(crate) fn differences(old: &Facts, new: &Facts) -> Vec<FactPatch> {
    let mut patches = Vec::new();
    macro_rules! differ {
        ($field:ident, $ids:expr, $of:expr) => {
            let ids: std::collections::BTreeSet<_> = $ids(old).into_iter().chain($ids(new)).collect();
            for id in ids {
                let (before, after) = ($of(old, id), $of(new, id));
                if before != after {
                    patches.push(FactPatch {
                        $field: vec![(id, after)],
                        ..FactPatch::default()
                    });
                }
            }
        };
    }
    differ!(
        users,
        |f: &Facts| f.users.iter().map(|u| u.id).collect::<Vec<_>>(),
        |f: &Facts, id| { f.users.iter().find(|u| u.id == id).cloned() }
    );
    differ!(
        groups,
        |f: &Facts| f.groups.iter().map(|g| g.id).collect::<Vec<_>>(),
        |f: &Facts, id| { f.groups.iter().find(|g| g.id == id).cloned() }
    );
    let spaces = |f: &Facts| f.workspaces.iter().map(|w| w.id).collect::<Vec<_>>();
    differ!(workspaces, spaces, |f: &Facts, id| {
        let permissions = f.permissions.iter().filter(|e| e.workspace == id).copied().collect();
        let workspace = f.workspaces.iter().find(|w| w.id == id).cloned()?;
        Some(WorkspaceFacts { workspace, permissions })
    });
    differ!(
        folders,
        |f: &Facts| f.folders.iter().map(|d| d.id).collect::<Vec<_>>(),
        |f: &Facts, id| {
            let grants = f.folder_grants.iter().filter(|g| g.folder == id).copied().collect();
            let folder = f.folders.iter().find(|d| d.id == id).cloned()?;
            Some(FolderGrants { folder, grants })
        }
    );
    differ!(policies, spaces, |f: &Facts, id| {
        f.policies
            .iter()
            .filter(|p| p.workspace == id)
            .cloned()
            .collect::<Vec<_>>()
    });
    differ!(
        dashboards,
        |f: &Facts| f.dashboards.iter().map(|d| d.id).collect::<Vec<_>>(),
        |f: &Facts, id| {
            let grants = f.grants.iter().filter(|g| g.dashboard == id).copied().collect();
            let fact = f.dashboards.iter().find(|d| d.id == id).cloned()?;
            Some(DashboardGrants { fact, grants })
        }
    );
    differ!(
        datasets,
        |f: &Facts| f.datasets.iter().map(|d| d.id).collect::<Vec<_>>(),
        |f: &Facts, id| { f.datasets.iter().find(|d| d.id == id).cloned() }
    );
    differ!(
        row_rules,
        |f: &Facts| f.row_rules.iter().map(|r| r.id).collect::<Vec<_>>(),
        |f: &Facts, id| { f.row_rules.iter().find(|r| r.id == id).cloned() }
    );
    differ!(
        shares,
        |f: &Facts| f.shares.iter().map(|s| s.id).collect::<Vec<_>>(),
        |f: &Facts, id| { f.shares.iter().find(|s| s.id == id).cloned() }
    );
    differ!(
        see,
        |f: &Facts| f.users.iter().map(|u| u.id).collect::<Vec<_>>(),
        |f: &Facts, id: UserId| {
            let mut seen: Vec<Principal> = f
                .see
                .iter()
                .filter(|(who, _)| *who == id)
                .map(|(_, whom)| *whom)
                .collect();
            seen.sort_unstable();
            seen
        }
    );
    patches
}

/// In another order, numbered one after another.
pub(crate) fn shuffled(mut patches: Vec<FactPatch>, from: u64, tape: &mut Tape<'_>) -> Vec<FactPatch> {
    for last in (1..patches.len()).rev() {
        patches.swap(last, tape.below(last + 1));
    }
    for (patch, since) in patches.iter_mut().zip(from..) {
        (patch.since, patch.generation) = (since, since + 1);
    }
    patches
}

/// Everything that two gates say must be the same.
fn same(a: &Gate, b: &Gate, facts: &Facts) -> Result<(), TestCaseError> {
    let mut ops: Vec<_> = facts.users.iter().map(|user| user_op(user.id)).collect();
    ops.extend(facts.shares.iter().map(|share| share_op(share.id)));
    ops.push(op(Caller::Nobody));
    for op in &ops {
        for at in places(facts) {
            prop_assert_eq!(a.can_dashboard(op, at), b.can_dashboard(op, at));
            prop_assert_eq!(a.facts(op, at), b.facts(op, at));
            if let (Ok(one), Ok(other)) = (a.allow::<Open>(op, at), b.allow::<Open>(op, at)) {
                let (one, other) = (a.sight(&one).scope, b.sight(&other).scope);
                prop_assert_eq!(one.fingerprint(), other.fingerprint());
            }
            let (Ok(one), Ok(other)) = (a.allow::<SeeGrants>(op, at), b.allow::<SeeGrants>(op, at)) else {
                continue;
            };
            prop_assert_eq!(a.grant_list(&one).managers, b.grant_list(&other).managers);
            let listed = |gate: &Gate, may| -> Vec<_> {
                let entries = gate.grant_list(may).entries.into_iter();
                entries
                    .map(|e| (e.principal, e.level, e.broken, e.levels, e.remove))
                    .collect()
            };
            prop_assert_eq!(listed(a, &one), listed(b, &other));
            prop_assert_eq!(a.candidates(&one, "", None, 99), b.candidates(&other, "", None, 99));
            let readers = |gate: &Gate, may| -> Vec<_> {
                gate.readers(may, &std::collections::BTreeSet::new(), None, 99)
                    .into_iter()
                    .map(|r| (r.user, r.level, r.steps.len()))
                    .collect()
            };
            prop_assert_eq!(readers(a, &one), readers(b, &other));
        }
        for workspace in &facts.workspaces {
            prop_assert_eq!(a.can_workspace(op, workspace.id), b.can_workspace(op, workspace.id));
            for folder in &facts.folders {
                let at = FolderAt {
                    folder: folder.id,
                    workspace: workspace.id,
                };
                prop_assert_eq!(a.can_folder(op, at), b.can_folder(op, at));
                prop_assert_eq!(a.check(op, &SeeFolder::on(&at)), b.check(op, &SeeFolder::on(&at)));
            }
        }
        for dataset in &facts.datasets {
            prop_assert_eq!(a.can_dataset(op, dataset.id), b.can_dataset(op, dataset.id));
        }
        for rule in &facts.row_rules {
            let ask = Ask::ManageRowRule(rule.id);
            prop_assert_eq!(a.check(op, &ask), b.check(op, &ask));
        }
        for share in &facts.shares {
            prop_assert_eq!(a.can_share(op, share.id), b.can_share(op, share.id));
        }
    }
    prop_assert_eq!(a.lost_shares(now()), b.lost_shares(now()));
    Ok(())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn patches_in_any_order_lead_to_the_facts(first in tapes(), second in tapes(), order in tapes()) {
        let (old, new) = (random(&mut Tape::new(&first)), random(&mut Tape::new(&second)));
        let gate = Gate::new(old.clone());
        let patches = shuffled(differences(&old, &new), old.generation, &mut Tape::new(&order));
        for patch in patches {
            prop_assert!(gate.apply(patch).is_ok());
        }
        same(&gate, &Gate::new(new.clone()), &new)?;
        let oracle = Oracle(&new);
        for user in &new.users {
            for at in places(&new) {
                prop_assert_eq!(gate.level(&user_op(user.id), at), oracle.level(user.id, at), "{:?}", new);
            }
        }
        for gone in old.dashboards.iter().filter(|d| !new.dashboards.iter().any(|n| n.id == d.id)) {
            prop_assert_eq!(gate.home(gone.id), None);
        }
    }

    #[test]
    fn patches_from_nothing_lead_to_the_facts(tape in tapes(), order in tapes()) {
        let new = random(&mut Tape::new(&tape));
        let gate = Gate::new(Facts::default());
        for patch in shuffled(differences(&Facts::default(), &new), 0, &mut Tape::new(&order)) {
            prop_assert!(gate.apply(patch).is_ok());
        }
        same(&gate, &Gate::new(new.clone()), &new)?;
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    /// research: gooddata.md §8 invariant I2. Blocks, which that product does not have, are left out: they are there to take.
    #[test]
    fn what_is_added_takes_nothing_away(tape in tapes(), added in tapes()) {
        let mut old = random(&mut Tape::new(&tape));
        let blocks = |level: GrantLevel| level == GrantLevel::Block;
        old.grants.retain(|g| !blocks(g.level));
        old.folder_grants.retain(|g| !blocks(g.level));
        old.policies.retain(|p| !blocks(p.rule.level));
        let (new, tape) = (&mut old.clone(), &mut Tape::new(&added));
        let (whoever, spaces) = (principals(new), new.workspaces.clone());
        let level = tape.pick(&[GrantLevel::View, GrantLevel::Share, GrantLevel::Edit]);
        let (principal, place) = (tape.pick(&whoever), tape.pick(&spaces).id);
        match tape.below(4) {
            0 => {
                let (here, below) = (PermissionSet::EMPTY.with(tape.pick(Permission::ALL)), PermissionSet::EMPTY);
                new.permissions.push(PermissionEntry { workspace: place, principal, here, below: tape.pick(&[here, below]) });
            }
            1 if !new.groups.is_empty() => {
                let (group, member) = (tape.below(new.groups.len()), tape.pick(&new.users).id);
                new.groups[group].members.insert(member);
            }
            2 if !new.folders.is_empty() => {
                let folder = tape.pick(&new.folders).id;
                new.folder_grants.push(FolderGrant { folder, workspace: place, principal, level });
            }
            _ => {
                let dashboard = tape.pick(&new.dashboards).id;
                new.grants.push(Grant { dashboard, workspace: place, principal, level });
            }
        }
        let (before, after) = (Gate::new(old.clone()), Gate::new(new.clone()));
        for op in old.users.iter().map(|user| user_op(user.id)) {
            for at in places(&old) {
                prop_assert!(before.level(&op, at) <= after.level(&op, at), "{:?} in {:?}", at, new);
                let now = after.can_dashboard(&op, at);
                for word in before.can_dashboard(&op, at) {
                    prop_assert!(now.contains(&word), "{} on {:?} in {:?}", word, at, new);
                }
            }
            for workspace in &spaces {
                let now = after.can_workspace(&op, workspace.id);
                for word in before.can_workspace(&op, workspace.id) {
                    prop_assert!(now.contains(&word), "{} in {:?}", word, new);
                }
            }
        }
    }
}

#[test]
fn patches_build_on_what_is_known() {
    let facts = random(&mut Tape::new(&[7; 90]));
    let gate = Gate::new(Facts {
        generation: 5,
        ..facts.clone()
    });
    let patch = |since, generation| FactPatch {
        since,
        generation,
        ..FactPatch::default()
    };
    assert_eq!(gate.apply(patch(6, 7)), Err(Behind { known: 5, since: 6 }));
    assert_eq!((gate.apply(patch(5, 6)).map(drop), gate.generation()), (Ok(()), 6));
    assert_eq!((gate.apply(patch(2, 4)).map(drop), gate.generation()), (Ok(()), 6));
    assert_eq!((gate.apply(patch(3, 9)).map(drop), gate.generation()), (Ok(()), 9));
}

/// research: tagoio-inet.md D2 vector 14, peers.md C3 (a): what a stream was opened on is decided again after each change.
#[test]
fn a_proof_keeps_its_generation_and_the_next_decision_is_a_new_one() {
    let mut facts = Facts {
        generation: 1,
        ..Facts::default()
    };
    let (ann, board) = (crate::org::user(0), DashboardId::from_number(0));
    let root = crate::org::workspace(0, None);
    let at = DashboardAt {
        dashboard: board,
        workspace: root.id,
    };
    let view = PermissionSet::EMPTY.with(Permission::View);
    facts.permissions.push(PermissionEntry {
        workspace: root.id,
        principal: Principal::User(ann.id),
        here: view,
        below: view,
    });
    let mut fact = access::facts::DashboardFact::new(board, root.id);
    fact.tags.push(crate::org::tag("team=a"));
    facts.dashboards.push(fact);
    let level = GrantLevel::View;
    facts
        .policies
        .push(crate::org::policy(0, root.id, "team=a", Principal::All, level));
    let (user, workspace) = (ann.id, root.id);
    facts.users.push(ann);
    facts.workspaces.push(root);
    let gate = Gate::new(facts);
    let op = user_op(user);
    let open = gate.allow::<Open>(&op, at).unwrap();
    let patch = FactPatch {
        since: 1,
        generation: 2,
        policies: vec![(workspace, Vec::new())],
        ..FactPatch::default()
    };
    gate.apply(patch).unwrap();
    assert!(open.generation() < gate.generation());
    assert!(gate.allow::<Open>(&op, at).is_err());
    assert!(principals(&Facts::default()) == [Principal::All]);
}
