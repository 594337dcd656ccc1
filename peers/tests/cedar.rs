//! The gate and Cedar agree on the level of every user on every dashboard in every workspace, on random organisations.
//! `CASES` says how many (research: peers.md §C case 44).

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
        cases: cases.unwrap_or(15_000),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn levels_are_those_of_cedar(tape in prop::collection::vec(any::<u8>(), 0..260)) {
        let facts = random(&mut Tape::new(&tape));
        let gate = Gate::new(facts.clone());
        let spaces: Vec<_> = facts.workspaces.iter().map(|w| w.id).collect();
        let cedar = Cedar::new(&facts, |_| spaces.clone()).unwrap();
        for user in &facts.users {
            let op = user_op(user.id);
            for fact in &facts.dashboards {
                for workspace in &spaces {
                    let at = DashboardAt { dashboard: fact.id, workspace: *workspace };
                    let theirs = cedar.level(user.id, at).unwrap();
                    prop_assert_eq!(gate.level(&op, at), theirs, "{} {:?} in {:?}", user.id, at, facts);
                }
            }
        }
    }
}
