//! Handing out: who may give, change or remove which grant (docs/access.md, Handing out).
//! One set of rules for dashboards and folders.

use std::cell::OnceCell;

use model::level::{GrantLevel, Level};
use model::permission::Permission;
use model::principal::Principal;

use crate::closed;
use crate::denied::{Denied, Reason};
use crate::eyes::Eyes;
use crate::needs::Decision;
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;
use crate::spot::{Layer, Object, Spot};

/// What one principal has on an object before a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Granted to this very principal on the object itself, where it is opened.
    pub(crate) direct: Option<GrantLevel>,
    /// Strongest level from elsewhere.
    pub(crate) inherited: Option<Level>,
    /// Where `inherited` comes from.
    pub(crate) from: Option<Origin>,
    /// From where a block of this very principal comes.
    pub(crate) blocked_from: Option<Origin>,
}

/// Where an inherited grant comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Workspace(u32),
    Group(Key),
    Folder(u32),
    Policy(u32),
}

impl Standing {
    /// What the principal's own grant and the inherited ones amount to.
    pub(crate) fn level(&self) -> Option<Level> {
        self.direct.and_then(GrantLevel::level).max(self.inherited)
    }

    /// Whether anything at all is said about this principal.
    pub(crate) const fn listed(&self) -> bool {
        self.direct.is_some() || self.inherited.is_some() || self.blocked_from.is_some()
    }
}

/// Reads what a principal has. A grant to all users is an entry of its own and counts for no other.
pub(crate) fn standing(snapshot: &Snapshot, spot: &Spot<'_>, principal: Key) -> Standing {
    let mut found = Standing::default();
    spot.each(snapshot, &snapshot.people.keys_of(principal), |cell| {
        if cell.key == Key::ALL && principal != Key::ALL {
            return;
        }
        let own = cell.key == principal;
        let origin = match cell.layer {
            Layer::Folder(folder) => Origin::Folder(folder),
            Layer::Policy(policy) => Origin::Policy(policy),
            Layer::Own if own && cell.workspace == spot.workspace => {
                found.direct = Some(cell.level);
                return;
            }
            Layer::Own if own => Origin::Workspace(cell.workspace),
            Layer::Own => Origin::Group(cell.key),
        };
        match cell.level.level() {
            Some(level) if found.inherited.is_none_or(|best| best < level) => {
                found.inherited = Some(level);
                found.from = Some(origin);
            }
            None if own => found.blocked_from = Some(origin),
            _ => {}
        }
    });
    found.inherited = found.inherited.map(|level| level.min(spot.cap()));
    found
}

/// Somebody who hands out grants on one object: everything about them that does not depend on the change.
#[derive(Debug)]
pub(crate) struct HandingOut<'s> {
    actor: Eyes<'s>,
    spot: Spot<'s>,
    level: Level,
    unlimited: bool,
    closed_below: OnceCell<bool>,
}

impl<'s> HandingOut<'s> {
    /// # Errors
    /// As `SeeGrants`: the object is hidden, or the level too low.
    pub(crate) fn new(actor: Eyes<'s>, spot: Spot<'s>) -> Result<Self, Denied> {
        let level = actor.level(&spot).ok_or(Denied::Hidden)?;
        if level < Level::Share {
            return Err(Denied::Forbidden(Reason::LevelTooLow));
        }
        Ok(Self {
            unlimited: actor.manages(&spot),
            closed_below: OnceCell::new(),
            actor,
            spot,
            level,
        })
    }

    /// Whether the actor may make this change.
    pub(crate) fn decide(&self, principal: Principal, to: Option<GrantLevel>) -> Decision {
        let snapshot = self.actor.snapshot;
        let principal = snapshot.people.key(principal).ok_or(Denied::Hidden)?;
        let standing = standing(snapshot, &self.spot, principal);
        if !standing.listed() && !may_see(&self.actor, self.spot.workspace, principal) {
            return Err(Denied::Hidden);
        }
        self.check(principal, &standing, to).map_err(Denied::Forbidden)
    }

    /// As [`Self::decide`], for a principal whose entry is on the actor's screen; a token that may only read offers nothing.
    pub(crate) fn offer(&self, principal: Key, standing: &Standing, to: Option<GrantLevel>) -> Result<(), Reason> {
        self.check(principal, standing, to)?;
        if self.actor.read_only {
            return Err(Reason::ReadOnlyToken);
        }
        Ok(())
    }

    fn above(&self, wanted: Level) -> bool {
        !self.unlimited && wanted > self.level
    }

    /// The rules of handing out, for a principal that the actor knows.
    fn check(&self, principal: Key, standing: &Standing, to: Option<GrantLevel>) -> Result<(), Reason> {
        let current = standing.level().map(|level| level.min(self.spot.cap()));
        if current.is_some_and(|current| self.above(current)) {
            return Err(Reason::AboveYou);
        }
        // A block takes away every level from those it covers, so that only the highest level may set or lift it.
        let lifts = standing.direct == Some(GrantLevel::Block) && to != Some(GrantLevel::Block);
        if (lifts || to == Some(GrantLevel::Block)) && self.above(Level::Edit) {
            return Err(Reason::AboveOwnLevel);
        }
        match to {
            Some(to) => self.give(principal, standing, to.level())?,
            None => remove(standing)?,
        }
        let raises = to.and_then(GrantLevel::level) > current;
        if (raises || lifts) && self.closed_below() {
            return Err(Reason::ClosedBelow);
        }
        Ok(())
    }

    fn give(&self, principal: Key, standing: &Standing, given: Option<Level>) -> Result<(), Reason> {
        let Some(given) = given else { return Ok(()) };
        let snapshot = self.actor.snapshot;
        if given == Level::Edit && !(self.spot.own() && member(snapshot, self.spot.home, principal)) {
            return Err(Reason::EditOutsideOwnWorkspace);
        }
        if self.above(given) {
            return Err(Reason::AboveOwnLevel);
        }
        if standing.inherited.is_some_and(|inherited| given < inherited) {
            return Err(Reason::Inherited);
        }
        Ok(())
    }

    /// What is given on a folder holds for all in it; who is shut out from a part of it cannot give that part.
    fn closed_below(&self) -> bool {
        let Object::Folder(folder, _) = self.spot.object else {
            return false;
        };
        let closed = || !self.unlimited && closed::below(&self.actor, folder, self.spot.workspace);
        *self.closed_below.get_or_init(closed)
    }
}

/// Removing nothing changes nothing and is fine; removing what comes from elsewhere, or what it outweighs, is not possible here.
fn remove(standing: &Standing) -> Result<(), Reason> {
    match standing.direct {
        None if standing.listed() => Err(Reason::InheritedStays),
        Some(direct) if direct.level().is_some_and(|direct| standing.inherited > Some(direct)) => {
            Err(Reason::InheritedStays)
        }
        _ => Ok(()),
    }
}

/// Whether a principal belongs to a workspace.
pub(crate) fn member(snapshot: &Snapshot, workspace: u32, principal: Key) -> bool {
    principal == Key::ALL || Eyes::of_key(snapshot, principal).has(workspace, Permission::View)
}

/// Whether the actor may know of a principal: members of the workspace, and of those below that the actor manages; everybody for who
/// manages the root; and the SEE relation, which reaches from a group to its child groups and their members.
pub(crate) fn may_see(actor: &Eyes<'_>, workspace: u32, principal: Key) -> bool {
    principal == actor.key
        || member(actor.snapshot, workspace, principal)
        || sees(actor, principal)
        || everybody(actor)
        || managed(actor)
            .filter(|below| actor.snapshot.tree.within(*below, workspace))
            .any(|below| member(actor.snapshot, below, principal))
}

/// As [`may_see`], wherever the actor manages.
pub(crate) fn knows(actor: &Eyes<'_>, principal: Key) -> bool {
    principal == actor.key
        || sees(actor, principal)
        || everybody(actor)
        || managed(actor).any(|workspace| member(actor.snapshot, workspace, principal))
}

/// Whoever manages the root lets people in, and finds them all for that.
fn everybody(actor: &Eyes<'_>) -> bool {
    let root = actor.snapshot.tree.root();
    root.is_some_and(|root| actor.has(root, Permission::Manage))
}

fn managed<'s>(actor: &Eyes<'s>) -> impl Iterator<Item = u32> + use<'s> {
    let actor = *actor;
    let all = actor.snapshot.tree.indexes();
    all.filter(move |workspace| actor.has(*workspace, Permission::Manage))
}

fn sees(actor: &Eyes<'_>, principal: Key) -> bool {
    let Some(user) = actor.key.as_user() else { return false };
    let around = actor.snapshot.people.keys_of(principal);
    let seen = actor.snapshot.people.sees(user);
    seen.iter().any(|key| around.hold(*key))
}
