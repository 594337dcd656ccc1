//! Mail: one message to one address, by SMTP, or as a file in the outbox where no SMTP is set up. Who gets what mail is decided elsewhere.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lettre::message::header::{Header, HeaderName, HeaderValue};
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
    /// What it is, such as `invitation`.
    pub kind: &'static str,
    /// Where to.
    pub to: Email,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Where its reader says that they want no more of it; an address of ours.
    pub stop: Option<String>,
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
    pub(crate) outbox: Folder,
    /// What the mails of the outbox say, under the same ids.
    pub(crate) parts: Folder,
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post").field("from", &self.from).finish_non_exhaustive()
    }
}

/// `List-Unsubscribe` (RFC 2369).
#[derive(Debug, Clone)]
struct Stop(String);

impl Header for Stop {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
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
        let parts = Folder::open(outbox.with_file_name("outbox-parts"))?;
        let outbox = Folder::open(outbox)?;
        Ok(Self {
            from,
            smtp,
            outbox,
            parts,
        })
    }

    /// Whether a mail server is set up.
    #[must_use]
    pub const fn has_server(&self) -> bool {
        self.smtp.is_some()
    }

    /// Removes mails from the outbox that have lain there for longer than `age`. Gives the ids that went.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn forget_older(&self, age: Duration, now: SystemTime) -> Result<Vec<String>, DeliverError> {
        self.parts.remove_older(age, now)?;
        self.outbox.remove_older(age, now)
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// `NotTaken` when the mail server does not take it now, `Refused` when it never will; `Disk` when the outbox cannot be written.
    pub async fn send(&self, mail: &Mail, id: &str) -> Result<Posted, DeliverError> {
        let unfit = |error: &dyn std::fmt::Display| DeliverError::Refused(error.to_string());
        let to: Mailbox = mail.to.as_str().parse().map_err(|error| unfit(&error))?;
        let mut builder = Message::builder().from(self.from.clone()).to(to).subject(&mail.subject);
        if let Some(stop) = &mail.stop {
            builder = builder.header(Stop(stop.clone()));
        }
        let message = builder
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|error| unfit(&error))?;
        if let Some(smtp) = &self.smtp {
            smtp.send(message).await.map_err(|error| {
                if error.is_permanent() {
                    DeliverError::Refused(error.to_string())
                } else {
                    DeliverError::NotTaken(error.to_string())
                }
            })?;
            return Ok(Posted::Sent);
        }
        let artifact = Artifact {
            name: mail.subject.clone(),
            media_type: "message/rfc822".to_owned(),
            bytes: message.formatted(),
        };
        self.outbox.put(id, &artifact)?;
        self.keep_parts(id, mail)?;
        Ok(Posted::Kept)
    }
}
