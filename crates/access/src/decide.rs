//! The one decision: may this caller do this? Proofs, lists, `can` and explanations all come from here.

use model::id::{DatasetId, WorkspaceId};
use model::level::GrantLevel;
use model::name::AttributeName;
use model::permission::Permission;
use model::policy::Reach;
use model::predicate::{Operand, Predicate};
use model::row_rule::RowRule;

use crate::action::{Ask, DashboardAt, DisplayChange, PermissionChange, PolicyChange, ReachOf, SettingsChange};
use crate::denied::{Denied, Reason};
use crate::eyes::Eyes;
use crate::handout::{self, HandingOut};
use crate::needs::{Decision, edits, level, need, save, seen, sharer};
use crate::op::Op;
use crate::snapshot::Snapshot;
use crate::who::Who;
use crate::{display, folders, share};

/// Decides. Pure: the same facts, operation and question give the same answer.
pub(crate) fn decide(snapshot: &Snapshot, op: &Op, ask: &Ask) -> Decision {
    match Who::of(snapshot, op) {
        Who::Nobody => Err(Denied::Nobody),
        Who::Closed => Err(Denied::Hidden),
        Who::Share(share) => share::rights::of_reader(snapshot, share, ask),
        Who::User(eyes) => {
            for_user(&eyes, op, ask)?;
            if eyes.read_only && ask.changes() {
                return Err(Denied::Forbidden(Reason::ReadOnlyToken));
            }
            Ok(())
        }
    }
}

fn for_user(eyes: &Eyes<'_>, op: &Op, ask: &Ask) -> Decision {
    match ask {
        Ask::ManageOrganisation(_) | Ask::ManageSee(_) => organisation(eyes),
        Ask::SeePeople(_) => people(eyes),
        Ask::ManageOwn(user) => own(eyes, op, *user),
        Ask::SeeWorkspace(w) => workspace(eyes, *w, Permission::View).map(|_| ()),
        Ask::ListDashboards(w) => workspace(eyes, *w, Permission::App).map(|_| ()),
        Ask::CreateDashboard(w) | Ask::SeeData(w) => workspace(eyes, *w, Permission::Analyze).map(|_| ()),
        Ask::ManageWorkspace(w) | Ask::ChangeBrand(w) | Ask::ManageData(w) | Ask::SeePolicies(w) => {
            workspace(eyes, *w, Permission::Manage).map(|_| ())
        }
        Ask::ChangeSettings(change) => settings(eyes, change),
        Ask::ChangePermissions(change) => permissions(eyes, change),
        Ask::SeeReach(of) => reach(eyes, *of),
        Ask::ChangePolicy(change) => policy(eyes, change),
        Ask::CreateDashboardIn(place) => folders::make(eyes, place),
        Ask::CreateFolder(place) => folders::make_folder(eyes, place),
        Ask::SeeFolder(at) => folders::seen(eyes, *at).map(|_| ()),
        Ask::RenameFolder(at) => folders::change(eyes, *at).map(|_| ()),
        Ask::DeleteFolder(at) => folders::delete(eyes, *at),
        Ask::MoveFolder(change) => folders::move_folder(eyes, change),
        Ask::SeeFolderGrants(at) => folders::desk(eyes, *at).map(|_| ()),
        Ask::ChangeFolderGrant(change) => folders::desk(eyes, change.at)?.decide(change.principal, change.to),
        Ask::ReadAudit(w) => workspace(eyes, *w, Permission::Audit).map(|_| ()),
        Ask::ReadWholeAudit(_) => whole_audit(eyes),
        Ask::ReadDataset(d) => dataset(eyes, *d, false),
        Ask::WriteDataset(d) => dataset(eyes, *d, true),
        Ask::ManageRowRule(rule) => {
            let rule = eyes.snapshot.data.rule(*rule).ok_or(Denied::Hidden)?;
            let at = eyes.snapshot.tree.index(rule.workspace).ok_or(Denied::Hidden)?;
            seen(eyes.has(at, Permission::Manage))
        }
        Ask::Open(at) | Ask::Interact(at) => level(eyes, *at).map(|_| ()),
        Ask::Save(at) | Ask::DeleteDashboard(at) => save(eyes, *at).map(|_| ()),
        Ask::MoveDashboard(change) => folders::move_dashboard(eyes, change),
        Ask::ChangeTags(change) => folders::change_tags(eyes, change),
        Ask::SetRestricted(change) => edits(eyes, change.at).map(|_| ()),
        Ask::SetDisplay(change) => set_display(eyes, change),
        Ask::ApproveDisplay(at) => approve_display(eyes, *at),
        // Whether there is anything to ask for is not told, so that everybody may ask for anything; only a narrowed token, which
        // would ask for its user beyond its own bounds, asks for nothing.
        Ask::RequestAccess(_) if eyes.narrowed() => Err(Denied::Forbidden(Reason::NarrowedToken)),
        Ask::RequestAccess(_) => Ok(()),
        Ask::SeeGrants(at) | Ask::SeeRequests(at) | Ask::AnswerRequest(at) => sharer(eyes, *at).map(|_| ()),
        Ask::ChangeGrant(change) => {
            let spot = eyes.snapshot.spot(change.at).ok_or(Denied::Hidden)?;
            HandingOut::new(*eyes, spot)?.decide(change.principal, change.to)
        }
        Ask::ExportDocument(at) => export(eyes, *at, Permission::ExportDocument),
        Ask::ExportData(at) => export(eyes, *at, Permission::ExportData),
        Ask::SeeShareRules(w) => workspace(eyes, *w, Permission::SharingSee).map(|_| ()),
        Ask::ChangeShareRules(change) => workspace(eyes, change.workspace, Permission::Manage).map(|_| ()),
        Ask::SeeShares(at) => share::rights::see_all(eyes, *at).map(|_| ()),
        Ask::CreateShare(at) => share::rights::create(eyes, *at),
        Ask::SeeShare(id) => share::rights::see(eyes, *id).map(|_| ()),
        Ask::ApproveShare(id) => share::rights::approve(eyes, *id),
        Ask::EditShare(id) => share::rights::edit(eyes, *id),
        Ask::TakeOverShare(id) => share::rights::take_over(eyes, *id),
        Ask::PreviewShare(id) => share::rights::preview(eyes, *id),
        Ask::EndShare(id) => share::rights::end(eyes, *id),
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

fn whole_audit(eyes: &Eyes<'_>) -> Decision {
    let mut workspaces = eyes.snapshot.tree.indexes();
    let reads = eyes.snapshot.tree.root().is_some() && workspaces.all(|w| eyes.has(w, Permission::Audit));
    need(reads, Permission::Audit)
}

fn people(eyes: &Eyes<'_>) -> Decision {
    let mut workspaces = eyes.snapshot.tree.indexes();
    need(workspaces.any(|w| eyes.has(w, Permission::Manage)), Permission::Manage)
}

/// A narrowed token cannot touch tokens: it would make itself a wider one.
fn own(eyes: &Eyes<'_>, op: &Op, user: model::id::UserId) -> Decision {
    seen(op.caller.user() == Some(user))?;
    if eyes.narrowed() {
        return Err(Denied::Forbidden(Reason::NarrowedToken));
    }
    Ok(())
}

fn workspace(eyes: &Eyes<'_>, id: WorkspaceId, permission: Permission) -> Result<u32, Denied> {
    let index = eyes.snapshot.tree.index(id).ok_or(Denied::Hidden)?;
    let set = eyes.permissions(index);
    seen(set.has(Permission::View))?;
    need(set.has(permission), permission)?;
    Ok(index)
}

/// A setting decides which rows a rule leaves visible, also in the workspaces below. So one that a rule reads, or would read if it
/// were there, is changed only by who manages the workspace where the rule stands: nobody lets themselves see more.
fn settings(eyes: &Eyes<'_>, change: &SettingsChange) -> Decision {
    let index = workspace(eyes, change.workspace, Permission::Manage)?;
    let snapshot = eyes.snapshot;
    let now = snapshot.tree.node(index).map(|node| &node.workspace.settings);
    let names = change.settings.keys().chain(now.into_iter().flat_map(|now| now.keys()));
    let changed: Vec<_> = names
        .filter(|name| now.and_then(|now| now.get(*name)) != change.settings.get(*name))
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut reading = snapshot.tree.indexes().filter(|home| {
        // A rule of a workspace above reaches down if it says so; one below reads the settings of all workspaces above it.
        let below = snapshot.tree.within(index, *home);
        let meets = |rule: &RowRule| *home == index || !below || rule.below;
        let related = below || snapshot.tree.within(*home, index);
        let mut rules = snapshot.data.rules_at(*home).filter(|rule| meets(rule));
        related && rules.any(|rule| reads(&rule.predicate, &changed))
    });
    // The rules of a share stand in its workspace, and read the settings of all workspaces above those where it opens dashboards.
    let mut shares = share::standing::open(snapshot).filter(|share| {
        let mut opens = share::stops::places(share).filter_map(|at| snapshot.tree.index(at.workspace));
        let within = opens.any(|opens| snapshot.tree.within(opens, index));
        within && share.terms.rows.iter().any(|rows| reads(&rows.predicate, &changed))
    });
    let manages = |home: u32| eyes.has(home, Permission::Manage);
    if reading.all(manages) && shares.all(|share| snapshot.tree.index(share.workspace).is_some_and(manages)) {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::ReadByRule))
    }
}

fn reads(predicate: &Predicate, settings: &[&AttributeName]) -> bool {
    let mut found = false;
    predicate.walk(&mut |node| {
        let operands = node.operands();
        found |= operands
            .iter()
            .any(|operand| matches!(operand, Operand::Workspace(name) if settings.contains(&name)));
    });
    found
}

/// What holds below a workspace is given and taken only by who manages there too: nobody lifts themselves downwards.
fn permissions(eyes: &Eyes<'_>, change: &PermissionChange) -> Decision {
    let index = workspace(eyes, change.workspace, Permission::Manage)?;
    let (people, tree) = (&eyes.snapshot.people, &eyes.snapshot.tree);
    let key = people.key(change.principal).ok_or(Denied::Hidden)?;
    if tree.held_below(index, key) != change.below {
        need(eyes.has_below(index, Permission::Manage), Permission::Manage)?;
    }
    let keeps = change.here.union(change.below).has(Permission::Manage);
    let mut others = tree
        .holders(index, Permission::Manage)
        .filter(|holder| keeps || *holder != key);
    let mut manager_stays = || others.any(|holder| people.members(holder).any(|(_, user)| user.active()));
    let lasting = tree.root() != Some(index) || (keeps && gives_to_somebody(eyes.snapshot, key)) || manager_stays();
    if lasting {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::LastManager))
    }
}

fn gives_to_somebody(snapshot: &Snapshot, key: crate::snapshot::keys::Key) -> bool {
    snapshot.people.members(key).any(|(_, user)| user.active())
}

/// A manager asks for the reach of whom they may see; an unknown principal is a missing one.
fn reach(eyes: &Eyes<'_>, of: ReachOf) -> Decision {
    let index = workspace(eyes, of.workspace, Permission::Manage)?;
    let key = eyes.snapshot.people.key(of.principal);
    seen(key.is_some_and(|key| handout::may_see(eyes, index, key)))
}

/// A policy is written by who manages all workspaces that it reaches; `edit` goes only to principals of the workspace.
fn policy(eyes: &Eyes<'_>, change: &PolicyChange) -> Decision {
    let snapshot = eyes.snapshot;
    let index = workspace(eyes, change.workspace, Permission::Manage)?;
    let old = match change.policy {
        Some(id) => {
            let old = snapshot
                .policies
                .find(id)
                .filter(|old| old.workspace == change.workspace);
            Some(old.ok_or(Denied::Hidden)?)
        }
        None => None,
    };
    let mut reaches = old
        .iter()
        .map(|old| old.rule.reach)
        .chain(change.to.iter().map(|to| to.reach));
    if reaches.any(|reach| reach == Reach::HereAndBelow) {
        need(eyes.has_below(index, Permission::Manage), Permission::Manage)?;
    }
    let Some(to) = &change.to else { return Ok(()) };
    let key = snapshot.people.key(to.principal).ok_or(Denied::Hidden)?;
    if to.level == GrantLevel::Edit && !handout::member(snapshot, index, key) {
        return Err(Denied::Forbidden(Reason::EditOutsideOwnWorkspace));
    }
    Ok(())
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

fn set_display(eyes: &Eyes<'_>, change: &DisplayChange) -> Decision {
    let spot = edits(eyes, change.at)?;
    display::may_choose(eyes, spot.home, change.to).map_err(Denied::Forbidden)
}

fn approve_display(eyes: &Eyes<'_>, at: DashboardAt) -> Decision {
    let (spot, _) = level(eyes, at)?;
    let board = spot.board().ok_or(Denied::Hidden)?;
    display::could_set(eyes, board).map_err(Denied::Forbidden)?;
    // Where everybody sees their own rows there is nothing to approve.
    if board.display.identity().is_some() {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::WrongState))
    }
}

fn export(eyes: &Eyes<'_>, at: DashboardAt, permission: Permission) -> Decision {
    let (spot, _) = level(eyes, at)?;
    need(eyes.has(spot.workspace, permission), permission)
}
