//! The tables of facts, read whole or for some objects by the same readers, so that a patch says what a whole reading says.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::hash::Hash;

use access::facts::{DashboardFact, DashboardGrants, DatasetFact, FolderGrants, WorkspaceFacts};
use model::folder::{Folder, FolderGrant};
use model::grant::Grant;
use model::id::{DashboardId, FolderId, GroupId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{DatasetName, Tag, Title};
use model::people::{Group, User};
use model::policy::Policy;
use model::principal::Principal;
use model::row_rule::RowRule;
use model::share::Share;
use model::workspace::{PermissionEntry, Workspace};

use crate::data::row_rules::row_rule;
use crate::db::{Row, Sql, Tx, list, sql};
use crate::error::{Result, StoreError};
use crate::people::users::user;
use crate::quick::{Quick as _, quick};
use crate::sharing::record::{ALL_SHARES, THESE_SHARES, share};
use crate::workspaces::folders::{folder, folder_grant};
use crate::workspaces::policies::policy;
use crate::workspaces::tree::{permission_entry, workspace};

/// Rows of one table as facts.
pub(crate) struct Table<T> {
    all: &'static str,
    these: &'static str,
    read: fn(&Row<'_>) -> Result<T>,
}

impl<T: Send + Unpin> Table<T> {
    /// Every row.
    pub(crate) async fn all(&self, tx: &mut Tx) -> Result<Vec<T>> {
        tx.all(sql(self.all), self.read).await
    }

    /// The rows of these objects. A question without ids is not asked.
    pub(crate) async fn these<Id: std::fmt::Display>(&self, tx: &mut Tx, ids: &[Id]) -> Result<Vec<T>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        tx.all(sql(self.these).text(list(ids)), self.read).await
    }
}

macro_rules! table {
    ($text:literal, $key:literal, $read:expr) => {
        Table {
            all: $text,
            these: concat!($text, " WHERE ", $key, " IN {in $1}"),
            read: $read,
        }
    };
}

pub(crate) const USERS: Table<User> = table!(
    "SELECT id, email, name, attributes, status, created_at, sharing_consent FROM users",
    "id",
    user
);
pub(crate) const WORKSPACES: Table<Workspace> = table!(
    "SELECT id, name, parent, settings, sharing, brand FROM workspaces",
    "id",
    workspace
);
pub(crate) const PERMISSIONS: Table<PermissionEntry> = table!(
    "SELECT workspace, principal, here, below FROM permissions",
    "workspace",
    permission_entry
);
pub(crate) const FOLDERS: Table<Folder> = table!("SELECT id, workspace, parent, name FROM folders", "id", folder);
pub(crate) const FOLDER_GRANTS: Table<FolderGrant> = table!(
    "SELECT folder, workspace, principal, level FROM folder_grants",
    "folder",
    folder_grant
);
pub(crate) const POLICIES: Table<Policy> = table!(
    "SELECT id, workspace, name, reach, tag, principal, level FROM policies",
    "workspace",
    policy
);
pub(crate) const DATASETS: Table<DatasetFact> = table!(
    "SELECT id, workspace, name, columns, outside, tenant_bound FROM datasets",
    "id",
    dataset
);
pub(crate) const ROW_RULES: Table<RowRule> = table!(
    "SELECT id, workspace, dataset, applies_to, below, unless_manage, predicate FROM row_rules",
    "id",
    row_rule
);
pub(crate) const SHARES: Table<Share> = Table {
    all: ALL_SHARES,
    these: THESE_SHARES,
    read: share,
};
pub(crate) const SEE: Table<(UserId, Principal)> = table!("SELECT user_id, principal FROM see", "user_id", seen);

fn seen(row: &Row<'_>) -> Result<(UserId, Principal)> {
    Ok((row.parsed("user_id")?, row.parsed("principal")?))
}

fn dataset(row: &Row<'_>) -> Result<DatasetFact> {
    Ok(DatasetFact {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        name: row.checked("name", DatasetName::new)?,
        columns: row.json("columns")?,
        outside: row.parsed("outside")?,
        tenant_bound: row.flag("tenant_bound")?,
    })
}

/// The question for all objects, or for those of a list made by [`list`].
fn narrowed(all: &'static str, these: &'static str, ids: Option<&String>) -> Sql {
    match ids {
        Some(ids) => sql(these).text(ids),
        None => sql(all),
    }
}

/// All groups, or those of a list, with their parents and members.
pub(crate) async fn groups(tx: &mut Tx, ids: Option<String>) -> Result<Vec<Group>> {
    const GROUPS: &str = "SELECT id, name, rule FROM groups";
    const GROUPS_THESE: &str = "SELECT id, name, rule FROM groups WHERE id IN {in $1}";
    const PARENTS: &str = "SELECT child, parent FROM group_parents";
    const PARENTS_THESE: &str = "SELECT child, parent FROM group_parents WHERE child IN {in $1}";
    const MEMBERS: &str = "SELECT group_id, {lines of (user_id)} AS members FROM group_members GROUP BY group_id";
    const MEMBERS_THESE: &str = "SELECT group_id, {lines of (user_id)} AS members FROM group_members \
         WHERE group_id IN {in $1} GROUP BY group_id";
    let ids = ids.as_ref();
    let read = |row: &Row<'_>| {
        Ok(Group {
            id: row.parsed("id")?,
            name: row.checked("name", Title::new)?,
            parents: BTreeSet::new(),
            members: BTreeSet::new(),
            rule: row.json_or_null("rule")?,
        })
    };
    let mut groups = tx.all(narrowed(GROUPS, GROUPS_THESE, ids), read).await?;
    let places = places(&groups, |group| group.id);
    let read = |row: &Row<'_>| Ok((row.parsed::<GroupId>("child")?, row.parsed::<GroupId>("parent")?));
    for (child, parent) in tx.all(narrowed(PARENTS, PARENTS_THESE, ids), read).await? {
        if let Some(group) = places.get(&child).and_then(|place| groups.get_mut(*place)) {
            group.parents.insert(parent);
        }
    }
    let read = |row: &Row<'_>| {
        let members: Result<Vec<UserId>> = row.text_at(1)?.split('\n').map(quick).collect();
        Ok((row.parsed::<GroupId>("group_id")?, members?))
    };
    for (group, members) in tx.all(narrowed(MEMBERS, MEMBERS_THESE, ids), read).await? {
        if let Some(group) = places.get(&group).and_then(|place| groups.get_mut(*place)) {
            group.members = members.into_iter().collect();
        }
    }
    Ok(groups)
}

/// All dashboards, or those of a list, with their tags in order.
pub(crate) async fn dashboards(tx: &mut Tx, ids: Option<String>) -> Result<Vec<DashboardFact>> {
    const DASHBOARDS: &str = "SELECT id, workspace, folder, restricted, display FROM dashboards";
    const DASHBOARDS_THESE: &str =
        "SELECT id, workspace, folder, restricted, display FROM dashboards WHERE id IN {in $1}";
    const TAGS: &str = "SELECT dashboard, {lines of (tag)} AS tags FROM dashboard_tags GROUP BY dashboard";
    const TAGS_THESE: &str = "SELECT dashboard, {lines of (tag)} AS tags FROM dashboard_tags \
         WHERE dashboard IN {in $1} GROUP BY dashboard";
    let ids = ids.as_ref();
    let mut dashboards = tx.all(narrowed(DASHBOARDS, DASHBOARDS_THESE, ids), dashboard).await?;
    let places = places(&dashboards, |fact| fact.id);
    let read = |row: &Row<'_>| {
        // No tag has two lines.
        let tags: Result<Vec<Tag>, _> = row.text_at(1)?.split('\n').map(Tag::new).collect();
        let mut tags = tags.map_err(|_| StoreError::Damaged("a tag does not keep its rule"))?;
        tags.sort_unstable();
        Ok((row.parsed::<DashboardId>("dashboard")?, tags))
    };
    for (dashboard, tags) in tx.all(narrowed(TAGS, TAGS_THESE, ids), read).await? {
        if let Some(fact) = places.get(&dashboard).and_then(|place| dashboards.get_mut(*place)) {
            fact.tags = tags;
        }
    }
    Ok(dashboards)
}

fn dashboard(row: &Row<'_>) -> Result<DashboardFact> {
    Ok(DashboardFact {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        folder: row.parsed_or_null("folder")?,
        tags: Vec::new(),
        restricted: row.flag("restricted")?,
        display: row.parsed("display")?,
    })
}

/// All grants, or those on the dashboards of a list. There may be a million: a row brings all of one dashboard.
pub(crate) async fn grants(tx: &mut Tx, ids: Option<String>) -> Result<Vec<Grant>> {
    const GRANTS: &str = "SELECT dashboard, {lines of (workspace || ' ' || principal || ' ' || level)} AS grants FROM grants \
         GROUP BY dashboard";
    const GRANTS_THESE: &str = "SELECT dashboard, {lines of (workspace || ' ' || principal || ' ' || level)} AS grants FROM grants \
         WHERE dashboard IN {in $1} GROUP BY dashboard";
    let read = |row: &Row<'_>| grants_of(quick(row.text_at(0)?)?, row.text_at(1)?);
    let lists = tx.all(narrowed(GRANTS, GRANTS_THESE, ids.as_ref()), read).await?;
    Ok(lists.into_iter().flatten().collect())
}

/// Each line is `WORKSPACE PRINCIPAL LEVEL`.
fn grants_of(dashboard: DashboardId, lines: &str) -> Result<Vec<Grant>> {
    const DAMAGED: StoreError = StoreError::Damaged("a grant has another form");
    let mut grants = Vec::new();
    let mut text = lines.as_bytes();
    loop {
        let Some((workspace, [b' ', rest @ ..])) = WorkspaceId::take(text) else {
            return Err(DAMAGED);
        };
        let Some((principal, [b' ', rest @ ..])) = Principal::take(rest) else {
            return Err(DAMAGED);
        };
        let Some((level, rest)) = GrantLevel::take(rest) else {
            return Err(DAMAGED);
        };
        grants.push(Grant {
            dashboard,
            workspace,
            principal,
            level,
        });
        match rest {
            [] => return Ok(grants),
            [b'\n', more @ ..] => text = more,
            _ => return Err(DAMAGED),
        }
    }
}

/// Where in a list each object is.
fn places<T, Id: Eq + Hash>(all: &[T], id: fn(&T) -> Id) -> HashMap<Id, usize> {
    all.iter().enumerate().map(|(place, one)| (id(one), place)).collect()
}

/// The parts that belong to each of these objects.
fn sorted_to<Id: Eq + Hash, T>(parts: Vec<T>, id: fn(&T) -> Id) -> HashMap<Id, Vec<T>> {
    let mut found: HashMap<Id, Vec<T>> = HashMap::new();
    for part in parts {
        found.entry(id(&part)).or_default().push(part);
    }
    found
}

/// Some workspaces with the permissions on them.
pub(crate) async fn workspaces(tx: &mut Tx, ids: &[WorkspaceId]) -> Result<Vec<WorkspaceFacts>> {
    let mut permissions = sorted_to(PERMISSIONS.these(tx, ids).await?, |entry| entry.workspace);
    let with = |workspace: Workspace| WorkspaceFacts {
        permissions: permissions.remove(&workspace.id).unwrap_or_default(),
        workspace,
    };
    Ok(WORKSPACES.these(tx, ids).await?.into_iter().map(with).collect())
}

/// Some folders with the grants on them.
pub(crate) async fn folders(tx: &mut Tx, ids: &[FolderId]) -> Result<Vec<FolderGrants>> {
    let mut grants = sorted_to(FOLDER_GRANTS.these(tx, ids).await?, |grant| grant.folder);
    let with = |folder: Folder| FolderGrants {
        grants: grants.remove(&folder.id).unwrap_or_default(),
        folder,
    };
    Ok(FOLDERS.these(tx, ids).await?.into_iter().map(with).collect())
}

/// Some dashboards with the grants on them.
pub(crate) async fn granted_dashboards(tx: &mut Tx, ids: &[DashboardId]) -> Result<Vec<DashboardGrants>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = sorted_to(grants(tx, Some(list(ids))).await?, |grant| grant.dashboard);
    let with = |fact: DashboardFact| DashboardGrants {
        grants: found.remove(&fact.id).unwrap_or_default(),
        fact,
    };
    Ok(dashboards(tx, Some(list(ids))).await?.into_iter().map(with).collect())
}
