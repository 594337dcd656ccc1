//! Dashboards: list, create, open, save, copy, delete, revisions.

use std::sync::Arc;

use access::action::{
    Ask, ChangeTags, CreateDashboardIn, DashboardAt, DeleteDashboard, ListDashboards, NewAt, Open, Save, SeeData,
    TagChange,
};
use access::op::Op;
use model::dashboard::{Dashboard, Revision};
use model::document::Document;
use model::id::{DashboardId, WorkspaceId};
use model::name::{Tag, Title};

use crate::app::dashboards::approvals::Waits;
use crate::app::error::Error;
use crate::app::{App, gone};

/// What a list of dashboards is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct DashboardFilter {
    /// Which of the three tabs.
    pub tab: Tab,
    /// Part of the title.
    pub q: Option<String>,
    /// A tag it carries.
    pub tag: Option<Tag>,
    /// Where it lies.
    pub lying: store::Lying,
    /// Cursor of the last one of the page before.
    pub after: Option<String>,
    /// Most dashboards.
    pub limit: u32,
}

/// A dashboard to be made.
#[derive(Debug, Clone)]
pub struct NewDashboard {
    /// Its title; another dashboard may have the same.
    pub title: Title,
    /// Tags.
    pub tags: Vec<Tag>,
    /// What it shows.
    pub document: Document,
}

model::words! {
    /// The tabs of the home page.
    #[derive(Default)]
    pub enum Tab {
        /// Only the caller has a grant.
        Private = "private",
        /// Others have one too.
        Shared = "shared",
        /// Both.
        #[default]
        All = "all",
    }
}

model::words! {
    /// Which edition whoever may save a dashboard wants; all others get what is shown.
    #[derive(Default)]
    pub enum Wanted {
        /// What was saved last.
        #[default]
        Latest = "latest",
        /// What everybody sees.
        Shown = "shown",
    }
}

/// A dashboard for one caller.
#[derive(Debug)]
pub struct Opening {
    /// In the edition that they get.
    pub dashboard: Arc<Dashboard>,
    /// Who does not see what was saved last; only for who may save it.
    pub waits: Waits,
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
        if let identity::caller::Caller::Share { .. } = op.caller {
            return self
                .gate
                .share_place(&op.caller, dashboard)
                .filter(|at| workspace.is_none_or(|w| w == at.workspace));
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
        let kept = store::DashboardFilter {
            q: filter.q.clone(),
            tag: filter.tag.clone(),
            lying: filter.lying,
        };
        let after = filter.after.as_deref();
        let records = self.store.dashboards_list(&visible, &kept, after, filter.limit).await?;
        let listed = records.into_iter().filter_map(|record| {
            let access = visible.get(record.id)?.clone();
            Some(Listed { record, access })
        });
        Ok(listed.collect())
    }

    /// Opens a dashboard: in the edition that the caller's eyes may see, or what was saved last for who may save it.
    ///
    /// # Errors
    /// Unknown, foreign or not allowed: all the same. Nothing was approved for the rows it shows.
    pub async fn open_dashboard(&self, op: &Op, at: DashboardAt, wanted: Wanted) -> Result<Opening, Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        let shown = self.gate.sight(&may).edition;
        let Ok(save) = self.gate.allow::<Save>(op, at) else {
            return Ok(Opening {
                dashboard: self.dashboard(shown).await?,
                waits: Waits::default(),
            });
        };
        let edition = match wanted {
            Wanted::Latest => self.gate.latest(&save),
            Wanted::Shown => shown,
        };
        Ok(Opening {
            dashboard: self.dashboard(edition).await?,
            waits: self.waits_of(op, &save).await?,
        })
    }

    /// Makes a dashboard; the caller gets `edit` on it as an ordinary grant.
    ///
    /// # Errors
    /// Not allowed, no such folder, or the document is wrong.
    pub async fn create_dashboard(&self, op: &Op, place: NewAt, new: &NewDashboard) -> Result<Dashboard, Error> {
        let top = NewAt { folder: None, ..place };
        let _may = self.gate.allow::<CreateDashboardIn>(op, top)?;
        self.known_folder(op, place.folder, place.workspace, "/folder")?;
        let _may = self.gate.allow::<CreateDashboardIn>(op, place)?;
        self.check_document(op, place.workspace, &new.document)
            .await
            .map_err(|error| under(error, "/document"))?;
        self.change(op, || async {
            let may = self.gate.allow::<CreateDashboardIn>(op, place)?;
            let NewDashboard { title, tags, document } = new.clone();
            self.store
                .dashboard_create_in(&may, title, tags, document)
                .await
                .map_err(gone)
        })
        .await
    }

    /// Saves a dashboard over revision `expected`; the tags stay unless others are given. Says who does not see it yet.
    ///
    /// # Errors
    /// Not allowed, the document is wrong, somebody saved in between, or other tags would lift a block.
    pub async fn save_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        expected: u32,
        title: &Title,
        tags: Option<&[Tag]>,
        document: &Document,
    ) -> Result<Opening, Error> {
        let _may = self.gate.allow::<Save>(op, at)?;
        self.check_document(op, at.workspace, document)
            .await
            .map_err(|error| under(error, "/document"))?;
        let saved = self
            .change(op, || async {
                let may = self.gate.allow::<Save>(op, at)?;
                let tags = match tags {
                    Some(tags) => Some(self.gate.allow::<ChangeTags>(
                        op,
                        TagChange {
                            at,
                            tags: tags.to_vec(),
                        },
                    )?),
                    None => None,
                };
                let approvals = self.gate.approves_by_saving(&may);
                let saved = self
                    .store
                    .dashboard_save(
                        &may,
                        &approvals,
                        tags.as_ref(),
                        expected,
                        title.clone(),
                        document.clone(),
                    )
                    .await;
                saved.map_err(|error| match error {
                    store::StoreError::RevisionConflict { .. } => {
                        Error::Precondition("Somebody saved this dashboard in between. Load it again.".to_owned())
                    }
                    other => gone(other),
                })
            })
            .await?;
        self.document_changed(at.dashboard).await;
        // Who has just lost the right to save is told of nobody who waits.
        let waits = match self.gate.allow::<Save>(op, at) {
            Ok(may) => self.waits_of(op, &may).await?,
            Err(_) => Waits::default(),
        };
        Ok(Opening {
            dashboard: Arc::new(saved),
            waits,
        })
    }

    /// Deletes a dashboard and ends its shares.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn delete_dashboard(&self, op: &Op, at: DashboardAt) -> Result<(), Error> {
        let deleted: Result<(), Error> = self
            .change(op, || async {
                let may = self.gate.allow::<DeleteDashboard>(op, at)?;
                self.store.dashboard_delete(&may).await.map_err(gone)?;
                Ok(())
            })
            .await;
        self.document_changed(at.dashboard).await;
        deleted
    }

    /// Copies a dashboard without grants and shares; everybody sees their own data in it. So a dashboard from above becomes one
    /// of the workspace below.
    ///
    /// # Errors
    /// It does not open, the caller does not see the data that its questions ask, or may not make dashboards in the target.
    pub async fn copy_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        target: NewAt,
        title: Option<&Title>,
    ) -> Result<Dashboard, Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        // A copy hands over the questions: only to who sees the data they ask, here or where the copy goes.
        let there = DashboardAt {
            workspace: target.workspace,
            ..at
        };
        let opens_there = self.gate.check(op, &Ask::Open(there)).is_ok();
        if !(opens_there && self.gate.check(op, &Ask::SeeData(target.workspace)).is_ok()) {
            let _questions = self.gate.allow::<SeeData>(op, at.workspace)?;
        }
        let source = self.dashboard(self.gate.sight(&may).edition).await?;
        let new = NewDashboard {
            title: title.unwrap_or(&source.title).clone(),
            tags: source.tags.clone(),
            document: source.document.clone(),
        };
        self.create_dashboard(op, target, &new).await
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
    pub async fn restore_revision(&self, op: &Op, at: DashboardAt, revision: u32) -> Result<Opening, Error> {
        let may = self.gate.allow::<Save>(op, at)?;
        let old = self.store.revision_get(&may, revision).await.map_err(gone)?;
        let current = self.dashboard(self.gate.latest(&may)).await?;
        let revision = current.revision;
        self.save_dashboard(op, at, revision, &old.revision.title, None, &old.document)
            .await
    }

    /// Checks a document against the data its author sees in `workspace`.
    ///
    /// # Errors
    /// All faults with their pointers.
    pub async fn check_document(&self, op: &Op, workspace: WorkspaceId, document: &Document) -> Result<(), Error> {
        let may = self.gate.allow::<SeeData>(op, workspace)?;
        crate::app::checking::document(document).await?;
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
