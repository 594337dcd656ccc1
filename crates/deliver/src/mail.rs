//! Mail: one message to one address, by SMTP, or as a file in the outbox where no SMTP is set up. Who gets what mail is decided elsewhere.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use model::name::Email;

use crate::DeliverError;
use crate::artifact::Artifact;
use crate::folder::Folder;
use crate::limits::MAIL_SECONDS;

/// A message in both forms. The builder encodes headers, so that no text of a user can become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Where to.
    pub to: Email,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// A mail server took it.
    Sent,
    /// It lies in the outbox; no mail server is set up.
    Kept,
}

/// Sends mails.
pub struct Post {
    from: Mailbox,
    /// Where mails are handed over; else they lie in the outbox.
    smtp: Option<AsyncSmtpTransport<Tokio1Executor>>,
    /// There also where a mail server is set up: mails from before that still lie in it.
    outbox: Folder,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Post {
    /// By the mail server at `url` (`smtp://`, `smtps://`, user and password inside, `?tls=required` for STARTTLS), else into the folder `outbox`.
    ///
    /// # Errors
    /// `BadPost` when the address of the server or of the sender is none; `Disk` when the folder cannot be made.
    pub fn open(url: Option<&str>, from: &str, outbox: PathBuf) -> Result<Self, DeliverError> {
        let from = from.parse().map_err(|_| DeliverError::BadPost)?;
        let smtp = match url {
            Some(url) => {
                let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| DeliverError::BadPost)?;
                Some(smtp.timeout(Some(Duration::from_secs(MAIL_SECONDS))).build())
            }
            None => None,
        };
        let outbox = Folder::open(outbox)?;
        Ok(Self { from, smtp, outbox })
    }

    /// Removes mails from the outbox that have lain there for longer than `age`. Gives the ids that went.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn forget_older(&self, age: Duration, now: SystemTime) -> Result<Vec<String>, DeliverError> {
        self.outbox.remove_older(age, now)
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// `NotTaken` when the mail server refuses it or does not answer; `Disk` when the outbox cannot be written.
    pub async fn send(&self, mail: &Mail, id: &str) -> Result<Posted, DeliverError> {
        let refused = |error: &dyn std::fmt::Display| DeliverError::NotTaken(error.to_string());
        let to: Mailbox = mail.to.as_str().parse().map_err(|error| refused(&error))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&mail.subject)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|error| refused(&error))?;
        if let Some(smtp) = &self.smtp {
            smtp.send(message).await.map_err(|error| refused(&error))?;
            return Ok(Posted::Sent);
        }
        let artifact = Artifact {
            name: mail.subject.clone(),
            media_type: "message/rfc822".to_owned(),
            bytes: message.formatted(),
        };
        self.outbox.put(id, &artifact)?;
        Ok(Posted::Kept)
    }
}
