//! Users and groups. Who is in which group decides rights, so every change settles the facts.

use std::sync::Arc;

use access::action::{ManageOrganisation, Organisation, SeePeople};
use access::op::Op;
use model::id::{GroupId, UserId};
use model::name::{Email, Title};
use model::people::{Attributes, Group, User, UserStatus};
use model::principal::Principal;

use super::error::Error;
use super::{App, change, gone};

/// A user to be made.
#[derive(Debug)]
pub struct NewUser {
    /// Unique.
    pub email: Email,
    /// As shown.
    pub name: Title,
    /// Without one the user cannot sign in by password.
    pub password: Option<String>,
    /// For rules.
    pub attributes: Attributes,
}

/// What changes of a user; `None` stays.
#[derive(Debug, Default)]
pub struct UserChange {
    /// As shown.
    pub name: Option<Title>,
    /// For rules.
    pub attributes: Option<Attributes>,
    /// Whether the account works.
    pub status: Option<UserStatus>,
    /// A new password; ends the user's sessions.
    pub password: Option<String>,
}

impl App {
    /// All users, for who manages the organisation.
    ///
    /// # Errors
    /// Not allowed.
    pub fn users(&self, op: &Op) -> Result<Vec<Arc<User>>, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        Ok(self.gate.users(&may))
    }

    /// One user: oneself, or any for who manages the organisation.
    ///
    /// # Errors
    /// Unknown, or somebody else.
    pub fn user(&self, op: &Op, id: UserId) -> Result<Arc<User>, Error> {
        // Who one is, one may know with any token.
        if op.caller.user() != Some(id) {
            let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        }
        self.gate.user(id).ok_or_else(Error::hidden)
    }

    /// Makes a user.
    ///
    /// # Errors
    /// Not allowed, the address is taken, the password is too weak.
    pub async fn create_user(&self, op: &Op, new: NewUser) -> Result<UserId, Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let password_hash = match &new.password {
            Some(password) => Some(self.hash_password(password, "/password").await?),
            None => None,
        };
        let record = store::NewUser {
            name: new.name,
            email: new.email,
            password_hash,
            attributes: new.attributes,
        };
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            Ok(self.store.user_create(&may, record.clone()).await?.id)
        })
    }

    /// Changes a user.
    ///
    /// # Errors
    /// Not allowed, unknown, or it would leave the organisation without a manager.
    pub async fn change_user(&self, op: &Op, id: UserId, change: UserChange) -> Result<(), Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let password_hash = match &change.password {
            Some(password) => Some(self.hash_password(password, "/password").await?),
            None => None,
        };
        let record = store::UserChange {
            name: change.name,
            attributes: change.attributes,
            status: change.status,
            password_hash,
        };
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.user_update(&may, id, record.clone()).await.map_err(gone)?;
            Ok(())
        })?;
        self.credentials_ended();
        Ok(())
    }

    /// Deletes a user: grants vanish, shares end as their owner is gone.
    ///
    /// # Errors
    /// Not allowed, unknown, or the last manager.
    pub async fn delete_user(&self, op: &Op, id: UserId) -> Result<(), Error> {
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.user_delete(&may, id).await.map_err(gone)?;
            Ok(())
        })
    }

    /// All groups, for users of the application.
    ///
    /// # Errors
    /// Not allowed.
    pub fn groups(&self, op: &Op) -> Result<Vec<Arc<Group>>, Error> {
        let may = self.gate.allow::<SeePeople>(op, Organisation)?;
        Ok(self.gate.groups(&may))
    }

    /// The name of a principal as shown; `all` for everybody.
    #[must_use]
    pub fn principal_name(&self, principal: Principal) -> String {
        self.gate
            .principal_name(principal)
            .map_or_else(|| "all".to_owned(), |name| name.to_string())
    }

    /// Makes a group.
    ///
    /// # Errors
    /// Not allowed, unknown parent.
    pub async fn create_group(&self, op: &Op, new: &store::NewGroup) -> Result<Group, Error> {
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.group_create(&may, new.clone()).await.map_err(gone)
        })
    }

    /// Changes a group.
    ///
    /// # Errors
    /// Not allowed, unknown, or a cycle.
    pub async fn change_group(&self, op: &Op, id: GroupId, wanted: &store::GroupChange) -> Result<Group, Error> {
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.group_update(&may, id, wanted.clone()).await.map_err(gone)
        })
    }

    /// Deletes a group with its grants and permissions.
    ///
    /// # Errors
    /// Not allowed, unknown, or it would leave the organisation without a manager.
    pub async fn delete_group(&self, op: &Op, id: GroupId) -> Result<(), Error> {
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.group_delete(&may, id).await.map_err(gone)?;
            Ok(())
        })
    }

    /// Adds (`member`) or removes a user of a group.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn put_member(&self, op: &Op, group: GroupId, user: UserId, member: bool) -> Result<(), Error> {
        change!(self, op, {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            let done = if member {
                self.store.group_member_put(&may, group, user).await
            } else {
                self.store.group_member_remove(&may, group, user).await
            };
            done.map_err(gone)?;
            Ok(())
        })
    }
}
