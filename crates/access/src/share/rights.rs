//! What the reader of a share may do, and who may see, make, change and end shares. Part of the one decision in `decide`.

use model::display::Display;
use model::id::{DashboardId, ShareId, WorkspaceId};
use model::permission::Permission;
use model::share::{Ability, EndReason, Share};

use crate::action::{Ask, DashboardAt};
use crate::denied::{Denied, Reason};
use crate::display;
use crate::eyes::Eyes;
use crate::follower::Follower;
use crate::needs::{Decision, need, seen, sharer};
use crate::share::standing::at;
use crate::share::stops;
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;
use crate::spot::Spot;

/// A reader does four things, on the share's dashboard or one of its rotation, each in one workspace. That the share opens was found
/// out before.
pub(crate) fn of_reader(snapshot: &Snapshot, share: &Share, ask: &Ask) -> Decision {
    let (asked, ability) = match ask {
        Ask::Open(at) => (at, None),
        Ask::Interact(at) => (at, Some(Ability::Interact)),
        Ask::ExportDocument(at) => (at, Some(Ability::ExportDocument)),
        Ask::ExportData(at) => (at, Some(Ability::ExportData)),
        _ => return Err(Denied::Hidden),
    };
    if !stops::shows(snapshot, share, *asked) {
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

/// Looking at a share through its readers' eyes: who may change it, and may have its link. A share shows its owner's rows, and who asks
/// never reads more by a preview than they could by what is theirs anyway.
pub(crate) fn preview(eyes: &Eyes<'_>, id: ShareId) -> Decision {
    edit(eyes, id)?;
    let (share, _) = see(eyes, id)?;
    need(speaks_for_owner(eyes, share), Permission::Manage)
}

/// Whether somebody may say who reads a share, which shows its owner's rows: that owner, and who manages every workspace in which it opens
/// a dashboard. Elsewhere they would read rows through it that are not theirs to hand out.
pub(crate) fn speaks_for_owner(eyes: &Eyes<'_>, share: &Share) -> bool {
    let snapshot = eyes.snapshot;
    let owner = snapshot.people.find_user(share.owner);
    let manages = |at: DashboardAt| {
        let workspace = snapshot.tree.index(at.workspace);
        workspace.is_some_and(|workspace| eyes.has(workspace, Permission::Manage))
    };
    owner.is_some_and(|(key, _)| key == eyes.key) || stops::places(share).all(manages)
}

/// Approving questions for a share: by who speaks for the rows that it shows now.
pub(crate) fn approve(eyes: &Eyes<'_>, id: ShareId) -> Decision {
    let (share, _) = see(eyes, id)?;
    if !share.state.is_open() || !share.audience.is_known() {
        return Err(Denied::Forbidden(Reason::WrongState));
    }
    let board = eyes.snapshot.boards.find(share.dashboard).ok_or(Denied::Hidden)?;
    if speaks_for(eyes, share, share.workspace, board, board.display) {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::NotTheirRows))
    }
}

/// Whether somebody may say what is asked of these rows under a share: its owner and who manages its workspace of all that it may
/// show; who could choose the displayed eyes, of theirs.
fn speaks_for(eyes: &Eyes<'_>, share: &Share, workspace: WorkspaceId, board: &Board, rows: Display) -> bool {
    let snapshot = eyes.snapshot;
    let owner = snapshot.people.find_user(share.owner);
    let own = owner.is_some_and(|(key, _)| key == eyes.key);
    let workspace = snapshot.tree.index(workspace);
    own || workspace.is_some_and(|workspace| eyes.has(workspace, Permission::Manage))
        || (rows.identity().is_some() && display::could_choose(eyes, board, rows).is_ok())
}

/// All rows shown by a dashboard and its open shares that somebody speaks for, when it displays these eyes (`None`: those that it
/// displays now). Of a share the rows of its owner are among them, which it shows when the display is taken away.
pub(crate) fn spoken_for(eyes: &Eyes<'_>, dashboard: DashboardId, displays: Option<Display>) -> Vec<Follower> {
    let Some(board) = eyes.snapshot.boards.find(dashboard) else {
        return Vec::new();
    };
    let display = displays.unwrap_or(board.display);
    let mut shown = vec![Display::Viewer];
    if display.identity().is_some() {
        shown.push(display);
    }
    let mut found = Vec::new();
    if display.identity().is_some() && display::could_choose(eyes, board, display).is_ok() {
        found.push(Follower {
            share: None,
            eyes: display,
        });
    }
    for share in stops::open_showing(eyes.snapshot, board.position) {
        let Some(place) = stops::place(share, dashboard) else {
            continue;
        };
        let spoken = shown
            .iter()
            .filter(|rows| speaks_for(eyes, share, place.workspace, board, **rows));
        found.extend(spoken.map(|rows| Follower {
            share: Some(share.id),
            eyes: *rows,
        }));
    }
    found
}

/// Making somebody else's share one's own, when it ended because its owner lost access: its readers will see the rows of who takes it.
/// Whoever may make it anew and manages the workspace.
pub(crate) fn take_over(eyes: &Eyes<'_>, id: ShareId) -> Decision {
    let (share, workspace) = see(eyes, id)?;
    need(eyes.has(workspace, Permission::Manage), Permission::Manage)?;
    create(eyes, at(share))?;
    if share.state.reason() == Some(EndReason::OwnerLostAccess) && share.audience.is_known() {
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
