//! Groups: making, changing and deleting them, and who is inside.

use std::collections::BTreeSet;

use access::action::ManageOrganisation;
use access::change::Fact;
use access::proof::Granted;
use model::id::{GroupId, UserId};
use model::name::Title;
use model::people::{Group, GroupRule};
use model::principal::Principal;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{list, sql};
use crate::error::{Clash, Result, StoreError};
use crate::managers::keep_one;
use crate::principals::forget_principal;
use crate::tables::groups;

/// A group to be made.
#[derive(Debug, Clone)]
pub struct NewGroup {
    /// As shown.
    pub name: Title,
    /// Groups it is inside of.
    pub parents: BTreeSet<GroupId>,
    /// Members computed from attributes.
    pub rule: Option<GroupRule>,
}

/// What to change of a group; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct GroupChange {
    /// As shown.
    pub name: Option<Title>,
    /// All groups it is inside of, replacing those before.
    pub parents: Option<BTreeSet<GroupId>>,
    /// The rule; `Some(None)` removes it.
    pub rule: Option<Option<GroupRule>>,
}

impl Store {
    /// Makes a group.
    ///
    /// # Errors
    /// `Conflict(Reference)` when a parent does not exist, `Stale`.
    pub async fn group_create(&self, proof: &Granted<'_, ManageOrganisation>, new: NewGroup) -> Result<Group> {
        let mut change = self.change_facts(proof).await?;
        let group = Group {
            id: GroupId::new(proof.op().now),
            name: new.name,
            parents: new.parents,
            members: BTreeSet::new(),
            rule: new.rule,
        };
        let insert = sql("INSERT INTO groups (id, name, rule) VALUES ($1, $2, $3)");
        let insert = insert
            .text(group.id)
            .text(&group.name)
            .text_or_null(group.rule.as_ref().map(|rule| json!(rule)));
        change.tx.run(insert).await?;
        put_parents(&mut change, group.id, &group.parents).await?;
        change.touch(Fact::Group(group.id));
        change.commit(Audit::of("group.create", group.id)).await?;
        Ok(group)
    }

    /// Changes a group.
    ///
    /// # Errors
    /// `NotFound`, `Conflict(GroupCycle | Reference | LastManager)`, `Stale`.
    pub async fn group_update(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        id: GroupId,
        to: GroupChange,
    ) -> Result<Group> {
        let mut change = self.change_facts(proof).await?;
        let kept = groups(&mut change.tx, Some(list([id]))).await?;
        let mut group = kept
            .into_iter()
            .find(|group| group.id == id)
            .ok_or(StoreError::NotFound)?;
        let told = |group: &Group| json!({ "name": group.name, "parents": group.parents, "rule": group.rule });
        let before = told(&group);
        group.name = to.name.unwrap_or(group.name);
        group.rule = to.rule.unwrap_or(group.rule);
        let update = sql("UPDATE groups SET name = $2, rule = $3 WHERE id = $1");
        let update = update
            .text(id)
            .text(&group.name)
            .text_or_null(group.rule.as_ref().map(|rule| json!(rule)));
        change.tx.run(update).await?;
        if let Some(parents) = to.parents {
            change
                .tx
                .run(sql("DELETE FROM group_parents WHERE child = $1").text(id))
                .await?;
            put_parents(&mut change, id, &parents).await?;
            group.parents = parents;
        }
        keep_one(&mut change.tx).await?;
        change.touch(Fact::Group(id));
        let details = json!({ "before": before, "after": told(&group) });
        change.commit(Audit::of("group.change", id).with(details)).await?;
        Ok(group)
    }

    /// Deletes a group with its grants and permissions. Groups inside of it stay.
    ///
    /// # Errors
    /// `NotFound`, `Conflict(GroupHasRowRules)`: rules that bind nobody any more would show rows; `Conflict(LastManager)`, `Stale`.
    pub async fn group_delete(&self, proof: &Granted<'_, ManageOrganisation>, id: GroupId) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let rules = sql("SELECT id FROM row_rules WHERE applies_to = $1").text(Principal::Group(id));
        if change.tx.any(rules).await? {
            return Err(Clash::GroupHasRowRules.into());
        }
        change.touch(Fact::Group(id));
        let inside = sql("SELECT child AS id FROM group_parents WHERE parent = $1").text(id);
        change.touch_those(inside, Fact::Group).await?;
        change.must(sql("DELETE FROM groups WHERE id = $1").text(id)).await?;
        forget_principal(&mut change, Principal::Group(id)).await?;
        keep_one(&mut change.tx).await?;
        change.commit(Audit::of("group.delete", id)).await
    }

    /// Names a member of a group; one who is a member stays one.
    ///
    /// # Errors
    /// `NotFound` when the group or the user does not exist, `Stale`.
    pub async fn group_member_put(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        group: GroupId,
        user: UserId,
    ) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let both = sql("SELECT 1 AS found FROM groups g, users u WHERE g.id = $1 AND u.id = $2");
        if !change.tx.any(both.text(group).text(user)).await? {
            return Err(StoreError::NotFound);
        }
        let put = sql("INSERT INTO group_members (group_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        change.tx.run(put.text(group).text(user)).await?;
        change.touch(Fact::Group(group));
        let details = json!({ "user": user });
        change.commit(Audit::of("group.member_put", group).with(details)).await
    }

    /// Takes a named member out of a group.
    ///
    /// # Errors
    /// `NotFound` when the user is not named, `Conflict(LastManager)`, `Stale`.
    pub async fn group_member_remove(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        group: GroupId,
        user: UserId,
    ) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let remove = sql("DELETE FROM group_members WHERE group_id = $1 AND user_id = $2");
        change.must(remove.text(group).text(user)).await?;
        keep_one(&mut change.tx).await?;
        change.touch(Fact::Group(group));
        let details = json!({ "user": user });
        change
            .commit(Audit::of("group.member_remove", group).with(details))
            .await
    }
}

async fn put_parents(change: &mut Change<'_>, id: GroupId, parents: &BTreeSet<GroupId>) -> Result<()> {
    if parents.contains(&id) {
        return Err(Clash::GroupCycle.into());
    }
    for parent in parents {
        let edge = sql("INSERT INTO group_parents (child, parent) VALUES ($1, $2)");
        change.tx.run(edge.text(id).text(parent)).await?;
    }
    let cycle = sql(
        "WITH RECURSIVE above (id) AS (SELECT parent FROM group_parents WHERE child = $1 \
         UNION SELECT p.parent FROM group_parents p JOIN above a ON p.child = a.id) SELECT id FROM above WHERE id = $1",
    );
    if change.tx.any(cycle.text(id)).await? {
        return Err(Clash::GroupCycle.into());
    }
    Ok(())
}
