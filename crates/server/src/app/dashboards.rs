//! Dashboards: list, create, open, save, copy, delete, revisions.

use std::sync::Arc;

use access::action::{CreateDashboard, DashboardAt, DeleteDashboard, ListDashboards, Open, Save};
use access::op::Op;
use model::dashboard::{Dashboard, Revision};
use model::document::Document;
use model::id::{DashboardId, WorkspaceId};
use model::name::{Tag, Title};

use super::error::Error;
use super::{App, change, gone};

/// What a list of dashboards is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct DashboardFilter {
    /// Which of the three tabs.
    pub tab: Tab,
    /// Part of the title.
    pub q: Option<String>,
    /// A tag it carries.
    pub tag: Option<Tag>,
    /// Cursor of the last one of the page before.
    pub after: Option<String>,
    /// Most dashboards.
    pub limit: u32,
}

/// The tabs of the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Only the caller has a grant.
    Private,
    /// Others have one too.
    Shared,
    /// Both.
    #[default]
    All,
}

/// One dashboard of a list with what the gate says of it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The record.
    pub record: store::DashboardSummaryRecord,
    /// What the caller has of it.
    pub access: access::visible::DashboardFacts,
}

impl App {
    /// Where a dashboard is opened: in the given workspace, else where it opens for the caller; for a share always the share's.
    #[must_use]
    pub fn dashboard_at(&self, op: &Op, dashboard: DashboardId, workspace: Option<WorkspaceId>) -> Option<DashboardAt> {
        if let identity::caller::Caller::Share { id, .. } = op.caller {
            return self
                .gate
                .share_at(id)
                .filter(|at| at.dashboard == dashboard && workspace.is_none_or(|w| w == at.workspace));
        }
        match workspace {
            Some(workspace) => Some(DashboardAt { dashboard, workspace }),
            None => self.gate.place(op, dashboard),
        }
    }

    /// The dashboards that open for this caller in this workspace, by title.
    ///
    /// # Errors
    /// The workspace is not visible, or the caller does not use the application.
    pub async fn dashboards(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        filter: &DashboardFilter,
    ) -> Result<Vec<Listed>, Error> {
        let may = self.gate.allow::<ListDashboards>(op, workspace)?;
        let mut visible = self.gate.visible_dashboards(&may);
        visible.retain(|_, facts| match filter.tab {
            Tab::Private => facts.private,
            Tab::Shared => !facts.private,
            Tab::All => true,
        });
        let (q, tag, after) = (filter.q.as_deref(), filter.tag.as_ref(), filter.after.as_deref());
        let records = self
            .store
            .dashboards_list(&visible, q, tag, after, filter.limit)
            .await?;
        let listed = records.into_iter().filter_map(|record| {
            let access = *visible.get(record.id)?;
            Some(Listed { record, access })
        });
        Ok(listed.collect())
    }

    /// Opens a dashboard.
    ///
    /// # Errors
    /// Unknown, foreign or not allowed: all the same.
    pub async fn open_dashboard(&self, op: &Op, at: DashboardAt) -> Result<Arc<Dashboard>, Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        self.dashboard(&may).await
    }

    /// Makes a dashboard; the caller gets `edit` on it as an ordinary grant.
    ///
    /// # Errors
    /// Not allowed, or the document is wrong.
    pub async fn create_dashboard(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        title: &Title,
        tags: &[Tag],
        document: &Document,
    ) -> Result<Dashboard, Error> {
        let _may = self.gate.allow::<CreateDashboard>(op, workspace)?;
        self.check_document(op, workspace, document)
            .await
            .map_err(|error| under(error, "/document"))?;
        change!(self, op, {
            let may = self.gate.allow::<CreateDashboard>(op, workspace)?;
            Ok(self
                .store
                .dashboard_create(&may, title.clone(), tags.to_vec(), document.clone())
                .await?)
        })
    }

    /// Saves a dashboard over revision `expected`.
    ///
    /// # Errors
    /// Not allowed, the document is wrong, or somebody saved in between.
    pub async fn save_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        expected: u32,
        title: &Title,
        tags: &[Tag],
        document: &Document,
    ) -> Result<Dashboard, Error> {
        let may = self.gate.allow::<Save>(op, at)?;
        self.check_document(op, at.workspace, document)
            .await
            .map_err(|error| under(error, "/document"))?;
        let saved = self
            .store
            .dashboard_save(&may, expected, title.clone(), tags.to_vec(), document.clone())
            .await;
        let saved = saved.map_err(|error| match error {
            store::StoreError::RevisionConflict { .. } => {
                Error::Precondition("Somebody saved this dashboard in between. Load it again.".to_owned())
            }
            other => gone(other),
        })?;
        self.document_changed(at.dashboard);
        Ok(saved)
    }

    /// Deletes a dashboard and ends its shares.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn delete_dashboard(&self, op: &Op, at: DashboardAt) -> Result<(), Error> {
        let deleted: Result<(), Error> = change!(self, op, {
            let may = self.gate.allow::<DeleteDashboard>(op, at)?;
            self.store.dashboard_delete(&may).await.map_err(gone)?;
            Ok(())
        });
        self.document_changed(at.dashboard);
        deleted
    }

    /// Copies a dashboard without grants and shares.
    ///
    /// # Errors
    /// It does not open, or the caller may not make dashboards in the target.
    pub async fn copy_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        target: WorkspaceId,
        title: Option<&Title>,
    ) -> Result<Dashboard, Error> {
        // Who may not save has no right to the questions, and a copy would hand them over.
        let may = self.gate.allow::<Open>(op, at)?;
        let source = self.dashboard(&may).await?;
        let _questions = self.gate.allow::<Save>(op, at)?;
        let title = title.unwrap_or(&source.title);
        self.create_dashboard(op, target, title, &source.tags, &source.document)
            .await
    }

    /// The saved states, newest first.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn revisions(&self, op: &Op, at: DashboardAt) -> Result<Vec<Revision>, Error> {
        let may = self.gate.allow::<Save>(op, at)?;
        Ok(self.store.revisions(&may).await?)
    }

    /// Saves an old state again.
    ///
    /// # Errors
    /// Not allowed, or there is no such revision.
    pub async fn restore_revision(&self, op: &Op, at: DashboardAt, revision: u32) -> Result<Dashboard, Error> {
        let may = self.gate.allow::<Save>(op, at)?;
        let old = self.store.revision_get(&may, revision).await.map_err(gone)?;
        let open = self.gate.allow::<Open>(op, at)?;
        let current = self.dashboard(&open).await?;
        self.save_dashboard(
            op,
            at,
            current.revision,
            &old.revision.title,
            &current.tags,
            &old.document,
        )
        .await
    }

    /// Checks a document against the data its author sees in `workspace`.
    ///
    /// # Errors
    /// All faults with their pointers.
    pub async fn check_document(&self, op: &Op, workspace: WorkspaceId, document: &Document) -> Result<(), Error> {
        document.check()?;
        let may = self.gate.allow::<access::action::SeeData>(op, workspace)?;
        let scope = self.gate.data_scope(&may);
        self.engine.check_document(&scope, document).await?;
        Ok(())
    }
}

/// The same error, with its pointers seen from the whole body.
pub(crate) fn under(error: Error, prefix: &str) -> Error {
    match error {
        Error::Invalid(invalid) | Error::Query(query::QueryError::Invalid(invalid)) => invalid.under(prefix).into(),
        other => other,
    }
}
