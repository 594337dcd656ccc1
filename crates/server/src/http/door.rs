//! The door of a route: who calls, and whether they may, decided on the path and the query before a byte of the body is read.
//! It refuses nobody whom the use case would not refuse; the use case still decides on the very change.

use std::sync::Arc;

use access::action::{Action, Ask, DashboardAt, FolderAt, Organisation};
use access::denied::{Denied, Reason};
use access::op::Op;
use axum::extract::{FromRequestParts as _, Query, RawPathParams, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures::future::BoxFuture;
use http::request::Parts;
use identity::caller::{Caller, Via};
use model::id::{DashboardId, DatasetId, FolderId, RowRuleId, ShareId, UserId, WorkspaceId};

use super::arrival::{From, request_id};
use super::authenticate;
use super::call::{Call, Failure};
use crate::app::App;
use crate::app::error::Error;
use crate::clock;

/// How a route decides before it reads.
#[derive(Clone, Copy)]
pub enum Door {
    /// It does not: whoever comes, comes in, and no credentials are looked at.
    Open,
    /// From the facts in memory.
    Decides(fn(&Knock<'_>) -> Result<(), Error>),
    /// With a look into what is kept.
    Looks(for<'a> fn(&'a Knock<'a>) -> BoxFuture<'a, Result<(), Error>>),
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Open => "Open",
            Self::Decides(_) => "Decides",
            Self::Looks(_) => "Looks",
        })
    }
}

/// What is known of a request at the door: who, and what the address says.
#[derive(Debug)]
pub struct Knock<'a> {
    /// The program.
    pub app: &'a App,
    /// Who asks, when.
    pub op: &'a Op,
    path: &'a [(String, String)],
    query: &'a [(String, String)],
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let pair = pairs.iter().find(|(key, _)| key == name);
    pair.map(|(_, value)| value.as_str())
}

impl Knock<'_> {
    /// Reads an id of the path; whatever is not one is answered like an unknown one.
    ///
    /// # Errors
    /// Not found.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Error> {
        let text = find(self.path, name).unwrap_or_default();
        text.parse().map_err(|_| Error::hidden())
    }

    /// A query parameter, if it is there and can be read. A wrong one is told after the decision.
    #[must_use]
    pub fn asked<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        find(self.query, name)?.parse().ok()
    }

    /// Decides one action on one object.
    ///
    /// # Errors
    /// Not allowed.
    pub fn check<A: Action>(&self, on: &A::On) -> Result<(), Error> {
        Ok(self.app.gate.check(self.op, &A::on(on))?)
    }

    /// Decides an action whose workspace only the body names: allowed where it is allowed in any workspace the caller sees.
    ///
    /// # Errors
    /// Allowed nowhere: what is said of `here`.
    pub fn somewhere(&self, here: WorkspaceId, ask: impl Fn(WorkspaceId) -> Ask) -> Result<(), Error> {
        let gate = &self.app.gate;
        let Err(refused) = gate.check(self.op, &ask(here)) else {
            return Ok(());
        };
        let visible = gate.visible_workspaces(self.op);
        if visible.ids().any(|id| gate.check(self.op, &ask(id)).is_ok()) {
            return Ok(());
        }
        Err(refused.into())
    }
}

/// An object that the address of a request names.
pub trait Object: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Not found.
    fn of(knock: &Knock<'_>) -> Result<Self, Error>;
}

macro_rules! objects_by_id {
    ($($id:ty),*) => {$(
        impl Object for $id {
            fn of(knock: &Knock<'_>) -> Result<Self, Error> {
                knock.id("id")
            }
        }
    )*};
}
objects_by_id!(WorkspaceId, DatasetId, RowRuleId, ShareId);

impl Object for Organisation {
    fn of(_: &Knock<'_>) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// The user whose own things the route is about; the reader of a share has none.
impl Object for UserId {
    fn of(knock: &Knock<'_>) -> Result<Self, Error> {
        knock.op.caller.user().ok_or_else(Error::hidden)
    }
}

impl Object for DashboardAt {
    fn of(knock: &Knock<'_>) -> Result<Self, Error> {
        let id: DashboardId = knock.id("id")?;
        let at = knock.app.dashboard_at(knock.op, id, knock.asked("workspace"));
        at.ok_or_else(Error::hidden)
    }
}

impl Object for FolderAt {
    fn of(knock: &Knock<'_>) -> Result<Self, Error> {
        let id: FolderId = knock.id("id")?;
        Ok(knock.app.folder_at(knock.op, id, knock.asked("workspace"))?)
    }
}

/// Decides an action on the object that the address names.
///
/// # Errors
/// Not found, not allowed.
pub fn may<A: Action<On: Object>>(knock: &Knock<'_>) -> Result<(), Error> {
    knock.check::<A>(&A::On::of(knock)?)
}

/// Lets everybody in who is somebody.
///
/// # Errors
/// None of its own: nobody was refused before.
pub const fn somebody(_: &Knock<'_>) -> Result<(), Error> {
    Ok(())
}

/// Lets users in, and no reader of a share.
///
/// # Errors
/// Not a user.
pub fn user(knock: &Knock<'_>) -> Result<(), Error> {
    UserId::of(knock).map(|_| ())
}

/// What stands in front of one route's handler.
#[derive(Debug)]
pub struct Guard {
    /// The program.
    pub app: Arc<App>,
    /// How it decides.
    pub door: Door,
    /// Whether the route changes something: a token that may only read is refused.
    pub changes: bool,
}

impl Guard {
    /// The call of a request that may come in.
    async fn admit(&self, parts: &mut Parts) -> Result<Call, Error> {
        let request = request_id(&parts.extensions);
        let from = parts.extensions.get::<From>().map(|from| from.0);
        let nobody = Op::new(Caller::Nobody, request, clock::now()).coming_from(from);
        let app = Arc::clone(&self.app);
        if matches!(self.door, Door::Open) {
            if authenticate::is_foreign(parts, &app) {
                return Err(authenticate::cross_site(&app));
            }
            return Ok(Call { app, op: nobody, from });
        }
        let caller = authenticate::caller(parts, &app, &nobody).await?;
        app.looks(&caller);
        let op = Op::new(caller, request, nobody.now).coming_from(from);
        self.decide(&op, parts).await?;
        Ok(Call { app, op, from })
    }

    async fn decide(&self, op: &Op, parts: &mut Parts) -> Result<(), Error> {
        // Anonymous callers get 401 for every id, existing or not.
        if op.caller == Caller::Nobody {
            return Err(Denied::Nobody.into());
        }
        let path = RawPathParams::from_request_parts(parts, &()).await;
        let path = path.map_err(|_| Error::hidden())?;
        let path: Vec<_> = path.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let query = query.map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
        let knock = Knock {
            app: &self.app,
            op,
            path: &path,
            query: &query,
        };
        match self.door {
            Door::Open => {}
            Door::Decides(decides) => decides(&knock)?,
            Door::Looks(looks) => looks(&knock).await?,
        }
        if self.changes && reads_only(&op.caller) {
            return Err(Denied::Forbidden(Reason::ReadOnlyToken).into());
        }
        Ok(())
    }
}

const fn reads_only(caller: &Caller) -> bool {
    matches!(
        caller,
        Caller::User {
            via: Via::Token { read_only: true, .. },
            ..
        }
    )
}

/// The layer in front of a handler: refuses, or hands the call on to it.
pub async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match guard.admit(&mut parts).await {
        Ok(call) => {
            parts.extensions.insert(call.op.clone());
            parts.extensions.insert(call);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(error) => Failure::new(request_id(&parts.extensions), error).into_response(),
    }
}
