//! The mail that invites somebody to the organisation, in English or German. Texts lie in `texts/`.

use model::name::Email;

use crate::mail::Mail;
use crate::template::{Template, Value};

/// What an invitation says.
#[derive(Debug, Clone, Copy)]
pub struct Invitation<'a> {
    /// Who is invited.
    pub to: &'a Email,
    /// Their name.
    pub name: &'a str,
    /// Where to.
    pub organisation: &'a str,
    /// By whom.
    pub inviter: &'a str,
    /// The link; its secret is in it.
    pub link: &'a str,
    /// Until when it opens, ready to read.
    pub until: &'a str,
}

const TEXT: Template = Template {
    english: include_str!("../texts/invitation.en.txt"),
    german: include_str!("../texts/invitation.de.txt"),
};

impl Invitation<'_> {
    /// The mail; German for `de`, English for all others.
    #[must_use]
    pub fn mail(&self, language: &str) -> Mail {
        let values = [
            ("name", Value::Line(self.name)),
            ("organisation", Value::Line(self.organisation)),
            ("inviter", Value::Line(self.inviter)),
            ("link", Value::Link(self.link)),
            ("until", Value::Line(self.until)),
        ];
        TEXT.mail("invitation", self.to, language, &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation<'a>(to: &'a Email, name: &'a str) -> Invitation<'a> {
        Invitation {
            to,
            name,
            organisation: "Port Authority",
            inviter: "Ada",
            link: "https://x.example/invite/s3cret",
            until: "2026-12-01 10:00 UTC",
        }
    }

    #[test]
    fn both_languages_say_who_where_and_until_when() {
        let to = Email::new("otto@example.org").unwrap();
        for (language, greeting) in [("en", "Hello Otto"), ("de-AT", "Guten Tag, Otto")] {
            let mail = invitation(&to, "Otto").mail(language);
            assert!(mail.text.contains(greeting), "{}", mail.text);
            for said in [
                "Port Authority",
                "Ada",
                "https://x.example/invite/s3cret",
                "2026-12-01 10:00 UTC",
            ] {
                assert!(mail.text.contains(said) && mail.html.contains(said), "{said}");
            }
            assert!(mail.subject.contains("Port Authority") && !mail.subject.contains('{'));
            assert!(!mail.text.contains('{') && !mail.html.contains('{'));
        }
    }

    #[test]
    fn names_stay_text() {
        let to = Email::new("otto@example.org").unwrap();
        let mail = invitation(&to, "<img src=x onerror=alert(1)>\r\nBcc: all@example.org {link}").mail("en");
        assert!(!mail.html.contains("<img") && !mail.subject.contains('\n'));
        assert!(mail.text.contains("{link}"), "a name is not a template: {}", mail.text);
        assert!(!mail.text.contains("\nBcc"));
    }
}
