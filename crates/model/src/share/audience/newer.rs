//! The audience of a share that a newer program wrote, seen by this one while both run on the same database. Nothing here makes
//! one. Such a share is listed and can be ended; it does not open and cannot be changed, because this program does not know
//! what it would let out, or which condition it would drop.

/// Written by a newer program: its kind, its fields or its terms are not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewerAudience {
    /// The word of its kind, as it is kept.
    pub kind: String,
}
