//! Mails that lie in the outbox, as who administers the server looks at them: in a folder beside it lies what each says. There are secrets
//! in them; who may look is decided by the caller.

use std::io::Read as _;
use std::time::SystemTime;

use model::name::Email;
use serde::{Deserialize, Serialize};

use crate::artifact::Artifact;
use crate::mail::Post;
use crate::{DeliverError, Mail};

/// A mail that lies in the outbox.
#[derive(Debug, Clone)]
pub struct KeptMail {
    /// Under which it is kept.
    pub id: String,
    /// Since when.
    pub at: SystemTime,
    /// What it says.
    pub parts: MailParts,
}

/// What a mail says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailParts {
    /// What it is, such as `invitation`.
    pub kind: String,
    /// Where to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Where its reader says that they want no more of it.
    pub stop: Option<String>,
}

impl MailParts {
    /// The mail again, to be sent.
    #[must_use]
    pub fn mail(&self) -> Option<Mail> {
        Some(Mail {
            kind: "kept",
            to: Email::new(&self.to).ok()?,
            subject: self.subject.clone(),
            text: self.text.clone(),
            html: self.html.clone(),
            stop: self.stop.clone(),
        })
    }
}

impl From<&Mail> for MailParts {
    fn from(mail: &Mail) -> Self {
        Self {
            kind: mail.kind.to_owned(),
            to: mail.to.to_string(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
            stop: mail.stop.clone(),
        }
    }
}

impl Post {
    /// Keeps what a mail says beside it.
    pub(crate) fn keep_parts(&self, id: &str, mail: &Mail) -> Result<(), DeliverError> {
        let artifact = Artifact {
            name: String::new(),
            media_type: "application/json".to_owned(),
            bytes: serde_json::to_vec(&MailParts::from(mail)).unwrap_or_default(),
        };
        self.parts.put(id, &artifact).map(|_| ())
    }

    /// The mails that lie in the outbox, the latest first, at most so many.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn kept(&self, most: usize) -> Result<Vec<KeptMail>, DeliverError> {
        let mut ids = self.parts.ids()?;
        ids.sort_unstable_by_key(|(_, at)| std::cmp::Reverse(*at));
        let ids = ids.into_iter().take(most);
        Ok(ids.filter_map(|(id, at)| self.read(&id, at)).collect())
    }

    /// One mail of the outbox.
    ///
    /// # Errors
    /// `Missing` when it is not there.
    pub fn kept_mail(&self, id: &str) -> Result<KeptMail, DeliverError> {
        let at = self.parts.get(id)?.metadata()?.modified()?;
        self.read(id, at).ok_or(DeliverError::Missing)
    }

    /// Removes a mail from the outbox; nothing there is fine.
    ///
    /// # Errors
    /// When the id is no plain name or the disk refuses.
    pub fn forget(&self, id: &str) -> Result<(), DeliverError> {
        self.outbox.remove(id)?;
        self.parts.remove(id)
    }

    fn read(&self, id: &str, at: SystemTime) -> Option<KeptMail> {
        let mut bytes = Vec::new();
        self.parts.get(id).ok()?.read_to_end(&mut bytes).ok()?;
        Some(KeptMail {
            id: id.to_owned(),
            at,
            parts: serde_json::from_slice(&bytes).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_lies_in_the_outbox_is_read_and_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let post = Post::open(None, "vitrine@localhost", folder.path().join("outbox")).unwrap();
        let mail = Mail {
            kind: "test",
            to: Email::new("a@b.example").unwrap(),
            subject: "S\u{fc}ß".to_owned(),
            text: "T".to_owned(),
            html: "<p>T</p>".to_owned(),
            stop: Some("https://x.example/shared".to_owned()),
        };
        post.send(&mail, "one").await.unwrap();
        let kept = post.kept(10).unwrap();
        assert_eq!(
            (kept.len(), kept[0].id.as_str(), kept[0].parts.subject.as_str()),
            (1, "one", "S\u{fc}ß")
        );
        assert_eq!(post.kept_mail("one").unwrap().parts.mail().unwrap().html, mail.html);
        let raw = std::fs::read_to_string(folder.path().join("outbox/one")).unwrap();
        assert!(raw.contains("List-Unsubscribe: <https://x.example/shared>"), "{raw}");
        post.forget("one").unwrap();
        assert!(post.kept(10).unwrap().is_empty() && post.kept_mail("one").is_err());
        assert!(post.kept_mail("../../etc/passwd").is_err());
    }
}
