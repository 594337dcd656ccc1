//! Handing out: who may give, change or remove which grant (01-access: Handing out; seed: GoodData's share dialog).

use model::level::{GrantLevel, Level};
use model::permission::Permission;

use crate::action::GrantChange;
use crate::decide::{Decision, sharer};
use crate::denied::{Denied, Reason};
use crate::eyes::{Eyes, Spot};
use crate::snapshot::Snapshot;
use crate::snapshot::keys::{Key, intersect};

/// What one principal has on a dashboard before a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Granted to this very principal where the dashboard is opened.
    pub(crate) direct: Option<GrantLevel>,
    /// Strongest level from a workspace above or a group around.
    pub(crate) inherited: Option<Level>,
    /// Where `inherited` comes from.
    pub(crate) from: Option<Origin>,
    /// A block of this very principal in a workspace above.
    pub(crate) blocked_above: bool,
}

/// Where an inherited grant comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Workspace(u32),
    Group(Key),
}

impl Standing {
    /// What the principal's own grant and the inherited ones amount to.
    pub(crate) fn level(&self) -> Option<Level> {
        self.direct.and_then(GrantLevel::level).max(self.inherited)
    }
}

/// Reads what a principal has. A grant to all users is an entry of its own and counts for no other.
pub(crate) fn standing(snapshot: &Snapshot, spot: &Spot<'_>, principal: Key) -> Standing {
    let mut found = Standing::default();
    intersect(snapshot.people.keys_of(principal), &spot.board.grants, |cell| {
        if !spot.span.contains(&cell.workspace) || (cell.key == Key::ALL && principal != Key::ALL) {
            return;
        }
        let own = cell.key == principal;
        if own && cell.workspace == spot.workspace {
            found.direct = Some(cell.level);
        } else if let Some(level) = cell.level.level() {
            if found.inherited.is_none_or(|best| best < level) {
                found.inherited = Some(level);
                found.from = Some(if own {
                    Origin::Workspace(cell.workspace)
                } else {
                    Origin::Group(cell.key)
                });
            }
        } else if own {
            found.blocked_above = true;
        }
    });
    found.inherited = found.inherited.map(|level| level.min(spot.cap()));
    found
}

/// Whether the actor may make this change.
pub(crate) fn decide(actor: &Eyes<'_>, change: &GrantChange) -> Decision {
    let (spot, level) = sharer(actor, change.at)?;
    let principal = actor.snapshot.people.key(change.principal).ok_or(Denied::Hidden)?;
    let standing = standing(actor.snapshot, &spot, principal);
    let listed = standing.direct.is_some() || standing.inherited.is_some() || standing.blocked_above;
    if !listed && !may_see(actor, spot.workspace, principal) {
        return Err(Denied::Hidden);
    }
    check(actor, &spot, level, principal, &standing, change.to).map_err(Denied::Forbidden)
}

/// The rules of handing out, for a principal that the actor knows.
fn check(
    actor: &Eyes<'_>,
    spot: &Spot<'_>,
    level: Level,
    principal: Key,
    standing: &Standing,
    to: Option<GrantLevel>,
) -> Result<(), Reason> {
    let unlimited = actor.manages(spot);
    let above = |wanted: Level| !unlimited && wanted > level;
    // A block takes away every level from those it covers, so that only the highest level may set or lift it.
    let blocks = standing.direct == Some(GrantLevel::Block) || to == Some(GrantLevel::Block);
    let current = standing.level().map(|l| l.min(spot.cap()));
    if current.is_some_and(above) || (blocks && above(Level::Edit)) {
        return Err(Reason::AboveOwnLevel);
    }
    match to {
        Some(GrantLevel::Block) => Ok(()),
        Some(given) => give(actor.snapshot, spot, principal, standing, given.level(), above),
        None => remove(standing),
    }
}

fn give(
    snapshot: &Snapshot,
    spot: &Spot<'_>,
    principal: Key,
    standing: &Standing,
    given: Option<Level>,
    above: impl Fn(Level) -> bool,
) -> Result<(), Reason> {
    let Some(given) = given else { return Ok(()) };
    if given == Level::Edit && !(spot.own() && member(snapshot, spot.board.home, principal)) {
        return Err(Reason::EditOutsideOwnWorkspace);
    }
    if above(given) {
        return Err(Reason::AboveOwnLevel);
    }
    if standing.inherited.is_some_and(|inherited| given < inherited) {
        return Err(Reason::Inherited);
    }
    Ok(())
}

/// Removing nothing changes nothing and is fine; removing what comes from above, or what it outweighs, is not possible here.
fn remove(standing: &Standing) -> Result<(), Reason> {
    match standing.direct {
        None if standing.inherited.is_some() || standing.blocked_above => Err(Reason::Inherited),
        Some(direct) if direct.level().is_some_and(|direct| standing.inherited > Some(direct)) => {
            Err(Reason::Inherited)
        }
        _ => Ok(()),
    }
}

/// Whether a principal belongs to a workspace.
pub(crate) fn member(snapshot: &Snapshot, workspace: u32, principal: Key) -> bool {
    principal == Key::ALL
        || Eyes::of_keys(snapshot, principal, snapshot.people.keys_of(principal)).has(workspace, Permission::View)
}

/// Whether the actor may know of a principal: members of the workspace, everybody for managers, and the SEE relation,
/// which reaches from a group to its child groups and their members.
pub(crate) fn may_see(actor: &Eyes<'_>, workspace: u32, principal: Key) -> bool {
    principal == actor.key
        || member(actor.snapshot, workspace, principal)
        || actor.has(workspace, Permission::Manage)
        || sees(actor, principal)
}

fn sees(actor: &Eyes<'_>, principal: Key) -> bool {
    let own = actor.key.as_user().and_then(|user| actor.snapshot.people.user(user));
    let Some(seen) = own.map(|user| &user.sees) else {
        return false;
    };
    let around = actor.snapshot.people.keys_of(principal);
    seen.iter().any(|key| around.binary_search(key).is_ok())
}
