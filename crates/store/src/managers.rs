//! The one promise that only the store can keep, because two changes may race for it: somebody active always manages the root.

use std::collections::BTreeSet;

use model::id::{GroupId, UserId};
use model::people::UserStatus;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;

use crate::db::{Tx, sql};
use crate::error::{Clash, Result};
use crate::groups::all_groups;
use crate::users::{USER_COLUMNS, user};
use crate::workspaces::permission_set;

/// Refuses the change when, after it, no active user holds `manage` on the root.
pub(crate) async fn keep_one(tx: &mut Tx) -> Result<()> {
    let question = sql(
        "SELECT p.principal, p.here, p.below FROM permissions p JOIN workspaces w ON w.id = p.workspace \
         WHERE w.parent IS NULL",
    );
    let held = tx
        .all(question, |row| {
            let set = permission_set(row, "here")?.union(permission_set(row, "below")?);
            Ok((row.parsed::<Principal>("principal")?, set))
        })
        .await?;
    let manages = |(principal, set): (Principal, PermissionSet)| set.has(Permission::Manage).then_some(principal);
    let managers: BTreeSet<Principal> = held.into_iter().filter_map(manages).collect();

    let mut active = tx.all(sql(USER_COLUMNS), user).await?;
    active.retain(|user| user.status == UserStatus::Active);
    let all = managers.contains(&Principal::All) && !active.is_empty();
    if all || active.iter().any(|user| managers.contains(&Principal::User(user.id))) {
        return Ok(());
    }

    // A group's permission holds for the members of the groups inside of it too.
    let groups = all_groups(tx).await?;
    let mut managing: BTreeSet<GroupId> = managers.iter().filter_map(group_of).collect();
    loop {
        let inside =
            |group: &&model::people::Group| !managing.contains(&group.id) && !managing.is_disjoint(&group.parents);
        let more: Vec<GroupId> = groups.iter().filter(inside).map(|group| group.id).collect();
        if more.is_empty() {
            break;
        }
        managing.extend(more);
    }
    let found = groups.iter().filter(|group| managing.contains(&group.id)).any(|group| {
        let named = |id: UserId| group.members.contains(&id);
        active
            .iter()
            .any(|user| named(user.id) || group.rule.as_ref().is_some_and(|rule| rule.matches(&user.attributes)))
    });
    if found { Ok(()) } else { Err(Clash::LastManager.into()) }
}

const fn group_of(principal: &Principal) -> Option<GroupId> {
    match principal {
        Principal::Group(id) => Some(*id),
        Principal::User(_) | Principal::All => None,
    }
}
