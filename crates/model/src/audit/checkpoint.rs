//! What is signed of the tree: its name, its size, its root, as the text of C2SP tlog-checkpoint. Signing and checking is `identity`'s.

use std::fmt;
use std::str::FromStr;

use super::tree::Hash;

/// The tree at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: a name of the installation.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root } = self;
        write!(f, "{origin}\n{size}\n{root}\n")
    }
}

/// The text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a checkpoint says the name of the log, its size and its root, a line each")]
pub struct NoCheckpoint;

impl FromStr for Checkpoint {
    type Err = NoCheckpoint;

    /// Reads the text that was signed. Lines that follow the root are allowed, as the form says, and mean nothing here.
    fn from_str(text: &str) -> Result<Self, NoCheckpoint> {
        let mut lines = text.strip_suffix('\n').ok_or(NoCheckpoint)?.split('\n');
        let mut next = || lines.next().filter(|line| !line.is_empty()).ok_or(NoCheckpoint);
        let (origin, size, root) = (next()?, next()?, next()?);
        // Numbers have one form: no sign, no leading zero.
        let number: u64 = size.parse().map_err(|_| NoCheckpoint)?;
        if number.to_string() != size {
            return Err(NoCheckpoint);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: number,
            root: root.parse().map_err(|_| NoCheckpoint)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkpoints_return_from_their_texts_and_others_are_refused() {
        let checkpoint = Checkpoint {
            origin: "vitrine/wsp_1".to_owned(),
            size: 20,
            root: Hash::leaf(b"x"),
        };
        let text = checkpoint.to_string();
        assert_eq!(text.parse(), Ok(checkpoint.clone()));
        assert_eq!(format!("{text}an extension\n").parse(), Ok(checkpoint));
        let root = Hash::leaf(b"x");
        for bad in [
            String::new(),
            text.trim_end().to_owned(),
            format!("a\n020\n{root}\n"),
            format!("a\n+20\n{root}\n"),
            format!("\n20\n{root}\n"),
            "a\n20\nAAAA\n".to_owned(),
        ] {
            assert_eq!(bad.parse::<Checkpoint>(), Err(NoCheckpoint), "{bad:?}");
        }
    }
}
