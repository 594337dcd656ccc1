//! Facts as plain lists that take patches, without a look at the gate: what a patch says must be what a whole reading says.

use std::collections::BTreeSet;

use access::change::FactPatch;
use access::facts::{DashboardGrants, Facts, FolderGrants, WorkspaceFacts};
use model::id::{GroupId, UserId};
use model::principal::Principal;

fn replace<T, Id: PartialEq + Copy>(list: &mut Vec<T>, id_of: impl Fn(&T) -> Id, changed: Vec<(Id, Option<T>)>) {
    for (id, now) in changed {
        list.retain(|kept| id_of(kept) != id);
        list.extend(now);
    }
}

/// Takes a patch as its types promise: each entry replaces all that is known of one object.
pub(crate) fn apply(facts: &mut Facts, patch: FactPatch) {
    assert_eq!(patch.since, facts.generation, "the patch goes on where the facts are");
    facts.generation = patch.generation;
    replace(&mut facts.users, |user| user.id, patch.users);
    replace(&mut facts.groups, |group| group.id, patch.groups);
    for (id, now) in patch.workspaces {
        facts.workspaces.retain(|kept| kept.id != id);
        facts.permissions.retain(|kept| kept.workspace != id);
        if let Some(WorkspaceFacts { workspace, permissions }) = now {
            facts.workspaces.push(workspace);
            facts.permissions.extend(permissions);
        }
    }
    for (id, now) in patch.folders {
        facts.folders.retain(|kept| kept.id != id);
        facts.folder_grants.retain(|kept| kept.folder != id);
        if let Some(FolderGrants { folder, grants }) = now {
            facts.folders.push(folder);
            facts.folder_grants.extend(grants);
        }
    }
    for (id, now) in patch.policies {
        facts.policies.retain(|kept| kept.workspace != id);
        facts.policies.extend(now);
    }
    for (id, now) in patch.dashboards {
        facts.dashboards.retain(|kept| kept.id != id);
        facts.grants.retain(|kept| kept.dashboard != id);
        if let Some(DashboardGrants { fact, grants }) = now {
            facts.dashboards.push(fact);
            facts.grants.extend(grants);
        }
    }
    replace(&mut facts.datasets, |dataset| dataset.id, patch.datasets);
    replace(&mut facts.row_rules, |rule| rule.id, patch.row_rules);
    replace(&mut facts.shares, |share| share.id, patch.shares);
    for (id, now) in patch.see {
        facts.see.retain(|(user, _)| *user != id);
        facts.see.extend(now.into_iter().map(|principal| (id, principal)));
    }
}

/// All facts as one text, in an order of its own, without grants and views of principals that are gone: they count for nobody.
pub(crate) fn text(facts: &Facts) -> String {
    let users: BTreeSet<UserId> = facts.users.iter().map(|user| user.id).collect();
    let groups: BTreeSet<GroupId> = facts.groups.iter().map(|group| group.id).collect();
    let lives = |principal: &Principal| match principal {
        Principal::User(id) => users.contains(id),
        Principal::Group(id) => groups.contains(id),
        Principal::All => true,
    };
    let mut lines: Vec<String> = Vec::new();
    let mut tell = |line: String| lines.push(line);
    facts.users.iter().for_each(|it| tell(format!("{it:?}")));
    facts.groups.iter().for_each(|it| tell(format!("{it:?}")));
    facts.workspaces.iter().for_each(|it| tell(format!("{it:?}")));
    facts.permissions.iter().for_each(|it| tell(format!("{it:?}")));
    facts.folders.iter().for_each(|it| tell(format!("{it:?}")));
    let folder_grants = facts.folder_grants.iter().filter(|grant| lives(&grant.principal));
    folder_grants.for_each(|it| tell(format!("{it:?}")));
    facts.policies.iter().for_each(|it| tell(format!("{it:?}")));
    facts.dashboards.iter().for_each(|it| tell(format!("{it:?}")));
    let grants = facts.grants.iter().filter(|grant| lives(&grant.principal));
    grants.for_each(|it| tell(format!("{it:?}")));
    facts.datasets.iter().for_each(|it| tell(format!("{it:?}")));
    facts.row_rules.iter().for_each(|it| tell(format!("{it:?}")));
    facts.shares.iter().for_each(|it| tell(format!("{it:?}")));
    let see = facts.see.iter().filter(|(_, principal)| lives(principal));
    see.for_each(|it| tell(format!("see {it:?}")));
    lines.sort_unstable();
    format!("{}\n{}", facts.generation, lines.join("\n"))
}
