//! What who uploads a file says of it: separator, head row, encoding, types of columns. Said in query parameters, and so read from texts.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use model::invalid::{Faults, Invalid};

use crate::load::reading::Reading;

/// Where the names of the columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// Nowhere: columns are numbered.
    None,
    /// In this line, from 1; lines above it are left out.
    Line(u64),
}

/// What was said; nothing said is recognised.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    pub(crate) separator: Option<u8>,
    pub(crate) head: Option<Head>,
    pub(crate) encoding: Option<&'static Encoding>,
    /// By name of a column; `None`: as if nothing had ever been said of it.
    pub(crate) types: BTreeMap<String, Option<Reading>>,
}

impl ReadOptions {
    /// Reads the parameters of an upload, as docs/uploads.md tells.
    ///
    /// # Errors
    /// With a pointer such as `/types` for each parameter that is wrong.
    pub fn parse(
        separator: Option<&str>,
        header: Option<&str>,
        encoding: Option<&str>,
        types: Option<&str>,
    ) -> Result<Self, Invalid> {
        let mut faults = Faults::default();
        let mut options = Self::default();
        match separator.map(one_separator) {
            Some(None) => faults.add(
                "/separator",
                "say one character, or comma, semicolon, tab, pipe or space",
            ),
            found => options.separator = found.flatten(),
        }
        match header.map(head) {
            Some(None) => faults.add("/header", "say the number of the line that names the columns, or none"),
            found => options.head = found.flatten(),
        }
        match encoding.map(|label| Encoding::for_label(label.as_bytes())) {
            Some(None) => faults.add(
                "/encoding",
                "this encoding is not known: say utf-8, windows-1252, utf-16le…",
            ),
            found => options.encoding = found.flatten(),
        }
        match types.map_or(Ok(BTreeMap::new()), columns) {
            Err(message) => faults.add("/types", message),
            Ok(types) => options.types = types,
        }
        faults.finish().map(|()| options)
    }

    /// Refuses types of columns that the file does not have.
    ///
    /// # Errors
    /// With the pointer of the parameter.
    pub(crate) fn check_names<'a>(&self, names: &(impl Iterator<Item = &'a str> + Clone)) -> Result<(), Invalid> {
        for said in self.types.keys() {
            if !names.clone().any(|name| name == said) {
                let message = "a type is said for a column that the file does not have";
                return Err(Invalid::at("/types", message));
            }
        }
        Ok(())
    }
}

fn one_separator(text: &str) -> Option<u8> {
    let word = match text {
        "comma" => b',',
        "semicolon" => b';',
        "tab" | "\\t" => b'\t',
        "pipe" => b'|',
        "space" => b' ',
        _ => match text.as_bytes() {
            [one] if one.is_ascii() => *one,
            _ => return None,
        },
    };
    (word != b'"' && word != b'\n' && word != b'\r').then_some(word)
}

fn head(text: &str) -> Option<Head> {
    match text {
        "none" | "no" | "false" => Some(Head::None),
        "yes" | "true" => Some(Head::Line(1)),
        // Elsewhere 0 is the first line, here it could be none: it is refused.
        number => number.parse().ok().filter(|line| *line > 0).map(Head::Line),
    }
}

/// `plz:string,at:date:%d/%m/%Y`; a `\` takes the meaning from the character after it.
fn columns(text: &str) -> Result<BTreeMap<String, Option<Reading>>, &'static str> {
    let mut types = BTreeMap::new();
    for item in split(text, ',', usize::MAX) {
        if item.is_empty() {
            continue;
        }
        let mut parts = split(&item, ':', 2).into_iter();
        let (Some(name), Some(how)) = (parts.next(), parts.next()) else {
            return Err("say column:type, several separated by commas");
        };
        types.insert(bare(&name), Reading::parse(&bare(&how))?);
    }
    Ok(types)
}

/// Parts between separators that no `\` stands before; the marks stay.
fn split(text: &str, separator: char, most: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        let separates = c == separator && !escaped && parts.len() < most;
        escaped = c == '\\' && !escaped;
        if separates {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            escaped = false;
            bare.push(c);
        }
    }
    bare
}

/// How a column and its reading are said in `types`.
pub(crate) fn said(name: &str, reading: &Reading) -> String {
    let marked = |text: &str| -> String {
        text.chars()
            .flat_map(|c| {
                let mark = matches!(c, ',' | ':' | '\\').then_some('\\');
                mark.into_iter().chain(std::iter::once(c))
            })
            .collect()
    };
    let how = reading.to_string().replace('\\', "\\\\").replace(',', "\\,");
    format!("{}:{how}", marked(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_said() {
        let names = ["plz", "price, in EUR", "a:b", "back\\slash"];
        let how = ["string", "decimal:comma", "date:%d/%m/%Y", "timestamp:%d, %H:%M"];
        let all: Vec<String> = names
            .iter()
            .zip(how)
            .map(|(name, how)| said(name, &Reading::parse(how).unwrap().unwrap()))
            .collect();
        let read = columns(&all.join(",")).unwrap();
        assert_eq!(read.len(), 4);
        for (name, how) in names.iter().zip(how) {
            assert_eq!(read[*name].as_ref().unwrap().to_string(), how);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_parameter() {
        let pointer = |result: Result<ReadOptions, Invalid>| result.unwrap_err().faults.remove(0).pointer;
        assert_eq!(pointer(ReadOptions::parse(Some("ab"), None, None, None)), "/separator");
        assert_eq!(pointer(ReadOptions::parse(Some("\""), None, None, None)), "/separator");
        for wrong in ["first", "0", "-1"] {
            assert_eq!(pointer(ReadOptions::parse(None, Some(wrong), None, None)), "/header");
        }
        assert_eq!(
            pointer(ReadOptions::parse(None, None, Some("klingon"), None)),
            "/encoding"
        );
        assert_eq!(pointer(ReadOptions::parse(None, None, None, Some("plz"))), "/types");
        assert_eq!(
            pointer(ReadOptions::parse(None, None, None, Some("plz:roman"))),
            "/types"
        );
        let all = ReadOptions::parse(Some("semicolon"), Some("4"), Some("latin1"), Some("at:auto")).unwrap();
        assert_eq!((all.separator, all.head), (Some(b';'), Some(Head::Line(4))));
        assert_eq!(all.encoding.map(Encoding::name), Some("windows-1252"));
        assert_eq!(all.types["at"], None);
    }
}
