//! Benchmarks B1 (one right check), B2 (the list of what opens), start and change on a large organisation. Prints one JSON
//! object a line.
//!
//! 20 000 dashboards, 1 000 000 grants, 100 000 users, 5 000 groups 4 deep, 200 workspaces 3 deep, folders, tags, policies.
//! Run with `--release`, as `make bench` does.

mod organisation;

use std::hint::black_box;
use std::time::Instant as Clock;

use access::action::{DashboardAt, ListDashboards, Open};
use access::change::FactPatch;
use access::facts::{DashboardGrants, Facts, FolderGrants, WorkspaceFacts};
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::id::{RequestId, SessionId};
use model::principal::Principal;

use organisation::{DASHBOARDS, GROUPS, Numbers, USERS, WORKSPACES, dashboard, group, organisation, user, workspace};

fn op(number: u64) -> Op {
    let via = Via::Session(SessionId::from_number(1));
    let caller = Caller::User { id: user(number), via };
    Op::new(caller, RequestId::from_number(1), chrono::DateTime::default())
}

/// Nanoseconds of each run: p50, p99, greatest.
fn percentiles(mut nanoseconds: Vec<u128>) -> [u128; 3] {
    nanoseconds.sort_unstable();
    let at = |share: usize| {
        nanoseconds
            .get((nanoseconds.len().saturating_sub(1)) * share / 100)
            .copied()
            .unwrap_or(0)
    };
    [at(50), at(99), at(100)]
}

#[expect(clippy::print_stdout, reason = "a benchmark speaks to its reader")]
fn say(line: &serde_json::Value) {
    println!("{line}");
}

/// Resident memory of this process.
fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

fn checks(gate: &Gate, grants: usize, build: u128) {
    let mut numbers = Numbers(7);
    let mut runs = Vec::new();
    let mut opened = 0_u64;
    for _ in 0..200_000 {
        let op = op(numbers.below(USERS));
        let dashboard = dashboard(numbers.below(DASHBOARDS));
        let Some(workspace) = gate.home(dashboard) else {
            continue;
        };
        let at = DashboardAt { dashboard, workspace };
        let started = Clock::now();
        let may = black_box(gate.allow::<Open>(&op, at));
        runs.push(started.elapsed().as_nanos());
        opened += u64::from(may.is_ok());
    }
    let [p50, p99, most] = percentiles(runs);
    say(
        &serde_json::json!({ "bench": "B1", "what": "right check", "grants": grants, "p50_ns": p50, "p99_ns": p99,
        "max_ns": most, "opened": opened, "goal_p50_ns": 700, "goal_p99_ns": 1300, "build_ms": build }),
    );
}

fn lists(gate: &Gate, grants: usize) {
    let mut numbers = Numbers(7);
    let mut runs = Vec::new();
    let mut listed = 0;
    for _ in 0..2_000 {
        let op = op(numbers.below(USERS));
        let Ok(may) = gate.allow::<ListDashboards>(&op, workspace(numbers.below(WORKSPACES))) else {
            continue;
        };
        let started = Clock::now();
        let visible = black_box(gate.visible_dashboards(&may));
        runs.push(started.elapsed().as_nanos());
        listed += visible.len();
    }
    let lists = runs.len().max(1);
    let [p50, p99, most] = percentiles(runs).map(|nanoseconds| nanoseconds / 1000);
    say(
        &serde_json::json!({ "bench": "B2", "what": "list of dashboards", "dashboards": DASHBOARDS, "grants": grants,
        "p50_us": p50, "p99_us": p99, "max_us": most, "mean_length": listed / lists, "goal_p99_us": 500 }),
    );
}

/// One object of each kind, changed again and again.
fn changes(gate: &Gate, facts: &Facts) {
    let mut numbers = Numbers(11);
    let some = |numbers: &mut Numbers, length: usize| {
        let length = u64::try_from(length).unwrap_or(1);
        usize::try_from(numbers.below(length)).unwrap_or(0)
    };
    type Make<'a> = Box<dyn FnMut(&mut Numbers, &mut FactPatch) + 'a>;
    let kinds: [(&str, Make<'_>); 8] = [
        (
            "grant of a dashboard",
            Box::new(|numbers, patch| {
                let Some(fact) = facts.dashboards.get(some(numbers, facts.dashboards.len())) else {
                    return;
                };
                let grants = facts.grants.iter().filter(|grant| grant.dashboard == fact.id);
                let mut grants: Vec<_> = grants.copied().collect();
                if let Some(grant) = grants.first_mut() {
                    grant.principal = Principal::User(user(numbers.below(USERS)));
                }
                let facts = DashboardGrants {
                    fact: fact.clone(),
                    grants,
                };
                patch.dashboards.push((fact.id, Some(facts)));
            }),
        ),
        (
            "grant to all users on a dashboard",
            Box::new(|numbers, patch| {
                let Some(fact) = facts.dashboards.get(some(numbers, facts.dashboards.len())) else {
                    return;
                };
                let grants = facts.grants.iter().filter(|grant| grant.dashboard == fact.id);
                let mut grants: Vec<_> = grants.copied().collect();
                if let Some(grant) = grants.first_mut() {
                    grant.principal = Principal::All;
                }
                let facts = DashboardGrants {
                    fact: fact.clone(),
                    grants,
                };
                patch.dashboards.push((fact.id, Some(facts)));
            }),
        ),
        (
            "user",
            Box::new(|numbers, patch| {
                let Some(mut user) = facts.users.get(some(numbers, facts.users.len())).cloned() else {
                    return;
                };
                for values in user.attributes.values_mut() {
                    *values = [format!("a{}", numbers.below(500))].into();
                }
                patch.users.push((user.id, Some(user)));
            }),
        ),
        (
            "member of a group",
            Box::new(|numbers, patch| {
                let Some(mut group) = facts.groups.get(some(numbers, facts.groups.len())).cloned() else {
                    return;
                };
                group.members.insert(user(numbers.below(USERS)));
                patch.groups.push((group.id, Some(group)));
            }),
        ),
        (
            "group at the top moved into another",
            Box::new(|numbers, patch| {
                let top = usize::try_from(GROUPS / 4).unwrap_or(1);
                let Some(mut changed) = facts.groups.get(some(numbers, top)).cloned() else {
                    return;
                };
                changed.parents = [group(numbers.below(GROUPS / 4))].into();
                changed.parents.remove(&changed.id);
                patch.groups.push((changed.id, Some(changed)));
            }),
        ),
        (
            "workspace with its permissions",
            Box::new(|numbers, patch| {
                let Some(workspace) = facts.workspaces.get(some(numbers, facts.workspaces.len())) else {
                    return;
                };
                let held = facts.permissions.iter().filter(|entry| entry.workspace == workspace.id);
                let changed = WorkspaceFacts {
                    workspace: workspace.clone(),
                    permissions: held.skip(1).copied().collect(),
                };
                patch.workspaces.push((workspace.id, Some(changed)));
            }),
        ),
        (
            "folder moved to the top",
            Box::new(|numbers, patch| {
                let Some(mut folder) = facts.folders.get(some(numbers, facts.folders.len())).cloned() else {
                    return;
                };
                folder.parent = None;
                let grants = facts
                    .folder_grants
                    .iter()
                    .filter(|grant| grant.folder == folder.id)
                    .copied()
                    .collect();
                patch.folders.push((folder.id, Some(FolderGrants { folder, grants })));
            }),
        ),
        (
            "policies of the root",
            Box::new(|_, patch| {
                let made = facts.policies.iter().filter(|policy| policy.workspace == workspace(0));
                patch.policies.push((workspace(0), made.skip(1).cloned().collect()));
            }),
        ),
    ];
    for (what, mut make) in kinds {
        let mut runs = Vec::new();
        for _ in 0..200 {
            let since = gate.generation();
            let mut patch = FactPatch {
                since,
                generation: since + 1,
                ..FactPatch::default()
            };
            make(&mut numbers, &mut patch);
            let started = Clock::now();
            let applied = gate.apply(patch);
            runs.push(started.elapsed().as_nanos());
            black_box(applied.is_ok());
        }
        let [p50, p99, most] = percentiles(runs).map(|nanoseconds| nanoseconds / 1000);
        say(
            &serde_json::json!({ "bench": "change", "what": what, "p50_us": p50, "p99_us": p99, "max_us": most,
            "goal_max_us": 5_000 }),
        );
    }
}

/// Everybody in one group whose place in the tree of groups changes: the most that one change can touch.
fn hardest(gate: &Gate, facts: &Facts) {
    let Some(mut everybody) = facts.groups.first().cloned() else {
        return;
    };
    everybody.members = facts.users.iter().map(|user| user.id).collect();
    for (what, parents) in [
        ("everybody put into a group", vec![]),
        ("group of everybody moved", vec![group(7)]),
    ] {
        everybody.parents = parents.into_iter().collect();
        let since = gate.generation();
        let groups = vec![(everybody.id, Some(everybody.clone()))];
        let patch = FactPatch {
            since,
            generation: since + 1,
            groups,
            ..FactPatch::default()
        };
        let started = Clock::now();
        let applied = gate.apply(patch);
        let took = started.elapsed().as_micros();
        black_box(applied.is_ok());
        say(
            &serde_json::json!({ "bench": "change", "what": what, "users": USERS, "max_us": took, "goal_max_us": 30_000 }),
        );
    }
}

fn main() -> Result<(), &'static str> {
    let before = resident_mib();
    let facts = organisation()?;
    let with_facts = resident_mib();
    let kept = facts.clone();
    let copied = resident_mib();
    let grants = facts.grants.len();
    let started = Clock::now();
    let gate = Gate::new(facts);
    let build = started.elapsed().as_millis();
    let after = resident_mib();
    say(
        &serde_json::json!({ "bench": "start", "what": "from facts to decisions", "users": USERS, "groups": GROUPS,
        "workspaces": WORKSPACES, "dashboards": DASHBOARDS, "grants": grants, "build_ms": build, "goal_ms": 2000,
        "facts_mib": with_facts.saturating_sub(before), "resident_mib": after, "resident_with_two_facts_mib": copied }),
    );
    checks(&gate, grants, build);
    // For profilers: `bench checks` goes on with checks alone.
    if std::env::args().nth(1).as_deref() == Some("checks") {
        (0..20).for_each(|_| checks(&gate, grants, build));
        return Ok(());
    }
    lists(&gate, grants);
    changes(&gate, &kept);
    hardest(&gate, &kept);
    drop(kept);
    say(
        &serde_json::json!({ "bench": "memory", "what": "resident after all changes", "resident_mib": resident_mib() }),
    );
    Ok(())
}
