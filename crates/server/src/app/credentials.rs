//! Credentials of requests → caller. Which rights the caller has is not known here, nor how a credential is got.

use std::sync::atomic::{AtomicU64, Ordering};

use access::op::Op;
use chrono::TimeDelta;
use identity::caller::{Caller, Via};
use identity::secret::{Purpose, Secret};
use model::Instant;

use super::App;
use super::error::Error;
use crate::limits::{CREDENTIAL_KEPT_SECONDS, CREDENTIALS_KEPT};

/// How long a found credential is kept. One that ends sooner is not kept at all.
const KEPT: TimeDelta = TimeDelta::seconds(CREDENTIAL_KEPT_SECONDS);

/// Callers by the keyed hash of their credential, so that not every request asks the store.
#[derive(Debug)]
pub(crate) struct Credentials {
    /// Emptied on every change of facts, so nothing ended is found here.
    found: moka::sync::Cache<[u8; 32], Caller>,
    /// Moves when credentials end.
    epoch: AtomicU64,
}

impl Default for Credentials {
    fn default() -> Self {
        let found = moka::sync::Cache::builder()
            .max_capacity(CREDENTIALS_KEPT)
            .time_to_live(KEPT.to_std().unwrap_or_default())
            .build();
        Self {
            found,
            epoch: AtomicU64::new(0),
        }
    }
}

impl Credentials {
    pub(crate) fn forget(&self) {
        self.found.invalidate_all();
    }
}

impl App {
    /// The caller behind a session cookie.
    ///
    /// # Errors
    /// Unknown, expired or ended.
    pub async fn authenticate_session(&self, op: &Op, token: &str) -> Result<Caller, Error> {
        let token = Secret::received(Purpose::Session, token).ok_or(Error::Credentials(None))?;
        let hash = *self.key.hash(&token).as_bytes();
        if let Some(caller) = self.credentials.found.get(&hash) {
            return Ok(caller);
        }
        self.find_credential(Purpose::Session, hash, op.now).await
    }

    /// The caller behind an API token or a share session.
    ///
    /// # Errors
    /// Unknown, expired or ended.
    pub async fn authenticate_bearer(&self, op: &Op, token: &str) -> Result<Caller, Error> {
        let api_token = Secret::received(Purpose::ApiToken, token);
        let token = api_token.or_else(|| Secret::received(Purpose::ShareSession, token));
        let token = token.ok_or(Error::Credentials(None))?;
        let hash = *self.key.hash(&token).as_bytes();
        if let Some(caller) = self.credentials.found.get(&hash) {
            return Ok(caller);
        }
        self.find_credential(token.purpose(), hash, op.now).await
    }

    /// Looks a credential up, and keeps it if it lives at least as long as it would be kept.
    async fn find_credential(&self, purpose: Purpose, hash: [u8; 32], now: Instant) -> Result<Caller, Error> {
        if let Some(caller) = self.caller_of(purpose, &hash, now + KEPT).await? {
            self.credentials.found.insert(hash, caller.clone());
            return Ok(caller);
        }
        let caller = self.caller_of(purpose, &hash, now).await?;
        caller.ok_or(Error::Credentials(None))
    }

    /// Whose credential this is, if it still lives at `at`.
    async fn caller_of(&self, purpose: Purpose, hash: &[u8; 32], at: Instant) -> Result<Option<Caller>, Error> {
        Ok(match purpose {
            Purpose::Session => self
                .store
                .session_find(hash, at)
                .await?
                .map(|(session, id)| Caller::User {
                    id,
                    via: Via::Session(session),
                }),
            Purpose::ApiToken => self.store.token_find(hash, at).await?.map(|found| Caller::User {
                id: found.user,
                via: Via::Token {
                    id: found.id,
                    read_only: found.read_only,
                    workspace: found.workspace,
                },
            }),
            Purpose::ShareSession => {
                let found = self.store.share_session_find(hash, at).await?;
                found.map(|(session, id)| Caller::Share { id, session })
            }
            Purpose::Setup | Purpose::Invitation | Purpose::ShareLink => None,
        })
    }

    /// Forgets found credentials and lets open streams look whether theirs still live.
    pub(crate) fn credentials_ended(&self) {
        self.credentials.forget();
        self.credentials.epoch.fetch_add(1, Ordering::Relaxed);
        self.beat();
    }

    /// Moves when credentials have ended.
    pub(crate) fn credential_epoch(&self) -> u64 {
        self.credentials.epoch.load(Ordering::Relaxed)
    }

    /// Whether the credentials of a caller with an open stream still hold: a session that ended, or a token that was removed, ends its streams.
    pub async fn still_signed_in(&self, op: &Op) -> bool {
        match op.caller {
            Caller::User { via, .. } => self.store.credential_lives(via, op.now).await.unwrap_or(false),
            Caller::Share { session, .. } => self.store.share_session_lives(session, op.now).await.unwrap_or(false),
            Caller::Job { .. } => true,
            Caller::System { .. } | Caller::Nobody => false,
        }
    }
}
