//! Dashboards as they are kept: title, tags, document, and every revision ever saved.

use std::collections::BTreeSet;

use access::action::{ChangeTags, CreateDashboard, CreateDashboardIn, DeleteDashboard, NewAt, Save};
use access::change::Fact;
use access::edition::Approvals;
use access::proof::Granted;
use access::visible::Visible;
use model::Instant;
use model::approval::QuestionsDigest;
use model::dashboard::Dashboard;
use model::display::Display;
use model::document::{Document, WidgetKind};
use model::id::{DashboardId, FolderId, UserId, WorkspaceId};
use model::level::Level;
use model::name::{Tag, Title};
use model::principal::Principal;
use model::share::EndReason;
use serde_json::json;

use crate::Store;
use crate::approvals::put;
use crate::change::{Audit, Change, maker};
use crate::dashboards::revisions::put_revision;
use crate::db::{Row, list, micros, sql};
use crate::error::{Result, StoreError};
use crate::places::must_be_of;
use crate::share_ends::end_shares_of_dashboard;
use crate::text::{containing, fold};

/// A dashboard as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardSummaryRecord {
    /// Which.
    pub id: DashboardId,
    /// Its own workspace.
    pub workspace: WorkspaceId,
    /// As shown.
    pub title: Title,
    /// `key=value` or words.
    pub tags: Vec<Tag>,
    /// Counts saves, from 1.
    pub revision: u32,
    /// First save.
    pub created_at: Instant,
    /// Last save.
    pub updated_at: Instant,
    /// Who saved last.
    pub updated_by: UserId,
    /// Kinds of its widgets, in reading order.
    pub widget_kinds: Vec<WidgetKind>,
    /// The folder it lies in; `None`: at the top.
    pub folder: Option<FolderId>,
    /// Cannot be shared to the outside.
    pub restricted: bool,
    /// Through whose eyes its data is seen.
    pub display: Display,
}

/// Which of the visible dashboards to list; the default means all.
#[derive(Debug, Clone, Default)]
pub struct DashboardFilter {
    /// Searched in titles.
    pub q: Option<String>,
    /// One exact tag.
    pub tag: Option<Tag>,
    /// Where they lie.
    pub lying: Lying,
}

/// Where dashboards lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lying {
    /// Wherever.
    #[default]
    Anywhere,
    /// In no folder.
    AtTheTop,
    /// In this very folder, not in one inside of it.
    In(FolderId),
}

impl DashboardSummaryRecord {
    /// Where the list goes on after this one; opaque, for `after` of [`Store::dashboards_list`].
    #[must_use]
    pub fn cursor(&self) -> String {
        format!("{}~{}", self.id, fold(&self.title))
    }
}

const BY_ID: &str = "SELECT id, workspace, title, tags, document, revision, created_at, updated_at, updated_by FROM dashboards \
     WHERE id = $1";

pub(crate) fn dashboard(row: &Row<'_>) -> Result<Dashboard> {
    Ok(Dashboard {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        title: row.checked("title", Title::new)?,
        tags: row.json("tags")?,
        document: row.json("document")?,
        revision: row.number("revision")?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        updated_by: row.parsed("updated_by")?,
    })
}

fn summary(row: &Row<'_>) -> Result<DashboardSummaryRecord> {
    let document: Document = row.json("document")?;
    Ok(DashboardSummaryRecord {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        title: row.checked("title", Title::new)?,
        tags: row.json("tags")?,
        revision: row.number("revision")?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        updated_by: row.parsed("updated_by")?,
        widget_kinds: document.widgets.iter().map(|widget| widget.kind).collect(),
        folder: row.parsed_or_null("folder")?,
        restricted: row.flag("restricted")?,
        display: row.parsed("display")?,
    })
}

impl Store {
    /// Makes a dashboard at the top of a workspace; its maker gets `edit` as an ordinary grant with it.
    ///
    /// # Errors
    /// `NeedsUser`, `Stale`.
    pub async fn dashboard_create(
        &self,
        proof: &Granted<'_, CreateDashboard>,
        title: Title,
        tags: Vec<Tag>,
        document: Document,
    ) -> Result<Dashboard> {
        let place = NewAt {
            workspace: *proof.on(),
            folder: None,
        };
        create(self.change_facts(proof).await?, place, title, tags, document).await
    }

    /// Makes a dashboard in a folder, or at the top of its workspace; otherwise as [`Self::dashboard_create`].
    ///
    /// # Errors
    /// `NotFound` when the folder is not one of the workspace; `NeedsUser`, `Stale`.
    pub async fn dashboard_create_in(
        &self,
        proof: &Granted<'_, CreateDashboardIn>,
        title: Title,
        tags: Vec<Tag>,
        document: Document,
    ) -> Result<Dashboard> {
        create(self.change_facts(proof).await?, *proof.on(), title, tags, document).await
    }

    /// A page of the visible dashboards by title. `after` is the cursor of the last one of the page before.
    ///
    /// # Errors
    /// `Invalid` for a cursor that is none.
    pub async fn dashboards_list(
        &self,
        visible: &Visible<DashboardId>,
        filter: &DashboardFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DashboardSummaryRecord>> {
        let (after_id, after_title) = match after {
            Some(cursor) => {
                let (id, title) = cursor.split_once('~').ok_or(StoreError::Invalid("not a cursor"))?;
                let id: DashboardId = id.parse().map_err(|_| StoreError::Invalid("not a cursor"))?;
                (Some(id), Some(title))
            }
            None => (None, None),
        };
        let question = sql(
            "SELECT id, workspace, title, tags, document, revision, created_at, updated_at, updated_by, folder, restricted, display \
             FROM dashboards d WHERE id IN {in $1} AND ($2 IS NULL OR title_folded LIKE $2 ESCAPE '\\') \
             AND ($3 IS NULL OR EXISTS (SELECT 1 FROM dashboard_tags t WHERE t.dashboard = d.id AND t.tag = $3)) \
             AND ($4 IS NULL OR title_folded > $4 OR (title_folded = $4 AND id > $5)) \
             AND ($7 = 0 OR folder IS NULL) AND ($8 IS NULL OR folder = $8) ORDER BY title_folded, id LIMIT $6",
        );
        let question = question
            .text(list(visible.ids()))
            .text_or_null(filter.q.as_deref().map(containing))
            .text_or_null(filter.tag.as_ref());
        let question = question.text_or_null(after_title).text_or_null(after_id).number(limit);
        let folder = match filter.lying {
            Lying::In(folder) => Some(folder),
            Lying::Anywhere | Lying::AtTheTop => None,
        };
        let question = question.flag(filter.lying == Lying::AtTheTop).text_or_null(folder);
        self.db.all(question, summary).await
    }

    /// Saves over the revision the writer has seen, and approves its questions for all whose rows the writer speaks for. The tags stay
    /// as they are, unless a proof says which to carry from now on; its change moves the facts, because policies select by tags.
    ///
    /// # Errors
    /// `RevisionConflict` with the present revision when somebody saved since; `Invalid` when the tags are of another dashboard;
    /// `NeedsUser`, `NotFound`, `Stale`.
    pub async fn dashboard_save(
        &self,
        proof: &Granted<'_, Save>,
        approvals: &Approvals,
        tags: Option<&Granted<'_, ChangeTags>>,
        expected_revision: u32,
        title: Title,
        document: Document,
    ) -> Result<Dashboard> {
        let user = maker(proof.op())?;
        let id = proof.on().dashboard;
        if approvals.dashboard() != id {
            return Err(StoreError::Invalid("the approvals are of another dashboard"));
        }
        if let Some(tags) = tags {
            if tags.on().at.dashboard != id {
                return Err(StoreError::Invalid("the tags are of another dashboard"));
            }
            if tags.generation() != proof.generation() {
                return Err(StoreError::Stale);
            }
        }
        let before = self
            .db
            .one(sql(BY_ID).text(id), dashboard)
            .await?
            .ok_or(StoreError::NotFound)?;
        let wanted = tags.map_or_else(|| before.tags.clone(), |tags| unique(tags.on().tags.clone()));
        let retags = wanted != before.tags;
        let mut change = if retags {
            self.change_facts(proof).await?
        } else {
            self.change(proof).await?
        };
        let now = proof.op().now;
        let update = sql(
            "UPDATE dashboards SET title = $3, title_folded = $4, tags = $5, document = $6, revision = revision + 1, \
             updated_at = $7, updated_by = $8, questions = $9 WHERE id = $1 AND revision = $2",
        );
        let update = update
            .text(id)
            .number(expected_revision)
            .text(&title)
            .text(fold(&title))
            .text(json!(wanted));
        let questions = QuestionsDigest::of(&document);
        let update = update.text(json!(document)).instant(now).text(user).text(&questions);
        let saved = change.tx.run(update).await? == 1;
        let kept = change
            .tx
            .one(sql(BY_ID).text(id), dashboard)
            .await?
            .ok_or(StoreError::NotFound)?;
        if !saved {
            return Err(StoreError::RevisionConflict { current: kept.revision });
        }
        // Whoever saved before this saw the tags as they were before the change began.
        if before.revision != expected_revision {
            return Err(StoreError::Stale);
        }
        if retags {
            change
                .tx
                .run(sql("DELETE FROM dashboard_tags WHERE dashboard = $1").text(id))
                .await?;
            put_tags(&mut change, &kept).await?;
            change.touch(Fact::Dashboard(id));
        }
        put_revision(&mut change, &kept).await?;
        put(&mut change, approvals, proof.generation(), &questions).await?;
        let mut details = json!({ "revision": kept.revision });
        if retags {
            details = json!({ "revision": kept.revision, "tags": { "before": before.tags, "after": kept.tags } });
        }
        change
            .commit(Audit::of("dashboard.save", id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }

    /// Deletes a dashboard with its revisions and grants, and ends its shares.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn dashboard_delete(&self, proof: &Granted<'_, DeleteDashboard>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let id = proof.on().dashboard;
        let question = sql("SELECT title, workspace FROM dashboards WHERE id = $1").text(id);
        let read = |row: &Row<'_>| Ok((row.text("title")?, row.parsed::<WorkspaceId>("workspace")?));
        let (title, workspace) = change.tx.one(question, read).await?.ok_or(StoreError::NotFound)?;
        change
            .tx
            .run(sql("DELETE FROM dashboards WHERE id = $1").text(id))
            .await?;
        end_shares_of_dashboard(&mut change, id, EndReason::DashboardDeleted).await?;
        change.touch(Fact::Dashboard(id));
        let details = json!({ "title": title });
        change
            .commit(Audit::of("dashboard.delete", id).at(workspace).with(details))
            .await
    }
}

async fn create(
    mut change: Change<'_>,
    place: NewAt,
    title: Title,
    tags: Vec<Tag>,
    document: Document,
) -> Result<Dashboard> {
    let user = maker(change.op())?;
    must_be_of(&mut change, place.folder, place.workspace).await?;
    let now = micros(change.op().now);
    let made = Dashboard {
        id: DashboardId::new(now),
        workspace: place.workspace,
        title,
        tags: unique(tags),
        document,
        revision: 1,
        created_at: now,
        updated_at: now,
        updated_by: user,
    };
    let insert = sql(
        "INSERT INTO dashboards (id, workspace, title, title_folded, tags, document, revision, created_at, updated_at, \
         updated_by, folder, questions) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7, $8, $9, $10)",
    );
    let insert = insert
        .text(made.id)
        .text(made.workspace)
        .text(&made.title)
        .text(fold(&made.title));
    let insert = insert
        .text(json!(made.tags))
        .text(json!(made.document))
        .instant(now)
        .text(user);
    let questions = QuestionsDigest::of(&made.document);
    change.tx.run(insert.text_or_null(place.folder).text(questions)).await?;
    put_tags(&mut change, &made).await?;
    put_revision(&mut change, &made).await?;
    let grant = sql("INSERT INTO grants (dashboard, workspace, principal, level) VALUES ($1, $2, $3, $4)");
    let grant = grant.text(made.id).text(made.workspace).text(Principal::User(user));
    change.tx.run(grant.text(Level::Edit.as_str())).await?;
    change.touch(Fact::Dashboard(made.id));
    let details = json!({ "folder": place.folder });
    change
        .commit(Audit::of("dashboard.create", made.id).at(made.workspace).with(details))
        .await?;
    Ok(made)
}

/// Each tag once, in the order given.
fn unique(tags: Vec<Tag>) -> Vec<Tag> {
    let mut seen = BTreeSet::new();
    tags.into_iter().filter(|tag| seen.insert(tag.clone())).collect()
}

async fn put_tags(change: &mut Change<'_>, kept: &Dashboard) -> Result<()> {
    for tag in &kept.tags {
        let insert = sql("INSERT INTO dashboard_tags (dashboard, tag) VALUES ($1, $2)");
        change.tx.run(insert.text(kept.id).text(tag)).await?;
    }
    Ok(())
}
