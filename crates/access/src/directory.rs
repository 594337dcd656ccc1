//! Look-ups of names and places for callers that have been decided on already. Decides nothing; what needs a proof takes one.

use std::sync::Arc;

use model::column::Column;
use model::id::{DatasetId, ShareId, UserId, WorkspaceId};
use model::name::{DatasetName, Title};
use model::people::{Group, User};
use model::principal::Principal;
use model::row_rule::RowRule;
use model::share::{EndReason, Share, ShareKind, ShareState, Terms};
use model::workspace::{PermissionEntry, Workspace};

use crate::action::{DashboardAt, EndShare, ManageData, ManageOrganisation, ManageWorkspace, SeePeople, SeeShares};
use crate::gate::Gate;
use crate::proof::Granted;
use crate::scope::Scope;
use crate::scoping;

impl Gate {
    /// A workspace, for whoever has been let in.
    #[must_use]
    pub fn workspace(&self, id: WorkspaceId) -> Option<Workspace> {
        let snapshot = self.snapshot();
        let node = snapshot.tree.index(id).and_then(|index| snapshot.tree.node(index))?;
        Some(node.workspace.as_ref().clone())
    }

    /// A user, for naming owners and authors.
    #[must_use]
    pub fn user(&self, id: UserId) -> Option<Arc<User>> {
        let snapshot = self.snapshot();
        let node = snapshot
            .people
            .user_index(id)
            .and_then(|index| snapshot.people.user(index))?;
        Some(Arc::clone(&node.user))
    }

    /// All users.
    #[must_use]
    pub fn users(&self, _may: &Granted<'_, ManageOrganisation>) -> Vec<Arc<User>> {
        self.snapshot()
            .people
            .users()
            .map(|(_, node)| Arc::clone(&node.user))
            .collect()
    }

    /// All groups.
    #[must_use]
    pub fn groups(&self, _may: &Granted<'_, SeePeople>) -> Vec<Arc<Group>> {
        self.snapshot()
            .people
            .groups()
            .map(|(_, node)| Arc::clone(&node.group))
            .collect()
    }

    /// The name of a principal; `None` for all users and unknown ones.
    #[must_use]
    pub fn principal_name(&self, principal: Principal) -> Option<Title> {
        let snapshot = self.snapshot();
        let mut groups = snapshot.people.groups().map(|(_, node)| &node.group);
        match principal {
            Principal::User(id) => self.user(id).map(|user| user.name.clone()),
            Principal::Group(id) => groups.find(|group| group.id == id).map(|group| group.name.clone()),
            Principal::All => None,
        }
    }

    /// Who holds what on a workspace itself; what comes from above is not listed.
    #[must_use]
    pub fn permission_entries(&self, may: &Granted<'_, ManageWorkspace>) -> Vec<PermissionEntry> {
        let snapshot = self.snapshot();
        let Some(index) = snapshot.tree.index(*may.on()) else {
            return Vec::new();
        };
        let held = snapshot.tree.held(index);
        let entry = |(key, here, below)| {
            let principal = snapshot.people.principal(key)?;
            Some(PermissionEntry {
                workspace: *may.on(),
                principal,
                here,
                below,
            })
        };
        held.into_iter().filter_map(entry).collect()
    }

    /// Where a dataset lives.
    #[must_use]
    pub fn dataset_home(&self, id: DatasetId) -> Option<WorkspaceId> {
        self.snapshot().data.table(id).map(|table| table.fact.workspace)
    }

    /// The columns of a dataset by its name along the path of a workspace.
    #[must_use]
    pub fn dataset_columns(&self, may: &Granted<'_, ManageData>, name: &DatasetName) -> Option<Vec<Column>> {
        let snapshot = self.snapshot();
        let node = snapshot
            .tree
            .index(*may.on())
            .and_then(|index| snapshot.tree.node(index))?;
        snapshot
            .data
            .named(&node.path, name)
            .map(|table| table.fact.columns.clone())
    }

    /// Row rules made in a workspace.
    #[must_use]
    pub fn row_rules(&self, may: &Granted<'_, ManageData>) -> Vec<RowRule> {
        let snapshot = self.snapshot();
        let index = snapshot.tree.index(*may.on());
        index
            .map(|index| snapshot.data.rules_at(index).to_vec())
            .unwrap_or_default()
    }

    /// What a share opens and where. Reveals nothing by itself: opening asks for a proof.
    #[must_use]
    pub fn share_at(&self, id: ShareId) -> Option<DashboardAt> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(id)?;
        Some(DashboardAt {
            dashboard: share.dashboard,
            workspace: share.workspace,
        })
    }

    /// The title of a share, for papers its reader makes.
    #[must_use]
    pub fn share_title(&self, id: ShareId) -> Option<String> {
        self.snapshot().boards.share(id).map(|share| share.title.to_string())
    }

    /// Why a share ended; `None` while it has not. For its readers, whose pages say so.
    #[must_use]
    pub fn share_end_reason(&self, id: ShareId) -> Option<EndReason> {
        self.snapshot().boards.share(id).and_then(|share| share.state.reason())
    }

    /// The share that may be ended.
    #[must_use]
    pub fn share(&self, may: &Granted<'_, EndShare>) -> Option<Arc<Share>> {
        self.snapshot().boards.share(*may.on()).cloned()
    }

    /// What a share with these terms would see if the caller made it now.
    #[must_use]
    pub fn scope_of_terms(&self, may: &Granted<'_, SeeShares>, kind: ShareKind, title: &Title, terms: &Terms) -> Scope {
        let Some(owner) = may.op().caller.user() else {
            return scoping::empty();
        };
        let share = Share {
            id: ShareId::from_number(0),
            dashboard: may.on().dashboard,
            workspace: may.on().workspace,
            owner,
            kind,
            title: title.clone(),
            description: String::new(),
            created_at: may.op().now,
            terms: terms.clone(),
            state: ShareState::Live,
            has_password: false,
        };
        scoping::of_share(&self.snapshot(), &share)
    }
}
