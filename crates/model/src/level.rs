//! The three levels on a dashboard and the block. Their order is the product's: view < share < edit.

crate::words! {
    /// What a grant gives on a dashboard.
    pub enum Level {
        /// Open it.
        View = "view",
        /// Open it and hand it on, up to this level.
        Share = "share",
        /// Change it and hand it on.
        Edit = "edit",
    }
}

crate::words! {
    /// What a grant says: a level, or a block that beats every level.
    pub enum GrantLevel {
        /// Open it.
        View = "view",
        /// Open and hand on.
        Share = "share",
        /// Change and hand on.
        Edit = "edit",
        /// Nothing, whatever else is granted (not against `manage`).
        Block = "block",
    }
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
