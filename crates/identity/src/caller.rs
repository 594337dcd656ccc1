//! The caller of one operation. A share, a job and nobody are callers like a user; rights are decided for each of them.

use model::id::{RecipientId, ShareId, ShareSessionId, UserId};
use serde::{Deserialize, Serialize};

use crate::admitted::Admitted;
use crate::host::Host;
use crate::preview::Preview;
pub use crate::via::{Credential, Via};

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
        /// How they were let in.
        admitted: Admitted,
    },
    /// The server on behalf of a user, with that user's rights at the time it runs.
    Job {
        /// Whose rights.
        owner: UserId,
    },
    /// The server by itself, for what follows from facts and the time alone. The gate allows it nothing: what it may do are the narrow
    /// ports of the store that ask for no proof.
    System {
        /// Which work, such as `share-ends`; the audit names it.
        work: &'static str,
    },
    /// No credentials at all. (Bad credentials never become a caller.)
    Nobody,
}

/// A caller who may own work that goes on without them, with exactly their rights: kept with the work, and never taken from a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Owner {
    /// As [`Caller::User`].
    User {
        /// Who.
        id: UserId,
        /// With what.
        via: Via,
    },
    /// As [`Caller::Share`].
    Share {
        /// Which share.
        id: ShareId,
        /// Which opening of it.
        session: ShareSessionId,
        /// How they were let in. Kept work from before does not say it.
        #[serde(default)]
        admitted: Admitted,
    },
    /// As [`Caller::Job`].
    Job {
        /// Whose rights.
        owner: UserId,
    },
}

impl Owner {
    /// The owner that a caller can be; the server itself and who showed no credentials own nothing.
    #[must_use]
    pub fn of(caller: &Caller) -> Option<Self> {
        Some(match caller.clone() {
            Caller::User { id, via } => Self::User { id, via },
            Caller::Share { id, session, admitted } => Self::Share { id, session, admitted },
            Caller::Job { owner } => Self::Job { owner },
            Caller::System { .. } | Caller::Nobody => return None,
        })
    }
}

impl From<Owner> for Caller {
    fn from(owner: Owner) -> Self {
        match owner {
            Owner::User { id, via } => Self::User { id, via },
            Owner::Share { id, session, admitted } => Self::Share { id, session, admitted },
            Owner::Job { owner } => Self::Job { owner },
        }
    }
}

impl Caller {
    /// The reader of a share who was let in by what everybody is asked for.
    #[must_use]
    pub const fn reader(id: ShareId, session: ShareSessionId) -> Self {
        Self::Share {
            id,
            session,
            admitted: Admitted::Reader,
        }
    }

    /// Which recipient the reader of a share is, if they are one.
    #[must_use]
    pub const fn recipient(&self) -> Option<RecipientId> {
        match self {
            Self::Share { admitted, .. } => admitted.recipient(),
            _ => None,
        }
    }

    /// With what the caller came; nothing for jobs, the server itself and nobody.
    #[must_use]
    pub const fn credential(&self) -> Option<Credential> {
        match self {
            Self::User {
                via: Via::Session(id), ..
            } => Some(Credential::Session(*id)),
            Self::User {
                via: Via::Token { id, .. },
                ..
            } => Some(Credential::Token(*id)),
            Self::Share { session, .. } => Some(Credential::ShareSession(*session)),
            Self::Job { .. } | Self::System { .. } | Self::Nobody => None,
        }
    }

    /// The look at a share through its readers' eyes that this is, if it is one.
    #[must_use]
    pub const fn preview(&self) -> Option<&Preview> {
        match self {
            Self::Share { admitted, .. } => admitted.preview(),
            _ => None,
        }
    }

    /// What a site said of the caller, if one let them in.
    #[must_use]
    pub fn host(&self) -> Option<&Host> {
        match self {
            Self::Share { admitted, .. } => admitted.host(),
            Self::User { .. } | Self::Job { .. } | Self::System { .. } | Self::Nobody => None,
        }
    }

    /// The user whose rights count, if any.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } | Self::Job { owner: id } => Some(*id),
            Self::Share { .. } | Self::System { .. } | Self::Nobody => None,
        }
    }

    /// How the audit names the caller: `user:usr_…`, `share:shr_…`, `job:usr_…`, `system:share-ends`, `nobody`. Who looks at a share as its
    /// readers will is named, and not the share.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::User { id, .. } => format!("user:{id}"),
            Self::Share { id, admitted, .. } => match admitted.preview() {
                Some(preview) => format!("user:{}", preview.by),
                None => format!("share:{id}"),
            },
            Self::Job { owner } => format!("job:{owner}"),
            Self::System { work } => format!("system:{work}"),
            Self::Nobody => "nobody".to_owned(),
        }
    }
}
