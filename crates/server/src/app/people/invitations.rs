//! Invitations: a link by which somebody whom an administrator made sets their own password and is signed in. By mail where mail
//! is set up; always told to the administrator.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use access::action::{ManageOrganisation, Organisation};
use access::op::Op;
use chrono::TimeDelta;
use deliver::{Invitation, Posted};
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::UserId;
use model::name::{Email, Title};
use model::people::User;

use crate::app::error::Error;
use crate::app::watching::Ground;
use crate::app::{App, gone};
use crate::limits::{INVITATION_DAYS, OUTBOX_DAYS};

/// An invitation that was made.
#[derive(Debug)]
pub struct Invited {
    /// Shown this once.
    pub link: String,
    /// A mail server took a mail with it.
    pub mailed: bool,
    /// Users with another address that looks like theirs.
    pub alike: Vec<Arc<User>>,
}

/// Whom an invitation is for.
#[derive(Debug, Clone)]
pub struct InvitedPerson {
    /// Where to.
    pub organisation: String,
    /// Their name, as the mail greets them.
    pub name: Title,
    /// Their address.
    pub email: Email,
}

impl App {
    /// Makes an invitation for a user and mails it.
    ///
    /// # Errors
    /// Not allowed, unknown, disabled.
    pub async fn invite(&self, op: &Op, id: UserId, language: &str) -> Result<Invited, Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let user = self.gate.user(id).ok_or_else(Error::hidden)?;
        let secret = Secret::fresh(Purpose::Invitation);
        let hash = *self.key.hash(&secret).as_bytes();
        let until = op.now + TimeDelta::days(INVITATION_DAYS);
        self.change(op, || async {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            let made = self.store.invitation_create(&may, id, &hash, until).await;
            made.map_err(gone)?;
            Ok(())
        })
        .await?;
        let link = format!("{}/invite/{}", self.config.base_url, secret.expose());
        let inviter = op.caller.user().and_then(|id| self.gate.user(id));
        let invitation = Invitation {
            to: &user.email,
            name: user.name.as_str(),
            organisation: &self.organisation_name().await?,
            inviter: inviter.as_ref().map_or("", |inviter| inviter.name.as_str()),
            link: &link,
            until: &until.format("%Y-%m-%d %H:%M UTC").to_string(),
        };
        let mail = invitation.mail(language);
        let sent = self.post.send(&mail, &format!("invitation-{}", op.request)).await;
        let mailed = match sent {
            Ok(Posted::Sent) => true,
            Ok(Posted::Kept) => false,
            Err(error) => {
                // The link is told in the answer, so that nobody waits for the mail.
                tracing::warn!(?error, "an invitation could not be mailed");
                false
            }
        };
        Ok(Invited {
            link,
            mailed,
            alike: self.look_alikes(op, &user.email)?,
        })
    }

    /// Removes mails that lie in the outbox for so long that what they invite to has ended.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub(crate) fn sweep_outbox(&self, now: Instant) -> Result<(), Error> {
        let age = Duration::from_hours(24 * OUTBOX_DAYS.unsigned_abs());
        let gone = self.post.forget_older(age, SystemTime::from(now));
        gone.map(|_ids| ()).map_err(|error| Error::Internal(error.to_string()))
    }

    /// Whom an invitation is for, for its reader.
    ///
    /// # Errors
    /// Unknown, used, expired: all the same. Too many failures.
    pub async fn invitation(&self, op: &Op, from: Option<IpAddr>, secret: &str) -> Result<InvitedPerson, Error> {
        let (_hash, user) = self.invited(op, from, secret).await?;
        let user = user.and_then(|user| self.gate.user(user)).ok_or_else(Error::hidden)?;
        Ok(InvitedPerson {
            organisation: self.organisation_name().await?,
            name: user.name.clone(),
            email: user.email.clone(),
        })
    }

    /// Sets the password of who is invited, uses the invitation up, and opens a session.
    ///
    /// # Errors
    /// Unknown, used, expired: all the same. The password is too weak; the invitation stays good then. Too many failures.
    pub async fn redeem_invitation(
        &self,
        op: &Op,
        from: Option<IpAddr>,
        secret: &str,
        password: &str,
    ) -> Result<(UserId, Secret), Error> {
        // Hashing is slow: only for who has an invitation.
        let (hash, user) = self.invited(op, from, secret).await?;
        user.ok_or_else(Error::hidden)?;
        let password_hash = self.passwords.hash(password, "/password").await?;
        let user = self.store.invitation_redeem(op, &hash, &password_hash).await;
        let user = user.map_err(gone)?;
        self.credentials_ended(Ground::SessionsOf(user)).await;
        Ok((user, self.open_session(op, user).await?))
    }

    /// The keyed hash of an invitation's secret, and whom it is for. An unknown one counts against the network it came from.
    async fn invited(&self, op: &Op, from: Option<IpAddr>, secret: &str) -> Result<([u8; 32], Option<UserId>), Error> {
        let secret = Secret::received(Purpose::Invitation, secret).ok_or_else(Error::hidden)?;
        let guesses = &self.passwords.guesses;
        guesses.check(op.now, from, None)?;
        let hash = *self.key.hash(&secret).as_bytes();
        let user = self.store.invitation_find(&hash, op.now).await?;
        if user.is_none() {
            guesses.failed(op.now, from, None);
        }
        Ok((hash, user))
    }
}
