//! Users: list, make, change, delete, and whom they see. Everything here decides rights, so every change settles the facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::action::{ManageOrganisation, ManageSee, Organisation};
use access::op::Op;
use access::roster::{Leaves, Membership};
use model::id::UserId;
use model::invalid::Invalid;
use model::name::{Email, Title};
use model::people::{Attributes, User, UserStatus};
use model::principal::Principal;

use crate::app::error::Error;
use crate::app::watching::Ground;
use crate::app::{App, gone};
use crate::limits::LOOK_ALIKES;

/// A user to be made.
#[derive(Debug)]
pub struct NewUser {
    /// Unique.
    pub email: Email,
    /// Their name; another user may have the same.
    pub name: Title,
    /// Without one the user cannot sign in by password.
    pub password: Option<String>,
    /// For rules.
    pub attributes: Attributes,
}

model::words! {
    /// Whether somebody can sign in.
    pub enum Standing {
        /// Yes.
        Active = "active",
        /// No.
        Disabled = "disabled",
        /// An invitation waits for them.
        Invited = "invited",
    }
}

impl Standing {
    fn of(user: &User, invited: &BTreeSet<UserId>) -> Self {
        match user.status {
            UserStatus::Disabled => Self::Disabled,
            UserStatus::Active if invited.contains(&user.id) => Self::Invited,
            UserStatus::Active => Self::Active,
        }
    }
}

/// A user as they are listed.
#[derive(Debug, Clone)]
pub struct ListedUser {
    /// Who.
    pub user: Arc<User>,
    /// Whether they can sign in.
    pub standing: Standing,
    /// Groups they are in.
    pub groups: Vec<Membership>,
}

/// What a list of users is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// Part of the name or address.
    pub q: Option<String>,
    /// Whether they can sign in.
    pub standing: Option<Standing>,
}

/// What changes of a user; `None` stays.
#[derive(Debug, Default)]
pub struct UserChange {
    /// A new name.
    pub name: Option<Title>,
    /// A new address.
    pub email: Option<Email>,
    /// For rules.
    pub attributes: Option<Attributes>,
    /// Whether the account works.
    pub status: Option<UserStatus>,
    /// A new password; ends the user's sessions.
    pub password: Option<String>,
    /// Ends the user's API tokens; `None`: with a new password.
    pub revoke_tokens: Option<bool>,
}

impl App {
    /// Users by name, for who manages the organisation: at most `limit`, those after one of them.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn users(
        &self,
        op: &Op,
        filter: &UserFilter,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<Vec<ListedUser>, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let invited = self.users_invited(op).await?;
        let q = filter.q.as_deref().unwrap_or_default().trim().to_lowercase();
        let standing = |user: &User| Standing::of(user, &invited);
        let met = |user: &Arc<User>| {
            let named = user.name.as_str().to_lowercase().contains(&q) || user.email.as_str().contains(&q);
            named && filter.standing.is_none_or(|wanted| wanted == standing(user))
        };
        let all = self.gate.users(&may).into_iter();
        let mut behind = after.is_none();
        let rest = all.filter(|user| {
            let was = behind;
            behind |= Some(user.id) == after;
            was
        });
        let page = rest.filter(met).take(limit);
        let listed = page.map(|user| ListedUser {
            standing: standing(&user),
            groups: self.gate.memberships(&may, user.id),
            user,
        });
        Ok(listed.collect())
    }

    /// One user as the list has them.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn listed_user(&self, op: &Op, id: UserId) -> Result<ListedUser, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let user = self.gate.user(id).ok_or_else(Error::hidden)?;
        Ok(ListedUser {
            standing: Standing::of(&user, &self.users_invited(op).await?),
            groups: self.gate.memberships(&may, id),
            user,
        })
    }

    async fn users_invited(&self, op: &Op) -> Result<BTreeSet<UserId>, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let open = self.store.invitations_list(&may).await?;
        Ok(open.into_iter().map(|invitation| invitation.user).collect())
    }

    /// What goes or ends with a user, and how many API tokens they have.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn leaves(&self, op: &Op, id: UserId) -> Result<(Leaves, usize), Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let _known = self.gate.user(id).ok_or_else(Error::hidden)?;
        let tokens = self.store.tokens_of(&may, id).await?;
        Ok((self.gate.leaves(&may, id), tokens.len()))
    }

    /// Users whose address a reader takes for this one, though it is another; at most some of them.
    ///
    /// # Errors
    /// Not allowed.
    pub fn look_alikes(&self, op: &Op, email: &Email) -> Result<Vec<Arc<User>>, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let looks = email.skeleton();
        let all = self.gate.users(&may).into_iter();
        let alike = all.filter(|user| user.email != *email && user.email.skeleton() == looks);
        Ok(alike.take(LOOK_ALIKES).collect())
    }

    /// Whom a user sees by relation, beside those they see anyway.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn sees(&self, op: &Op, id: UserId) -> Result<Vec<Principal>, Error> {
        let may = self.gate.allow::<ManageSee>(op, Organisation)?;
        let _known = self.gate.user(id).ok_or_else(Error::hidden)?;
        Ok(self.store.see_list(&may, id).await?)
    }

    /// Lets a user see a principal (`seen`), or ends that.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn put_see(&self, op: &Op, id: UserId, whom: Principal, seen: bool) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageSee>(op, Organisation)?;
            let done = if seen {
                self.store.see_put(&may, id, whom).await
            } else {
                self.store.see_remove(&may, id, whom).await
            };
            done.map_err(gone)?;
            Ok(())
        })
        .await
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
            Some(password) => Some(self.passwords.hash(password, "/password").await?),
            None => None,
        };
        let record = store::NewUser {
            name: new.name,
            email: new.email,
            password_hash,
            attributes: new.attributes,
        };
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            Ok(self.store.user_create(&may, record.clone()).await?.id)
        })
        .await
    }

    /// Changes a user.
    ///
    /// # Errors
    /// Not allowed, unknown, or it would leave the organisation without a manager.
    pub async fn change_user(&self, op: &Op, id: UserId, change: UserChange) -> Result<(), Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let password_hash = match &change.password {
            Some(password) => Some(self.passwords.hash(password, "/password").await?),
            None => None,
        };
        let revoke_tokens = change.revoke_tokens.unwrap_or(password_hash.is_some());
        let resets = password_hash.is_some() || revoke_tokens || change.status == Some(UserStatus::Disabled);
        let record = store::UserChange {
            name: change.name,
            email: change.email,
            attributes: change.attributes,
            status: change.status,
            password_hash,
            revoke_tokens,
        };
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.user_update(&may, id, record.clone()).await.map_err(gone)?;
            Ok(())
        })
        .await?;
        if resets {
            self.credentials_ended(Ground::SessionsOf(id)).await;
        }
        Ok(())
    }

    /// Deletes a user: grants vanish, shares end as their owner is gone.
    ///
    /// # Errors
    /// Not allowed, unknown, or the last manager.
    pub async fn delete_user(&self, op: &Op, id: UserId) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.user_delete(&may, id).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// The name of a principal as shown; `all` for everybody.
    #[must_use]
    pub fn principal_name(&self, principal: Principal) -> String {
        self.gate
            .principal_name(principal)
            .map_or_else(|| "all".to_owned(), |name| name.to_string())
    }

    /// Refuses a principal that does not exist as what it is: a mistake in the request.
    pub(crate) fn known_principal(&self, principal: Principal, pointer: &str) -> Result<(), Error> {
        let exists = match principal {
            Principal::All => true,
            Principal::User(id) => self.gate.user(id).is_some(),
            Principal::Group(_) => self.gate.principal_name(principal).is_some(),
        };
        if exists {
            Ok(())
        } else {
            Err(Invalid::at(pointer, "there is no such user or group").into())
        }
    }
}
