//! The mail that invites somebody, in English or German. Texts lie in `texts/`; what people wrote goes in escaped.

use model::name::Email;

use crate::mail::Mail;

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

const ENGLISH: &str = include_str!("../texts/invitation.en.txt");
const GERMAN: &str = include_str!("../texts/invitation.de.txt");

impl Invitation<'_> {
    /// The mail; German for `de`, English for all others.
    #[must_use]
    pub fn mail(&self, language: &str) -> Mail {
        let template = if language.starts_with("de") { GERMAN } else { ENGLISH };
        let text = self.fill(template, one_line);
        let (subject, text) = text.split_once('\n').unwrap_or(("", &text));
        let html = self.fill(template, escaped);
        let (_, body) = html.split_once('\n').unwrap_or(("", &html));
        let paragraphs: String = body
            .trim()
            .split("\n\n")
            .map(|paragraph| {
                format!(
                    "<p>{}</p>",
                    linked(paragraph, &escaped(self.link)).replace('\n', "<br>")
                )
            })
            .collect();
        Mail {
            to: self.to.clone(),
            subject: subject.to_owned(),
            text: text.trim().to_owned(),
            html: format!(
                "<!doctype html><meta charset=\"utf-8\"><body style=\"font-family:sans-serif\">{paragraphs}</body>"
            ),
        }
    }

    /// One pass over the template, so that what people wrote is never read as a placeholder.
    fn fill(&self, template: &str, form: fn(&str) -> String) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (key, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(&form(match key {
                "name" => self.name,
                "organisation" => self.organisation,
                "inviter" => self.inviter,
                "link" => self.link,
                _ => self.until,
            }));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

fn linked(paragraph: &str, link: &str) -> String {
    paragraph.replace(link, &format!("<a href=\"{link}\">{link}</a>"))
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
