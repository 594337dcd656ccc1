//! Mails that were not sent (yet): those that wait or were not taken are jobs, those for which there is no mail server lie as files. Secrets
//! are in them; they are for who manages the root.

use access::action::{ManageOrganisation, Organisation};
use access::op::Op;
use chrono::TimeDelta;
use deliver::{DeliverError, KeptMail, MailParts, Posted, TestMail};
use model::Instant;
use model::name::Email;
use serde_json::Value as Json;
use store::{DueJob, Happening, JobState};

use crate::app::App;
use crate::app::error::Error;
use crate::app::mails::{self, MAILS};
use crate::limits::{OUTBOX_DAYS, OUTBOX_LISTED};

/// Where a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxState {
    /// It lies as a file: no mail server is set up.
    Kept,
    /// It waits for being sent, perhaps once more.
    Queued,
    /// It was not taken, and is not tried again by itself.
    Failed,
}

/// A mail of the outbox.
#[derive(Debug, Clone)]
pub struct OutboxMail {
    /// Which.
    pub id: String,
    /// Where it is.
    pub state: OutboxState,
    /// Why it was not taken.
    pub why: Option<String>,
    /// How often it was tried.
    pub tries: u32,
    /// Since when it lies there, or when it is tried next.
    pub at: Instant,
    /// What it says; of one that was not made yet only what it is, where to, and about what.
    pub parts: MailParts,
}

impl From<KeptMail> for OutboxMail {
    fn from(kept: KeptMail) -> Self {
        Self {
            id: kept.id,
            state: OutboxState::Kept,
            why: None,
            tries: 0,
            at: kept.at.into(),
            parts: kept.parts,
        }
    }
}

impl From<DueJob> for OutboxMail {
    fn from(due: DueJob) -> Self {
        let said = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let job = due.job;
        Self {
            state: match job.state {
                JobState::Failed => OutboxState::Failed,
                _ => OutboxState::Queued,
            },
            why: job.note.as_ref().map(|note| said(note, "why")),
            tries: job.tries,
            at: due.run_at,
            parts: MailParts {
                kind: job.kind.replace('-', "_"),
                to: said(&job.payload, "to"),
                subject: said(&job.payload, "subject"),
                text: String::new(),
                html: String::new(),
                stop: None,
            },
            id: job.id,
        }
    }
}

impl App {
    /// The mails that were not sent, the latest first.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn outbox(&self, op: &Op) -> Result<Vec<OutboxMail>, Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let most = u32::try_from(OUTBOX_LISTED).unwrap_or(u32::MAX);
        let due = self.store.jobs_of(MAILS, most).await?;
        let kept = self.post.kept(OUTBOX_LISTED).map_err(disk)?;
        let mut all: Vec<OutboxMail> = due.into_iter().map(OutboxMail::from).collect();
        all.extend(kept.into_iter().map(OutboxMail::from));
        all.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        all.truncate(OUTBOX_LISTED);
        Ok(all)
    }

    /// One of them.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn outbox_mail(&self, op: &Op, id: &str) -> Result<OutboxMail, Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        match self.post.kept_mail(id) {
            Ok(kept) => return Ok(kept.into()),
            Err(DeliverError::Missing | DeliverError::BadId) => {}
            Err(other) => return Err(disk(other)),
        }
        let due = self.store.job_due(MAILS, id).await?;
        due.map(OutboxMail::from).ok_or_else(Error::hidden)
    }

    /// Takes a mail out of the outbox; it is not sent.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn outbox_remove(&self, op: &Op, id: &str) -> Result<(), Error> {
        let mail = self.outbox_mail(op, id).await?;
        match mail.state {
            OutboxState::Kept => self.post.forget(id).map_err(disk)?,
            OutboxState::Queued | OutboxState::Failed => self.store.job_forget(id).await?,
        }
        self.note_mail(op, "mail.remove", &mail).await;
        Ok(())
    }

    /// Sends a mail of the outbox now: one that lies there goes to the mail server, others are begun anew.
    ///
    /// # Errors
    /// Not allowed, unknown; there is no mail server; it was not taken.
    pub async fn outbox_retry(&self, op: &Op, id: &str) -> Result<(), Error> {
        let mail = self.outbox_mail(op, id).await?;
        match mail.state {
            OutboxState::Kept => {
                self.must_have_server()?;
                let parts = mail.parts.mail().ok_or_else(Error::hidden)?;
                self.post.send(&parts, id).await.map_err(not_taken)?;
                self.post.forget(id).map_err(disk)?;
            }
            OutboxState::Queued | OutboxState::Failed => {
                let keep_until = op.now + TimeDelta::days(OUTBOX_DAYS);
                if !self.store.job_revive(id, op.now, keep_until).await? {
                    return Err(Error::hidden());
                }
                self.ordered();
            }
        }
        self.note_mail(op, "mail.retry", &mail).await;
        Ok(())
    }

    /// Sends a mail to try out whether mails arrive. `false`: it lies in the outbox, no mail server is set up.
    ///
    /// # Errors
    /// Not allowed; it was not taken, with what the mail server said.
    pub async fn test_mail(&self, op: &Op, to: &Email, language: &str) -> Result<bool, Error> {
        let _may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let organisation = self.organisation_name().await?;
        let mail = TestMail {
            to,
            organisation: &organisation,
        };
        let posted = self
            .post
            .send(&mail.mail(language), &format!("test-{}", op.request))
            .await;
        Ok(posted.map_err(not_taken)? == Posted::Sent)
    }

    fn must_have_server(&self) -> Result<(), Error> {
        if self.post.has_server() {
            Ok(())
        } else {
            Err(Error::Conflict(
                "No mail server is set up. Set --smtp first.".to_owned(),
            ))
        }
    }

    async fn note_mail(&self, op: &Op, action: &'static str, mail: &OutboxMail) {
        let happening = Happening {
            action,
            object: mail.id.clone(),
            workspace: None,
            details: serde_json::json!({ "kind": mail.parts.kind, "to": mail.parts.to }),
        };
        self.note(op, happening).await;
    }
}

fn disk(error: DeliverError) -> Error {
    match error {
        DeliverError::Missing | DeliverError::BadId => Error::hidden(),
        other => Error::Internal(other.to_string()),
    }
}

fn not_taken(error: DeliverError) -> Error {
    match error {
        DeliverError::NotTaken(said) | DeliverError::Refused(said) => {
            Error::Conflict(format!("The mail server did not take it: {}", mails::told(&said)))
        }
        other => disk(other),
    }
}
