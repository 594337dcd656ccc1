//! Why something was not delivered. The texts name no paths; the cause, which may, is for the log.

use std::io;

/// Why a file could not be kept, read or removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeliverError {
    /// An id that could be anything but a plain file name.
    #[error("this id cannot name a file")]
    BadId,
    /// There is no such file (any more).
    #[error("there is no such file")]
    Missing,
    /// The disk refused.
    #[error("the file could not be kept")]
    Disk(#[source] io::Error),
}

impl From<io::Error> for DeliverError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Disk(error),
        }
    }
}
