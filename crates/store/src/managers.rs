//! The one promise that only the store can keep, because two changes may race for it: somebody active always manages the root.

use model::id::GroupId;
use model::people::{Attributes, GroupRule};
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use serde_json::json;

use crate::db::{Tx, list, sql};
use crate::error::{Clash, Result};
use crate::permissions::permission_set;
use crate::text::escaped;

/// Refuses the change when, after it, no active user holds `manage` on the root. Looks first where a manager is found quickly:
/// there may be a hundred thousand users.
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
    let (mut users, mut groups, mut all) = (Vec::new(), Vec::new(), false);
    for (principal, _) in held
        .into_iter()
        .filter(|(_, set): &(_, PermissionSet)| set.has(Permission::Manage))
    {
        match principal {
            Principal::User(id) => users.push(id),
            Principal::Group(id) => groups.push(id),
            Principal::All => all = true,
        }
    }
    let active = sql("SELECT id FROM users WHERE status = 'active' AND ($1 = 1 OR id IN {in $2}) LIMIT 1");
    let one = tx.any(active.flag(all).text(list(users))).await?;
    if one || named_in(tx, &groups).await? || computed_in(tx, &groups).await? {
        Ok(())
    } else {
        Err(Clash::LastManager.into())
    }
}

/// Whether an active user is a named member. A group's permission holds for the members of the groups inside of it too.
async fn named_in(tx: &mut Tx, groups: &[GroupId]) -> Result<bool> {
    let question = sql("WITH RECURSIVE managing (id) AS (SELECT x.value FROM {in $1} AS x \
         UNION SELECT p.child FROM group_parents p JOIN managing m ON p.parent = m.id) \
         SELECT u.id FROM managing m JOIN group_members g ON g.group_id = m.id JOIN users u ON u.id = g.user_id \
         WHERE u.status = 'active' LIMIT 1");
    tx.any(question.text(list(groups))).await
}

/// Whether an active user is a member by their attributes.
async fn computed_in(tx: &mut Tx, groups: &[GroupId]) -> Result<bool> {
    let question = sql("WITH RECURSIVE managing (id) AS (SELECT x.value FROM {in $1} AS x \
         UNION SELECT p.child FROM group_parents p JOIN managing m ON p.parent = m.id) \
         SELECT g.rule FROM managing m JOIN groups g ON g.id = m.id WHERE g.rule IS NOT NULL");
    let rules: Vec<GroupRule> = tx.all(question.text(list(groups)), |row| row.json("rule")).await?;
    for rule in rules {
        // The words of the value are in the attributes of whoever carries it; whether they mean it is looked at after that.
        let words = format!("%{}%", escaped(&json!(rule.contains).to_string()));
        let carriers = sql("SELECT attributes FROM users WHERE status = 'active' AND attributes LIKE $1 ESCAPE '\\'");
        let carried: Vec<Attributes> = tx.all(carriers.text(words), |row| row.json("attributes")).await?;
        if carried.iter().any(|attributes| rule.matches(attributes)) {
            return Ok(true);
        }
    }
    Ok(false)
}
