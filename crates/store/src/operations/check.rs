//! Checks a file of the audit line by line: the whole log, or the proof of one entry. Needs no database, no network and no clock; holds
//! as many hashes as the number of entries has digits in binary. Says what is the first that does not fit.

use std::fmt;

use identity::notes::{BadNote, VerifierKey};
use model::audit::checkpoint::Checkpoint;
use model::audit::lines::{EntryLine, Head, Holds, Line};
use model::audit::tree::{Frontier, Hash, root_by};

/// A file that is being checked.
#[derive(Debug)]
pub struct LogCheck {
    /// The key that the reader knows from elsewhere.
    given: Option<VerifierKey>,
    begun: Option<(Head, VerifierKey)>,
    tree: Frontier,
    /// The entry of a proof, and its place.
    proven: Option<(u64, Hash)>,
    path: Option<Vec<Hash>>,
    last: Option<Checkpoint>,
    checkpoints: u64,
}

/// What a file is, when everything fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it holds.
    pub holds: Holds,
    /// Entries in it.
    pub entries: u64,
    /// The place of the entry that is proven, if it is a proof.
    pub index: Option<u64>,
    /// The last checkpoint.
    pub checkpoint: Checkpoint,
    /// Checkpoints whose signature and root were checked.
    pub checkpoints: u64,
    /// The key that signed.
    pub key: VerifierKey,
    /// Whether that key was given; otherwise it is the one that the file names.
    pub key_was_given: bool,
}

/// The first that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin as such a file does.
    NoHead,
    /// The line has no form.
    NoLine,
    /// The file holds the entries of one workspace.
    Part,
    /// The key of the file, or one of its checkpoints, is none or another than the given one.
    Key,
    /// A checkpoint is not signed as it should be.
    Note(BadNote),
    /// A checkpoint is of another log.
    Origin,
    /// The entry is not what was sealed.
    Changed(u64),
    /// The entry is not there; the next one is another.
    Missing {
        /// Which.
        index: u64,
        /// What stands in its place.
        found: u64,
    },
    /// The checkpoint is of more or fewer entries than stand before it.
    Size {
        /// Entries before it.
        entries: u64,
        /// What it says.
        checkpoint: u64,
    },
    /// Entries were changed, together with what the file says of them: the signed root is another.
    Root {
        /// Entries that fit: those under the checkpoint before.
        fit: u64,
        /// Entries under this one.
        size: u64,
    },
    /// The path does not lead from the entry to the root.
    Path,
    /// It ends too early.
    Cut,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHead => f.write_str("this is no audit file"),
            Self::NoLine => f.write_str("the line cannot be read"),
            Self::Part => f.write_str(
                "the file holds the entries of one workspace, which cannot be shown to be all; ask for the proof of an entry, or for the whole audit",
            ),
            Self::Key => f.write_str("the file is signed with another key than the one that was given"),
            Self::Note(note) => write!(f, "the checkpoint does not count: {note}"),
            Self::Origin => f.write_str("the checkpoint is of another log"),
            Self::Changed(index) => write!(f, "entry {index} was changed after it was sealed"),
            Self::Missing { index, found } => write!(f, "entry {index} is missing: entry {found} stands in its place"),
            Self::Size { entries, checkpoint } => {
                write!(f, "{entries} entries stand before a checkpoint of {checkpoint}")
            }
            Self::Root { fit, size } => write!(
                f,
                "entry {fit}, or one that follows it up to entry {}, is not what was signed",
                size.saturating_sub(1)
            ),
            Self::Path => f.write_str("the path does not lead from the entry to what was signed"),
            Self::Cut => f.write_str("the end is missing"),
        }
    }
}

impl std::error::Error for Fault {}

impl LogCheck {
    /// Begins. `key` is what the reader knows of who signs; without one the key that the file names is taken, and that only shows that the
    /// file was made by who has that key.
    #[must_use]
    pub fn new(key: Option<VerifierKey>) -> Self {
        Self {
            given: key,
            begun: None,
            tree: Frontier::default(),
            proven: None,
            path: None,
            last: None,
            checkpoints: 0,
        }
    }

    /// Takes the next line, without its end.
    ///
    /// # Errors
    /// It does not fit; nothing that follows is of interest.
    pub fn line(&mut self, text: &str) -> Result<(), Fault> {
        let line = Line::read(text);
        let Some((head, key)) = &self.begun else {
            return match line {
                Ok(Line::Head(head)) => self.begin(head),
                _ => Err(Fault::NoHead),
            };
        };
        match line.map_err(|_| Fault::NoLine)? {
            Line::Head(_) => Err(Fault::NoLine),
            Line::Entry(entry) => {
                let holds = head.holds;
                self.entry(holds, &entry)
            }
            Line::Path(path) if head.holds == Holds::Proof && self.path.is_none() => {
                self.path = Some(path);
                Ok(())
            }
            Line::Path(_) => Err(Fault::NoLine),
            Line::Checkpoint(note) => {
                let text = key.open(&note).map_err(Fault::Note)?;
                let checkpoint: Checkpoint = text.parse().map_err(|_| Fault::Note(BadNote::Form))?;
                if checkpoint.origin != key.name() {
                    return Err(Fault::Origin);
                }
                if head.holds == Holds::Log {
                    self.fits(&checkpoint)?;
                }
                self.checkpoints += 1;
                self.last = Some(checkpoint);
                Ok(())
            }
        }
    }

    fn begin(&mut self, head: Head) -> Result<(), Fault> {
        if head.holds == Holds::Part {
            return Err(Fault::Part);
        }
        let named: VerifierKey = head.key.parse().map_err(|_| Fault::Key)?;
        if self.given.as_ref().is_some_and(|given| *given != named) {
            return Err(Fault::Key);
        }
        self.begun = Some((head, named));
        Ok(())
    }

    fn entry(&mut self, holds: Holds, entry: &EntryLine<'_>) -> Result<(), Fault> {
        let leaf = Hash::leaf(entry.entry.as_bytes());
        match holds {
            Holds::Proof if self.proven.is_some() => return Err(Fault::NoLine),
            Holds::Proof => self.proven = Some((entry.index, leaf)),
            Holds::Log | Holds::Part => {
                let index = self.tree.size();
                if entry.index != index {
                    let found = entry.index;
                    return Err(Fault::Missing { index, found });
                }
                self.tree.push(leaf);
            }
        }
        // Shows which entry it is; that it is the right one at all shows the root.
        if leaf == entry.leaf {
            Ok(())
        } else {
            Err(Fault::Changed(entry.index))
        }
    }

    fn fits(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let entries = self.tree.size();
        if checkpoint.size != entries {
            let checkpoint = checkpoint.size;
            return Err(Fault::Size { entries, checkpoint });
        }
        if checkpoint.root != self.tree.root() {
            let fit = self.last.as_ref().map_or(0, |last| last.size);
            return Err(Fault::Root { fit, size: entries });
        }
        Ok(())
    }

    /// Says what the file is.
    ///
    /// # Errors
    /// Something is missing at its end, or the proof leads elsewhere.
    pub fn finish(self) -> Result<Found, Fault> {
        let (head, key) = self.begun.ok_or(Fault::NoHead)?;
        let checkpoint = self.last.ok_or(Fault::Cut)?;
        let (entries, index) = match head.holds {
            Holds::Proof => {
                let (index, leaf) = self.proven.ok_or(Fault::Cut)?;
                let path = self.path.ok_or(Fault::Cut)?;
                if root_by(&path, leaf, index, checkpoint.size) != Some(checkpoint.root) {
                    return Err(Fault::Path);
                }
                (1, Some(index))
            }
            Holds::Log | Holds::Part => (self.tree.size(), None),
        };
        if index.is_none() && checkpoint.size != entries {
            return Err(Fault::Cut);
        }
        Ok(Found {
            holds: head.holds,
            entries,
            index,
            checkpoint,
            checkpoints: self.checkpoints,
            key,
            key_was_given: self.given.is_some(),
        })
    }
}
