//! Opening a share: secret and password → a session of the share. Unknown, foreign, paused and ended secrets are one answer.

use std::net::IpAddr;

use access::action::Open;
use access::op::Op;
use chrono::TimeDelta;
use identity::caller::Caller;
use identity::password::PasswordHash;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::{DashboardId, ShareId, ShareSessionId};
use model::share::Share;
use store::StoreError;

use crate::app::App;
use crate::app::error::Error;
use crate::limiter::Target;
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
    /// Opens a share with its secret.
    ///
    /// # Errors
    /// Unknown, paused, ended, not begun or used up: all the same. A missing or wrong password is said as such.
    pub async fn open_share(
        &self,
        op: &Op,
        from: Option<IpAddr>,
        secret: &str,
        password: Option<&str>,
    ) -> Result<Opened, Error> {
        let secret = Secret::received(Purpose::ShareLink, secret).ok_or_else(Error::hidden)?;
        let found = self.store.share_find(self.key.hash(&secret).as_bytes()).await?;
        let (share, password_hash) = found.ok_or_else(Error::hidden)?;
        let session = ShareSessionId::new(op.now);
        // Looks through the reader's eyes before there is a session: the same decision as for every later call.
        let caller = Op::new(Caller::Share { id: share, session }, op.request, op.now);
        let at = self.gate.share_at(share).ok_or_else(Error::hidden)?;
        let may = self.gate.allow::<Open>(&caller, at).map_err(|_| Error::hidden())?;
        if let Some(hash) = password_hash {
            self.check_share_password(op, from, share, hash, password).await?;
        }
        self.store
            .share_seen(share, op.now)
            .await
            .map_err(|error| match error {
                StoreError::UsedUp | StoreError::NotFound => Error::hidden(),
                other => other.into(),
            })?;
        let terms = self.gate.share_terms(&may).ok_or_else(Error::hidden)?;
        let longest = op.now + TimeDelta::hours(SHARE_SESSION_HOURS);
        let expires_at = terms.terms.expires_at.map_or(longest, |ends| ends.min(longest));
        let token = Secret::fresh(Purpose::ShareSession);
        self.store
            .share_session_create(&caller, share, self.key.hash(&token).as_bytes(), expires_at)
            .await?;
        Ok(Opened {
            session: token,
            dashboard: at.dashboard,
            expires_at,
        })
    }

    /// The share behind a reader's session, for its own page.
    ///
    /// # Errors
    /// It does not open any more.
    pub fn opened_share(&self, op: &Op, id: ShareId) -> Result<std::sync::Arc<Share>, Error> {
        let at = self.gate.share_at(id).ok_or_else(Error::hidden)?;
        let may = self.gate.allow::<Open>(op, at)?;
        self.gate.share_terms(&may).ok_or_else(Error::hidden)
    }

    async fn check_share_password(
        &self,
        op: &Op,
        from: Option<IpAddr>,
        share: ShareId,
        hash: String,
        given: Option<&str>,
    ) -> Result<(), Error> {
        let Some(given) = given else {
            return Err(Error::Credentials(Some("password")));
        };
        let (target, hash) = (Target::new("share", share), PasswordHash::kept(hash));
        let matches = self.passwords.verify(op, from, &target, given, Some(hash)).await?;
        if matches {
            Ok(())
        } else {
            Err(Error::Credentials(Some("password")))
        }
    }
}
