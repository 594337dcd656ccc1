//! What can go wrong with what is kept. The sentences here may leave the server: they carry no SQL, no path and no kept value.

use sqlx::error::ErrorKind;

/// Why the store did not do it. Whatever it was, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such object (any more).
    #[error("not found")]
    NotFound,
    /// No questions were approved for the rows that would be shown.
    #[error("nothing was approved")]
    NotApproved,
    /// It contradicts what is kept.
    #[error("{what}")]
    Conflict {
        /// What stands against it.
        what: Clash,
    },
    /// The dashboard was saved by somebody else since.
    #[error("the dashboard has been saved since; it is at revision {current}")]
    RevisionConflict {
        /// The revision that is kept now.
        current: u32,
    },
    /// The facts have moved on since the decision: load them and decide again.
    #[error("the rights have changed since this was decided")]
    Stale,
    /// The share has no views left.
    #[error("the views of this share are used up")]
    UsedUp,
    /// Only a person can do this: what is made needs an owner.
    #[error("only a user can do this")]
    NeedsUser,
    /// The input cannot be kept.
    #[error("{0}")]
    Invalid(&'static str),
    /// The database cannot be reached or does not answer in time.
    #[error("the database is unavailable")]
    Unavailable,
    /// The database cannot be opened at all; a sentence for who starts the server.
    #[error("{0}")]
    CannotOpen(String),
    /// The database was written by a newer program.
    #[error("the database has schema version {found}; this program knows versions up to {known}")]
    NewerDatabase {
        /// Version of the database.
        found: u64,
        /// Newest version this program knows.
        known: u64,
    },
    /// A kept value is not what the program writes.
    #[error("a kept value cannot be read: {0}")]
    Damaged(&'static str),
    /// The database refused a statement: a defect of the program. The log has more.
    #[error("the database refused a statement")]
    Internal,
}

/// What stands against a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// The organisation is set up already.
    SetUp,
    /// Another user has this e-mail address.
    Email,
    /// A dataset of this name exists in the workspace, above or below it.
    DatasetName,
    /// The dataset has this version or a later one already.
    DatasetVersion,
    /// The group would be inside of itself.
    GroupCycle,
    /// Row rules apply to the group; without it they would bind nobody.
    GroupHasRowRules,
    /// The organisation keeps at least one active manager.
    LastManager,
    /// There are workspaces, folders, dashboards, datasets or row rules in it.
    WorkspaceNotEmpty,
    /// There are folders or dashboards in it.
    FolderNotEmpty,
    /// The folder would be inside of itself.
    FolderCycle,
    /// The folder, or what lies in it, would be too deep.
    FolderDepth,
    /// The dashboard has shares that have not ended.
    OpenShares,
    /// Somebody answered the request already.
    RequestAnswered,
    /// The user is disabled.
    Disabled,
    /// The state of the share does not allow it.
    ShareState,
    /// The share has as many keys as it may have.
    SigningKeys,
    /// What it refers to is not there.
    Reference,
    /// The same thing is kept already.
    Duplicate,
}

impl std::fmt::Display for Clash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::SetUp => "the organisation is set up already",
            Self::Email => "another user has this e-mail address",
            Self::DatasetName => "a dataset of this name exists in this workspace, above or below it",
            Self::DatasetVersion => "the dataset has moved on to a later version",
            Self::GroupCycle => "a group cannot be inside of itself",
            Self::GroupHasRowRules => "row rules apply to this group; remove them first",
            Self::LastManager => "the organisation keeps at least one active manager",
            Self::WorkspaceNotEmpty => {
                "there are workspaces, folders, dashboards, datasets or row rules in this workspace"
            }
            Self::FolderNotEmpty => "there are folders or dashboards in this folder",
            Self::FolderCycle => "a folder cannot be inside of itself",
            Self::FolderDepth => "folders cannot be nested this deep",
            Self::OpenShares => "this dashboard is shared to the outside; its shares would end",
            Self::RequestAnswered => "somebody answered this request already",
            Self::Disabled => "this user is disabled",
            Self::ShareState => "the state of this share does not allow it",
            Self::SigningKeys => "this share has as many keys as it may have; remove one first",
            Self::Reference => "it refers to something that does not exist",
            Self::Duplicate => "it exists already",
        })
    }
}

impl From<Clash> for StoreError {
    fn from(what: Clash) -> Self {
        Self::Conflict { what }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Decode(inner) => match inner.downcast::<Self>() {
                Ok(own) => *own,
                Err(_) => Self::Damaged("a value has another type than expected"),
            },
            sqlx::Error::ColumnDecode { .. } => Self::Damaged("a column has another type than expected"),
            sqlx::Error::Database(inner) => from_database(inner.as_ref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => {
                tracing::warn!(%error, "the database is unavailable");
                Self::Unavailable
            }
            other => {
                tracing::error!(error = %other, "the database refused a statement");
                Self::Internal
            }
        }
    }
}

fn from_database(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    match error.kind() {
        ErrorKind::UniqueViolation => Clash::from_unique(&broken_constraint(error)).into(),
        ErrorKind::ForeignKeyViolation => Clash::Reference.into(),
        _ => {
            let code = error.code().unwrap_or_default();
            if is_conflict_of_transactions(&code) {
                return StoreError::Stale;
            }
            tracing::error!(%code, message = error.message(), "the database refused a statement");
            if is_outage(&code) {
                StoreError::Unavailable
            } else {
                StoreError::Internal
            }
        }
    }
}

/// `table_column` of a broken uniqueness: PostgreSQL gives the constraint's name, SQLite names the columns in its message.
fn broken_constraint(error: &dyn sqlx::error::DatabaseError) -> String {
    match error.constraint() {
        Some(name) => name.to_owned(),
        None => error
            .message()
            .rsplit(": ")
            .next()
            .unwrap_or_default()
            .replace('.', "_"),
    }
}

impl Clash {
    fn from_unique(constraint: &str) -> Self {
        match constraint {
            "users_email" => Self::Email,
            "organisation_one" | "organisation_id" => Self::SetUp,
            "datasets_name" => Self::DatasetName,
            name if name.starts_with("datasets_workspace") => Self::DatasetName,
            _ => Self::Duplicate,
        }
    }
}

/// PostgreSQL: serialization failure and deadlock. The caller decides again, as after any lost race.
fn is_conflict_of_transactions(code: &str) -> bool {
    matches!(code, "40001" | "40P01")
}

/// PostgreSQL classes 08, 53, 57 and 58; SQLite BUSY, LOCKED, IOERR, FULL, READONLY with their extended codes.
fn is_outage(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>()
        .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13))
}

/// Shorthand of this crate.
pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;
