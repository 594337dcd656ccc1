//! Look-ups of names and places for callers that have been decided on already. Decides nothing; what needs a proof takes one.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::column::Column;
use model::folder::Folder;
use model::id::{DatasetId, FolderId, PolicyId, UserId, WorkspaceId};
use model::name::{ColumnName, DatasetName, Title};
use model::people::{Group, User};
use model::permission::Permission;
use model::policy::{Policy, Reach};
use model::principal::Principal;
use model::row_rule::RowRule;
use model::workspace::{PermissionEntry, Workspace};

use crate::action::{
    ChangePolicy, ManageData, ManageOrganisation, ManageSee, ManageWorkspace, Open, SeeFolder, SeePeople, SeePolicies,
    WriteDataset,
};
use crate::gate::Gate;
use crate::handout;
use crate::names::names;
use crate::op::Op;
use crate::proof::Granted;
use crate::visible::Visible;
use crate::who::Who;

/// Through whose eyes the data of a dashboard is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Displayed {
    /// Everybody's own.
    Viewer,
    /// One user's.
    User {
        /// Whose.
        user: UserId,
        /// Their name; `None`: they are gone.
        name: Option<Title>,
        /// Whether anything is seen through them here.
        valid: bool,
    },
}

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
        let (_, node) = snapshot.people.find_user(id)?;
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

    /// The users that the caller may know of, as they would be offered them somewhere.
    #[must_use]
    pub fn users_known(&self, op: &Op) -> Vec<Arc<User>> {
        let snapshot = self.snapshot();
        let Some(actor) = Who::of(&snapshot, op).user() else {
            return Vec::new();
        };
        let users = snapshot.people.users();
        users
            .filter(|(key, _)| handout::knows(&actor, *key))
            .map(|(_, node)| Arc::clone(&node.user))
            .collect()
    }

    /// Whether the caller holds a permission in any workspace.
    #[must_use]
    pub fn holds_somewhere(&self, op: &Op, permission: Permission) -> bool {
        let snapshot = self.snapshot();
        let actor = Who::of(&snapshot, op).user();
        actor.is_some_and(|actor| {
            snapshot
                .tree
                .indexes()
                .any(|workspace| actor.has(workspace, permission))
        })
    }

    /// The groups that the caller may know of: all for who manages the root; else those whose members have access to a workspace that
    /// the caller manages, and those seen by relation.
    #[must_use]
    pub fn groups(&self, may: &Granted<'_, SeePeople>) -> Vec<Arc<Group>> {
        let snapshot = self.snapshot();
        let Some(actor) = Who::of(&snapshot, may.op()).user() else {
            return Vec::new();
        };
        let groups = snapshot.people.groups();
        groups
            .filter(|(key, _)| handout::knows(&actor, *key))
            .map(|(_, node)| Arc::clone(&node.group))
            .collect()
    }

    /// Whether the caller may be told the name of a principal that something they see refers to.
    #[must_use]
    pub fn may_name(&self, op: &Op, principal: Principal) -> bool {
        let snapshot = self.snapshot();
        let actor = Who::of(&snapshot, op).user();
        actor
            .zip(snapshot.people.key(principal))
            .is_some_and(|(actor, key)| handout::knows(&actor, key))
    }

    /// The name of a principal; `None` for all users and unknown ones.
    #[must_use]
    pub fn principal_name(&self, principal: Principal) -> Option<Title> {
        let snapshot = self.snapshot();
        names(&snapshot, snapshot.people.key(principal)?).0
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

    /// The columns of a dataset that row rules read, wherever these were made: for whoever changes its columns.
    #[must_use]
    pub fn columns_in_rules(&self, may: &Granted<'_, WriteDataset>) -> BTreeSet<ColumnName> {
        let snapshot = self.snapshot();
        let Some(table) = snapshot.data.table(*may.on()) else {
            return BTreeSet::new();
        };
        let Some(home) = snapshot.tree.index(table.fact.workspace) else {
            return BTreeSet::new();
        };
        // A name means one dataset along every path, so rules on this path and below are about this one.
        let tree = &snapshot.tree;
        let near = tree
            .indexes()
            .filter(|index| tree.within(*index, home) || tree.within(home, *index));
        let rules = near.flat_map(|index| snapshot.data.rules_at(index));
        let own = rules.filter(|rule| rule.dataset == table.fact.name);
        own.flat_map(|rule| rule.predicate.columns().into_iter().cloned())
            .collect()
    }

    /// Row rules made in a workspace.
    #[must_use]
    pub fn row_rules(&self, may: &Granted<'_, ManageData>) -> Vec<RowRule> {
        let snapshot = self.snapshot();
        let index = snapshot.tree.index(*may.on());
        index
            .map(|index| snapshot.data.rules_at(index).cloned().collect())
            .unwrap_or_default()
    }

    /// A folder, for whoever may see it.
    #[must_use]
    pub fn folder(&self, may: &Granted<'_, SeeFolder>) -> Option<Folder> {
        let snapshot = self.snapshot();
        let (_, node) = snapshot.folders.find(may.on().folder)?;
        Some(node.folder.as_ref().clone())
    }

    /// The own workspace of a folder, to say where it is opened. Reveals nothing by itself: ask before telling anybody.
    #[must_use]
    pub fn folder_home(&self, id: FolderId) -> Option<WorkspaceId> {
        Some(self.snapshot().folders.find(id)?.1.folder.workspace)
    }

    /// The names of folders a caller may see, in the order of ids.
    #[must_use]
    pub fn folder_names(&self, visible: &Visible<FolderId>) -> Vec<Folder> {
        let snapshot = self.snapshot();
        let nodes = visible.ids().filter_map(|id| snapshot.folders.find(id));
        nodes.map(|(_, node)| node.folder.as_ref().clone()).collect()
    }

    /// The name of a folder, for entries that come from it.
    #[must_use]
    pub fn folder_name(&self, id: FolderId) -> Option<Title> {
        Some(self.snapshot().folders.find(id)?.1.folder.name.clone())
    }

    /// The name of a policy, for entries that come from it.
    #[must_use]
    pub fn policy_name(&self, id: PolicyId) -> Option<Title> {
        Some(self.snapshot().policies.find(id)?.rule.name.clone())
    }

    /// Policies made in a workspace, and those of workspaces above that reach it.
    #[must_use]
    pub fn policies(&self, may: &Granted<'_, SeePolicies>) -> Vec<Arc<Policy>> {
        let snapshot = self.snapshot();
        let Some(index) = snapshot.tree.index(*may.on()) else {
            return Vec::new();
        };
        let path = snapshot.tree.path_of(index).iter();
        let made = path.flat_map(|w| snapshot.policies.made_in(*w).map(|(_, policy)| policy));
        let reaching = made.filter(|p| p.workspace == *may.on() || p.rule.reach == Reach::HereAndBelow);
        let mut policies: Vec<Arc<Policy>> = reaching.cloned().collect();
        policies.sort_unstable_by_key(|policy| policy.id);
        policies
    }

    /// How many dashboards a policy would meet at present. Nought is no mistake: tags may come later.
    #[must_use]
    pub fn policy_meets(&self, may: &Granted<'_, ChangePolicy>) -> usize {
        let snapshot = self.snapshot();
        let (Some(index), Some(rule)) = (snapshot.tree.index(may.on().workspace), &may.on().to) else {
            return 0;
        };
        let Some(tag) = snapshot.tags.find(rule.tag.tag()) else {
            return 0;
        };
        let homes = snapshot.tree.indexes();
        let reached = homes.filter(|w| match rule.reach {
            Reach::Here => *w == index,
            Reach::HereAndBelow => snapshot.tree.within(*w, index),
        });
        let boards = reached.flat_map(|w| snapshot.boards.at_home(w));
        boards.filter(|board| board.tags.contains(&tag)).count()
    }

    /// Through whose eyes the data of a dashboard is seen, for the banner.
    #[must_use]
    pub fn displayed(&self, may: &Granted<'_, Open>) -> Displayed {
        let snapshot = self.snapshot();
        let user = snapshot
            .boards
            .find(may.on().dashboard)
            .and_then(|board| board.display.identity());
        let Some(user) = user else { return Displayed::Viewer };
        let workspace = snapshot.tree.index(may.on().workspace);
        Displayed::User {
            user,
            name: snapshot.people.find_user(user).map(|(_, node)| node.user.name.clone()),
            valid: workspace.is_some_and(|w| crate::display::identity(&snapshot, user, w).is_some()),
        }
    }

    /// All that users may see by relation.
    #[must_use]
    pub fn see(&self, _may: &Granted<'_, ManageSee>) -> Vec<(UserId, Principal)> {
        let snapshot = self.snapshot();
        let people = &snapshot.people;
        let mut found = Vec::new();
        for (key, node) in people.users() {
            let seen = key.as_user().map(|user| people.sees(user)).unwrap_or_default();
            found.extend(
                seen.iter()
                    .filter_map(|key| Some((node.user.id, people.principal(*key)?))),
            );
        }
        found
    }
}
