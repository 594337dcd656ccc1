//! Benchmarks B1 (one right check) and B2 (the list of what opens) on a large organisation. Prints one JSON object a line.
//!
//! 20 000 dashboards, 1 000 000 grants, 10 000 users, 500 groups 4 deep, a tree 3 deep. Run with `--release`, or in the
//! profile of tests for the figures that `make bench` shows.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant as Clock;

use access::action::{DashboardAt, ListDashboards, Open};
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::grant::Grant;
use model::id::{DashboardId, GroupId, RequestId, SessionId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{Email, Title};
use model::people::{Group, User, UserStatus};
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::workspace::{PermissionEntry, Workspace};

const USERS: u64 = 10_000;
const GROUPS: u64 = 500;
const DASHBOARDS: u64 = 20_000;
const GRANTS: u64 = 1_000_000;
const WORKSPACES: u64 = 21;

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Ids as spread as real ones.
fn spread(number: u64) -> u128 {
    (u128::from(number) << 64) | u128::from((number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn organisation() -> Result<Facts, &'static str> {
    let mut numbers = Numbers(42);
    let user = |n| UserId::from_number(spread(n));
    let group = |n| GroupId::from_number(spread(n));
    let workspace = |n| WorkspaceId::from_number(spread(n));
    let mut facts = Facts {
        generation: 1,
        ..Facts::default()
    };
    for n in 0..WORKSPACES {
        // The root, four below it, and four below each of those.
        let parent = (n > 0).then(|| workspace(if n <= 4 { 0 } else { (n - 5) / 4 + 1 }));
        let name = Title::new(&format!("Workspace {n}"))?;
        facts.workspaces.push(Workspace {
            id: workspace(n),
            name,
            parent,
            settings: Default::default(),
        });
    }
    for n in 0..USERS {
        facts.users.push(User {
            id: user(n),
            email: Email::new(&format!("user{n}@example.org"))?,
            name: Title::new(&format!("User {n}"))?,
            attributes: Default::default(),
            status: UserStatus::Active,
            created_at: chrono::DateTime::default(),
        });
    }
    for n in 0..GROUPS {
        // Four layers; each group below the first is inside of two of the layer above.
        let layer = GROUPS / 4;
        let parents = if n < layer {
            BTreeSet::new()
        } else {
            let above = (n / layer - 1) * layer;
            (0..2).map(|_| group(above + numbers.below(layer))).collect()
        };
        let members = (0..60).map(|_| user(numbers.below(USERS))).collect();
        facts.groups.push(Group {
            id: group(n),
            name: Title::new(&format!("Group {n}"))?,
            parents,
            members,
            rule: None,
        });
    }
    let view: PermissionSet = [Permission::View, Permission::App].into_iter().collect();
    facts.permissions.push(PermissionEntry {
        workspace: workspace(0),
        principal: Principal::All,
        here: PermissionSet::EMPTY,
        below: view,
    });
    for n in 0..200 {
        facts.permissions.push(PermissionEntry {
            workspace: workspace(numbers.below(WORKSPACES)),
            principal: Principal::Group(group(n)),
            here: PermissionSet::EMPTY.with(Permission::Analyze),
            below: PermissionSet::EMPTY.with(Permission::ExportData),
        });
    }
    for n in 0..DASHBOARDS {
        let home = if n % 2 == 0 { 0 } else { numbers.below(WORKSPACES) };
        facts.dashboards.push(DashboardFact::new(DashboardId::from_number(spread(n)), workspace(home)));
    }
    for n in 0..GRANTS {
        let dashboard = n % DASHBOARDS;
        let principal = match numbers.below(10) {
            0..=5 => Principal::Group(group(numbers.below(GROUPS))),
            _ => Principal::User(user(numbers.below(USERS))),
        };
        let level = [GrantLevel::View, GrantLevel::Share, GrantLevel::Edit];
        let home = facts
            .dashboards
            .get(usize::try_from(dashboard).unwrap_or(0))
            .ok_or("a dashboard")?
            .workspace;
        facts.grants.push(Grant {
            dashboard: DashboardId::from_number(spread(dashboard)),
            workspace: home,
            principal,
            level: level
                .get(usize::try_from(n % 3).unwrap_or(0))
                .copied()
                .ok_or("a level")?,
        });
    }
    Ok(facts)
}

fn op(user: u64) -> Op {
    let id = UserId::from_number(spread(user));
    let via = Via::Session(SessionId::from_number(1));
    Op::new(
        Caller::User { id, via },
        RequestId::from_number(1),
        chrono::DateTime::default(),
    )
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

fn main() -> Result<(), &'static str> {
    let facts = organisation()?;
    let homes: Vec<WorkspaceId> = facts.workspaces.iter().map(|w| w.id).collect();
    let grants = facts.grants.len();
    let started = Clock::now();
    let gate = Gate::new(facts);
    let build = started.elapsed().as_millis();
    let mut numbers = Numbers(7);

    let mut runs = Vec::new();
    let mut opened = 0_u64;
    for _ in 0..200_000 {
        let op = op(numbers.below(USERS));
        let dashboard = DashboardId::from_number(spread(numbers.below(DASHBOARDS)));
        let Some(home) = gate.home(dashboard) else { continue };
        let at = DashboardAt {
            dashboard,
            workspace: home,
        };
        let started = Clock::now();
        let may = black_box(gate.allow::<Open>(&op, at));
        runs.push(started.elapsed().as_nanos());
        opened += u64::from(may.is_ok());
    }
    let [p50, p99, most] = percentiles(runs);
    say(
        &serde_json::json!({ "bench": "B1", "what": "right check", "grants": grants, "p50_ns": p50, "p99_ns": p99,
        "max_ns": most, "opened": opened, "goal_p50_ns": 1000, "goal_p99_ns": 2000, "build_ms": build }),
    );

    let mut runs = Vec::new();
    let mut listed = 0;
    for _ in 0..2_000 {
        let op = op(numbers.below(USERS));
        let workspace = homes
            .get(usize::try_from(numbers.below(WORKSPACES)).unwrap_or(0))
            .copied()
            .ok_or("a workspace")?;
        let Ok(may) = gate.allow::<ListDashboards>(&op, workspace) else {
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
        "p50_us": p50, "p99_us": p99, "max_us": most, "mean_length": listed / lists, "goal_p99_us": 5000 }),
    );
    Ok(())
}
