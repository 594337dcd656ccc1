//! All facts as one patch over nothing: reading everything and taking a change are the same code.

use std::hash::Hash;

use model::id::WorkspaceId;

use super::keys::IdMap;
use crate::change::FactPatch;
use crate::facts::{DashboardGrants, Facts, FolderGrants, WorkspaceFacts};

/// The entries of each object, in the order of the objects. Entries of unknown objects are left out.
fn gather<Id: Copy + Eq + Hash, Entry>(
    ids: impl ExactSizeIterator<Item = Id>,
    entries: Vec<Entry>,
    of: impl Fn(&Entry) -> Id,
) -> Vec<Vec<Entry>> {
    let mut lists: Vec<Vec<Entry>> = Vec::new();
    lists.resize_with(ids.len(), Vec::new);
    let positions: IdMap<Id, usize> = ids.enumerate().map(|(position, id)| (id, position)).collect();
    for entry in entries {
        let position = positions.get(&of(&entry));
        if let Some(list) = position.and_then(|position| lists.get_mut(*position)) {
            list.push(entry);
        }
    }
    lists
}

impl From<Facts> for FactPatch {
    fn from(facts: Facts) -> Self {
        let permissions = gather(facts.workspaces.iter().map(|w| w.id), facts.permissions, |e| {
            e.workspace
        });
        let folder_grants = gather(facts.folders.iter().map(|f| f.id), facts.folder_grants, |g| g.folder);
        let grants = gather(facts.dashboards.iter().map(|d| d.id), facts.grants, |g| g.dashboard);
        let policies = gather(facts.workspaces.iter().map(|w| w.id), facts.policies, |p| p.workspace);
        let mut see: Vec<_> = facts.users.iter().map(|user| (user.id, Vec::new())).collect();
        let seen = gather(facts.users.iter().map(|u| u.id), facts.see, |(who, _)| *who);
        for (entry, list) in see.iter_mut().zip(seen) {
            entry.1 = list.into_iter().map(|(_, whom)| whom).collect();
        }
        see.retain(|(_, list)| !list.is_empty());
        let homes: Vec<WorkspaceId> = facts.workspaces.iter().map(|w| w.id).collect();
        let workspaces = facts.workspaces.into_iter().zip(permissions);
        let folders = facts.folders.into_iter().zip(folder_grants);
        let dashboards = facts.dashboards.into_iter().zip(grants);
        Self {
            since: 0,
            generation: facts.generation,
            users: facts.users.into_iter().map(|user| (user.id, Some(user))).collect(),
            groups: facts.groups.into_iter().map(|group| (group.id, Some(group))).collect(),
            workspaces: workspaces
                .map(|(workspace, permissions)| (workspace.id, Some(WorkspaceFacts { workspace, permissions })))
                .collect(),
            folders: folders
                .map(|(folder, grants)| (folder.id, Some(FolderGrants { folder, grants })))
                .collect(),
            policies: homes
                .into_iter()
                .zip(policies)
                .filter(|(_, list)| !list.is_empty())
                .collect(),
            dashboards: dashboards
                .map(|(fact, grants)| (fact.id, Some(DashboardGrants { fact, grants })))
                .collect(),
            datasets: facts.datasets.into_iter().map(|fact| (fact.id, Some(fact))).collect(),
            row_rules: facts.row_rules.into_iter().map(|rule| (rule.id, Some(rule))).collect(),
            shares: facts.shares.into_iter().map(|share| (share.id, Some(share))).collect(),
            see,
        }
    }
}
