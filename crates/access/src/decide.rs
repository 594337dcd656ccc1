//! The one decision: may this caller do this? Proofs, lists, `can` and explanations all come from here.

use model::id::{DatasetId, ShareId, WorkspaceId};
use model::level::Level;
use model::permission::Permission;
use model::share::{Ability, Share, ShareState};

use crate::action::{Ask, DashboardAt};
use crate::denied::{Denied, Reason};
use crate::eyes::{Eyes, Spot, Who};
use crate::op::Op;
use crate::snapshot::Snapshot;

/// Yes, or why not and how much of that may be told.
pub(crate) type Decision = Result<(), Denied>;

/// Decides. Pure: the same facts, operation and question give the same answer.
pub(crate) fn decide(snapshot: &Snapshot, op: &Op, ask: &Ask) -> Decision {
    match Who::of(snapshot, op) {
        Who::Nobody => Err(Denied::Nobody),
        Who::Closed => Err(Denied::Hidden),
        Who::Share(share) => for_share(share, ask),
        Who::User(eyes) => {
            for_user(&eyes, op, ask)?;
            if eyes.read_only && ask.changes() {
                return Err(Denied::Forbidden(Reason::ReadOnlyToken));
            }
            Ok(())
        }
    }
}

/// A share does four things, on one dashboard, in one workspace.
fn for_share(share: &Share, ask: &Ask) -> Decision {
    let (at, ability) = match ask {
        Ask::Open(at) => (at, None),
        Ask::Interact(at) => (at, Some(Ability::Interact)),
        Ask::ExportDocument(at) => (at, Some(Ability::ExportDocument)),
        Ask::ExportData(at) => (at, Some(Ability::ExportData)),
        _ => return Err(Denied::Hidden),
    };
    if at.dashboard != share.dashboard || at.workspace != share.workspace {
        return Err(Denied::Hidden);
    }
    match ability {
        Some(ability) if !share.terms.abilities.contains(&ability) => Err(Denied::Forbidden(Reason::MissingAbility)),
        _ => Ok(()),
    }
}

fn for_user(eyes: &Eyes<'_>, op: &Op, ask: &Ask) -> Decision {
    match ask {
        Ask::ManageOrganisation(_) => organisation(eyes),
        Ask::SeePeople(_) => people(eyes),
        Ask::ManageOwn(user) => own(eyes, op, *user),
        Ask::SeeWorkspace(w) => workspace(eyes, *w, Permission::View),
        Ask::ListDashboards(w) => workspace(eyes, *w, Permission::App),
        Ask::CreateDashboard(w) | Ask::SeeData(w) => workspace(eyes, *w, Permission::Analyze),
        Ask::ManageWorkspace(w) | Ask::ManageData(w) => workspace(eyes, *w, Permission::Manage),
        Ask::ReadAudit(w) => workspace(eyes, *w, Permission::Audit),
        Ask::ReadDataset(d) => dataset(eyes, *d, false),
        Ask::WriteDataset(d) => dataset(eyes, *d, true),
        Ask::ManageRowRule(rule) => {
            let at = eyes.snapshot.data.rule_workspace(*rule).ok_or(Denied::Hidden)?;
            seen(eyes.has(at, Permission::Manage))
        }
        Ask::Open(at) | Ask::Interact(at) => level(eyes, *at).map(|_| ()),
        Ask::Save(at) | Ask::DeleteDashboard(at) => save(eyes, *at),
        Ask::SeeGrants(at) => sharer(eyes, *at).map(|_| ()),
        Ask::ChangeGrant(change) => crate::handout::decide(eyes, change),
        Ask::ExportDocument(at) => export(eyes, *at, Permission::ExportDocument),
        Ask::ExportData(at) => export(eyes, *at, Permission::ExportData),
        Ask::SeeShares(at) => shares(eyes, *at, Permission::SharingSee),
        Ask::CreateShare(at) => shares(eyes, *at, Permission::SharingCreate),
        Ask::SeeShare(id) => share(eyes, *id).map(|_| ()),
        Ask::EditShare(id) => change_share(eyes, *id, Permission::SharingEdit),
        Ask::EndShare(id) => change_share(eyes, *id, Permission::SharingEnd),
    }
}

const fn seen(visible: bool) -> Decision {
    if visible { Ok(()) } else { Err(Denied::Hidden) }
}

const fn need(holds: bool, permission: Permission) -> Decision {
    if holds {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::MissingPermission(permission)))
    }
}

/// The organisation is no secret to those who belong to it.
fn organisation(eyes: &Eyes<'_>) -> Decision {
    let manages = eyes
        .snapshot
        .tree
        .root()
        .is_some_and(|root| eyes.has(root, Permission::Manage));
    need(manages, Permission::Manage)
}

fn people(eyes: &Eyes<'_>) -> Decision {
    let mut workspaces = eyes.snapshot.tree.indexes();
    need(workspaces.any(|w| eyes.has(w, Permission::App)), Permission::App)
}

/// A narrowed token cannot touch tokens: it would make itself a wider one.
fn own(eyes: &Eyes<'_>, op: &Op, user: model::id::UserId) -> Decision {
    seen(op.caller.user() == Some(user))?;
    if eyes.narrowed() {
        return Err(Denied::Forbidden(Reason::NarrowedToken));
    }
    Ok(())
}

fn workspace(eyes: &Eyes<'_>, id: WorkspaceId, permission: Permission) -> Decision {
    let index = eyes.snapshot.tree.index(id).ok_or(Denied::Hidden)?;
    let set = eyes.permissions(index);
    seen(set.has(Permission::View))?;
    need(set.has(permission), permission)
}

/// A dataset is visible to who sees data in its own workspace or in one below, where it is inherited.
fn dataset(eyes: &Eyes<'_>, id: DatasetId, write: bool) -> Decision {
    let snapshot = eyes.snapshot;
    let home = snapshot.data.table(id).ok_or(Denied::Hidden)?.home;
    let set = eyes.permissions(home);
    if !set.has(Permission::Analyze) {
        let mut others = snapshot.tree.indexes().filter(|w| snapshot.tree.within(*w, home));
        seen(others.any(|w| eyes.has(w, Permission::Analyze)))?;
    }
    need(!write || set.has(Permission::Manage), Permission::Manage)
}

/// The level on a dashboard; without one it does not exist for the caller.
fn level<'s>(eyes: &Eyes<'s>, at: DashboardAt) -> Result<(Spot<'s>, Level), Denied> {
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

fn save(eyes: &Eyes<'_>, at: DashboardAt) -> Decision {
    let (spot, level) = level(eyes, at)?;
    if !spot.own() {
        return Err(Denied::Forbidden(Reason::ReadOnlyHere));
    }
    if level < Level::Edit {
        return Err(Denied::Forbidden(Reason::LevelTooLow));
    }
    need(eyes.has(spot.workspace, Permission::Analyze), Permission::Analyze)
}

fn export(eyes: &Eyes<'_>, at: DashboardAt, permission: Permission) -> Decision {
    let (spot, _) = level(eyes, at)?;
    need(eyes.has(spot.workspace, permission), permission)
}

fn shares(eyes: &Eyes<'_>, at: DashboardAt, permission: Permission) -> Decision {
    let (spot, _) = sharer(eyes, at)?;
    need(eyes.has(spot.workspace, permission), permission)
}

/// A share is visible to who sees the shares of its dashboard. When the dashboard is gone: to its owner, and to managers.
fn share<'s>(eyes: &Eyes<'s>, id: ShareId) -> Result<(&'s Share, u32), Denied> {
    let snapshot = eyes.snapshot;
    let share = snapshot.boards.share(id).ok_or(Denied::Hidden)?;
    let workspace = snapshot.tree.index(share.workspace).ok_or(Denied::Hidden)?;
    let at = DashboardAt {
        dashboard: share.dashboard,
        workspace: share.workspace,
    };
    let visible = if snapshot.spot(at).is_some() {
        shares(eyes, at, Permission::SharingSee).is_ok()
    } else {
        let set = eyes.permissions(workspace);
        let owner = snapshot
            .people
            .user_index(share.owner)
            .map(crate::snapshot::keys::Key::user);
        set.has(Permission::Manage) || (set.has(Permission::SharingSee) && owner == Some(eyes.key))
    };
    seen(visible)?;
    Ok((share, workspace))
}

fn change_share(eyes: &Eyes<'_>, id: ShareId, permission: Permission) -> Decision {
    let (share, workspace) = share(eyes, id)?;
    need(eyes.has(workspace, permission), permission)?;
    match share.state {
        ShareState::Live | ShareState::Paused => Ok(()),
        ShareState::Ended(_) => Err(Denied::Forbidden(Reason::WrongState)),
    }
}
