//! What decisions ask for: a level on a dashboard, a permission in a workspace. Each says no in the way that reveals no more than
//! the caller may know. Which action needs what is in `decide` and beside it.

use model::level::Level;
use model::permission::Permission;

use crate::action::DashboardAt;
use crate::denied::{Denied, Reason};
use crate::eyes::Eyes;
use crate::spot::Spot;

/// Yes, or why not and how much of that may be told.
pub(crate) type Decision = Result<(), Denied>;

/// For what must not be known of where it is not visible.
pub(crate) const fn seen(visible: bool) -> Decision {
    if visible { Ok(()) } else { Err(Denied::Hidden) }
}

/// For what is known of: the permission that is missing is named.
pub(crate) const fn need(holds: bool, permission: Permission) -> Decision {
    if holds {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::MissingPermission(permission)))
    }
}

/// The level on a dashboard; without one it does not exist for the caller.
pub(crate) fn level<'s>(eyes: &Eyes<'s>, at: DashboardAt) -> Result<(Spot<'s>, Level), Denied> {
    let spot = eyes.snapshot.spot(at).ok_or(Denied::Hidden)?;
    let level = eyes.level(&spot).ok_or(Denied::Hidden)?;
    Ok((spot, level))
}

/// As [`level`], for what needs `share`.
pub(crate) fn sharer<'s>(eyes: &Eyes<'s>, at: DashboardAt) -> Result<(Spot<'s>, Level), Denied> {
    let (spot, level) = level(eyes, at)?;
    if level < Level::Share {
        return Err(Denied::Forbidden(Reason::LevelTooLow));
    }
    Ok((spot, level))
}

/// As [`level`], for what needs `edit`, which exists in the dashboard's own workspace only.
pub(crate) fn edits<'s>(eyes: &Eyes<'s>, at: DashboardAt) -> Result<Spot<'s>, Denied> {
    let (spot, level) = level(eyes, at)?;
    if !spot.own() {
        return Err(Denied::Forbidden(Reason::ReadOnlyHere));
    }
    if level < Level::Edit {
        return Err(Denied::Forbidden(Reason::LevelTooLow));
    }
    Ok(spot)
}

/// Step 8.
pub(crate) fn save<'s>(eyes: &Eyes<'s>, at: DashboardAt) -> Result<Spot<'s>, Denied> {
    let spot = edits(eyes, at)?;
    need(eyes.has(spot.workspace, Permission::Analyze), Permission::Analyze)?;
    Ok(spot)
}
