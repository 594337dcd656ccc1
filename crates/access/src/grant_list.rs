//! The grants of a dashboard as its dialog shows them: who has what from where, whether it works, what this actor may change.

use model::id::{GroupId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::name::{Email, Title};
use model::permission::Permission;
use model::principal::Principal;

use crate::action::{Ask, DashboardAt, GrantChange};
use crate::decide::decide;
use crate::denied::{Denied, Reason};
use crate::eyes::{Eyes, Spot, Who};
use crate::handout::{self, Origin, Standing};
use crate::op::Op;
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;
use crate::snapshot::people::UserNode;

/// All that is granted on one dashboard, as seen where it is opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GrantList {
    /// All users first, then groups, then users, by name.
    pub entries: Vec<GrantEntry>,
    /// Active users who manage the workspace; they need no entry.
    pub managers: usize,
}

/// One principal with a grant or block.
#[derive(Debug, Clone, PartialEq)]
pub struct GrantEntry {
    /// Who.
    pub principal: Principal,
    /// As shown; `None` for all users.
    pub name: Option<Title>,
    /// Of a user.
    pub email: Option<Email>,
    /// The level of own and inherited grants together, or a block.
    pub level: GrantLevel,
    /// Whether there is an own grant here, and from where the rest comes.
    pub source: Source,
    /// Why it gives nothing at present; `None`: it works.
    pub broken: Option<Broken>,
    /// The actor's own entry.
    pub you: bool,
    /// Levels this actor may choose from; `edit` is absent where it does not exist.
    pub levels: Vec<LevelOption>,
    /// Whether this actor may remove it, or why not.
    pub remove: Result<(), Reason>,
}

impl GrantEntry {
    /// Whether this actor can change nothing about it.
    #[must_use]
    pub fn frozen(&self) -> bool {
        let mut options = self.levels.iter();
        self.remove.is_err()
            && options.all(|option| option.allowed.is_err() || GrantLevel::from(option.level) == self.level)
    }
}

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Granted here.
    Direct {
        /// A grant from elsewhere that is at least as strong.
        outweighed_by: Option<From>,
    },
    /// Granted elsewhere: can be raised here, not lowered or removed.
    Inherited(From),
}

/// The origin of an inherited grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The same grant in a workspace above.
    Workspace(WorkspaceId),
    /// A group around the principal.
    Group(GroupId),
}

/// Why an entry gives nothing at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// `view` on the workspace is missing.
    NoAccessToWorkspace,
    /// The account is disabled.
    Disabled,
    /// A block covers the principal.
    Blocked,
}

impl Broken {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoAccessToWorkspace => "no_access_to_workspace",
            Self::Disabled => "disabled",
            Self::Blocked => "blocked",
        }
    }
}

/// One level in the menu of an entry or candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelOption {
    /// Which.
    pub level: Level,
    /// Whether this actor may choose it, or why not.
    pub allowed: Result<(), Reason>,
}

/// A principal that could be added.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Who.
    pub principal: Principal,
    /// As shown; `None` for all users.
    pub name: Option<Title>,
    /// Of a user.
    pub email: Option<Email>,
    /// `false`: a grant would give nothing until somebody gives access to the workspace.
    pub has_access: bool,
    /// Levels this actor may give.
    pub levels: Vec<LevelOption>,
}

pub(crate) fn list(snapshot: &Snapshot, op: &Op, at: DashboardAt) -> GrantList {
    let (Some(spot), Some(actor)) = (snapshot.spot(at), Who::of(snapshot, op).user()) else {
        return GrantList::default();
    };
    let mut entries: Vec<(Key, GrantEntry)> = listed(&spot)
        .into_iter()
        .filter_map(|key| Some((key, entry(snapshot, op, at, &spot, &actor, key)?)))
        .collect();
    entries.sort_by_cached_key(|(key, entry)| rank(*key, entry.name.as_ref()));
    GrantList {
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        managers: managers(snapshot, spot.workspace),
    }
}

/// One entry of the list, as after a change; `None` when the principal has none.
pub(crate) fn one(snapshot: &Snapshot, op: &Op, at: DashboardAt, principal: Principal) -> Option<GrantEntry> {
    let spot = snapshot.spot(at)?;
    let actor = Who::of(snapshot, op).user()?;
    let key = snapshot.people.key(principal)?;
    let mut keys = listed(&spot).into_iter();
    keys.find(|listed| *listed == key)?;
    entry(snapshot, op, at, &spot, &actor, key)
}

/// Principals with an own grant here or above.
fn listed(spot: &Spot<'_>) -> Vec<Key> {
    let cells = spot
        .board
        .grants
        .iter()
        .filter(|cell| spot.span.contains(&cell.workspace));
    let mut keys: Vec<Key> = cells.map(|cell| cell.key).collect();
    keys.dedup();
    keys
}

fn entry(
    snapshot: &Snapshot,
    op: &Op,
    at: DashboardAt,
    spot: &Spot<'_>,
    actor: &Eyes<'_>,
    key: Key,
) -> Option<GrantEntry> {
    let principal = snapshot.people.principal(key)?;
    let standing = handout::standing(snapshot, spot, key);
    let blocked = standing.direct == Some(GrantLevel::Block) || standing.blocked_above;
    let level = match standing.level() {
        Some(level) if !blocked => GrantLevel::from(level.min(spot.cap())),
        _ => GrantLevel::Block,
    };
    let (name, email) = names(snapshot, key);
    Some(GrantEntry {
        principal,
        name,
        email,
        level,
        source: source(snapshot, spot, &standing)?,
        broken: if blocked { None } else { broken(snapshot, spot, key) },
        you: key == actor.key,
        levels: options(snapshot, op, at, spot, principal),
        remove: allowed(snapshot, op, at, principal, None),
    })
}

fn source(snapshot: &Snapshot, spot: &Spot<'_>, standing: &Standing) -> Option<Source> {
    let from = match standing.from {
        Some(Origin::Workspace(w)) => Some(From::Workspace(snapshot.tree.node(w)?.workspace.id)),
        Some(Origin::Group(key)) => Some(From::Group(snapshot.people.group(key.as_group()?)?.group.id)),
        // A block from above: its own workspace is the highest it can come from.
        None if standing.blocked_above => Some(From::Workspace(snapshot.tree.node(spot.board.home)?.workspace.id)),
        None => None,
    };
    match (standing.direct, from) {
        (None, from) => from.map(Source::Inherited),
        (Some(direct), from) => Some(Source::Direct {
            outweighed_by: from.filter(|_| standing.inherited >= direct.level()),
        }),
    }
}

fn options(snapshot: &Snapshot, op: &Op, at: DashboardAt, spot: &Spot<'_>, principal: Principal) -> Vec<LevelOption> {
    let levels = Level::ALL.into_iter().filter(|level| *level <= spot.cap());
    levels
        .map(|level| LevelOption {
            level,
            allowed: allowed(snapshot, op, at, principal, Some(level.into())),
        })
        .collect()
}

fn allowed(
    snapshot: &Snapshot,
    op: &Op,
    at: DashboardAt,
    principal: Principal,
    to: Option<GrantLevel>,
) -> Result<(), Reason> {
    match decide(snapshot, op, &Ask::ChangeGrant(GrantChange { at, principal, to })) {
        Ok(()) => Ok(()),
        Err(Denied::Forbidden(reason)) => Err(reason),
        Err(Denied::Hidden | Denied::Nobody) => Err(Reason::LevelTooLow),
    }
}

/// Why a grant of this principal would give nothing.
pub(crate) fn broken(snapshot: &Snapshot, spot: &Spot<'_>, key: Key) -> Option<Broken> {
    let keys = snapshot.people.keys_of(key);
    let eyes = Eyes::of_keys(snapshot, key, keys);
    if let Some(user) = key.as_user() {
        if !snapshot.people.user(user).is_some_and(UserNode::active) {
            return Some(Broken::Disabled);
        }
        if !eyes.has(spot.workspace, Permission::View) {
            return Some(Broken::NoAccessToWorkspace);
        }
        return eyes.level(spot).is_none().then_some(Broken::Blocked);
    }
    if eyes.granted(spot).is_none() && handout::standing(snapshot, spot, key).level().is_some() {
        return Some(Broken::Blocked);
    }
    let reaches = eyes.has(spot.workspace, Permission::View) || member_reaches(snapshot, spot.workspace, key);
    (!reaches).then_some(Broken::NoAccessToWorkspace)
}

/// Whether an active member of a group has access to the workspace by other means.
fn member_reaches(snapshot: &Snapshot, workspace: u32, group: Key) -> bool {
    snapshot.people.users().any(|(key, user)| {
        user.active()
            && user.keys.binary_search(&group).is_ok()
            && Eyes::of_keys(snapshot, key, &user.keys).has(workspace, Permission::View)
    })
}

fn managers(snapshot: &Snapshot, workspace: u32) -> usize {
    let active = snapshot.people.users().filter(|(_, user)| user.active());
    let manages =
        active.filter(|(key, user)| Eyes::of_keys(snapshot, *key, &user.keys).has(workspace, Permission::Manage));
    manages.count()
}

/// Principals that could be added: those with `view` here and those the actor may see, without managers, disabled
/// users and existing entries.
pub(crate) fn candidates(
    snapshot: &Snapshot,
    op: &Op,
    at: DashboardAt,
    query: &str,
    after: Option<Principal>,
    limit: usize,
) -> Vec<Candidate> {
    let (Some(spot), Some(actor)) = (snapshot.spot(at), Who::of(snapshot, op).user()) else {
        return Vec::new();
    };
    let query = query.trim().to_lowercase();
    let existing = listed(&spot);
    let people = &snapshot.people;
    let groups = people.groups().map(|(key, group)| (key, Some(&group.group.name), None));
    let users = people.users().filter(|(_, user)| user.active());
    let users = users.map(|(key, user)| (key, Some(&user.user.name), Some(&user.user.email)));
    let all = std::iter::once((Key::ALL, None, None)).chain(groups).chain(users);
    let mut found: Vec<_> = all
        .filter(|(_, name, email)| matches(&query, *name, *email))
        .filter(|(key, ..)| existing.binary_search(key).is_err())
        .filter(|(key, ..)| {
            let eyes = Eyes::of_keys(snapshot, *key, people.keys_of(*key));
            !eyes.has(spot.workspace, Permission::Manage) && handout::may_see(&actor, spot.workspace, *key)
        })
        .map(|(key, name, email)| (rank(key, name), key, name, email))
        .collect();
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let start = after.and_then(|principal| {
        let key = people.key(principal)?;
        let last = rank(key, names(snapshot, key).0.as_ref());
        Some(found.partition_point(|(rank, ..)| *rank <= last))
    });
    let page = found.into_iter().skip(start.unwrap_or(0)).take(limit);
    page.filter_map(|(_, key, name, email)| {
        let principal = people.principal(key)?;
        Some(Candidate {
            principal,
            name: name.cloned(),
            email: email.cloned(),
            has_access: key == Key::ALL
                || handout::member(snapshot, spot.workspace, key)
                || (key.as_group().is_some() && member_reaches(snapshot, spot.workspace, key)),
            levels: options(snapshot, op, at, &spot, principal),
        })
    })
    .collect()
}

fn matches(query: &str, name: Option<&Title>, email: Option<&Email>) -> bool {
    query.is_empty()
        || name.is_some_and(|name| name.as_str().to_lowercase().contains(query))
        || email.is_some_and(|email| email.as_str().contains(query))
}

/// Order of dialogs: all users, groups, users; each by name.
fn rank(key: Key, name: Option<&Title>) -> (u8, String, u32) {
    let kind = match (key.as_user(), key.as_group()) {
        (Some(_), _) => 2,
        (None, Some(_)) => 1,
        (None, None) => 0,
    };
    (
        kind,
        name.map(|name| name.as_str().to_lowercase()).unwrap_or_default(),
        key.number(),
    )
}

/// Name and address of a principal.
pub(crate) fn names(snapshot: &Snapshot, key: Key) -> (Option<Title>, Option<Email>) {
    if let Some(user) = key.as_user().and_then(|user| snapshot.people.user(user)) {
        return (Some(user.user.name.clone()), Some(user.user.email.clone()));
    }
    let group = key.as_group().and_then(|group| snapshot.people.group(group));
    (group.map(|group| group.group.name.clone()), None)
}

/// Whether the change takes away the actor's own last access: they open the dashboard now and would not any more.
pub(crate) fn last_own_access(snapshot: &Snapshot, op: &Op, change: &GrantChange) -> bool {
    let (Some(spot), Some(actor)) = (snapshot.spot(change.at), Who::of(snapshot, op).user()) else {
        return false;
    };
    let Some(principal) = snapshot.people.key(change.principal) else {
        return false;
    };
    if actor.level(&spot).is_none() || actor.manages(&spot) || !actor.keys.contains(&principal) {
        return false;
    }
    let changed = |cell: &crate::snapshot::boards::Cell| cell.key == principal && cell.workspace == spot.workspace;
    let mut left = false;
    let mut blocked = change.to == Some(GrantLevel::Block);
    let span = spot
        .board
        .grants
        .iter()
        .filter(|cell| spot.span.contains(&cell.workspace));
    for cell in span.filter(|cell| actor.keys.binary_search(&cell.key).is_ok() && !changed(cell)) {
        match cell.level {
            GrantLevel::Block => blocked = true,
            _ => left = true,
        }
    }
    left |= change.to.is_some();
    blocked || !left
}
