//! What the reader of a share may do, and who may see, make, change and end shares. Part of the one decision in `decide`.

use model::id::ShareId;
use model::permission::Permission;
use model::share::{Ability, Share};

use crate::action::{Ask, DashboardAt};
use crate::denied::{Denied, Reason};
use crate::display;
use crate::eyes::Eyes;
use crate::needs::{Decision, need, seen, sharer};
use crate::share::standing::at;
use crate::spot::Spot;

/// A reader does four things, on one dashboard, in one workspace. That the share opens was found out before.
pub(crate) fn of_reader(share: &Share, ask: &Ask) -> Decision {
    let (asked, ability) = match ask {
        Ask::Open(at) => (at, None),
        Ask::Interact(at) => (at, Some(Ability::Interact)),
        Ask::ExportDocument(at) => (at, Some(Ability::ExportDocument)),
        Ask::ExportData(at) => (at, Some(Ability::ExportData)),
        _ => return Err(Denied::Hidden),
    };
    if *asked != at(share) {
        return Err(Denied::Hidden);
    }
    match ability {
        Some(ability) if !share.terms.allows(ability) => Err(Denied::Forbidden(Reason::MissingAbility)),
        _ => Ok(()),
    }
}

/// Seeing the shares of a dashboard.
pub(crate) fn see_all<'s>(eyes: &Eyes<'s>, at: DashboardAt) -> Result<Spot<'s>, Denied> {
    with(eyes, at, Permission::SharingSee)
}

/// Making a share of a dashboard.
pub(crate) fn create(eyes: &Eyes<'_>, at: DashboardAt) -> Decision {
    let spot = with(eyes, at, Permission::SharingCreate)?;
    match barriers(eyes, &spot).first() {
        Some(reason) => Err(Denied::Forbidden(*reason)),
        None => Ok(()),
    }
}

/// Level `share` on the dashboard, and a permission where it is opened.
fn with<'s>(eyes: &Eyes<'s>, at: DashboardAt, permission: Permission) -> Result<Spot<'s>, Denied> {
    let (spot, _) = sharer(eyes, at)?;
    need(eyes.has(spot.workspace, permission), permission)?;
    Ok(spot)
}

/// What keeps a dashboard inside, whoever asks, level and permissions aside.
pub(crate) fn barriers(eyes: &Eyes<'_>, spot: &Spot<'_>) -> Vec<Reason> {
    let Some(board) = spot.board() else { return Vec::new() };
    let restricted = board.restricted.then_some(Reason::Restricted);
    restricted
        .into_iter()
        .chain(display::could_set(eyes, board).err())
        .collect()
}

/// A share is visible to who sees the shares of its dashboard. When the dashboard is gone: to its owner, and to managers.
pub(crate) fn see<'s>(eyes: &Eyes<'s>, id: ShareId) -> Result<(&'s Share, u32), Denied> {
    let snapshot = eyes.snapshot;
    let share = snapshot.boards.share(id).ok_or(Denied::Hidden)?;
    let workspace = snapshot.tree.index(share.workspace).ok_or(Denied::Hidden)?;
    let visible = if snapshot.spot(at(share)).is_some() {
        see_all(eyes, at(share)).is_ok()
    } else {
        let set = eyes.permissions(workspace);
        let owner = snapshot.people.find_user(share.owner);
        let own = owner.is_some_and(|(key, _)| key == eyes.key);
        set.has(Permission::Manage) || (set.has(Permission::SharingSee) && own)
    };
    seen(visible)?;
    Ok((share, workspace))
}

/// Changing a share. What a newer program wrote is not changed by this one, which would drop what it does not know.
pub(crate) fn edit(eyes: &Eyes<'_>, id: ShareId) -> Decision {
    let share = open(eyes, id, Permission::SharingEdit)?;
    if share.audience.is_known() {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::WrongState))
    }
}

/// Ending a share.
pub(crate) fn end(eyes: &Eyes<'_>, id: ShareId) -> Decision {
    open(eyes, id, Permission::SharingEnd).map(|_| ())
}

/// A share that has not ended, and a permission where it is opened.
fn open<'s>(eyes: &Eyes<'s>, id: ShareId, permission: Permission) -> Result<&'s Share, Denied> {
    let (share, workspace) = see(eyes, id)?;
    need(eyes.has(workspace, permission), permission)?;
    if share.state.is_open() {
        Ok(share)
    } else {
        Err(Denied::Forbidden(Reason::WrongState))
    }
}
