//! The caller of one operation. A share, a job and nobody are callers like a user; rights are decided for each of them.

use model::id::{SessionId, ShareId, ShareSessionId, TokenId, UserId, WorkspaceId};

/// Who asks. Made at the edge from checked credentials, or by a job for its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A person with an account.
    User {
        /// Who.
        id: UserId,
        /// With what.
        via: Via,
    },
    /// The reader of a share.
    Share {
        /// Which share.
        id: ShareId,
        /// Which opening of it.
        session: ShareSessionId,
    },
    /// The server on behalf of a user, with that user's rights at the time it runs.
    Job {
        /// Whose rights.
        owner: UserId,
    },
    /// No credentials at all. (Bad credentials never become a caller.)
    Nobody,
}

/// How a user showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl Caller {
    /// The user whose rights count, if any.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } | Self::Job { owner: id } => Some(*id),
            Self::Share { .. } | Self::Nobody => None,
        }
    }

    /// How the audit names the caller: `user:usr_…`, `share:shr_…`, `job:usr_…`, `nobody`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::User { id, .. } => format!("user:{id}"),
            Self::Share { id, .. } => format!("share:{id}"),
            Self::Job { owner } => format!("job:{owner}"),
            Self::Nobody => "nobody".to_owned(),
        }
    }
}
