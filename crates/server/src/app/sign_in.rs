//! First-run setup, sign in and out, and credentials → caller. Which rights the caller has is not known here.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::Ordering;
use std::time::Duration;

use access::op::Op;
use chrono::TimeDelta;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use identity::caller::{Caller, Via};
use identity::password::{self, Password, PasswordHash};
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::UserId;
use model::name::{Email, Title};
use model::people::UserStatus;

use super::App;
use super::error::Error;

/// A session of a user lasts so long.
pub const SESSION_DAYS: i64 = 14;

/// How long a found credential is kept. One that ends sooner is not kept at all.
const KEPT: TimeDelta = TimeDelta::seconds(30);

/// Callers by the keyed hash of their credential, so that not every request asks the store.
/// Emptied on every change of facts, so nothing ended is found here.
#[derive(Debug)]
pub(crate) struct FoundCredentials(moka::sync::Cache<[u8; 32], Caller>);

impl Default for FoundCredentials {
    fn default() -> Self {
        Self(
            moka::sync::Cache::builder()
                .max_capacity(50_000)
                .time_to_live(KEPT.to_std().unwrap_or_default())
                .build(),
        )
    }
}

impl FoundCredentials {
    pub(crate) fn forget(&self) {
        self.0.invalidate_all();
    }
}

/// Limits of attempts by address and by account or share, so that guessing takes longer than it is worth.
#[derive(Debug)]
pub(crate) struct Attempts {
    by_address: DefaultKeyedRateLimiter<IpAddr>,
    by_target: DefaultKeyedRateLimiter<String>,
}

impl Default for Attempts {
    fn default() -> Self {
        let quota = |per_minute, burst| {
            Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN))
                .allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN))
        };
        Self {
            by_address: RateLimiter::keyed(quota(30, 60)),
            by_target: RateLimiter::keyed(quota(6, 10)),
        }
    }
}

impl Attempts {
    /// Counts one attempt.
    ///
    /// # Errors
    /// Too many, with the seconds to wait.
    pub(crate) fn count(&self, from: Option<IpAddr>, target: &str) -> Result<(), Error> {
        let clock = governor::clock::DefaultClock::default();
        let refuse = |wait: Duration| Error::TooMany(wait.as_secs() + 1);
        if let Some(address) = from {
            self.by_address
                .check_key(&address)
                .map_err(|not_until| refuse(not_until.wait_time_from(clock.now())))?;
        }
        let target = target.to_owned();
        self.by_target
            .check_key(&target)
            .map_err(|not_until| refuse(not_until.wait_time_from(clock.now())))
    }
}

/// What the first administrator says.
#[derive(Debug)]
pub struct Setup<'a> {
    /// The one-time secret that the server printed.
    pub secret: &'a str,
    /// Name of the organisation.
    pub organisation: Title,
    /// The administrator's name.
    pub name: Title,
    /// The administrator's address.
    pub email: Email,
    /// The administrator's password.
    pub password: &'a str,
}

impl App {
    /// Makes the organisation and its first administrator.
    ///
    /// # Errors
    /// It exists already (as if there were no such route), or the secret is wrong.
    pub async fn set_up(&self, op: &Op, from: Option<IpAddr>, setup: Setup<'_>) -> Result<UserId, Error> {
        if self.store.is_set_up().await? {
            return Err(Error::hidden());
        }
        self.attempts.count(from, "setup")?;
        let expected = Secret::received(Purpose::Setup, crate::serve::setup_secret(&self.config.data)?.trim());
        let given = Secret::received(Purpose::Setup, setup.secret.trim());
        let matches = |(expected, given): (Secret, Secret)| self.key.hash(&expected) == self.key.hash(&given);
        if !expected.zip(given).is_some_and(matches) {
            return Err(Error::Credentials(Some("secret")));
        }
        let hash = self.hash_password(setup.password, "/password").await?;
        let turn = self.turn().await;
        let (user, _root) = self
            .store
            .set_up(op, &setup.organisation, &setup.name, &setup.email, &hash)
            .await?;
        self.settle(op.now).await?;
        drop(turn);
        crate::serve::forget_setup_secret(&self.config.data);
        Ok(user)
    }

    /// Checks a password and opens a session. Gives the user and the cookie's value.
    ///
    /// # Errors
    /// Wrong address or password (not told apart), disabled, or too many attempts.
    pub async fn sign_in(
        &self,
        op: &Op,
        from: Option<IpAddr>,
        email: &str,
        password: &str,
    ) -> Result<(UserId, Secret), Error> {
        let email = Email::new(email).map_err(|_| Error::Credentials(None));
        self.attempts
            .count(from, email.as_ref().map_or("", |email| email.as_str()))?;
        let email = email?;
        let known = self.store.password_hash_of(&email).await?;
        let (hash, user) = match known {
            Some((user, hash, UserStatus::Active)) => (Some(PasswordHash::kept(hash)), Some(user)),
            _ => (None, None),
        };
        let matches = verify(password, hash).await?;
        match (matches, user) {
            (true, Some(user)) => Ok((user, self.open_session(op, user).await?)),
            _ => Err(Error::Credentials(None)),
        }
    }

    /// Opens a session for a user who showed who they are.
    ///
    /// # Errors
    /// The store failed.
    pub async fn open_session(&self, op: &Op, user: UserId) -> Result<Secret, Error> {
        let token = Secret::fresh(Purpose::Session);
        let expires = op.now + TimeDelta::days(SESSION_DAYS);
        self.store
            .session_create(op, user, self.key.hash(&token).as_bytes(), expires)
            .await?;
        Ok(token)
    }

    /// Ends the session behind a cookie, if there is one.
    ///
    /// # Errors
    /// The store failed.
    pub async fn sign_out(&self, op: &Op, token: &str) -> Result<(), Error> {
        let Some(token) = Secret::received(Purpose::Session, token) else {
            return Ok(());
        };
        self.store.session_end(op, self.key.hash(&token).as_bytes()).await?;
        self.credentials_ended();
        Ok(())
    }

    /// The caller behind a session cookie.
    ///
    /// # Errors
    /// Unknown, expired or ended.
    pub async fn authenticate_session(&self, op: &Op, token: &str) -> Result<Caller, Error> {
        let token = Secret::received(Purpose::Session, token).ok_or(Error::Credentials(None))?;
        let hash = *self.key.hash(&token).as_bytes();
        if let Some(caller) = self.found.0.get(&hash) {
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
        if let Some(caller) = self.found.0.get(&hash) {
            return Ok(caller);
        }
        self.find_credential(token.purpose(), hash, op.now).await
    }

    /// Looks a credential up, and keeps it if it lives at least as long as it would be kept.
    async fn find_credential(&self, purpose: Purpose, hash: [u8; 32], now: Instant) -> Result<Caller, Error> {
        if let Some(caller) = self.caller_of(purpose, &hash, now + KEPT).await? {
            self.found.0.insert(hash, caller.clone());
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
        self.found.forget();
        self.credential_epoch.fetch_add(1, Ordering::Relaxed);
        self.beat();
    }

    /// Moves when credentials have ended.
    pub(crate) fn credential_epoch(&self) -> u64 {
        self.credential_epoch.load(Ordering::Relaxed)
    }

    /// Whether the credentials of a caller with an open stream still hold: a session that ended, or a token that was removed, ends its streams.
    pub async fn still_signed_in(&self, op: &Op) -> bool {
        match op.caller {
            Caller::User { via, .. } => self.store.credential_lives(via, op.now).await.unwrap_or(false),
            Caller::Share { session, .. } => self.store.share_session_lives(session, op.now).await.unwrap_or(false),
            Caller::Job { .. } => true,
            Caller::Nobody => false,
        }
    }

    /// Hashes a new password on a thread of its own: it is slow on purpose.
    ///
    /// # Errors
    /// The password breaks the rule, told at `pointer`.
    pub(crate) async fn hash_password(&self, password: &str, pointer: &str) -> Result<String, Error> {
        let password = Password::new(password).map_err(|rule| model::invalid::Invalid::at(pointer, rule))?;
        let hashed = tokio::task::spawn_blocking(move || password.hash()).await;
        let hashed = hashed.map_err(|error| Error::Internal(error.to_string()))?;
        hashed
            .map(|hash| hash.as_str().to_owned())
            .map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Whether a password matches, at the same cost whatever is known; on a thread of its own.
///
/// # Errors
/// The thread could not be had.
pub(crate) async fn verify(password: &str, hash: Option<PasswordHash>) -> Result<bool, Error> {
    let password = password.to_owned();
    let checked = tokio::task::spawn_blocking(move || password::verify(&password, hash.as_ref())).await;
    checked.map_err(|error| Error::Internal(error.to_string()))
}
