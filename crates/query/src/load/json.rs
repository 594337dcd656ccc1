//! JSON objects as rows of cells, with numbers as they are written: a number that went through floating point has lost digits. Checked by
//! `serde_json` first; only then walked.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use crate::load::cell::Cell;

/// The names and values of an object, in order.
type Fields<'a> = Vec<(Cow<'a, str>, Cell<'a>)>;

/// The names and values of an object, in order; `None` for what is no object, or no JSON.
pub(crate) fn object(text: &str) -> Option<Fields<'_>> {
    checked(text)?;
    fields(text)
}

/// The objects of an array, each as [`object`] gives it; `None` in the list for an element that is none. The whole is `None` when it is no
/// array, or no JSON.
pub(crate) fn objects(text: &str) -> Option<Vec<Option<Fields<'_>>>> {
    checked(text)?;
    let mut walk = Walk::into(text, '[')?;
    let mut rows = Vec::new();
    while let Some(element) = walk.value() {
        rows.push(fields(element));
    }
    Some(rows)
}

/// A text with signs that cannot stand in a column's text (halves of surrogates) is no JSON here.
fn checked(text: &str) -> Option<()> {
    serde_json::from_str::<IgnoredAny>(text).ok().map(|_| ())
}

fn fields(text: &str) -> Option<Vec<(Cow<'_, str>, Cell<'_>)>> {
    let mut walk = Walk::into(text, '{')?;
    let mut fields = Vec::new();
    while let Some(name) = walk.value() {
        let value = walk.value()?;
        fields.push((string(name)?, cell(value)?));
    }
    Some(fields)
}

fn cell(text: &str) -> Option<Cell<'_>> {
    Some(match text.as_bytes().first()? {
        b'n' => Cell::Null,
        b't' => Cell::Bool(true),
        b'f' => Cell::Bool(false),
        b'"' => Cell::Text(string(text)?),
        b'[' | b'{' => Cell::Nested(text),
        _ => Cell::Number(text),
    })
}

fn string(text: &str) -> Option<Cow<'_, str>> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str::<String>(text).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// Goes over the members of one object or array that is known to be JSON.
struct Walk<'a> {
    rest: &'a str,
}

impl<'a> Walk<'a> {
    fn into(text: &'a str, bracket: char) -> Option<Self> {
        let rest = text.trim_ascii().strip_prefix(bracket)?;
        Some(Self { rest })
    }

    /// The next name or value.
    fn value(&mut self) -> Option<&'a str> {
        let between = |c: char| c.is_ascii_whitespace() || c == ',' || c == ':';
        self.rest = self.rest.trim_start_matches(between);
        let (value, rest) = self.rest.split_at_checked(length(self.rest))?;
        self.rest = rest;
        (!value.is_empty()).then_some(value)
    }
}

/// How long the value is with which the text begins; 0 at the end of what encloses it.
fn length(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut in_text = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    in_text = false;
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 0 => return at,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_they_are_written() {
        let row = object(
            r#" {"id": 18446744073709551617 ,"x":1.10, "a\"b":"q\u0041\n", "n":{"k":[1,"}"]}, "t":true,"z":null} "#,
        );
        assert_eq!(
            row.unwrap(),
            [
                (Cow::Borrowed("id"), Cell::Number("18446744073709551617")),
                (Cow::Borrowed("x"), Cell::Number("1.10")),
                (Cow::Borrowed("a\"b"), Cell::Text(Cow::Borrowed("qA\n"))),
                (Cow::Borrowed("n"), Cell::Nested(r#"{"k":[1,"}"]}"#)),
                (Cow::Borrowed("t"), Cell::Bool(true)),
                (Cow::Borrowed("z"), Cell::Null),
            ]
        );
        assert!(object("{}").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_object_is_none() {
        for not in [
            "",
            "[1]",
            "7",
            "{\"a\":}",
            "{\"a\":1",
            "{\"a\":\"\\ud800\"}",
            "nul",
            "{} {}",
        ] {
            assert_eq!(object(not), None, "{not}");
        }
        assert_eq!(objects("[{\"a\":1}, 7, {}]").unwrap().len(), 3);
        assert_eq!(objects("[{\"a\":1}, 7, {}]").unwrap()[1], None);
        assert_eq!(objects("{}"), None);
        assert!(objects("[]").unwrap().is_empty());
    }
}
