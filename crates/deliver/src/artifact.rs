//! What is delivered, and the receipt for it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// What people call it, such as `Delays.pdf`. Never used as a path.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What arrived where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The file; for the server only, never shown.
    pub path: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}
