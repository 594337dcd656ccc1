//! Addresses out of a text that somebody pasted: separated by `,` `;` or lines, each bare or as `Name <address>`. Those that mean one
//! mailbox become one.

use std::collections::BTreeMap;

use crate::limits::RECIPIENTS;
use crate::name::{Email, Title};

/// One address with all the ways in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// In its one form.
    pub address: Email,
    /// The name beside it, if there was one.
    pub name: Option<Title>,
    /// As it was written, each time.
    pub given: Vec<String>,
}

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasting {
    /// Addresses in the order of the text.
    pub addresses: Vec<Pasted>,
    /// What is none, and why.
    pub refused: Vec<(String, &'static str)>,
}

/// What is said of those that are too many.
pub const TOO_MANY: &str = "there are more addresses than one share has";

/// Reads a text.
#[must_use]
pub fn pasted(text: &str) -> Pasting {
    let mut found = Pasting::default();
    let mut places: BTreeMap<Email, usize> = BTreeMap::new();
    for given in parts(text) {
        match one(given) {
            Ok((address, name)) => {
                let known = places.get(&address).copied();
                if let Some(known) = known.and_then(|place| found.addresses.get_mut(place)) {
                    known.name = known.name.take().or(name);
                    known.given.push(given.to_owned());
                } else if found.addresses.len() >= RECIPIENTS {
                    found.refused.push((given.to_owned(), TOO_MANY));
                    break;
                } else {
                    places.insert(address.clone(), found.addresses.len());
                    found.addresses.push(Pasted {
                        address,
                        name,
                        given: vec![given.to_owned()],
                    });
                }
            }
            Err(why) => found.refused.push((given.to_owned(), why)),
        }
        if found.refused.len() >= RECIPIENTS {
            break;
        }
    }
    found
}

/// One address, bare or as `Name <address>`.
///
/// # Errors
/// What the rule is, as a sentence for the writer.
pub fn one(text: &str) -> Result<(Email, Option<Title>), &'static str> {
    let text = text.trim();
    match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => {
            let name = name.trim().trim_matches(|c| c == '"' || c == '\'');
            // What is no name is left out: the address counts.
            Ok((Email::new(address)?, Title::new(name).ok()))
        }
        None => {
            let bare = text.strip_prefix("mailto:").unwrap_or(text);
            Ok((Email::new(bare)?, None))
        }
    }
}

/// Separated by `,` `;` and lines, but not inside of quotes or pointed brackets.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let separates = move |c: char| {
        match c {
            '"' => quoted = !quoted,
            // A quote that nobody closes ends with its line.
            '\n' | '\r' => quoted = false,
            _ => {}
        }
        matches!(c, '\n' | '\r') || (!quoted && matches!(c, ',' | ';'))
    };
    text.split(separates).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_all_kinds_are_read() {
        let found = pasted(
            "ops@united.example, \"Doe, Jane\" <Jane@United.example>;Bob <bob@united.example>\r\n\nmailto:c@d.example\nnobody",
        );
        let read: Vec<_> = found
            .addresses
            .iter()
            .map(|one| (one.address.as_str(), one.name.as_ref().map(Title::as_str)))
            .collect();
        assert_eq!(
            read,
            [
                ("ops@united.example", None),
                ("jane@united.example", Some("Doe, Jane")),
                ("bob@united.example", Some("Bob")),
                ("c@d.example", None),
            ]
        );
        assert_eq!(found.refused.len(), 1);
    }

    #[test]
    fn what_means_one_mailbox_is_one() {
        let found = pasted("ops@B\u{fc}cher.example; Ops <OPS@xn--bcher-kva.example>, ops@bu\u{308}cher.example ");
        assert_eq!(found.addresses.len(), 1, "{found:?}");
        let one = &found.addresses[0];
        assert_eq!(one.address.as_str(), "ops@xn--bcher-kva.example");
        assert_eq!(
            (one.name.as_ref().map(Title::as_str), one.given.len()),
            (Some("Ops"), 3)
        );
        assert_eq!(one.address.shown(), "ops@b\u{fc}cher.example");
    }

    #[test]
    fn too_many_are_not_read_on() {
        use std::fmt::Write as _;
        let mut text = String::new();
        for n in 0..RECIPIENTS + 10 {
            write!(text, "a{n}@b.example,").unwrap();
        }
        let found = pasted(&text);
        assert_eq!((found.addresses.len(), found.refused.len()), (RECIPIENTS, 1));
        assert!(pasted(&"x,".repeat(5_000)).refused.len() <= RECIPIENTS);
    }

    #[test]
    fn an_open_quote_ends_with_its_line() {
        let found = pasted("\"a@b.example\nc@d.example, e@f.example");
        assert_eq!((found.addresses.len(), found.refused.len()), (2, 1));
    }

    #[test]
    fn veiled_addresses_say_little() {
        let email = Email::new("ops@united.example").unwrap();
        assert_eq!(
            email.veiled(),
            "o\u{2022}\u{2022}\u{2022}@u\u{2022}\u{2022}\u{2022}.example"
        );
    }
}
