//! Names that people and documents use. Checked when made; rights never depend on them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::limits;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $rule:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text if it keeps the rule.
            ///
            /// # Errors
            /// What the rule is, as a sentence for the writer.
            pub fn new(text: &str) -> Result<Self, &'static str> {
                let rule: fn(&str) -> Result<String, &'static str> = $rule;
                rule(text).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                crate::schema::text("")
            }
        }

        impl utoipa::ToSchema for $name {}

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

texts! {
    /// A title or name shown to people: 1 to 200 characters, one line, no control characters.
    Title: |text| line(text, limits::TITLE_CHARACTERS, "a title has 1 to 200 characters in one line");
    /// An e-mail address in its one form: it is compared, never parsed further.
    Email: crate::email::form;
    /// The domain of e-mail addresses, as it stands in the DNS.
    EmailDomain: crate::email::domain;
    /// A dataset's name in documents: `a–z`, digits and `_`, at most 64, a letter first.
    DatasetName: |text| identifier(text, "a dataset name has small letters, digits and _, begins with a letter and has at most 64 characters");
    /// A column's name: 1 to 128 characters without control characters.
    ColumnName: |text| line(text, limits::COLUMN_CHARACTERS, "a column name has 1 to 128 characters in one line");
    /// A variable's name in documents and links.
    VariableName: |text| identifier(text, "a variable name has small letters, digits and _, begins with a letter and has at most 64 characters");
    /// A widget's id, unique in its document: letters, digits, `-` and `_`, at most 64.
    WidgetId: |text| slug(text);
    /// An attribute of users that rules may refer to.
    AttributeName: |text| identifier(text, "an attribute name has small letters, digits and _, begins with a letter and has at most 64 characters");
    /// A tag of a dashboard: `key=value` or a word, at most 100 characters.
    Tag: |text| line(text, limits::TAG_CHARACTERS, "a tag has 1 to 100 characters in one line");
    /// A few words to somebody: up to 500 characters, lines allowed, may be empty.
    Note: |text| note(text);
}

fn line(text: &str, most: usize, rule: &'static str) -> Result<String, &'static str> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(rule) }
}

fn note(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let fits = text.chars().count() <= limits::NOTE_CHARACTERS && !text.chars().any(|c| c.is_control() && c != '\n');
    if fits {
        Ok(text.to_owned())
    } else {
        Err("a message has up to 500 characters")
    }
}

fn identifier(text: &str, rule: &'static str) -> Result<String, &'static str> {
    let starts = text.starts_with(|c: char| c.is_ascii_lowercase());
    let rest = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if starts && rest && text.len() <= limits::IDENTIFIER_CHARACTERS {
        Ok(text.to_owned())
    } else {
        Err(rule)
    }
}

fn slug(text: &str) -> Result<String, &'static str> {
    let fits = !text.is_empty()
        && text.len() <= limits::IDENTIFIER_CHARACTERS
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits {
        Ok(text.to_owned())
    } else {
        Err("a widget id has letters, digits, - and _, at most 64")
    }
}

impl Email {
    /// An address as it was kept, perhaps by a program that knew another form. It stays what it is, so that its user stays.
    #[must_use]
    pub fn kept(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> EmailDomain {
        EmailDomain(self.0.rsplit('@').next().unwrap_or_default().to_owned())
    }

    /// As people read it: the domain in its own letters.
    #[must_use]
    pub fn shown(&self) -> String {
        crate::email::shown(&self.0)
    }

    /// Enough of it for its owner to know it again, and not enough for others: `o•••@u•••.example`.
    #[must_use]
    pub fn veiled(&self) -> String {
        crate::email::veiled(&self.0)
    }

    /// What it looks like: equal for addresses that a reader takes for the same.
    #[must_use]
    pub fn skeleton(&self) -> String {
        crate::email::skeleton(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_hold() {
        assert!(DatasetName::new("flights_2013").is_ok());
        for bad in ["", "Flights", "1a", "a-b", "a.b", "a;drop"] {
            assert!(DatasetName::new(bad).is_err(), "{bad}");
        }
        assert!(Title::new("  ").is_err() && Title::new("a\nb").is_err() && Title::new(&"x".repeat(201)).is_err());
        assert!(Note::new("").is_ok() && Note::new("a\nb").is_ok());
        assert!(Note::new("a\r\nBcc: x").is_err() && Note::new(&"x".repeat(501)).is_err());
        assert_eq!(Title::new(" Delays ").unwrap().as_str(), "Delays");
    }
}
