//! A small organisation on an empty database, with a real gate over its facts: every proof in these tests is one the gate gave.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::raw::raw;
use access::action::{
    Action, ChangeGrant, ChangePermissions, ChangeTags, CreateDashboard, CreateShare, DashboardAt, GrantChange,
    ManageOrganisation, ManageWorkspace, Open, Organisation, PermissionChange, TagChange,
};
use access::denied::{Denied, Reason};
use access::edition::Edition;
use access::facts::Facts;
use access::gate::Gate;
use access::op::Op;
use access::proof::Granted;
use identity::caller::{Caller, Via};
use model::Instant;
use model::dashboard::Dashboard;
use model::document::Document;
use model::id::{RequestId, SessionId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{Email, Tag, Title};
use model::people::User;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::share::{Audience, LinkAudience, Share, Terms};
use store::{Clash, NewShare, NewUser, Store, StoreError};
use tempfile::TempDir;

use crate::mirror;

/// Times go up by one second with every operation.
static CLOCK: AtomicI64 = AtomicI64::new(1_790_000_000);

pub(crate) fn now() -> Instant {
    Instant::from_timestamp(CLOCK.fetch_add(1, Ordering::Relaxed), 123_456_789).unwrap()
}

pub(crate) fn op(caller: Caller) -> Op {
    let now = now();
    Op::new(caller, RequestId::new(now), now)
}

pub(crate) fn op_of(user: UserId) -> Op {
    op(Caller::User {
        id: user,
        via: Via::Session(SessionId::from_number(1)),
    })
}

pub(crate) fn title(text: &str) -> Title {
    Title::new(text).unwrap()
}

pub(crate) fn email(text: &str) -> Email {
    Email::new(text).unwrap()
}

pub(crate) fn tag(text: &str) -> Tag {
    Tag::new(text).unwrap()
}

pub(crate) fn permissions(list: &[Permission]) -> PermissionSet {
    list.iter().copied().collect()
}

/// A document that can be told from others.
pub(crate) fn document(column: &str) -> Document {
    serde_json::from_value(serde_json::json!({ "version": 1, "time": { "column_hint": column } })).unwrap()
}

/// A database with an organisation and its first manager, Ada.
pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) store: Store,
    pub(crate) gate: Gate,
    pub(crate) ada: UserId,
    pub(crate) root: WorkspaceId,
    /// The facts as patches have made them.
    mirror: Mutex<Facts>,
    _folder: Option<TempDir>,
}

impl World {
    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("vitrine.db").display());
        Self::on(url, Some(folder)).await
    }

    pub(crate) async fn on(url: String, folder: Option<TempDir>) -> Self {
        let store = Store::open(&url).await.unwrap();
        let (ada, root) = store
            .set_up(
                &op(Caller::Nobody),
                &title("Airports"),
                &title("Ada"),
                &email("ada@example.org"),
                "hash of ada",
            )
            .await
            .unwrap();
        // Ada shares in most cases, and has said that she may be shown.
        raw(&url, "UPDATE users SET sharing_consent = created_at")
            .await
            .unwrap();
        let facts = store.facts().await.unwrap();
        let gate = Gate::new(facts.clone());
        let mirror = Mutex::new(facts);
        Self {
            url,
            store,
            gate,
            ada,
            root,
            mirror,
            _folder: folder,
        }
    }

    /// Takes what has changed as the server does, and looks whether that is all that has changed.
    pub(crate) async fn refresh(&self) {
        let since = self.gate.generation();
        let (patch, whole) = loop {
            let patch = self.store.facts_since(since).await.unwrap();
            let patch = patch.expect("the log tells every change of this test");
            let whole = self.store.facts().await.unwrap();
            // A change that was abandoned may be done between the two.
            if patch.generation == whole.generation {
                break (patch, whole);
            }
        };
        {
            let mut mirror = self.mirror.lock().unwrap();
            mirror::apply(&mut mirror, patch.clone());
            assert_eq!(
                mirror::text(&mirror),
                mirror::text(&whole),
                "the patch since {since}: {patch:?}"
            );
        }
        self.gate.apply(patch).unwrap();
    }

    /// A gate that does not know all facts, for what the store itself has to refuse.
    pub(crate) async fn blind(&self, hide: impl FnOnce(&mut Facts)) -> Gate {
        let mut facts = self.store.facts().await.unwrap();
        hide(&mut facts);
        Gate::new(facts)
    }

    /// The tags of a dashboard are to be these.
    pub(crate) fn tags(at: DashboardAt, tags: &[&str]) -> TagChange {
        let tags = tags.iter().map(|text| tag(text)).collect();
        TagChange { at, tags }
    }

    /// Saves a dashboard with other tags.
    pub(crate) async fn retag(&self, kept: &Dashboard, tags: &[&str]) -> Dashboard {
        let op = op_of(self.ada);
        let change = self.may::<ChangeTags>(&op, Self::tags(at(kept), tags));
        let (save, title, document) = (self.may(&op, at(kept)), kept.title.clone(), kept.document.clone());
        let saved = self
            .store
            .dashboard_save(
                &save,
                &self.gate.approves_by_saving(&save),
                Some(&change),
                kept.revision,
                title,
                document,
            )
            .await;
        self.refresh().await;
        saved.unwrap()
    }

    /// The gate's proof; the test is wrong where it gives none.
    pub(crate) fn may<'op, A: Action>(&self, op: &'op Op, on: A::On) -> Granted<'op, A> {
        self.gate.allow::<A>(op, on).expect("the gate allows it")
    }

    /// What the caller sees of a dashboard.
    pub(crate) fn edition(&self, op: &Op, at: DashboardAt) -> Edition {
        self.gate.sight(&self.may::<Open>(op, at)).edition
    }

    pub(crate) fn manage<'op>(&self, op: &'op Op) -> Granted<'op, ManageOrganisation> {
        self.may(op, Organisation)
    }

    pub(crate) async fn user(&self, name: &str) -> User {
        let op = op_of(self.ada);
        let new = NewUser {
            name: title(name),
            email: email(&format!("{}@example.org", name.to_lowercase())),
            password_hash: None,
            attributes: model::people::Attributes::new(),
        };
        let user = self.store.user_create(&self.manage(&op), new).await.unwrap();
        self.refresh().await;
        user
    }

    pub(crate) async fn workspace(&self, parent: WorkspaceId, name: &str) -> WorkspaceId {
        let op = op_of(self.ada);
        let proof = self.may::<ManageWorkspace>(&op, parent);
        let made = self.store.workspace_create(&proof, title(name)).await.unwrap();
        self.refresh().await;
        made.id
    }

    pub(crate) async fn permit(
        &self,
        workspace: WorkspaceId,
        principal: Principal,
        here: &[Permission],
        below: &[Permission],
    ) -> Result<u64, StoreError> {
        let op = op_of(self.ada);
        let change = PermissionChange {
            workspace,
            principal,
            here: permissions(here),
            below: permissions(below),
        };
        let done = match self.gate.allow::<ChangePermissions>(&op, change) {
            Ok(proof) => self.store.permissions_put(&proof).await,
            Err(Denied::Forbidden(Reason::LastManager)) => Err(Clash::LastManager.into()),
            Err(Denied::Hidden) => Err(StoreError::NotFound),
            Err(other) => panic!("{other:?}"),
        };
        self.refresh().await;
        done
    }

    pub(crate) async fn dashboard(&self, workspace: WorkspaceId, name: &str, tags: &[&str]) -> Dashboard {
        let op = op_of(self.ada);
        let proof = self.may::<CreateDashboard>(&op, workspace);
        let tags = tags.iter().map(|text| tag(text)).collect();
        let made = self
            .store
            .dashboard_create(&proof, title(name), tags, document("time_hour"))
            .await
            .unwrap();
        self.refresh().await;
        made
    }

    pub(crate) fn change(at: DashboardAt, principal: Principal, to: Option<GrantLevel>) -> GrantChange {
        GrantChange { at, principal, to }
    }

    pub(crate) async fn grant(&self, at: DashboardAt, principal: Principal, level: GrantLevel) -> u64 {
        let op = op_of(self.ada);
        let proof = self.may::<ChangeGrant>(&op, Self::change(at, principal, Some(level)));
        let generation = self.store.grant_put(&proof).await.unwrap();
        self.refresh().await;
        generation
    }

    /// A live link to the dashboard; `secret` is the hash it is found by.
    pub(crate) async fn link(&self, at: DashboardAt, name: &str, secret: u8, terms: Terms) -> Share {
        let op = op_of(self.ada);
        let proof = self.may::<CreateShare>(&op, at);
        let new = NewShare {
            title: title(name),
            description: "for the gates".to_owned(),
            audience: Audience::Link(LinkAudience { has_password: false }),
            terms,
            recipients: Vec::new(),
            keys: vec![[secret; 32]],
            signing_key: None,
            password_hash: None,
            stops: Vec::new(),
        };
        let seen = self
            .store
            .dashboard_get(&self.gate.latest(&proof))
            .await
            .unwrap()
            .revision;
        let share = self.store.share_create(&proof, seen, new).await.unwrap();
        self.refresh().await;
        share
    }
}

pub(crate) fn at(dashboard: &Dashboard) -> DashboardAt {
    DashboardAt {
        dashboard: dashboard.id,
        workspace: dashboard.workspace,
    }
}

/// The change was refused because of this.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>, clash: store::Clash) {
    match result {
        Err(StoreError::Conflict { what }) if what == clash => {}
        other => panic!("expected a conflict ({clash:?}), got {other:?}"),
    }
}

#[track_caller]
pub(crate) fn is_stale<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(
        matches!(result, Err(StoreError::Stale)),
        "expected Stale, got {result:?}"
    );
}

#[track_caller]
pub(crate) fn not_found<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    assert!(
        matches!(result, Err(StoreError::NotFound)),
        "expected NotFound, got {result:?}"
    );
}
