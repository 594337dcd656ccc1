//! Makes the folders, dashboards, policies and shares of the demo. Knows the use cases, nothing below.

use access::action::{DashboardAt, FolderAt, NewAt};
use model::display::{Display, DisplayChoice};
use model::document::Document;
use model::level::GrantLevel;
use model::name::Title;
use model::policy::PolicyRule;

use super::builder::{Builder, find};
use super::organisation::{Dashboard, Organisation, Share, read};
use super::sheet::SharedLink;
use crate::app::dashboards::documents::NewDashboard;
use crate::app::dashboards::grants::{GrantChanges, On};
use crate::app::sharing::shares::NewShare;

impl Builder<'_> {
    pub(super) async fn dashboard(&mut self, dashboard: &Dashboard) -> anyhow::Result<()> {
        let op = self.acting(&dashboard.author)?;
        let workspace = find(&self.workspaces, &dashboard.workspace)?;
        let document: Document = read(&dashboard.document)?;
        let new = NewDashboard {
            title: dashboard.title.clone(),
            tags: dashboard.tags.clone(),
            document,
        };
        let top = NewAt {
            workspace,
            folder: None,
        };
        let made = self.app.create_dashboard(&op, top, &new).await?;
        let home = DashboardAt {
            dashboard: made.id,
            workspace,
        };
        let op = self.administrator()?;
        if let Some(key) = &dashboard.folder {
            let folder = find(&self.folders, key)?;
            self.app.move_dashboard(&op, home, Some(folder)).await?;
        }
        if dashboard.restricted {
            self.app.restrict_dashboard(&op, home, true, false).await?;
        }
        if let Some(key) = &dashboard.display {
            let eyes = DisplayChoice::Is(Display::User(find(&self.users, key)?));
            self.app.display_dashboard(&op, home, eyes, None, false).await?;
        }
        for grant in &dashboard.grants {
            let at = DashboardAt {
                dashboard: made.id,
                workspace: find(&self.workspaces, &grant.workspace)?,
            };
            let wanted = self.grant(&grant.principal, grant.level)?;
            self.app.change_grants(&op, On::Dashboard(at), &wanted).await?;
        }
        self.dashboards.insert(dashboard.key.clone(), made.id);
        self.sheet.dashboards.insert(dashboard.key.clone(), made.id.to_string());
        Ok(())
    }

    fn grant(&self, principal: &str, level: GrantLevel) -> anyhow::Result<GrantChanges> {
        Ok(GrantChanges {
            changes: vec![(self.principal(principal)?, Some(level))],
            confirmed: false,
            expected: None,
        })
    }

    /// Folders with the grants on them, outer ones first.
    pub(super) async fn folders(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        for folder in &organisation.folders {
            let op = self.acting(&folder.author)?;
            let place = NewAt {
                workspace: find(&self.workspaces, &folder.workspace)?,
                folder: folder.parent.as_ref().map(|key| find(&self.folders, key)).transpose()?,
            };
            let made = self.app.create_folder(&op, place, &folder.name).await?;
            for grant in &folder.grants {
                let at = FolderAt {
                    folder: made.folder.id,
                    workspace: find(&self.workspaces, &grant.workspace)?,
                };
                let wanted = self.grant(&grant.principal, grant.level)?;
                self.app
                    .change_grants(&self.administrator()?, On::Folder(at), &wanted)
                    .await?;
            }
            self.folders.insert(folder.key.clone(), made.folder.id);
            self.sheet
                .folders
                .insert(folder.key.clone(), made.folder.id.to_string());
        }
        Ok(())
    }

    pub(super) async fn policies(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let op = self.administrator()?;
        for policy in &organisation.policies {
            let rule = PolicyRule {
                name: policy.name.clone(),
                reach: policy.reach,
                tag: policy.tag.clone(),
                principal: self.principal(&policy.principal)?,
                level: policy.level,
            };
            let workspace = find(&self.workspaces, &policy.workspace)?;
            self.app.create_policy(&op, workspace, &rule).await?;
        }
        Ok(())
    }

    pub(super) async fn share(&mut self, share: &Share) -> anyhow::Result<()> {
        let op = self.acting(&share.owner)?;
        let at = DashboardAt {
            dashboard: find(&self.dashboards, &share.dashboard)?,
            workspace: find(&self.workspaces, &share.workspace)?,
        };
        let new = NewShare {
            title: share
                .request
                .title
                .clone()
                .map_or_else(|| Title::new(&share.key).map_err(anyhow::Error::msg), Ok)?,
            description: share.request.description.clone(),
            audience: share.request.audience(),
            asks_password: share.request.password.is_some(),
            terms: share.request.terms(),
            revision: None,
            pins: false,
            language: "en".to_owned(),
        };
        let (made, once) = self.app.create_share(&op, at, &new).await?;
        if share.ended {
            self.app.end_share(&op, made.share.id).await?;
        }
        let base = &self.app.config.base_url;
        let link = once
            .link
            .map_or_else(String::new, |secret| format!("{base}/s/{}", secret.expose()));
        self.sheet.shares.insert(
            share.key.clone(),
            SharedLink {
                id: made.share.id.to_string(),
                link,
            },
        );
        Ok(())
    }
}
