//! Refused input: where it is wrong (a JSON pointer) and why, in the reader's words. Not for failures of the server.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::limits::FAULTS;

/// One thing that is wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// RFC 6901 pointer into the request body, `""` for the whole.
    pub pointer: String,
    /// What is wrong and what would be right. Never repeats foreign values.
    pub message: String,
}

/// All that is wrong with one input; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// At least one.
    pub faults: Vec<Fault>,
}

impl Invalid {
    /// A single fault.
    #[must_use]
    pub fn at(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            faults: vec![Fault {
                pointer: pointer.into(),
                message: message.into(),
            }],
        }
    }

    /// The same faults, seen from a document that holds this input at `prefix`.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        for fault in &mut self.faults {
            fault.pointer.insert_str(0, prefix);
        }
        self
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{}: {}", fault.pointer, fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Collects faults while a whole input is checked, so that the writer sees all of them at once.
/// Only the first ones are kept: an input with thousands of faults must not make an answer of thousands of sentences.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes one fault.
    pub fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        if self.0.len() >= FAULTS {
            return;
        }
        self.0.push(Fault {
            pointer: pointer.into(),
            message: message.into(),
        });
    }

    /// Notes all faults of a part that stands at `prefix`.
    pub fn join(&mut self, prefix: &str, part: Result<(), Invalid>) {
        if let Err(invalid) = part {
            let room = FAULTS.saturating_sub(self.0.len());
            self.0.extend(invalid.under(prefix).faults.into_iter().take(room));
        }
    }

    /// Whether no more are kept: looking for others is of no use.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.0.len() >= FAULTS
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// All that was noted.
    pub fn finish(self) -> Result<(), Invalid> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Invalid { faults: self.0 })
        }
    }
}

/// Parses JSON text into `T`; a mistake names its place.
///
/// # Errors
/// The pointer to the first part that does not fit and what was expected there.
pub fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, Invalid> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|e| from_path_error(&e))?;
    reader
        .end()
        .map_err(|_| Invalid::at("", "there is more text after the end of the JSON"))?;
    Ok(value)
}

/// Like [`parse`], from a JSON value.
///
/// # Errors
/// As [`parse`].
pub fn parse_value<T: DeserializeOwned>(json: serde_json::Value) -> Result<T, Invalid> {
    serde_path_to_error::deserialize(json).map_err(|e| from_path_error(&e))
}

fn from_path_error(error: &serde_path_to_error::Error<serde_json::Error>) -> Invalid {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in error.path().iter() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { variant } => pointer.push_str(&format!("/{}", escape(variant))),
            Segment::Unknown => {}
        }
    }
    let message = error.inner().to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    Invalid::at(pointer, message.get(..end).unwrap_or_default())
}

/// One segment of a JSON pointer.
#[must_use]
pub fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only parsed")]
        list: Vec<u8>,
    }

    #[test]
    fn a_mistake_names_its_place() {
        let check = |json: &str, pointer: &str| {
            assert_eq!(
                parse::<Outer>(json.as_bytes()).unwrap_err().faults[0].pointer,
                pointer,
                "{json}"
            );
        };
        check(r#"{"list":[1,"x"]}"#, "/list/1");
        check(r#"{"list":[],"more":1}"#, "/more");
        check(r#"{"list":[]} x"#, "");
    }
}
