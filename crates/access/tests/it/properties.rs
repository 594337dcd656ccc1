//! The gate against the oracle on random organisations, and what must hold between the gate's own answers.

use access::action::{
    Ask, ChangeGrant, CreateShare, DashboardAt, ExportData, GrantChange, Interact, ListDashboards, Open, Save,
    SeeGrants, SeeShares,
};
use access::denied::Denied;
use access::facts::Facts;
use access::gate::Gate;
use access::scope::Scope;
use model::level::{GrantLevel, Level};
use model::principal::Principal;
use model::share::Ability;
use proptest::prelude::*;

use crate::oracle::{Answer, Oracle, Row};
use crate::org::{Tape, now, principals, random, share_op, user_op};

pub(crate) const CHANGES: [Option<GrantLevel>; 5] = [
    None,
    Some(GrantLevel::View),
    Some(GrantLevel::Share),
    Some(GrantLevel::Edit),
    Some(GrantLevel::Block),
];

pub(crate) fn tapes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..260)
}

/// `CASES_DIVIDED_BY` gives a quick look while something is being written; what counts is the full number.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let divided = std::env::var("CASES_DIVIDED_BY").ok().and_then(|by| by.parse().ok());
    ProptestConfig {
        cases: cases / divided.unwrap_or(1).max(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Every dashboard in every workspace.
pub(crate) fn places(facts: &Facts) -> Vec<DashboardAt> {
    let spaces = facts.workspaces.iter().map(|w| w.id);
    let pairs = spaces.flat_map(|w| facts.dashboards.iter().map(move |d| (d.id, w)));
    pairs
        .map(|(dashboard, workspace)| DashboardAt { dashboard, workspace })
        .collect()
}

pub(crate) fn rows() -> Vec<Row> {
    let carriers = [Some("UA"), Some("B6"), Some("DL"), None];
    let origins = [Some("JFK"), Some("EWR"), Some("LGA"), None];
    let pairs = carriers
        .into_iter()
        .flat_map(|c| origins.into_iter().map(move |o| (c, o)));
    pairs.map(|(c, o)| vec![("carrier", c), ("origin", o)]).collect()
}

/// Whether a scope shows a row; `None` when the dataset is not in it.
fn shows(oracle: &Oracle<'_>, scope: &Scope, facts: &Facts, dataset: &str, row: &Row) -> Option<bool> {
    let dataset = scope.dataset(dataset)?;
    let anywhere = facts.workspaces[0].id;
    let truth = |p: &model::predicate::Predicate| oracle.truth(p, None, anywhere, row) == Some(true);
    Some(dataset.rows.as_deref().is_none_or(truth))
}

/// Every decision about dashboards, on one organisation.
fn decides_as_the_oracle(tape: &[u8]) -> Result<(), TestCaseError> {
    let mut tape = Tape::new(tape);
    let facts = random(&mut tape);
    let oracle = Oracle(&facts);
    let gate = Gate::new(facts.clone());
    for user in &facts.users {
        let op = user_op(user.id);
        for at in places(&facts) {
            let level = oracle.level(user.id, at);
            prop_assert_eq!(gate.level(&op, at), level, "{} on {:?} in {:?}", user.id, at, facts);
            prop_assert_eq!(gate.allow::<Open>(&op, at).is_ok(), level.is_some());
            prop_assert_eq!(gate.allow::<Save>(&op, at).is_ok(), oracle.saves(user.id, at));
            prop_assert_eq!(
                gate.allow::<CreateShare>(&op, at).is_ok(),
                oracle.makes_shares(user.id, at),
                "{:?}",
                facts
            );
            prop_assert_eq!(
                gate.allow::<SeeShares>(&op, at).is_ok(),
                oracle.sees_shares(user.id, at)
            );
            if let Some(known) = gate.facts(&op, at) {
                prop_assert_eq!(known.private, oracle.private(user.id, at), "{:?} in {:?}", at, facts);
            } else {
                let hidden = if oracle.active(user.id) {
                    Denied::Hidden
                } else {
                    Denied::Nobody
                };
                prop_assert_eq!(gate.allow::<Save>(&op, at).err(), Some(hidden));
                prop_assert_eq!(gate.allow::<SeeShares>(&op, at).err(), Some(hidden));
            }
        }
    }
    handing_out(&mut tape, &facts, &oracle, &gate)
}

/// The same law in several tests, so that they run side by side: 100 000 organisations in all.
macro_rules! parts {
    ($($name:ident)*) => {
        proptest! {
            #![proptest_config(cases(25_000))]

            $(#[test]
            fn $name(tape in tapes()) {
                decides_as_the_oracle(&tape)?;
            })*
        }
    };
}

parts! {
    the_gate_decides_as_the_oracle_first
    the_gate_decides_as_the_oracle_second
    the_gate_decides_as_the_oracle_third
    the_gate_decides_as_the_oracle_fourth
}

/// One actor, one dashboard: every change to every principal.
fn handing_out(tape: &mut Tape<'_>, facts: &Facts, oracle: &Oracle<'_>, gate: &Gate) -> Result<(), TestCaseError> {
    let sharers = facts
        .users
        .iter()
        .flat_map(|u| places(facts).into_iter().map(|at| (u.id, at)));
    let sharers: Vec<_> = sharers
        .filter(|(u, at)| oracle.level(*u, *at) >= Some(Level::Share))
        .collect();
    if sharers.is_empty() {
        return Ok(());
    }
    let (actor, at) = tape.pick(&sharers);
    let op = user_op(actor);
    for principal in principals(facts) {
        for to in CHANGES {
            let change = GrantChange { at, principal, to };
            let answer = match gate.allow::<ChangeGrant>(&op, change) {
                Ok(_) => Answer::Yes,
                Err(Denied::Hidden) => Answer::Hidden,
                Err(Denied::Forbidden(_) | Denied::Nobody) => Answer::No,
            };
            prop_assert_eq!(
                answer,
                oracle.changes(actor, at, principal, to),
                "{} {:?} in {:?}",
                actor,
                change,
                facts
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn lists_hold_exactly_what_opens(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for workspace in &facts.workspaces {
                let Ok(may) = gate.allow::<ListDashboards>(&op, workspace.id) else { continue };
                let listed = gate.visible_dashboards(&may);
                for dashboard in &facts.dashboards {
                    let at = DashboardAt { dashboard: dashboard.id, workspace: workspace.id };
                    prop_assert_eq!(listed.contains(dashboard.id), gate.allow::<Open>(&op, at).is_ok(), "{:?}", facts);
                    prop_assert_eq!(listed.get(dashboard.id).cloned(), gate.facts(&op, at));
                }
            }
            let seen = gate.visible_workspaces(&op);
            for workspace in &facts.workspaces {
                prop_assert_eq!(seen.contains(workspace.id), gate.check(&op, &Ask::SeeWorkspace(workspace.id)).is_ok());
            }
        }
    }

    #[test]
    fn a_share_never_exceeds_its_owner(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        for share in &facts.shares {
            let op = share_op(share.id);
            prop_assert_eq!(gate.share_still_stands(share.id, now()).is_ok(), oracle.stands(share, now()));
            for at in places(&facts) {
                let opens = oracle.shows(share, at, now());
                let open = gate.allow::<Open>(&op, at);
                prop_assert_eq!(open.is_ok(), opens, "{:?} in {:?}", share, facts);
                let has = |ability| opens && share.terms.abilities.contains(&ability);
                prop_assert_eq!(gate.allow::<Interact>(&op, at).is_ok(), has(Ability::Interact));
                prop_assert_eq!(gate.allow::<ExportData>(&op, at).is_ok(), has(Ability::ExportData));
                prop_assert_eq!(gate.allow::<SeeGrants>(&op, at).err(), Some(Denied::Hidden));
                let Ok(open) = open else { continue };
                let owner = user_op(share.owner);
                let owners = gate.allow::<Open>(&owner, at);
                prop_assert!(owners.is_ok());
                let (narrow, wide) = (gate.sight(&open).scope, gate.sight(&owners.unwrap()).scope);
                for dataset in ["flights", "weather"] {
                    for row in rows() {
                        let shown = shows(&oracle, &narrow, &facts, dataset, &row);
                        prop_assert_eq!(shown, oracle.share_row(share, at, dataset, &row), "{} in {:?}", dataset, facts);
                        let outside = shown == Some(true) && shows(&oracle, &wide, &facts, dataset, &row) != Some(true);
                        prop_assert!(!outside);
                    }
                }
            }
        }
        let lost = gate.lost_shares(now());
        for share in &facts.shares {
            let ended = matches!(share.state, model::share::ShareState::Ended(_));
            let gone = lost.iter().any(|(id, _)| *id == share.id);
            prop_assert_eq!(gone, !ended && !oracle.stands(share, now()));
        }
    }

    #[test]
    fn scopes_show_the_rows_of_the_rules(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        let ops: Vec<_> = facts.users.iter().map(|u| (u.id, user_op(u.id))).collect();
        for at in places(&facts) {
            let mut scopes = Vec::new();
            for (user, op) in &ops {
                let Ok(open) = gate.allow::<Open>(op, at) else { continue };
                let scope = gate.sight(&open).scope;
                let eyes = oracle.eyes(*user, at);
                prop_assert_eq!(scope.withheld().is_none(), eyes.is_some(), "{:?}", facts);
                for dataset in ["flights", "weather"] {
                    for row in rows() {
                        let shown = shows(&oracle, &scope, &facts, dataset, &row);
                        let row = eyes.and_then(|eyes| oracle.row(eyes, at.workspace, dataset, &row));
                        prop_assert_eq!(shown, row, "{} in {:?}", user, facts);
                    }
                }
                scopes.push(scope);
            }
            for (a, b) in scopes.iter().flat_map(|a| scopes.iter().map(move |b| (a, b))) {
                let same = a.datasets().eq(b.datasets()) && a.withheld() == b.withheld();
                prop_assert_eq!(same, a.fingerprint() == b.fingerprint());
            }
        }
    }

    #[test]
    fn words_and_explanations_say_what_is_decided(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in places(&facts) {
                let can = gate.can_dashboard(&op, at);
                let says = |word: &str| can.contains(&word);
                prop_assert_eq!(says("open"), gate.allow::<Open>(&op, at).is_ok());
                prop_assert_eq!(says("save"), gate.allow::<Save>(&op, at).is_ok());
                prop_assert_eq!(says("create_share"), gate.allow::<CreateShare>(&op, at).is_ok());
                prop_assert_eq!(says("change_grants"), gate.allow::<SeeGrants>(&op, at).is_ok());
                prop_assert_eq!(gate.save_hint(&op, at).is_some() && says("save"), false);
                let Ok(may) = gate.allow::<SeeGrants>(&op, at) else { continue };
                for principal in principals(&facts) {
                    let Some(explained) = gate.explain(&may, principal) else {
                        let answer = oracle.changes(user.id, at, principal, Some(GrantLevel::View));
                        prop_assert_eq!(answer, Answer::Hidden, "who is not explained is not known: {:?} in {:?}", principal, facts);
                        continue;
                    };
                    let explained = explained.level;
                    let decided = match principal {
                        Principal::User(id) => oracle.level(id, at),
                        other => oracle.level_of(&oracle.principals(other), at),
                    };
                    prop_assert_eq!(explained, decided, "{:?} in {:?}", principal, facts);
                }
                for entry in gate.grant_list(&may).entries {
                    for option in &entry.levels {
                        let answer = oracle.changes(user.id, at, entry.principal, Some(option.level.into()));
                        prop_assert_eq!(option.allowed.is_ok(), answer == Answer::Yes);
                    }
                    let answer = oracle.changes(user.id, at, entry.principal, None);
                    prop_assert_eq!(entry.remove.is_ok(), answer == Answer::Yes);
                    prop_assert_eq!(entry.repair.is_some(), entry.broken.is_some());
                    if let Principal::User(id) = entry.principal {
                        let works = oracle.level(id, at).is_some();
                        let block = entry.level == GrantLevel::Block;
                        prop_assert!(block || entry.broken.is_none() == works, "{:?} in {:?}", entry, facts);
                    }
                }
                let offered = gate.candidates(&may, "", None, usize::MAX);
                for candidate in &offered {
                    let answer = oracle.changes(user.id, at, candidate.principal, Some(GrantLevel::View));
                    prop_assert!(answer != Answer::Hidden);
                }
                let mut paged = Vec::new();
                while let Some(next) = gate.candidates(&may, "", paged.last().copied(), 1).first() {
                    paged.push(next.principal);
                }
                prop_assert!(paged.iter().eq(offered.iter().map(|c| &c.principal)));
            }
        }
    }

    #[test]
    fn taking_the_own_last_access_is_noticed(tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let facts = random(&mut tape);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in places(&facts) {
                for principal in principals(&facts) {
                    let change = GrantChange { at, principal, to: tape.pick(&CHANGES) };
                    let Ok(may) = gate.allow::<ChangeGrant>(&op, change) else { continue };
                    let mut after = facts.clone();
                    after.grants.retain(|g| (g.dashboard, g.workspace, g.principal) != (at.dashboard, at.workspace, principal));
                    after.grants.extend(change.grant());
                    let loses = Oracle(&after).level(user.id, at).is_none();
                    prop_assert_eq!(gate.last_own_access(&may), loses, "{:?} in {:?}", change, facts);
                }
            }
        }
    }
}
