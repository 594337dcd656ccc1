//! The files that prove the audit, line by line (NDJSON): a head, entries with their place and hash, checkpoints, the path of a proof.
//! One form for the whole log and for the proof of one entry; whether they fit together is checked in `store`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::tree::Hash;

/// The version of the form.
const VERSION: u32 = 1;

crate::words! {
    /// What a file holds.
    pub enum Holds {
        /// Every entry up to the last checkpoint.
        Log = "log",
        /// Entries of one workspace, which cannot be proven to be all of them.
        Part = "part",
        /// One entry, with the path from it to the checkpoint.
        Proof = "proof",
    }
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The version of the form.
    pub vitrine_audit: u32,
    /// What the file holds.
    pub holds: Holds,
    /// The key that it says its checkpoints are signed with: name, hash of the key, key.
    pub key: String,
}

impl Head {
    /// The head of a file.
    #[must_use]
    pub fn new(holds: Holds, key: impl fmt::Display) -> Self {
        Self {
            vitrine_audit: VERSION,
            holds,
            key: key.to_string(),
        }
    }
}

/// An entry in a file: its bytes word for word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryLine<'a> {
    /// Its place.
    pub index: u64,
    /// The hash it was sealed with.
    pub leaf: Hash,
    /// What is hashed.
    pub entry: &'a str,
}

impl fmt::Display for EntryLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, leaf, entry } = self;
        write!(f, r#"{{"index":{index},"leaf":"{leaf}","entry":{entry}}}"#)
    }
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'a> {
    /// The first one.
    Head(Head),
    /// An entry.
    Entry(EntryLine<'a>),
    /// A signed checkpoint.
    Checkpoint(String),
    /// The hashes from an entry to the root, from below.
    Path(Vec<Hash>),
}

#[derive(Serialize, Deserialize)]
struct CheckpointLine {
    checkpoint: String,
}

#[derive(Serialize, Deserialize)]
struct PathLine {
    path: Vec<String>,
}

/// The text is no line of such a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no line of an audit file")]
pub struct NoLine;

impl<'a> Line<'a> {
    /// Reads a line, without its end.
    ///
    /// # Errors
    /// It is none of them.
    pub fn read(text: &'a str) -> Result<Self, NoLine> {
        // Entries are read by hand: what is hashed has to be found word for word, and there may be millions.
        if let Some(rest) = text.strip_prefix(r#"{"index":"#) {
            return entry(rest).map(Self::Entry).ok_or(NoLine);
        }
        if text.starts_with(r#"{"checkpoint":"#) {
            let line: CheckpointLine = serde_json::from_str(text).map_err(|_| NoLine)?;
            return Ok(Self::Checkpoint(line.checkpoint));
        }
        if text.starts_with(r#"{"path":"#) {
            let line: PathLine = serde_json::from_str(text).map_err(|_| NoLine)?;
            let path = line.path.iter().map(|hash| hash.parse()).collect::<Result<_, _>>();
            return path.map(Self::Path).map_err(|_| NoLine);
        }
        let head: Head = serde_json::from_str(text).map_err(|_| NoLine)?;
        if head.vitrine_audit != VERSION {
            return Err(NoLine);
        }
        Ok(Self::Head(head))
    }
}

fn entry(rest: &str) -> Option<EntryLine<'_>> {
    let (index, rest) = rest.split_once(r#","leaf":""#)?;
    let (leaf, rest) = rest.split_once(r#"","entry":"#)?;
    let number: u64 = index.parse().ok()?;
    if number.to_string() != index {
        return None;
    }
    Some(EntryLine {
        index: number,
        leaf: leaf.parse().ok()?,
        entry: rest.strip_suffix('}')?,
    })
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Head(head) => serde_json::to_string(head),
            Self::Entry(entry) => return entry.fmt(f),
            Self::Checkpoint(note) => serde_json::to_string(&CheckpointLine {
                checkpoint: note.clone(),
            }),
            Self::Path(path) => serde_json::to_string(&PathLine {
                path: path.iter().map(Hash::to_string).collect(),
            }),
        };
        f.write_str(&text.map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_return_from_their_texts() {
        let entry = EntryLine {
            index: 7,
            leaf: Hash::leaf(b"x"),
            entry: r#"{"id":"aud_1","details":{"a":"\",\"entry\":"}}"#,
        };
        for line in [
            Line::Head(Head::new(Holds::Log, "name+0123abcd+AQ==")),
            Line::Entry(entry),
            Line::Checkpoint("name\n1\nroot\n\n\u{2014} name sig\n".to_owned()),
            Line::Path(vec![Hash::leaf(b"a"), Hash::leaf(b"b")]),
            Line::Path(Vec::new()),
        ] {
            let text = line.to_string();
            assert!(!text.contains('\n'));
            assert_eq!(Line::read(&text), Ok(line.clone()), "{text}");
        }
    }

    #[test]
    fn other_lines_are_refused() {
        let leaf = Hash::leaf(b"x");
        for bad in [
            "",
            "{}",
            "x",
            r#"{"vitrine_audit":2,"holds":"log","key":"k"}"#,
            r#"{"vitrine_audit":1,"holds":"all","key":"k"}"#,
            &format!(r#"{{"index":07,"leaf":"{leaf}","entry":{{}}}}"#),
            &format!(r#"{{"index":-1,"leaf":"{leaf}","entry":{{}}}}"#),
            r#"{"index":7,"leaf":"AAAA","entry":{}}"#,
            r#"{"path":["AAAA"]}"#,
        ] {
            assert_eq!(Line::read(bad), Err(NoLine), "{bad}");
        }
    }
}
