//! The three levels on a dashboard and the block. Their order is the product's: view < share < edit.

use serde::{Deserialize, Serialize};

/// What a grant gives on a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Open it.
    View,
    /// Open it and hand it on, up to this level.
    Share,
    /// Change it and hand it on.
    Edit,
}

impl Level {
    /// All levels, weakest first.
    pub const ALL: [Self; 3] = [Self::View, Self::Share, Self::Edit];

    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Share => "share",
            Self::Edit => "edit",
        }
    }
}

/// What a grant says: a level, or a block that beats every level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantLevel {
    /// Open it.
    View,
    /// Open and hand on.
    Share,
    /// Change and hand on.
    Edit,
    /// Nothing, whatever else is granted (not against `manage`).
    Block,
}

impl GrantLevel {
    /// The level it gives, `None` for a block.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::View => Some(Level::View),
            Self::Share => Some(Level::Share),
            Self::Edit => Some(Level::Edit),
            Self::Block => None,
        }
    }

    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self.level() {
            Some(level) => level.as_str(),
            None => "block",
        }
    }

    /// Reads the word of the API.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::View, Self::Share, Self::Edit, Self::Block]
            .into_iter()
            .find(|l| l.as_str() == word)
    }
}

impl From<Level> for GrantLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::View => Self::View,
            Level::Share => Self::Share,
            Level::Edit => Self::Edit,
        }
    }
}
