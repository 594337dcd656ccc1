//! First-run setup, sign in and out. Whose a credential is that comes with a request is found in `app/credentials.rs`.

use std::net::IpAddr;

use access::op::Op;
use chrono::TimeDelta;
use identity::caller::Credential;
use identity::password::PasswordHash;
use identity::secret::{Purpose, Secret};
use model::id::UserId;
use model::name::{Email, Title};
use model::people::UserStatus;
use serde_json::json;
use store::Happening;

use crate::app::App;
use crate::app::error::Error;
use crate::app::watching::Ground;
use crate::limiter::Target;
use crate::limits::SESSION_DAYS;

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
        self.passwords.guesses.check(op.now, from, None)?;
        let expected = Secret::received(
            Purpose::Setup,
            crate::data_folder::setup_secret(&self.config.data)?.trim(),
        );
        let given = Secret::received(Purpose::Setup, setup.secret.trim());
        let matches = |(expected, given): (Secret, Secret)| self.key.hash(&expected) == self.key.hash(&given);
        if !expected.zip(given).is_some_and(matches) {
            self.passwords.guesses.failed(op.now, from, None);
            return Err(Error::Credentials(Some("secret")));
        }
        let hash = self.passwords.hash(setup.password, "/password").await?;
        let turn = self.turn().await;
        let (user, _root) = self
            .store
            .set_up(op, &setup.organisation, &setup.name, &setup.email, &hash)
            .await?;
        let wave = self.settle(&turn, op.now).await?;
        drop(turn);
        wave.decided().await;
        crate::data_folder::forget_setup_secret(&self.config.data);
        Ok(user)
    }

    /// Checks a password and opens a session. Gives the user and the cookie's value.
    ///
    /// # Errors
    /// Wrong address or password (not told apart), disabled, or too many failures.
    pub async fn sign_in(
        &self,
        op: &Op,
        from: Option<IpAddr>,
        email: &str,
        password: &str,
    ) -> Result<(UserId, Secret), Error> {
        let Ok(email) = Email::new(email) else {
            self.passwords.guesses.check(op.now, from, None)?;
            self.passwords.guesses.failed(op.now, from, None);
            return Err(Error::Credentials(None));
        };
        let known = self.store.password_hash_of(&email).await?;
        let account = known.as_ref().map(|(user, ..)| *user);
        let (hash, user) = match known {
            Some((user, hash, UserStatus::Active)) => (Some(PasswordHash::kept(hash)), Some(user)),
            _ => (None, None),
        };
        let target = Target::new("account", &email);
        let matches = self.passwords.verify(op, from, &target, password, hash).await?;
        match (matches, user) {
            (true, Some(user)) => Ok((user, self.open_session(op, user).await?)),
            _ => {
                // An address that nobody has is not kept: it may be a password in the wrong field.
                let object = account.map_or_else(|| "unknown".to_owned(), |user| user.to_string());
                self.note(
                    op,
                    Happening {
                        action: "session.refuse",
                        object,
                        workspace: None,
                        details: json!({ "from": from }),
                    },
                )
                .await;
                Err(Error::Credentials(None))
            }
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
        let ended = self.store.session_end(op, self.key.hash(&token).as_bytes()).await?;
        self.credentials.forget();
        if let Some(session) = ended {
            let session = Credential::Session(session);
            self.credentials_ended(Ground::Credential(session)).await;
        }
        Ok(())
    }
}
