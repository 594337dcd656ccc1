//! With what somebody showed who they are.

use model::id::{SessionId, ShareSessionId, TokenId, WorkspaceId};
use serde::{Deserialize, Serialize};

/// How a user showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Via {
    /// A browser's session cookie.
    Session(SessionId),
    /// An API token, perhaps narrowed.
    Token {
        /// Which token.
        id: TokenId,
        /// May only read.
        read_only: bool,
        /// Counts only in this workspace and below.
        workspace: Option<WorkspaceId>,
    },
}

/// One credential that opens something until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// A browser's session.
    Session(SessionId),
    /// An API token.
    Token(TokenId),
    /// One opening of a share.
    ShareSession(ShareSessionId),
}
