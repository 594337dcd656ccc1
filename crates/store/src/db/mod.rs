//! The two databases behind one small face. SQL is written once, with `$1` placeholders; the few words that differ are
//! tokens replaced here. Knows no table. Nothing outside this crate reaches a connection.

mod open;
mod row;
mod sql;

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

pub(crate) use row::Row;
pub(crate) use sql::{Sql, hex, list, micros, sql};

use crate::error::{Result, StoreError};
use sql::{for_postgres, for_sqlite};

/// An open database.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    /// One writer, so that writers queue here instead of failing in the file; readers never wait for it (WAL).
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    /// Perhaps shared with other nodes.
    Postgres(PgPool),
}

/// A transaction that is undone unless it is committed.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// A transaction that may write. On SQLite it holds the write lock from the start.
    pub(crate) async fn write(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// A transaction that sees one moment of the whole database and writes nothing.
    pub(crate) async fn snapshot(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Tx::Postgres(pool.begin_with(begin).await?)
            }
        })
    }

    /// All rows of one question, each read by `read`.
    pub(crate) async fn all<T, F>(&self, sql: Sql, read: F) -> Result<Vec<T>>
    where
        T: Send + Unpin,
        F: Fn(&Row<'_>) -> Result<T> + Send,
    {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                let read = move |row| read(&Row::Sqlite(&row)).map_err(through);
                for_sqlite(sql)?.try_map(read).fetch_all(readers).await?
            }
            Self::Postgres(pool) => {
                let read = move |row| read(&Row::Postgres(&row)).map_err(through);
                for_postgres(sql)?.try_map(read).fetch_all(pool).await?
            }
        })
    }

    /// The only row of one question, if there is one.
    pub(crate) async fn one<T, F>(&self, sql: Sql, read: F) -> Result<Option<T>>
    where
        T: Send + Unpin,
        F: Fn(&Row<'_>) -> Result<T> + Send,
    {
        Ok(self.all(sql, read).await?.into_iter().next())
    }

    /// Waits for running statements and closes all connections.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Runs one statement; answers how many rows it touched.
    pub(crate) async fn run(&mut self, sql: Sql) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(tx) => for_sqlite(sql)?.execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => for_postgres(sql)?.execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// All rows of one question, each read by `read`.
    pub(crate) async fn all<T, F>(&mut self, sql: Sql, read: F) -> Result<Vec<T>>
    where
        T: Send + Unpin,
        F: Fn(&Row<'_>) -> Result<T> + Send,
    {
        Ok(match self {
            Self::Sqlite(tx) => {
                let read = move |row| read(&Row::Sqlite(&row)).map_err(through);
                for_sqlite(sql)?.try_map(read).fetch_all(&mut **tx).await?
            }
            Self::Postgres(tx) => {
                let read = move |row| read(&Row::Postgres(&row)).map_err(through);
                for_postgres(sql)?.try_map(read).fetch_all(&mut **tx).await?
            }
        })
    }

    /// The only row of one question, if there is one.
    pub(crate) async fn one<T, F>(&mut self, sql: Sql, read: F) -> Result<Option<T>>
    where
        T: Send + Unpin,
        F: Fn(&Row<'_>) -> Result<T> + Send,
    {
        Ok(self.all(sql, read).await?.into_iter().next())
    }

    /// Whether the question has a row.
    pub(crate) async fn any(&mut self, sql: Sql) -> Result<bool> {
        Ok(self.one(sql, |_| Ok(())).await?.is_some())
    }

    /// Runs a script of several statements: migrations only.
    pub(crate) async fn script(&mut self, text: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ())?,
            Self::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Makes it last.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// An own error on its way through the driver's stream of rows; `From<sqlx::Error>` takes it out again.
fn through(error: StoreError) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
