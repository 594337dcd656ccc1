//! What decisions are made of: a level on a dashboard, a permission, and how the lack of one is told.

use model::level::Level;
use model::permission::Permission;

use crate::action::DashboardAt;
use crate::denied::{Denied, Reason};
use crate::eyes::Eyes;
use crate::spot::Spot;

/// Yes, or why not and how much of that may be told.
pub(crate) type Decision = Result<(), Denied>;

pub(crate) const fn seen(visible: bool) -> Decision {
    if visible { Ok(()) } else { Err(Denied::Hidden) }
}

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
