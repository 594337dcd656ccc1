//! One grant on a dashboard or folder, as its object keeps it.

use model::level::GrantLevel;

use super::keys::{Key, Keyed};

/// One grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) key: Key,
    /// Where it was made.
    pub(crate) workspace: u32,
    pub(crate) level: GrantLevel,
}

impl Keyed for Cell {
    #[inline]
    fn key(&self) -> Key {
        self.key
    }
}
