//! Whose rows a dashboard shows to others. What was approved for them is an edition.

use model::display::Display;
use model::id::ShareId;

/// Somebody's rows that a dashboard shows to others: each approval is for one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Follower {
    /// The share under which they are shown; `None`: to users who look through other eyes.
    pub share: Option<ShareId>,
    /// Whose rows: of a share those of its owner (`viewer`), or those of one user.
    pub eyes: Display,
}
