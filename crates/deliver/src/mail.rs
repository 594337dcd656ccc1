//! Mail: one message to one address, by SMTP, or as a file in the outbox where no SMTP is set up. Who gets what mail is decided elsewhere.

use std::path::PathBuf;
use std::time::Duration;

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
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Outbox(Folder),
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
        let way = match url {
            Some(url) => {
                let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| DeliverError::BadPost)?;
                Way::Smtp(smtp.timeout(Some(Duration::from_secs(MAIL_SECONDS))).build())
            }
            None => Way::Outbox(Folder::open(outbox)?),
        };
        Ok(Self { from, way })
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
        match &self.way {
            Way::Smtp(smtp) => {
                smtp.send(message).await.map_err(|error| refused(&error))?;
                Ok(Posted::Sent)
            }
            Way::Outbox(folder) => {
                let artifact = Artifact {
                    name: mail.subject.clone(),
                    media_type: "message/rfc822".to_owned(),
                    bytes: message.formatted(),
                };
                folder.put(id, &artifact)?;
                Ok(Posted::Kept)
            }
        }
    }
}
