//! What every page and paper of a reader carries where a workspace above wants a watermark: who reads, and since which day. It is put into
//! words here alone; pages draw it, and papers print it.

use access::action::Open;
use access::proof::Granted;
use identity::admitted::Admitted;
use identity::caller::Caller;
use model::share::{Audience, Language, Share};

use crate::app::App;
use crate::app::error::Error;

/// The few words of it.
struct Words {
    shared_by: &'static str,
    preview: &'static str,
    a_guest: &'static str,
    a_reader: &'static str,
}

static ENGLISH: Words = Words {
    shared_by: "shared by {name}",
    preview: "preview",
    a_guest: "address of the guest",
    a_reader: "name of the reader",
};

static GERMAN: Words = Words {
    shared_by: "geteilt von {name}",
    preview: "Vorschau",
    a_guest: "Adresse des Gasts",
    a_reader: "Name der lesenden Person",
};

impl App {
    /// What everything carries that this caller opens, in the language of their share or else of `locale` (BCP 47); `None`: nothing. It stays
    /// the same as long as their session does.
    ///
    /// # Errors
    /// They are no guest any more; the store failed.
    pub async fn watermark(&self, may: &Granted<'_, Open>, locale: &str) -> Result<Option<String>, Error> {
        let caller = &may.op().caller;
        let Caller::Share { session, admitted, .. } = caller else {
            return Ok(None);
        };
        if !self.gate.watermarked(may) {
            return Ok(None);
        }
        let share = self.gate.share_terms(may).ok_or_else(Error::hidden)?;
        let words = words(share.terms.language, locale);
        let who = match admitted {
            Admitted::Reader => self.shared_by(&share, words),
            Admitted::Recipient(_) => {
                let address = self.guest_address(caller).await?;
                address.ok_or_else(Error::hidden)?.to_string()
            }
            Admitted::Host(host) => host.sub.clone(),
            Admitted::Preview(preview) => {
                let theirs = match &share.audience {
                    Audience::Guests(_) => words.a_guest.to_owned(),
                    Audience::Embed(_) => words.a_reader.to_owned(),
                    _ => self.shared_by(&share, words),
                };
                joined(&[&self.name_of(preview.by), words.preview, &theirs])
            }
        };
        let day = session.made_at().format("%Y-%m-%d").to_string();
        Ok(Some(joined(&[&who, &day])))
    }

    fn shared_by(&self, share: &Share, words: &Words) -> String {
        let owner = words.shared_by.replace("{name}", &self.name_of(share.owner));
        joined(&[share.title.as_str(), &owner])
    }

    fn name_of(&self, user: model::id::UserId) -> String {
        self.gate
            .user(user)
            .map_or_else(String::new, |user| user.name.to_string())
    }
}

fn words(said: Option<Language>, locale: &str) -> &'static Words {
    let browser = if locale.to_ascii_lowercase().starts_with("de") {
        Language::De
    } else {
        Language::En
    };
    match said.unwrap_or(browser) {
        Language::En => &ENGLISH,
        Language::De => &GERMAN,
    }
}

fn joined(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_speaks_as_its_share_does_and_else_as_its_reader() {
        assert_eq!(words(Some(Language::De), "en-GB").preview, "Vorschau");
        assert_eq!(words(Some(Language::En), "de").preview, "preview");
        assert_eq!(words(None, "de-AT").preview, "Vorschau");
        assert_eq!(words(None, "").preview, "preview");
        assert_eq!(
            joined(&["", "shared by Ada", "2026-11-30"]),
            "shared by Ada · 2026-11-30"
        );
    }
}
