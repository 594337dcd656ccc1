//! The mails around a share for guests. Each is ordered with what it is about and sent later, as it is decided then: nothing is sent for a
//! share that has ended or a recipient who was removed. No order holds a secret.

use access::op::Op;
use chrono::TimeDelta;
use deliver::{DeliverError, GuestCode, GuestElsewhere, GuestInvitation, Mail, Posted, SharedThing};
use identity::secret::Secret;
use model::Instant;
use model::name::Email;
use model::share::{Audience, MailState, Share};
use serde_json::json;

use super::orders::{CodeOrder, ElsewhereOrder, InvitationOrder};
use crate::app::App;
use crate::app::error::Error;
use crate::app::mails;
use crate::app::sharing::inviting::own_secret;
use crate::limits::{CODE_MINUTES, MAIL_TRIES};

impl App {
    /// Invites a recipient, if there still is something to invite them to.
    ///
    /// # Errors
    /// The mail was not taken; it is to be tried again, or not.
    pub(crate) async fn send_invitation(&self, op: &Op, id: &str, order: &InvitationOrder) -> Result<(), Error> {
        let which = (order.recipient, order.round);
        let kept = self.store.recipient_get(order.recipient).await?;
        let Some(kept) = kept.filter(|kept| kept.round == order.round) else {
            return Ok(());
        };
        let recipient = kept.recipient;
        let share = self.gate.share_may_be_told(recipient.share, op.now);
        let Some(share) = share.filter(|_| recipient.is_let_in(op.now)) else {
            let why = Some("What it invites to does not open any more.");
            return Ok(self
                .store
                .recipient_mailed(which, MailState::Failed, why, op.now)
                .await?);
        };
        let secret = own_secret(self, order.recipient, order.round);
        let until = [recipient.expires_at, share.terms.expires_at]
            .into_iter()
            .flatten()
            .min();
        let mail = self
            .invitation_mail(
                &share,
                (&recipient.address, recipient.name.as_ref()),
                &secret,
                until,
                &order.language,
            )
            .await?;
        match self.post.send(&mail, id).await {
            Ok(posted) => {
                let state = match posted {
                    Posted::Sent => MailState::Sent,
                    Posted::Kept => MailState::Kept,
                };
                Ok(self.store.recipient_mailed(which, state, None, op.now).await?)
            }
            Err(error) => {
                let (told, error) = self.not_sent(id, error).await?;
                let state = if matches!(error, Error::Final(_)) {
                    MailState::Failed
                } else {
                    MailState::Queued
                };
                self.store.recipient_mailed(which, state, Some(&told), op.now).await?;
                Err(error)
            }
        }
    }

    async fn invitation_mail(
        &self,
        share: &Share,
        (to, name): (&Email, Option<&model::name::Title>),
        secret: &Secret,
        until: Option<Instant>,
        language: &str,
    ) -> Result<Mail, Error> {
        let message = match &share.audience {
            Audience::Guests(guests) => guests.message.to_string(),
            _ => String::new(),
        };
        let sharer = self.gate.user(share.owner);
        let brand = self.gate.brand(share.workspace).brand();
        let organisation = match brand.name {
            Some(name) => name.to_string(),
            None => self.organisation_name().await?,
        };
        let base = &self.config.base_url;
        let until = until.map(|until| until.format("%Y-%m-%d %H:%M UTC").to_string());
        let invitation = GuestInvitation {
            to,
            name: name.map(model::name::Title::as_str),
            thing: SharedThing {
                title: share.title.as_str(),
                sharer: sharer.as_ref().map_or("", |sharer| sharer.name.as_str()),
                organisation: &organisation,
            },
            sharer_address: sharer.as_ref().map_or("", |sharer| sharer.email.as_str()),
            message: &message,
            link: &format!("{base}/s/{}", secret.expose()),
            stop: &format!("{base}/shared"),
            until: until.as_deref(),
            accent: brand.accent,
        };
        Ok(invitation.mail(share.terms.language.map_or(language, |said| said.as_str())))
    }

    /// Sends a code, if there is somebody to send one to, and not too many were sent. It is made here and is nowhere but in the mail.
    ///
    /// # Errors
    /// The mail was not taken; it is to be tried again with another code, or not.
    pub(crate) async fn send_code(&self, op: &Op, id: &str, order: &CodeOrder) -> Result<(), Error> {
        let asked = self.store.guest_code_get(order.code).await?;
        let Some(asked) = asked.filter(|asked| op.now - asked.made_at < TimeDelta::minutes(CODE_MINUTES)) else {
            return Ok(());
        };
        let Some(target) = self.code_target(op.now, &asked, order.from).await? else {
            return Ok(());
        };
        let code = Secret::fresh_code();
        if !self.code_made(op.now, &asked, &target, &code).await? {
            return Ok(());
        }
        let share = &target.share;
        let sharer = self.gate.user(share.owner);
        let mail = GuestCode {
            to: &target.address,
            thing: SharedThing {
                title: share.title.as_str(),
                sharer: sharer.as_ref().map_or("", |sharer| sharer.name.as_str()),
                organisation: "",
            },
            code: code.expose(),
            minutes: &CODE_MINUTES.to_string(),
        };
        let mail = mail.mail(
            share
                .terms
                .language
                .map_or(order.language.as_str(), |said| said.as_str()),
        );
        match self.post.send(&mail, id).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.not_sent(id, error).await?.1),
        }
    }

    /// Tells a sharer that the link of a recipient was opened elsewhere.
    ///
    /// # Errors
    /// The mail was not taken; it is to be tried again, or not.
    pub(crate) async fn send_elsewhere(&self, op: &Op, id: &str, order: &ElsewhereOrder) -> Result<(), Error> {
        let Some(kept) = self.store.recipient_get(order.recipient).await? else {
            return Ok(());
        };
        let share = self.gate.share_may_be_told(kept.recipient.share, op.now);
        let Some(share) = share.filter(|_| kept.recipient.is_let_in(op.now)) else {
            return Ok(());
        };
        let Some(sharer) = self.gate.user(share.owner) else {
            return Ok(());
        };
        let mail = GuestElsewhere {
            to: &sharer.email,
            name: sharer.name.as_str(),
            address: &kept.recipient.address.shown(),
            title: share.title.as_str(),
            link: &format!("{}/shares/{}", self.config.base_url, share.id),
        };
        match self.post.send(&mail.mail(&order.language), id).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.not_sent(id, error).await?.1),
        }
    }

    /// Notes why a mail was not taken; what is told of it, and whether it is tried again.
    async fn not_sent(&self, id: &str, error: DeliverError) -> Result<(String, Error), Error> {
        let (said, refused) = match error {
            DeliverError::Refused(said) => (mails::told(&said), true),
            DeliverError::NotTaken(said) => (mails::told(&said), false),
            other => (mails::told(&other.to_string()), false),
        };
        self.store.job_note(id, &json!({ "why": said })).await?;
        let tries = self.store.job_get(id).await?.map_or(MAIL_TRIES, |job| job.tries);
        // What is wrong with the way to the server is for who administers it; what the server says of an address, for who wrote it.
        let told = if refused {
            said.clone()
        } else {
            "The mail server did not take it.".to_owned()
        };
        let error = if refused || tries >= MAIL_TRIES {
            Error::Final(said)
        } else {
            Error::Internal(said)
        };
        Ok((told, error))
    }
}
