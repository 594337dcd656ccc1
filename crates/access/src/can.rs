//! The words of `can`: what a caller may do with one object, each decided like the action itself.

use model::display::Display;
use model::id::{DatasetId, WorkspaceId};
use model::permission::Permission;

use crate::action::{Ask, DashboardAt, DisplayChange, FolderAt, NewAt, Organisation, RestrictedChange};
use crate::decide::decide;
use crate::folders;
use crate::handout::HandingOut;
use crate::op::Op;
use crate::snapshot::Snapshot;
use crate::who::Who;

pub(crate) type Words = Vec<&'static str>;

pub(crate) fn words<const N: usize>(list: [(&'static str, bool); N]) -> Words {
    list.into_iter().filter(|(_, can)| *can).map(|(word, _)| word).collect()
}

pub(crate) fn dashboard(snapshot: &Snapshot, op: &Op, at: DashboardAt) -> Words {
    let may = |ask: Ask| decide(snapshot, op, &ask).is_ok();
    words([
        ("open", may(Ask::Open(at))),
        ("save", may(Ask::Save(at))),
        ("delete", may(Ask::DeleteDashboard(at))),
        ("see_grants", may(Ask::SeeGrants(at))),
        ("change_grants", change_grants(snapshot, op, at)),
        ("see_shares", may(Ask::SeeShares(at))),
        ("create_share", may(Ask::CreateShare(at))),
        ("export_document", may(Ask::ExportDocument(at))),
        ("export_data", may(Ask::ExportData(at))),
        ("copy", may(Ask::Open(at)) && may(Ask::CreateDashboard(at.workspace))),
        ("interact", may(Ask::Interact(at))),
        (
            "move",
            may(Ask::SetRestricted(RestrictedChange { at, restricted: true })),
        ),
        (
            "restrict",
            may(Ask::SetRestricted(RestrictedChange { at, restricted: true })),
        ),
        (
            "set_display",
            may(Ask::SetDisplay(DisplayChange {
                at,
                to: Display::Viewer,
            })),
        ),
        ("run_as", run_as(snapshot, op, at)),
        ("approve_display", may(Ask::ApproveDisplay(at))),
        ("answer_requests", may(Ask::AnswerRequest(at))),
    ])
}

/// Whether any change is open to the caller: who may hand out at all may hand a view to somebody new.
fn change_grants(snapshot: &Snapshot, op: &Op, at: DashboardAt) -> bool {
    let eyes = Who::of(snapshot, op).user().filter(|eyes| !eyes.read_only);
    eyes.zip(snapshot.spot(at))
        .is_some_and(|(eyes, spot)| HandingOut::new(eyes, spot).is_ok())
}

/// Whether the caller may choose eyes that are not their own.
fn run_as(snapshot: &Snapshot, op: &Op, at: DashboardAt) -> bool {
    let to = DisplayChange {
        at,
        to: Display::Viewer,
    };
    let sets = decide(snapshot, op, &Ask::SetDisplay(to)).is_ok();
    let eyes = Who::of(snapshot, op).user().filter(|_| sets);
    eyes.zip(snapshot.spot(at))
        .is_some_and(|(eyes, spot)| eyes.has(spot.home, Permission::RunAs))
}

pub(crate) fn folder(snapshot: &Snapshot, op: &Op, at: FolderAt) -> Words {
    let may = |ask: Ask| decide(snapshot, op, &ask).is_ok();
    let place = NewAt {
        workspace: at.workspace,
        folder: Some(at.folder),
    };
    let eyes = Who::of(snapshot, op).user().filter(|eyes| !eyes.read_only);
    let hands_out = eyes.is_some_and(|eyes| folders::desk(&eyes, at).is_ok());
    words([
        ("see", may(Ask::SeeFolder(at))),
        ("rename", may(Ask::RenameFolder(at))),
        ("move", may(Ask::RenameFolder(at))),
        ("delete", may(Ask::DeleteFolder(at))),
        ("create_dashboard", may(Ask::CreateDashboardIn(place))),
        ("create_folder", may(Ask::CreateFolder(place))),
        ("see_grants", may(Ask::SeeFolderGrants(at))),
        ("change_grants", hands_out),
    ])
}

pub(crate) fn workspace(snapshot: &Snapshot, op: &Op, id: WorkspaceId) -> Words {
    let may = |ask: Ask| decide(snapshot, op, &ask).is_ok();
    let eyes = Who::of(snapshot, op).user();
    let set = eyes.and_then(|eyes| Some((eyes.permissions(snapshot.tree.index(id)?), eyes.read_only)));
    let holds = |permission: Permission| set.is_some_and(|(set, _)| set.has(permission));
    let writes = set.is_some_and(|(_, read_only)| !read_only);
    let below = eyes.is_some_and(|eyes| {
        let index = snapshot.tree.index(id);
        index.is_some_and(|index| eyes.has_below(index, Permission::Manage))
    });
    words([
        ("create_dashboard", may(Ask::CreateDashboard(id))),
        ("manage", may(Ask::ManageWorkspace(id))),
        ("use_app", may(Ask::ListDashboards(id))),
        ("see_shares", holds(Permission::SharingSee)),
        ("create_share", writes && holds(Permission::SharingCreate)),
        ("export_document", holds(Permission::ExportDocument)),
        ("export_data", holds(Permission::ExportData)),
        ("manage_data", may(Ask::ManageData(id))),
        (
            "create_folder",
            may(Ask::CreateFolder(NewAt {
                workspace: id,
                folder: None,
            })),
        ),
        ("manage_policies", writes && may(Ask::SeePolicies(id))),
        ("manage_below", writes && below),
        ("see_reach", holds(Permission::Manage)),
        ("read_audit", may(Ask::ReadAudit(id))),
    ])
}

pub(crate) fn dataset(snapshot: &Snapshot, op: &Op, id: DatasetId) -> Words {
    let write = decide(snapshot, op, &Ask::WriteDataset(id)).is_ok();
    words([("upload", write), ("ingest", write), ("manage", write)])
}

pub(crate) fn organisation(snapshot: &Snapshot, op: &Op) -> Words {
    let may = |ask: Ask| decide(snapshot, op, &ask).is_ok();
    let own = op.caller.user().is_some_and(|user| may(Ask::ManageOwn(user)));
    words([
        ("manage_organisation", may(Ask::ManageOrganisation(Organisation))),
        ("see_people", may(Ask::SeePeople(Organisation))),
        ("manage_own", own),
        ("read_audit", may(Ask::ReadWholeAudit(Organisation))),
    ])
}
