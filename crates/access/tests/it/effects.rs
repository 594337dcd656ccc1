//! What a change is said to do to people is what it does: on random organisations, each announced change is made, and the levels compared.

use std::collections::BTreeSet;

use access::action::{
    ChangePolicy, DashboardAt, DashboardMove, ManageOrganisation, MoveDashboard, Organisation, PolicyChange, SeeGrants,
};
use access::effects::{Effect, Effects};
use access::facts::Facts;
use access::gate::Gate;
use model::grant::Grant;
use model::id::{PolicyId, UserId};
use model::level::Level;
use model::people::UserStatus;
use proptest::prelude::*;

use crate::org::{Tape, now, principals, random, user_op};
use crate::properties::{CHANGES, cases, places, tapes};

const STEPS: usize = 100_000;

type Names = BTreeSet<UserId>;

fn named(side: &[Effect]) -> Names {
    side.iter().map(|effect| effect.user).collect()
}

fn told(effects: &Effects) -> (Names, Names) {
    assert!(effects.whole, "everybody was looked at");
    (named(&effects.gain), named(&effects.lose))
}

/// Who really gains and loses on these dashboards when the facts become others.
fn real(before: &Facts, after: &Facts, at: &[DashboardAt]) -> (Names, Names) {
    let (one, other) = (Gate::new(before.clone()), Gate::new(after.clone()));
    let (mut gain, mut lose) = (Names::new(), Names::new());
    for user in before.users.iter().filter(|user| user.status == UserStatus::Active) {
        let op = user_op(user.id);
        for at in at {
            let (was, is): (Option<Level>, Option<Level>) = (one.level(&op, *at), other.level(&op, *at));
            if is > was {
                gain.insert(user.id);
            }
            if is < was {
                lose.insert(user.id);
            }
        }
    }
    (gain, lose)
}

/// Changes that somebody may ask about, each compared with what it does.
fn says_what_happens(tape: &[u8]) -> Result<(), TestCaseError> {
    let mut tape = Tape::new(tape);
    let facts = random(&mut tape);
    let gate = Gate::new(facts.clone());
    let user = tape.pick(&facts.users);
    let op = user_op(user.id);
    let folders: Vec<_> = facts
        .folders
        .iter()
        .map(|folder| Some(folder.id))
        .chain([None])
        .collect();
    for at in places(&facts) {
        let (principal, to) = (tape.pick(&principals(&facts)), tape.pick(&CHANGES));
        if let Ok(may) = gate.allow::<SeeGrants>(&op, at) {
            let said = gate.effects_of_grants(&may, &[(principal, to)], STEPS);
            let mut then = facts.clone();
            let same = |grant: &Grant| {
                (grant.dashboard, grant.workspace, grant.principal) == (at.dashboard, at.workspace, principal)
            };
            then.grants.retain(|grant| !same(grant));
            then.grants.extend(to.map(|level| Grant {
                dashboard: at.dashboard,
                workspace: at.workspace,
                principal,
                level,
            }));
            prop_assert_eq!(told(&said), real(&facts, &then, &[at]), "{:?} {:?}", principal, to);
        }
        let to = tape.pick(&folders);
        if let Ok(may) = gate.allow::<MoveDashboard>(&op, DashboardMove { at, to }) {
            let said = gate.effects_of_move(&may, STEPS);
            let mut then = facts.clone();
            for board in then.dashboards.iter_mut().filter(|board| board.id == at.dashboard) {
                board.folder = to;
            }
            let home = facts
                .dashboards
                .iter()
                .find(|board| board.id == at.dashboard)
                .unwrap()
                .workspace;
            let home = DashboardAt { workspace: home, ..at };
            prop_assert_eq!(told(&said), real(&facts, &then, &[home]));
        }
    }
    policies(&mut tape, &facts, &gate, user.id)?;
    members(&mut tape, &facts, &gate, user.id)
}

fn policies(tape: &mut Tape<'_>, facts: &Facts, gate: &Gate, user: UserId) -> Result<(), TestCaseError> {
    let op = user_op(user);
    for policy in &facts.policies {
        let removed = PolicyChange {
            workspace: policy.workspace,
            policy: Some(policy.id),
            to: None,
        };
        let mut rule = policy.rule.clone();
        rule.level = tape.pick(&crate::org::LEVELS);
        let added = PolicyChange {
            workspace: policy.workspace,
            policy: None,
            to: Some(rule),
        };
        for change in [removed, added] {
            let Ok(may) = gate.allow::<ChangePolicy>(&op, change.clone()) else {
                continue;
            };
            let said = gate.effects_of_policy(&may, STEPS);
            let mut then = facts.clone();
            then.policies.retain(|kept| Some(kept.id) != change.policy);
            then.policies.extend(change.to.map(|rule| model::policy::Policy {
                id: PolicyId::new(now()),
                workspace: change.workspace,
                rule,
            }));
            // A policy is looked at where the dashboards are at home.
            let homes = facts.dashboards.iter().map(|board| DashboardAt {
                dashboard: board.id,
                workspace: board.workspace,
            });
            let homes: Vec<_> = homes.collect();
            let (gain, lose) = real(facts, &then, &homes);
            let (told_gain, told_lose) = told(&said);
            prop_assert!(gain.is_subset(&told_gain) && lose.is_subset(&told_lose), "{:?}", said);
            let (gain, lose) = real(facts, &then, &places(facts));
            prop_assert!(told_gain.is_subset(&gain) && told_lose.is_subset(&lose), "{:?}", said);
        }
    }
    Ok(())
}

fn members(tape: &mut Tape<'_>, facts: &Facts, gate: &Gate, user: UserId) -> Result<(), TestCaseError> {
    let op = user_op(user);
    let Ok(may) = gate.allow::<ManageOrganisation>(&op, Organisation) else {
        return Ok(());
    };
    for group in &facts.groups {
        let member = tape.pick(&facts.users).id;
        let joins = !group.members.contains(&member);
        let said = gate.effects_of_members(&may, group.id, &[(member, joins)], STEPS);
        let mut then = facts.clone();
        for changed in then.groups.iter_mut().filter(|one| one.id == group.id) {
            if joins {
                changed.members.insert(member);
            } else {
                changed.members.remove(&member);
            }
        }
        // Of one dashboard the best level that somebody has anywhere counts: one that only changes below a better one is not told.
        let (gain, lose) = real(facts, &then, &places(facts));
        let (told_gain, told_lose) = told(&said);
        prop_assert!(told_gain.is_subset(&gain) && told_lose.is_subset(&lose), "{:?}", said);
        let without = gate.effects_without_group(&may, group.id, STEPS);
        prop_assert!(without.whole);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_is_announced_is_what_happens(tape in tapes()) {
        says_what_happens(&tape)?;
    }
}
