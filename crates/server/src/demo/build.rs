//! Makes the demo organisation from top to bottom, each thing by the person who would make it. Knows the use cases, nothing below.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::action::PermissionChange;
use access::op::Op;
use anyhow::Context as _;
use identity::caller::Caller;
use model::Instant;
use model::dataset::Origin;
use model::id::{DashboardId, FolderId, RequestId, UserId, WorkspaceId};
use model::name::Title;
use model::principal::Principal;
use model::row_rule::AppliesTo;
use query::FileFormat;

use super::files::Data;
use super::organisation::{Dataset, Organisation};
use super::sheet::{Person, Sheet};
use crate::app::App;
use crate::app::people::sign_in::Setup;
use crate::app::people::tokens::TokenWanted;
use crate::app::people::users::NewUser;
use crate::data_folder;

/// What has been made so far, by key.
pub(super) struct Builder<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) now: Instant,
    pub(super) workspaces: BTreeMap<String, WorkspaceId>,
    pub(super) users: BTreeMap<String, UserId>,
    pub(super) groups: BTreeMap<String, model::id::GroupId>,
    pub(super) folders: BTreeMap<String, FolderId>,
    pub(super) dashboards: BTreeMap<String, DashboardId>,
    pub(super) sheet: Sheet,
}

/// Makes everything.
pub(super) async fn build(app: &Arc<App>, organisation: &Organisation, now: Instant) -> anyhow::Result<Sheet> {
    let mut builder = Builder {
        app,
        now,
        workspaces: BTreeMap::new(),
        users: BTreeMap::new(),
        groups: BTreeMap::new(),
        folders: BTreeMap::new(),
        dashboards: BTreeMap::new(),
        sheet: Sheet::default(),
    };
    builder.first_administrator(organisation).await?;
    builder.people(organisation).await?;
    builder.places(organisation).await?;
    for dataset in &organisation.datasets {
        builder
            .dataset(dataset)
            .await
            .with_context(|| format!("dataset {}", dataset.name))?;
    }
    builder.row_rules(organisation).await?;
    builder.folders(organisation).await?;
    for dashboard in &organisation.dashboards {
        builder
            .dashboard(dashboard)
            .await
            .with_context(|| format!("dashboard {}", dashboard.key))?;
    }
    builder.policies(organisation).await?;
    for share in &organisation.shares {
        builder
            .share(share)
            .await
            .with_context(|| format!("share {}", share.key))?;
    }
    builder.tokens(organisation).await?;
    Ok(builder.sheet)
}

pub(super) fn find<T: Copy>(map: &BTreeMap<String, T>, key: &str) -> anyhow::Result<T> {
    map.get(key).copied().with_context(|| format!("the demo has no {key}"))
}

impl Builder<'_> {
    /// Acts as a person of the demo.
    pub(super) fn acting(&self, key: &str) -> anyhow::Result<Op> {
        Ok(Op::new(
            Caller::Job {
                owner: find(&self.users, key)?,
            },
            RequestId::new(self.now),
            self.now,
        ))
    }

    pub(super) fn principal(&self, text: &str) -> anyhow::Result<Principal> {
        Ok(match text.split_once(':') {
            Some(("user", key)) => Principal::User(find(&self.users, key)?),
            Some(("group", key)) => Principal::Group(find(&self.groups, key)?),
            _ => Principal::All,
        })
    }

    /// `workspace`, or a principal by key.
    fn applies_to(&self, text: &str) -> anyhow::Result<AppliesTo> {
        if text == "workspace" {
            return Ok(AppliesTo::Workspace);
        }
        Ok(match self.principal(text)? {
            Principal::User(id) => AppliesTo::User(id),
            Principal::Group(id) => AppliesTo::Group(id),
            Principal::All => AppliesTo::All,
        })
    }

    async fn first_administrator(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
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
        Ok(())
    }

    pub(super) fn administrator(&self) -> anyhow::Result<Op> {
        self.acting(&self.sheet.administrator)
    }

    async fn people(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
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

    async fn places(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
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
                self.app.put_workspace_settings(&op, id, &workspace.settings).await?;
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

    async fn dataset(&mut self, dataset: &Dataset) -> anyhow::Result<()> {
        let op = self.administrator()?;
        let workspace = find(&self.workspaces, &dataset.workspace)?;
        let (origin, columns) = match &dataset.ingest {
            Some(ingest) => (
                Origin::Ingest {
                    time_column: ingest.time_column.clone(),
                    grow: ingest.grow,
                },
                ingest.columns.clone(),
            ),
            None => (Origin::Files, Vec::new()),
        };
        let new = store::NewDataset {
            name: dataset.name.clone(),
            label: dataset.label.clone(),
            origin,
            columns,
            outside: dataset.outside,
            tenant_bound: false,
        };
        let made = self.app.create_dataset(&op, workspace, new).await?;
        if let Some(file) = &dataset.file {
            let bytes = Data::get(file).context("the data is not built in")?.data;
            let path = self.app.upload_path(made.id, &op);
            tokio::fs::write(&path, &bytes).await?;
            let (loaded, _) = self.app.upload(&op, made.id, FileFormat::Parquet, &path).await?;
            tokio::fs::remove_file(&path).await?;
            let mut columns = loaded.columns;
            for column in &mut columns {
                if let Some(texts) = dataset.columns.get(&column.name).cloned() {
                    (column.label, column.unit, column.description) = (texts.label, texts.unit, texts.description);
                    column.hidden = texts.hidden;
                }
            }
            let wanted = store::DatasetChange {
                columns: Some(columns),
                ..Default::default()
            };
            self.app.change_dataset(&op, made.id, wanted).await?;
        }
        self.sheet
            .datasets
            .insert(dataset.name.to_string(), made.id.to_string());
        Ok(())
    }

    async fn row_rules(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let op = self.administrator()?;
        for rule in &organisation.row_rules {
            let new = store::NewRowRule {
                dataset: rule.dataset.clone(),
                applies_to: self.applies_to(&rule.applies_to)?,
                below: rule.below,
                unless_manage: false,
                predicate: rule.predicate.clone(),
            };
            self.app
                .create_row_rule(&op, find(&self.workspaces, &rule.workspace)?, new)
                .await?;
        }
        Ok(())
    }

    async fn tokens(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
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
