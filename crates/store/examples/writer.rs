//! Writes to a store without end and says what was acknowledged, one line each: for the test that kills it in the middle.
//! Not a tool for people.
#![expect(clippy::print_stdout, reason = "its lines on stdout are what the test reads")]

use access::action::{ChangeGrant, CreateDashboard, CreateShare, DashboardAt, GrantChange, Save};
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::Instant;
use model::document::Document;
use model::id::{RequestId, SessionId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{Email, Title};
use model::principal::Principal;
use model::share::{Audience, LinkAudience, Terms};
use store::{NewShare, Store};

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("usage: writer URL ROUND")?;
    let round: i64 = arguments.next().ok_or("usage: writer URL ROUND")?.parse()?;
    let store = Store::open(&url).await?;
    let mut seconds = 1_800_000_000 + round * 1_000_000;
    let mut next_op = move |caller| {
        seconds += 1;
        let now = Instant::from_timestamp(seconds, 0).unwrap_or_default();
        Op::new(caller, RequestId::new(now), now)
    };
    if !store.is_set_up().await? {
        let op = next_op(Caller::Nobody);
        let email = Email::new("ada@example.org")?;
        store
            .set_up(&op, &Title::new("Airports")?, &Title::new("Ada")?, &email, "hash")
            .await?;
    }
    let facts = store.facts().await?;
    let user = facts.users.first().ok_or("no user")?.id;
    let root = facts.workspaces.first().ok_or("no workspace")?.id;
    let gate = Gate::new(facts);
    // Sealed while it is written, as a server does: a kill may come in the middle of that as well.
    let sealing = store.clone();
    tokio::spawn(async move {
        while sealing.audit_seal().await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    for count in 0_u64.. {
        let caller = Caller::User {
            id: user,
            via: Via::Session(SessionId::from_number(1)),
        };
        write(&store, &gate, &next_op(caller), user, root, count).await?;
    }
    Ok(())
}

/// One dashboard with a grant, a share and a save; each is told as soon as the store says that it is kept.
async fn write(
    store: &Store,
    gate: &Gate,
    op: &Op,
    user: UserId,
    root: WorkspaceId,
    count: u64,
) -> Result<(), Failure> {
    let document: Document = serde_json::from_str(r#"{"version":1}"#)?;
    let title = Title::new(&format!("Dashboard {count}"))?;
    let create = gate.allow::<CreateDashboard>(op, root)?;
    let made = store
        .dashboard_create(&create, title.clone(), Vec::new(), document.clone())
        .await?;
    println!("dashboard {}", made.id);
    gate.replace(store.facts().await?);
    let at = DashboardAt {
        dashboard: made.id,
        workspace: root,
    };
    let change = GrantChange {
        at,
        principal: Principal::User(user),
        to: Some(GrantLevel::Share),
    };
    store.grant_put(&gate.allow::<ChangeGrant>(op, change)?).await?;
    println!("grant {}", made.id);
    gate.replace(store.facts().await?);
    let mut secret_hash = [0; 32];
    let bytes = made.id.number().to_be_bytes();
    secret_hash.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    let share = NewShare {
        title: title.clone(),
        description: String::new(),
        audience: Audience::Link(LinkAudience { has_password: false }),
        terms: Terms::default(),
        recipients: Vec::new(),
        keys: vec![secret_hash],
        signing_key: None,
        password_hash: None,
        stops: Vec::new(),
    };
    let share = store
        .share_create(&gate.allow::<CreateShare>(op, at)?, 1, share)
        .await?;
    println!("share {}", share.id);
    gate.replace(store.facts().await?);
    let save = gate.allow::<Save>(op, at)?;
    let approvals = gate.approves_by_saving(&save);
    let saved = store
        .dashboard_save(&save, &approvals, None, 1, title, document)
        .await?;
    println!("save {}", saved.id);
    Ok(())
}
