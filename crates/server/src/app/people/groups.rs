//! Groups: list, make, change, delete, and who is inside. Who is in which group decides rights, so every change settles the facts.

use std::sync::Arc;

use access::action::{ManageOrganisation, Organisation, SeePeople};
use access::op::Op;
use access::roster::GroupPeople;
use model::id::{GroupId, UserId};
use model::name::Title;
use model::people::Group;

use crate::app::error::Error;
use crate::app::{App, gone};
use crate::limits::MEMBERS_SHOWN;

impl App {
    /// All groups, for users of the application.
    ///
    /// # Errors
    /// Not allowed.
    pub fn groups(&self, op: &Op) -> Result<Vec<Arc<Group>>, Error> {
        let may = self.gate.allow::<SeePeople>(op, Organisation)?;
        Ok(self.gate.groups(&may))
    }

    /// How many users are in exactly this group, for who manages the organisation.
    #[must_use]
    pub fn group_size(&self, op: &Op, id: GroupId) -> Option<usize> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation).ok()?;
        Some(self.gate.group_size(&may, id))
    }

    /// One group with the first of its members.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub fn group_people(&self, op: &Op, id: GroupId) -> Result<GroupPeople, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        self.gate
            .group_people(&may, id, MEMBERS_SHOWN)
            .ok_or_else(Error::hidden)
    }

    /// Refuses parents from which a way leads up to the group itself, and names the way.
    fn no_cycle(&self, op: &Op, id: GroupId, wanted: &store::GroupChange) -> Result<(), Error> {
        let see = self.gate.allow::<SeePeople>(op, Organisation)?;
        for parent in wanted.parents.iter().flatten() {
            let way = self.gate.group_way(&see, *parent, id);
            if let Some(last) = way.last() {
                let names: Vec<&str> = std::iter::once(last).chain(&way).map(Title::as_str).collect();
                let way = names.join(" → ");
                return Err(Error::Conflict(format!("A group cannot be inside of itself: {way}.")));
            }
        }
        Ok(())
    }

    /// Makes a group.
    ///
    /// # Errors
    /// Not allowed, unknown parent.
    pub async fn create_group(&self, op: &Op, new: &store::NewGroup) -> Result<Group, Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.group_create(&may, new.clone()).await.map_err(gone)
        })
        .await
    }

    /// Changes a group.
    ///
    /// # Errors
    /// Not allowed, unknown, or a cycle.
    pub async fn change_group(&self, op: &Op, id: GroupId, wanted: &store::GroupChange) -> Result<Group, Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.no_cycle(op, id, wanted)?;
            self.store.group_update(&may, id, wanted.clone()).await.map_err(gone)
        })
        .await
    }

    /// Deletes a group with its grants and permissions.
    ///
    /// # Errors
    /// Not allowed, unknown, or it would leave the organisation without a manager.
    pub async fn delete_group(&self, op: &Op, id: GroupId) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.group_delete(&may, id).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Adds (`member`) or removes a user of a group.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn put_member(&self, op: &Op, group: GroupId, user: UserId, member: bool) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            let done = if member {
                self.store.group_member_put(&may, group, user).await
            } else {
                self.store.group_member_remove(&may, group, user).await
            };
            done.map_err(gone)?;
            Ok(())
        })
        .await
    }
}
