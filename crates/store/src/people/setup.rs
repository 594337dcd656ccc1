//! The first start: the organisation, its root workspace and the first administrator, once and all together.

use access::change::Fact;
use access::op::Op;
use model::id::{UserId, WorkspaceId};
use model::name::{Email, Title};
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;

use crate::Store;
use crate::change::Audit;
use crate::db::sql;
use crate::error::Result;
use crate::permissions::permission_words;

impl Store {
    /// Whether [`Self::set_up`] was done. A narrow port: asked before there is any caller.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn is_set_up(&self) -> Result<bool> {
        Ok(self.organisation_name().await?.is_some())
    }

    /// The organisation's name, `None` before set-up. A narrow port: the sign-in page shows it.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organisation_name(&self) -> Result<Option<Title>> {
        let question = sql("SELECT name FROM organisation WHERE id = 1");
        self.db.one(question, |row| row.checked("name", Title::new)).await
    }

    /// Makes the organisation, its root workspace and a user who manages all of it. A narrow port: whoever calls it has checked the
    /// one-time secret.
    ///
    /// # Errors
    /// `Conflict(SetUp)` ever after the first time.
    pub async fn set_up(
        &self,
        op: &Op,
        organisation: &Title,
        name: &Title,
        email: &Email,
        password_hash: &str,
    ) -> Result<(UserId, WorkspaceId)> {
        let mut change = self.change_facts_unproven(op).await?;
        let user = UserId::new(op.now);
        let root = WorkspaceId::new(op.now);
        let one = sql("INSERT INTO organisation (id, name, created_at) VALUES (1, $1, $2)");
        change.tx.run(one.text(organisation).instant(op.now)).await?;
        let account = sql(
            "INSERT INTO users (id, email, name, attributes, status, password_hash, created_at) \
             VALUES ($1, $2, $3, '{}', 'active', $4, $5)",
        );
        let account = account.text(user).text(email).text(name).text(password_hash);
        change.tx.run(account.instant(op.now)).await?;
        let workspace = sql("INSERT INTO workspaces (id, parent, name, settings) VALUES ($1, NULL, $2, '{}')");
        change.tx.run(workspace.text(root).text(organisation)).await?;
        let manage = PermissionSet::EMPTY.with(Permission::Manage);
        let permission = sql("INSERT INTO permissions (workspace, principal, here, below) VALUES ($1, $2, '[]', $3)");
        let permission = permission.text(root).text(Principal::User(user));
        change.tx.run(permission.text(permission_words(manage))).await?;
        change.touch(Fact::User(user));
        change.touch(Fact::Workspace(root));
        let entry = Audit::of("organisation.set_up", root).at(root);
        change.commit_as(&format!("user:{user}"), entry).await?;
        Ok((user, root))
    }
}
