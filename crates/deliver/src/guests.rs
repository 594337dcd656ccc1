//! The mails around a share for guests, in English or German: the invitation, a code, and what its sharer is told. Texts lie in `texts/`.

use model::brand::Colour;
use model::name::Email;

use crate::mail::Mail;
use crate::template::{Template, Value};

/// What is said of a share in every mail about it.
#[derive(Debug, Clone, Copy)]
pub struct SharedThing<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who shares it.
    pub sharer: &'a str,
    /// Where.
    pub organisation: &'a str,
}

/// Invites a guest.
#[derive(Debug, Clone, Copy)]
pub struct GuestInvitation<'a> {
    /// Who is invited.
    pub to: &'a Email,
    /// Their name, if it is known.
    pub name: Option<&'a str>,
    /// What to.
    pub thing: SharedThing<'a>,
    /// The address of who shares it.
    pub sharer_address: &'a str,
    /// A few words of theirs.
    pub message: &'a str,
    /// The link; its secret is in it.
    pub link: &'a str,
    /// Where a guest drops what they do not want.
    pub stop: &'a str,
    /// Until when it opens, ready to read; `None`: until somebody ends it.
    pub until: Option<&'a str>,
    /// The colour of the brand, for what is to be pressed.
    pub accent: Option<Colour>,
}

/// Brings a code.
#[derive(Debug, Clone, Copy)]
pub struct GuestCode<'a> {
    /// Whose address it proves.
    pub to: &'a Email,
    /// What it opens.
    pub thing: SharedThing<'a>,
    /// The six digits.
    pub code: &'a str,
    /// So long it counts.
    pub minutes: &'a str,
}

/// Tells a sharer that the link of a recipient was opened elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct GuestElsewhere<'a> {
    /// The sharer.
    pub to: &'a Email,
    /// Their name.
    pub name: &'a str,
    /// Whose link it was.
    pub address: &'a str,
    /// What it opens.
    pub title: &'a str,
    /// The page of the share.
    pub link: &'a str,
}

/// Tries out whether mails arrive.
#[derive(Debug, Clone, Copy)]
pub struct TestMail<'a> {
    /// Where to.
    pub to: &'a Email,
    /// Who sends it.
    pub organisation: &'a str,
}

macro_rules! template {
    ($name:literal) => {
        Template {
            english: include_str!(concat!("../texts/", $name, ".en.txt")),
            german: include_str!(concat!("../texts/", $name, ".de.txt")),
        }
    };
}

const INVITATION: Template = template!("guest_invitation");
const CODE: Template = template!("guest_code");
const ELSEWHERE: Template = template!("guest_elsewhere");
const TEST: Template = template!("test");

fn is_german(language: &str) -> bool {
    language.starts_with("de")
}

impl GuestInvitation<'_> {
    /// The mail; German for `de`, English for all others.
    #[must_use]
    pub fn mail(&self, language: &str) -> Mail {
        let german = is_german(language);
        let greeting = match (self.name, german) {
            (Some(name), false) => format!("Hello {name},"),
            (None, false) => "Hello,".to_owned(),
            (Some(name), true) => format!("Guten Tag, {name},"),
            (None, true) => "Guten Tag,".to_owned(),
        };
        let until = match (self.until, german) {
            (Some(until), false) => format!("It opens until {until}."),
            (Some(until), true) => format!("Es öffnet bis {until}."),
            (None, _) => String::new(),
        };
        let values = [
            ("greeting", Value::Line(&greeting)),
            ("sharer", Value::Line(self.thing.sharer)),
            ("sharer_address", Value::Line(self.sharer_address)),
            ("title", Value::Line(self.thing.title)),
            ("organisation", Value::Line(self.thing.organisation)),
            ("message", Value::Lines(self.message)),
            (
                "link",
                Value::Button {
                    link: self.link,
                    label: self.thing.title,
                    accent: self.accent,
                },
            ),
            ("until", Value::Line(&until)),
            ("stop", Value::Link(self.stop)),
        ];
        Mail {
            stop: Some(self.stop.to_owned()),
            ..INVITATION.mail("guest_invitation", self.to, language, &values)
        }
    }
}

impl GuestCode<'_> {
    /// The mail; German for `de`, English for all others.
    #[must_use]
    pub fn mail(&self, language: &str) -> Mail {
        let values = [
            ("code", Value::Line(self.code)),
            ("title", Value::Line(self.thing.title)),
            ("sharer", Value::Line(self.thing.sharer)),
            ("minutes", Value::Line(self.minutes)),
        ];
        CODE.mail("guest_code", self.to, language, &values)
    }
}

impl GuestElsewhere<'_> {
    /// The mail; German for `de`, English for all others.
    #[must_use]
    pub fn mail(&self, language: &str) -> Mail {
        let values = [
            ("name", Value::Line(self.name)),
            ("address", Value::Line(self.address)),
            ("title", Value::Line(self.title)),
            ("link", Value::Link(self.link)),
        ];
        ELSEWHERE.mail("guest_elsewhere", self.to, language, &values)
    }
}

impl TestMail<'_> {
    /// The mail; German for `de`, English for all others.
    #[must_use]
    pub fn mail(&self, language: &str) -> Mail {
        let values = [("organisation", Value::Line(self.organisation))];
        TEST.mail("test", self.to, language, &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "<img src=x onerror=alert(1)>\r\nBcc: all@example.org\r\n\r\n{link}";

    fn thing(title: &str) -> SharedThing<'_> {
        SharedThing {
            title,
            sharer: "Ada",
            organisation: "Port Authority",
        }
    }

    fn invitation<'a>(to: &'a Email, title: &'a str, message: &'a str) -> GuestInvitation<'a> {
        GuestInvitation {
            to,
            name: None,
            thing: thing(title),
            sharer_address: "ada@example.org",
            message,
            link: "https://x.example/s/s3cret",
            stop: "https://x.example/shared",
            until: Some("2026-12-01"),
            accent: None,
        }
    }

    #[test]
    fn an_invitation_wears_the_colour_of_its_brand_and_says_where_it_leads() {
        let to = Email::new("ops@united.example").unwrap();
        let branded = GuestInvitation {
            accent: "#ffcc00".parse().ok(),
            ..invitation(&to, "Delays <b>", "")
        };
        let (plain, branded) = (invitation(&to, "Delays <b>", "").mail("en"), branded.mail("en"));
        assert_eq!(plain.text, branded.text, "colour is for who sees it");
        assert!(!plain.html.contains("background:"), "{}", plain.html);
        for said in [
            "background:#ffcc00;color:#000000",
            ">Delays &lt;b&gt;</a>",
            ">https://x.example/s/s3cret</a>",
        ] {
            assert!(branded.html.contains(said), "{said}: {}", branded.html);
        }
        assert!(!branded.html.contains("<img"), "nothing is loaded from anywhere");
    }

    #[test]
    fn an_invitation_says_who_what_where_and_how_to_stop() {
        let to = Email::new("ops@united.example").unwrap();
        for (language, words) in [
            ("en", "It opens until 2026-12-01."),
            ("de", "Es öffnet bis 2026-12-01."),
        ] {
            let mail = invitation(&to, "Delays", "Look at JFK.\nToday.").mail(language);
            for said in [
                words,
                "Ada",
                "Delays",
                "Port Authority",
                "https://x.example/s/s3cret",
                "https://x.example/shared",
            ] {
                assert!(
                    mail.text.contains(said) && mail.html.contains(said),
                    "{language} {said}: {}",
                    mail.text
                );
            }
            assert!(mail.text.contains("Look at JFK.\nToday.") && mail.html.contains("Look at JFK.<br>Today."));
            assert_eq!(mail.stop.as_deref(), Some("https://x.example/shared"));
            assert!(!mail.text.contains('{') && !mail.html.contains('{') && !mail.text.contains("\n\n\n"));
        }
        let bare = GuestInvitation {
            until: None,
            ..invitation(&to, "Delays", "")
        }
        .mail("en");
        assert!(
            !bare.html.contains("<p></p>") && !bare.text.contains("\n\n\n"),
            "{}",
            bare.text
        );
    }

    #[test]
    fn what_people_wrote_stays_text_in_every_mail() {
        let to = Email::new("ops@united.example").unwrap();
        let code = GuestCode {
            to: &to,
            thing: thing(EVIL),
            code: "123456",
            minutes: "10",
        };
        let elsewhere = GuestElsewhere {
            to: &to,
            name: EVIL,
            address: "a@b.example",
            title: EVIL,
            link: "https://x.example",
        };
        for language in ["en", "de"] {
            for mail in [
                invitation(&to, EVIL, EVIL).mail(language),
                code.mail(language),
                elsewhere.mail(language),
            ] {
                assert!(
                    !mail.html.contains("<img") && !mail.subject.contains('\n'),
                    "{}",
                    mail.subject
                );
                assert!(mail.text.contains("{link}"), "it is no template: {}", mail.text);
            }
        }
        assert!(code.mail("en").subject.starts_with("123456") && code.mail("de").text.contains("123456"));
    }
}
