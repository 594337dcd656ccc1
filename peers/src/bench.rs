//! Benchmark B1 beside others: one right check by the gate, by cedar and by casbin on the same facts, in one run. Prints one
//! JSON object a line. `cargo run --bin bench`, in this folder.

#[path = "../../crates/access/examples/bench/organisation.rs"]
mod organisation;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant as Clock;

use access::action::{DashboardAt, Open};
use access::facts::Facts;
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::id::{RequestId, SessionId, UserId};
use model::level::Level;
use organisation::{DASHBOARDS, Numbers, USERS, dashboard, organisation, user};
use peers::cedar::{Cedar, Fault};
use peers::slice::Slice;

const CHECKS: usize = 20_000;

fn op(id: UserId) -> Op {
    let via = Via::Session(SessionId::from_number(1));
    Op::new(
        Caller::User { id, via },
        RequestId::from_number(1),
        chrono::DateTime::default(),
    )
}

/// Nanoseconds of each run: p50, p99.
fn percentiles(mut runs: Vec<u128>) -> (u128, u128) {
    runs.sort_unstable();
    let at = |share: usize| {
        runs.get(runs.len().saturating_sub(1) * share / 100)
            .copied()
            .unwrap_or(0)
    };
    (at(50), at(99))
}

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

#[expect(clippy::print_stdout, reason = "a benchmark speaks to its reader")]
fn say(engine: &str, grants: usize, runs: Vec<u128>, opened: usize, build_ms: u128, mib: u64) {
    let checks = runs.len();
    let (p50, p99) = percentiles(runs);
    let line = serde_json::json!({ "bench": "B1", "what": engine, "grants": grants, "checks": checks, "p50_ns": p50, "p99_ns": p99,
        "opened": opened, "build_ms": build_ms, "mib": mib });
    println!("{line}");
}

/// The questions, the same for all.
fn questions(facts: &Facts) -> Vec<(UserId, DashboardAt)> {
    let mut numbers = Numbers(7);
    let mut questions = Vec::with_capacity(CHECKS);
    for _ in 0..CHECKS {
        let (who, which) = (user(numbers.below(USERS)), numbers.below(DASHBOARDS));
        let fact = usize::try_from(which)
            .ok()
            .and_then(|which| facts.dashboards.get(which));
        if let Some(fact) = fact {
            let (dashboard, workspace) = (dashboard(which), fact.workspace);
            questions.push((who, DashboardAt { dashboard, workspace }));
        }
    }
    questions
}

fn gate(facts: &Facts, questions: &[(UserId, DashboardAt)]) -> Vec<bool> {
    let (before, started) = (resident_mib(), Clock::now());
    let gate = Gate::new(facts.clone());
    let (build, mib) = (started.elapsed().as_millis(), resident_mib().saturating_sub(before));
    let (mut runs, mut answers) = (Vec::new(), Vec::new());
    for (who, at) in questions {
        let op = op(*who);
        let started = Clock::now();
        let may = black_box(gate.allow::<Open>(&op, *at));
        runs.push(started.elapsed().as_nanos());
        answers.push(may.is_ok());
    }
    let opened = answers.iter().filter(|opened| **opened).count();
    say("gate", facts.grants.len(), runs, opened, build, mib);
    answers
}

fn cedar(facts: &Facts, questions: &[(UserId, DashboardAt)]) -> Result<Vec<bool>, Fault> {
    let (before, started) = (resident_mib(), Clock::now());
    let cedar = Cedar::new(facts, |fact| vec![fact.workspace])?;
    let (build, mib) = (started.elapsed().as_millis(), resident_mib().saturating_sub(before));
    let (mut runs, mut answers) = (Vec::new(), Vec::new());
    for (who, at) in questions {
        let question = cedar.question(*who, *at, Level::View)?;
        let started = Clock::now();
        answers.push(black_box(cedar.allows(&question)));
        runs.push(started.elapsed().as_nanos());
    }
    let opened = answers.iter().filter(|opened| **opened).count();
    say(
        "cedar-policy, all facts loaded",
        facts.grants.len(),
        runs,
        opened,
        build,
        mib,
    );
    Ok(answers)
}

/// A few slices, each asked by many users.
async fn casbin(facts: &Facts, questions: &[(UserId, DashboardAt)]) -> Result<(), Fault> {
    let users: BTreeSet<UserId> = questions.iter().take(100).map(|(who, _)| *who).collect();
    let (mut runs, mut opened, mut lines, started) = (Vec::new(), 0, 0, Clock::now());
    let mut slices = Vec::new();
    for (_, at) in questions.iter().take(10) {
        slices.push(Slice::new(facts, at.dashboard, &users).await?);
        lines += facts
            .grants
            .iter()
            .filter(|grant| grant.dashboard == at.dashboard)
            .count();
    }
    let build = started.elapsed().as_millis();
    for slice in &slices {
        for who in &users {
            let started = Clock::now();
            let may = black_box(slice.allows(*who)?);
            runs.push(started.elapsed().as_nanos());
            opened += usize::from(may);
        }
    }
    say(
        "casbin, slice of one dashboard",
        lines / slices.len().max(1),
        runs,
        opened,
        build,
        0,
    );
    Ok(())
}

fn main() -> Result<(), Fault> {
    let facts = organisation()?;
    let questions = questions(&facts);
    let ours = gate(&facts, &questions);
    let theirs = cedar(&facts, &questions)?;
    if ours != theirs {
        return Err("the gate and cedar do not agree".into());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(casbin(&facts, &questions))
}
