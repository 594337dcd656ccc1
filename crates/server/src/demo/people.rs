//! Makes the first administrator, users, groups, workspaces with what is permitted in them, and tokens. Knows the use cases, nothing
//! below.

use access::action::{PermissionChange, SettingsChange};
use access::op::Op;
use anyhow::Context as _;
use identity::caller::Caller;
use model::id::RequestId;
use model::name::Title;

use super::builder::{Builder, find};
use super::organisation::Organisation;
use super::sheet::Person;
use crate::app::people::sign_in::Setup;
use crate::app::people::tokens::TokenWanted;
use crate::app::people::users::NewUser;
use crate::data_folder;

impl Builder<'_> {
    pub(super) async fn first_administrator(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let first = organisation.users.first().context("the demo has no users")?;
        let root = organisation
            .workspaces
            .iter()
            .find(|workspace| workspace.parent.is_none());
        let root = root.context("the demo has no root")?;
        let secret = data_folder::setup_secret(&self.app.config.data)?;
        let nobody = Op::new(Caller::Nobody, RequestId::new(self.now), self.now);
        let setup = Setup {
            secret: &secret,
            organisation: root.name.clone(),
            name: first.name.clone(),
            email: first.email.clone(),
            password: &first.password,
        };
        let user = self.app.set_up(&nobody, None, setup).await?;
        self.users.insert(first.key.clone(), user);
        let op = self.acting(&first.key)?;
        let made = self
            .app
            .workspaces(&op)?
            .into_iter()
            .find(|workspace| workspace.parent.is_none());
        self.workspaces
            .insert(root.key.clone(), made.context("setup made no root")?.id);
        self.sheet.administrator.clone_from(&first.key);
        self.consent(&first.key).await?;
        Ok(())
    }

    /// Everybody of the demo may be shown as the sharer.
    async fn consent(&self, key: &str) -> anyhow::Result<()> {
        self.app.give_sharing_consent(&self.acting(key)?).await?;
        Ok(())
    }

    pub(super) async fn people(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let op = self.administrator()?;
        for user in organisation.users.iter().skip(1) {
            let new = NewUser {
                email: user.email.clone(),
                name: user.name.clone(),
                password: Some(user.password.clone()),
                attributes: user.attributes.clone(),
            };
            self.users
                .insert(user.key.clone(), self.app.create_user(&op, new).await?);
            self.consent(&user.key).await?;
        }
        for group in &organisation.groups {
            let parents = group
                .parents
                .iter()
                .map(|key| find(&self.groups, key))
                .collect::<anyhow::Result<_>>()?;
            let new = store::NewGroup {
                name: group.name.clone(),
                parents,
                rule: group.rule.clone(),
            };
            let made = self.app.create_group(&op, &new).await?;
            for member in &group.members {
                self.app
                    .put_member(&op, made.id, find(&self.users, member)?, true)
                    .await?;
            }
            self.groups.insert(group.key.clone(), made.id);
        }
        self.sheet.groups = self
            .groups
            .iter()
            .map(|(key, id)| (key.clone(), id.to_string()))
            .collect();
        Ok(())
    }

    pub(super) async fn workspaces(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let op = self.administrator()?;
        for workspace in &organisation.workspaces {
            let id = match &workspace.parent {
                None => find(&self.workspaces, &workspace.key)?,
                Some(parent) => {
                    let parent = find(&self.workspaces, parent)?;
                    self.app.create_workspace(&op, parent, &workspace.name).await?.id
                }
            };
            if !workspace.settings.is_empty() {
                let change = SettingsChange {
                    workspace: id,
                    settings: workspace.settings.clone(),
                };
                self.app.put_workspace_settings(&op, &change).await?;
            }
            self.workspaces.insert(workspace.key.clone(), id);
        }
        for entry in &organisation.permissions {
            let workspace = find(&self.workspaces, &entry.workspace)?;
            let principal = self.principal(&entry.principal)?;
            let (here, below) = (
                entry.here.iter().copied().collect(),
                entry.below.iter().copied().collect(),
            );
            let wanted = PermissionChange {
                workspace,
                principal,
                here,
                below,
            };
            self.app.put_permissions(&op, wanted).await?;
        }
        self.sheet.workspaces = self
            .workspaces
            .iter()
            .map(|(key, id)| (key.clone(), id.to_string()))
            .collect();
        Ok(())
    }

    pub(super) async fn tokens(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let wanted = TokenWanted {
            name: Title::new("Demo").map_err(anyhow::Error::msg)?,
            user: None,
            read_only: false,
            workspace: None,
            expires_at: None,
        };
        for user in &organisation.users {
            let (_, token) = self.app.create_token(&self.acting(&user.key)?, &wanted).await?;
            let person = Person {
                id: find(&self.users, &user.key)?.to_string(),
                email: user.email.to_string(),
                password: user.password.clone(),
                token: token.expose().to_owned(),
                is: user.is.clone(),
            };
            self.sheet.users.insert(user.key.clone(), person);
        }
        Ok(())
    }
}
