//! All bounds of this crate. How long a finished file is kept is not here: the server says so.

use std::time::Duration;

/// Bytes of a file's id: below what any file system takes for a name, with room for an ending.
pub(crate) const LONGEST_ID: usize = 120;
/// How long a mail server may take for one mail.
pub(crate) const MAIL_TIMEOUT: Duration = Duration::from_secs(20);
