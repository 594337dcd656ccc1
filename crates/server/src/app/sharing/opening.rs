//! Opening a share: what a reader presents → a session of the share. The same steps for every kind of audience; what is presented,
//! and what it is compared with, is in `audience`. Unknown, foreign, paused and ended ones are one answer.

use std::net::IpAddr;
use std::sync::Arc;

use access::action::Open;
use access::op::Op;
use chrono::TimeDelta;
use identity::caller::Caller;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::{DashboardId, ShareId, ShareSessionId};
use model::share::{Share, Terms};
use store::StoreError;

use crate::app::App;
use crate::app::error::Error;
use crate::app::sharing::audience::Presented;
use crate::limits::SHARE_SESSION_HOURS;

/// An opened share.
#[derive(Debug)]
pub struct Opened {
    /// The bearer of the session.
    pub session: Secret,
    /// What it opens.
    pub dashboard: DashboardId,
    /// When the session ends.
    pub expires_at: Instant,
}

impl App {
    /// Opens a share for whoever presents what its audience is asked for.
    ///
    /// # Errors
    /// Unknown, paused, ended, not begun or used up: all the same. What is missing or wrong beside the secret is said as such.
    pub async fn open_share(&self, op: &Op, from: Option<IpAddr>, presented: &impl Presented) -> Result<Opened, Error> {
        let (id, kept) = presented.find(self).await?.ok_or_else(Error::hidden)?;
        let session = ShareSessionId::new(op.now);
        // Looks through the reader's eyes before there is a session: the same decision as for every later call.
        let caller = Op::new(Caller::Share { id, session }, op.request, op.now);
        let share = self.opened_share(&caller, id).map_err(|_| Error::hidden())?;
        presented.check(self, op, from, &share, kept).await?;
        self.store.share_seen(id, op.now).await.map_err(|error| match error {
            StoreError::UsedUp | StoreError::NotFound => Error::hidden(),
            other => other.into(),
        })?;
        let expires_at = session_end(&share.terms, op.now);
        let token = Secret::fresh(Purpose::ShareSession);
        self.store
            .share_session_create(&caller, id, self.key.hash(&token).as_bytes(), expires_at)
            .await?;
        Ok(Opened {
            session: token,
            dashboard: share.dashboard,
            expires_at,
        })
    }

    /// The share behind a reader, for its own page.
    ///
    /// # Errors
    /// It does not open any more.
    pub fn opened_share(&self, op: &Op, id: ShareId) -> Result<Arc<Share>, Error> {
        let at = self.gate.share_at(id).ok_or_else(Error::hidden)?;
        let may = self.gate.allow::<Open>(op, at)?;
        self.gate.share_terms(&may).ok_or_else(Error::hidden)
    }
}

/// A session never outlives its share.
fn session_end(terms: &Terms, now: Instant) -> Instant {
    let longest = now + TimeDelta::hours(SHARE_SESSION_HOURS);
    terms.expires_at.map_or(longest, |ends| ends.min(longest))
}
