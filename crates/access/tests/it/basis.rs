//! What open pages rest on: a change that alters what a page may or shows meets its basis. A basis is worked out again only when
//! it is met, as a running server does, so that one which has become too small is found as well.

use access::action::{DashboardAt, Open};
use access::basis::Basis;
use access::change::{Fact, FactPatch, Touched};
use access::edition::{Edition, Sight};
use access::facts::{DashboardGrants, Facts};
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::id::{PolicyId, ShareId, TokenId, UserId, WorkspaceId};
use model::share::{Share, ShareState, Terms};
use proptest::prelude::*;

use crate::changes::{differences, shuffled};
use crate::org::{Tape, op, preview_op, random, share_op, user_op};
use crate::properties::{cases, places, tapes};

/// What a page shows, as far as rights go: nothing, or its scope, whose eyes, what the share leaves, and which edition.
type Shown = Option<(String, String, Option<Terms>, Edition)>;

fn shown(gate: &Gate, op: &Op, at: DashboardAt) -> Shown {
    let may = gate.allow::<Open>(op, at).ok()?;
    let Sight { scope, edition } = gate.sight(&may);
    let eyes = format!("{:?} {:?}", scope.withheld(), gate.displayed(&may));
    let terms = gate.share_terms(&may).map(|share| share.terms.clone());
    Some((scope.fingerprint().to_string(), eyes, terms, edition))
}

/// An open page: who has it open, what it rests on, what it shows.
struct Page {
    op: Op,
    at: DashboardAt,
    basis: Basis,
    shown: Shown,
}

impl Page {
    fn open(gate: &Gate, op: Op, at: DashboardAt) -> Self {
        Self {
            basis: gate.basis(&op, at),
            shown: shown(gate, &op, at),
            op,
            at,
        }
    }
}

/// Every page that anybody could try to have open: users, tokens for one part of the tree, shares.
fn pages(gate: &Gate, facts: &Facts) -> Vec<Page> {
    let token = |user: UserId, workspace: WorkspaceId| {
        let via = Via::Token {
            id: TokenId::from_number(1),
            read_only: false,
            workspace: Some(workspace),
        };
        op(Caller::User { id: user, via })
    };
    let mut ops: Vec<Op> = facts.users.iter().map(|user| user_op(user.id)).collect();
    if let Some(user) = facts.users.first() {
        ops.extend(facts.workspaces.iter().map(|w| token(user.id, w.id)));
        ops.push(op(Caller::Job { owner: user.id }));
    }
    ops.extend(facts.shares.iter().map(|share| share_op(share.id)));
    if let Some(user) = facts.users.last() {
        ops.extend(facts.shares.iter().map(|share| preview_op(user.id, share, false)));
    }
    ops.extend(facts.shares.iter().map(|share| {
        let draft = Share {
            id: ShareId::from_number(1_000 + share.id.number()),
            state: ShareState::Live,
            ..share.clone()
        };
        preview_op(draft.owner, &draft, true)
    }));
    let each = ops
        .iter()
        .flat_map(|op| places(facts).into_iter().map(move |at| (op, at)));
    each.map(|(op, at)| Page::open(gate, op.clone(), at)).collect()
}

/// Applies the change and looks at every page.
fn follows(gate: &Gate, pages: &mut [Page], patch: FactPatch) -> Result<(), TestCaseError> {
    let told = format!("{patch:?}");
    let touched = gate.apply(patch).unwrap();
    for page in pages {
        if page.basis.meets(&touched) {
            page.basis = gate.basis(&page.op, page.at);
            page.shown = shown(gate, &page.op, page.at);
        } else {
            let now = shown(gate, &page.op, page.at);
            prop_assert_eq!(
                &page.shown,
                &now,
                "{:?} at {:?} on {:?} slept through {}",
                page.op.caller,
                page.at,
                page.basis,
                told
            );
        }
    }
    Ok(())
}

/// A policy never goes to another workspace; those of random organisations would.
fn policies_stay(facts: &mut Facts) {
    for policy in &mut facts.policies {
        policy.id = PolicyId::from_number(policy.id.number() * 1_000 + policy.workspace.number());
    }
}

/// All patches as one.
fn together(patches: Vec<FactPatch>, since: u64) -> FactPatch {
    let mut all = FactPatch {
        since,
        generation: since + 1,
        ..FactPatch::default()
    };
    for patch in patches {
        all.users.extend(patch.users);
        all.groups.extend(patch.groups);
        all.workspaces.extend(patch.workspaces);
        all.folders.extend(patch.folders);
        all.policies.extend(patch.policies);
        all.dashboards.extend(patch.dashboards);
        all.datasets.extend(patch.datasets);
        all.row_rules.extend(patch.row_rules);
        all.shares.extend(patch.shares);
        all.see.extend(patch.see);
    }
    all
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn no_page_sleeps_through_a_change_that_concerns_it(first in tapes(), second in tapes(), order in tapes()) {
        let (mut old, mut new) = (random(&mut Tape::new(&first)), random(&mut Tape::new(&second)));
        policies_stay(&mut old);
        policies_stay(&mut new);
        let gate = Gate::new(old.clone());
        let mut all = pages(&gate, &old);
        all.extend(pages(&gate, &new));
        for patch in shuffled(differences(&old, &new), old.generation, &mut Tape::new(&order)) {
            follows(&gate, &mut all, patch)?;
        }
        // And back, in one step.
        let back = together(differences(&new, &old), gate.generation());
        follows(&gate, &mut all, back)?;
    }
}

/// The point of it: pages sleep through what does not concern them.
#[test]
fn a_change_elsewhere_touches_no_other_page() {
    let facts = (0..).map(|seed: u8| random(&mut Tape::new(&[seed.wrapping_mul(37); 200])));
    let facts = facts
        .take(200)
        .find(|facts| facts.dashboards.len() > 1 && facts.users.len() > 1);
    let facts = facts.unwrap();
    let gate = Gate::new(facts.clone());
    let (here, there) = (&facts.dashboards[0], &facts.dashboards[1]);
    let at = DashboardAt {
        dashboard: here.id,
        workspace: here.workspace,
    };
    let mut reader = facts.users[0].clone();
    let basis = gate.basis(&user_op(reader.id), at);
    let mut patch = FactPatch {
        since: gate.generation(),
        generation: gate.generation() + 1,
        ..FactPatch::default()
    };
    let grants = Vec::new();
    let fact = there.clone();
    patch
        .dashboards
        .push((there.id, Some(DashboardGrants { fact, grants })));
    let bystander = facts.users.iter().find(|user| {
        let eyes = here.display.identity();
        user.id != reader.id && Some(user.id) != eyes
    });
    patch.users.extend(bystander.map(|user| (user.id, None)));
    let touched = gate.apply(patch).unwrap();
    assert!(
        touched.has(Fact::Dashboard(there.id)) && !basis.meets(&touched),
        "{basis:?} {touched:?}"
    );
    assert!(basis.meets(&Touched::everything()));

    // A dataset that is written again as it was concerns nobody either.
    let mut patch = FactPatch {
        since: gate.generation(),
        generation: gate.generation() + 1,
        ..FactPatch::default()
    };
    patch
        .datasets
        .extend(facts.datasets.iter().map(|fact| (fact.id, Some(fact.clone()))));
    assert!(!basis.meets(&gate.apply(patch).unwrap()));

    reader.attributes.clear();
    let patch = FactPatch {
        since: gate.generation(),
        generation: gate.generation() + 1,
        users: vec![(reader.id, Some(reader))],
        ..FactPatch::default()
    };
    assert!(basis.meets(&gate.apply(patch).unwrap()));
}
