//! Measures how long the facts of a great organisation are read, whole and after one change. Not a tool for people.
#![expect(clippy::print_stdout, reason = "its lines on stdout are the result")]

use std::fmt::Write as _;
use std::time::Instant as Clock;

use access::action::{ChangeGrant, DashboardAt, GrantChange};
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::Instant;
use model::id::{DashboardId, GroupId, RequestId, SessionId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{Email, Title};
use model::principal::Principal;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use store::Store;

const USERS: u128 = 100_000;
const GROUPS: u128 = 5_000;
const WORKSPACES: u128 = 200;
const DASHBOARDS: u128 = 20_000;
const GRANTS_EACH: u128 = 50;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("vitrine.db").display());
    let store = Store::open(&url).await?;
    let now = Instant::from_timestamp(1_800_000_000, 0).unwrap_or_default();
    let op = Op::new(Caller::Nobody, RequestId::new(now), now);
    let email = Email::new("ada@example.org")?;
    let (ada, root) = store
        .set_up(&op, &Title::new("Airports")?, &Title::new("Ada")?, &email, "hash")
        .await?;
    let clock = Clock::now();
    fill(&url, root).await?;
    println!("filled in {:?}", clock.elapsed());

    for _ in 0..3 {
        let clock = Clock::now();
        let facts = store.facts().await?;
        let (users, grants) = (facts.users.len(), facts.grants.len());
        println!("facts: {users} users, {grants} grants in {:?}", clock.elapsed());
    }
    let clock = Clock::now();
    let gate = Gate::new(store.facts().await?);
    println!("facts and gate in {:?}", clock.elapsed());

    let caller = Caller::User {
        id: ada,
        via: Via::Session(SessionId::from_number(1)),
    };
    let op = Op::new(caller, RequestId::new(now), now);
    for step in 0..5 {
        let dashboard = DashboardId::from_number(100 + step);
        let change = GrantChange {
            at: DashboardAt {
                dashboard,
                workspace: gate.home(dashboard).ok_or("no dashboard")?,
            },
            principal: Principal::User(ada),
            to: Some(GrantLevel::View),
        };
        let clock = Clock::now();
        let since = gate.generation();
        store.grant_put(&gate.allow::<ChangeGrant>(&op, change)?).await?;
        let kept = clock.elapsed();
        let patch = store.facts_since(since).await?.ok_or("no patch")?;
        let read = clock.elapsed();
        gate.apply(patch)?;
        println!(
            "a change: kept {kept:?}, read {:?}, taken {:?}",
            read - kept,
            clock.elapsed() - read
        );
    }
    Ok(())
}

/// Past the store: it would write a million audit entries.
async fn fill(url: &str, root: WorkspaceId) -> Result<(), Failure> {
    let mut connection = SqliteConnection::connect(url).await?;
    let mut rows = Rows::new(&mut connection).await?;
    for n in 1..WORKSPACES {
        let id = WorkspaceId::from_number(n);
        rows.add(
            "workspaces (id, parent, name, settings)",
            &format!("'{id}', '{root}', 'W{n}', '{{}}'"),
        )
        .await?;
    }
    for n in 0..USERS {
        let id = UserId::from_number(n);
        let row = format!(
            "'{id}', 'u{n}@example.org', 'User {n}', '{{\"carrier\":[\"C{}\"]}}', 'active', 0",
            n % 50
        );
        rows.add("users (id, email, name, attributes, status, created_at)", &row)
            .await?;
    }
    for n in 0..GROUPS {
        let id = GroupId::from_number(n);
        rows.add("groups (id, name)", &format!("'{id}', 'Group {n}'")).await?;
    }
    for n in 0..GROUPS {
        for m in 0..60 {
            let (group, user) = (GroupId::from_number(n), UserId::from_number((n * 977 + m * 31) % USERS));
            rows.add("group_members (group_id, user_id)", &format!("'{group}', '{user}'"))
                .await?;
        }
    }
    let document = format!("{{\"version\":1,\"x\":\"{}\"}}", "x".repeat(4000));
    for n in 0..DASHBOARDS {
        let (id, workspace) = (
            DashboardId::from_number(n),
            WorkspaceId::from_number(1 + n % (WORKSPACES - 1)),
        );
        let row = format!("'{id}', '{workspace}', 'D', 'd', '[]', '{document}', 1, 0, 0, 'usr'");
        let table = "dashboards (id, workspace, title, title_folded, tags, document, revision, created_at, updated_at, updated_by)";
        rows.add(table, &row).await?;
    }
    for n in 0..DASHBOARDS {
        rows.add(
            "dashboard_tags (dashboard, tag)",
            &format!("'{}', 'team={}'", DashboardId::from_number(n), n % 40),
        )
        .await?;
    }
    for m in 0..GRANTS_EACH {
        for n in 0..DASHBOARDS {
            let (id, workspace) = (
                DashboardId::from_number(n),
                WorkspaceId::from_number(1 + n % (WORKSPACES - 1)),
            );
            let user = UserId::from_number((n * GRANTS_EACH + m) * 7919 % USERS);
            let row = format!("'{id}', '{workspace}', 'user:{user}', 'view'");
            rows.add("grants (dashboard, workspace, principal, level)", &row)
                .await?;
        }
    }
    rows.send().await?;
    sqlx::query("COMMIT").execute(&mut connection).await?;
    Ok(())
}

struct Rows<'c> {
    connection: &'c mut SqliteConnection,
    table: &'static str,
    text: String,
    count: u32,
}

impl<'c> Rows<'c> {
    async fn new(connection: &'c mut SqliteConnection) -> Result<Self, Failure> {
        sqlx::query("BEGIN").execute(&mut *connection).await?;
        Ok(Self {
            connection,
            table: "",
            text: String::new(),
            count: 0,
        })
    }

    async fn add(&mut self, table: &'static str, row: &str) -> Result<(), Failure> {
        if table != self.table || self.count == 400 {
            self.send().await?;
            self.table = table;
        }
        let separator = if self.count == 0 { "" } else { ", " };
        write!(self.text, "{separator}({row})")?;
        self.count += 1;
        Ok(())
    }

    async fn send(&mut self) -> Result<(), Failure> {
        if self.count > 0 {
            let text = format!("INSERT OR IGNORE INTO {} VALUES {}", self.table, self.text);
            sqlx::query(AssertSqlSafe(text)).execute(&mut *self.connection).await?;
        }
        self.text.clear();
        self.count = 0;
        Ok(())
    }
}
