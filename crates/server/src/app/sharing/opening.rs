//! Opening a share: what a reader presents → a session of the share. The same steps for every kind of audience; what is presented,
//! and what it is compared with, is in `audience`. Unknown, foreign, paused and ended ones are one answer.

use std::sync::Arc;

use access::action::Open;
use access::op::Op;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::Caller;
use identity::host::Host;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::{DashboardId, ShareId, ShareSessionId};
use model::invalid::Invalid;
use model::share::{Share, Terms};
use store::{Clash, StoreError, TakenToken};

use crate::app::error::Error;
use crate::app::sharing::audience::Presented;
use crate::app::{App, gone};
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

/// A session that a reader holds already.
struct HeldSession {
    id: ShareSessionId,
    secret: Secret,
    ends: Instant,
}

impl App {
    /// Opens a share for whoever presents what its audience is asked for. Who still holds a session of it goes on with that one:
    /// nothing is written but the view, and that once a minute.
    ///
    /// # Errors
    /// Unknown, paused, ended, not begun or used up: all the same. What is missing or wrong beside the secret is said as such.
    pub async fn open_share(&self, op: &Op, presented: &impl Presented, held: Option<&str>) -> Result<Opened, Error> {
        let (id, kept) = presented.find(self).await?.ok_or_else(Error::hidden)?;
        let session = ShareSessionId::new(op.now);
        // Looks through the reader's eyes before there is a session: the same decision as for every later call.
        let caller = Op::new(Caller::reader(id, session), op.request, op.now).coming_from(op.from);
        let share = self.opened_share(&caller).map_err(|_| Error::hidden())?;
        let admitted = presented.check(self, op, op.from, &share, kept).await;
        let admitted = admitted.map_err(|error| self.under_brand(&share, error))?;
        let caller = Op::new(Caller::Share { id, session, admitted }, op.request, op.now).coming_from(op.from);
        self.admit(&caller, &share, held).await
    }

    /// Whoever holds what a share is found by, and is asked for more, is told whose share it is.
    fn under_brand(&self, share: &Share, error: Error) -> Error {
        match error {
            Error::Asks(ask) => Error::AsksAs(ask, Box::new(self.gate.brand(share.workspace).brand())),
            other => other,
        }
    }

    /// Opens a share for who was let in by it.
    ///
    /// # Errors
    /// It does not open after all, or was opened too often from this network.
    pub(in crate::app::sharing) async fn admit(
        &self,
        caller: &Op,
        share: &Share,
        held: Option<&str>,
    ) -> Result<Opened, Error> {
        let Caller::Share { id, admitted, .. } = &caller.caller else {
            return Err(Error::hidden());
        };
        let (id, op) = (*id, caller);
        self.opened_share(caller).map_err(|_| Error::hidden())?;
        self.quotas.opening(caller)?;
        if let Some(host) = admitted.host() {
            return self.open_for_site(caller, share, (host, admitted), held).await;
        }
        let until = self.let_in_until(admitted).await?;
        let expires_at = session_end(&share.terms, op.now);
        let expires_at = until.map_or(expires_at, |until| until.min(expires_at));
        if let Some(held) = self.session_of(op, (id, admitted), held, expires_at).await? {
            if !self.sharing.seen_lately(held.id, op.now) {
                self.view(id, admitted, false, op.now).await?;
                self.sharing.seen(held.id, op.now);
            }
            return Ok(Opened {
                session: held.secret,
                dashboard: share.dashboard,
                expires_at: expires_at.min(held.ends),
            });
        }
        self.view(id, admitted, true, op.now).await?;
        let token = Secret::fresh(Purpose::ShareSession);
        let hash = self.key.hash(&token);
        let made = self
            .store
            .share_session_create(caller, id, hash.as_bytes(), expires_at, admitted);
        let session = made.await.map_err(gone)?;
        self.sharing.seen(session, op.now);
        Ok(Opened {
            session: token,
            dashboard: share.dashboard,
            expires_at,
        })
    }

    /// Opens a share for whom a site vouches, as long as it does. Who goes on from a session that the site gave the same reader, has the
    /// same view.
    async fn open_for_site(
        &self,
        caller: &Op,
        share: &Share,
        (host, admitted): (&Host, &Admitted),
        held: Option<&str>,
    ) -> Result<Opened, Error> {
        let before = match held {
            Some(held) => self.authenticate_bearer(caller, held).await.ok(),
            None => None,
        };
        let goes_on = before.is_some_and(|before| is_same(&before, share.id, host));
        let expires_at = session_end(&share.terms, caller.now).min(host.until);
        let session = Secret::fresh(Purpose::ShareSession);
        let token = TakenToken {
            key: host.key,
            jti: &host.jti,
            until: host.until,
            goes_on,
        };
        let hash = self.key.hash(&session);
        let kept = self
            .store
            .share_session_by_token(caller, share.id, hash.as_bytes(), (expires_at, admitted), &token)
            .await;
        kept.map_err(|error| match error {
            StoreError::Conflict { what: Clash::Duplicate } => {
                Invalid::at("/token/jti", "this token was used before; each opens once").into()
            }
            StoreError::UsedUp | StoreError::NotFound => Error::hidden(),
            other => other.into(),
        })?;
        Ok(Opened {
            session,
            dashboard: share.dashboard,
            expires_at,
        })
    }

    /// Counts a view.
    async fn view(&self, id: ShareId, by: &Admitted, new_reader: bool, now: Instant) -> Result<(), Error> {
        let seen = self.store.share_seen(id, by, new_reader, now).await;
        seen.map(|_views| ()).map_err(|error| match error {
            StoreError::UsedUp | StoreError::NotFound => Error::hidden(),
            other => other.into(),
        })
    }

    /// The session of this very share that a reader still holds, if it goes on for long enough to be worth keeping.
    async fn session_of(
        &self,
        op: &Op,
        (share, admitted): (ShareId, &Admitted),
        held: Option<&str>,
        ends: Instant,
    ) -> Result<Option<HeldSession>, Error> {
        let Some(secret) = held.and_then(|held| Secret::received(Purpose::ShareSession, held)) else {
            return Ok(None);
        };
        let hash = *self.key.hash(&secret).as_bytes();
        let long_enough = op.now + (ends - op.now) / 2;
        let found = self
            .store
            .share_session_held(&hash, (share, admitted), long_enough)
            .await?;
        Ok(found.map(|(id, ends)| HeldSession { id, secret, ends }))
    }

    /// The share behind a reader, for its own page.
    ///
    /// # Errors
    /// It does not open any more.
    pub fn opened_share(&self, op: &Op) -> Result<Arc<Share>, Error> {
        let at = self.gate.opened_by(&op.caller).ok_or_else(Error::hidden)?;
        let may = self.gate.allow::<Open>(op, at)?;
        self.gate.share_terms(&may).ok_or_else(Error::hidden)
    }
}

/// Whether a caller is whom a site vouches for, under this share.
fn is_same(caller: &Caller, share: ShareId, host: &Host) -> bool {
    match caller {
        Caller::Share { id, admitted, .. } => *id == share && admitted.host().is_some_and(|now| now.sub == host.sub),
        _ => false,
    }
}

/// A session lasts as long as the share says, and never outlives it.
fn session_end(terms: &Terms, now: Instant) -> Instant {
    let longest = terms
        .session_ends(now)
        .unwrap_or_else(|| now + TimeDelta::hours(SHARE_SESSION_HOURS));
    terms.expires_at.map_or(longest, |ends| ends.min(longest))
}
