//! Opening a database by its URL, with the settings that its promises rest on: durable commits and kept references.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, SqlitePool};

use super::Db;
use crate::error::{Result, StoreError};
use crate::limits::{DATABASE_PATIENCE_SECONDS, POSTGRES_CONNECTIONS, SQLITE_READERS, SQLITE_ROWS_AHEAD};

/// How long a statement waits for a connection or for the lock of another process.
const fn patience() -> Duration {
    Duration::from_secs(DATABASE_PATIENCE_SECONDS)
}

impl Db {
    /// Opens `sqlite:PATH` (made if it is missing) or `postgres://…`.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            open_sqlite(Path::new(path.strip_prefix("//").unwrap_or(path))).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url).await
        } else {
            Err(cannot(
                "the database is given as sqlite:PATH or postgres://USER@HOST/NAME",
            ))
        }
    }
}

async fn open_sqlite(path: &Path) -> Result<Db> {
    if path.as_os_str().is_empty() || path.to_string_lossy().starts_with(':') {
        return Err(cannot("a SQLite database needs a file: sqlite:PATH"));
    }
    make_private(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(patience())
        .row_buffer_size(SQLITE_ROWS_AHEAD)
        .disable_statement_logging();
    let pool = || {
        SqlitePoolOptions::new()
            .acquire_timeout(patience())
            .idle_timeout(None)
            .max_lifetime(None)
    };
    let writer = connect_writer(pool().max_connections(1), options.clone())
        .await
        .map_err(|error| cannot_open(path, &error))?;
    let readers = pool()
        .max_connections(SQLITE_READERS)
        .connect_with(options.read_only(true))
        .await
        .map_err(|error| cannot_open(path, &error))?;
    Ok(Db::Sqlite { writer, readers })
}

/// Makes a missing file readable by its owner only, and says early and clearly when the folder does not allow it.
fn make_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if let Err(error) = options.open(path) {
        let reason = error.kind();
        return Err(cannot(format!(
            "the database file {} cannot be opened for writing: {reason}",
            path.display()
        )));
    }
    // WAL keeps two more files beside the database: the folder itself must be writable too.
    let mut probe = PathBuf::from(path).into_os_string();
    probe.push("-probe");
    let folder = || path.parent().unwrap_or(path).display();
    std::fs::File::create(&probe)
        .map_err(|error| cannot(format!("the folder {} is not writable: {}", folder(), error.kind())))?;
    // Another program that opens it at the same moment may have removed it already.
    let _ = std::fs::remove_file(&probe);
    Ok(())
}

/// Turning on WAL needs the file for itself for a moment and cannot wait for it by `busy_timeout`.
async fn connect_writer(pool: SqlitePoolOptions, options: SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
    let mut tries = 0;
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(sqlx::Error::Database(error)) if tries < 100 && is_busy(error.as_ref()) => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            done => return done,
        }
    }
}

fn is_busy(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

async fn open_postgres(url: &str) -> Result<Db> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| cannot("the database URL is not of the form postgres://USER@HOST/NAME"))?
        .application_name("vitrine")
        .options([("synchronous_commit", "on")])
        .disable_statement_logging();
    let place = format!("{}:{}", options.get_host(), options.get_port());
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(patience())
        .connect_with(options)
        .await;
    pool.map(Db::Postgres).map_err(|error| {
        let reason = match &error {
            sqlx::Error::Database(inner) => inner.message().to_owned(),
            sqlx::Error::Io(inner) => inner.kind().to_string(),
            sqlx::Error::PoolTimedOut => "no answer in time".to_owned(),
            _ => "it refuses the connection".to_owned(),
        };
        cannot(format!("the PostgreSQL database at {place} cannot be opened: {reason}"))
    })
}

fn cannot(sentence: impl Into<String>) -> StoreError {
    StoreError::CannotOpen(sentence.into())
}

fn cannot_open(path: &Path, error: &sqlx::Error) -> StoreError {
    let reason = match error {
        sqlx::Error::Database(inner) => inner.message().to_owned(),
        _ => "it does not answer".to_owned(),
    };
    cannot(format!(
        "the database file {} cannot be opened: {reason}",
        path.display()
    ))
}
