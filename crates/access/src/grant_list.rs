//! The grants of a dashboard or folder as its dialog shows them: who has what from where, whether it works, what this actor may change.

use model::id::{FolderId, GroupId, PolicyId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::name::{Email, Title};
use model::permission::Permission;
use model::principal::Principal;

use crate::denied::Reason;
use crate::eyes::{Eyes, Tally};
use crate::handout::{self, HandingOut, Origin, Standing};
use crate::names::{found as principals_found, names};
use crate::op::Op;
use crate::repair::{self, Repair};
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;
use crate::snapshot::people::UserNode;
use crate::spot::{Found, Layer, Spot};
use crate::who::Who;

pub use crate::repair::Broken;

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
    /// What would make it work, and whether this actor can do it.
    pub repair: Option<Repair>,
    /// Permissions without which it gives a user less than it says.
    pub lacks: Vec<Permission>,
    /// Whether this actor can give them.
    pub lacks_by_you: bool,
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

    /// Why the whole entry is frozen: it stands above the actor, or there is nothing that they could choose.
    #[must_use]
    pub fn frozen_because(&self) -> Option<Frozen> {
        let above = self.remove == Err(Reason::AboveYou);
        self.frozen().then_some(if above {
            Frozen::AboveYou
        } else {
            Frozen::NothingToChange
        })
    }
}

model::words! {
    /// Why nothing about an entry can be changed by this actor.
    pub enum Frozen {
        /// The entry is above the actor's own level.
        AboveYou = "above_you",
        /// Every option is disabled or is what the entry has already.
        NothingToChange = "nothing_to_change",
    }
}

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Granted here.
    Direct {
        /// A grant from elsewhere that is at least as strong.
        outweighed_by: Option<GrantOrigin>,
    },
    /// Granted elsewhere: can be raised here, not lowered or removed.
    Inherited(GrantOrigin),
}

/// The origin of an inherited grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantOrigin {
    /// The same grant in a workspace above.
    Workspace(WorkspaceId),
    /// A group around the principal.
    Group(GroupId),
    /// A folder around the dashboard.
    Folder(FolderId),
    /// A policy.
    Policy(PolicyId),
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
    /// Permissions without which the highest level would give a user less than it says.
    pub lacks: Vec<Permission>,
    /// Levels this actor may give.
    pub levels: Vec<LevelOption>,
}

pub(crate) fn list(snapshot: &Snapshot, op: &Op, spot: Option<Spot<'_>>) -> GrantList {
    let (Some(spot), Some(actor)) = (spot, Who::of(snapshot, op).user()) else {
        return GrantList::default();
    };
    let Ok(desk) = HandingOut::new(actor, spot) else {
        return GrantList::default();
    };
    let mut entries: Vec<(Key, GrantEntry)> = listed(snapshot, &spot)
        .into_iter()
        .filter_map(|key| Some((key, entry(&actor, &spot, &desk, key)?)))
        .collect();
    entries.sort_by_cached_key(|(key, entry)| rank(*key, entry));
    GrantList {
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        managers: managers(snapshot, spot.workspace),
    }
}

/// One entry of the list, as after a change; `None` when the principal has none.
pub(crate) fn one(snapshot: &Snapshot, op: &Op, spot: Option<Spot<'_>>, principal: Principal) -> Option<GrantEntry> {
    let spot = spot?;
    let actor = Who::of(snapshot, op).user()?;
    let key = snapshot.people.key(principal)?;
    listed(snapshot, &spot).binary_search(&key).ok()?;
    entry(&actor, &spot, &HandingOut::new(actor, spot).ok()?, key)
}

/// Principals with a grant of their own here, above, on a folder around or by a policy.
pub(crate) fn listed(snapshot: &Snapshot, spot: &Spot<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    spot.all(snapshot, |found| keys.push(found.key));
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn entry(actor: &Eyes<'_>, spot: &Spot<'_>, desk: &HandingOut<'_>, key: Key) -> Option<GrantEntry> {
    let snapshot = actor.snapshot;
    let principal = snapshot.people.principal(key)?;
    let standing = handout::standing(snapshot, spot, key);
    let blocked = standing.direct == Some(GrantLevel::Block) || standing.blocked_from.is_some();
    let level = match standing.level() {
        Some(level) if !blocked => GrantLevel::from(level.min(spot.cap())),
        _ => GrantLevel::Block,
    };
    let (name, email) = names(snapshot, key);
    let broken = if blocked { None } else { broken(snapshot, spot, key) };
    Some(GrantEntry {
        principal,
        name,
        email,
        level,
        source: source(snapshot, &standing)?,
        broken,
        repair: broken.and_then(|broken| repair::of(actor, spot, key, broken)),
        lacks: match level.level() {
            Some(level) if broken.is_none() => lacks(snapshot, spot, key, level),
            _ => Vec::new(),
        },
        lacks_by_you: !actor.read_only && actor.has(spot.workspace, Permission::Manage),
        you: key == actor.key,
        levels: options(spot, desk, key, &standing),
        remove: desk.offer(key, &standing, None),
    })
}

fn source(snapshot: &Snapshot, standing: &Standing) -> Option<Source> {
    let from = match standing.from.or(standing.blocked_from) {
        Some(origin) => Some(named(snapshot, origin)?),
        None => None,
    };
    match standing.direct {
        None => from.map(Source::Inherited),
        Some(direct) => Some(Source::Direct {
            outweighed_by: from.filter(|_| standing.blocked_from.is_some() || standing.inherited >= direct.level()),
        }),
    }
}

fn named(snapshot: &Snapshot, origin: Origin) -> Option<GrantOrigin> {
    Some(match origin {
        Origin::Workspace(w) => GrantOrigin::Workspace(snapshot.tree.node(w)?.workspace.id),
        Origin::Group(key) => GrantOrigin::Group(snapshot.people.group(key.as_group()?)?.group.id),
        Origin::Folder(folder) => GrantOrigin::Folder(snapshot.folders.node(folder)?.folder.id),
        Origin::Policy(policy) => GrantOrigin::Policy(snapshot.policies.node(policy)?.id),
    })
}

fn options(spot: &Spot<'_>, desk: &HandingOut<'_>, key: Key, standing: &Standing) -> Vec<LevelOption> {
    let levels = Level::ALL.iter().copied().filter(|level| *level <= spot.cap());
    levels
        .map(|level| LevelOption {
            level,
            allowed: desk.offer(key, standing, Some(level.into())),
        })
        .collect()
}

/// Without `app` a user comes to what they were given by its address alone, without `analyze` they save nothing. Of a group nothing is said:
/// its members hold what they hold.
fn lacks(snapshot: &Snapshot, spot: &Spot<'_>, key: Key, level: Level) -> Vec<Permission> {
    if key.as_user().is_none() {
        return Vec::new();
    }
    let eyes = Eyes::of_key(snapshot, key);
    let wanted = [
        (Permission::App, true),
        (Permission::Analyze, spot.own() && level == Level::Edit),
    ];
    let lacking = wanted
        .into_iter()
        .filter(|(permission, wanted)| *wanted && !eyes.has(spot.workspace, *permission));
    lacking.map(|(permission, _)| permission).collect()
}

/// Why a grant of this principal would give nothing.
pub(crate) fn broken(snapshot: &Snapshot, spot: &Spot<'_>, key: Key) -> Option<Broken> {
    let eyes = Eyes::of_key(snapshot, key);
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
    snapshot
        .people
        .members(group)
        .any(|(key, user)| user.active() && Eyes::of_key(snapshot, key).has(workspace, Permission::View))
}

fn managers(snapshot: &Snapshot, workspace: u32) -> usize {
    let holders: Vec<Key> = snapshot.tree.holders(workspace, Permission::Manage).collect();
    let active = |key: Key| snapshot.people.members(key).filter(|(_, user)| user.active());
    let mut managers: Vec<Key> = holders.into_iter().flat_map(active).map(|(key, _)| key).collect();
    managers.sort_unstable();
    managers.dedup();
    managers.len()
}

/// Principals that could be added: those with `view` here and those the actor may see, without managers, disabled
/// users and existing entries. All users first, then groups, then users, by name.
pub(crate) fn candidates(
    snapshot: &Snapshot,
    op: &Op,
    spot: Option<Spot<'_>>,
    query: &str,
    after: Option<Principal>,
    limit: usize,
) -> Vec<Candidate> {
    let (Some(spot), Some(actor)) = (spot, Who::of(snapshot, op).user()) else {
        return Vec::new();
    };
    let Ok(desk) = HandingOut::new(actor, spot) else {
        return Vec::new();
    };
    let existing = listed(snapshot, &spot);
    let found = principals_found(snapshot, query, after)
        .filter(|key| existing.binary_search(key).is_err())
        .filter(|key| {
            let manages = Eyes::of_key(snapshot, *key).has(spot.workspace, Permission::Manage);
            !manages && handout::may_see(&actor, spot.workspace, *key)
        });
    found
        .take(limit)
        .filter_map(|key| candidate(snapshot, &spot, &desk, key))
        .collect()
}

fn candidate(snapshot: &Snapshot, spot: &Spot<'_>, desk: &HandingOut<'_>, key: Key) -> Option<Candidate> {
    let (name, email) = names(snapshot, key);
    let reaches = |key: Key| key.as_group().is_some() && member_reaches(snapshot, spot.workspace, key);
    Some(Candidate {
        principal: snapshot.people.principal(key)?,
        name,
        email,
        has_access: handout::member(snapshot, spot.workspace, key) || reaches(key),
        lacks: lacks(snapshot, spot, key, spot.cap()),
        levels: options(spot, desk, key, &handout::standing(snapshot, spot, key)),
    })
}

/// Order of dialogs: all users, groups, users; each by name.
fn rank(key: Key, entry: &GrantEntry) -> (u8, String, Principal) {
    let kind = match (key.as_user(), key.as_group()) {
        (Some(_), _) => 2,
        (None, Some(_)) => 1,
        (None, None) => 0,
    };
    let name = entry.name.as_ref().map(|name| name.as_str().to_lowercase());
    (kind, name.unwrap_or_default(), entry.principal)
}

/// Whether the change takes away the actor's own last access: the object opens for them now and would not any more.
pub(crate) fn last_own_access(
    snapshot: &Snapshot,
    op: &Op,
    spot: Option<Spot<'_>>,
    principal: Principal,
    to: Option<GrantLevel>,
) -> bool {
    let (Some(spot), Some(actor)) = (spot, Who::of(snapshot, op).user()) else {
        return false;
    };
    let Some(principal) = snapshot.people.key(principal) else {
        return false;
    };
    if actor.level(&spot).is_none() || actor.manages(&spot) || !actor.keys.hold(principal) {
        return false;
    }
    let changed =
        |found: &Found| found.layer == Layer::Own && found.key == principal && found.workspace == spot.workspace;
    let mut after = Tally::default();
    spot.each(snapshot, &actor.keys, |found| {
        if !changed(&found) {
            after.add(found.level);
        }
    });
    if let Some(to) = to {
        after.add(to);
    }
    after.level(spot.cap()).is_none()
}
