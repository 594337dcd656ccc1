//! Requests for access: a known user asks to be let in, and whoever may share answers. A request gives nothing by itself.

use access::action::{AnswerRequest, ChangeGrant, DashboardAt, RequestAccess, SeeRequests};
use access::proof::Granted;
use model::access_request::{AccessRequest, RequestState};
use model::id::AccessRequestId;
use model::name::Note;
use model::principal::Principal;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, maker};
use crate::dashboards::grants;
use crate::db::{Row, micros, sql};
use crate::error::{Clash, Result, StoreError};

/// What is said to a request.
#[derive(Debug)]
pub enum RequestAnswer<'a, 'op> {
    /// No.
    Decline,
    /// The level of this grant, which is made in the same step. It must be the asker's, where they asked.
    Give(&'a Granted<'op, ChangeGrant>),
}

const OPEN_OF: &str = "SELECT id, dashboard, workspace, user_id, message, created_at, state, level, answered_by, answered_at \
     FROM access_requests WHERE dashboard = $1 AND workspace = $2 AND state = 'open' ORDER BY id";
const BY_ID: &str = "SELECT id, dashboard, workspace, user_id, message, created_at, state, level, answered_by, answered_at \
     FROM access_requests WHERE id = $1";

fn request(row: &Row<'_>) -> Result<AccessRequest> {
    let state = match row.text("state")?.as_str() {
        "open" => RequestState::Open,
        "given" => RequestState::Given {
            level: row.parsed("level")?,
            by: row.parsed("answered_by")?,
            at: row.instant("answered_at")?,
        },
        _ => RequestState::Declined {
            by: row.parsed("answered_by")?,
            at: row.instant("answered_at")?,
        },
    };
    Ok(AccessRequest {
        id: row.parsed("id")?,
        dashboard: row.parsed("dashboard")?,
        workspace: row.parsed("workspace")?,
        user: row.parsed("user_id")?,
        message: row.checked("message", Note::new)?,
        created_at: row.instant("created_at")?,
        state,
    })
}

impl Store {
    /// Takes a request. The answer tells nothing: not whether there is such a dashboard, nor whether this was asked before. A user
    /// who asks again before anybody answered replaces the message. With `keep` false it is taken the same way, but nobody will
    /// see it: for what does not exist and what the asker opens already; only the audit of the organisation knows of it.
    ///
    /// # Errors
    /// `NeedsUser`, `Stale`; `Conflict(Reference)` for `keep` where there is no such dashboard or workspace.
    pub async fn access_request_create(
        &self,
        proof: &Granted<'_, RequestAccess>,
        message: &Note,
        keep: bool,
    ) -> Result<()> {
        let user = maker(proof.op())?;
        let mut change = self.change(proof).await?;
        let DashboardAt { dashboard, workspace } = *proof.on();
        if !keep {
            let entry = Audit::of("access_request.drop", dashboard).with(json!({ "workspace": workspace }));
            return change.commit(entry).await.map(|_| ());
        }
        let insert = sql(
            "INSERT INTO access_requests (id, dashboard, workspace, user_id, message, created_at, state) \
             VALUES ($1, $2, $3, $4, $5, $6, 'open') \
             ON CONFLICT (user_id, dashboard, workspace) WHERE state = 'open' DO UPDATE SET message = excluded.message",
        );
        let now = proof.op().now;
        let insert = insert.text(AccessRequestId::new(now)).text(dashboard).text(workspace);
        change.tx.run(insert.text(user).text(message).instant(now)).await?;
        let entry = Audit::of("access_request.create", dashboard).at(workspace);
        change.commit(entry).await.map(|_| ())
    }

    /// Where somebody waits for an answer. A narrow port: the server asks the gate for each of these before it says anything.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn access_requests_wait_at(&self) -> Result<Vec<DashboardAt>> {
        let question = sql(
            "SELECT DISTINCT dashboard, workspace FROM access_requests WHERE state = 'open' ORDER BY dashboard, workspace",
        );
        let read = |row: &Row<'_>| {
            Ok(DashboardAt {
                dashboard: row.parsed("dashboard")?,
                workspace: row.parsed("workspace")?,
            })
        };
        self.db.all(question, read).await
    }

    /// The open requests for a dashboard, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn access_requests_open(&self, proof: &Granted<'_, SeeRequests>) -> Result<Vec<AccessRequest>> {
        let question = sql(OPEN_OF).text(proof.on().dashboard).text(proof.on().workspace);
        self.db.all(question, request).await
    }

    /// Answers an open request. Giving a level makes the grant and closes the request in one step.
    ///
    /// # Errors
    /// `NotFound` when it is not a request for this dashboard; `Conflict(RequestAnswered)`; `Invalid` when the grant is somebody
    /// else's, elsewhere, or gives no level; `NeedsUser`; `Stale`.
    pub async fn access_request_answer(
        &self,
        proof: &Granted<'_, AnswerRequest>,
        id: AccessRequestId,
        answer: RequestAnswer<'_, '_>,
    ) -> Result<AccessRequest> {
        let by = maker(proof.op())?;
        let mut change = match &answer {
            RequestAnswer::Decline => self.change(proof).await?,
            RequestAnswer::Give(grant) if grant.generation() != proof.generation() => return Err(StoreError::Stale),
            RequestAnswer::Give(_) => self.change_facts(proof).await?,
        };
        let mut kept = change
            .tx
            .one(sql(BY_ID).text(id), request)
            .await?
            .ok_or(StoreError::NotFound)?;
        let at = DashboardAt {
            dashboard: kept.dashboard,
            workspace: kept.workspace,
        };
        if at != *proof.on() {
            return Err(StoreError::NotFound);
        }
        if kept.state != RequestState::Open {
            return Err(Clash::RequestAnswered.into());
        }
        kept.state = match answer {
            RequestAnswer::Decline => RequestState::Declined {
                by,
                at: micros(proof.op().now),
            },
            RequestAnswer::Give(grant) => {
                let theirs = grant.on().principal == Principal::User(kept.user) && grant.on().at == at;
                let level = grant.on().to.and_then(model::level::GrantLevel::level);
                let (true, Some(level)) = (theirs, level) else {
                    return Err(StoreError::Invalid("the grant is not an answer to this request"));
                };
                let audit = grants::apply(&mut change, grant.on()).await?;
                change.note(audit).await?;
                RequestState::Given {
                    level,
                    by,
                    at: micros(proof.op().now),
                }
            }
        };
        if let RequestState::Declined { .. } = kept.state {
            let close =
                sql("UPDATE access_requests SET state = 'declined', answered_by = $2, answered_at = $3 WHERE id = $1");
            change.tx.run(close.text(id).text(by).instant(proof.op().now)).await?;
        }
        let details = json!({ "user": kept.user, "answer": kept.state });
        let entry = Audit::of("access_request.answer", kept.dashboard).at(kept.workspace);
        change.commit(entry.with(details)).await?;
        Ok(kept)
    }
}
