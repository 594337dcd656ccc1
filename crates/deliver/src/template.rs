//! Mails out of templates: the first line is the subject, the rest the text, by paragraphs. What people wrote goes in escaped, in one pass, and
//! never becomes a placeholder, a line of the head or markup.

use model::brand::Colour;
use model::name::Email;

use crate::mail::Mail;

/// What goes into one place of a template.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// In one line, whatever its writer did.
    Line(&'a str),
    /// With its lines.
    Lines(&'a str),
    /// An address of ours.
    Link(&'a str),
    /// An address of ours that is to be pressed; in the colour of its brand, where there is one.
    Button {
        link: &'a str,
        /// What it opens.
        label: &'a str,
        accent: Option<Colour>,
    },
}

/// A template in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) english: &'static str,
    pub(crate) german: &'static str,
}

impl Template {
    /// The mail; German for `de`, English for all others. A paragraph in which nothing is said is left out.
    pub(crate) fn mail(&self, kind: &'static str, to: &Email, language: &str, values: &[(&str, Value<'_>)]) -> Mail {
        let template = if language.starts_with("de") {
            self.german
        } else {
            self.english
        };
        let (subject, body) = template.split_once('\n').unwrap_or((template, ""));
        let paragraphs = |form: fn(Value<'_>) -> String| {
            let filled = body.trim().split("\n\n").map(move |one| fill(one, values, form));
            filled.filter(|one| !one.trim().is_empty()).collect::<Vec<_>>()
        };
        let html: String = paragraphs(marked_up)
            .into_iter()
            .map(|one| format!("<p>{}</p>", one.replace('\n', "<br>")))
            .collect();
        Mail {
            kind,
            to: to.clone(),
            subject: one_line(&fill(subject, values, plain)),
            text: paragraphs(plain).join("\n\n"),
            html: format!(
                "<!doctype html><meta charset=\"utf-8\"><body style=\"font-family:sans-serif\">{html}</body>"
            ),
            stop: None,
        }
    }
}

/// One pass over the template, so that what people wrote is never read as a placeholder.
fn fill(template: &str, values: &[(&str, Value<'_>)], form: fn(Value<'_>) -> String) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(name, _)| *name == key);
        out.push_str(&form(value.map_or(Value::Line(""), |(_, value)| *value)));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn plain(value: Value<'_>) -> String {
    match value {
        Value::Line(text) | Value::Link(text) | Value::Button { link: text, .. } => one_line(text),
        Value::Lines(text) => lines(text),
    }
}

fn marked_up(value: Value<'_>) -> String {
    match value {
        Value::Line(text) => escaped(&one_line(text)),
        Value::Lines(text) => escaped(&lines(text)),
        Value::Link(link) | Value::Button { link, accent: None, .. } => anchor(link),
        // The address stands below it: whoever wants to see where it leads before they press it, sees that.
        Value::Button {
            link,
            label,
            accent: Some(accent),
        } => {
            let (at, label, ink) = (escaped(&one_line(link)), escaped(&one_line(label)), accent.ink());
            format!(
                "<a href=\"{at}\" style=\"display:inline-block;padding:10px 18px;border-radius:8px;background:{accent};color:{ink};\
                 text-decoration:none;font-weight:600\">{label}</a><br>{}",
                anchor(link)
            )
        }
    }
}

fn anchor(link: &str) -> String {
    let link = escaped(&one_line(link));
    format!("<a href=\"{link}\">{link}</a>")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each line by itself, without empty ones: these would end a paragraph.
fn lines(text: &str) -> String {
    text.lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
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
