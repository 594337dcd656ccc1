//! What all mails have in common: which jobs send some, what is told of a mail server's words, and what the organisation is called in them.

use super::App;
use super::error::Error;
use crate::limits::MAIL_WHY_CHARACTERS;

/// Kind of the jobs that invite a guest.
pub(crate) const INVITATION: &str = "guest-invitation";
/// Kind of the jobs that send a code.
pub(crate) const CODE: &str = "guest-code";
/// Kind of the jobs that tell a sharer that a link was opened elsewhere.
pub(crate) const ELSEWHERE: &str = "guest-elsewhere";

/// All kinds of jobs that send mails: what waits in the outbox.
pub(crate) const MAILS: &[&str] = &[INVITATION, CODE, ELSEWHERE];

/// What a mail server said, for who looks at it: one line, not too long.
pub(crate) fn told(said: &str) -> String {
    let line = said.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(MAIL_WHY_CHARACTERS).collect()
}

impl App {
    /// What the organisation is called.
    pub(crate) async fn organisation_name(&self) -> Result<String, Error> {
        let name = self.store.organisation_name().await?;
        Ok(name.map_or_else(String::new, |name| name.to_string()))
    }
}
