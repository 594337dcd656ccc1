//! What actions on the organisation are done to.

/// The whole organisation; there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Organisation;
