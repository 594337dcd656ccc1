//! The gate and Cedar agree on the level of every user on every dashboard in every workspace, on random organisations.
//! Four tests, so that several cores share them; `CASES` says how many organisations each (research: peers.md §C case 44).

#[path = "../../crates/access/tests/it/org.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the organisations of access's own tests; this one needs a part of it"
)]
mod org;

use access::action::DashboardAt;
use access::gate::Gate;
use peers::cedar::Cedar;
use proptest::prelude::*;

use crate::org::{Tape, random, user_op};

fn cases() -> ProptestConfig {
    let cases = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(25_000),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn levels_are_those_of_cedar(tape: &[u8]) -> Result<(), TestCaseError> {
    let facts = random(&mut Tape::new(tape));
    let gate = Gate::new(facts.clone());
    let spaces: Vec<_> = facts.workspaces.iter().map(|w| w.id).collect();
    let cedar = Cedar::new(&facts, |_| spaces.clone()).unwrap();
    for user in &facts.users {
        let op = user_op(user.id);
        for fact in &facts.dashboards {
            for workspace in &spaces {
                let at = DashboardAt {
                    dashboard: fact.id,
                    workspace: *workspace,
                };
                let theirs = cedar.level(user.id, at).unwrap();
                prop_assert_eq!(gate.level(&op, at), theirs, "{} {:?} in {:?}", user.id, at, facts);
            }
        }
    }
    Ok(())
}

macro_rules! parts {
    ($($name:ident)*) => {
        proptest! {
            #![proptest_config(cases())]

            $(#[test]
            fn $name(tape in prop::collection::vec(any::<u8>(), 0..260)) {
                levels_are_those_of_cedar(&tape)?;
            })*
        }
    };
}

parts! {
    levels_are_those_of_cedar_first
    levels_are_those_of_cedar_second
    levels_are_those_of_cedar_third
    levels_are_those_of_cedar_fourth
}
