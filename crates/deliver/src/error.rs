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
    /// The settings for mail name no server or no sender.
    #[error("the settings for mail are not right: smtp://USER:PASSWORD@HOST and an address to send from are needed")]
    BadPost,
    /// A mail server did not take a mail; what it said is for the log.
    #[error("the mail was not taken")]
    NotTaken(String),
    /// A mail server will never take this mail; what it said is for the log and for who administers the server.
    #[error("the mail was refused")]
    Refused(String),
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
