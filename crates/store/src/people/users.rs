//! Accounts: making, changing and deleting users.

use access::action::{ManageOrganisation, ManageOwn};
use access::change::Fact;
use access::proof::Granted;
use model::id::UserId;
use model::name::{Email, Title};
use model::people::{Attributes, User, UserStatus};
use model::principal::Principal;
use model::share::EndReason;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::credential_ends;
use crate::db::{Row, micros, sql};
use crate::error::{Result, StoreError};
use crate::managers::keep_one;
use crate::principals::forget_principal;
use crate::share_ends::end_shares_of_owner;

/// A user to be made.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// As shown.
    pub name: Title,
    /// Unique.
    pub email: Email,
    /// Hash of the password; without one the user cannot sign in with a password.
    pub password_hash: Option<String>,
    /// For row rules and computed groups.
    pub attributes: Attributes,
}

/// What to change of a user; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// As shown.
    pub name: Option<Title>,
    /// A new address; unique. What was sent to the one before opens nothing any more.
    pub email: Option<Email>,
    /// All attributes, replacing those before.
    pub attributes: Option<Attributes>,
    /// Disabling ends the user's browser sessions, invitations and API tokens; none of them comes back with the user.
    pub status: Option<UserStatus>,
    /// Hash of a new password; ends the user's browser sessions.
    pub password_hash: Option<String>,
    /// Ends their API tokens.
    pub revoke_tokens: bool,
}

const USER_BY_ID: &str =
    "SELECT id, email, name, attributes, status, created_at, sharing_consent FROM users WHERE id = $1";

pub(crate) fn user(row: &Row<'_>) -> Result<User> {
    Ok(User {
        id: row.parsed("id")?,
        email: Email::kept(&row.text("email")?),
        name: row.checked("name", Title::new)?,
        attributes: row.json("attributes")?,
        status: row.parsed("status")?,
        created_at: row.instant("created_at")?,
        sharing_consent: row.instant_or_null("sharing_consent")?,
    })
}

impl Store {
    /// Makes a user.
    ///
    /// # Errors
    /// `Conflict(Email)` when the address is taken, `Stale`.
    pub async fn user_create(&self, proof: &Granted<'_, ManageOrganisation>, new: NewUser) -> Result<User> {
        let mut change = self.change_facts(proof).await?;
        let user = User {
            id: UserId::new(proof.op().now),
            email: new.email,
            name: new.name,
            attributes: new.attributes,
            status: UserStatus::Active,
            created_at: micros(proof.op().now),
            sharing_consent: None,
        };
        let account = sql(
            "INSERT INTO users (id, email, name, attributes, status, password_hash, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        );
        let account = account
            .text(user.id)
            .text(&user.email)
            .text(&user.name)
            .text(json!(user.attributes));
        let account = account.text(user.status.as_str()).text_or_null(new.password_hash);
        change.tx.run(account.instant(user.created_at)).await?;
        change.touch(Fact::User(user.id));
        change.commit(Audit::of("user.create", user.id)).await?;
        Ok(user)
    }

    /// Changes a user.
    ///
    /// # Errors
    /// `NotFound`, `Conflict(LastManager)` when nobody would manage the organisation any more, `Conflict(Email)`, `Stale`.
    pub async fn user_update(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        id: UserId,
        to: UserChange,
    ) -> Result<User> {
        let mut change = self.change_facts(proof).await?;
        let before = change
            .tx
            .one(sql(USER_BY_ID).text(id), user)
            .await?
            .ok_or(StoreError::NotFound)?;
        let mut kept = before.clone();
        let mut details = json!({
            "name": to.name.is_some(), "email": to.email.is_some(), "password": to.password_hash.is_some(),
        });
        kept.name = to.name.unwrap_or(kept.name);
        kept.email = to.email.unwrap_or(kept.email);
        kept.attributes = to.attributes.unwrap_or(kept.attributes);
        kept.status = to.status.unwrap_or(kept.status);
        let update = sql("UPDATE users SET name = $2, attributes = $3, status = $4, email = $5 WHERE id = $1");
        let update = update
            .text(id)
            .text(&kept.name)
            .text(json!(kept.attributes))
            .text(kept.status.as_str())
            .text(&kept.email);
        change.tx.run(update).await?;
        if before.email != kept.email {
            let sent = sql("DELETE FROM invitations WHERE user_id = $1").text(id);
            change.tx.run(sent).await?;
        }
        if let Some(hash) = &to.password_hash {
            set_password(&mut change, id, hash).await?;
        }
        let mut revoked = 0;
        if to.revoke_tokens || kept.status == UserStatus::Disabled {
            revoked = end_tokens(&mut change, id).await?;
        }
        if kept.status == UserStatus::Disabled {
            end_credentials(&mut change, id).await?;
        }
        if before != kept {
            keep_one(&mut change.tx).await?;
        }
        change.touch(Fact::User(id));
        if let Some(details) = details.as_object_mut() {
            // What rights rest on is told as it was and as it is; names and addresses stay out of what is never forgotten.
            let told = |user: &User| json!({ "status": user.status, "attributes": user.attributes });
            details.insert("before".to_owned(), told(&before));
            details.insert("after".to_owned(), told(&kept));
            details.insert("revoked_tokens".to_owned(), json!(revoked));
        }
        change.commit(Audit::of("user.change", id).with(details)).await?;
        Ok(kept)
    }

    /// Sets the own password; all browser sessions of the user end, the present one too.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn password_set(&self, proof: &Granted<'_, ManageOwn>, password_hash: &str) -> Result<()> {
        let mut change = self.change(proof).await?;
        set_password(&mut change, *proof.on(), password_hash).await?;
        change.commit(Audit::of("user.password", proof.on())).await.map(|_| ())
    }

    /// Deletes a user with all that is theirs: memberships, grants, policies for them, permissions, personal row rules, sessions,
    /// tokens, invitations, requests. Their dashboards stay; their shares end and stay listed, owned by nobody.
    ///
    /// # Errors
    /// `NotFound`, `Conflict(LastManager)`, `Stale`.
    pub async fn user_delete(&self, proof: &Granted<'_, ManageOrganisation>, id: UserId) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        change.touch(Fact::User(id));
        change.touch(Fact::See(id));
        let around = sql("SELECT group_id AS id FROM group_members WHERE user_id = $1").text(id);
        change.touch_those(around, Fact::Group).await?;
        change.must(sql("DELETE FROM users WHERE id = $1").text(id)).await?;
        forget_principal(&mut change, Principal::User(id)).await?;
        let rules = sql("SELECT id FROM row_rules WHERE applies_to = $1").text(Principal::User(id));
        change.touch_those(rules, Fact::RowRule).await?;
        let rules = sql("DELETE FROM row_rules WHERE applies_to = $1").text(Principal::User(id));
        change.tx.run(rules).await?;
        end_shares_of_owner(&mut change, id, EndReason::OwnerLostAccess).await?;
        keep_one(&mut change.tx).await?;
        change.commit(Audit::of("user.delete", id)).await
    }
}

/// Sets a password. Whoever is signed in with the old one, or could set another by an invitation, is out.
pub(crate) async fn set_password(change: &mut Change<'_>, id: UserId, hash: &str) -> Result<()> {
    let update = sql("UPDATE users SET password_hash = $2 WHERE id = $1");
    change.must(update.text(id).text(hash)).await?;
    end_credentials(change, id).await
}

/// Ends API tokens. Answers how many they were.
async fn end_tokens(change: &mut Change<'_>, id: UserId) -> Result<u64> {
    credential_ends::end(change, sql("DELETE FROM tokens WHERE user_id = $1").text(id)).await
}

/// Ends browser sessions and invitations.
async fn end_credentials(change: &mut Change<'_>, id: UserId) -> Result<()> {
    let sessions = sql("DELETE FROM sessions WHERE user_id = $1").text(id);
    credential_ends::end(change, sessions).await?;
    let invitations = sql("DELETE FROM invitations WHERE user_id = $1").text(id);
    change.tx.run(invitations).await?;
    Ok(())
}
