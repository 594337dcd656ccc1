//! Everything a use case can end with instead of an answer. Knows nothing of HTTP; `http/problem.rs` maps it.

use access::denied::Denied;
use access::share::rules::Outcome;
use model::brand::Brand;
use model::id::ShareId;
use model::invalid::Invalid;
use model::name::Title;
use query::QueryError;
use store::StoreError;

/// A share that would not go on as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareAtStake {
    /// Which.
    pub id: ShareId,
    /// As shown in lists.
    pub title: Title,
    /// Title of its dashboard.
    pub dashboard: Option<Title>,
    /// What would become of it.
    pub outcome: Outcome,
}

/// Why a use case gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The gate said no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The input is wrong.
    #[error("invalid input: {0}")]
    Invalid(#[from] Invalid),
    /// It does not fit what is there; the sentence is for the reader.
    #[error("conflict: {0}")]
    Conflict(String),
    /// It would end shares, and nobody confirmed that; the sentence is for the reader.
    #[error("conflict: {detail}")]
    Ends {
        /// What to do.
        detail: String,
        /// How many shares.
        count: usize,
        /// Those of them that the caller may see.
        seen: Vec<ShareAtStake>,
    },
    /// Shares would stop because it takes away their data, and nobody confirmed that; the sentence is for the reader.
    #[error("conflict: {detail}")]
    Stops {
        /// What to do.
        detail: String,
        /// How many shares.
        count: usize,
        /// Those of them that the caller may see.
        seen: Vec<ShareAtStake>,
    },
    /// It takes away the caller's own last access, and nobody confirmed that.
    #[error("it takes away the caller's own last access")]
    LastAccess,
    /// What would be shown was approved by nobody whose rows it shows.
    #[error("nothing was approved for these rows")]
    NotApproved,
    /// It was there, and was deleted because what the caller may see has changed since; the sentence is for the reader.
    #[error("gone: {0}")]
    Gone(String),
    /// The document was saved by somebody else in between.
    #[error("the precondition does not hold")]
    Precondition(String),
    /// Credentials were given and are wrong; the field that was wrong, if it is fair to say.
    #[error("bad credentials")]
    Credentials(Option<&'static str>),
    /// It opens for who says more; what is asked for.
    #[error("more is asked for")]
    Asks(Ask),
    /// The same, with the brand under which it is asked: who asks is known by then to hold what the share is found by.
    #[error("more is asked for")]
    AsksAs(Ask, Box<Brand>),
    /// As internal, and not tried again.
    #[error("it will not be done: {0}")]
    Final(String),
    /// The request does not come from our own pages, which are at this address.
    #[error("cross-site request")]
    CrossSite(String),
    /// Too often; try again after so many seconds.
    #[error("too many attempts")]
    TooMany(u64),
    /// More than is this caller's part; try again after so many seconds.
    #[error("too much: {0:?}")]
    TooMuch(Much, u64),
    /// The body of the request came too slowly.
    #[error("the body came too slowly")]
    TooSlow,
    /// Too much is waiting already; try again after so many seconds.
    #[error("busy")]
    Busy(u64),
    /// More than a limit allows; the sentence says which.
    #[error("too large: {0}")]
    TooLarge(String),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// The question failed.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Our own mistake; told to the log only.
    #[error("internal: {0}")]
    Internal(String),
}

/// What the reader of a share is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The password beside the link; none was given, or a wrong one.
    Password,
    /// A code, sent to their address; whatever was wrong, this is all that is said.
    Code {
        /// The address that it goes to, veiled, if the link is that of one recipient.
        address: Option<String>,
    },
}

/// What a caller has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Much {
    /// Questions that were asked.
    Questions,
    /// Exports that were begun.
    Exports,
    /// Openings of a share.
    Openings,
    /// Open pages that ask their own questions.
    Streams,
    /// Uploads at once.
    Uploads,
    /// Bodies at once.
    Bodies,
    /// Codes that were asked for.
    Codes,
    /// Cells that left to the readers of a share in this month.
    Cells,
}

impl Error {
    /// Missing, or not for this caller to know.
    #[must_use]
    pub const fn hidden() -> Self {
        Self::Denied(Denied::Hidden)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<crate::limiter::TooMany> for Error {
    fn from(crate::limiter::TooMany(seconds): crate::limiter::TooMany) -> Self {
        Self::TooMany(seconds)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
