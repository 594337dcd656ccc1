//! Credentials of requests → caller. Which rights the caller has is not known here, nor how a credential is got.

use std::collections::BTreeSet;

use access::op::Op;
use identity::caller::{Caller, Credential, Via};
use identity::secret::{Purpose, Secret};
use model::Instant;

use super::App;
use super::error::Error;
use super::found::kept;
use super::watching::Ground;
use crate::limits::CREDENTIALS_ASKED;

impl App {
    /// The caller behind a session cookie.
    ///
    /// # Errors
    /// Unknown, expired or ended.
    pub async fn authenticate_session(&self, op: &Op, token: &str) -> Result<Caller, Error> {
        let token = Secret::received(Purpose::Session, token).ok_or(Error::Credentials(None))?;
        let hash = *self.key.hash(&token).as_bytes();
        if let Some(caller) = self.credentials.get(&hash) {
            return Ok(caller);
        }
        self.find_credential(Purpose::Session, hash, op.now).await
    }

    /// The caller behind an API token, a share session or a preview.
    ///
    /// # Errors
    /// Unknown, expired or ended.
    pub async fn authenticate_bearer(&self, op: &Op, token: &str) -> Result<Caller, Error> {
        let api_token = Secret::received(Purpose::ApiToken, token);
        let received = |purpose| Secret::received(purpose, token);
        let share = || received(Purpose::ShareSession).or_else(|| received(Purpose::Preview));
        let token = api_token.or_else(share);
        let token = token.ok_or(Error::Credentials(None))?;
        let hash = *self.key.hash(&token).as_bytes();
        if let Some(caller) = self.credentials.get(&hash) {
            return Ok(caller);
        }
        self.find_credential(token.purpose(), hash, op.now).await
    }

    /// Looks a credential up, and keeps it if it lives at least as long as it would be kept.
    async fn find_credential(&self, purpose: Purpose, hash: [u8; 32], now: Instant) -> Result<Caller, Error> {
        let since = self.credentials.since();
        if let Some(caller) = self.caller_of(purpose, &hash, now + kept()).await? {
            self.credentials.keep(hash, caller.clone(), since);
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
            Purpose::ShareSession => self.store.share_session_find(hash, at).await?,
            Purpose::Preview => self.store.preview_find(hash, at).await?,
            Purpose::Setup
            | Purpose::Invitation
            | Purpose::ShareLink
            | Purpose::GuestBrowser
            | Purpose::CodeAsker
            | Purpose::GuestCode => None,
        })
    }

    /// Whether the credential of a caller with an open page still lives. When the store does not answer, it does not.
    pub(crate) async fn still_signed_in(&self, caller: &Caller, now: Instant) -> bool {
        match caller.credential() {
            Some(credential) => {
                let living = self.store.living(&[credential], now).await;
                living.is_ok_and(|living| !living.is_empty())
            }
            None => matches!(caller, Caller::Job { .. }),
        }
    }

    /// Hears of credentials that another node ended: what this node has found is looked up again.
    ///
    /// # Errors
    /// The store failed.
    pub async fn follow_credential_ends(&self) -> Result<(), Error> {
        self.credentials.forget_at(self.store.credential_ends().await?);
        Ok(())
    }

    /// When the page of a recipient of a share ends by itself, to the second; others are looked after in rounds.
    pub(crate) async fn recipient_ends(&self, caller: &Caller, now: Instant) -> Option<Instant> {
        let (Some(_), Some(Credential::ShareSession(session))) = (caller.recipient(), caller.credential()) else {
            return None;
        };
        // What the store does not say is over.
        Some(
            self.store
                .share_session_ends(session)
                .await
                .ok()
                .flatten()
                .unwrap_or(now),
        )
    }

    /// Looks after the credentials of all open pages at once: what has expired, or was ended by another node. A page whose credential
    /// is not found alive looks for itself, and ends.
    pub(crate) async fn look_after_credentials(&self, now: Instant) {
        let open: Vec<Credential> = self.watching.credentials().into_iter().collect();
        for some in open.chunks(CREDENTIALS_ASKED) {
            let living = self.store.living(some, now).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the store does not say which credentials live");
                BTreeSet::new()
            });
            for gone in some.iter().filter(|credential| !living.contains(credential)) {
                // Nobody waits for these pages; they decide when they come to it.
                drop(self.watching.wake_on(Ground::Credential(*gone)));
            }
        }
    }
}
