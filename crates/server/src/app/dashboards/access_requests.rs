//! Requests for access: a known user asks to be let in, and whoever may share answers. Asking tells nothing, whatever is asked for.

use access::action::{AnswerRequest, Ask, ChangeGrant, DashboardAt, GrantChange, Open, RequestAccess, SeeRequests};
use access::denied::Denied;
use access::op::Op;
use model::access_request::AccessRequest;
use model::id::{AccessRequestId, DashboardId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::name::{Note, Title};
use model::principal::Principal;
use store::RequestAnswer;

use crate::app::error::Error;
use crate::app::{App, gone};

/// A request with what its reader should know.
#[derive(Debug, Clone)]
pub struct ListedRequest {
    /// The request.
    pub request: AccessRequest,
    /// Title of the dashboard.
    pub title: Title,
    /// Levels that the reader may give.
    pub levels: Vec<Level>,
}

impl App {
    /// Takes a request for access. What the asker is told does not depend on anything that is kept.
    ///
    /// # Errors
    /// No user is signed in, the token may only read, or too many requests.
    pub async fn request_access(
        &self,
        op: &Op,
        dashboard: DashboardId,
        workspace: Option<WorkspaceId>,
        message: &Note,
    ) -> Result<(), Error> {
        let at = DashboardAt {
            dashboard,
            workspace: workspace.unwrap_or_else(|| self.asked_in(op, dashboard)),
        };
        let _may = self.gate.allow::<RequestAccess>(op, at)?;
        let user = op.caller.user().ok_or(Denied::Hidden)?;
        self.dashboards.requests.take(user, op.now)?;
        self.change(op, || async {
            let may = self.gate.allow::<RequestAccess>(op, at)?;
            let keep = self.gate.request_counts(&may);
            self.store.access_request_create(&may, message, keep).await?;
            Ok(())
        })
        .await
    }

    /// Where the asker would open it: the highest workspace they see in which it can be opened, else its own.
    fn asked_in(&self, op: &Op, dashboard: DashboardId) -> WorkspaceId {
        let nowhere = WorkspaceId::from_number(0);
        let home = self.gate.home(dashboard).unwrap_or(nowhere);
        let below = |id: WorkspaceId| {
            let mut steps = 0_usize;
            let mut next = Some(id);
            while let Some(workspace) = next.filter(|next| *next != home) {
                next = self.gate.workspace(workspace).and_then(|workspace| workspace.parent);
                steps += 1;
            }
            next.map(|_| steps)
        };
        let visible = self.gate.visible_workspaces(op);
        let nearest = visible.ids().filter_map(|id| Some((below(id)?, id))).min();
        nearest.map_or(home, |(_, id)| id)
    }

    /// The open requests that the caller may answer, oldest first in each dashboard.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn requests(&self, op: &Op) -> Result<Vec<ListedRequest>, Error> {
        if op.caller.user().is_none() {
            let nobody = op.caller == identity::caller::Caller::Nobody;
            return Err(if nobody { Denied::Nobody } else { Denied::Hidden }.into());
        }
        let mut all = Vec::new();
        for at in self.store.access_requests_wait_at().await? {
            if self.gate.check(op, &Ask::SeeRequests(at)).is_ok() {
                all.extend(self.requests_of(op, at).await?);
            }
        }
        Ok(all)
    }

    /// The open requests for one dashboard, oldest first.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn requests_of(&self, op: &Op, at: DashboardAt) -> Result<Vec<ListedRequest>, Error> {
        let may = self.gate.allow::<SeeRequests>(op, at)?;
        let open = self.gate.allow::<Open>(op, at)?;
        let requests = self.store.access_requests_open(&may).await?;
        let dashboard = self.dashboard(self.gate.sight(&open).edition).await?;
        let levels = |request: &AccessRequest| {
            let gives = |level: &Level| {
                let change = grant(at, request, *level);
                self.gate.check(op, &Ask::ChangeGrant(change)).is_ok()
            };
            Level::ALL.iter().copied().filter(gives).collect()
        };
        let listed = requests.into_iter().map(|request| ListedRequest {
            levels: levels(&request),
            title: dashboard.title.clone(),
            request,
        });
        Ok(listed.collect())
    }

    /// An open request that the caller may answer.
    ///
    /// # Errors
    /// Unknown or not the caller's to answer: the same.
    pub async fn request_to_answer(&self, op: &Op, id: AccessRequestId) -> Result<AccessRequest, Error> {
        let all = self.requests(op).await?;
        let found = all.into_iter().find(|listed| listed.request.id == id);
        Ok(found.ok_or_else(Error::hidden)?.request)
    }

    /// Answers a request: gives a level, or declines.
    ///
    /// # Errors
    /// Unknown or not the caller's to answer: the same. The level is not the caller's to give; somebody answered before.
    pub async fn answer_request(&self, op: &Op, id: AccessRequestId, level: Option<Level>) -> Result<(), Error> {
        let request = self.request_to_answer(op, id).await?;
        let at = DashboardAt {
            dashboard: request.dashboard,
            workspace: request.workspace,
        };
        self.change(op, || async {
            let may = self.gate.allow::<AnswerRequest>(op, at)?;
            let given = match level {
                Some(level) => Some(self.gate.allow::<ChangeGrant>(op, grant(at, &request, level))?),
                None => None,
            };
            let answer = given.as_ref().map_or(RequestAnswer::Decline, RequestAnswer::Give);
            self.store.access_request_answer(&may, id, answer).await.map_err(gone)?;
            Ok(())
        })
        .await
    }
}

fn grant(at: DashboardAt, request: &AccessRequest, level: Level) -> GrantChange {
    GrantChange {
        at,
        principal: Principal::User(request.user),
        to: Some(GrantLevel::from(level)),
    }
}
